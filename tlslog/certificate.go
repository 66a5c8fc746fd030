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
	// one-line form (C=US, O=…, CN=…) at CloudFront.
	Subject string `json:"subject,omitzero"`
	Issuer  string `json:"issuer,omitzero"`

	// Serial is the serial number in hexadecimal: FEF257372D5C14D4 at load
	// balancers, 00:b1:43:ed at CloudFront. It can be longer than 64 bits.
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
