package main

import (
	"hash/maphash"
	"slices"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// A certificate is one that logs tell of, spelt as in the first of them.
type certificate struct {
	tlslog.Certificate
	posture.Tally
	sources []tlslog.Source
}

// certificates returns the certificates, those that end first before the
// others. One that both load balancers and CloudFront tell of is there once,
// although they spell its names and numbers in different ways. It is for when
// all inputs have been added.
func (r *report) certificates() posture.Table[certificate] {
	if r.certs.Rows == nil {
		r.certs = distinct(r.summary.Certificates())
	}
	return r.certs
}

// distinct brings together the rows of the same certificate.
func distinct(rows posture.Table[posture.Row[posture.Certificate]]) posture.Table[certificate] {
	all := posture.Table[certificate]{Rows: make([]certificate, 0, len(rows.Rows)), Events: rows.Events, Other: rows.Other, Missed: rows.Missed}
	type key struct {
		serial  string
		subject tlslog.DistinguishedName
		end     time.Time
	}
	seed := maphash.MakeSeed()
	seen := make(map[uint64]int) // by the hash of a key, where in the list the first is
	for _, row := range rows.Rows {
		c := certificate{row.Key.Certificate, row.Tally, []tlslog.Source{row.Key.Source}}
		serial, known := tlslog.CanonicalSerial(c.Serial)
		subject, named := tlslog.ParseDistinguishedName(c.Subject)
		if known && named {
			k := maphash.Comparable(seed, key{serial, subject, c.Validity.NotAfter})
			if i, ok := seen[k]; !ok {
				seen[k] = len(all.Rows)
			} else if same := &all.Rows[i]; same.Same(c.Certificate) && !slices.Contains(same.sources, row.Key.Source) {
				same.add(c)
				continue
			}
		}
		all.Rows = append(all.Rows, c)
	}
	return all
}

// add adds what another log tells of the same certificate.
func (c *certificate) add(o certificate) {
	c.sources = append(c.sources, o.sources...)
	c.Events += o.Events
	c.Missed += o.Missed
	if c.First.IsZero() || !o.First.IsZero() && o.First.Before(c.First) {
		c.First = o.First
	}
	if o.Last.After(c.Last) {
		c.Last = o.Last
	}
}

// expiring returns the certificates that expire within d of the newest event,
// or have expired before it.
func (r *report) expiring(d time.Duration) posture.Table[certificate] {
	t := r.certificates()
	t.Rows = slices.DeleteFunc(slices.Clone(t.Rows), func(c certificate) bool { return !c.Validity.ExpiresWithin(d, r.asOf()) })
	return t
}

// expiryDays are the numbers of days by which certificates are counted.
func expiryDays() []int { return []int{7, 30, 90, 180, 365} }

// expiry counts the certificates by the days from the newest event to their
// end.
func (r *report) expiry() posture.Expiry {
	x := posture.Expiry{Within: make([]posture.ExpiryWithin, len(expiryDays()))}
	for i, n := range expiryDays() {
		x.Within[i].Days = n
	}
	for _, c := range r.certificates().Rows {
		i := slices.IndexFunc(expiryDays(), func(n int) bool { return c.Validity.Expired(r.asOf().Add(days(n))) })
		switch {
		case c.Validity.NotAfter.IsZero():
			x.Unknown++
		case c.Validity.Expired(r.asOf()):
			x.Expired++
		case i >= 0:
			x.Within[i].Certificates++
		default:
			x.Later++
		}
	}
	return x
}
