package networkfirewall

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/awstls/awstls/tlslog"
	"github.com/google/go-cmp/cmp"
)

var _ tlslog.Decoder[Record] = (*Decoder)(nil)
var _ tlslog.Decoder[AlertRecord] = (*AlertDecoder)(nil)

// TestForms reads the same records in all forms that a log can have.
func TestForms(t *testing.T) {
	texts := []string{noName, plainAlert, revocation, proxy, wrongName}
	lines := strings.Join(texts, "\n") + "\n"
	array := "[" + strings.Join(texts, ",") + "]"
	forms := map[string]string{
		"lines":                   lines,
		"lines without a last":    strings.TrimSuffix(lines, "\n"),
		"CRLF":                    strings.ReplaceAll(lines, "\n", "\r\n"),
		"blank lines":             "\n\r\n" + strings.ReplaceAll(lines, "\n", "\n \t\n") + "\n\n",
		"byte order mark":         "\ufeff" + lines,
		"nothing between":         strings.Join(texts, ""),
		"array":                   array,
		"pretty-printed":          pretty(noName) + pretty(plainAlert) + pretty(revocation) + pretty(proxy) + pretty(wrongName),
		"pretty-printed array":    pretty(array),
		"arrays":                  "[" + noName + "," + plainAlert + "]\n[]\n" + revocation + "[" + proxy + "," + wrongName + "]",
		"gzip":                    zip(lines),
		"gzip of an array":        zip(array),
		"gzip, a member for each": zip(texts...),
		"gzip in gzip":            zip(zip(texts...)),
	}
	for name, in := range forms {
		t.Run(name, func(t *testing.T) {
			d := NewDecoder(strings.NewReader(in))
			for _, want := range []Record{noNameRecord, revocationRecord, wrongNameRecord} {
				wantRecord(t, d, want, nil)
			}
			wantRecord(t, d, Record{}, io.EOF)
			wantRecord(t, d, Record{}, io.EOF)
			if got := d.Skipped(); got != (Skipped{Alert: 1, Proxy: 1}) {
				t.Errorf("skipped %+v", got)
			}
		})
	}
}

func zip(texts ...string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	for _, text := range texts {
		_, _ = io.WriteString(w, text)
		_ = w.Close()
		w.Reset(&b)
	}
	return b.String()
}

func wantRecord(t *testing.T, d *Decoder, want Record, wantErr error) {
	t.Helper()
	rec := Record{Extra: "left over", text: "left over"}
	err := d.Decode(&rec)
	if err != wantErr {
		t.Errorf("error %v, want %v", err, wantErr)
	}
	wantSame(t, rec, want)
}

// TestDecodeErrors reads logs in which § stands where the error is: at the
// start of a value, or of a record.
func TestDecodeErrors(t *testing.T) {
	type test struct {
		name, text, field string
		err               error
	}
	tests := []test{
		{"too long", "§" + strings.Replace(noName, "egress", strings.Repeat("x", 2000), 1), "", tlslog.ErrTooLong},
		{"too long, of another kind", "§" + strings.Replace(plainAlert, "egress", strings.Repeat("x", 2000), 1), "", tlslog.ErrTooLong},
		{"too deep", `§{"x":` + strings.Repeat("[", 1100) + strings.Repeat("]", 1100) + "}", "", tlslog.ErrSyntax},
		{"a member without a value", `§{"firewall_name"}`, "", tlslog.ErrSyntax},
		{"cut off", `§{"firewall_name":"egress","event":{`, "", tlslog.ErrSyntax},
		{"a number", `§7`, "", tlslog.ErrSyntax},
		{"a word", `§null`, "", tlslog.ErrSyntax},
	}
	for _, d := range damaged {
		text := strings.Replace(noName, d.old, d.new, 1)
		if d.field != "" {
			tests = append(tests, test{d.name, text, d.field, d.err})
		}
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			// A good record before and one after, and one of another kind,
			// which counts.
			in := noName + "\r\n" + plainAlert + "\n\n" + tt.text + "\n" + noName
			before, after, ok := strings.Cut(in, "§")
			if !ok {
				t.Fatal("no mark")
			}
			want := tlslog.ParseError{
				Format: "networkfirewall",
				Record: 3,
				Line:   int64(1 + strings.Count(before, "\n")),
				Offset: int64(len(before)),
				Field:  tt.field,
				Err:    tt.err,
			}
			d := NewDecoder(strings.NewReader(before + after))
			d.MaxRecordBytes = 1000
			if tt.name == "too deep" {
				d.MaxRecordBytes = 0
			}
			wantRecord(t, d, noNameRecord, nil)
			var rec Record
			err := d.Decode(&rec)
			if got, ok := errors.AsType[*tlslog.ParseError](err); !ok || *got != want {
				t.Errorf("got %v, want %v", err, &want)
			}
			if tt.field == "" && rec != (Record{}) {
				t.Errorf("of a damaged record there is %v", rec)
			}
			wantRecord(t, d, noNameRecord, nil)
			wantRecord(t, d, Record{}, io.EOF)
			wantRecord(t, d, Record{}, io.EOF)
			if got := d.Skipped(); got != (Skipped{Alert: 1}) {
				t.Errorf("skipped %+v", got)
			}
		})
	}
}

// TestArrayInArray reads an array where a record belongs.
func TestArrayInArray(t *testing.T) {
	inner := "[" + noName + "]"
	d := NewDecoder(strings.NewReader("[" + noName + "," + inner + "," + noName + "]"))
	wantRecord(t, d, noNameRecord, nil)
	var rec Record
	err := d.Decode(&rec)
	want := tlslog.ParseError{Format: "networkfirewall", Record: 2, Line: 1, Offset: int64(len("[" + noName + ",")), Err: tlslog.ErrSyntax}
	if got, ok := errors.AsType[*tlslog.ParseError](err); !ok || *got != want || rec != (Record{}) || d.Raw() != inner {
		t.Errorf("got %v, %v, want %v", rec, err, &want)
	}
	wantRecord(t, d, noNameRecord, nil)
	wantRecord(t, d, Record{}, io.EOF)
}

// TestBrokenArray reads arrays with broken JSON in them.
func TestBrokenArray(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		fatal      bool
	}{
		{"within a record", "[" + noName + `,{"firewall_name":},` + noName + "]", false},
		{"a missing comma", "[" + noName + noName + "]", true},
		{"a comma at the end", "[" + noName + ",]", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := NewDecoder(strings.NewReader(tt.text + "\n" + noName))
			d.MaxRecordBytes = -1 // as zero
			wantRecord(t, d, noNameRecord, nil)
			var rec Record
			err := d.Decode(&rec)
			if _, ok := errors.AsType[*tlslog.ParseError](err); err == nil || ok == tt.fatal || rec != (Record{}) || d.Raw() != "" {
				t.Fatalf("got %v, %v, with the text %q", rec, err, d.Raw())
			}
			if tt.fatal {
				wantRecord(t, d, Record{}, err)
				return
			}
			wantRecord(t, d, noNameRecord, nil)
			wantRecord(t, d, noNameRecord, nil)
			wantRecord(t, d, Record{}, io.EOF)
		})
	}
}

// TestManyUnknownMembers checks that a record with very many of them does not
// cost memory for ever.
func TestManyUnknownMembers(t *testing.T) {
	many := strings.Repeat(`"new":[],`, 10*maxSpans)
	d := NewDecoder(strings.NewReader(strings.Replace(noName, `"sni"`, many+`"sni"`, 1) + noName))
	var rec Record
	if err := d.Decode(&rec); err != nil || rec.Extra != `{"event":{`+strings.TrimSuffix(many, ",")+`}}` {
		t.Errorf("%v, and %d bytes in Extra", err, len(rec.Extra))
	}
	wantRecord(t, d, noNameRecord, nil)
	if n := cap(d.log.p.extras); n > maxSpans {
		t.Errorf("room for %d members is kept", n)
	}
}

// TestNoErrorQuotesTheLog checks that what stands in a record does not come
// into the message about it.
func TestNoErrorQuotesTheLog(t *testing.T) {
	const secret = "SECRET"
	for i := range len(noName) {
		in := noName[:i] + secret + noName[i:]
		for _, err := range NewDecoder(strings.NewReader(in)).All() {
			if err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("%v", err)
			}
		}
	}
}

// TestCut reads logs that were cut off at each byte.
func TestCut(t *testing.T) {
	for _, in := range []string{
		noName + "\n" + flow + "\n" + wrongName + "\n",
		"[" + noName + ",\n" + flow + "," + wrongName + "]",
	} {
		for n := range len(in) {
			want := 0
			for _, text := range []string{noName, wrongName} {
				if end := strings.Index(in, text) + len(text); n >= end {
					want++
				}
			}
			// At the end, or between the values of no array, a log is whole.
			whole := strings.TrimSpace(in[:n]) == "" || in[0] == '{' && strings.HasSuffix(strings.TrimSpace(in[:n]), "}}") &&
				!strings.HasSuffix(in[:n], "1b\"}}") && !strings.HasSuffix(in[:n], "hello.\"}}") && !strings.HasSuffix(in[:n], "example.net \"}}")
			d := NewDecoder(strings.NewReader(in[:n]))
			records := 0
			var err error
			for _, err = range d.All() {
				if err != nil {
					break
				}
				records++
			}
			if records != want || whole == errors.Is(err, io.ErrUnexpectedEOF) || whole == (err != nil) {
				t.Fatalf("at byte %d, %d records, want %d, and %v", n, records, want, err)
			}
		}
	}
}

func TestCutMessage(t *testing.T) {
	in := noName + "\n" + flow[:50]
	d := NewDecoder(strings.NewReader(in))
	wantRecord(t, d, noNameRecord, nil)
	var rec Record
	err := d.Decode(&rec)
	if !errors.Is(err, io.ErrUnexpectedEOF) || !strings.HasPrefix(err.Error(), "networkfirewall: line 2, byte ") {
		t.Errorf("got %v", err)
	}
	if again := d.Decode(&rec); again != err || rec != (Record{}) || d.Raw() != "" {
		t.Errorf("the next call returns %v, %v, %q", again, rec, d.Raw())
	}
}

func TestReaderError(t *testing.T) {
	broken := errors.New("broken")
	d := NewDecoder(io.MultiReader(strings.NewReader(noName+"\n"+noName[:9]), iotest.ErrReader(broken)))
	wantRecord(t, d, noNameRecord, nil)
	var rec Record
	for range 2 {
		if err := d.Decode(&rec); !errors.Is(err, broken) || rec != (Record{}) || d.Raw() != "" {
			t.Errorf("got %v, %v", rec, err)
		}
	}
}

func TestUnsupported(t *testing.T) {
	d := NewDecoder(strings.NewReader("PK\x03\x04 and more"))
	var rec Record
	if err := d.Decode(&rec); !errors.Is(err, tlslog.ErrUnsupported) {
		t.Error(err)
	}
}

func TestZeroDecoder(t *testing.T) {
	var d Decoder
	wantRecord(t, &d, Record{}, io.EOF)
	if d.Raw() != "" || d.InputOffset() != 0 || d.Skipped() != (Skipped{}) {
		t.Errorf("Raw %q, InputOffset %d, Skipped %+v", d.Raw(), d.InputOffset(), d.Skipped())
	}
	var a AlertDecoder
	if err := a.Decode(new(AlertRecord)); err != io.EOF || a.Raw() != "" || a.InputOffset() != 0 {
		t.Error(err)
	}
}

func TestReset(t *testing.T) {
	d := NewDecoder(strings.NewReader(noName + noName[:9]))
	d.MaxRecordBytes = len(noName)
	_ = results(d)
	d.Reset(strings.NewReader(plainAlert[:4]))
	_ = results(d)
	d.Reset(strings.NewReader(noName + wrongName + `{"event":{"sni":0,"tls_error":{}}}`))
	got := results(d)
	if len(got) != 4 || got[0].rec != noNameRecord ||
		got[1].err != fmt.Sprintf("networkfirewall: record 2, line 1, byte %d: record exceeds the size limit", len(noName)) ||
		!strings.HasPrefix(got[2].err, "networkfirewall: record 3, line 1, ") {
		t.Errorf("after Reset, with the same options: %s", fields(got))
	}
}

// logText is a log with all that a log can hold.
var logText = strings.Join([]string{
	noName, wrongName + revocation, pretty(revocation), plainAlert, blocked, allowed, flow, proxy,
	"[" + noName + ", " + allowed + "\n]",
	strings.Replace(noName, "10.0.2.53", "10.0.2.xxx", 1),
	strings.Replace(allowed, "1582438383425873", "{}", 1),
	strings.Replace(noName, `"sni"`, `"new":{"a":[1,2]},"sni"`, 1),
	strings.Replace(wrongName, `www.example.com`, `\u0077ww.example.com`, 1),
	"what is this",
	`{"event":{"tls_error":{}}}`,
	`{"event":{"tls_error":{}`,
	`{"event":{"tls":{},"event_type":"alert"}}`,
	`{}`, `7`,
	strings.Replace(revocation, "0123", strings.Repeat("0123", 400), 1),
}, "\n") + "\n"

// A result is what one call of Decode leaves.
type result[R any] struct {
	rec     R
	err     string
	raw     string
	end     int64
	skipped Skipped
}

// results returns what a log holds.
func results[R any](d interface {
	tlslog.Decoder[R]
	Raw() string
	InputOffset() int64
	Skipped() Skipped
}) []result[R] {
	var all []result[R]
	for {
		var r result[R]
		err := d.Decode(&r.rec)
		r.raw, r.end, r.skipped = d.Raw(), d.InputOffset(), d.Skipped()
		if err != nil {
			r.err = err.Error()
		}
		all = append(all, r)
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			return all
		}
	}
}

// A summary is what both decoders find in a log.
type summary struct {
	records []result[Record]
	alerts  []result[AlertRecord]
}

func summarise(in func() io.Reader, limit int) summary {
	d := NewDecoder(in())
	d.MaxRecordBytes = limit
	a := NewAlertDecoder(in())
	a.MaxRecordBytes = limit
	return summary{results(d), results(a)}
}

func wantSummary(t *testing.T, got, want summary) {
	t.Helper()
	if !slices.Equal(got.records, want.records) {
		t.Errorf("records differ (-want +got):\n%s", cmp.Diff(fields(want.records), fields(got.records)))
	}
	if !slices.Equal(got.alerts, want.alerts) {
		t.Errorf("alerts differ (-want +got):\n%s", cmp.Diff(fields(want.alerts), fields(got.alerts)))
	}
}

// TestChunks reads the same log in all the ways in which it can arrive.
func TestChunks(t *testing.T) {
	whole := func() io.Reader { return strings.NewReader(logText) }
	want := summarise(whole, 1500)
	if n, m := len(want.records), len(want.alerts); n != 14 || m != 10 {
		t.Fatalf("%d and %d results", n, m)
	}
	for name, in := range map[string]func() io.Reader{
		"one":     func() io.Reader { return iotest.OneByteReader(whole()) },
		"half":    func() io.Reader { return iotest.HalfReader(whole()) },
		"dataerr": func() io.Reader { return iotest.DataErrReader(whole()) },
		"gzip":    func() io.Reader { return strings.NewReader(zip(strings.SplitAfter(logText, "\n")...)) },
	} {
		t.Run(name, func(t *testing.T) { wantSummary(t, summarise(in, 1500), want) })
	}
}

// TestRaw checks that Raw is the text that ends at InputOffset, and that it
// and the strings of records stay what they are.
func TestRaw(t *testing.T) {
	in := strings.Repeat(logText, 200)
	d := NewDecoder(strings.NewReader(in))
	type kept struct {
		rec Record
		raw string
		end int64
	}
	var records []kept
	var rec Record
	for d.Decode(&rec) != io.EOF {
		records = append(records, kept{rec, d.Raw(), d.InputOffset()})
	}
	if d.Raw() != "" {
		t.Error("a text after the end")
	}
	for _, k := range records {
		if want := in[k.end-int64(len(k.raw)) : k.end]; k.raw != want {
			t.Fatalf("Raw is %q, want %q", k.raw, want)
		}
		if rec, _ := ParseRecord(k.raw); k.raw != "" && rec != k.rec {
			t.Fatalf("a record has changed:\n%s", cmp.Diff(fields(rec), fields(k.rec)))
		}
	}
	if len(records) < 200*8 {
		t.Errorf("%d records", len(records))
	}
}

// FuzzDecoder checks that no log harms the decoders, that they make progress,
// and that the way in which a log arrives makes no difference.
func FuzzDecoder(f *testing.F) {
	f.Add(logText, uint64(1), 1500)
	f.Add("["+strings.ReplaceAll(logText, "\n", ","), uint64(2), 0)
	for line := range strings.Lines(logText) {
		f.Add(line, uint64(3), 0)
		f.Add("["+line+","+line+"]", uint64(4), 100)
	}
	f.Fuzz(func(t *testing.T, in string, seed uint64, limit int) {
		want := summarise(func() io.Reader { return strings.NewReader(in) }, limit)
		if len(want.records) > len(in)+1 && !strings.HasPrefix(in, "\x1f\x8b") {
			t.Fatal("more records than bytes")
		}
		wantSummary(t, summarise(func() io.Reader { return &chunks{in, rand.New(rand.NewPCG(seed, 0))} }, limit), want)
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

func TestDecodeAllocs(t *testing.T) {
	in := tlsLines(10_000 * 450)
	lines := bytes.Count(in, []byte("\n"))
	src := bytes.NewReader(in)
	d := NewDecoder(src)
	allocs := testing.AllocsPerRun(5, func() {
		src.Reset(in)
		d.Reset(src)
		var rec Record
		n := 0
		for d.Decode(&rec) == nil {
			if _, ok := rec.Event(); !ok {
				t.Error("a record without an event")
			}
			n++
		}
		if n != lines || lines < 9_000 {
			t.Fatalf("%d records of %d", n, lines)
		}
	})
	if perRecord := allocs / float64(lines); perRecord > 0.02 {
		t.Errorf("%.4f allocations per record", perRecord)
	}
}

// TestOddAllocs checks that records with unknown members and escapes take few
// allocations, too.
func TestOddAllocs(t *testing.T) {
	const n = 5_000
	for name, line := range map[string]string{
		"Extra":   strings.Replace(noName, `"sni"`, `"new":{"a":[1,2]},"sni"`, 1) + "\n",
		"escapes": strings.Replace(wrongName, `/`, `\/`, -1) + "\n",
		"alerts":  plainAlert + "\n",
		"flows":   flow + "\n",
		"floats":  strings.NewReplacer("1772370844", "1.772370844E9", `"443"`, "443.0").Replace(noName) + "\n",
	} {
		in := strings.Repeat(line, n)
		src := strings.NewReader(in)
		d := NewDecoder(src)
		allocs := testing.AllocsPerRun(5, func() {
			src.Reset(in)
			d.Reset(src)
			var rec Record
			for d.Decode(&rec) == nil {
			}
		})
		if perRecord := allocs / n; perRecord > 0.1 {
			t.Errorf("%s: %.4f allocations per record", name, perRecord)
		}
	}
}
