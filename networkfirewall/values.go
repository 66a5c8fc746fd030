package networkfirewall

import (
	"net/netip"
	"strings"
	"time"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/tlslog"
)

// The functions below read the value at hand into *dst, which becomes zero if
// the value is absent or damaged.

// text reads a string.
func text[S ~string](p *parser, dst *S) {
	s, escaped, ok := p.sc.Str() // as in p.string, without a call
	if escaped || !ok {
		s = p.otherString(s, ok)
	}
	store(p, dst, S(s), true)
}

// stamp reads a timestamp that is to have the given zone.
func (p *parser) stamp(dst *time.Time, zone string) {
	s := p.word()
	t, ok := field.Time(s)
	store(p, dst, t, isStamp(s, t, zone))
	p.check(s, ok, tlslog.ErrTime)
}

// isStamp reports whether s is what appendStamp makes of t.
func isStamp(s string, t time.Time, zone string) bool {
	return len(s) == len("2006-01-02T15:04:05.")+stampDigits(t)+len(zone) && strings.HasSuffix(s, zone)
}

// stampDigits returns how many digits t has behind the second: six, which is
// what AWS writes, unless they are too few.
func stampDigits(t time.Time) int {
	if t.Nanosecond()%1000 != 0 {
		return 9
	}
	return 6
}

// epoch reads a number of seconds since 1970, which is to be a string if
// quoted is true.
func (p *parser) epoch(dst *time.Time, quoted bool) {
	s, q := p.number()
	t, ok := field.EpochSeconds(s)
	store(p, dst, t, q == quoted && field.CanonicalEpochSeconds(s))
	p.check(s, ok, tlslog.ErrTime)
}

// date reads a time without a zone, in UTC.
func (p *parser) date(dst *time.Time) {
	s := p.word()
	t, ok := field.TimeNoZone(s)
	store(p, dst, t, true)
	p.check(s, ok, tlslog.ErrTime)
}

// addr reads an IP address.
func (p *parser) addr(dst *netip.Addr) {
	s := p.word()
	a, ok := field.Addr(s)
	store(p, dst, a, field.CanonicalAddr(s, a))
	p.check(s, ok, tlslog.ErrAddress)
}

// port reads a port, which is to be a string if quoted is true.
func (p *parser) port(dst *uint16, quoted bool) {
	s, q := p.number()
	n, ok := field.Port(s)
	store(p, dst, n, q == quoted && field.CanonicalPort(s))
	p.check(s, ok, tlslog.ErrNumber)
}

// count reads a number without a sign or a fraction.
func count[N uint32 | uint64](p *parser, dst *N) {
	s, q := p.number()
	n, ok := field.Uint64(s)
	ok = ok && uint64(N(n)) == n
	if !ok {
		n = 0
	}
	store(p, dst, N(n), !q && field.CanonicalUint64(s))
	p.check(s, ok, tlslog.ErrNumber)
}

// countOrNone reads a number as count does, in which zero is a value like any
// other.
func countOrNone(p *parser, dst *tlslog.Opt[uint64]) {
	s, q := p.number()
	var o tlslog.Opt[uint64]
	n, ok := field.Uint64(s)
	if ok {
		o = tlslog.Some(n)
	}
	store(p, dst, o, !q && field.CanonicalUint64(s))
	p.check(s, ok, tlslog.ErrNumber)
}

// flag reads true or false.
func (p *parser) flag(dst *tlslog.Opt[bool]) {
	var o tlslog.Opt[bool]
	if b, ok := p.sc.Bool(); ok {
		o = tlslog.Some(b)
	} else {
		p.wrongType()
	}
	store(p, dst, o, true)
}

// store sets *dst to v. The record is not plain if the encoder would not write
// the value as it is written there: if that is not its canonical form, if it
// is zero, which the encoder leaves out, or if the member comes a second time.
func store[T comparable](p *parser, dst *T, v T, canonical bool) {
	var zero T
	p.plain = p.plain && canonical && v != zero && *dst == zero
	*dst = v
}

// check notes the damage if s, which was read, is no value.
func (p *parser) check(s string, ok bool, damage error) {
	if !ok && s != "" {
		p.fail(damage)
	}
}
