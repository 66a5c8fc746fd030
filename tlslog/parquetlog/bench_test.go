package parquetlog_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/parquetlog"
)

// albLog returns a log of so many lines, of up to 4,000 clients. One line in
// five has a client certificate, of 500 that there are.
func albLog(rows int) string {
	rnd := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for i := range rows {
		port := 1024 + rnd.IntN(64512)
		n := rnd.IntN(4000) * rnd.IntN(4000) / 4000 // some clients come more often than others
		client := fmt.Sprintf("198.51.%d.%d", n>>8, n&255)
		subject, validity, serial, status := `"-"`, "-", "-", "Success"
		if rnd.IntN(5) == 0 {
			n := rnd.IntN(500)
			subject = fmt.Sprintf(`"CN=device-%d.example.com,OU=Devices,O=Example Corp,C=US"`, n)
			validity = fmt.Sprintf("NotBefore=2026-01-%02dT00:00:00Z;NotAfter=2027-01-%02dT00:00:00Z", 1+n%28, 1+n%28)
			serial = fmt.Sprintf("%016X", uint64(n)*0x9E3779B97F4A7C15)
		}
		latency := fmt.Sprintf("0.%03d", rnd.IntN(120))
		if rnd.IntN(20) == 0 {
			status, latency = "Failed:ClientCertUntrusted", "-"
		}
		protocol, cipher, group := "TLSv1.3", "TLS_AES_128_GCM_SHA256", "X25519MLKEM768"
		if rnd.IntN(4) == 0 {
			protocol, cipher, group = "TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256", "secp256r1"
		}
		fmt.Fprintf(&b, "2026-09-23T%02d:%02d:%02d.%06dZ %s %d 443 %s %s %s %s %s %s %s TID_%016x%016x %s app/web/0123456789abcdef 192.0.2.%d\n",
			i/3600%24, i/60%60, i%60, rnd.IntN(1e6), client, port, protocol, cipher, latency, subject, validity, serial, status,
			rnd.Uint64(), rnd.Uint64(), group, 10+rnd.IntN(4))
	}
	return b.String()
}

// BenchmarkWriteALB measures what lies between the text of a log and a Parquet
// file: a row is a line.
func BenchmarkWriteALB(b *testing.B) {
	const rows = 200_000
	log := albLog(rows)
	b.SetBytes(int64(len(log)))
	b.ReportAllocs()
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		w := parquetlog.NewWriter[alb.Record](&out)
		d := alb.NewDecoder(strings.NewReader(log))
		var rec alb.Record
		for {
			err := d.Decode(&rec)
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			if err := w.Write(&rec); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(out.Len())/rows, "B/row")
}

// BenchmarkWriteEvents is the same for events.
func BenchmarkWriteEvents(b *testing.B) {
	const rows = 200_000
	log := albLog(rows)
	b.SetBytes(int64(len(log)))
	b.ReportAllocs()
	for b.Loop() {
		w := parquetlog.NewWriter[tlslog.Event](io.Discard)
		for e, err := range tlslog.Events(alb.NewDecoder(strings.NewReader(log)).All()) {
			if err == nil {
				err = w.Write(&e)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkParseALB is the part of BenchmarkWriteALB before the Writer.
func BenchmarkParseALB(b *testing.B) {
	log := albLog(200_000)
	b.SetBytes(int64(len(log)))
	for b.Loop() {
		d := alb.NewDecoder(strings.NewReader(log))
		var rec alb.Record
		for d.Decode(&rec) == nil {
		}
	}
}
