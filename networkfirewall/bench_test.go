package networkfirewall

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// tlsLines returns lines of a TLS log, n bytes or a little more. Equal n make
// equal lines. The names and the order of the members are those of published
// records; the values are made up.
func tlsLines(n int) []byte {
	r := rand.New(rand.NewPCG(20, 26))
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	host := func() string {
		return fmt.Sprintf("%s%04x.%s", pick("api", "cdn", "auth", "static", "telemetry", "pkg"), r.IntN(1<<16),
			pick("example.com", "corp.example.net", "s3.us-east-1.amazonaws.com"))
	}
	var b bytes.Buffer
	for b.Len() < n {
		seconds := r.IntN(86400)
		stamp := fmt.Sprintf("2026-03-14T%02d:%02d:%02d.%06dZ", seconds/3600, seconds/60%60, seconds%60, r.IntN(1e6))
		src := fmt.Sprintf(`"src_ip":"10.%d.%d.%d","src_port":"%d"`, r.IntN(4), r.IntN(256), r.IntN(256), 1024+r.IntN(64000))
		dest := fmt.Sprintf(`"dest_ip":"%d.%d.%d.%d","dest_port":"%s"`, 1+r.IntN(222), r.IntN(256), r.IntN(256), r.IntN(256), pick("443", "443", "443", "8443"))
		sni := host()
		fmt.Fprintf(&b, `{"firewall_name":"egress-inspection-%s","availability_zone":"us-east-1%s","event_timestamp":%d,"event":{`,
			pick("prod", "staging"), pick("a", "b", "c"), 1773446400+seconds)
		switch r.IntN(5) {
		case 0, 1:
			fmt.Fprintf(&b, `%s,"revocation_check":{"leaf_cert_fpr":"%064X","status":"%s","action":"%s"},%s,"timestamp":"%s","sni":"%s"}}`,
				src, r.Uint64(), pick("REVOKED", "UNKNOWN"), pick("DROP", "REJECT", "PASS"), dest, stamp, sni)
		case 2:
			fmt.Fprintf(&b, `"timestamp":"%s",%s,%s,"sni":"-","tls_error":{"error_message":"Server name is not found in client hello."}}}`,
				stamp, src, dest)
		default:
			name := host()
			fmt.Fprintf(&b, `"timestamp":"%s",%s,%s,"sni":"%s","tls_error":{"error_message":"SNI: %s Match Failed to server certificate names: %s/%s/%s "}}}`,
				stamp, src, dest, sni, sni, name, name, strings.Repeat(host()+"/", r.IntN(6))+host())
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// benchDecode reads data again and again, with a decoder made by open.
func benchDecode[R any](b *testing.B, data []byte, records int, open func(io.Reader) tlslog.Decoder[R]) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	src := bytes.NewReader(nil)
	for b.Loop() {
		src.Reset(data)
		d := open(src)
		n := 0
		var rec R
		for {
			if err := d.Decode(&rec); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != records {
			b.Fatal(n, "records of", records)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	data := tlsLines(8 << 20)
	lines := bytes.Count(data, []byte("\n"))
	b.Run("awstls", func(b *testing.B) {
		benchDecode(b, data, lines, func(r io.Reader) tlslog.Decoder[Record] { return NewDecoder(r) })
	})
	b.Run("encoding_json", func(b *testing.B) {
		benchDecode(b, data, lines, func(r io.Reader) tlslog.Decoder[plainRecord] { return plainDecoder{json.NewDecoder(r)} })
	})
}

// A plainRecord is what one would write for encoding/json, for records in the
// form of AWS's samples and no other.
type plainRecord struct {
	FirewallName     string `json:"firewall_name"`
	AvailabilityZone string `json:"availability_zone"`
	EventTimestamp   int64  `json:"event_timestamp"`
	Event            struct {
		Timestamp time.Time  `json:"timestamp"`
		SrcIP     netip.Addr `json:"src_ip"`
		SrcPort   uint16     `json:"src_port,string"`
		DestIP    netip.Addr `json:"dest_ip"`
		DestPort  uint16     `json:"dest_port,string"`
		SNI       string     `json:"sni"`
		TLSError  *struct {
			ErrorMessage string `json:"error_message"`
		} `json:"tls_error"`
		RevocationCheck *struct {
			LeafCertFPR string `json:"leaf_cert_fpr"`
			Status      string `json:"status"`
			Action      string `json:"action"`
		} `json:"revocation_check"`
	} `json:"event"`
}

type plainDecoder struct{ *json.Decoder }

func (d plainDecoder) Decode(rec *plainRecord) error {
	*rec = plainRecord{}
	return d.Decoder.Decode(rec)
}

// BenchmarkSkip reads a log of alerts for its TLS records, of which there are
// none.
func BenchmarkSkip(b *testing.B) {
	data := []byte(strings.Repeat(plainAlert+"\n"+blocked+"\n"+flow+"\n", 4000))
	benchDecode(b, data, 0, func(r io.Reader) tlslog.Decoder[Record] { return NewDecoder(r) })
}

func BenchmarkAlerts(b *testing.B) {
	data := []byte(strings.Repeat(blocked+"\n"+allowed+"\n", 4000))
	benchDecode(b, data, 8000, func(r io.Reader) tlslog.Decoder[AlertRecord] { return NewAlertDecoder(r) })
}

func BenchmarkAppendJSON(b *testing.B) {
	b.ReportAllocs()
	buf := make([]byte, 0, 1024)
	for b.Loop() {
		buf = wrongNameRecord.AppendJSON(buf[:0])
	}
	b.SetBytes(int64(len(buf)))
}
