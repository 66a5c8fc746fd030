package vended

import (
	"math/bits"
	"net/netip"
	"strings"
	"time"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// A Cursor reads an ordinary record in one pass: one that has the documented
// fields in AWS's order, each absent or spelled as its Append writes it. Nearly
// all records are ordinary. The same calls, one for each field, read one from a
// classic line, from a row, and from a JSON object.
//
// At anything else the Cursor gives up. Then what it has returned and will
// return means nothing, and the record is read again by way of the table, which
// alone says what a record means and what is wrong with it. So a Cursor may
// give up at whatever is rare, but it must not take a value for another one
// than the table does.
//
// A Cursor is handed on as a value, so that it stays off the heap.
type Cursor struct {
	s  string
	at int // where the next value starts, or in JSON what stands before its name
	n  int // of values taken; negative once the Cursor has given up

	end    byte // what follows a value
	least  byte // of the bytes in a text, in lines and rows
	before byte // the next name, in JSON: a brace or a comma; or 0
}

// lineCursor returns a Cursor for a classic line.
func lineCursor(line string) Cursor { return Cursor{s: line, end: ' ', least: ' ' + 1} }

// rowCursor returns a Cursor for a row with tabs between the values.
func rowCursor(row string) Cursor { return Cursor{s: row, end: '\t', least: ' '} }

// objectCursor returns a Cursor for the JSON object at the head of s.
func objectCursor(s string) Cursor { return Cursor{s: s, end: '"', before: '{'} }

// Text reads a field of [Text].
func (c *Cursor) Text(name string) string {
	from := c.at
	if c.before != 0 {
		from = c.member(name)
	}
	to := c.textEnd(from)
	if to-from > len(absent) && to < len(c.s) && c.s[to] == c.end && c.s[from] != '"' {
		c.at = to + 1
		c.n++
		return c.s[from:to]
	}
	return c.rareText(from, to)
}

// rareText is Text for what is absent, of one byte, or the last of a line.
func (c *Cursor) rareText(from, to int) string {
	if from >= len(c.s) {
		return "" // behind the last column
	}
	v := c.s[from:to]
	if v == "" || v[0] == '"' || !c.take(to) {
		c.giveUp()
		return ""
	}
	if v == absent {
		return ""
	}
	return v
}

// QuotedText reads a field of [Text] that the classic line has in quotation
// marks.
func (c *Cursor) QuotedText(name string) string {
	if c.end != ' ' {
		return c.Text(name)
	}
	from := c.at + len(`"`)
	if from >= len(c.s) || c.s[c.at] != '"' {
		c.giveUp()
		return ""
	}
	v := c.s[from:]
	v = v[:max(strings.IndexByte(v, '"'), 0)]
	if v == "" || v[len(v)-1] == '\\' || strings.IndexByte(v, '\r') >= 0 || !c.take(from+len(v)+len(`"`)) {
		c.giveUp()
		return ""
	}
	if v == absent {
		return ""
	}
	return v
}

// Addr reads a field of [Addr].
func (c *Cursor) Addr(name string) netip.Addr { return c.addr(name, isCompressed) }

// ExpandedAddr reads a field of [ExpandedAddr].
func (c *Cursor) ExpandedAddr(name string) netip.Addr { return c.addr(name, isExpanded) }

func (c *Cursor) addr(name string, canonical func(string) bool) netip.Addr {
	if !c.start(name) {
		return netip.Addr{}
	}
	if a, width := field.LeadingAddr4(c.s[c.at:]); width > 0 {
		c.take(c.at + width)
		return a
	}
	to := c.textEnd(c.at)
	v := c.s[c.at:to]
	a, ok := field.Addr(v)
	if !ok || !canonical(v) {
		c.giveUp()
		return a
	}
	c.take(to)
	return a
}

// Port reads a field of [Port].
func (c *Cursor) Port(name string) uint16 {
	if !c.start(name) {
		return 0
	}
	n, width := field.LeadingUint(c.s[c.at:])
	if n < 1 || n > 0xffff {
		c.giveUp()
		return 0
	}
	c.take(c.at + width)
	return uint16(n)
}

// Seconds reads a field of [Seconds].
func (c *Cursor) Seconds(name string) (d tlslog.Opt[time.Duration]) {
	if !c.start(name) {
		return d
	}
	to := c.at + len("0.057") // longer ones, from ten seconds on, are rare
	if to > len(c.s) || c.s[c.at+1] != '.' {
		c.giveUp()
		return d
	}
	v, ok := field.Seconds(c.s[c.at:to])
	if !ok {
		c.giveUp()
		return d
	}
	c.take(to)
	return tlslog.Some(v)
}

// Millis reads a field of [Millis].
func (c *Cursor) Millis(name string) (d tlslog.Opt[time.Duration]) {
	if !c.start(name) {
		return d
	}
	n, width := field.LeadingUint(c.s[c.at:])
	if width == 0 {
		c.giveUp()
		return d
	}
	c.take(c.at + width)
	return tlslog.Some(time.Duration(n) * time.Millisecond)
}

// Micros reads a field of [Time] with six digits after the second.
func (c *Cursor) Micros(name string) (t time.Time) {
	if !c.start(name) {
		return t
	}
	if t = c.time(c.at, len("2006-01-02T15:04:05.000000Z")); t.IsZero() {
		c.giveUp()
	}
	return t
}

// EpochMillis reads a field of [EpochMillis].
func (c *Cursor) EpochMillis(name string) (t time.Time) {
	if !c.start(name) {
		return t
	}
	to := c.at + len("1731620046814") // since 2001
	if to > len(c.s) || c.s[c.at] == '0' {
		c.giveUp()
		return t
	}
	t, ok := field.EpochMillis(c.s[c.at:to])
	if !ok {
		c.giveUp()
		return t
	}
	c.take(to)
	return t
}

// Validity reads a field of [Validity].
func (c *Cursor) Validity(name string) (v tlslog.Validity) {
	if !c.start(name) {
		return v
	}
	const width = len("2006-01-02T15:04:05Z")
	from := c.at + len(notBefore)
	to := from + width + len(notAfter)
	if to > len(c.s) || c.s[c.at:from] != notBefore || c.s[to-len(notAfter)-1] != 'Z' || c.s[to-len(notAfter):to] != notAfter {
		c.giveUp()
		return v
	}
	var ok bool
	if v.NotBefore, ok = field.Time(c.s[from : from+width]); !ok {
		c.giveUp()
		return v
	}
	if v.NotAfter = c.time(to, width); v.IsZero() {
		c.giveUp()
	}
	return v
}

// start goes to the value of the next field. It returns false if that is
// absent, or behind the last column.
func (c *Cursor) start(name string) bool {
	if c.before != 0 {
		c.at = c.member(name)
	}
	i := c.at
	if i >= len(c.s) {
		return false
	}
	if c.s[i] == '-' && c.ended(i+1) {
		c.at = i + 2
		c.n++
		return false
	}
	return true
}

// member returns where the text of the next member begins. It gives up if the
// member has another name or no text, or if there is white space.
func (c *Cursor) member(name string) int {
	s, i := c.s, c.at
	key := i + len(`,"`)
	text := key + len(name) + len(`":"`)
	if text > len(s) || s[i] != c.before || s[i+1] != '"' || s[key:key+len(name)] != name || s[text-3:text] != `":"` {
		c.giveUp()
		return 0
	}
	c.before = ','
	return text
}

// take takes the value that ends before i.
func (c *Cursor) take(i int) bool {
	if !c.ended(i) {
		return c.giveUp()
	}
	c.at = i + 1
	c.n++
	return true
}

// ended reports whether a value ends before i.
func (c *Cursor) ended(i int) bool {
	if i < len(c.s) {
		return c.s[i] == c.end
	}
	return c.before == 0
}

// giveUp makes all that follows be behind the last column.
func (c *Cursor) giveUp() bool {
	c.s, c.at, c.n = "", 0, -1<<16 // and not that many are to come
	return false
}

// time reads the time that begins at i, of so many bytes, in UTC.
func (c *Cursor) time(i, width int) time.Time {
	to := i + width
	if to > len(c.s) || c.s[to-1] != 'Z' {
		c.giveUp()
		return time.Time{}
	}
	t, ok := field.Time(c.s[i:to])
	if !ok {
		c.giveUp()
		return t
	}
	c.take(to)
	return t
}

// textEnd returns where the text that begins at i ends: before what follows
// values, before a byte that is no part of an ordinary text, or with the line.
func (c *Cursor) textEnd(i int) int {
	if c.before != 0 {
		return max(i, jsonscan.PlainEnd(c.s, i))
	}
	const lsb, msb = 0x0101010101010101, 0x8080808080808080
	s, least := c.s, c.least
	for bytes := lsb * uint64(least); i >= 0 && i <= len(s)-8; i += 8 { // in this form no bounds are checked
		w := load8(s[i:])
		// To take more than it has from a byte sets its highest bit, and
		// borrows from the byte behind it, which then may be marked wrongly.
		if marks := (w - bytes) &^ w & msb; marks != 0 {
			return i + bits.TrailingZeros64(marks)/8
		}
	}
	for i < len(s) && s[i] >= least {
		i++
	}
	return i
}
