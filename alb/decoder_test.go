package alb

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/awstls/awstls/tlslog"
	"github.com/google/go-cmp/cmp"
)

// TestDecodeErrors reads logs in which § stands where the error is: at the
// start of a field, or of a record. Each line is one record or none.
func TestDecodeErrors(t *testing.T) {
	long := strings.Repeat("x", 2000)
	tests := []struct {
		name  string
		in    string
		field string
		err   error
	}{
		{"time", "§2026-09-23t07:11:27Z" + good[27:], "timestamp", tlslog.ErrTime},
		{"time with a space", "§2026-09-23 07:11:27Z" + good[27:], "", tlslog.ErrSyntax},
		{"month", "§2026-13-23T07:11:27.691358Z" + good[27:], "timestamp", tlslog.ErrTime},
		{"masked address", strings.Replace(good, "192.0.2.10", "§192.0.2.xxx", 1), "client_ip", tlslog.ErrAddress},
		{"address with port", strings.Replace(good, "192.0.2.10", "§192.0.2.10:64326", 1), "client_ip", tlslog.ErrAddress},
		{"port", strings.Replace(good, "64326", "§65536", 1), "client_port", tlslog.ErrNumber},
		{"negative port", strings.Replace(good, " 443", " §-443", 1), "listener_port", tlslog.ErrNumber},
		{"latency", strings.Replace(good, "0.036", "§0,036", 1), "tls_handshake_latency", tlslog.ErrNumber},
		{"negative latency", strings.Replace(good, "0.036", "§-0.036", 1), "tls_handshake_latency", tlslog.ErrNumber},
		{"validity", strings.Replace(good, `"-" - -`, `"-" §NotBefore=2026-01-01T00:00:00Z -`, 1), "leaf_client_cert_validity", tlslog.ErrTime},
		{"validity time", strings.Replace(good, `"-" - -`, `"-" §NotBefore=2026-02-29T00:00:00Z;NotAfter=2027-01-01T00:00:00Z -`, 1), "leaf_client_cert_validity", tlslog.ErrTime},
		{"node", strings.Replace(good, "198.51.100.7", "§198.51.100.", 1), "ip_address", tlslog.ErrAddress},
		{"two of them", strings.NewReplacer("64326", "§x", "0.036", "y").Replace(good), "client_port", tlslog.ErrNumber},
		{"two spaces", strings.Replace(good, "TLSv1.3", "§ TLSv1.3", 1), "tls_protocol", tlslog.ErrSyntax},
		{"ten columns", "§" + strings.TrimSuffix(success, " Success"), "", tlslog.ErrFieldCount},
		{"ten columns and a space", "§" + strings.TrimSuffix(success, "Success"), "", tlslog.ErrFieldCount},
		{"one column", "§2026-09-23T07:11:27.691358Z", "", tlslog.ErrFieldCount},
		{"no line of a log", "§hello, world", "", tlslog.ErrSyntax},
		{"binary", "§\x00\xff\x00", "", tlslog.ErrSyntax},
		{"open quotation mark", head + tls13 + `§"CN=a - - Success` + tail, "leaf_client_cert_subject", tlslog.ErrQuote},
		{"escaped closing mark", head + tls13 + `§"CN=a\" - - Success` + tail, "leaf_client_cert_subject", tlslog.ErrQuote},
		{"classic load balancer", "§2015-05-13T23:39:43.945958Z my-loadbalancer 192.168.131.39:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 \"GET / HTTP/1.1\" \"curl\" - -", "", tlslog.ErrSyntax},
		{"network load balancer", "§tls 2.0 2018-12-20T02:59:40 net/my-nlb/c6e77e28c25b2234 g3d4b5e8bb8464cd 72.21.218.154:51341 172.100.100.185:443 5 2 98 246 -", "", ErrAccessLog},
		{"too long", "§" + good + " " + long, "", tlslog.ErrTooLong},
		{"access log", "§https 2026-09-23T07:11:27.691358Z app/web/0123456789abcdef 192.0.2.10:64326 - -1 -1 -1 460 - 0 0 \"- - - \" \"-\" - -", "", ErrAccessLog},
		{"old access log", "§h2 2018-07-02T22:23:00.186641Z app/my-lb/50dc6c495c0c9188 10.0.1.252:48160 10.0.0.66:9000 0.000 0.002 0.000 200 200 5 257", "", ErrAccessLog},
		{"health check log", "§http 2025-10-31T12:44:59.875678Z 0.019584011 172.31.20.97:80 targets PASS 200 -", "", ErrHealthCheckLog},
		{"health check log without latency", "§https 2025-10-31T12:44:59.875678Z - 172.31.20.97:80 targets FAIL - TargetError", "", ErrHealthCheckLog},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			// A good record before and one after, in a log that starts with
			// what is no record.
			in := "Enable ConnectionLog for ELB: app/web/0 at 2026-05-30T16:47:00.781Z\r\n\n" + good + "\r\n" + tt.in + "\n" + good
			before, after, ok := strings.Cut(in, "§")
			if !ok {
				t.Fatal("no mark")
			}
			want := &tlslog.ParseError{
				Format: "alb",
				Record: 2,
				Line:   int64(1 + strings.Count(before, "\n")),
				Offset: int64(len(before)),
				Field:  tt.field,
				Err:    tt.err,
			}
			d := NewDecoder(strings.NewReader(before + after))
			d.MaxRecordBytes = 1000
			wantRecord(t, d, mustParse(t, good), nil)
			var rec Record
			err := d.Decode(&rec)
			if got, ok := errors.AsType[*tlslog.ParseError](err); !ok || *got != *want {
				t.Errorf("got %v, want %v", err, want)
			}
			if strings.ContainsAny(err.Error(), "0123456789.:\"x") && strings.Contains(err.Error(), "192.0.2") {
				t.Errorf("the error quotes the log: %v", err)
			}
			wantRecord(t, d, mustParse(t, good), nil)
			wantRecord(t, d, Record{}, io.EOF)
			wantRecord(t, d, Record{}, io.EOF)
		})
	}
}

func wantRecord(t *testing.T, d *Decoder, want Record, wantErr error) {
	t.Helper()
	rec := Record{Extra: "left over", text: "left over"}
	err := d.Decode(&rec)
	if err != wantErr {
		t.Errorf("error %v, want %v", err, wantErr)
	}
	if rec != want {
		t.Errorf("record differs (-want +got):\n%s", diff(want, rec))
	}
}

func mustParse(t testing.TB, line string) Record {
	t.Helper()
	rec, err := ParseRecord(line)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func diff(want, got Record) string {
	return cmp.Diff(fmt.Sprintf("%#v", want), fmt.Sprintf("%#v", got))
}

// TestDamageCostsOneField checks that the rest of a damaged record is there.
func TestDamageCostsOneField(t *testing.T) {
	whole := mustParse(t, good)
	rec, err := ParseRecord(strings.Replace(good, "192.0.2.10", "192.0.2.xxx", 1))
	if !errors.Is(err, tlslog.ErrAddress) {
		t.Fatal(err)
	}
	if rec.ClientIP.IsValid() {
		t.Error("a masked address is one")
	}
	if got, want := rec.String(), strings.Replace(good, "192.0.2.10", "192.0.2.xxx", 1); got != want {
		t.Errorf("written as %s, want what was read, %s", got, want)
	}
	rec.ClientIP = whole.ClientIP
	if rec.Canonical() != whole {
		t.Errorf("other fields differ:\n%s", diff(whole, rec.Canonical()))
	}
}

// TestCut reads logs that were cut off at each byte.
func TestCut(t *testing.T) {
	in := good + "\n" + success + "\n"
	columns := func(s string) int {
		n := 0
		for range strings.FieldsSeq(s) {
			n++
		}
		return n
	}
	for n := range len(in) {
		d := NewDecoder(strings.NewReader(in[:n]))
		records := 0
		var err error
		for _, err = range d.All() {
			if err != nil {
				break
			}
			records++
		}
		line := in[strings.LastIndexByte(in[:n], '\n')+1 : n]
		switch wantRecords, whole := strings.Count(in[:n], "\n"), columns(line); {
		case line == "":
			if err != nil || records != wantRecords {
				t.Errorf("at byte %d, between lines: %d records and %v", n, records, err)
			}
		case whole < 11:
			if !errors.Is(err, io.ErrUnexpectedEOF) || records != wantRecords {
				t.Errorf("at byte %d, in column %d: %d records and %v", n, whole, records, err)
			}
		default:
			// The last column that is there may be damaged, but the line is
			// a record.
			if errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("at byte %d, in column %d: %v", n, whole, err)
			}
		}
	}
}

func TestCutMessage(t *testing.T) {
	d := NewDecoder(strings.NewReader(good + "\n" + head))
	wantRecord(t, d, mustParse(t, good), nil)
	var rec Record
	err := d.Decode(&rec)
	if want := fmt.Sprintf("alb: line 2, byte %d: unexpected EOF", len(good+"\n"+head)); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if again := d.Decode(&rec); again != err {
		t.Errorf("the next call returns %v", again)
	}
}

// logText is a log with all that a log can hold.
var logText = strings.Join([]string{
	success,
	success + " TID_0123456789abcdef",
	success + " TID_0123456789abcdef x25519",
	good,
	good + ` -`,
	good + ` "-" "new column" -`,
	"",
	"Enable ConnectionLog for ELB: app/web/0 at 2026-05-30T16:47:00.781Z",
	strings.Replace(good, "192.0.2.10", "192.0.2.xxx", 1),
	strings.Replace(good, "192.0.2.10", "2001:db8::1", 1),
	head + `TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 4.036 "CN=a b,OU=\"x\" \x22y\x22,O=Foo\, Inc." NotBefore=2026-01-01T00:00:00Z;NotAfter=2126-06-17T22:43:21Z FEF257372D5C14D4FEF257372D5C14D4 Success` + tail,
	"what is this",
	head + "- - - " + noCert + "-" + tail,
	head + "TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 - " + noCert + "Failed:ClientCertFromTheFuture" + tail,
}, "\n") + "\n"

// read returns what a log holds, in words.
func read(d *Decoder) string {
	var b strings.Builder
	var rec Record
	for {
		err := d.Decode(&rec)
		fmt.Fprintf(&b, "%#v %v %d %s\n", rec, err, d.InputOffset(), d.Raw())
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			return b.String()
		}
	}
}

// TestChunks reads the same log in all the ways in which it can arrive.
func TestChunks(t *testing.T) {
	want := read(NewDecoder(strings.NewReader(logText)))
	if n := strings.Count(want, "\n"); n != 13 {
		t.Fatalf("%d results:\n%s", n, want)
	}
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	for line := range strings.Lines(logText) { // a member for each line
		_, _ = io.WriteString(w, line)
		_ = w.Close()
		w.Reset(&zipped)
	}
	for name, src := range map[string]io.Reader{
		"one":     iotest.OneByteReader(strings.NewReader(logText)),
		"half":    iotest.HalfReader(strings.NewReader(logText)),
		"dataerr": iotest.DataErrReader(strings.NewReader(logText)),
		"gzip":    &zipped,
	} {
		if got := read(NewDecoder(src)); got != want {
			t.Errorf("%s: %s", name, cmp.Diff(want, got))
		}
	}
}

func TestReset(t *testing.T) {
	d := NewDecoder(strings.NewReader("damage\n"))
	d.MaxRecordBytes = 50
	_ = read(d)
	d.Reset(strings.NewReader("a\n" + good))
	if got := read(d); !strings.Contains(got, "record 1, line 1, byte 0") || !strings.Contains(got, "size limit") {
		t.Errorf("after Reset, with the same options:\n%s", got)
	}
}

func TestZeroDecoder(t *testing.T) {
	var d Decoder
	wantRecord(t, &d, Record{}, io.EOF)
	if d.Raw() != "" || d.InputOffset() != 0 {
		t.Errorf("Raw %q, InputOffset %d", d.Raw(), d.InputOffset())
	}
}

// TestRaw checks that Raw is the text that ends at InputOffset, and that it
// and the strings of records stay what they are.
func TestRaw(t *testing.T) {
	var in strings.Builder
	for i := range 20_000 {
		in.WriteString(strings.ReplaceAll(logText, "TID_0123", fmt.Sprintf("TID_%04d", i%10_000)))
	}
	d := NewDecoder(strings.NewReader(in.String()))
	type kept struct {
		rec Record
		raw string
		end int64
	}
	var records []kept
	for {
		var rec Record
		err := d.Decode(&rec)
		if err == io.EOF {
			break
		}
		records = append(records, kept{rec, d.Raw(), d.InputOffset()})
	}
	if d.Raw() != "" {
		t.Error("a text after the end")
	}
	for _, k := range records {
		if want := in.String()[k.end-int64(len(k.raw)) : k.end]; k.raw != want {
			t.Fatalf("Raw is %q, want %q", k.raw, want)
		}
		if rec, _ := ParseRecord(k.raw); rec != k.rec {
			t.Fatalf("a record has changed:\n%s", diff(rec, k.rec))
		}
	}
}

func TestReaderError(t *testing.T) {
	broken := errors.New("broken")
	d := NewDecoder(io.MultiReader(strings.NewReader(good+"\n"+good), iotest.ErrReader(broken)))
	wantRecord(t, d, mustParse(t, good), nil)
	var rec Record
	for range 2 {
		if err := d.Decode(&rec); !errors.Is(err, broken) || rec != (Record{}) || d.Raw() != "" {
			t.Errorf("got %v, %v", rec, err)
		}
	}
}

// FuzzDecoder checks that no log harms the decoder, that it makes progress,
// and that the way in which a log arrives makes no difference.
func FuzzDecoder(f *testing.F) {
	f.Add(logText, uint64(1), 100)
	for line := range strings.Lines(logText) {
		f.Add(line, uint64(2), 0)
	}
	f.Fuzz(func(t *testing.T, in string, seed uint64, limit int) {
		d := NewDecoder(strings.NewReader(in))
		d.MaxRecordBytes = limit
		want := read(d)
		if strings.Count(want, "\n") > len(in)+1 && !strings.HasPrefix(in, "\x1f\x8b") {
			t.Fatal("more records than bytes")
		}
		d.Reset(&chunks{in, rand.New(rand.NewPCG(seed, 0))})
		if got := read(d); got != want {
			t.Errorf("in chunks (-want +got):\n%s", cmp.Diff(want, got))
		}
	})
}

// chunks is a reader that returns pieces of random length.
type chunks struct {
	in  string
	rng *rand.Rand
}

func (c *chunks) Read(p []byte) (int, error) {
	if c.in == "" {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), 1+c.rng.IntN(40))], c.in)
	c.in = c.in[n:]
	return n, nil
}

// benchLog returns a log of n lines with many clients.
func benchLog(n int) string {
	rng := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for i := range n {
		subject, validity, serial := `"-"`, "-", "-"
		if rng.IntN(3) == 0 {
			subject = fmt.Sprintf(`"CN=client%d.example.com,O=Example Corp,C=US"`, rng.IntN(5000))
			validity = "NotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z"
			serial = fmt.Sprintf("%016X", rng.Uint64())
		}
		protocol := "TLSv1.3 TLS_AES_128_GCM_SHA256"
		if rng.IntN(3) == 0 {
			protocol = "TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256"
		}
		fmt.Fprintf(&b, "2026-09-23T07:%02d:%02d.%06dZ %d.%d.%d.%d %d 443 %s %d.%03d %s %s %s Success TID_%032x x25519 app/web/0123456789abcdef 192.0.2.%d\n",
			i/60000%60, i/1000%60, rng.IntN(1_000_000), 1+rng.IntN(220), rng.IntN(256), rng.IntN(256), rng.IntN(256), 1024+rng.IntN(60000),
			protocol, rng.IntN(2), rng.IntN(1000), subject, validity, serial, rng.Uint64(), rng.IntN(4))
	}
	return b.String()
}

func TestDecodeAllocs(t *testing.T) {
	const n = 10_000
	in := benchLog(n)
	src := strings.NewReader(in)
	d := NewDecoder(src)
	allocs := testing.AllocsPerRun(10, func() {
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
}

func BenchmarkDecode(b *testing.B) {
	in := benchLog(100_000)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		d := NewDecoder(strings.NewReader(in))
		var rec Record
		for d.Decode(&rec) == nil {
		}
	}
}
