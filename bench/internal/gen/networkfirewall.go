package gen

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// NetworkFirewall writes TLS logs of Network Firewall: an object for each line,
// errors and revocation checks mixed.
func NetworkFirewall(w io.Writer, size int64, seed uint64) error {
	r := newRand(seed)
	hosts := newZipf(r, hosts(r, 2000))
	servers := make([]string, 3000)
	for i := range servers {
		servers[i] = ipv4(r)
		if percent(r, 4) {
			servers[i] = ipv6(r)
		}
	}
	server := newZipf(r, servers)
	times := clock{r, start, 9 * time.Millisecond}
	return lines(w, size, func(b []byte) []byte {
		t := times.next()
		b = fmt.Appendf(b, `{"firewall_name":"%s","availability_zone":"us-east-1%s","event_timestamp":%d,"event":{`,
			pick(r, "egress-inspection", "egress-inspection", "egress-inspection-partners", "fw-2"), pick(r, "a", "b", "d"), t.Unix())
		stamp := `"timestamp":"` + t.Format("2006-01-02T15:04:05.000000Z") + `"`
		source := fmt.Sprintf(`"src_ip":"%s","src_port":"%d"`, privateIPv4(r), port(r))
		dest := fmt.Sprintf(`"dest_ip":"%s","dest_port":"%s"`, server.next(), pick(r, "443", "443", "443", "443", "8443"))
		sni := hosts.next()
		switch x := r.IntN(100); {
		case x < 40:
			return fmt.Appendf(b, `%s,"revocation_check":{"leaf_cert_fpr":"%s","status":"%s","action":"%s"},%s,%s,"sni":"%s"}}`+"\n",
				source, strings.ToUpper(hexDigits(r, 64)), pick(r, "REVOKED", "UNKNOWN", "UNKNOWN"), pick(r, "DROP", "REJECT", "PASS"), dest, stamp, sni)
		case x < 60:
			return fmt.Appendf(b, `%s,%s,%s,"sni":"-","tls_error":{"error_message":"Server name is not found in client hello."}}}`+"\n",
				stamp, source, dest)
		case x < 62: // a name with a character that JSON escapes
			return fmt.Appendf(b, `%s,%s,%s,"sni":"%s","tls_error":{"error_message":"Unexpected \"server name\" of type %d."}}}`+"\n",
				stamp, source, dest, sni, 1+r.IntN(255))
		}
		names := []string{hosts.next()}
		names = append(names, names[0]) // the first name comes twice
		for range min(logNormal(r, 2, 1), 40) {
			names = append(names, hosts.next())
		}
		return fmt.Appendf(b, `%s,%s,%s,"sni":"%s","tls_error":{"error_message":"SNI: %s Match Failed to server certificate names: %s "}}}`+"\n",
			stamp, source, dest, sni, sni, strings.Join(names, "/"))
	})
}
