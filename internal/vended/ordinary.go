package vended

import "strings"

// The functions below read an ordinary record; see [Cursor]. Where one tells
// that it found none, the record holds anything.

// ordinaryLine reads a classic line. A line that lacks the columns which AWS
// has added since is ordinary, and so is one with more, unless Ordinary does not
// read all columns that the table has.
func (t *Table[R]) ordinaryLine(line string, rec *R) bool {
	c := t.Ordinary(rec, lineCursor(line))
	switch {
	case c.n < t.MinColumns:
		return false
	case c.at > len(line): // behind the last column, in which the line ends
		if c.n < len(t.Fields) {
			*t.Text(rec) = line
			for i := c.n; i < len(t.Fields); i++ {
				t.Fields[i].Clear(rec) // of which Ordinary may know nothing
			}
		}
		return true
	case c.at < len(line) && c.n == len(t.Fields) && strings.IndexByte(line[c.at:], '\r') < 0:
		*t.Extra(rec) = line[c.at:]
		return true
	}
	return false // a space at its end, or a carriage return
}

// ordinaryRow reads a row with tabs between the values of all documented
// fields in AWS's order, which are so many.
func (t *Table[R]) ordinaryRow(row string, rec *R, fields int) bool {
	c := t.Ordinary(rec, rowCursor(row))
	return c.n == fields && c.at > len(row)
}

// ordinaryObject reads the JSON object at the head of s, with all documented
// fields in AWS's order, which are so many, and returns its length, or 0.
func (t *Table[R]) ordinaryObject(s string, rec *R, fields int) int {
	c := t.Ordinary(rec, objectCursor(s))
	if c.n != fields || c.at >= len(s) || s[c.at] != '}' {
		return 0
	}
	return c.at + len("}")
}
