package vended

import (
	"strings"

	"github.com/awstls/awstls/tlslog"
)

// ParseText reads a record that stands alone, in a format that it shows by
// itself: a JSON object, a classic line, or a row with the documented fields
// in AWS's order. Its errors are of the type *tlslog.ParseError.
func (t *Table[R]) ParseText(text string, rec *R) error {
	if strings.HasPrefix(strings.TrimLeft(text, " \t\r\n"), "{") {
		return t.ParseJSON(text, rec)
	}
	line := strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
	end := strings.IndexByte(line, '\n')
	if end < 0 && t.MinColumns > 0 && t.Ordinary != nil && t.ordinaryLine(line, rec) == len(line) {
		return nil
	}
	*rec = *new(R)
	if end >= 0 {
		return t.parseError(classic, Fault{Pos: end, Err: tlslog.ErrSyntax}, 1, 1, 0)
	}
	var o object[R]
	var l lines[R]
	o.of(t, rec)
	found := l.read(&o, line, &Options{})
	switch {
	case found.kind != record:
		found.fault = Fault{Err: tlslog.ErrSyntax}
	case found.fault.Err == nil:
		return nil
	}
	return t.parseError(found.format, found.fault, 1, 1, 0)
}
