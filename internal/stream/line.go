package stream

import (
	"bytes"
	"io"

	"github.com/awstls/awstls/tlslog"
)

// A Line is one line of a log.
type Line struct {
	// Text is the line without its terminator, "\n" or "\r\n". It is part of
	// an immutable block.
	Text string

	// Offset is the offset of the line's first byte, and Number its number,
	// counting from 1.
	Offset, Number int64

	// Whole reports whether the line is terminated. The last line of a log
	// may not be: then its end may be missing.
	Whole bool
}

// Line returns the next line and passes over it. Blank lines are lines.
//
// A line of more than limit bytes, its terminator not counted, gives
// [tlslog.ErrTooLong] and a Line without Text; it is passed over in bounded
// memory. Any other error is the end of the log, as in [Reader.More]; a line
// that the log broke off in with another error than [io.EOF] is not returned.
func (r *Reader) Line(limit int) (Line, error) {
	for seen := 0; ; {
		window := r.block[r.r:r.w]
		if i := bytes.IndexByte(window[seen:], '\n'); i >= 0 {
			return r.cut(seen+i, 1, limit)
		}
		seen = len(window)
		if seen-1 > limit { // - 1 for the "\r" of a terminator still to come
			return r.skipLine()
		}
		if err := r.More(); err == io.EOF && seen > 0 {
			return r.cut(seen, 0, limit)
		} else if err != nil {
			return Line{}, err
		}
	}
}

// Lines returns the lines that are in memory with their terminators, the last
// one without, or "" if there is none.
func (r *Reader) Lines() string {
	if r.whole <= r.r {
		from := max(r.r, r.searched)
		r.searched = r.w
		i := bytes.LastIndexByte(r.block[from:r.w], '\n')
		if i < 0 {
			return ""
		}
		r.whole = from + i
	}
	return text(r.block[r.r:r.whole])
}

// PassLine passes over the first line of [Reader.Lines], which has n bytes
// without its terminator.
func (r *Reader) PassLine(n int) {
	if r.block[r.r+n] == '\r' {
		n++
	}
	r.r += n + len("\n")
	r.line++
}

// cut takes the first n bytes of the window as a line, and eol bytes behind
// them as its line feed.
func (r *Reader) cut(n, eol, limit int) (Line, error) {
	line := Line{Offset: r.Offset(), Number: r.LineNumber(), Whole: eol > 0}
	b := r.block[r.r : r.r+n]
	if n > 0 && b[n-1] == '\r' {
		b = b[:n-1]
	}
	r.r += n + eol
	r.line += int64(eol)
	if len(b) > limit {
		return line, tlslog.ErrTooLong
	}
	line.Text = text(b)
	return line, nil
}

// skipLine passes over the line that the window starts in.
func (r *Reader) skipLine() (Line, error) {
	line := Line{Offset: r.Offset(), Number: r.LineNumber()}
	for {
		window := r.block[r.r:r.w]
		if i := bytes.IndexByte(window, '\n'); i >= 0 {
			r.r += i + 1
			r.line++
			line.Whole = true
			return line, tlslog.ErrTooLong
		}
		r.r = r.w
		if err := r.More(); err == io.EOF {
			return line, tlslog.ErrTooLong
		} else if err != nil {
			return Line{}, err
		}
	}
}
