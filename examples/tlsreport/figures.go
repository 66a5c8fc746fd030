package main

import (
	"cmp"
	"fmt"
	"slices"
)

// sums adds up the mixes of all sources.
func (r *report) sums() (m struct {
	events, failed, logged, tls13, older, postQuantum, keyExchanges, weak, withCipher int64
}) {
	naming := r.naming()
	for _, s := range r.mixes() {
		p := protocolsOf(s.Mix)
		m.events += s.Events
		m.failed += s.Failed
		m.logged += p.all
		m.tls13 += p.tls13
		m.older += p.older
		if slices.Contains(naming, s.Source) {
			m.postQuantum += s.PostQuantum
			m.keyExchanges += p.all
		}
		for _, c := range s.Ciphers {
			m.withCipher += c.Events
			if c.Weak {
				m.weak += c.Events
			}
		}
	}
	return m
}

// figures returns the numbers that matter most.
func (r *report) figures() []figure {
	m := r.sums()
	class := func(found, of int64) string {
		switch {
		case found > 0:
			return "bad"
		case of > 0:
			return "good"
		}
		return ""
	}
	var records, damaged int64
	for _, n := range r.counts {
		records += n.records
		damaged += n.damaged
	}
	expired, expiring := int64(len(r.expiring(0).Rows)), int64(len(r.expiring(r.expire).Rows))
	unread := int64(len(r.unread) + r.unfinished)
	return []figure{
		{"Events", num(m.events), "connections and API calls", ""},
		{"TLS 1.3", orNone(share(m.tls13, m.logged)), "of " + num(m.logged) + " that tell a protocol", ""},
		{"Deprecated protocols", orNone(share(m.older, m.logged)), quantity(m.older, "event"), class(m.older, m.logged)},
		{"Weak cipher suites", orNone(share(m.weak, m.withCipher)), quantity(m.weak, "event"), class(m.weak, m.withCipher)},
		{"Post-quantum key exchange", orNone(share(m.postQuantum, m.keyExchanges)), "of " + num(m.keyExchanges) + " where it is logged", ""},
		{"Failed", orNone(share(m.failed, m.events)), quantity(m.failed, "connection or call", "connections and calls"), ""},
		{"Certificates to renew", num(expiring), fmt.Sprintf("%s expired, %s to expire within %s", num(expired), num(expiring-expired), quantity(int64(r.expire/days(1)), "day")), class(expiring, m.events)},
		{"Damaged records", num(damaged), quantity(unread, "input") + " not read to the end", class(damaged+unread, records)},
	}
}

func orNone(s string) string { return cmp.Or(s, "–") }
