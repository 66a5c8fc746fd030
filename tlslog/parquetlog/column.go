package parquetlog

import (
	"net/netip"
	"time"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/internal/vended"
	"github.com/awstls/awstls/tlslog"
)

// A column is one field of the records R as a column of a file.
type column[R any] struct {
	name string
	kind kind

	// put appends the field's value to a column that is being written, or
	// null if it is absent. It returns false if the column cannot hold it.
	put func(o *output, rec *R) bool

	// set stores a value that is not null. Its error is one of those listed
	// at tlslog.ParseError.
	set func(rec *R, c *cell) error

	// Vended files can have the field under another name, or in another
	// form, which has no put.
	alias string

	// shared means that other logs have a column of this name.
	shared bool
}

// A table lists the columns of the records R.
type table[R any] struct {
	record string // the name of R in the metadata, and of its partition
	format string // its name in errors
	listed []column[R]

	// names returns AWS's names of the first fields of R in their order, or
	// is nil.
	names func() []string

	// extra points at what a record holds of unknown columns, or is nil.
	extra func(rec *R) *string

	// when returns the time by which a record is filed, and source the name
	// of its partition where records of R differ in it.
	when   func(rec *R) time.Time
	source func(rec *R) string
}

// inOtherLogs returns c as a column that other logs have, too.
func (c column[R]) inOtherLogs() column[R] {
	c.shared = true
	return c
}

// or returns c as a column that vended files can have under another name.
func (c column[R]) or(alias string) column[R] {
	c.alias = alias
	return c
}

// text makes a column of texts that mostly differ from row to row.
func text[R any, S ~string](name string, at func(*R) *S) column[R] {
	return column[R]{
		name: name,
		kind: kindText,
		put:  func(o *output, rec *R) bool { return o.text(string(*at(rec))) },
		set:  func(rec *R, c *cell) error { *at(rec) = S(c.text()); return nil },
	}
}

// word makes a column of texts that repeat.
func word[R any, S ~string](name string, at func(*R) *S) column[R] {
	c := text(name, at)
	c.kind = kindWord
	return c
}

// addr makes a column of IP addresses, in the form of RFC 5952.
func addr[R any](name string, at func(*R) *netip.Addr) column[R] {
	return column[R]{
		name: name,
		kind: kindWord,
		put:  func(o *output, rec *R) bool { return o.addr(*at(rec)) },
		set: func(rec *R, c *cell) (err error) {
			a, ok := field.Addr(c.text())
			if !ok {
				return tlslog.ErrAddress
			}
			*at(rec) = a
			return nil
		},
	}
}

// number makes a column of whole numbers of which 0 is none.
func number[R any, N uint16 | uint32 | uint64](name string, at func(*R) *N) column[R] {
	kind := kindInt64
	if ^N(0) == N(^uint16(0)) {
		kind = kindInt32
	}
	return column[R]{
		name: name,
		kind: kind,
		put: func(o *output, rec *R) bool {
			n := uint64(*at(rec))
			if n == 0 {
				return o.null()
			}
			return o.number(n)
		},
		set: func(rec *R, c *cell) error {
			n, ok := c.uint(uint64(^N(0)))
			if !ok {
				return tlslog.ErrNumber
			}
			*at(rec) = N(n)
			return nil
		},
	}
}

// count makes a column of whole numbers of which 0 is one.
func count[R any](name string, at func(*R) *tlslog.Opt[uint64]) column[R] {
	return column[R]{
		name: name,
		kind: kindInt64,
		put: func(o *output, rec *R) bool {
			n, ok := at(rec).Get()
			if !ok {
				return o.null()
			}
			return o.number(n)
		},
		set: func(rec *R, c *cell) error {
			n, ok := c.uint(^uint64(0))
			if !ok {
				return tlslog.ErrNumber
			}
			*at(rec) = tlslog.Some(n)
			return nil
		},
	}
}

// moment makes a column of times.
func moment[R any](name string, at func(*R) *time.Time) column[R] {
	return column[R]{
		name: name,
		kind: kindTime,
		put:  func(o *output, rec *R) bool { return o.time(*at(rec)) },
		set: func(rec *R, c *cell) error {
			t, ok := c.time()
			if !ok {
				return tlslog.ErrTime
			}
			*at(rec) = t
			return nil
		},
	}
}

// seconds makes a column of durations in seconds.
func seconds[R any](name string, at func(*R) *tlslog.Opt[time.Duration]) column[R] {
	return duration(name, kindSeconds, field.Seconds, at)
}

// millis makes a column of durations in milliseconds.
func millis[R any](name string, at func(*R) *tlslog.Opt[time.Duration]) column[R] {
	return duration(name, kindMillis, field.Millis, at)
}

func duration[R any](
	name string,
	kind kind,
	parse func(string) (time.Duration, bool),
	at func(*R) *tlslog.Opt[time.Duration],
) column[R] {
	return column[R]{
		name: name,
		kind: kind,
		put: func(o *output, rec *R) bool {
			d, ok := at(rec).Get()
			if !ok {
				return o.null()
			}
			return o.duration(d)
		},
		set: func(rec *R, c *cell) error {
			d, ok := c.duration(kind, parse)
			if !ok {
				return tlslog.ErrNumber
			}
			*at(rec) = tlslog.Some(d)
			return nil
		},
	}
}

// flag makes a column of truth values that can be absent.
func flag[R any](name string, at func(*R) *tlslog.Opt[bool]) column[R] {
	return column[R]{
		name: name,
		kind: kindBool,
		put: func(o *output, rec *R) bool {
			v, ok := at(rec).Get()
			if !ok {
				return o.null()
			}
			return o.bool(v)
		},
		set: func(rec *R, c *cell) error {
			v, ok := c.bool()
			if !ok {
				return tlslog.ErrType
			}
			*at(rec) = tlslog.Some(v)
			return nil
		},
	}
}

// validity makes a column that vended files have, and that is not written:
// both ends of a certificate's validity in one text.
func validity[R any](name string, at func(*R) *tlslog.Validity) column[R] {
	return column[R]{
		name: name,
		set: func(rec *R, c *cell) error {
			v, ok := vended.ParseValidity(c.text())
			if !ok {
				return tlslog.ErrTime
			}
			*at(rec) = v
			return nil
		},
	}
}
