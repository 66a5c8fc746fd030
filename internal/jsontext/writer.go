// Package jsontext writes JSON objects by appending to a byte slice, without
// reflection and without allocating anything but the slice.
//
//	w := jsontext.Writer{Buf: b}
//	w.Open()
//	w.String("id", e.ID) // left out if empty
//	source := w.Object("source")
//	w.Addr("ip", e.ClientIP)
//	w.End(source) // left out if empty
//	w.Close()
//	return w.Buf
//
// Used by tlslog/ecs, tlslog/internal/facts, tlslog/ocsf and tlslog/otel, which
// write schemas. The packages of the sources write AWS's own JSON, in which a
// field has to come out as it went in.
package jsontext

import (
	"net/netip"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/awstls/awstls/internal/jsonscan"
)

// A Writer appends to Buf. Keys must not need an escape. Members that have
// nothing to say are left out.
type Writer struct {
	Buf []byte
}

// Open begins an object that is neither a member nor an element.
func (w *Writer) Open() { w.Buf = append(w.Buf, '{') }

// Close ends what Open began.
func (w *Writer) Close() { w.Buf = append(w.Buf, '}') }

// A Mark is the beginning of an object, an array or a text.
type Mark struct {
	start int  // of the member or element, with its comma
	text  int  // of the text
	end   byte // the bracket that ends it
}

// Object begins an object as a member.
func (w *Writer) Object(key string) Mark {
	m := Mark{start: len(w.Buf), end: '}'}
	w.key(key)
	w.Buf = append(w.Buf, '{')
	return m
}

// Array begins an array as a member.
func (w *Writer) Array(key string) Mark {
	m := Mark{start: len(w.Buf), end: ']'}
	w.key(key)
	w.Buf = append(w.Buf, '[')
	return m
}

// ElementObject begins an object as an element.
func (w *Writer) ElementObject() Mark {
	m := Mark{start: len(w.Buf), end: '}'}
	w.comma()
	w.Buf = append(w.Buf, '{')
	return m
}

// End ends an object or an array. One that holds nothing is left out.
func (w *Writer) End(m Mark) {
	if w.Empty() {
		w.Buf = w.Buf[:m.start]
		return
	}
	w.Buf = append(w.Buf, m.end)
}

// Text begins a string as a member. The caller appends the text to Buf as it
// is, and calls EndText.
func (w *Writer) Text(key string) Mark {
	m := Mark{start: len(w.Buf)}
	w.key(key)
	return w.beginText(m)
}

// ElementText begins a string as an element, as Text does.
func (w *Writer) ElementText() Mark {
	m := Mark{start: len(w.Buf)}
	w.comma()
	return w.beginText(m)
}

func (w *Writer) beginText(m Mark) Mark {
	w.Buf = append(w.Buf, '"')
	m.text = len(w.Buf)
	return m
}

// EndText ends what Text or ElementText began. An empty text is left out. Bytes
// that are not valid UTF-8 become U+FFFD.
func (w *Writer) EndText(m Mark) {
	if len(w.Buf) == m.text {
		w.Buf = w.Buf[:m.start]
		return
	}
	w.Buf = append(escapeTail(w.Buf, m.text), '"')
}

// Drop takes back what Text or another method began.
func (w *Writer) Drop(m Mark) { w.Buf = w.Buf[:m.start] }

// String writes a member unless value is empty. Bytes that are not valid UTF-8
// become U+FFFD.
func (w *Writer) String(key, value string) {
	if value != "" {
		w.key(key)
		w.Buf = jsonscan.AppendString(w.Buf, value)
	}
}

// Element writes an element of an array, as String does.
func (w *Writer) Element(value string) {
	if value != "" {
		w.comma()
		w.Buf = jsonscan.AppendString(w.Buf, value)
	}
}

// Int writes a member, also if n is zero.
func (w *Writer) Int(key string, n int64) {
	w.key(key)
	w.Buf = strconv.AppendInt(w.Buf, n, 10)
}

// Seconds writes a member as a number of seconds with as many digits behind the
// point as it takes, also if d is zero.
func (w *Writer) Seconds(key string, d time.Duration) {
	w.key(key)
	n := uint64(d)
	if d < 0 {
		w.Buf = append(w.Buf, '-')
		n = -n
	}
	w.Buf = strconv.AppendUint(w.Buf, n/1e9, 10)
	if n %= 1e9; n != 0 {
		w.Buf = append(w.Buf, '.')
		for digit := uint64(1e8); n != 0; digit /= 10 {
			w.Buf = append(w.Buf, '0'+byte(n/digit))
			n %= digit
		}
	}
}

// Bool writes a member, also if v is false.
func (w *Writer) Bool(key string, v bool) {
	w.key(key)
	w.Buf = strconv.AppendBool(w.Buf, v)
}

// Port writes a member unless n is zero.
func (w *Writer) Port(key string, n uint16) {
	if n != 0 {
		w.Int(key, int64(n))
	}
}

// Addr writes a member unless a is invalid. It leaves out the zone, which is
// no part of an address in any of the schemas.
func (w *Writer) Addr(key string, a netip.Addr) {
	if a.IsValid() {
		m := w.Text(key)
		w.Buf = a.WithZone("").AppendTo(w.Buf)
		w.EndText(m)
	}
}

// Time writes a member in RFC 3339 and UTC, unless t is zero or its year does
// not have four digits.
func (w *Writer) Time(key string, t time.Time) {
	if t, ok := clock(t); ok {
		m := w.Text(key)
		w.Buf = t.AppendFormat(w.Buf, time.RFC3339Nano)
		w.EndText(m)
	}
}

// Millis writes a member as the number of milliseconds since 1970, under the
// same conditions as Time.
func (w *Writer) Millis(key string, t time.Time) {
	if t, ok := clock(t); ok {
		w.Int(key, t.UnixMilli())
	}
}

// clock returns t in UTC, and whether it is a time that can be written.
func clock(t time.Time) (time.Time, bool) {
	const (
		first = -62167219200 // 0000-01-01T00:00:00Z
		last  = 253402300799 // 9999-12-31T23:59:59Z
	)
	s := t.Unix() // the year of some times does not fit into an int of 32 bits
	return t.UTC(), !t.IsZero() && first <= s && s <= last
}

func (w *Writer) key(key string) {
	w.comma()
	w.Buf = append(w.Buf, '"')
	w.Buf = append(w.Buf, key...)
	w.Buf = append(w.Buf, '"', ':')
}

// comma separates a member or an element from the one before. No value ends in
// an opening bracket: strings end in a quotation mark.
func (w *Writer) comma() {
	if !w.Empty() {
		w.Buf = append(w.Buf, ',')
	}
}

// Empty reports whether nothing has been written into the innermost object or
// array.
func (w *Writer) Empty() bool {
	last := w.Buf[len(w.Buf)-1]
	return last == '{' || last == '['
}

// escapeTail gives b[start:] the escapes of a JSON string.
func escapeTail(b []byte, start int) []byte {
	end := len(b)
	i := start
	for i < end {
		n := plainLen(b[i:end])
		if n == 0 {
			break
		}
		i += n
	}
	if i == end {
		return b
	}
	// The rest is written once more behind the text, and moved to its place.
	rest := i
	for i < end {
		if n := plainLen(b[i:end]); n > 0 {
			b = append(b, b[i:i+n]...)
			i += n
			continue
		}
		switch c := b[i]; {
		case c == '"', c == '\\':
			b = append(b, '\\', c)
		case c >= utf8.RuneSelf:
			b = append(b, `\ufffd`...)
		default:
			const hex = "0123456789abcdef"
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		i++
	}
	n := copy(b[rest:], b[end:])
	return b[:rest+n]
}

// plainLen returns the length of the character at the start of b, or 0 if it
// needs an escape or is not valid UTF-8.
func plainLen(b []byte) int {
	switch c := b[0]; {
	case c == '"', c == '\\', c < ' ':
		return 0
	case c < utf8.RuneSelf:
		return 1
	}
	r, n := utf8.DecodeRune(b)
	if r == utf8.RuneError && n == 1 {
		return 0
	}
	return n
}
