package vended

import (
	"slices"
	"strings"

	"github.com/awstls/awstls/tlslog"
)

// A layout says which fields the columns of a row are.
type layout[R comparable] struct {
	columns []column[R]
	foreign error // the rows are not of this source
	inOrder bool  // they are the documented fields in AWS's order

	// Where nothing but AWS's order tells the columns, a row may be older or
	// newer than the table: it has this many values or more. Else it is zero,
	// and a row has as many values as there are columns.
	least int
}

// A column is a field of a row.
type column[R comparable] struct {
	name   string
	field  *Field[R]                    // nil for one that goes to Extra
	set    func(rec *R, v string) error // its Set, or nil
	strict bool                         // which does not take any text
}

// unquote returns what is between the quotation marks of a value, if it stands
// in some and the classic line has the field in quotation marks.
func (c *column[R]) unquote(v string) string {
	if inQuotes(v) && c.field != nil && c.field.Quoted {
		return v[1 : len(v)-1]
	}
	return v
}

// inQuotes reports whether v starts and ends with a quotation mark.
func inQuotes[T string | []byte](v T) bool {
	return len(v) >= len(`""`) && v[0] == '"' && v[len(v)-1] == '"'
}

// layout returns the layout of rows with the given fields. Of several columns
// for one field the last one with its exact name counts, or else the last one;
// the others go to Extra.
func (t *Table[R]) layout(names []string) *layout[R] {
	l := &layout[R]{columns: make([]column[R], len(names)), inOrder: slices.Equal(names, t.Names())}
	var seen uint64
	var other error
	take := func(c *column[R], i int) {
		if seen>>i&1 == 0 {
			seen |= 1 << i
			c.field = &t.Fields[i]
			c.set, c.strict = c.field.Set, c.field.Canonical != nil
		}
	}
	for n := len(names) - 1; n >= 0; n-- {
		c := &l.columns[n]
		c.name = names[n]
		i := n // in AWS's order
		if n >= len(t.Fields) || c.name != t.Fields[n].Name {
			i = t.index(c.name)
		}
		if i != unknown && c.name == t.Fields[i].Name {
			take(c, i)
		}
	}
	for n := len(names) - 1; n >= 0; n-- {
		c := &l.columns[n]
		if c.field != nil {
			continue
		}
		if i := t.index(c.name); i != unknown {
			take(c, i)
		} else if err := t.otherLog(c.name); err != nil {
			other = err
		}
	}
	if len(names) == 0 {
		l.foreign = tlslog.ErrSyntax
	} else if seen&t.fields(own) == 0 {
		l.foreign = foreign(seen != 0, other)
	}
	return l
}

// standard returns the layout of rows of which nothing but AWS's order tells the
// columns.
func (t *Table[R]) standard() *layout[R] {
	l := t.layout(t.Names())
	l.least = t.MinValues
	return l
}

// Names returns AWS's names of the documented fields in AWS's order.
func (t *Table[R]) Names() []string {
	names := make([]string, 0, len(t.Fields))
	for i := range t.Fields {
		if f := &t.Fields[i]; !f.Undocumented {
			names = append(names, f.Name)
		}
	}
	return names
}

// startsRow reports whether text starts as rows with the documented fields in
// AWS's order do. It uses *rec and leaves anything in it.
func (t *Table[R]) startsRow(text string, rec *R) bool {
	first, _, ok := strings.Cut(text, DefaultDelimiter)
	return ok && first != "" && t.Fields[0].Set(rec, first) == nil
}

// certain returns the fault of a row whose columns were taken to be in AWS's
// order, with nothing to tell.
func (t *Table[R]) certain(fault Fault, rec *R) Fault {
	if fault.Err == tlslog.ErrFieldCount || t.Certain == nil || t.Certain(rec) {
		return fault
	}
	*rec = *new(R)
	return Fault{Err: tlslog.ErrSyntax}
}
