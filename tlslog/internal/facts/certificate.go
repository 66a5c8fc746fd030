package facts

import (
	"github.com/awstls/awstls/internal/jsontext"
	"github.com/awstls/awstls/internal/x509text"
)

// WriteName writes a distinguished name in the form of RFC 4514, as
// [tlslog.DistinguishedName] has it, or as logged if it is none.
func WriteName(w *jsontext.Writer, key, name string) {
	var buf [16]x509text.Attribute
	attrs, ok := x509text.Parse(buf[:0], name, x509text.OrderUnknown)
	if !ok {
		w.String(key, name)
		return
	}
	m := w.Text(key)
	w.Buf = x509text.AppendName(w.Buf, attrs)
	w.EndText(m)
}

// WriteSerial writes a serial number as [tlslog.CanonicalSerial] has it, or as
// logged if it is none.
func WriteSerial(w *jsontext.Writer, key, serial string) {
	m := w.Text(key)
	var ok bool
	if w.Buf, ok = x509text.AppendSerial(w.Buf, serial); !ok {
		w.Drop(m)
		w.String(key, serial)
		return
	}
	w.EndText(m)
}

// A Hash is a hash algorithm. The zero Hash is unknown.
type Hash uint8

// The hashes.
const (
	HashUnknown Hash = iota
	MD5
	SHA1
	SHA256
)

// HashOf returns the algorithm of a fingerprint, going by its length. It is
// unknown for a text that is not hexadecimal, with colons or without.
func HashOf(fingerprint string) Hash {
	n := 0
	for i := range len(fingerprint) {
		switch c := fingerprint[i]; {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'f', 'A' <= c && c <= 'F':
			n++
		case c != ':':
			return HashUnknown
		}
	}
	switch n {
	case 128 / 4:
		return MD5
	case 160 / 4:
		return SHA1
	case 256 / 4:
		return SHA256
	}
	return HashUnknown
}

// WriteFingerprint writes a fingerprint whose algorithm is known in upper case
// and without colons, and any other as logged.
func WriteFingerprint(w *jsontext.Writer, key, fingerprint string) {
	if HashOf(fingerprint) == HashUnknown {
		w.String(key, fingerprint)
		return
	}
	m := w.Text(key)
	for i := range len(fingerprint) {
		c := fingerprint[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c != ':' {
			w.Buf = append(w.Buf, c)
		}
	}
	w.EndText(m)
}
