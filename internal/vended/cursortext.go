package vended

import (
	"math/bits"

	"github.com/awstls/awstls/internal/jsonscan"
)

// Text reads a field of [Text].
func (c Cursor) Text(name string, v *string) Cursor {
	if c.end == '"' {
		return c.member(name, v)
	}
	s, from := c.s, c.at
	if from < len(s)-1 && s[from] == '-' && s[from+1] == c.end {
		*v = ""
		c.at = from + 2
		c.n++
		return c
	}
	// This is textEnd, which is too large for the compiler to do it.
	to, least := from, c.least()
	for bytes := lsb * uint64(least); to >= 0 && to <= len(s)-8; to += 8 {
		if marks := less(load8(s[to:]), bytes); marks != 0 {
			to += bits.TrailingZeros64(marks) / 8
			break
		}
	}
	for to < len(s) && s[to] >= least {
		to++
	}
	if to-from > len(absent) && to < len(s) && s[to] == c.end && s[from] != '"' {
		*v = s[from:to]
		c.at = to + 1
		c.n++
		return c
	}
	return c.rareText(from, to, v)
}

// member is Text in JSON.
func (c Cursor) member(name string, v *string) Cursor {
	from := c.value(name)
	if to := jsonscan.PlainEnd(c.s, from); to-from > len(absent) {
		*v = c.s[from:to]
		c.at = to + 1
		c.n++
		return c
	} else if to > from {
		*v = c.s[from:to]
		if *v == absent {
			*v = ""
		}
		c.at = to + 1
		c.n++
		return c
	}
	*v = ""
	return gaveUp
}

// rareText is Text for what is absent, of one byte, or the last of a record.
func (c Cursor) rareText(from, to int, v *string) Cursor {
	*v = ""
	if from >= len(c.s) {
		return c // behind the last column
	}
	text := c.s[from:to]
	if text == "" || text[0] == '"' {
		return gaveUp
	}
	if text != absent {
		*v = text
	}
	return c.take(to)
}

// QuotedText reads a field of [Text] that the classic line has in quotation
// marks.
func (c Cursor) QuotedText(name string, v *string) Cursor {
	if c.end != ' ' {
		return c.Text(name, v)
	}
	*v = ""
	s, from := c.s, c.at+len(`"`)
	if from >= len(s) || s[c.at] != '"' {
		return gaveUp
	}
	to := quoteEnd(s, from)
	if to == from || to >= len(s) || s[to] != '"' || s[to-1] == '\\' {
		return gaveUp
	}
	if text := s[from:to]; text != absent {
		*v = text
	}
	return c.take(to + len(`"`))
}

// textEnd returns where the text that begins at i ends: before what follows
// values, before a byte that is no part of an ordinary text, or with the line.
func (c Cursor) textEnd(i int) int {
	if c.end == '"' {
		return max(i, jsonscan.PlainEnd(c.s, i))
	}
	s, least := c.s, c.least()
	for bytes := lsb * uint64(least); i >= 0 && i <= len(s)-8; i += 8 { // in this form no bounds are checked
		if marks := less(load8(s[i:]), bytes); marks != 0 {
			return i + bits.TrailingZeros64(marks)/8
		}
	}
	for i < len(s) && s[i] >= least {
		i++
	}
	return i
}

// least returns the least byte in a text. In lines a space is none.
func (c Cursor) least() byte {
	if c.end == ' ' {
		return ' ' + 1
	}
	return ' '
}

// quoteEnd returns where s has, from i on, a quotation mark or a control
// character, or its length.
func quoteEnd(s string, i int) int {
	for ; i >= 0 && i <= len(s)-8; i += 8 {
		w := load8(s[i:])
		if marks := less(w, lsb*' ') | less(w^lsb*'"', lsb); marks != 0 {
			return i + bits.TrailingZeros64(marks)/8
		}
	}
	for i < len(s) && s[i] >= ' ' && s[i] != '"' {
		i++
	}
	return i
}

// lsb and msb have the lowest and the highest bit of each byte set.
const lsb, msb = 0x0101010101010101, 0x8080808080808080

// less marks, with its highest bit, the first byte of w that is less than the
// one at its place in than, all of which are below 0x80. To take more than it
// has from a byte sets its highest bit, and borrows from the byte behind it,
// which then may be marked wrongly.
func less(w, than uint64) uint64 { return (w - than) &^ w & msb }
