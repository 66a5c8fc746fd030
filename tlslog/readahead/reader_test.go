package readahead

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
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

// noise returns n bytes, of which half can be compressed away.
func noise(n int) string {
	rng := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(rng.IntN(16))
	}
	return string(b)
}

func TestRead(t *testing.T) {
	long := noise(5*blockSize + 1)
	short := zip(t, "short")
	broken := errors.New("broken")
	tests := []struct {
		name, in, want string
		err            error // that ends it; nil for the good end
	}{
		{"empty", "", "", nil},
		{"short", "ab", "ab", nil},
		{"as long as the magic number", "abc", "abc", nil},
		{"plain", long, long, nil},
		{"gzip", zip(t, long), long, nil},
		{"members", short + short, "shortshort", nil},
		{"one layer of two", zip(t, short), short, nil},
		{"start of the magic number", "\x1f\x8b", "\x1f\x8b", nil},
		{"no more than the magic number", "\x1f\x8b\x08", "", io.ErrUnexpectedEOF},
		{"cut", short[:len(short)-1], "short", io.ErrUnexpectedEOF},
		{"text behind", short + "behind it is text", "short", gzip.ErrHeader},
		{"broken", long, long, broken},
	}
	for _, tt := range tests {
		for name, arrives := range map[string]func(io.Reader) io.Reader{
			"all":     func(r io.Reader) io.Reader { return r },
			"half":    iotest.HalfReader,
			"dataerr": iotest.DataErrReader,
		} {
			synctest.Test(t, func(t *testing.T) { // waits for the goroutine
				src := io.Reader(strings.NewReader(tt.in))
				if tt.err == broken {
					src = io.MultiReader(src, iotest.ErrReader(broken))
				}
				r := NewReader(arrives(src))
				got, err := io.ReadAll(iotest.OneByteReader(io.LimitReader(r, 10)))
				if err == nil {
					var rest []byte
					rest, err = io.ReadAll(r)
					got = append(got, rest...)
				}
				if string(got) != tt.want || err != tt.err {
					t.Errorf("%s, %s: %d bytes, %v", tt.name, name, len(got), err)
				}
				if n, again := r.Read(make([]byte, 1)); n != 0 || again != tt.err && again != io.EOF {
					t.Errorf("%s, %s: after the end %d, %v", tt.name, name, n, again)
				}
			})
		}
	}
}

// TestClose closes a Reader after each number of reads.
func TestClose(t *testing.T) {
	in := zip(t, noise(10*blockSize))
	for reads := range 10 {
		synctest.Test(t, func(t *testing.T) {
			src := &counter{r: strings.NewReader(in)}
			r := NewReader(src)
			for range reads {
				if _, err := r.Read(make([]byte, blockSize)); err != nil {
					t.Fatal(err)
				}
			}
			for range 2 {
				if err := r.Close(); err != nil {
					t.Error(err)
				}
			}
			n := src.n
			if _, err := r.Read(make([]byte, 1)); err != fs.ErrClosed {
				t.Errorf("after Close: %v", err)
			}
			synctest.Wait()
			if src.n != n {
				t.Error("src is read after Close")
			}
			if reads == 0 && n != 0 {
				t.Error("src is read before Read")
			}
		})
	}
}

type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(p []byte) (int, error) {
	c.n++
	return c.r.Read(p)
}

// TestFollows reads a log that goes on only when what there is has been read.
func TestFollows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pr, pw := io.Pipe()
		z := gzip.NewWriter(pw)
		r := NewReader(pr)
		p := make([]byte, 100)
		for _, line := range []string{"one line\n", "and another\n"} {
			go func() {
				_, _ = io.WriteString(z, line)
				_ = z.Flush()
			}()
			if n, err := io.ReadFull(r, p[:len(line)]); string(p[:n]) != line || err != nil {
				t.Errorf("%q, %v", p[:n], err)
			}
			synctest.Wait()
		}
		pr.Close()
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestBlocksAreRecycled reads a log that is longer than the blocks.
func TestBlocksAreRecycled(t *testing.T) {
	p := make([]byte, blockSize)
	allocs := testing.AllocsPerRun(5, func() {
		r := NewReader(io.LimitReader(zeros{}, 100*blockSize))
		for {
			if _, err := r.Read(p); err != nil {
				break
			}
		}
	})
	if allocs > 30 {
		t.Errorf("%v allocations for 100 blocks", allocs)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
