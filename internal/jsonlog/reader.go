package jsonlog

import (
	"errors"
	"io"
	"math"
	"strings"

	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
)

// These are errors of [Reader.Next]. After ErrSyntax and ErrDepth, and after
// tlslog.ErrTooLong, it can go on with the value behind the damaged one.
// ErrLost, like all other errors, is final.
var (
	ErrSyntax = jsonscan.ErrSyntax
	ErrDepth  = jsonscan.ErrDepth
	ErrLost   = errors.New("malformed JSON, and no telling where the next record starts")
)

// maxNesting is how many containers may stand in one another.
const maxNesting = 16

// A Verdict is what a [Parse] has found.
type Verdict uint8

// The verdicts.
const (
	// Record means that the value was read to its end.
	Record Verdict = iota

	// Enter means that the value is a container: the scanner stands at the
	// opening bracket of an array whose elements are the next values.
	Enter
)

// A Parse reads the value that the scanner stands at. It is called again for
// the same value when not all of it was in memory, and must start afresh then.
// An error of the scanner means that the value is short or broken; a Parse
// does not report it itself.
type Parse func(sc *jsonscan.Scanner) Verdict

// An Item is one value of a log. It has no more than the four words that the
// compiler hands on in registers.
type Item struct {
	// Text is the value as it stands in the log, part of an immutable block.
	// It is empty for a value that Next could not read.
	Text string

	// Offset is the position of the value's first byte in the log.
	Offset int64

	line int64 // that holds it, counting from 1; its negative if it is fixed
}

// ItemAt returns an Item at a place of a log.
func ItemAt(text string, offset, line int64) Item { return Item{text, offset, line} }

// Fixed reports whether the value does not stand in the log as it is: all of
// it is at that one place.
func (it Item) Fixed() bool { return it.line < 0 }

// FixAt returns a fixed Item.
func (it Item) FixAt(offset, line int64) Item { return Item{it.Text, offset, -line} }

// Line returns the number of the line that holds the value's first byte,
// counting from 1.
func (it Item) Line() int64 { return max(it.line, -it.line) }

// At returns the place in the log of a position that the scanner gave for
// this value.
func (it Item) At(pos int) (offset, line int64) {
	if it.Fixed() {
		return it.Offset, it.Line()
	}
	pos = max(pos, 0)
	return it.Offset + int64(pos), it.line + int64(strings.Count(it.Text[:min(pos, len(it.Text))], "\n"))
}

// A Reader reads the values of a log. The zero Reader is an empty log.
//
// Its exported fields are options, which hold for the next logs as well.
type Reader struct {
	// Long reports whether a value that is longer than the limit of Next may
	// have up to MaxLong bytes, given its first limit+1 bytes. A nil Long
	// means that none may.
	Long    func(head string) bool
	MaxLong int

	// Prefix returns the length of what stands between values and belongs to
	// the one behind it, given at least MaxPrefix+1 bytes unless the log ends
	// before. A nil Prefix means that nothing does.
	Prefix    func(head string) int
	MaxPrefix int

	// Line reports whether a line between values is a record that is no value,
	// given its first LineLook bytes or all of it. Such lines end a value that
	// is damaged. A nil Line means that none is.
	Line     func(head string) bool
	LineLook int

	in     stream.Reader
	sc     jsonscan.Scanner
	end    int64
	err    error
	prefix string // of the value read last
	ready  bool   // Peek has gone to the next value

	// open are the containers around the next value.
	open  [maxNesting]container
	depth int
}

// A container is an array whose elements are values.
type container struct {
	object bool   // it is a member of an object
	key    string // the member's name, with quotation marks
	prefix string // of the outermost value around it
	more   bool   // an element was read from it
}

// Reset makes r read from src. It does not read yet.
func (r *Reader) Reset(src io.Reader) {
	r.reset()
	r.in.Reset(src)
}

// ResetText makes r read a text that is part of another log; see
// [stream.Reader.ResetText].
func (r *Reader) ResetText(text string, offset, line int64) {
	r.reset()
	r.in.ResetText(text, offset, line)
}

func (r *Reader) reset() {
	r.end, r.err, r.prefix, r.ready, r.depth = 0, nil, "", false, 0
}

// Stream returns the log. Who reads lines from it goes on behind them with Peek.
func (r *Reader) Stream() *stream.Reader { return &r.in }

// BeforeLast returns what stands before the value read last, or before the
// container that it is in; see Prefix.
func (r *Reader) BeforeLast() string { return r.prefix }

// InputOffset returns the offset behind the value read last.
func (r *Reader) InputOffset() int64 { return r.end }

// Fail wraps a final error with the place that r has come to; io.EOF it
// returns as it is.
func (r *Reader) Fail(format string, err error) error { return r.in.Fail(format, err) }

// Next has parse read the next value, which may have up to limit bytes.
//
// It returns io.EOF at the end of the log, and io.ErrUnexpectedEOF if the log
// ends within a value or a container.
func (r *Reader) Next(limit int, parse Parse) (Item, error) {
	if r.err != nil {
		return Item{}, r.err
	}
	limit = min(limit, math.MaxInt-1)
	r.prefix = ""
	for {
		if err := r.toValue(); err != nil {
			return Item{}, err
		}
		r.ready = false
		it, entered, err := r.value(limit, parse)
		if entered {
			continue
		}
		r.end = r.in.Offset()
		switch err {
		case nil, ErrSyntax, ErrDepth, tlslog.ErrTooLong:
		case io.EOF:
			err = io.ErrUnexpectedEOF
			fallthrough
		default:
			r.err, r.prefix = err, ""
			return Item{}, err
		}
		return it, err
	}
}

// between passes over what stands between two values. It reports whether a
// value follows; if not, a container was entered or left.
func (r *Reader) between() (more bool, err error) {
	c, err := r.peek()
	if r.depth == 0 {
		if err == nil && c == '[' {
			return false, r.enter(container{})
		}
		return err == nil, err
	}
	if err != nil {
		return false, unexpected(err)
	}
	in := &r.open[r.depth-1]
	if c == ']' {
		r.in.Advance(1)
		r.depth--
		if in.object {
			return false, r.leave(in.key, in.prefix)
		}
		return false, nil
	}
	if in.more {
		if c != ',' {
			return false, ErrLost
		}
		r.in.Advance(1)
		if c, err = r.peek(); err != nil {
			return false, unexpected(err)
		} else if c == ']' {
			return false, ErrLost
		}
	}
	in.more = true
	return true, nil
}

// enter goes into the array whose bracket the window starts with.
func (r *Reader) enter(c container) error {
	if r.depth == maxNesting {
		return ErrLost
	}
	r.in.Advance(1)
	r.open[r.depth] = c
	r.depth++
	return nil
}

// leave passes over the members that follow a container's array in its
// object, and over the end of the object. They are no records, so that only
// their skeleton is looked at; but another array of the same name is entered.
func (r *Reader) leave(key, prefix string) error {
	for {
		switch c, err := r.peek(); {
		case err != nil:
			return unexpected(err)
		case c == '}':
			r.in.Advance(1)
			return nil
		case c != ',':
			return ErrLost
		}
		r.in.Advance(1)
		if c, err := r.peek(); err != nil {
			return unexpected(err)
		} else if c != '"' {
			return ErrLost
		}
		for len(r.in.Window()) < len(key) && strings.HasPrefix(key, r.in.Window()) {
			if err := r.in.More(); err != nil {
				return unexpected(err)
			}
		}
		again := strings.HasPrefix(r.in.Window(), key)
		if err := r.passPart(); err != nil {
			return err
		}
		if c, err := r.peek(); err != nil {
			return unexpected(err)
		} else if c != ':' {
			return ErrLost
		}
		r.in.Advance(1)
		if c, err := r.peek(); err != nil {
			return unexpected(err)
		} else if c == '[' && again {
			return r.enter(container{object: true, key: key, prefix: prefix})
		}
		if err := r.passPart(); err != nil {
			return err
		}
	}
}

// passPart passes over the name or the value of a member.
func (r *Reader) passPart() error {
	err := r.pass(-1)
	if err == errViolated {
		return ErrLost
	}
	return unexpected(err)
}

// value has parse read the value that the window starts with.
func (r *Reader) value(limit int, parse Parse) (it Item, entered bool, err error) {
	r.prefix = r.around()
	if r.depth == 0 && !isBracket(r.in.Window()) {
		if err := r.passPrefix(); err != nil {
			return it, false, err
		}
	}
	it = ItemAt("", r.in.Offset(), r.in.LineNumber())
	if !isBracket(r.in.Window()) {
		return it, false, r.resync(limit, ErrSyntax)
	}
	var frame jsonscan.Framer
	framed := 0 // how far frame has looked
	// Of a value that is too long no more than this is looked at, however
	// much of it is in memory, so that it does not matter how the log came.
	most := limit + 1
	window := head(r.in.Window(), most)
	for whole := false; ; {
		sc := &r.sc
		sc.Reset(window, 0)
		verdict := parse(sc)
		if sc.Pos() == 0 && sc.Err() == nil {
			sc.Skip() // parse has no use for this value
		}
		switch {
		case sc.Err() == nil && verdict == Enter:
			r.in.Advance(sc.Pos())
			return it, true, r.enter(container{object: true, key: `"` + sc.Key() + `"`, prefix: r.prefix})
		case sc.Err() == nil:
			return it, false, r.take(&it, sc.Pos(), limit)
		case sc.Err() != jsonscan.ErrShort:
			return it, false, r.resync(limit, sc.Err())
		case whole:
			return it, false, r.resync(limit, ErrSyntax)
		case len(window) == most:
			if r.Long == nil || limit >= r.MaxLong || !r.Long(window) {
				return it, false, r.tooLong(limit)
			}
			limit = min(r.MaxLong, math.MaxInt-1)
			most = limit + 1
		}
		// Not all of the value is in memory. It is tried again once it is, or
		// once there is twice as much of it, since a container can be told
		// from its start.
		for tried := len(window); ; {
			window = head(r.in.Window(), most)
			end, done := frame.Next(window[framed:])
			if done {
				window, whole = window[:framed+end], true
				break
			}
			framed = len(window)
			if framed >= 2*tried || framed == most {
				break
			}
			if err := r.in.More(); err != nil && framed > tried {
				break // what has come since may be broken
			} else if err != nil {
				return it, false, err
			}
		}
	}
}

// around returns the prefix of the outermost value around the next one.
func (r *Reader) around() string {
	if r.depth == 0 {
		return ""
	}
	return r.open[r.depth-1].prefix
}

// passPrefix passes over what belongs to the value behind it.
func (r *Reader) passPrefix() error {
	if r.Prefix == nil {
		return nil
	}
	for len(r.in.Window()) <= r.MaxPrefix {
		if err := r.in.More(); err == io.EOF {
			break
		} else if err != nil {
			return err
		}
	}
	n := r.Prefix(r.in.Window())
	r.prefix = r.in.Window()[:n]
	r.in.Advance(n)
	return nil
}

// take passes over the first n bytes of the window and makes them the item.
func (r *Reader) take(it *Item, n, limit int) error {
	text := r.in.Window()[:n]
	if r.sc.OneLine() {
		r.in.AdvanceInLine(n)
	} else {
		r.in.Advance(n)
	}
	if n > limit {
		return tlslog.ErrTooLong
	}
	it.Text = text
	return nil
}

// peek passes over white space and returns the byte that follows.
func (r *Reader) peek() (byte, error) {
	for {
		window := r.in.Window()
		i := skipSpace(window, 0)
		if i > 0 {
			r.in.Advance(i)
		}
		if i < len(window) {
			return window[i], nil
		}
		if err := r.in.More(); err != nil {
			return 0, err
		}
	}
}

// head returns the first n bytes of s, or all of it if it is shorter.
func head(s string, n int) string { return s[:min(n, len(s))] }

// unexpected makes the end of the log an unexpected one.
func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// skipSpace returns the position of the first byte of s[i:] that is no white
// space, or len(s).
func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == '\n' || s[i] == ' ' || s[i] == '\r' || s[i] == '\t') {
		i++
	}
	return i
}
