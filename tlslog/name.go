package tlslog

import (
	"errors"
	"iter"

	"github.com/awstls/awstls/internal/x509text"
)

// A DistinguishedName is the subject or the issuer of a certificate. Logs spell
// the same name in different ways; DistinguishedNames are equal with == if the
// names are, however they were spelt. The zero DistinguishedName is the empty
// name.
//
// Two names are equal if they have the same relative names in the same order,
// and those the same attributes with the same values. Values are compared byte
// by byte, so case and spaces within a value count, unlike in RFC 5280, section
// 7.1. Which kind of string a certificate has for a value does not count; logs
// do not tell.
type DistinguishedName struct {
	text string // in the canonical form, that of String
}

// ParseDistinguishedName returns the name that s spells, and whether s is one.
// It finds out itself in which order s is: the most specific attribute first,
// as in RFC 4514 and RFC 2253 and at load balancers (CN=a,O=b,C=US), or last, as
// in certificates and at CloudFront (C=US, O=b, CN=a).
//
// It goes by the types. A name leads from the country or the domain (C, DC)
// over ST, L, O and OU to CN or UID and emailAddress; so the first and the last
// relative name that have one of these types tell the order. Where both have
// the same type or none has one, a name with a space behind every comma is in
// the order of certificates, and any other name in that of RFC 4514. A
// certificate whose subject goes from the CN to the country is thus read in
// reverse, but so it is from every log. Where the order is known,
// [ParseRFC4514Name] and [ParseOpenSSLName] do not guess.
//
// In either order it takes
//
//   - types by their short or long names, such as ST and stateOrProvinceName,
//     and by object identifiers, in either case; also types that it does not
//     know;
//   - attributes separated by commas or semicolons, and by plus signs within
//     one relative name, with spaces around separators and equals signs;
//   - values with a backslash before a special character or before two
//     hexadecimal digits, values in quotation marks, and # with the digits of an
//     encoding in BER (RFC 4514, RFC 2253). If that is a string, the value is
//     its text;
//   - the escapes of nginx, \x22 and \x5C, which load balancers use in access
//     logs (observed);
//   - special characters without an escape, which some programs print. A comma,
//     semicolon or plus sign is taken for a part of the value unless a type and
//     an equals sign follow. What such a program prints is not always
//     unambiguous: it allows one who chooses his own O to append a CN.
//
// The empty text is the empty name.
func ParseDistinguishedName(s string) (DistinguishedName, bool) {
	return parseDistinguishedName(s, x509text.OrderUnknown)
}

// ParseRFC4514Name is [ParseDistinguishedName] for a text whose first attribute
// is the most specific one.
func ParseRFC4514Name(s string) (DistinguishedName, bool) {
	return parseDistinguishedName(s, x509text.OrderRFC4514)
}

// ParseOpenSSLName is [ParseDistinguishedName] for a text whose last attribute
// is the most specific one.
func ParseOpenSSLName(s string) (DistinguishedName, bool) {
	return parseDistinguishedName(s, x509text.OrderEncoded)
}

// errNotName is what UnmarshalText returns. The text is not part of it.
var errNotName = errors.New("tlslog: not a distinguished name")

func parseDistinguishedName(s string, order x509text.Order) (DistinguishedName, bool) {
	var attrs [16]x509text.Attribute
	name, ok := x509text.Parse(attrs[:0], s, order)
	if !ok {
		return DistinguishedName{}, false
	}
	var buf [256]byte
	text := x509text.AppendName(buf[:0], name)
	if string(text) == s {
		return DistinguishedName{s}, true // most names of load balancers
	}
	return DistinguishedName{string(text)}, true
}

// String returns the name as RFC 4514 writes it, the most specific attribute
// first: CN=client,O=Example Corp,C=US. Equal names have equal texts.
// [ParseRFC4514Name] takes it back to n.
//
// Types have the names of RFC 4514 or else OpenSSL's short ones, and object
// identifiers or upper case letters where they are not known. Control
// characters and bytes that are not valid UTF-8 are written as \ and two
// hexadecimal digits, so the text is valid UTF-8 on one line. The attributes of
// one relative name are in the order of their bytes.
func (n DistinguishedName) String() string { return n.text }

// AppendText implements [encoding.TextAppender] with the text of String.
func (n DistinguishedName) AppendText(b []byte) ([]byte, error) { return append(b, n.text...), nil }

// MarshalText implements [encoding.TextMarshaler] with the text of String.
func (n DistinguishedName) MarshalText() ([]byte, error) { return []byte(n.text), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. It takes what
// [ParseRFC4514Name] takes, and so what String returns. Any other text is an
// error and leaves n as it is.
func (n *DistinguishedName) UnmarshalText(text []byte) error {
	m, ok := ParseRFC4514Name(string(text))
	if !ok {
		return errNotName
	}
	*n = m
	return nil
}

// IsZero reports whether n is the empty name.
func (n DistinguishedName) IsZero() bool { return n.text == "" }

// An Attribute is one attribute of a [DistinguishedName].
type Attribute struct {
	// Type is CN, O or the like: the name that RFC 4514 or OpenSSL has for the
	// type, or else its object identifier, or its name in upper case.
	Type string

	// Value is the text of the value, without escapes. It can hold any bytes.
	Value string

	// Encoded means that the value is no text: Value is # and the hexadecimal
	// digits of its encoding in BER.
	Encoded bool

	// RDN is the number of the relative name that the attribute is a part of,
	// counted from 0 for the most specific one. A relative name with several
	// attributes is rare.
	RDN int
}

// Attributes returns an iterator over the attributes of n in the order of
// String, the most specific first.
func (n DistinguishedName) Attributes() iter.Seq[Attribute] {
	return func(yield func(Attribute) bool) {
		var attrs [16]x509text.Attribute
		name, _ := x509text.Parse(attrs[:0], n.text, x509text.OrderRFC4514)
		for i := range name {
			a := Attribute{Type: name[i].Type(), RDN: name[i].RDN}
			value, text := name[i].Value()
			a.Value, a.Encoded = value, !text
			if !yield(a) {
				return
			}
		}
	}
}

// CommonName returns the value of the most specific CN, or "" if n has none.
func (n DistinguishedName) CommonName() string {
	for a := range n.Attributes() {
		if a.Type == "CN" {
			return a.Value
		}
	}
	return ""
}
