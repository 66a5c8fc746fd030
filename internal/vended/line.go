package vended

import (
	"errors"
	"strings"

	"github.com/awstls/awstls/tlslog"
)

// leading is how many columns show whether a line is of this log at all: of
// which no more than one or two can be damaged.
const leading = 4

// absent stands for a value that is not there.
const absent = "-"

// ErrControl is the fault of a line that is no record and no damage, such as
// the one that a load balancer writes to test its access to a bucket.
var ErrControl = errors.New("not a record, but a control line")

// parse is parseLine, with a better answer for what is no line of this log.
func (t *Table[R]) parse(line string, rec *R) Fault {
	fault := t.parseLine(line, rec)
	if fault.Err != nil && fault.Pos == 0 && t.Classify != nil {
		if err := t.Classify(line); err != nil {
			var zero R
			*rec = zero
			return Fault{Err: err}
		}
	}
	return fault
}

// parseLine reads a record from a classic line: values separated by one
// space, "-" for an absent one, quotation marks around the values of some
// columns. It replaces every field of *rec.
//
// Columns that the line does not have are absent; columns that the table does
// not have go to Extra as they are. Any column may be quoted. A damaged value
// costs its field; a line whose columns cannot be told for sure gives no fields:
// one with too few, with two spaces in a row, with an open quotation mark, or
// with hardly a sound value at its start.
func (t *Table[R]) parseLine(line string, rec *R) Fault {
	var zero R
	*rec = zero
	var fault Fault
	canonical, shifted := true, false
	n, strange := 0, 0 // columns, and damaged ones among the leading
	c := columns{line: line}
	for n < len(t.Fields) && c.next() {
		f := &t.Fields[n]
		n++
		if c.open {
			fault = Fault{f.lineName(), c.pos, tlslog.ErrQuote, true}
			break
		}
		canonical = canonical && c.quoted == f.Quoted
		switch c.value {
		case absent:
		case "":
			// Empty quotation marks stand for nothing, too. Two spaces in a
			// row are damage, and nobody knows on which side a value is lost.
			canonical = false
			if !c.quoted {
				fault.first(Fault{f.lineName(), c.pos, tlslog.ErrSyntax, false})
				shifted = true
			}
		default:
			if err := f.Set(rec, c.value); err != nil {
				fault.first(Fault{f.lineName(), c.pos, err, false})
				if n <= leading {
					strange++
				}
			} else if canonical && f.Canonical != nil {
				canonical = f.Canonical(c.value)
			}
			if c.quoted && c.value[len(c.value)-1] == '"' {
				canonical = false // it is written as \x22, not to seem the closing one
			}
		}
	}
	switch {
	case c.open:
	case n < t.MinColumns && fault.Err != nil && fault.Pos == 0:
		fault = Fault{Err: tlslog.ErrSyntax, Cut: true} // not even the first column is right
	case n < t.MinColumns:
		fault = Fault{Err: tlslog.ErrFieldCount, Cut: true}
	case strange >= leading-1:
		fault = Fault{Err: tlslog.ErrSyntax} // a line of something else
		shifted = true
	default:
		*t.Extra(rec) = c.rest()
		canonical = canonical && n == len(t.Fields) && c.at != len(line) && strings.IndexByte(line, '\r') < 0
	}
	if fault.Cut || shifted {
		*rec = zero // a record without its status would say what the line does not
	}
	if !canonical || fault.Err != nil {
		*t.Text(rec) = line
	}
	return fault
}

// AppendLine appends rec as a classic line, without a line terminator.
//
// A record that is as it was read gives back its line, byte for byte, damage
// included. Any other is written with all the columns of the table, in AWS's spelling.
func (t *Table[R]) AppendLine(b []byte, rec *R) []byte {
	if line := *t.Text(rec); line != "" && line[0] != '{' { // else it is JSON
		var was R
		if t.parseLine(line, &was); was == *rec {
			return append(b, line...)
		}
	}
	for i := range t.Fields {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendColumn(b, &t.Fields[i], rec)
	}
	if extra := *t.Extra(rec); extra != "" {
		b = append(b, ' ')
		start := len(b)
		b = escapeBreaks(append(b, extra...), start)
	}
	return b
}

// appendColumn appends one value as a classic line has it, in quotation marks
// where AWS has them, or where there is a space in it. What would break the
// line, and can therefore come from no line, is written as \x and two
// hexadecimal digits, as load balancers do it in access logs (observed).
func appendColumn[R any](b []byte, f *Field[R], rec *R) []byte {
	if f.Quoted {
		b = append(b, '"')
	}
	start := len(b)
	if b = f.Append(b, rec); len(b) == start {
		b = append(b, absent...)
	}
	if f.Quoted {
		b = escapeQuoted(b, start)
		return append(b, '"')
	}
	return escapeBare(b, start)
}
