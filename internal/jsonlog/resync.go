package jsonlog

import (
	"errors"
	"io"
	"strings"

	"github.com/awstls/awstls/tlslog"
)

// errViolated is the error of pass for a value of which the end is not
// certain.
var errViolated = errors.New("no telling where the value ends")

// resync passes over the damaged value that the window starts with, in
// bounded memory, and returns err, or the error that makes going on
// impossible. A value of more than limit bytes is not one.
func (r *Reader) resync(limit int, err error) error {
	if r.depth == 0 {
		if lost := r.resyncLine(limit); lost != nil {
			return lost
		}
		return err
	}
	if lost := r.pass(limit); lost == errViolated {
		return ErrLost
	} else if lost != nil {
		return lost
	}
	return r.element(err)
}

// element returns err if a comma or the end of the array follows.
func (r *Reader) element(err error) error {
	switch c, lost := r.peek(); {
	case lost != nil:
		return lost
	case c != ',' && c != ']':
		return ErrLost
	}
	return err
}

// tooLong passes over a value that is too long to be kept.
func (r *Reader) tooLong(limit int) error {
	err := r.pass(-1)
	switch {
	case err == errViolated && r.depth == 0:
		err = r.skipLine(limit, true)
	case err == errViolated:
		return ErrLost
	case err == nil && r.depth > 0:
		return r.element(tlslog.ErrTooLong)
	}
	if err != nil {
		return err
	}
	return tlslog.ErrTooLong
}

// pass passes over the next value in bounded memory, looking only at its
// skeleton. It returns errViolated if the end of the value is not certain, or
// if it is not among the first limit bytes, where limit is not negative.
func (r *Reader) pass(limit int) error {
	var k skeleton
	for n := 0; ; {
		window := r.in.Window()
		for i := range len(window) {
			if n++; limit >= 0 && n > limit+1 {
				r.in.Advance(i)
				return errViolated
			}
			switch k.next(window[i]) {
			case ended:
				r.in.Advance(i + 1)
				return nil
			case endedBut:
				r.in.Advance(i)
				return nil
			case violated:
				r.in.Advance(i)
				return errViolated
			}
		}
		r.in.Advance(len(window))
		if err := r.in.More(); err != nil {
			return err
		}
	}
}

// resyncLine goes behind the damaged value if its end is certain and on its
// line, and a value or the end of the line follows; else to the next line with
// which a record starts. Behind what is not even the start of a record it goes
// to the next line. The end of the log is an end of a line.
func (r *Reader) resyncLine(limit int) error {
	if !isBracket(r.in.Window()) {
		return r.skipLine(limit, false)
	}
	var k skeleton
	for n := 0; ; {
		window := r.in.Window()
		for i := range len(window) {
			n++
			if c := window[i]; c == '\n' || n > limit+1 {
				r.in.Advance(i)
				return r.skipLine(limit, true)
			}
			switch k.next(window[i]) {
			case violated:
				r.in.Advance(i)
				return r.skipLine(limit, true)
			case ended:
				r.in.Advance(i + 1)
				if follows, err := r.lineEndOrBracket(); follows || err != nil {
					return err
				}
				return r.skipLine(limit, true)
			}
		}
		r.in.Advance(len(window))
		if err := r.in.More(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// skipLine goes to the next line, or to the next with which a record starts.
// Where an object follows another on the line, or more than limit bytes, whole
// records could be lost with the damaged one, and the error is ErrLost.
func (r *Reader) skipLine(limit int, record bool) error {
	closed := false // behind a closing brace
	for n, i := 0, 0; ; {
		window := r.in.Window()
		if i == len(window) {
			r.in.Advance(i)
			if err := r.in.More(); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
			i = 0
			continue
		}
		switch c := window[i]; {
		case c == '\n':
			r.in.Advance(i + 1)
			if !record || r.starts() {
				return nil
			}
			n, i, closed = 0, 0, false
			continue
		case record && (closed && c == '{' || n > limit):
			r.in.Advance(i)
			return ErrLost
		case c != ' ' && c != '\t' && c != '\r':
			closed = c == '}'
		}
		n++
		i++
	}
}

// starts reports whether a record starts with the line that the window starts
// with. A record in JSON can go on over lines, but none of them starts so: no
// string goes over lines.
func (r *Reader) starts() bool {
	most := max(r.MaxPrefix+1, r.LineLook)
	for {
		line := head(r.in.Window(), most)
		if isBracket(line) {
			return true
		}
		end := strings.IndexByte(line, '\n')
		if end < 0 && len(line) < most && r.in.More() == nil {
			continue
		}
		if end >= 0 {
			line = line[:end]
		}
		return r.Prefix != nil && r.Prefix(line) > 0 || r.Line != nil && r.Line(line)
	}
}

// lineEndOrBracket passes over white space within the line and reports
// whether the line ends there or a bracket follows.
func (r *Reader) lineEndOrBracket() (bool, error) {
	for {
		window := r.in.Window()
		i := 0
		for i < len(window) && (window[i] == ' ' || window[i] == '\t' || window[i] == '\r') {
			i++
		}
		r.in.Advance(i)
		if i < len(window) {
			return window[i] == '\n' || isBracket(window[i:]), nil
		}
		if err := r.in.More(); err == io.EOF {
			return true, nil
		} else if err != nil {
			return false, err
		}
	}
}

// isBracket reports whether s starts with an opening bracket, as all records
// do.
func isBracket(s string) bool { return s != "" && (s[0] == '{' || s[0] == '[') }
