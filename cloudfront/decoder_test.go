package cloudfront

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

// Logs with all that a log of their format can hold.
var logs = map[string]string{
	"json": goodJSON + "\n" + strings.Join([]string{
		only(`"clientIp":"192.0.2.xxx"`),
		only(`"new":{"a":[1, 2]},"tlsSni":"a\u0062"`),
		`{"connectionId":"c"`,
		`[` + goodJSON + `, {"c-ip":"192.0.2.1"}]`,
		only(`"clientPort":1`) + only(`"clientPort":2`),
		"what is this", "", goodJSON,
	}, "\n") + "\n",
	"w3c": goodHeader + goodRow + "\n" + strings.Join([]string{
		"", "#Remark: x", goodRow + "\tx", strings.Replace(goodRow, "192.0.2.136", "x", 1), goodJSON,
		"#Fields: c-ip date", "192.0.2.1\t2024-11-14", "#Fields: connectionId\tnew clientPort", "c\ta\t1", "c  -  1", "c\t\tx",
	}, "\n") + "\n",
	"plain": goodRow + "\r\n" + strings.Join([]string{
		goodRow + "\tx", swap(goodRow, 0, 1), "hello", "2019-12-04\t21:02:31\tLAX1", goodJSON, goodRow,
	}, "\n") + "\n",
}

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

// TestChunks reads the same logs in all the ways in which they can arrive.
func TestChunks(t *testing.T) {
	for format, in := range logs {
		want := read(NewDecoder(strings.NewReader(in)))
		if n := strings.Count(want, "\n"); n < 8 || !strings.Contains(want, " EOF ") {
			t.Fatalf("%d results:\n%s", n, want)
		}
		var zipped bytes.Buffer
		w := gzip.NewWriter(&zipped)
		for line := range strings.Lines(in) { // a member for each line
			_, _ = io.WriteString(w, line)
			_ = w.Close()
			w.Reset(&zipped)
		}
		for name, src := range map[string]io.Reader{
			"one":     iotest.OneByteReader(strings.NewReader(in)),
			"half":    iotest.HalfReader(strings.NewReader(in)),
			"dataerr": iotest.DataErrReader(strings.NewReader(in)),
			"gzip":    &zipped,
			"slow":    iotest.OneByteReader(bytes.NewReader(zipped.Bytes())),
		} {
			if got := read(NewDecoder(src)); got != want {
				t.Errorf("%s, %s: %s", format, name, cmp.Diff(want, got))
			}
		}
	}
}

// TestTruncated reads logs whose compressed form was cut off: what can be
// decompressed is decoded.
func TestTruncated(t *testing.T) {
	for format, in := range map[string]string{"json": madeJSON(t, 500), "w3c": madeW3C(t, 500), "plain": madePlain(t, 500)} {
		var zipped bytes.Buffer
		w := gzip.NewWriter(&zipped)
		_, _ = io.WriteString(w, in)
		_ = w.Close()
		for _, n := range []int{2, 12, 100, zipped.Len() / 2, zipped.Len() - 1} {
			d := NewDecoder(bytes.NewReader(zipped.Bytes()[:n]))
			records := 0
			var last error
			for rec, err := range d.All() {
				if last = err; err == nil {
					records++
				} else if rec != (Record{}) {
					t.Errorf("%s, %d bytes: a record with %v", format, n, err)
				}
			}
			switch {
			case n < 3: // too few bytes to be gzip
				if last == nil {
					t.Errorf("%s, %d bytes: no error", format, n)
				}
			case !errors.Is(last, io.ErrUnexpectedEOF):
				t.Errorf("%s, %d bytes: %v", format, n, last)
			case n == zipped.Len()-1 && records < 490:
				t.Errorf("%s, %d bytes: only %d records", format, n, records)
			}
		}
	}
}

// TestHugeValue checks that a value of 10 MB costs its record and no more.
func TestHugeValue(t *testing.T) {
	const size = 10 << 20
	huge := func() io.Reader { return io.LimitReader(iotest.HalfReader(letters{}), size) }
	for name, parts := range map[string][2]string{
		"json":           {goodJSON + "\n" + `{"connectionId":"`, `"}` + "\n" + goodJSON},
		"json array":     {"[" + goodJSON + "," + `{"connectionId":"`, `"},` + goodJSON + "]"},
		"json unknown":   {goodJSON + `{"connectionId":"c","x":{"y":["`, `"]}}` + goodJSON},
		"w3c":            {goodHeader + goodRow + "\n", "\n" + goodRow},
		"plain":          {goodRow + "\n", "\n" + goodRow},
		"json among w3c": {goodHeader + goodRow + "\n" + `{"connectionId":"`, `"}` + "\n" + goodRow},
	} {
		t.Run(name, func(t *testing.T) {
			d := NewDecoder(io.MultiReader(strings.NewReader(parts[0]), huge(), strings.NewReader(parts[1])))
			wantRecord(t, d, good)
			var rec Record
			perr, ok := errors.AsType[*tlslog.ParseError](d.Decode(&rec))
			if !ok || perr.Err != tlslog.ErrTooLong || perr.Record != 2 || rec != (Record{}) || d.Raw() != "" {
				t.Errorf("got %v", perr)
			}
			wantRecord(t, d, good)
			wantEnd(t, d)

			d.Reset(io.MultiReader(strings.NewReader(parts[0]), huge(), strings.NewReader(parts[1])))
			d.MaxRecordBytes = 2 * size
			wantRecord(t, d, good)
			err := d.Decode(&rec)
			if strings.HasPrefix(name, "json") && (err != nil || len(rec.ConnectionID)+len(rec.Extra) < size) ||
				!strings.HasPrefix(name, "json") && !errors.Is(err, tlslog.ErrSyntax) && !errors.Is(err, tlslog.ErrFieldCount) {
				t.Errorf("with a higher limit: %v", err)
			}
			wantRecord(t, d, good)
			wantEnd(t, d)
		})
	}
}

// letters is an endless text.
type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestReset(t *testing.T) {
	d := NewDecoder(strings.NewReader("#Fields: connectionId clientPort\nc\t1\n"))
	d.MaxRecordBytes = 100
	_ = read(d)
	d.Reset(strings.NewReader("c\t1\n" + only(`"tlsSni":"`+strings.Repeat("x", 100)+`"`) + "\n"))
	got := read(d)
	if !strings.Contains(got, "cloudfront: record 1, line 1, byte 0: malformed record") || !strings.Contains(got, "record 2, line 2, byte 4: record exceeds the size limit") {
		t.Errorf("after Reset, with the same options but not the same header:\n%s", got)
	}
	d.Reset(nil)
	wantEnd(t, d)
}

func TestZeroDecoder(t *testing.T) {
	var d Decoder
	wantEnd(t, &d)
	if d.Raw() != "" || d.InputOffset() != 0 {
		t.Errorf("Raw %q, InputOffset %d", d.Raw(), d.InputOffset())
	}
}

func TestReaderError(t *testing.T) {
	broken := errors.New("broken")
	for format, entry := range map[string]string{"json": goodJSON, "w3c": goodHeader + goodRow, "plain": goodRow} {
		for _, half := range []string{"", entry[:20], entry[len(entry)-20:]} {
			d := NewDecoder(io.MultiReader(strings.NewReader(entry+"\n"+half), iotest.ErrReader(broken)))
			wantRecord(t, d, good)
			for range 2 {
				var rec Record
				if err := d.Decode(&rec); !errors.Is(err, broken) || rec != (Record{}) || d.Raw() != "" {
					t.Errorf("%s: got %v, %v", format, rec, err)
				}
			}
		}
	}
	d := NewDecoder(iotest.ErrReader(broken))
	if err := d.Decode(new(Record)); !errors.Is(err, broken) {
		t.Errorf("at the start: %v", err)
	}
}

func TestUnsupported(t *testing.T) {
	d := NewDecoder(strings.NewReader("PAR1 and so on"))
	if err := d.Decode(new(Record)); !errors.Is(err, tlslog.ErrUnsupported) || !strings.Contains(err.Error(), "Parquet") {
		t.Errorf("got %v", err)
	}
}

// TestKept checks that records and texts stay what they are while the decoder
// reads on.
func TestKept(t *testing.T) {
	for format, in := range map[string]string{
		"json": strings.ReplaceAll(madeJSON(t, 5000), `"tlsSni":`, `"new":"a\u0020b","tlsSni":"\u0041","tlsSni":`),
		"w3c":  strings.Replace(madeW3C(t, 5000), "tlsSni", "new", 1),
	} {
		d := NewDecoder(strings.NewReader(in))
		type kept struct {
			rec Record
			raw string
			end int64
		}
		var records []kept
		for rec, err := range d.All() {
			if err != nil {
				t.Fatal(err)
			}
			records = append(records, kept{rec, d.Raw(), d.InputOffset()})
		}
		d = NewDecoder(strings.NewReader(in))
		for _, k := range records {
			if want := in[k.end-int64(len(k.raw)) : k.end]; k.raw != want {
				t.Fatalf("%s: Raw is %q, want %q", format, k.raw, want)
			}
			var rec Record
			if err := d.Decode(&rec); err != nil || rec != k.rec {
				t.Fatalf("%s: a record has changed:\n%s", format, diff(rec, k.rec))
			}
		}
	}
}

// FuzzDecoder checks that no log harms the decoder, that it makes progress,
// and that the way in which a log arrives makes no difference.
func FuzzDecoder(f *testing.F) {
	for _, in := range logs {
		f.Add(in, uint64(1), 100, "", "")
		f.Add(in, uint64(2), 0, ",", "connectionId")
		for line := range strings.Lines(in) {
			f.Add(line, uint64(2), 0, "\t", "connectionId clientPort")
		}
	}
	f.Add("\n \n", uint64(3), 5, " ", "tlsSni")
	f.Fuzz(func(t *testing.T, in string, seed uint64, limit int, delimiter, fields string) {
		d := NewDecoder(strings.NewReader(in))
		d.MaxRecordBytes, d.Delimiter, d.Fields = limit, delimiter, strings.Fields(fields)
		want := read(d)
		if strings.Count(want, "\n") > 2*len(in)+1 && !strings.HasPrefix(in, "\x1f\x8b") {
			t.Fatal("more records than bytes")
		}
		d.Reset(&chunks{in, rand.New(rand.NewPCG(seed, 0))})
		if got := read(d); got != want {
			t.Errorf("in chunks (-want +got):\n%s", cmp.Diff(want, got))
		}
		for line := range strings.Lines(in) {
			rec, err := ParseRecord(line) // must not panic
			if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
				t.Errorf("got %v, %v", rec, err)
			}
		}
	})
}
