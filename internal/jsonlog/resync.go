package jsonlog

import (
	"io"
	"strings"

	"github.com/awstls/awstls/internal/jsonscan"
)

// resync passes over the damaged value that the window starts with, in
// bounded memory, and returns err, or the error that makes going on
// impossible.
func (r *Reader) resync(err error) error {
	lost := r.resyncLine
	if r.depth > 0 {
		lost = r.resyncElement
	}
	if lost := lost(); lost != nil {
		return lost
	}
	return err
}

// resyncElement goes to the comma or bracket behind the damaged value in its
// array.
func (r *Reader) resyncElement() error {
	if err := r.pass(); err != nil {
		return err
	}
	switch c, err := r.peek(); {
	case err != nil:
		return err
	case c != ',' && c != ']':
		return ErrLost
	}
	return nil
}

// resyncLine goes behind the damaged value if it ends on its line and a value
// or the end of the line follows, else to the next line that starts with a
// bracket. Behind what is not even the start of a record it goes to the next
// line. The end of the log is an end of a line.
func (r *Reader) resyncLine() error {
	bracket := isBracket(r.in.Window())
	var frame jsonscan.Framer
	for framing := bracket; ; {
		line, _, terminated := strings.Cut(r.in.Window(), "\n")
		if framing {
			if end, done := frame.Next(line); done {
				framing = false
				r.in.Advance(end)
				follows, err := r.lineEndOrBracket()
				if follows || err != nil {
					return err
				}
				continue
			}
		}
		r.in.Advance(len(line))
		if terminated {
			framing = false
			r.in.Advance(1)
		}
		if len(r.in.Window()) == 0 {
			if err := r.in.More(); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
		}
		if terminated && (!bracket || isBracket(r.in.Window())) {
			return nil
		}
	}
}

// lineEndOrBracket passes over white space within the line and reports
// whether the line ends there or a bracket follows.
func (r *Reader) lineEndOrBracket() (bool, error) {
	for {
		window := r.in.Window()
		rest := strings.TrimLeft(window, " \t\r")
		r.in.Advance(len(window) - len(rest))
		if rest != "" {
			return rest[0] == '\n' || isBracket(rest), nil
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
