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

// figures returns the numbers at the top of a page.
func (r *report) figures() []figure {
	m := r.sums()
	class := func(bad bool) string {
		if bad {
			return "bad"
		}
		return "good"
	}
	var damaged int64
	for _, n := range r.counts {
		damaged += n.damaged
	}
	expired, expiring := len(r.expiring(0)), len(r.expiring(r.expire))
	return []figure{
		{"Events", num(m.events), "connections and API calls", ""},
		{"TLS 1.3", orNone(share(m.tls13, m.logged)), "of " + num(m.logged) + " with a protocol", ""},
		{"Deprecated protocols", orNone(share(m.older, m.logged)), quantity(m.older, "event"), class(m.older > 0)},
		{"Weak cipher suites", orNone(share(m.weak, m.withCipher)), quantity(m.weak, "event"), class(m.weak > 0)},
		{"Post-quantum", orNone(share(m.postQuantum, m.keyExchanges)), "of " + num(m.keyExchanges) + " in logs that tell", ""},
		{"Failed", orNone(share(m.failed, m.events)), quantity(m.failed, "event"), ""},
		{"Certificates to renew", num(int64(expiring)), fmt.Sprintf("%s expired, the rest ends within %d days", num(int64(expired)), r.expire/days(1)), class(expiring > 0)},
		{"Damaged records", num(damaged), quantity(int64(len(r.unread)), "input") + " not read to the end", class(damaged > 0 || len(r.unread) > 0)},
	}
}

func orNone(s string) string { return cmp.Or(s, "–") }
