package vended

import "io"

// A source is a reader that keeps what is read from it until it is told what
// to do with it: to forget it, or to begin again.
type source struct {
	src  io.Reader
	kept []byte // read and to be read again
	err  error  // with which src ended while it was kept
	done bool   // with keeping
}

// Read implements [io.Reader].
func (s *source) Read(p []byte) (int, error) {
	switch {
	case !s.done:
		n, err := s.src.Read(p)
		s.kept = append(s.kept, p[:min(max(n, 0), len(p))]...)
		s.err = err
		return n, err
	case len(s.kept) > 0:
		n := copy(p, s.kept)
		s.kept = s.kept[n:]
		return n, nil
	case s.err != nil:
		return 0, s.err
	}
	return s.src.Read(p)
}

// goOn makes s read what it has not read yet.
func (s *source) goOn() { s.kept, s.done = nil, true }

// again makes s read once more what it has read.
func (s *source) again() { s.done = true }
