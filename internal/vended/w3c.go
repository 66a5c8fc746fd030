package vended

import "strings"

// fieldsDirective begins the line of the W3C extended log format that names
// the columns of the rows behind it.
const fieldsDirective = "#Fields:"

// cutHeader returns what a line says behind "#Fields:", and whether it is such
// a line.
func cutHeader(line string) (names string, ok bool) {
	if len(line) < len(fieldsDirective) || line[0] != '#' || !strings.EqualFold(line[:len(fieldsDirective)], fieldsDirective) {
		return "", false
	}
	return line[len(fieldsDirective):], true
}

// splitHeader returns the names in a header: with white space between them, or
// the delimiter of the rows.
func splitHeader(names, delimiter string) []string {
	if delimiter != "" {
		names = strings.ReplaceAll(names, delimiter, DefaultDelimiter)
	}
	return strings.Fields(names)
}

// AppendHeader appends the lines that go before rows with the given fields,
// each with its line feed. No fields means the documented ones in AWS's order.
func (t *Table[R]) AppendHeader(b []byte, fields []string) []byte {
	if len(fields) == 0 {
		fields = t.Names()
	}
	b = append(b, "#Version: 1.0\n"+fieldsDirective...)
	for _, name := range fields {
		b = append(b, ' ')
		b = append(b, name...)
	}
	return append(b, '\n')
}
