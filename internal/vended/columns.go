package vended

import (
	"bytes"
	"math/bits"
	"strings"
)

// columns cuts a classic line into its columns.
type columns struct {
	line string
	at   int // where the next column starts; beyond len(line) after the last

	pos    int    // where the column starts
	value  string // its text, without quotation marks
	quoted bool
	open   bool // the closing quotation mark is missing
}

// next goes to the next column and reports whether there is one. The space
// that a line may end in begins no column.
func (c *columns) next() bool {
	if c.at >= len(c.line) {
		return false
	}
	c.pos = c.at
	if c.line[c.at] == '"' {
		c.quote()
		return true
	}
	end := indexByte(c.line, c.at, ' ')
	c.value, c.quoted = c.line[c.at:end], false
	c.at = end + 1
	return true
}

// quote takes a column in quotation marks. AWS does not document how a
// quotation mark within is written, so that all ways must do: within the
// marks a backslash makes the next byte literal, and the closing mark is one
// that a space or the end of the line follows.
func (c *columns) quote() {
	s := c.line
	start := c.at + 1
	c.quoted = true
	for i := start; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			if i+1 == len(s) || s[i+1] == ' ' {
				c.value = s[start:i]
				c.at = i + 2
				return
			}
		}
	}
	c.value, c.open = s[start:], true
	c.at = len(s) + 1
}

// rest returns what lies behind the columns taken so far.
func (c *columns) rest() string { return c.line[min(c.at, len(c.line)):] }

// indexByte returns the index of the first byte c of s at or after i, or
// len(s). Values are too short for a call of strings.IndexByte to pay.
func indexByte(s string, i int, c byte) int {
	for bytes := lsb * uint64(c); len(s)-i >= 8; i += 8 {
		x := load8(s[i:]) ^ bytes // c becomes a zero byte
		if zero := less(x, lsb); zero != 0 {
			return i + bits.TrailingZeros64(zero)>>3
		}
	}
	for i < len(s) && s[i] != c {
		i++
	}
	return i
}

// load8 returns the first eight bytes of s, the first in the lowest bits. The
// compiler reads them at once.
func load8(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// escapeBare makes b[start:] a value that can stand in a classic line: without
// quotation marks, if that is possible.
func escapeBare(b []byte, start int) []byte {
	if value := b[start:]; value[0] != '"' && bytes.IndexByte(value, ' ') < 0 {
		return escapeBreaks(b, start)
	}
	s := string(b[start:])
	b = append(append(b[:start], '"'), s...)
	return append(escapeQuoted(b, start+1), '"')
}

// escapeBreaks makes b[start:] a text without line breaks.
func escapeBreaks(b []byte, start int) []byte {
	if bytes.IndexByte(b[start:], '\n') < 0 && bytes.IndexByte(b[start:], '\r') < 0 {
		return b
	}
	s := string(b[start:])
	b = b[:start]
	for i := range len(s) {
		if c := s[i]; c == '\n' || c == '\r' {
			b = appendHex(b, c)
		} else {
			b = append(b, c)
		}
	}
	return b
}

// escapeQuoted makes b[start:] a value that can stand between quotation
// marks: one that quote takes back as a whole.
func escapeQuoted(b []byte, start int) []byte {
	value := b[start:]
	if bytes.IndexByte(value, '"') < 0 && bytes.IndexByte(value, '\\') < 0 && bytes.IndexByte(value, '\n') < 0 && bytes.IndexByte(value, '\r') < 0 {
		return b
	}
	s := string(value)
	b = b[:start]
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\n' || c == '\r',
			c == '"' && (i+1 == len(s) || s[i+1] == ' '),
			c == '\\' && i+1 == len(s):
			b = appendHex(b, c)
		case c == '\\' && s[i+1] != '\n' && s[i+1] != '\r':
			b = append(b, c, s[i+1])
			i++
		default:
			b = append(b, c)
		}
	}
	return b
}

const hexDigits = "0123456789ABCDEF"

func appendHex(b []byte, c byte) []byte {
	return append(b, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
}

// IsBlank reports whether a line holds nothing but white space.
func isBlank(line string) bool {
	return strings.Trim(line, " \t") == ""
}
