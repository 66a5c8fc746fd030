package posture

import (
	"cmp"
	"slices"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// A Certificate is a certificate that a source tells of, as it tells it. The
// same certificate has another text in another source.
type Certificate struct {
	Source tlslog.Source `json:"source,omitzero"`
	tlslog.Certificate
}

// Certificates returns the certificates that events carry, those that end
// first before the others, and those without an end last.
func (s *Summary) Certificates() Table[Row[Certificate]] {
	return list(&s.certificates, byExpiry, rowOf)
}

// ExpiringCertificates returns the certificates that end in the time of length
// d that starts at asOf, or have ended before it, as
// [tlslog.Validity.ExpiresWithin] says. Events, Other and Missed are those of
// [Summary.Certificates].
func (s *Summary) ExpiringCertificates(d time.Duration, asOf time.Time) Table[Row[Certificate]] {
	t := s.Certificates()
	t.Rows = slices.DeleteFunc(t.Rows, func(r Row[Certificate]) bool {
		return !r.Key.Validity.ExpiresWithin(d, asOf)
	})
	return t
}

// An Expiry counts certificates by when they end. The counts do not overlap.
// Certificates that the table of them did not hold are missing.
type Expiry struct {
	Expired int            `json:"expired"` // ended already
	Within  []ExpiryWithin `json:"within"`  // end within so many days
	Later   int            `json:"later"`   // end later
	Unknown int            `json:"unknown"` // the log does not say
}

// An ExpiryWithin is the number of certificates that end within so many days,
// but not within the number of days before it in the list.
type ExpiryWithin struct {
	Days         int `json:"days"`
	Certificates int `json:"certificates"`
}

// Expiry counts the certificates by the number of days, of 24 hours, from asOf
// to their end. The numbers of days must ascend.
func (s *Summary) Expiry(asOf time.Time, days ...int) Expiry {
	x := Expiry{Within: make([]ExpiryWithin, len(days))}
	for i, n := range days {
		x.Within[i].Days = n
	}
	asOf = asOf.UTC()
	for c := range s.certificates.rows {
		i := slices.IndexFunc(days, func(n int) bool { return c.Validity.Expired(asOf.AddDate(0, 0, n)) })
		switch {
		case c.Validity.NotAfter.IsZero():
			x.Unknown++
		case c.Validity.Expired(asOf):
			x.Expired++
		case i >= 0:
			x.Within[i].Certificates++
		default:
			x.Later++
		}
	}
	return x
}

func certificateOf(e *tlslog.Event) Certificate {
	c := &e.Certificate
	return Certificate{e.Source, tlslog.Certificate{
		Holder:      c.Holder,
		Subject:     cut(c.Subject),
		Issuer:      cut(c.Issuer),
		Serial:      cut(c.Serial),
		Validity:    tlslog.Validity{NotBefore: clock(c.Validity.NotBefore), NotAfter: clock(c.Validity.NotAfter)},
		Fingerprint: cut(c.Fingerprint),
	}}
}

func byExpiry(a, b entry[Certificate, span]) int {
	x, y := a.key.Validity.NotAfter, b.key.Validity.NotAfter
	if x.IsZero() != y.IsZero() {
		if x.IsZero() {
			return +1
		}
		return -1
	}
	return cmp.Or(x.Compare(y), a.key.compare(b.key))
}

func (c Certificate) compare(o Certificate) int {
	return cmp.Or(
		cmp.Compare(c.Source, o.Source),
		cmp.Compare(c.Holder, o.Holder),
		cmp.Compare(c.Subject, o.Subject),
		cmp.Compare(c.Issuer, o.Issuer),
		cmp.Compare(c.Serial, o.Serial),
		c.Validity.NotBefore.Compare(o.Validity.NotBefore),
		c.Validity.NotAfter.Compare(o.Validity.NotAfter),
		cmp.Compare(c.Fingerprint, o.Fingerprint),
	)
}

func (c Certificate) fields(v visitor) Certificate {
	return Certificate{number(v, c.Source), tlslog.Certificate{
		Holder:      number(v, c.Holder),
		Subject:     text(v, c.Subject),
		Issuer:      text(v, c.Issuer),
		Serial:      text(v, c.Serial),
		Validity:    tlslog.Validity{NotBefore: instant(v, c.Validity.NotBefore), NotAfter: instant(v, c.Validity.NotAfter)},
		Fingerprint: text(v, c.Fingerprint),
	}}
}
