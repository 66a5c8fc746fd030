package inflate

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

const plainHeader = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"

// member returns a DEFLATE stream of text as a member of gzip.
func member(deflated, text string) string {
	b := []byte(plainHeader + deflated)
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(text)))
	return string(binary.LittleEndian.AppendUint32(b, uint32(len(text))))
}

// deflated compresses text at one of the levels of package flate.
func deflated(t testing.TB, text string, level int) string {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, level)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// texts are texts of all kinds by name.
func texts() map[string]string {
	rng := rand.New(rand.NewPCG(1, 2))
	var noise, log, digits strings.Builder
	for range 100_000 {
		noise.WriteByte(byte(rng.Uint32()))
	}
	for i := range 20_000 {
		fmt.Fprintf(&log, "2026-11-21T00:00:%02d.%06dZ 192.0.2.%d %d 443 TLSv1.3 TLS_AES_128_GCM_SHA256 %.3f - TID_%016x\n",
			i%60, rng.IntN(1e6), rng.IntN(256), 1024+rng.IntN(60_000), rng.Float64(), rng.Uint64())
		digits.WriteByte("0123456789abcdef"[rng.IntN(16)])
	}
	far := noise.String()[:windowSize]
	return map[string]string{
		"empty":        "",
		"one byte":     "a",
		"short":        "a short text, a short text",
		"log":          log.String(),
		"hexadecimal":  digits.String(),
		"noise":        noise.String(),
		"zeros":        strings.Repeat("\x00", 300_000),
		"of two":       strings.Repeat("- ", 100_000),
		"of fifteen":   strings.Repeat("fifteen bytes..", 10_000),
		"of sixteen":   strings.Repeat("sixteen bytes...", 10_000),
		"all the way":  far + far + far,
		"many symbols": many(rng),
	}
}

// many returns a text with symbols of very different frequencies, which have
// codes of all lengths.
func many(rng *rand.Rand) string {
	var b strings.Builder
	for range 200_000 {
		b.WriteByte(byte(min(255, int(rng.ExpFloat64()*12))))
	}
	return b.String()
}

// sources are the ways in which the same bytes can arrive.
var sources = map[string]func(io.Reader) io.Reader{
	"all":       func(r io.Reader) io.Reader { return r },
	"one":       iotest.OneByteReader,
	"half":      iotest.HalfReader,
	"dataerr":   iotest.DataErrReader,
	"seventeen": func(r io.Reader) io.Reader { return &piecewise{r: r, size: 17} },
	"hesitant":  func(r io.Reader) io.Reader { return &piecewise{r: r, size: 1000, hesitant: true} },
}

// piecewise returns at most size bytes at a time and, if it is hesitant,
// nothing every other time.
type piecewise struct {
	r              io.Reader
	size           int
	hesitant, tick bool
}

func (p *piecewise) Read(b []byte) (int, error) {
	if p.tick = !p.tick; p.hesitant && p.tick {
		return 0, nil
	}
	return p.r.Read(b[:min(p.size, len(b))])
}

// readAll reads into blocks of the given size, after Reset, whose error Read
// repeats. It checks that the error stays.
func readAll(r *Reader, block int) ([]byte, error) {
	var all []byte
	p := make([]byte, block)
	for {
		n, err := r.Read(p)
		all = append(all, p[:n]...)
		if err == nil {
			continue
		}
		if n, again := r.Read(p); n != 0 || again != err {
			return all, fmt.Errorf("%d bytes and %v after %w", n, again, err)
		}
		return all, err
	}
}

func TestLevels(t *testing.T) {
	var r Reader
	for name, text := range texts() {
		for _, level := range []int{flate.HuffmanOnly, 0, 1, 6, 9} {
			in := member(deflated(t, text, level), text)
			for arrives, source := range sources {
				for _, block := range []int{1, 100, 4096, 40_000, 256 << 10} {
					if len(text) > 1000 && (block == 1 || arrives == "one" || level != 1 && arrives != "all") {
						continue // slow
					}
					_ = r.Reset(source(strings.NewReader(in)))
					got, err := readAll(&r, block)
					if err != io.EOF || string(got) != text {
						t.Errorf("%s, level %d, %s, blocks of %d: %d bytes of %d, %v", name, level, arrives, block, len(got), len(text), err)
					}
				}
			}
		}
	}
}

// TestMembers checks what lies around the DEFLATE streams against
// compress/gzip.
func TestMembers(t *testing.T) {
	whole := member(deflated(t, "first", 6), "first")
	more := member(deflated(t, "second", 6), "second")
	none := member(deflated(t, "", 6), "")
	rest := whole[len(plainHeader):]
	tests := []struct {
		name, in, want string
		err            error
	}{
		{"nothing", "", "", io.EOF},
		{"one", whole, "first", io.EOF},
		{"two", whole + more, "firstsecond", io.EOF},
		{"empty", none + whole + none + none + more + none, "firstsecond", io.EOF},
		{"wrong checksum", whole[:len(whole)-8] + "abcd" + whole[len(whole)-4:] + more, "first", gzip.ErrChecksum},
		{"wrong length", whole[:len(whole)-4] + "\x06\x00\x00\x00" + more, "first", gzip.ErrChecksum},
		{"text behind", whole + "behind it is text", "first", gzip.ErrHeader},
		{"little behind", whole + "\n", "first", io.ErrUnexpectedEOF},
		{"zeros behind", whole + strings.Repeat("\x00", 512), "first", gzip.ErrHeader},
		{"first ID", "\x1e" + whole[1:], "", gzip.ErrHeader},
		{"second ID", "\x1f\x8a" + whole[2:], "", gzip.ErrHeader},
		{"method", "\x1f\x8b\x07" + whole[3:], "", gzip.ErrHeader},
		{"time and system", "\x1f\x8b\x08\x01abcdef" + rest, "first", io.EOF},
		{"extra", "\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\xff\x03\x00abc" + rest, "first", io.EOF},
		{"long extra", "\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\xff\xff\xff" + strings.Repeat("x", 0xffff) + rest, "first", io.EOF},
		{"cut extra", "\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\xff\xff\xff" + rest, "", io.ErrUnexpectedEOF},
		{"name", "\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xffname.log\x00" + rest, "first", io.EOF},
		{"comment", "\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff\xe9\x00" + rest, "first", io.EOF},
		{"name of 511 bytes", "\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff" + strings.Repeat("n", 511) + "\x00" + rest, "first", io.EOF},
		{"name of 512 bytes", "\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff" + strings.Repeat("n", 512) + "\x00" + rest, "", gzip.ErrHeader},
		{"all fields", withHeaderCRC("\x1f\x8b\x08\x1e\x00\x00\x00\x00\x00\xff\x02\x00abname\x00comment\x00") + rest, "first", io.EOF},
		{"header checksum", withHeaderCRC("\x1f\x8b\x08\x02\x00\x00\x00\x00\x00\xff") + rest, "first", io.EOF},
		{"wrong header checksum", "\x1f\x8b\x08\x02\x00\x00\x00\x00\x00\xffab" + rest, "", gzip.ErrHeader},
	}
	for _, tt := range tests {
		z, err := gzip.NewReader(strings.NewReader(tt.in))
		if err == nil {
			_, err = io.Copy(io.Discard, z)
		}
		if err == nil {
			err = io.EOF
		}
		if err != tt.err {
			t.Errorf("%s: compress/gzip says %v, the test %v", tt.name, err, tt.err)
		}
		for arrives, source := range sources {
			var r Reader
			_ = r.Reset(source(strings.NewReader(tt.in)))
			if got, err := readAll(&r, 4096); string(got) != tt.want || err != tt.err {
				t.Errorf("%s, %s: %q, %v", tt.name, arrives, got, err)
			}
		}
	}
}

// TestReservedFlags checks what RFC 1952 asks for and compress/gzip does not.
func TestReservedFlags(t *testing.T) {
	for _, flag := range []string{"\x20", "\x40", "\x80"} {
		var r Reader
		_ = r.Reset(strings.NewReader("\x1f\x8b\x08" + flag + "\x00\x00\x00\x00\x00\xff\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
		if _, err := readAll(&r, 10); err != gzip.ErrHeader {
			t.Errorf("%q: %v", flag, err)
		}
	}
}

func withHeaderCRC(header string) string {
	return string(binary.LittleEndian.AppendUint16([]byte(header), uint16(crc32.ChecksumIEEE([]byte(header)))))
}

// TestCut cuts streams at every byte.
func TestCut(t *testing.T) {
	stored := strings.Repeat("stored", 3)
	text := strings.Repeat("a text with some repetitions, ", 9) + "and 0123456789 without, many(z)"
	for _, in := range []string{
		member(deflated(t, text, flate.BestCompression), text),
		member(deflated(t, text, flate.HuffmanOnly), text),
		member(deflated(t, stored, flate.NoCompression), stored),
		member(deflated(t, "aaaaaaaaaaaaaaa", 6), "aaaaaaaaaaaaaaa"),
		withHeaderCRC("\x1f\x8b\x08\x1e\x00\x00\x00\x00\x00\xff\x02\x00abname\x00comment\x00") + member(deflated(t, text, 6), text)[10:],
	} {
		for n := 1; n < len(in); n++ {
			for arrives, source := range sources {
				for _, block := range []int{1, 4096} {
					var r Reader
					_ = r.Reset(source(strings.NewReader(in[:n])))
					got, err := readAll(&r, block)
					if err != io.ErrUnexpectedEOF {
						t.Fatalf("%d of %d bytes, %s, blocks of %d: %v", n, len(in), arrives, block, err)
					}
					if n < len(plainHeader) {
						continue
					}
					if in[3] == 0 {
						want, _, _ := oracle(in[len(plainHeader):n])
						if !bytes.Equal(got, want) {
							t.Fatalf("%d of %d bytes, %s, blocks of %d: %q, want %q", n, len(in), arrives, block, got, want)
						}
					}
				}
			}
		}
	}
}

// TestSourceFails checks that the error of a source comes through, after all
// that was there before it.
func TestSourceFails(t *testing.T) {
	broken := errors.New("broken")
	in := member(deflated(t, "some text", 6), "some text")
	for n := range len(in) + 1 {
		var r Reader
		_ = r.Reset(io.MultiReader(strings.NewReader(in[:n]), iotest.ErrReader(broken)))
		if _, err := readAll(&r, 100); err != broken {
			t.Errorf("after %d bytes: %v", n, err)
		}
	}
}

func TestBadSources(t *testing.T) {
	for name, src := range map[string]func([]byte) (int, error){
		"never": func([]byte) (int, error) { return 0, nil },
		"lies":  func(p []byte) (int, error) { return len(p) + 1, nil },
		"minus": func([]byte) (int, error) { return -1, nil },
	} {
		var r Reader
		_ = r.Reset(readerFunc(src))
		got, err := readAll(&r, 100)
		if want := errCount; len(got) != 0 || err != want && (name != "never" || err != io.ErrNoProgress) {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// TestDoesNotWait checks that what has been flushed is returned before src is
// asked for more.
func TestDoesNotWait(t *testing.T) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	var r Reader
	var asked int
	src := readerFunc(func(p []byte) (int, error) {
		asked++
		return b.Read(p)
	})
	p := make([]byte, 4096)
	for i, line := range []string{"one line\n", "another line, another line\n", strings.Repeat("long ", 100) + "\n"} {
		fmt.Fprint(w, line)
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			if err := r.Reset(src); err != nil {
				t.Fatal(err)
			}
		}
		n, err := r.Read(p)
		if string(p[:n]) != line || err != nil {
			t.Errorf("%q, %v, want %q", p[:n], err, line)
		}
		if asked != i+1 {
			t.Errorf("src was asked %d times for %d flushes", asked, i+1)
		}
	}
}

// TestResetAfterError uses a Reader again wherever it has stopped.
func TestResetAfterError(t *testing.T) {
	text := strings.Repeat("a text with some repetitions, ", 9)
	in := member(deflated(t, text, 6), text)
	var r Reader
	for n := range len(in) {
		for _, flip := range []byte{0, 0x55, 0xff} {
			bad := []byte(in[:n+1])
			bad[n] ^= flip
			_ = r.Reset(bytes.NewReader(bad))
			_, _ = readAll(&r, 7)
			_ = r.Reset(strings.NewReader(in))
			if got, err := readAll(&r, 100); string(got) != text || err != io.EOF {
				t.Fatalf("after %d bytes: %q, %v", n, got, err)
			}
		}
	}
}

func TestAllocs(t *testing.T) {
	text := texts()["log"]
	in := member(deflated(t, text, 6), text)
	var r Reader
	src := strings.NewReader(in)
	p := make([]byte, 64<<10)
	allocs := testing.AllocsPerRun(10, func() {
		src.Reset(in)
		_ = r.Reset(src)
		for {
			if _, err := r.Read(p); err != nil {
				break
			}
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations per stream", allocs)
	}
}
