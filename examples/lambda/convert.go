package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/tlslog"
)

// A converter turns logs into lines, one after another.
type converter struct {
	form    form
	decoder awstls.Decoder
	line    []byte
}

// A tally is what a log was found to hold.
type tally struct {
	lines   int64         // written
	origin  tlslog.Origin // of the first of them
	damaged int64         // records that could not be read, or written, in all parts
	damage  error         // the first of these
	unknown int64         // lines and values that were not recognised
	skipped []any         // [slog.Attr]s of all that is of no source, with the unknown
}

// clean reports whether everything in the log was understood.
func (t *tally) clean() bool { return t.damaged == 0 && t.unknown == 0 }

// attrs returns what of t is worth logging.
func (t *tally) attrs() []any {
	attrs := []any{"lines", t.lines}
	if t.damaged > 0 {
		attrs = append(attrs, "damaged", t.damaged, "firstDamage", t.damage.Error())
	}
	if len(t.skipped) > 0 {
		attrs = append(attrs, slog.Group("skipped", t.skipped...))
	}
	return attrs
}

// convert writes the records of the log r to w. The error says why r could not
// be read to its end, or why w takes no more. It ends with ctx.
func (c *converter) convert(ctx context.Context, w io.Writer, r io.Reader) (t tally, err error) {
	d := &c.decoder
	d.Reset(&interruptible{ctx, r})
	defer func() {
		for kind, n := range d.Skipped() {
			t.skipped = append(t.skipped, slog.Int64(kind.Error(), n))
			if kind == awstls.ErrUnknown {
				t.unknown = n
			}
		}
	}()
	for {
		err := d.Next()
		perr, damaged := errors.AsType[*tlslog.ParseError](err)
		switch {
		case err == io.EOF:
			return t, nil
		case err != nil && !damaged:
			return t, err
		case errors.Is(err, tlslog.ErrForeign):
			continue // Skipped counts it
		case damaged:
			t.addDamage(err)
		}
		rec, ok := d.Record().(record)
		if !ok || damaged && perr.Field == "" {
			continue // there is nothing left of it
		}
		if c.line, err = c.form(c.line[:0], rec); err != nil {
			t.addDamage(err)
			continue
		}
		if len(c.line) == 0 {
			continue
		}
		c.line = append(c.line, '\n')
		if _, err := w.Write(c.line); err != nil {
			return t, err
		}
		if t.lines++; t.lines == 1 {
			t.origin = d.Origin()
		}
	}
}

// An interruptible is a reader that ends with its context, as that of an object
// does by itself: an event that is a log can be compressed, and be long.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

func (i *interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.r.Read(p)
}

func (t *tally) addDamage(err error) {
	if t.damaged++; t.damaged == 1 {
		t.damage = err
	}
}

// errNothing is the error for a log of which nothing is left.
var errNothing = errors.New("nothing in it could be read")

// errTooLong is the error for a record that becomes more lines than there is
// room for.
var errTooLong = errors.New("its lines are longer than there is room for")

// lines are lines in memory, of a limited length together.
type lines struct {
	bytes.Buffer
	room int // in bytes
}

func (l *lines) Write(p []byte) (int, error) {
	if l.Len()+len(p) > l.room {
		return 0, errTooLong
	}
	return l.Buffer.Write(p)
}
