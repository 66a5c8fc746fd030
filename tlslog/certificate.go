package tlslog

import (
	"strings"
	"time"
)

// A Certificate is what a log says of a leaf certificate. Its texts are as
// the log spells them, which differs from source to source. The zero
// Certificate means that the log tells of none.
type Certificate struct {
	// Holder is the end of the connection that presented the certificate.
	Holder Holder `json:"holder,omitzero"`

	// Subject and Issuer are distinguished names: in the order and with the
	// escapes of RFC 2253 (CN=…,O=…,C=US) at load balancers, in OpenSSL's
	// one-line form (C=US, O=…, CN=…) at CloudFront. [ParseDistinguishedName]
	// takes both.
	Subject string `json:"subject,omitzero"`
	Issuer  string `json:"issuer,omitzero"`

	// Serial is the serial number in hexadecimal: FEF257372D5C14D4 at load
	// balancers, 00:b1:43:ed at CloudFront. It can be longer than 64 bits.
	// [CanonicalSerial] takes both.
	Serial string `json:"serial,omitzero"`

	// Validity is the time in which the certificate is valid.
	Validity Validity `json:"validity,omitzero"`

	// Fingerprint is the hash of the certificate, where the log has one.
	// Network Firewall does not document of which algorithm.
	Fingerprint string `json:"fingerprint,omitzero"`
}

// Clone returns a copy of c that shares no memory with the log it came from.
func (c Certificate) Clone() Certificate {
	c.Subject = strings.Clone(c.Subject)
	c.Issuer = strings.Clone(c.Issuer)
	c.Serial = strings.Clone(c.Serial)
	c.Fingerprint = strings.Clone(c.Fingerprint)
	return c
}

// Same reports whether c and o are the same certificate as far as both tell: at
// a load balancer and at CloudFront, say. They are if they have the same serial
// number, or the same fingerprint, and if nothing that both say of the subject,
// the issuer, the serial number and the validity differs. Serial numbers are
// compared by [CanonicalSerial], names by [ParseDistinguishedName], fingerprints
// without regard to case and colons; a text that these do not take is compared
// as it is. The Holder does not count.
//
// An authority gives a serial number once, and most choose it at random; so two
// certificates that are Same and were verified are one with near certainty.
// Same proves nothing of a certificate that was turned down: anybody can make
// one with the serial number, names and validity of another. A Certificate that
// has neither a serial number nor a fingerprint is not Same as any, and two
// fingerprints that differ prove nothing, since they can be of different
// algorithms.
func (c Certificate) Same(o Certificate) bool {
	if !agree(c.Serial, o.Serial, sameSerial) ||
		!agree(c.Subject, o.Subject, sameName) || !agree(c.Issuer, o.Issuer, sameName) ||
		!agree(c.Validity.NotBefore, o.Validity.NotBefore, time.Time.Equal) ||
		!agree(c.Validity.NotAfter, o.Validity.NotAfter, time.Time.Equal) {
		return false
	}
	return c.Serial != "" && o.Serial != "" || c.Fingerprint != "" && sameFingerprint(c.Fingerprint, o.Fingerprint)
}

// agree reports whether a and b are the same, or one of them says nothing.
func agree[T comparable](a, b T, same func(T, T) bool) bool {
	var none T
	return a == none || b == none || a == b || same(a, b)
}

func sameSerial(a, b string) bool {
	m, ok := CanonicalSerial(a)
	n, ok2 := CanonicalSerial(b)
	return ok && ok2 && m == n
}

func sameName(a, b string) bool {
	m, ok := ParseDistinguishedName(a)
	n, ok2 := ParseDistinguishedName(b)
	return ok && ok2 && m == n
}

func sameFingerprint(a, b string) bool {
	return strings.EqualFold(strings.ReplaceAll(a, ":", ""), strings.ReplaceAll(b, ":", ""))
}

// A Holder is the end of a connection that presented a certificate. The zero
// Holder is unknown.
type Holder uint8

// The holders.
const (
	HolderUnknown Holder = iota
	HolderClient         // the client, in mutual TLS
	HolderServer         // the server
)

var holderNames = []string{"", "client", "server"}

// String returns "client", "server", or "" for [HolderUnknown].
func (h Holder) String() string { return string(h.append(nil)) }

// AppendText implements [encoding.TextAppender] with the text of String.
func (h Holder) AppendText(b []byte) ([]byte, error) { return h.append(b), nil }

// MarshalText implements [encoding.TextMarshaler] with the text of String.
func (h Holder) MarshalText() ([]byte, error) { return h.append(nil), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. It takes what String
// returns for the holders above.
func (h *Holder) UnmarshalText(text []byte) error {
	i, err := parseName("Holder", holderNames, string(text))
	if err == nil {
		*h = Holder(i)
	}
	return err
}

func (h Holder) append(b []byte) []byte { return appendName(b, "Holder", holderNames, int(h)) }

// A Validity is the time in which a certificate is valid, from NotBefore to
// NotAfter, both included, in UTC and whole seconds. Years beyond 2100 occur.
// The zero Validity means that the log does not say.
type Validity struct {
	NotBefore time.Time `json:"not_before,omitzero"`
	NotAfter  time.Time `json:"not_after,omitzero"`
}

// IsZero reports whether v is the zero Validity.
func (v Validity) IsZero() bool { return v == Validity{} }

// Expired reports whether v ended before at. A Validity without an end has
// not expired.
func (v Validity) Expired(at time.Time) bool {
	return !v.NotAfter.IsZero() && v.NotAfter.Before(at)
}

// ExpiresWithin reports whether v ends in the time of length d that starts at
// at, or has ended before it. A Validity without an end does not expire.
func (v Validity) ExpiresWithin(d time.Duration, at time.Time) bool {
	return v.Expired(at.Add(d))
}
