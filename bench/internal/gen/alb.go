package gen

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// ALB writes the classic lines of connection logs, with 15 columns.
func ALB(w io.Writer, size int64, seed uint64) error {
	r := newRand(seed)
	clients := newZipf(r, clients(r, 4000))
	times := clock{r, start, 700 * time.Microsecond}
	elb := "app/checkout-prod/" + hexDigits(r, 16)
	nodes := []string{privateIPv4(r), privateIPv4(r), privateIPv4(r), privateIPv4(r)}
	return lines(w, size, func(b []byte) []byte {
		c := clients.next()
		listener := "443"
		protocol, cipher, keyExchange := c.protocol, c.cipher, c.keyExchange
		latency := fmt.Sprintf("%.3f", float64(logNormal(r, 24, 0.9))/1000)
		subject, validity, serial := "-", "-", "-"
		status := "Success"
		if cert := c.certificate; cert != nil {
			subject, validity = cert.rfc2253(), cert.validity()
			serial = strings.ToUpper(fmt.Sprintf("%x", cert.serial))
			if cert.failure != "" {
				status = "Failed:" + cert.failure
			}
		}
		switch x := r.IntN(100); {
		case x < 3: // a listener without TLS
			listener = "80"
			protocol, cipher, keyExchange, latency = "-", "-", "-", "-"
			subject, validity, serial, status = "-", "-", "-", "-"
		case x < 6: // a handshake that came to nothing
			protocol, cipher, keyExchange = "-", "-", "-"
			status = "Failed:UnmappedConnectionError"
		}
		if status != "Success" {
			latency = "-"
		}
		return fmt.Appendf(b, "%s %s %d %s %s %s %s \"%s\" %s %s %s TID_%s %s %s %s\n",
			times.next().Format("2006-01-02T15:04:05.000000Z"), c.address, port(r), listener, protocol, cipher, latency,
			subject, validity, serial, status, hexDigits(r, 32), keyExchange, elb, pick(r, nodes...))
	})
}
