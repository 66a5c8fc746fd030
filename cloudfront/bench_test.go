package cloudfront

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// madeRecords returns n records with many viewers, one failure in eight and a
// certificate in most.
func madeRecords(n int) []Record {
	rng := rand.New(rand.NewPCG(1, 2))
	codes := FailureCodes()
	records := make([]Record, n)
	for i := range records {
		r := Record{
			EventTimestamp:       time.UnixMilli(1731620046814 + int64(i)*17).UTC(),
			ConnectionID:         fmt.Sprintf("%016x%016x%020d==", rng.Uint64(), rng.Uint64(), rng.Uint64()),
			ConnectionStatus:     StatusSuccess,
			ClientIP:             netip.AddrFrom4([4]byte{byte(1 + rng.IntN(220)), byte(rng.IntN(256)), byte(rng.IntN(256)), byte(rng.IntN(256))}),
			ClientPort:           uint16(1024 + rng.IntN(60000)),
			ServerIP:             netip.AddrFrom4([4]byte{99, 84, byte(rng.IntN(4)), byte(rng.IntN(256))}),
			DistributionID:       fmt.Sprintf("E2DX1SLDPK%04d", rng.IntN(20)),
			TLSProtocol:          "TLSv1.3",
			TLSCipher:            "TLS_AES_128_GCM_SHA256",
			TLSHandshakeDuration: tlslog.Some(time.Duration(rng.IntN(400)) * time.Millisecond),
			TLSSNI:               fmt.Sprintf("d%06xabcdef8.cloudfront.net", rng.IntN(20)),
		}
		if rng.IntN(2) == 0 {
			a := netip.MustParseAddr("2001:db8:85a3::").As16()
			for k := 8; k < 16; k++ {
				a[k] = byte(rng.IntN(256))
			}
			r.ClientIP = netip.AddrFrom16(a)
		}
		if rng.IntN(4) == 0 {
			r.TLSProtocol, r.TLSCipher = "TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256"
		}
		if rng.IntN(3) == 0 {
			r.DistributionTenantID = fmt.Sprintf("dt_2te1Ura9X3R2iCGNj%04d", rng.IntN(1000))
		}
		if rng.IntN(10) > 0 {
			r.ClientLeafCertSerialNumber = fmt.Sprintf("00:b1:43:%02x:%02x:%02x:f3:9d", rng.IntN(256), rng.IntN(256), rng.IntN(256))
			r.ClientLeafCertSubject = fmt.Sprintf("C=US, ST=WA, L=Seattle, O=Example Corp, OU=Devices, CN=client%d.example.com", rng.IntN(5000))
			r.ClientLeafCertIssuer = "C=US, ST=WA, L=Seattle, O=Example Corp, OU=Devices, CN=ca.example.com"
			r.ClientLeafCertValidity = tlslog.Validity{
				NotBefore: time.Date(2025, 6, 5, 23, 28, rng.IntN(60), 0, time.UTC),
				NotAfter:  time.Date(2125, 5, 12, 23, 28, rng.IntN(60), 0, time.UTC),
			}
		}
		if rng.IntN(8) == 0 {
			r.ConnectionStatus = Failed(codes[rng.IntN(len(codes))])
			r.ConnectionLogCustomData = "REVOKED:" + r.ClientLeafCertSerialNumber
		}
		records[i] = r
	}
	return records
}

// madeLog returns a log of records in which each is followed by a line feed.
func madeLog(tb testing.TB, n int, header []byte, write func(r Record, b []byte) ([]byte, error)) string {
	tb.Helper()
	b := header
	for _, r := range madeRecords(n) {
		var err error
		if b, err = write(r, b); err != nil {
			tb.Fatal(err)
		}
		b = append(b, '\n')
	}
	return string(b)
}

func madeJSON(tb testing.TB, n int) string {
	return madeLog(tb, n, nil, Record.AppendJSON)
}

func madeW3C(tb testing.TB, n int) string {
	return madeLog(tb, n, AppendW3CHeader(nil), func(r Record, b []byte) ([]byte, error) { return r.AppendW3C(b) })
}

func madePlain(tb testing.TB, n int) string {
	return madeLog(tb, n, nil, func(r Record, b []byte) ([]byte, error) { return r.AppendPlain(b, nil, "") })
}

func TestDecodeAllocs(t *testing.T) {
	const n = 10_000
	for name, in := range map[string]string{
		"json":  madeJSON(t, n),
		"w3c":   madeW3C(t, n),
		"plain": madePlain(t, n),
		// A field that AWS has added, and escapes.
		"json with more":   strings.ReplaceAll(madeJSON(t, n), `{`, `{"newField":"a\u0020b","tlsX":{ "a": 1 },`),
		"json with escape": strings.ReplaceAll(madeJSON(t, n), `CN=`, `CN\u003d`),
		"w3c with more":    strings.Replace(madeW3C(t, n), "tlsSni", "tlsNew", 1),
	} {
		t.Run(name, func(t *testing.T) {
			src := strings.NewReader(in)
			d := NewDecoder(src)
			allocs := testing.AllocsPerRun(5, func() {
				src.Reset(in)
				d.Reset(src)
				var rec Record
				count := 0
				for d.Decode(&rec) == nil {
					if _, ok := rec.Event(); !ok {
						t.Error("a record without an event")
					}
					count++
				}
				if count != n {
					t.Fatalf("%d records", count)
				}
			})
			if perRecord := allocs / n; perRecord > 0.02 {
				t.Errorf("%.4f allocations per record", perRecord)
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	const n = 50_000
	for _, bb := range []struct {
		name string
		in   string
	}{
		{"json", madeJSON(b, n)},
		{"w3c", madeW3C(b, n)},
		{"plain", madePlain(b, n)},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.in)))
			b.ReportAllocs()
			for b.Loop() {
				d := NewDecoder(strings.NewReader(bb.in))
				var rec Record
				for d.Decode(&rec) == nil {
				}
			}
		})
	}
}

// A peerRecord is what encoding/json can do without help.
type peerRecord struct {
	EventTimestamp             string `json:"eventTimestamp"`
	ConnectionID               string `json:"connectionId"`
	ConnectionStatus           string `json:"connectionStatus"`
	ClientIP                   string `json:"clientIp"`
	ClientPort                 string `json:"clientPort"`
	ServerIP                   string `json:"serverIp"`
	DistributionID             string `json:"distributionId"`
	DistributionTenantID       string `json:"distributionTenantId"`
	TLSProtocol                string `json:"tlsProtocol"`
	TLSCipher                  string `json:"tlsCipher"`
	TLSHandshakeDuration       string `json:"tlsHandshakeDuration"`
	TLSSNI                     string `json:"tlsSni"`
	ClientLeafCertSerialNumber string `json:"clientLeafCertSerialNumber"`
	ClientLeafCertSubject      string `json:"clientLeafCertSubject"`
	ClientLeafCertIssuer       string `json:"clientLeafCertIssuer"`
	ClientLeafCertValidity     string `json:"clientLeafCertValidity"`
	ConnectionLogCustomData    string `json:"connectionLogCustomData"`
}

func (p *peerRecord) values() []string {
	return []string{
		p.EventTimestamp, p.ConnectionID, p.ConnectionStatus, p.ClientIP, p.ClientPort, p.ServerIP,
		p.DistributionID, p.DistributionTenantID, p.TLSProtocol, p.TLSCipher, p.TLSHandshakeDuration, p.TLSSNI,
		p.ClientLeafCertSerialNumber, p.ClientLeafCertSubject, p.ClientLeafCertIssuer, p.ClientLeafCertValidity,
		p.ConnectionLogCustomData,
	}
}

// typed makes a record of the values of the documented fields, by the plain
// means of the standard library.
func typed(v []string) (r Record, err error) {
	text := func(s string) string {
		if s == "-" {
			return ""
		}
		return s
	}
	var ms int64
	if ms, err = strconv.ParseInt(v[0], 10, 64); err != nil {
		return r, err
	}
	r.EventTimestamp = time.UnixMilli(ms).UTC()
	r.ConnectionID, r.ConnectionStatus = text(v[1]), ConnectionStatus(text(v[2]))
	if r.ClientIP, err = netip.ParseAddr(v[3]); err != nil {
		return r, err
	}
	port, err := strconv.ParseUint(v[4], 10, 16)
	if err != nil {
		return r, err
	}
	r.ClientPort = uint16(port)
	if r.ServerIP, err = netip.ParseAddr(v[5]); err != nil {
		return r, err
	}
	r.DistributionID, r.DistributionTenantID = text(v[6]), text(v[7])
	r.TLSProtocol, r.TLSCipher = tlslog.ProtocolName(text(v[8])), tlslog.CipherName(text(v[9]))
	if v[10] != "-" {
		ms, err := strconv.ParseUint(v[10], 10, 32)
		if err != nil {
			return r, err
		}
		r.TLSHandshakeDuration = tlslog.Some(time.Duration(ms) * time.Millisecond)
	}
	r.TLSSNI, r.ClientLeafCertSerialNumber = text(v[11]), text(v[12])
	r.ClientLeafCertSubject, r.ClientLeafCertIssuer = text(v[13]), text(v[14])
	if v[15] != "-" {
		from, to, _ := strings.Cut(strings.TrimPrefix(v[15], "NotBefore="), ";NotAfter=")
		if r.ClientLeafCertValidity.NotBefore, err = time.Parse(time.RFC3339, from); err != nil {
			return r, err
		}
		if r.ClientLeafCertValidity.NotAfter, err = time.Parse(time.RFC3339, to); err != nil {
			return r, err
		}
	}
	r.ConnectionLogCustomData = text(v[16])
	return r, nil
}

// peers read the logs of the benchmarks with the standard library.
var peers = map[string]func(in string, each func(Record)) error{
	"json": func(in string, each func(Record)) error {
		d := json.NewDecoder(strings.NewReader(in))
		for {
			var p peerRecord
			if err := d.Decode(&p); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
			r, err := typed(p.values())
			if err != nil {
				return err
			}
			each(r)
		}
	},
	"w3c": func(in string, each func(Record)) error {
		c := csv.NewReader(strings.NewReader(in))
		c.Comma, c.Comment, c.LazyQuotes, c.ReuseRecord = '\t', '#', true, true
		for {
			v, err := c.Read()
			if err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
			r, err := typed(v)
			if err != nil {
				return err
			}
			each(r)
		}
	},
}

// TestPeers checks that the benchmarks compare the same work.
func TestPeers(t *testing.T) {
	want := madeRecords(1000)
	for name, in := range map[string]string{"json": madeJSON(t, 1000), "w3c": madeW3C(t, 1000)} {
		n := 0
		if err := peers[name](in, func(r Record) {
			if r != want[n] {
				t.Errorf("%s: record %d differs: %s", name, n, diff(want[n], r))
			}
			n++
		}); err != nil || n != len(want) {
			t.Errorf("%s: %d records and %v", name, n, err)
		}
	}
}

func BenchmarkPeer(b *testing.B) {
	const n = 50_000
	for _, bb := range []struct {
		name string
		in   string
	}{
		{"json", madeJSON(b, n)},
		{"w3c", madeW3C(b, n)},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.in)))
			b.ReportAllocs()
			for b.Loop() {
				if err := peers[bb.name](bb.in, func(Record) {}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkAppend(b *testing.B) {
	records := madeRecords(1000)
	for _, bb := range []struct {
		name  string
		write func(r Record, b []byte) ([]byte, error)
	}{
		{"json", Record.AppendJSON},
		{"w3c", func(r Record, b []byte) ([]byte, error) { return r.AppendW3C(b) }},
	} {
		b.Run(bb.name, func(b *testing.B) {
			var buf bytes.Buffer
			b.ReportAllocs()
			for b.Loop() {
				buf.Reset()
				for i := range records {
					out, err := bb.write(records[i], buf.AvailableBuffer())
					if err != nil {
						b.Fatal(err)
					}
					buf.Write(out)
				}
			}
			b.SetBytes(int64(buf.Len()))
		})
	}
}
