package vended

import (
	"strings"

	"github.com/awstls/awstls/tlslog"
)

// DefaultDelimiter stands between the values of a row where no other delimiter
// is chosen.
const DefaultDelimiter = "\t"

// A row reads rows of values into records.
type row[R comparable] struct {
	t     *Table[R]
	rec   *R
	extra *extra
	fault Fault

	rest    int  // where the values start that there are no columns for
	unclear bool // nothing tells the values
	settled bool // behind the last fault is a value that only its own field takes
}

// parse reads a record from a row of the given layout: values with a delimiter
// between them, "-" or nothing for an absent one. It replaces every field of
// the record.
//
// Without a delimiter the default one is meant; then a row that does not have
// it may have its values between spaces. A row of one column is its value.
//
// A value that stands in quotation marks where the classic line has them is
// what is between them.
//
// Where there are too many or too few values nothing tells which is which. The
// fault is then tlslog.ErrFieldCount, and the record holds nothing.
//
// To the end of rows in AWS's order AWS adds columns. Those that the table does
// not have go to Extra as they are written. But it may also be that a value has
// the delimiter in it, and those behind it are in the place of others: then the
// values that are no texts do not fit.
func (r *row[R]) parse(text string, l *layout[R], delimiter string) Fault {
	n, columns := 0, l.columns
	switch {
	case delimiter == "" && len(columns) == 1:
		r.reset()
		r.set(&columns[0], columns[0].unquote(text), 0)
		n = 1
	case delimiter == " " && r.t.MinColumns > 0:
		n = r.words(text, columns)
	case delimiter == "":
		n = r.cut(text, columns, DefaultDelimiter)
		if n == 1 {
			n = r.words(text, columns)
		}
	default:
		n = r.cut(text, columns, delimiter)
	}
	fits := n == len(columns)
	if l.least > 0 {
		fits = n == l.least || n > l.least && !r.unclear && (r.fault.Err == nil || r.settled)
	}
	switch {
	case !fits:
		r.reset()
		return Fault{Err: tlslog.ErrFieldCount, Cut: n < len(columns)}
	case n > len(columns):
		*r.t.Extra(r.rec) = text[r.rest:]
	default:
		*r.t.Extra(r.rec) = r.extra.text()
	}
	return r.fault
}

func (r *row[R]) reset() {
	*r.rec = *new(R)
	r.extra.reset()
	r.fault, r.unclear, r.settled = Fault{}, false, false
}

// cut reads values with a delimiter between them and returns how many there
// are.
func (r *row[R]) cut(text string, columns []column[R], delimiter string) (n int) {
	r.reset()
	rec := r.rec
	for at := 0; ; n++ {
		end := 0
		if len(delimiter) == 1 {
			end = indexByte(text, at, delimiter[0])
		} else if end = indexFrom(text, at, delimiter); ambiguous(text, at, end, delimiter) {
			r.unclear = true
			return len(columns) + 1
		}
		if n < len(columns) {
			c, v := &columns[n], text[at:end]
			if c.set == nil {
				r.keep(c, v)
			} else if v = c.unquote(v); v != absent && v != "" {
				if err := c.set(rec, v); err != nil {
					r.fail(c, at, err)
				} else if c.strict {
					r.settled = true
				}
			}
		} else if n == len(columns) {
			r.rest = at
		}
		if end == len(text) {
			return n + 1
		}
		at = end + len(delimiter)
	}
}

// indexFrom returns the index of the first delimiter in text[at:], or the
// length of text.
func indexFrom(text string, at int, delimiter string) int {
	i := 0
	if len(delimiter) == 1 {
		i = strings.IndexByte(text[at:], delimiter[0])
	} else {
		i = strings.Index(text[at:], delimiter)
	}
	if i < 0 {
		return len(text)
	}
	return at + i
}

// ambiguous reports whether the delimiter before the value text[at:end] could
// also be a later one. In a|||b it is not to be told on which side of || the
// third | belongs.
func ambiguous(text string, at, end int, delimiter string) bool {
	return at > 0 && len(delimiter) > 1 && strings.Contains(text[at-len(delimiter)+1:end], delimiter)
}

// words reads values with spaces between them and returns how many there are.
// Where there is a classic line, a value may be in quotation marks as there.
func (r *row[R]) words(text string, into []column[R]) (n int) {
	r.reset()
	for c := (columns{line: text}); ; n++ {
		for c.at < len(text) && text[c.at] == ' ' {
			c.at++
		}
		start := c.at
		if !c.next() {
			return n
		}
		switch {
		case c.quoted && r.t.MinColumns == 0:
			c.at = indexByte(text, start, ' ')
			c.value, c.open = text[start:c.at], false
		case c.open:
			r.unclear = true
			return len(into) + 1
		}
		if n < len(into) {
			r.set(&into[n], c.value, start)
		} else if n == len(into) {
			r.rest = start
		}
	}
}

// set stores the value of a column that starts at pos.
func (r *row[R]) set(c *column[R], v string, pos int) {
	switch {
	case c.set == nil:
		r.keep(c, v)
	case v != "" && v != absent:
		if err := c.set(r.rec, v); err != nil {
			r.fail(c, pos, err)
		} else if c.strict {
			r.settled = true
		}
	}
}

// keep adds the value of a column that the table does not have to Extra.
func (r *row[R]) keep(c *column[R], v string) {
	if v != "" {
		r.extra.add(c.name, v)
	}
}

func (r *row[R]) fail(c *column[R], pos int, err error) {
	r.fault.first(Fault{Field: c.field.Name, Pos: pos, Err: err})
	r.settled = false
}
