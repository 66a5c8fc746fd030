package vended

import (
	"math/bits"
	"net/netip"
	"time"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

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

// Addr reads a field of [Addr].
func (c Cursor) Addr(name string, a *netip.Addr) Cursor { return c.addr(name, a, field.CanonicalAddr) }

// ExpandedAddr reads a field of [ExpandedAddr].
func (c Cursor) ExpandedAddr(name string, a *netip.Addr) Cursor {
	return c.addr(name, a, isExpandedAddr)
}

func (c Cursor) addr(name string, a *netip.Addr, canonical func(string, netip.Addr) bool) Cursor {
	i := c.value(name)
	if i >= len(c.s) {
		*a = netip.Addr{}
		return c.beyond()
	}
	v, width := field.LeadingAddr4(c.s[i:])
	if width > 0 {
		*a = v
		return c.take(i + width)
	}
	*a = netip.Addr{}
	if c.s[i] == '-' {
		return c.take(i + 1)
	}
	to := c.textEnd(i)
	text := c.s[i:to]
	v, ok := field.Addr(text)
	if !ok || !canonical(text, v) {
		return gaveUp
	}
	*a = v
	return c.take(to)
}

// Port reads a field of [Port].
func (c Cursor) Port(name string, p *uint16) Cursor {
	*p = 0
	i := c.value(name)
	if i >= len(c.s) {
		return c.beyond()
	}
	n, width := field.LeadingUint(c.s[i:])
	if n < 1 || n > 0xffff {
		return c.absent(i)
	}
	*p = uint16(n)
	return c.take(i + width)
}

// Seconds reads a field of [Seconds].
func (c Cursor) Seconds(name string, d *tlslog.Opt[time.Duration]) Cursor {
	*d = tlslog.Opt[time.Duration]{}
	i := c.value(name)
	if i >= len(c.s) {
		return c.beyond()
	}
	to := i + len("0.057") // longer ones, from ten seconds on, are rare
	if to > len(c.s) || c.s[i+1] != '.' {
		return c.absent(i)
	}
	v, ok := field.Seconds(c.s[i:to])
	if !ok {
		return gaveUp
	}
	*d = tlslog.Some(v)
	return c.take(to)
}

// Millis reads a field of [Millis].
func (c Cursor) Millis(name string, d *tlslog.Opt[time.Duration]) Cursor {
	*d = tlslog.Opt[time.Duration]{}
	i := c.value(name)
	if i >= len(c.s) {
		return c.beyond()
	}
	n, width := field.LeadingUint(c.s[i:])
	if width == 0 {
		return c.absent(i)
	}
	*d = tlslog.Some(time.Duration(n) * time.Millisecond)
	return c.take(i + width)
}

// Micros reads a field of [Time] with six digits after the second.
func (c Cursor) Micros(name string, t *time.Time) Cursor {
	*t = time.Time{}
	i := c.value(name)
	if i >= len(c.s) {
		return c.beyond()
	}
	to := i + len("2006-01-02T15:04:05.000000Z")
	if to > len(c.s) || c.s[to-1] != 'Z' {
		return c.absent(i)
	}
	v, ok := field.Time(c.s[i:to])
	if !ok {
		return c.absent(i)
	}
	*t = v
	return c.take(to)
}

// EpochMillis reads a field of [EpochMillis].
func (c Cursor) EpochMillis(name string, t *time.Time) Cursor {
	*t = time.Time{}
	i := c.value(name)
	if i >= len(c.s) {
		return c.beyond()
	}
	to := i + len("1731620046814") // since 2001
	if to > len(c.s) || c.s[i] == '0' {
		return c.absent(i)
	}
	v, ok := field.EpochMillis(c.s[i:to])
	if !ok {
		return c.absent(i)
	}
	*t = v
	return c.take(to)
}

// Validity reads a field of [Validity].
func (c Cursor) Validity(name string, v *tlslog.Validity) Cursor {
	*v = tlslog.Validity{}
	i := c.value(name)
	if i >= len(c.s) {
		return c.beyond()
	}
	if c.s[i] == '-' {
		return c.take(i + 1)
	}
	const width = len("2006-01-02T15:04:05Z")
	from := i + len(notBefore)
	to := from + width + len(notAfter)
	end := to + width
	if end > len(c.s) || c.s[i:from] != notBefore || c.s[from+width-1] != 'Z' || c.s[to-len(notAfter):to] != notAfter || c.s[end-1] != 'Z' {
		return gaveUp
	}
	var ok1, ok2 bool
	v.NotBefore, ok1 = field.Time(c.s[from : from+width])
	v.NotAfter, ok2 = field.Time(c.s[to:end])
	if !ok1 || !ok2 || v.IsZero() {
		return gaveUp
	}
	return c.take(end)
}

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
