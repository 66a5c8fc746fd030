package tlslogtest

import (
	"errors"
	"io"
	"math/rand/v2"
)

// errBroken is the error of readers that fail, and errTired of one that was
// asked too often.
var (
	errBroken = errors.New("the reader is broken")
	errTired  = errors.New("the reader was asked too often")
)

// nothing is an empty log.
type nothing struct{}

func (nothing) Read([]byte) (int, error) { return 0, io.EOF }

// counting counts how often it is read from, and has nothing.
type counting struct{ calls int }

func (c *counting) Read([]byte) (int, error) {
	c.calls++
	return 0, io.EOF
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

// stuck returns nothing, ten thousand times.
type stuck struct{ calls int }

func (s *stuck) Read([]byte) (int, error) {
	if s.calls++; s.calls > 10_000 {
		return 0, errTired
	}
	return 0, nil
}

// pieces returns pieces of random length.
type pieces struct {
	r   io.Reader
	rng *rand.Rand
}

func (c *pieces) Read(p []byte) (int, error) {
	return c.r.Read(p[:min(len(p), 1+c.rng.IntN(100))])
}

// inPieces returns a reader of random pieces of r.
func inPieces(r io.Reader, seed int) io.Reader {
	return &pieces{r, rand.New(rand.NewPCG(uint64(seed), 1))}
}

// oneFailure fails once, after so many bytes.
type oneFailure struct {
	r      io.Reader
	after  int
	failed bool
}

func (f *oneFailure) Read(p []byte) (int, error) {
	if f.failed {
		return f.r.Read(p)
	}
	if f.after == 0 {
		f.failed = true
		return 0, errBroken
	}
	n, err := f.r.Read(p[:min(len(p), f.after)])
	f.after -= n
	return n, err
}
