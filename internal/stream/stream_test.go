package stream

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
)

// zip returns text as one member of gzip.
func zip(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// readers are the ways in which the same bytes can arrive.
var readers = map[string]func(io.Reader) io.Reader{
	"all":     func(r io.Reader) io.Reader { return r },
	"one":     iotest.OneByteReader,
	"half":    iotest.HalfReader,
	"dataerr": iotest.DataErrReader,
	"empty":   func(r io.Reader) io.Reader { return &hesitant{r: r} },
}

// hesitant returns nothing at every other call.
type hesitant struct {
	r    io.Reader
	tick bool
}

func (h *hesitant) Read(p []byte) (int, error) {
	if h.tick = !h.tick; h.tick {
		return 0, nil
	}
	return h.r.Read(p)
}

// lines reads all lines and the error that ends them.
func lines(src io.Reader, limit int) (got []Line, errs []error, end error) {
	var r Reader
	r.Reset(src)
	for {
		line, err := r.Line(limit)
		if err != nil && err != tlslog.ErrTooLong {
			_, again := r.Line(limit)
			if again != err {
				return got, errs, fmt.Errorf("second error %v after %w", again, err)
			}
			return got, errs, err
		}
		got, errs = append(got, line), append(errs, err)
	}
}

func TestLine(t *testing.T) {
	tests := []struct{ name, in string }{
		{"empty", ""},
		{"one", "a"},
		{"terminated", "a\n"},
		{"two", "a\nb"},
		{"blank", "\n\n a \n"},
		{"CRLF", "a\r\nb\r\n\r\n"},
		{"CR within", "a\rb\r\n"},
		{"CR at the end", "a\nb\r"},
		{"NUL", "\x00\n\x00"},
		{"shorter than a magic number", "P"},
		{"long", strings.Repeat("x", 3*maxBlock) + "\n" + strings.Repeat("y", firstBlock-1) + "\nz"},
		{"many", strings.Repeat("0123456789\n", 100_000)},
	}
	for _, tt := range tests {
		want := oracleLines(tt.in)
		for name, chunked := range readers {
			if name == "one" && len(tt.in) > 2*maxBlock {
				continue // slow
			}
			for zipped, in := range map[string]string{"plain": tt.in, "gzip": zip(t, tt.in), "twice": zip(t, zip(t, tt.in))} {
				got, errs, err := lines(chunked(strings.NewReader(in)), 1<<30)
				if err != io.EOF {
					t.Errorf("%s, %s, %s: ends in %v", tt.name, name, zipped, err)
				}
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("%s, %s, %s: lines differ", tt.name, name, zipped)
				}
				if err := errors.Join(errs...); err != nil {
					t.Errorf("%s, %s, %s: %v", tt.name, name, zipped, err)
				}
			}
		}
	}
}

// oracleLines cuts a text slowly and plainly.
func oracleLines(in string) (want []Line) {
	offset, number := 0, 1
	for part := range strings.Lines(in) {
		text, whole := strings.CutSuffix(part, "\n")
		want = append(want, Line{strings.TrimSuffix(text, "\r"), int64(offset), int64(number), whole})
		offset += len(part)
		number++
	}
	return want
}

func FuzzLine(f *testing.F) {
	for _, in := range []string{"", "a", "a\nb", "\r\n\n\r", "abc\r\ndef\nghi", "\xef\xbb\xbfa\n", "\x1f\x8b\x08"} {
		f.Add(in, 5, uint64(1))
	}
	f.Fuzz(func(t *testing.T, in string, limit int, seed uint64) {
		limit = max(limit, 0)
		for _, magic := range foreign {
			if strings.HasPrefix(in, magic.magic) {
				return
			}
		}
		if strings.HasPrefix(in, GzipMagic) || in != "" && (strings.HasPrefix(GzipMagic, in) || strings.HasPrefix(utf8BOM, in)) {
			_, _, _ = lines(strings.NewReader(in), limit) // must end
			return
		}
		text, skipped := strings.CutPrefix(in, utf8BOM)
		want := oracleLines(text)
		got, errs, err := lines(&chunks{in, rand.New(rand.NewPCG(seed, 0))}, limit)
		if err != io.EOF || len(got) != len(want) {
			t.Fatalf("%d lines and %v, want %d", len(got), err, len(want))
		}
		for i, w := range want {
			if skipped {
				w.Offset += int64(len(utf8BOM))
			}
			if len(w.Text) > limit {
				if errs[i] != tlslog.ErrTooLong {
					t.Fatalf("line %d of %d bytes: error %v", i, len(w.Text), errs[i])
				}
				w.Text = ""
			} else if errs[i] != nil {
				t.Fatalf("line %d: %v", i, errs[i])
			}
			if got[i] != w {
				t.Fatalf("line %d is %+v, want %+v", i, got[i], w)
			}
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
	n := copy(p[:min(len(p), 1+c.rng.IntN(9))], c.in)
	c.in = c.in[n:]
	return n, nil
}

func TestLineLimit(t *testing.T) {
	const limit = 10
	for n := range 2 * limit {
		for _, eol := range []string{"\n", "\r\n", ""} {
			in := "before\n" + strings.Repeat("x", n) + eol
			if eol != "" {
				in += "after\n"
			}
			for name, chunked := range readers {
				got, errs, err := lines(chunked(strings.NewReader(in)), limit)
				if err != io.EOF {
					t.Fatalf("%d bytes, %s: %v", n, name, err)
				}
				if n == 0 && eol == "" {
					continue
				}
				if tooLong := errs[1] == tlslog.ErrTooLong; tooLong != (n > limit) {
					t.Errorf("%d bytes, %s: error %v", n, name, errs[1])
				}
				if got[1].Offset != 7 || got[1].Number != 2 {
					t.Errorf("%d bytes, %s: at byte %d of line %d", n, name, got[1].Offset, got[1].Number)
				}
				if eol != "" && (got[2].Text != "after" || got[2].Number != 3) {
					t.Errorf("%d bytes, %s: followed by %+v", n, name, got[2])
				}
			}
		}
	}
}

// TestLineLimitMemory reads a line that is far longer than memory should
// become.
func TestLineLimitMemory(t *testing.T) {
	var r Reader
	r.Reset(io.MultiReader(io.LimitReader(zeros{}, 1<<30), strings.NewReader("\nafter\n")))
	line, err := r.Line(1000)
	if err != tlslog.ErrTooLong || line != (Line{Offset: 0, Number: 1, Whole: true}) {
		t.Fatalf("%+v, %v", line, err)
	}
	if cap(r.block) > 2*maxBlock {
		t.Errorf("the block has grown to %d bytes", cap(r.block))
	}
	if line, err = r.Line(1000); err != nil || line.Text != "after" || line.Offset != 1<<30+1 {
		t.Fatalf("%+v, %v", line, err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestTextsStay checks that no text changes while the log is read on.
func TestTextsStay(t *testing.T) {
	var in strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&in, "line %d %s\n", i, strings.Repeat("z", i%97))
	}
	for name, src := range map[string]io.Reader{
		"plain": strings.NewReader(in.String()),
		"half":  iotest.HalfReader(strings.NewReader(in.String())),
		"gzip":  strings.NewReader(zip(t, in.String())),
	} {
		got, _, err := lines(src, 1000)
		if err != io.EOF {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, l := range got {
			b.WriteString(l.Text)
			b.WriteByte('\n')
		}
		if b.String() != in.String() {
			t.Errorf("%s: texts differ from what was read", name)
		}
	}
}

func TestGzip(t *testing.T) {
	whole := zip(t, "a\nb\n")
	tests := []struct {
		name, in string
		want     string
		err      error
	}{
		{"members", zip(t, "a\n") + zip(t, "b\n"), "a b", io.EOF},
		{"member within a line", zip(t, "a") + zip(t, "b\n"), "ab", io.EOF},
		{"empty member", zip(t, "") + zip(t, "a\n") + zip(t, ""), "a", io.EOF},
		{"members in a member", zip(t, zip(t, "a\n")+zip(t, "b\n")), "a b", io.EOF},
		{"four deep", zip(t, zip(t, zip(t, zip(t, "a\n")))), "a", io.EOF},
		{"five deep", zip(t, zip(t, zip(t, zip(t, zip(t, "a\n"))))), "", tlslog.ErrUnsupported},
		{"BOM", zip(t, utf8BOM+"a\n"), "a", io.EOF},
		{"garbage behind", whole + "garbage of some length", "a b", gzip.ErrHeader},
		{"wrong checksum", whole[:len(whole)-8] + "\x00\x00\x00\x00" + whole[len(whole)-4:], "a b", gzip.ErrChecksum},
		{"wrong length", whole[:len(whole)-4] + "\x00\x00\x00\x01", "a b", gzip.ErrChecksum},
		{"no compression method", "\x1f\x8b\x07aaaaaaa\n", "\x1f\x8b\x07aaaaaaa", io.EOF},
	}
	for _, tt := range tests {
		for name, chunked := range readers {
			got, _, err := lines(chunked(strings.NewReader(tt.in)), 100)
			var texts []string
			for _, l := range got {
				texts = append(texts, l.Text)
			}
			if s := strings.Join(texts, " "); s != tt.want {
				t.Errorf("%s, %s: %q", tt.name, name, s)
			}
			if !errors.Is(err, tt.err) && !strings.Contains(fmt.Sprint(err), tt.err.Error()) {
				t.Errorf("%s, %s: ends in %v, want %v", tt.name, name, err, tt.err)
			}
		}
	}
}

// TestGzipCut cuts a compressed log at every byte.
func TestGzipCut(t *testing.T) {
	in := zip(t, "a\nb\n") + zip(t, "c\n")
	first := len(zip(t, "a\nb\n"))
	for n := 3; n < len(in); n++ {
		_, _, err := lines(strings.NewReader(in[:n]), 100)
		if n == first {
			if err != io.EOF {
				t.Errorf("after the first member: %v", err)
			}
			continue
		}
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("cut after %d of %d bytes: %v", n, len(in), err)
		}
	}
}

// TestCutMagic checks that the first bytes of gzip or of a byte order mark are
// not taken for a log.
func TestCutMagic(t *testing.T) {
	for _, magic := range []string{GzipMagic, utf8BOM} {
		for n := 1; n < len(magic); n++ {
			for name, chunked := range readers {
				got, _, err := lines(chunked(strings.NewReader(magic[:n])), 100)
				if len(got) != 0 || err != io.ErrUnexpectedEOF {
					t.Errorf("%q, %s: %v, %v", magic[:n], name, got, err)
				}
			}
		}
	}
}

func TestUnsupported(t *testing.T) {
	for _, f := range foreign {
		for _, in := range []string{f.magic + "..........", zip(t, f.magic+"..........")} {
			got, _, err := lines(strings.NewReader(in), 100)
			if len(got) != 0 || !errors.Is(err, tlslog.ErrUnsupported) || !strings.HasSuffix(err.Error(), f.name) {
				t.Errorf("%s: %d lines, %v", f.name, len(got), err)
			}
		}
	}
}

// TestReaderFails checks that an error is final and comes after the lines
// before it, wherever it strikes.
func TestReaderFails(t *testing.T) {
	broken := errors.New("broken")
	in := "first\nsecond\nthird\n"
	for n := range len(in) + 1 {
		got, _, err := lines(io.MultiReader(strings.NewReader(in[:n]), iotest.ErrReader(broken)), 100)
		if err != broken {
			t.Errorf("after %d bytes: %v", n, err)
		}
		if want := strings.Count(in[:n], "\n"); len(got) != want {
			t.Errorf("after %d bytes: %d lines, want %d", n, len(got), want)
		}
	}
}

func TestBadReaders(t *testing.T) {
	for name, src := range map[string]io.Reader{
		"never":  readerFunc(func(p []byte) (int, error) { return 0, nil }),
		"lies":   readerFunc(func(p []byte) (int, error) { return len(p) + 1, nil }),
		"minus":  readerFunc(func(p []byte) (int, error) { return -1, nil }),
		"absent": nil,
	} {
		got, _, err := lines(src, 100)
		if len(got) != 0 || err == nil {
			t.Errorf("%s: %d lines, %v", name, len(got), err)
		}
		if name == "never" && err != io.ErrNoProgress {
			t.Errorf("%s: %v", name, err)
		}
		if name == "absent" && err != io.EOF {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestFail(t *testing.T) {
	var r Reader
	r.Reset(strings.NewReader("ab\ncd"))
	if err := r.More(); err != nil {
		t.Fatal(err)
	}
	r.Advance(4)
	err := r.Fail("alb", io.ErrUnexpectedEOF)
	if want := "alb: line 2, byte 4: unexpected EOF"; err.Error() != want || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%q, want %q", err, want)
	}
	if err := r.Fail("alb", io.EOF); err != io.EOF {
		t.Error(err)
	}
}

func TestArena(t *testing.T) {
	var a Arena
	var texts, want []string
	for i := range 10_000 {
		s := strings.Repeat(string(rune('a'+i%26)), i%300)
		room := a.Room(len(s))
		if len(room) != 0 || cap(room) < len(s) {
			t.Fatalf("room of %d for %d", cap(room), len(s))
		}
		if i%7 == 0 {
			a.Room(10) // given up
			room = a.Room(len(s))
		}
		room = append(room, s...)
		if i%11 == 0 {
			room = append(room, make([]byte, 2*arenaChunk)...) // outgrows its room
			s += string(make([]byte, 2*arenaChunk))
		}
		texts, want = append(texts, a.Keep(room)), append(want, s)
	}
	for i := range texts {
		if texts[i] != want[i] {
			t.Fatalf("text %d has changed", i)
		}
	}
}

func TestArenaAllocs(t *testing.T) {
	var a Arena
	allocs := testing.AllocsPerRun(10_000, func() {
		a.Keep(append(a.Room(20), "twenty bytes of text"...))
	})
	if allocs > 0.02 {
		t.Errorf("%v allocations per text", allocs)
	}
}

func BenchmarkLine(b *testing.B) {
	in := strings.Repeat(strings.Repeat("x", 230)+"\n", 100_000)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		var r Reader
		r.Reset(strings.NewReader(in))
		for {
			if _, err := r.Line(1 << 20); err != nil {
				break
			}
		}
	}
}

// TestFill checks that the window is as long as was asked for, and that filling
// it changes nothing else.
func TestFill(t *testing.T) {
	in := strings.Repeat("0123456789\n", 100_000)
	for name, chunked := range readers {
		for _, src := range []string{in, zip(t, in)} {
			var r Reader
			r.Reset(chunked(strings.NewReader(src)))
			offset := 0
			for _, n := range []int{0, 1, 5_000, 300_000, 20, 700_000} {
				if err := r.Fill(n); err != nil || len(r.Window()) < n {
					t.Fatalf("%s: %d bytes of %d, %v", name, len(r.Window()), n, err)
				}
				if r.Window() != in[offset:offset+len(r.Window())] || r.Offset() != int64(offset) {
					t.Fatalf("%s: another window at %d", name, offset)
				}
				r.Advance(n / 2)
				offset += n / 2
			}
			if err := r.Fill(len(in)); err != io.EOF || r.Window() != in[offset:] {
				t.Errorf("%s: %d bytes at the end, %v", name, len(r.Window()), err)
			}
		}
	}
}

func TestAdvanceInLine(t *testing.T) {
	var r Reader
	r.Reset(strings.NewReader("ab\ncd\n"))
	if err := r.Fill(6); err != nil {
		t.Fatal(err)
	}
	r.Advance(3)
	r.AdvanceInLine(2)
	if r.LineNumber() != 2 || r.Offset() != 5 || r.Window() != "\n" {
		t.Errorf("line %d, offset %d, %q", r.LineNumber(), r.Offset(), r.Window())
	}
}
