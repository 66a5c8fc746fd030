package jsonlog

import (
	"io"
	"strings"
)

// maxBlank is how many blank bytes Peek keeps in memory.
const maxBlank = 64 << 10

// Peek goes to the next value, into and out of containers, and returns what is
// in memory from its first byte on. It reads no more than it has to.
//
// At the top level, what starts with no bracket is a line: Peek goes to the
// start of the next line that is not blank. Such a line, or one that starts
// with a brace, may be read from the Stream, and Peek, or Next, goes on behind
// it.
//
// Its errors are the final ones of [Reader.Next].
func (r *Reader) Peek() (string, error) {
	for r.err == nil && !r.ready {
		if r.depth == 0 {
			if r.err = r.passBlankLines(); r.err != nil {
				break
			}
			if r.in.Window()[0] != '[' {
				return r.in.Window(), nil
			}
		}
		r.ready, r.err = r.between()
	}
	if r.err != nil {
		return "", r.err
	}
	return r.in.Window(), nil
}

// Nested reports whether the next value, to which Peek has gone, is in a
// container.
func (r *Reader) Nested() bool { return r.depth > 0 }

// Enter goes into a container: the object to which Peek has gone, with an array
// at pos of what Peek returned, which is the value of the member with the
// given name.
func (r *Reader) Enter(pos int, name string) error {
	r.in.Advance(pos)
	r.ready = false
	r.err = r.enter(container{object: true, key: `"` + name + `"`, prefix: r.around()})
	return r.err
}

// Pass passes over the value to which Peek has gone, and over others behind it:
// n bytes up to the end of the last one, which its caller has read from the
// Stream.
func (r *Reader) Pass(n int) {
	r.in.Advance(n)
	r.end, r.prefix, r.ready = r.in.Offset(), "", false
}

// toValue goes to the next value, unless Peek has done so.
func (r *Reader) toValue() error {
	for r.err == nil && !r.ready {
		r.ready, r.err = r.between()
	}
	return r.err
}

// passBlankLines goes to the start of the next line that is not blank, or to
// the next value, if there is only white space before it.
func (r *Reader) passBlankLines() error {
	blank := 0 // bytes of the window, none of them a line feed
	for {
		window := r.in.Window()
		i := skipSpace(window, blank)
		start := 0
		if n := strings.LastIndexByte(window[blank:i], '\n'); n >= 0 {
			start = blank + n + 1
		}
		switch {
		case i < len(window) && isBracket(window[i:]):
			start = i
		case i-start > maxBlank:
			start = i
		}
		r.in.Advance(start)
		if i < len(window) {
			return nil
		}
		blank = i - start
		if err := r.in.More(); err == io.EOF {
			r.in.Advance(blank)
			return err
		} else if err != nil {
			return err
		}
	}
}
