package vended

import (
	"bytes"
	"cmp"
	"strings"

	"github.com/awstls/awstls/internal/envelope"
	"github.com/awstls/awstls/internal/jsonscan"
)

// AppendPlain appends rec as a row without a line terminator: the values of
// the given fields with the delimiter between them, "-" for an absent one. A
// field that the table does not have is looked up in Extra.
//
// No fields means the documented ones in AWS's order, and behind them the
// columns in Extra that AWS has added since; then it is an error if rec has a
// value in another, or does not make sure that it is taken for a row. No
// delimiter means the default one, or none if there is but one field.
//
// A value that the row cannot hold is an error, which wraps [ErrUnwritable]:
// one with the delimiter or a line break in it, and what would make the row be
// taken for another line.
func (t *Table[R]) AppendPlain(b []byte, rec *R, fields []string, delimiter string) ([]byte, error) {
	if len(fields) == 0 {
		first := &t.Fields[0]
		if t.Certain != nil && !t.Certain(rec) || delimiter == "" && len(first.Append(b, rec)) == len(b) {
			return b, t.unwritable(first.Name)
		}
		if newer := *t.Extra(rec); newer != "" && newer[0] != '{' {
			return t.appendNewer(b, *rec, newer, delimiter)
		}
	}
	return t.appendRow(b, rec, fields, delimiter, inPlain)
}

// appendNewer appends rec as a row that has more columns than the table.
func (t *Table[R]) appendNewer(b []byte, rec R, newer, delimiter string) ([]byte, error) {
	*t.Extra(&rec) = ""
	start := len(b)
	b, err := t.appendRow(b, &rec, nil, delimiter, inPlain)
	if err != nil {
		return b, err
	}
	b = append(append(b, cmp.Or(delimiter, DefaultDelimiter)...), newer...)
	var again R
	r := row[R]{t: t, rec: &again, extra: new(extra)}
	if fault := r.parse(string(b[start:]), t.standard(), delimiter); fault.Err != nil || *t.Extra(&again) != newer || strings.ContainsAny(newer, "\r\n") {
		return b[:start], t.unwritable("Extra")
	}
	return b, nil
}

// AppendW3C appends rec as a row that stands below the header that
// [Table.AppendHeader] writes for the same fields; see [Table.AppendPlain].
func (t *Table[R]) AppendW3C(b []byte, rec *R, fields []string) ([]byte, error) {
	for _, name := range fields {
		if strings.Join(strings.Fields(name), "") != name || name == "" {
			return b, t.unwritable(name)
		}
	}
	start := len(b)
	b, err := t.appendRow(b, rec, fields, "", inW3C)
	if err == nil && len(fields) == 1 && b[start] == '#' {
		return b[:start], t.unwritable(fields[0]) // it would be a directive
	}
	return b, err
}

func (t *Table[R]) appendRow(b []byte, rec *R, fields []string, delimiter string, format format) ([]byte, error) {
	if len(fields) == 0 {
		if err := t.onlyDocumented(b, rec); err != nil {
			return b, err
		}
		fields = t.Names()
	}
	columns := t.layout(fields).columns
	if delimiter == "" && len(columns) > 1 {
		delimiter = DefaultDelimiter
	}
	start := len(b)
	ends := make([]int, len(columns))
	for n := range columns {
		if n > 0 {
			b = append(b, delimiter...)
		}
		value := len(b)
		var err error
		if b, err = t.appendValue(b, rec, &columns[n]); err != nil {
			return b[:start], err
		}
		if !t.standsInRow(b[value:], delimiter) {
			return b[:start], t.unwritable(columns[n].name)
		}
		ends[n] = len(b) - start
	}
	text := string(b[start:])
	at := 0
	for n, end := range ends {
		if delimiter != "" && (indexFrom(text, at, delimiter) != end || ambiguous(text, at, end, delimiter)) {
			return b[:start], t.unwritable(columns[n].name)
		}
		at = end + len(delimiter)
	}
	const byteOrderMark = "\ufeff" // which is taken off the start of a log
	if _, header := cutHeader(text); header || isBlank(text) ||
		format == inPlain && (t.isJSON(text) || envelope.MayBe(text) || strings.HasPrefix(text, byteOrderMark)) {
		return b[:start], t.unwritable(columns[0].name)
	}
	if prefix, _ := envelope.CutPrefix(text, cmp.Or(delimiter, DefaultDelimiter)); prefix != "" {
		return b[:start], t.unwritable(columns[0].name) // it would be taken for what an export puts there
	}
	return b, nil
}

// onlyDocumented returns an error if rec has a value in a field that is not
// written unless it is chosen.
func (t *Table[R]) onlyDocumented(b []byte, rec *R) error {
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Undocumented && len(f.Append(b, rec)) > len(b) {
			return t.unwritable(f.Name)
		}
	}
	if *t.Extra(rec) != "" {
		return t.unwritable("Extra")
	}
	return nil
}

// appendValue appends the value of a column.
func (t *Table[R]) appendValue(b []byte, rec *R, c *column[R]) ([]byte, error) {
	if c.field == nil {
		value, ok := member(*t.Extra(rec), c.name)
		if !ok {
			return b, t.unwritable(c.name)
		}
		return append(b, value...), nil
	}
	if err := t.fits(c.field, rec); err != nil {
		return b, err
	}
	start := len(b)
	if b = c.field.Append(b, rec); len(b) == start {
		b = append(b, absent...)
	} else if c.field.Quoted && inQuotes(b[start:]) {
		return b[:start], t.unwritable(c.name) // it would be unquoted
	}
	return b, nil
}

// member returns the text of the member of an Extra that has the given name,
// or "" if there is none. It returns false if a row cannot hold the member: if
// it is not a string, or an empty one.
func member(extra, name string) (value string, ok bool) {
	ok = true
	eachMember(extra, func(key string, sc *jsonscan.Scanner) bool {
		if key == name {
			value, ok = sc.Text()
			ok = ok && value != ""
		}
		return true
	})
	return value, ok
}

// standsInRow reports whether a value, alone, can be one of a row's.
func (t *Table[R]) standsInRow(value []byte, delimiter string) bool {
	if delimiter == " " && t.MinColumns > 0 && (len(value) == 0 || value[0] == '"') {
		return false // it would be passed over, or unquoted
	}
	return !bytes.ContainsAny(value, "\r\n")
}
