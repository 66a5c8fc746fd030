// Samplelogs writes the logs of a month of a small company that does not
// exist, as AWS delivers them, for tlsreport to report on when it is given no
// logs. The same program always writes the same bytes.
//
// Usage:
//
//	samplelogs folder
package main

import (
	"bytes"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	// Its bytes do not change with the version of Go.
	"github.com/klauspost/compress/gzip"
)

// The logs are of the thirty days before end, in files of ten days.
const (
	daysOfLogs = 30
	daysOfFile = 10
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: samplelogs folder")
	}
	end := time.Date(2026, 9, 24, 0, 0, 0, 0, time.UTC)
	for _, source := range []struct {
		name   string // of a file; {time} is the end of its time
		layout string // of that time
		perDay int
		write  func(*company, *bytes.Buffer, time.Time)
		ends   [3]string // what is before, between and behind the records
	}{
		{"alb/conn_log_111122223333_elasticloadbalancing_eu-central-1_app.shop.6d0ecf831eec9f09_{time}_198.51.100.7_sample.log.gz", "20060102T1504Z", 56, (*company).alb, [3]string{"", "\n", "\n"}},
		{"cloudfront/E2EXAMPLE1ABC.{time}.sample.gz", "2006-01-02-15", 20, (*company).cloudFront, [3]string{"", "\n", "\n"}},
		{"networkfirewall/111122223333_network-firewall_tls_eu-central-1_egress_{time}_sample.log.gz", "20060102T1504Z", 6, (*company).networkFirewall, [3]string{"", "\n", "\n"}},
		{"cloudtrail/111122223333_CloudTrail_eu-central-1_{time}_sample.json.gz", "20060102T1504Z", 36, (*company).cloudTrail, [3]string{`{"Records":[`, ",", "]}"}},
	} {
		c := &company{r: rand.New(rand.NewPCG(1, 2)), start: end.AddDate(0, 0, -daysOfLogs)}
		for day := 0; day < daysOfLogs; day += daysOfFile {
			var b bytes.Buffer
			b.WriteString(source.ends[0])
			n := daysOfFile * source.perDay
			for i := range n {
				if i > 0 {
					b.WriteString(source.ends[1])
				}
				at := c.start.AddDate(0, 0, day).Add(time.Duration(i)*24*time.Hour/time.Duration(source.perDay) + time.Duration(c.r.IntN(600_000))*time.Millisecond)
				source.write(c, &b, at)
			}
			b.WriteString(source.ends[2])
			name := strings.Replace(source.name, "{time}", c.start.AddDate(0, 0, day+daysOfFile).Format(source.layout), 1)
			if err := write(filepath.Join(os.Args[1], filepath.FromSlash(name)), b.Bytes()); err != nil {
				log.Fatal(err)
			}
		}
	}
}

func write(name string, text []byte) error {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(text); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, b.Bytes(), 0o644)
}

// A company is whose logs these are. In its month, more and more of its
// clients use post-quantum key exchanges, fewer use TLS 1.0 and 1.1, and the
// certificate of a partner expires and is renewed three days later.
type company struct {
	r     *rand.Rand
	start time.Time
}

// progress returns how much of the month has passed at a time, from 0 to 1.
func (c *company) progress(at time.Time) float64 {
	return at.Sub(c.start).Hours() / (24 * daysOfLogs)
}

func (c *company) percent(p float64) bool { return c.r.Float64()*100 < p }

func (c *company) hex(digits int) string {
	b := make([]byte, digits)
	for i := range b {
		b[i] = "0123456789abcdef"[c.r.IntN(16)]
	}
	return string(b)
}

func (c *company) port() int { return 1024 + c.r.IntN(60_000) }

func (c *company) pick(list ...string) string { return list[c.r.IntN(len(list))] }

// A session is what a client and a server agreed on.
type session struct{ protocol, cipher, keyExchange string }

// negotiate returns a session of a client that is up to date in so many percent
// of the cases at first, and more at last.
func (c *company) negotiate(at time.Time, from, to float64) session {
	if c.percent(82 + 6*c.progress(at)) {
		group := c.pick("x25519", "x25519", "x25519", "secp256r1")
		if c.percent(from + (to-from)*c.progress(at)) {
			group = "X25519MLKEM768"
		}
		return session{"TLSv1.3", c.pick("TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"), group}
	}
	return session{"TLSv1.2", c.pick("ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES128-SHA256"), c.pick("secp256r1", "x25519")}
}

// outdated returns a session of a client that should have been replaced.
func (c *company) outdated() session {
	return session{c.pick("TLSv1", "TLSv1.1"), c.pick("ECDHE-RSA-AES128-SHA", "AES128-SHA", "DES-CBC3-SHA"), ""}
}

// A certificate is that of a client.
type certificate struct{ name, serial, notBefore, notAfter string }

// partner returns the certificate of the partner, which is renewed three days
// after its end.
func (c *company) partner(at time.Time) certificate {
	if at.Before(time.Date(2026, 9, 15, 0, 0, 0, 0, time.UTC)) {
		return certificate{"orders.partner.example", "0C3A51E9B2D44F00", "2025-09-12T00:00:00Z", "2026-09-12T00:00:00Z"}
	}
	return certificate{"orders.partner.example", "0C3A51E9B2D44F17", "2026-09-14T00:00:00Z", "2027-09-14T00:00:00Z"}
}

// device returns the certificate of one of the company's own devices.
func (c *company) device() certificate {
	return []certificate{
		{"till-01", "1F01", "2024-10-03T00:00:00Z", "2026-10-03T00:00:00Z"},
		{"till-02", "1F02", "2024-12-01T00:00:00Z", "2026-12-01T00:00:00Z"},
		{"meter-0417", "5FA1", "2024-03-01T08:00:00Z", "2034-02-27T08:00:00Z"},
		{"warehouse-gateway", "77A0", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"},
		{"scanner-9", "2B9C", "2025-09-28T00:00:00Z", "2026-09-28T00:00:00Z"},
	}[c.r.IntN(5)]
}
