package vended

import "strings"

// The functions below read an ordinary record at the head of a text, and return
// its length. Where there is none it is negative, and the record holds anything.

// ordinaryLine reads a classic line. A line that lacks the columns which AWS
// has added since is ordinary, and so is one with more, unless Ordinary does not
// read all columns that the table has.
func (t *Table[R]) ordinaryLine(s string, rec *R) int {
	c := t.Ordinary(rec, lineCursor(s))
	n := int(c.n)
	switch {
	case n < t.MinColumns:
		return -1
	case c.at > len(c.s): // behind the last column, in which the line ends
		if n < len(t.Fields) {
			*t.Text(rec) = c.s
			for i := n; i < len(t.Fields); i++ {
				t.Fields[i].Clear(rec) // of which Ordinary may know nothing
			}
		}
		return len(c.s)
	case c.at < len(s) && n == len(t.Fields):
		rest, _, _ := strings.Cut(s[c.at:], "\n")
		if rest != "" && strings.IndexByte(rest, '\r') < 0 {
			*t.Extra(rec) = rest
			return c.at + len(rest)
		}
	}
	return -1 // a space at its end, or a carriage return
}

// ordinaryRow reads a row with tabs between the values of all documented
// fields in AWS's order, which are so many.
func (t *Table[R]) ordinaryRow(s string, rec *R, fields int) int {
	if c := t.Ordinary(rec, rowCursor(s)); int(c.n) == fields && c.at > len(c.s) {
		return len(c.s)
	}
	return -1
}

// ordinaryObject reads the JSON object at the head of s, with all documented
// fields in AWS's order, which are so many.
func (t *Table[R]) ordinaryObject(s string, rec *R, fields int) int {
	c := t.Ordinary(rec, objectCursor(s))
	if int(c.n) != fields || c.at >= len(s) || s[c.at] != '}' {
		return -1
	}
	return c.at + len("}")
}
