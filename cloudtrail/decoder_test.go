package cloudtrail

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/awstls/awstls/tlslog"
)

var _ tlslog.Decoder[Record] = (*Decoder)(nil)

// A step is the outcome of one call of Decode.
type step struct {
	rec    Record
	err    string
	raw    string
	offset int64
}

// steps decodes all of d, and checks what holds for every log.
func steps(t *testing.T, d *Decoder, log string) (all []step, last error) {
	t.Helper()
	rec := Record{EventID: "left over", text: "left over"}
	for {
		err := d.Decode(&rec)
		s := step{rec: rec, raw: d.Raw(), offset: d.InputOffset()}
		if err != nil {
			s.err = err.Error()
		}
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			if rec != (Record{}) || s.raw != "" {
				t.Fatalf("a final error with %v, Raw %q", rec, s.raw)
			}
			rec.EventID = "left over"
			if again := d.Decode(&rec); again != err || rec != (Record{}) {
				t.Fatalf("%v after %v", again, err)
			}
			return all, err
		}
		if s.raw != "" && log[s.offset-int64(len(s.raw)):s.offset] != s.raw {
			t.Fatalf("Raw is not what ends at InputOffset %d:\n%s", s.offset, s.raw)
		}
		all = append(all, s)
		if len(all) > len(log) {
			t.Fatal("more records than bytes")
		}
	}
}

func stepsOf(t *testing.T, log string) ([]step, error) {
	t.Helper()
	return steps(t, NewDecoder(strings.NewReader(log)), log)
}

// zip returns s in gzip.
func zip(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

// indent returns JSON with a line for each member.
func indent(text string) string {
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(text), "", "  "); err != nil {
		panic(err)
	}
	return b.String()
}

// containers are the forms in which events come.
var containers = map[string]func(events []string) string{
	"file":          file,
	"file and line": func(e []string) string { return file(e) + "\n" },
	"array":         func(e []string) string { return "[" + strings.Join(e, ",") + "]" },
	"lines":         func(e []string) string { return strings.Join(e, "\n") + "\n" },
	"lines, no end": func(e []string) string { return strings.Join(e, "\r\n") },
	"concatenated":  func(e []string) string { return strings.Join(e, "") },
	"files":         func(e []string) string { return file(e[:2]) + file(e[2:3]) + "\n" + file(nil) + file(e[3:]) },
	"other members": func(e []string) string {
		return `{"a":{"Records":1},"Records":[` + strings.Join(e, " , ") + `],"b":[1]} `
	},
	"file in array":  func(e []string) string { return "[" + file(e[:1]) + "," + file(e[1:]) + "]" },
	"byte order":     func(e []string) string { return "\xef\xbb\xbf" + file(e) },
	"pretty-printed": func(e []string) string { return indent(file(e)) },
	"gzip":           func(e []string) string { return zip(file(e)) },
	"gzip in gzip":   func(e []string) string { return zip(zip(file(e))) },
	"gzip members":   func(e []string) string { return zip(file(e[:1])) + zip(file(e[1:])) },
}

func TestDecoderContainers(t *testing.T) {
	events := someEvents()[:20]
	var want []Record
	for _, e := range events {
		rec, err := ParseRecord(e)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, rec)
	}
	for name, container := range containers {
		d := NewDecoder(strings.NewReader(container(events)))
		var got []Record
		for rec, err := range d.All() {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if name == "pretty-printed" {
				rec = compact(rec)
			}
			got = append(got, rec)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d records of %d, or others", name, len(got), len(want))
		}
		if d.Skipped() != (Skipped{}) {
			t.Errorf("%s: %+v", name, d.Skipped())
		}
	}
	// One event alone.
	if all, err := stepsOf(t, events[0]); len(all) != 1 || all[0].rec != want[0] || err != io.EOF {
		t.Errorf("one event: %v, %v", all, err)
	}
}

func TestDecoderEmpty(t *testing.T) {
	for _, log := range []string{"", " \n\t\r\n", "{\"Records\":[]}", "[]", "[ ] [\n]\n", "\xef\xbb\xbf", zip("")} {
		if all, err := stepsOf(t, log); len(all) != 0 || err != io.EOF {
			t.Errorf("%q: %v, %v", log, all, err)
		}
	}
	var d Decoder
	if err := d.Decode(new(Record)); err != io.EOF {
		t.Errorf("zero Decoder: %v", err)
	}
	if err := NewDecoder(nil).Decode(new(Record)); err != io.EOF {
		t.Errorf("nil reader: %v", err)
	}
}

// TestDecoderEveryPrefix cuts logs at every byte. The events before the cut are
// decoded, and the end is never a good one, unless what is left is whole.
func TestDecoderEveryPrefix(t *testing.T) {
	c := newCorpus(7)
	events := []string{c.networkActivity(), c.insight(), c.aggregated(), `{"eventID":"\u00e9\\"}`}
	for name, container := range containers {
		log := container(events)
		if strings.HasPrefix(name, "gzip") {
			continue
		}
		all, err := stepsOf(t, log)
		if err != io.EOF || len(all) != len(events) {
			t.Fatalf("%s: %d events, %v", name, len(all), err)
		}
		for n := range len(log) {
			whole := 0 // events that end before the cut
			for whole < len(all) && all[whole].offset <= int64(n) {
				whole++
			}
			if name == "byte order" && n > 0 && n < 3 {
				continue // not yet a byte order mark, but damage
			}
			got, err := stepsOf(t, log[:n])
			if !slices.Equal(got, all[:whole]) {
				t.Fatalf("%s, %d bytes: %d events, want %d", name, n, len(got), whole)
			}
			if wholeLog(log[:n]) {
				if err != io.EOF {
					t.Fatalf("%s, %d bytes, a whole log: %v", name, n, err)
				}
			} else if !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Fatalf("%s, %d bytes: %v", name, n, err)
			}
		}
	}
}

// wholeLog reports whether the brackets of log are closed.
func wholeLog(log string) bool {
	depth, quoted := 0, false
	for i := 0; i < len(log); i++ {
		switch c := log[i]; {
		case c == '"':
			quoted = !quoted
		case quoted && c == '\\':
			i++
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
	}
	return depth == 0
}

func TestDecoderEveryGzipPrefix(t *testing.T) {
	c := newCorpus(7)
	log := file([]string{c.event(), c.event(), c.event()})
	all, _ := stepsOf(t, log)
	for _, zipped := range []string{zip(log), zip(zip(log)), zip(log[:100]) + zip(log[100:])} {
		for n := range len(zipped) {
			got, err := steps(t, NewDecoder(strings.NewReader(zipped[:n])), log)
			if n == 0 && err == io.EOF || n < 3 && len(got) > 0 {
				continue // not yet gzip, but damage
			}
			if !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Fatalf("%d of %d bytes: %v", n, len(zipped), err)
			}
			if len(got) > len(all) || !slices.Equal(got, all[:len(got)]) {
				t.Fatalf("%d of %d bytes: other events", n, len(zipped))
			}
		}
	}
}

// TestDecoderDamage shows where the decoder goes on behind broken JSON, and
// where it cannot. The mark § is where the error is.
func TestDecoderDamage(t *testing.T) {
	const a, b = `{"eventID":"a"}`, `{"eventID":"b"}`
	tests := []struct {
		name  string
		log   string
		ids   string // of the events, with ! for each damaged one
		err   error  // of the damage
		final error
	}{
		{"in a file", `{"Records":[` + a + `,§{"eventID":x},` + b + `]}`, "a!b", tlslog.ErrSyntax, io.EOF},
		{"last in a file", `{"Records":[` + a + `,§{"eventID":}]}`, "a!", tlslog.ErrSyntax, io.EOF},
		{"missing comma", `{"Records":[` + a + `§` + b + `]}`, "a", nil, nil},
		{"brackets do not close", `{"Records":[` + a + `,§{"eventID":"x,` + b + `]}`, "a", nil, nil},
		{"odd quotation marks around a sound event", `{"Records":[` + a + `,§{"userAgent":"a"b"},` + b + `,{"userAgent":"a"b"}]}`, "a", nil, nil},
		{"brace too few, and later one too many", `{"Records":[` + a + `,§{"tlsDetails":{"a":1,` + b + `,{}}}]}`, "a", nil, nil},
		{"odd quotation marks without line breaks", a + `§{"userAgent":"a"b"}` + b + `{"userAgent":"a"b"}` + b, "a", nil, nil},
		{"what follows is unclear", `{"Records":[` + a + `,§{"eventID":x}x,` + b + `]}`, "a", nil, nil},
		{"comma at the end", `{"Records":[` + a + `,]}`, "a", nil, nil},
		{"behind the array", `{"Records":[` + a + `]x}`, "a", nil, nil},
		{"between lines", a + "\n§{\"eventID\":x\n" + b + "\n", "a!b", tlslog.ErrSyntax, io.EOF},
		{"text between lines", a + "\n§hello\n" + b + "\n", "a!b", tlslog.ErrSyntax, io.EOF},
		{"too deep", a + "\n§" + strings.Repeat(`{"a":`, 1100) + "1" + strings.Repeat("}", 1100) + "\n" + b, "a!b", tlslog.ErrSyntax, io.EOF},
		{"a number in an array", "[" + a + ",§5," + b + "]", "a!b", tlslog.ErrSyntax, io.EOF},
		{"an array in a file", `{"Records":[` + a + `,§[1],` + b + `]}`, "a!b", tlslog.ErrType, io.EOF},
		{"no event", a + `§{"b":1}` + b, "a!b", tlslog.ErrForeign, io.EOF},
		{"an envelope", a + `§{"version":"0","detail-type":"AWS API Call via CloudTrail","resources":[],"detail":` + b + `}` + b, "abb", nil, io.EOF},
		{"damage in an envelope", a + `{"version":"0","detail-type":"AWS API Call via CloudTrail","detail":{"eventID":§{}}}` + b, "a!b", tlslog.ErrType, io.EOF},
		{"another notification", `{"Records":[§{"eventSource":"aws:sqs","body":""},` + b + `]}`, "!b", tlslog.ErrForeign, io.EOF},
	}
	for _, test := range tests {
		pos := strings.Index(test.log, "§")
		log := strings.Replace(test.log, "§", "", 1)
		var ids strings.Builder
		d := NewDecoder(strings.NewReader(log))
		var final error
		for n := int64(1); ; n++ {
			var rec Record
			err := d.Decode(&rec)
			perr, ok := errors.AsType[*tlslog.ParseError](err)
			if err != nil && !ok {
				final = err
				break
			}
			if ok {
				ids.WriteString("!")
				if perr.Err != test.err || perr.Offset != int64(pos) || perr.Record != n || perr.Line != 1+int64(strings.Count(log[:pos], "\n")) {
					t.Errorf("%s: %v, want %v at byte %d", test.name, err, test.err, pos)
				}
			}
			ids.WriteString(rec.EventID)
		}
		if ids.String() != test.ids {
			t.Errorf("%s: events %s, want %s", test.name, ids.String(), test.ids)
		}
		if test.final == nil && (final == io.EOF || errors.Is(final, io.ErrUnexpectedEOF)) || test.final != nil && !errors.Is(final, test.final) {
			t.Errorf("%s: ends in %v", test.name, final)
		}
	}
}

// TestDecoderBadValue checks the place of damage within a log.
func TestDecoderBadValue(t *testing.T) {
	log := "\n{\"Records\":[{\"eventID\":\"a\"},\n {\"eventID\":\"b\",\n\"tlsDetails\":{\"tlsVersion\":§7},\"eventName\":\"n\"},{\"eventID\":\"c\"}]}"
	pos := int64(strings.Index(log, "§"))
	log = strings.Replace(log, "§", "", 1)
	d := NewDecoder(strings.NewReader(log))
	var ids []string
	for rec, err := range d.All() {
		ids = append(ids, rec.EventID+rec.EventName)
		if rec.EventID != "b" {
			if err != nil {
				t.Error(err)
			}
			continue
		}
		perr, _ := errors.AsType[*tlslog.ParseError](err)
		want := tlslog.ParseError{Format: "cloudtrail", Record: 2, Line: 4, Offset: pos, Field: "tlsDetails.tlsVersion", Err: tlslog.ErrType}
		if perr == nil || *perr != want {
			t.Errorf("%v, want %v", err, &want)
		}
	}
	if got := fmt.Sprint(ids); got != "[a bn c]" {
		t.Error(got)
	}
}

func TestDecoderLimit(t *testing.T) {
	long := `{"eventID":"long","userAgent":"` + strings.Repeat("x", 1000) + `"}`
	for name, log := range map[string]string{
		"file":  `{"Records":[{"eventID":"a"},` + long + `,{"eventID":"b"}]}`,
		"lines": "{\"eventID\":\"a\"}\n" + long + "\n{\"eventID\":\"b\"}\n",
	} {
		for _, limit := range []int{15, 500, len(long) - 1, len(long), 0} {
			d := NewDecoder(iotest.OneByteReader(strings.NewReader(log)))
			d.MaxRecordBytes = limit
			var got strings.Builder
			for rec, err := range d.All() {
				got.WriteString(rec.EventID)
				if err != nil {
					got.WriteString("!")
					if !errors.Is(err, tlslog.ErrTooLong) || d.Raw() != "" || rec != (Record{}) {
						t.Errorf("%s, limit %d: %v, Raw %q", name, limit, err, d.Raw())
					}
				}
			}
			want := "a!b"
			if limit == 0 || limit == len(long) {
				want = "alongb"
			}
			if got.String() != want {
				t.Errorf("%s, limit %d: %s, want %s", name, limit, got.String(), want)
			}
		}
	}
}

// TestDecoderFileOverLimit reads a file that is longer than the limit for an
// event.
func TestDecoderFileOverLimit(t *testing.T) {
	events := someEvents()
	d := NewDecoder(strings.NewReader(file(events)))
	d.MaxRecordBytes = 32 << 10
	n := 0
	for _, err := range d.All() {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != len(events) {
		t.Errorf("%d events, want %d", n, len(events))
	}
}

func TestDecoderReaderError(t *testing.T) {
	broken := errors.New("broken")
	log := file(someEvents()[:3])
	src := io.MultiReader(strings.NewReader(log[:len(log)-5]), iotest.ErrReader(broken))
	all, err := steps(t, NewDecoder(src), log)
	if len(all) != 2 || !errors.Is(err, broken) {
		t.Errorf("%d events, %v", len(all), err)
	}
	if _, err := stepsOf(t, "PK\x03\x04 and so on"); !errors.Is(err, tlslog.ErrUnsupported) {
		t.Errorf("zip: %v", err)
	}
}

func TestDecoderReset(t *testing.T) {
	d := &Decoder{MaxRecordBytes: 1 << 12, EventOnly: true}
	for _, log := range []string{`{"Records":[{"eventID":"a","apiVersion":"1"},{"awsAccountId`, `{"digestS3Object":""}`, `{"eventID":"b"}`} {
		d.Reset(strings.NewReader(log))
		var rec Record
		for d.Decode(&rec) == nil {
			if rec.APIVersion != "" {
				t.Error("EventOnly is gone")
			}
		}
		if d.MaxRecordBytes != 1<<12 {
			t.Error("MaxRecordBytes is gone")
		}
	}
	if d.Skipped() != (Skipped{}) {
		t.Errorf("Skipped of another log: %+v", d.Skipped())
	}
}

// TestDecoderChunks checks that it does not matter in what pieces a log comes.
func TestDecoderChunks(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	for name, container := range containers {
		checkChunks(t, rnd, container(append(someEvents()[:12], oddEvents...)))
		_ = name
	}
}

func checkChunks(t *testing.T, rnd *rand.Rand, log string) {
	t.Helper()
	all := func(r io.Reader) (list []step, last string) {
		d := NewDecoder(r)
		for {
			var s step
			err := d.Decode(&s.rec)
			s.raw, s.offset = d.Raw(), d.InputOffset()
			if err != nil {
				s.err = err.Error()
			}
			if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
				return list, s.err + fmt.Sprint(d.Skipped())
			}
			list = append(list, s)
		}
	}
	want, wantErr := all(strings.NewReader(log))
	for _, r := range []io.Reader{
		iotest.OneByteReader(strings.NewReader(log)),
		iotest.DataErrReader(strings.NewReader(log)),
		&pieces{rnd, strings.NewReader(log)},
	} {
		if got, gotErr := all(r); !slices.Equal(got, want) || gotErr != wantErr {
			t.Fatalf("%T: %d events and %s, want %d and %s", r, len(got), gotErr, len(want), wantErr)
		}
	}
}

// pieces is a reader that returns as many bytes as it likes.
type pieces struct {
	*rand.Rand
	r io.Reader
}

func (p *pieces) Read(b []byte) (int, error) { return p.r.Read(b[:min(len(b), p.IntN(3000))]) }

func TestDecoderAllocs(t *testing.T) {
	log := file(someEvents())
	for _, only := range []bool{false, true} {
		d := &Decoder{EventOnly: only}
		r := strings.NewReader(log)
		var rec Record
		n := 0
		allocs := testing.AllocsPerRun(5, func() {
			r.Reset(log)
			d.Reset(r)
			for n = 0; d.Decode(&rec) == nil; n++ {
				rec.Event()
			}
		})
		// There is one allocation for a block of up to 256 KiB.
		if perEvent := allocs / float64(n); perEvent > 0.1 {
			t.Errorf("EventOnly %t: %.2f allocations per event", only, perEvent)
		}
	}
}

// TestDecoderMemory reads a long file and looks at the heap on the way.
func TestDecoderMemory(t *testing.T) {
	size := int64(64 << 20)
	if testing.Short() {
		size = 8 << 20
	}
	d := NewDecoder(newEndless(size))
	var rec Record
	var peak uint64
	n := 0
	for ; d.Decode(&rec) == nil; n++ {
		if n%10000 == 0 {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
		}
	}
	if err := d.Decode(&rec); err != io.EOF {
		t.Fatal(err)
	}
	if d.InputOffset() < size/2 || peak > 8<<20 {
		t.Errorf("%d events, %d bytes, a heap of %d bytes", n, d.InputOffset(), peak)
	}
}

// endless is a file of at least so many bytes of events.
type endless struct {
	events []string
	left   int64
	buf    string
	n      int
}

func newEndless(size int64) *endless {
	return &endless{events: newCorpus(9).events(500), left: size, buf: `{"Records":[`}
}

func (e *endless) Read(p []byte) (int, error) {
	if e.buf == "" {
		switch {
		case e.left < 0:
			return 0, io.EOF
		default:
			if e.n > 0 {
				e.buf = ","
			}
			e.buf += e.events[e.n%len(e.events)]
			e.n++
			if e.left -= int64(len(e.buf)); e.left < 0 {
				e.buf += "]}"
			}
		}
	}
	n := copy(p, e.buf)
	e.buf = e.buf[n:]
	return n, nil
}
