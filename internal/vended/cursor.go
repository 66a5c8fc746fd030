package vended

// A Cursor reads an ordinary record in one pass: one that has the documented
// fields in AWS's order, each absent or spelled as its Append writes it. Nearly
// all records are ordinary. The same calls, one for each field, read one from a
// classic line, from a row, and from a JSON object. Each call stores a value
// and returns the Cursor behind it.
//
// At anything else the Cursor gives up. Then what it has stored and will store
// means nothing, and the record is read again by way of the table, which
// alone says what a record means and what is wrong with it. So a Cursor may
// give up at whatever is rare, but it must not take a value for another one
// than the table does.
//
// A Cursor is a value that is handed on in registers: the position of a value
// depends on the one before, and each step through memory would make the
// processor wait. The compiler does so with structs of up to four fields and
// four words.
type Cursor struct {
	// s begins with the record, and may hold other lines behind it. Once the
	// end of the record has been seen, nothing is behind it.
	s   string
	at  int   // where the next value starts, or in JSON what stands before its name
	n   int16 // of values taken
	end byte  // what follows a value: a space, a tab, or in JSON a quotation mark
}

// lineCursor returns a Cursor for the classic line at the head of s.
func lineCursor(s string) Cursor { return Cursor{s: s, end: ' '} }

// rowCursor returns a Cursor for the row at the head of s, with tabs between
// the values.
func rowCursor(s string) Cursor { return Cursor{s: s, end: '\t'} }

// objectCursor returns a Cursor for the JSON object at the head of s.
func objectCursor(s string) Cursor { return Cursor{s: s, end: '"'} }

// gaveUp is a Cursor that has given up: to it all values are behind the last
// column.
var gaveUp = Cursor{n: -1 << 14} // and not that many are to come

// value returns where the value of the next field starts. In JSON it is behind
// the end if the next member has another name or no text, or if there is white
// space.
func (c Cursor) value(name string) int {
	if c.end == '"' {
		return c.memberValue(name)
	}
	return c.at
}

func (c Cursor) memberValue(name string) int {
	s, i := c.s, c.at
	before := byte(',')
	if i == 0 {
		before = '{'
	}
	key := i + len(`,"`)
	text := key + len(name) + len(`":"`)
	if text >= len(s) || s[i] != before || s[i+1] != '"' || s[key:key+len(name)] != name || s[text-3:text] != `":"` {
		return len(s)
	}
	return text
}

// beyond returns the Cursor where there is no value.
func (c Cursor) beyond() Cursor {
	if c.end == '"' {
		return gaveUp
	}
	return c // of a record with fewer columns
}

// absent takes the value at i if it says that there is none. Else it gives up.
func (c Cursor) absent(i int) Cursor {
	if c.s[i] != '-' {
		return gaveUp
	}
	return c.take(i + 1)
}

// take takes the value that ends before i.
func (c Cursor) take(i int) Cursor {
	if i >= len(c.s) || c.s[i] != c.end {
		return c.takeLast(i)
	}
	c.at = i + 1
	c.n++
	return c
}

// takeLast is take for the last value of a line. It gives up if i is not the
// line's end.
//
//go:noinline
func (c Cursor) takeLast(i int) Cursor {
	if c.end == '"' {
		return gaveUp
	}
	rest := c.s[i:]
	if rest != "" && rest[0] == '\r' {
		rest = rest[1:]
	}
	if rest != "" && rest[0] != '\n' {
		return gaveUp
	}
	c.s = c.s[:i]
	c.at = i + 1
	c.n++
	return c
}
