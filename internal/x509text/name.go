package x509text

import (
	"bytes"
	"slices"
	"strings"
)

// An Order says how the text of a name is ordered.
type Order uint8

// The orders.
const (
	OrderUnknown Order = iota // AppendName and Parse find out
	OrderRFC4514              // the most specific first, with which a certificate ends
	OrderEncoded              // as a certificate has it, as OpenSSL prints it
)

// An Attribute is one attribute of a name, as it is written in the text that
// the name was parsed from.
type Attribute struct {
	typ   string
	value string
	form  form
	rank  rank
	known bool // the type is known by name

	// RDN counts the relative names from the most specific one, which is 0.
	// Attributes of one relative name follow one another.
	RDN int
}

// Parse appends the attributes of the name that s spells to attrs, the most
// specific first. It returns false if s is no name. The empty text is a name
// without attributes.
func Parse(attrs []Attribute, s string, order Order) ([]Attribute, bool) {
	start := len(attrs)
	rdn, spaced := 0, true
	for i := 0; i < len(s); {
		typ, end, ok := scanType(s, i)
		if !ok {
			return attrs[:start], false
		}
		a := Attribute{RDN: rdn}
		a.typ, a.rank, a.known = lookupType(typ)
		if a.value, a.form, end, ok = scanValue(s, end); !ok {
			return attrs[:start], false
		}
		attrs = append(attrs, a)
		if i = end; i == len(s) {
			break
		}
		// Behind a separator there is an attribute.
		if s[i] != '+' {
			rdn++
			spaced = spaced && s[i+1] == ' '
		}
		i++
	}
	name := attrs[start:]
	if order == OrderUnknown {
		order = orderOf(name, spaced)
	}
	if order == OrderEncoded {
		slices.Reverse(name)
		for i := range name {
			name[i].RDN = rdn - name[i].RDN
		}
	}
	return attrs, true
}

// orderOf returns the order in which name was written. Names go from a country
// to a person or a host; so the types of the first and the last relative name
// that have a rank tell. Where both have the same, a space behind every comma
// tells, as in the names that OpenSSL prints.
func orderOf(name []Attribute, spaced bool) Order {
	first, last := rankNone, rankNone
	for i := 0; i < len(name); {
		r := rankNone
		for rdn := name[i].RDN; i < len(name) && name[i].RDN == rdn; i++ {
			r = max(r, name[i].rank)
		}
		if r == rankNone {
			continue
		}
		if first == rankNone {
			first = r
		}
		last = r
	}
	if first < last || first == last && spaced {
		return OrderEncoded
	}
	return OrderRFC4514
}

// AppendName appends the canonical form of a name: that of RFC 4514, the most
// specific attribute first, in which one name has one text.
//
//   - The type of an attribute is its name in [Parse]'s table, or else its
//     object identifier, or the name that it is given in upper case.
//   - A value is text where it is known. Only what needs an escape has one: two
//     hexadecimal digits for a byte that is a control character or not valid
//     UTF-8, a backslash before the other characters.
//   - A value whose encoding is no text is # and hexadecimal digits in lower
//     case.
//   - The attributes of one relative name are in the order of their bytes.
func AppendName(dst []byte, name []Attribute) []byte {
	for i := 0; i < len(name); {
		if i > 0 {
			dst = append(dst, ',')
		}
		n := 1
		for i+n < len(name) && name[i+n].RDN == name[i].RDN {
			n++
		}
		if n == 1 {
			dst = appendAttribute(dst, &name[i])
		} else {
			dst = appendSorted(dst, name[i:i+n])
		}
		i += n
	}
	return dst
}

// appendSorted appends the attributes of one relative name.
func appendSorted(dst []byte, rdn []Attribute) []byte {
	type span struct{ start, end int }
	var buf [8]span
	spans := buf[:0]
	start := len(dst)
	for i := range rdn {
		s := span{start: len(dst)}
		dst = appendAttribute(dst, &rdn[i])
		s.end = len(dst)
		spans = append(spans, s)
	}
	slices.SortFunc(spans, func(a, b span) int {
		return bytes.Compare(dst[a.start:a.end], dst[b.start:b.end])
	})
	end := len(dst)
	for i, s := range spans {
		if i > 0 {
			dst = append(dst, '+')
		}
		dst = append(dst, dst[s.start:s.end]...)
	}
	return moveTail(dst, start, end)
}

func appendAttribute(dst []byte, a *Attribute) []byte {
	dst = a.appendType(dst)
	dst = append(dst, '=')
	start := len(dst)
	dst, text := a.AppendValue(dst)
	if text {
		dst = escapeTail(dst, start)
	}
	return dst
}

// Is reports whether a has the type with that name in the table of types.
func (a *Attribute) Is(name string) bool { return a.known && a.typ == name }

// Type returns the type of a: its canonical form, if a is of a canonical name.
func (a *Attribute) Type() string { return a.typ }

// Value returns the value of a as AppendValue appends it.
func (a *Attribute) Value() (_ string, text bool) {
	if a.form != digits && strings.IndexByte(a.value, '\\') < 0 {
		return a.value, true
	}
	b, text := a.AppendValue(nil)
	return string(b), text
}

// AppendValue appends the value of a without escapes. If its encoding is no
// text it appends # and hexadecimal digits in lower case, and returns false.
func (a *Attribute) AppendValue(dst []byte) (_ []byte, text bool) {
	if a.form == digits {
		return appendDigits(dst, a.value)
	}
	return appendText(dst, a.value), true
}

// appendType appends the type of a in its canonical form.
func (a *Attribute) appendType(dst []byte) []byte {
	if a.known {
		return append(dst, a.typ...)
	}
	for i := range len(a.typ) {
		c := a.typ[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}
