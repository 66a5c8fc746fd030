package gen

import (
	"encoding/base64"
	"fmt"
	"io"
	"math/rand/v2"
	"net/netip"
	"strings"
	"time"
)

// cloudFrontFields are the fields in the order of the documentation.
var cloudFrontFields = [...]string{
	"eventTimestamp", "connectionId", "connectionStatus", "clientIp", "clientPort", "serverIp",
	"distributionId", "distributionTenantId", "tlsProtocol", "tlsCipher", "tlsHandshakeDuration", "tlsSni",
	"clientLeafCertSerialNumber", "clientLeafCertSubject", "clientLeafCertIssuer", "clientLeafCertValidity",
	"connectionLogCustomData",
}

type cloudFrontRecord [len(cloudFrontFields)]string

// CloudFrontJSON writes connection logs in JSON: an object for each line, with
// strings alone.
func CloudFrontJSON(w io.Writer, size int64, seed uint64) error {
	next := cloudFront(newRand(seed))
	return lines(w, size, func(b []byte) []byte {
		sep := byte('{')
		for i, v := range next() {
			b = append(b, sep)
			b = fmt.Appendf(b, `"%s":"%s"`, cloudFrontFields[i], v)
			sep = ','
		}
		return append(b, "}\n"...)
	})
}

// CloudFrontW3C writes connection logs in W3C's extended log file format.
func CloudFrontW3C(w io.Writer, size int64, seed uint64) error {
	header := "#Version: 1.0\n#Fields: " + strings.Join(cloudFrontFields[:], " ") + "\n"
	if _, err := io.WriteString(w, header); err != nil {
		return err
	}
	next := cloudFront(newRand(seed))
	return lines(w, size-int64(len(header)), func(b []byte) []byte {
		record := next()
		return append(append(b, strings.Join(record[:], "\t")...), '\n')
	})
}

// cloudFront returns a function that makes the next record. No value has a
// character that JSON escapes.
func cloudFront(r *rand.Rand) func() cloudFrontRecord {
	clients := newZipf(r, clients(r, 4000))
	hosts := newZipf(r, hosts(r, 200))
	edges := make([]string, 60)
	for i := range edges {
		edges[i] = ipv4(r)
	}
	issuers := make([]string, 12)
	for i := range issuers {
		issuers[i] = fmt.Sprintf("C=US, ST=WA, L=Seattle, O=Example Corp, OU=Devices %d, CN=Issuing CA %s", i, hexDigits(r, 4))
	}
	times := clock{r, start, 900 * time.Microsecond}
	return func() cloudFrontRecord {
		c := clients.next()
		status := "Success"
		subject, issuer, validity, serial := "-", "-", "-", "-"
		if cert := c.certificate; cert != nil {
			subject, validity = cert.openSSL(), cert.validity()
			issuer = issuers[int(cert.serial[0])%len(issuers)]
			serial = strings.ReplaceAll(fmt.Sprintf("% x", cert.serial), " ", ":")
			if cert.failure != "" {
				status = "Failed:" + cert.failure
			}
		} else {
			status = "Failed:ClientCertMissing"
		}
		data := "-"
		switch x := r.IntN(100); {
		case x < 10:
			data = "GRACE_PERIOD:" + hexDigits(r, 18) + ":" + c.address
		case x < 13:
			status, data = "Failed:ConnectionFunctionDenied", "Connection denied — certificate revoked: "+serial
		}
		tenant := "-"
		if percent(r, 60) {
			tenant = "dt_" + hexDigits(r, 22)
		}
		return cloudFrontRecord{
			fmt.Sprint(times.next().UnixMilli()),
			base64.URLEncoding.EncodeToString(random(r, 40)),
			status,
			netip.MustParseAddr(c.address).StringExpanded(),
			fmt.Sprint(port(r)),
			pick(r, edges...),
			"E2DX1SLDPK0123",
			tenant,
			c.protocol,
			c.cipher,
			fmt.Sprint(1 + logNormal(r, 24, 0.9)),
			hosts.next(),
			serial,
			subject,
			issuer,
			validity,
			data,
		}
	}
}
