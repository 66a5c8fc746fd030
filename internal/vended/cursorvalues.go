package vended

import (
	"net/netip"
	"time"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/tlslog"
)

// Addr reads a field of [Addr].
func (c Cursor) Addr(name string, a *netip.Addr) Cursor { return c.addr(name, a, field.CanonicalAddr) }

// ExpandedAddr reads a field of [ExpandedAddr].
func (c Cursor) ExpandedAddr(name string, a *netip.Addr) Cursor {
	return c.addr(name, a, isExpandedAddr)
}

func (c Cursor) addr(name string, a *netip.Addr, canonical func(string, netip.Addr) bool) Cursor {
	i := c.value(name)
	if i >= len(c.s) {
		*a = netip.Addr{}
		return c.beyond()
	}
	v, width := field.LeadingAddr4(c.s[i:])
	if width > 0 {
		*a = v
		return c.take(i + width)
	}
	*a = netip.Addr{}
	if c.s[i] == '-' {
		return c.take(i + 1)
	}
	to := c.textEnd(i)
	text := c.s[i:to]
	v, ok := field.Addr(text)
	if !ok || !canonical(text, v) {
		return gaveUp
	}
	*a = v
	return c.take(to)
}

// Port reads a field of [Port].
func (c Cursor) Port(name string, p *uint16) Cursor {
	*p = 0
	i := c.value(name)
	if i >= len(c.s) {
		return c.beyond()
	}
	n, width := field.LeadingUint(c.s[i:])
	if n < 1 || n > 0xffff {
		return c.absent(i)
	}
	*p = uint16(n)
	return c.take(i + width)
}

// Seconds reads a field of [Seconds].
func (c Cursor) Seconds(name string, d *tlslog.Opt[time.Duration]) Cursor {
	*d = tlslog.Opt[time.Duration]{}
	i := c.value(name)
	if i >= len(c.s) {
		return c.beyond()
	}
	to := i + len("0.057") // longer ones, from ten seconds on, are rare
	if to > len(c.s) || c.s[i+1] != '.' {
		return c.absent(i)
	}
	v, ok := field.Seconds(c.s[i:to])
	if !ok {
		return gaveUp
	}
	*d = tlslog.Some(v)
	return c.take(to)
}

// Millis reads a field of [Millis].
func (c Cursor) Millis(name string, d *tlslog.Opt[time.Duration]) Cursor {
	*d = tlslog.Opt[time.Duration]{}
	i := c.value(name)
	if i >= len(c.s) {
		return c.beyond()
	}
	n, width := field.LeadingUint(c.s[i:])
	if width == 0 {
		return c.absent(i)
	}
	*d = tlslog.Some(time.Duration(n) * time.Millisecond)
	return c.take(i + width)
}

// Micros reads a field of [Time] with six digits after the second.
func (c Cursor) Micros(name string, t *time.Time) Cursor {
	*t = time.Time{}
	i := c.value(name)
	if i >= len(c.s) {
		return c.beyond()
	}
	to := i + len("2006-01-02T15:04:05.000000Z")
	if to > len(c.s) || c.s[to-1] != 'Z' {
		return c.absent(i)
	}
	v, ok := field.Time(c.s[i:to])
	if !ok {
		return c.absent(i)
	}
	*t = v
	return c.take(to)
}

// EpochMillis reads a field of [EpochMillis].
func (c Cursor) EpochMillis(name string, t *time.Time) Cursor {
	*t = time.Time{}
	i := c.value(name)
	if i >= len(c.s) {
		return c.beyond()
	}
	to := i + len("1731620046814") // since 2001
	if to > len(c.s) || c.s[i] == '0' {
		return c.absent(i)
	}
	v, ok := field.EpochMillis(c.s[i:to])
	if !ok {
		return c.absent(i)
	}
	*t = v
	return c.take(to)
}

// Validity reads a field of [Validity].
func (c Cursor) Validity(name string, v *tlslog.Validity) Cursor {
	*v = tlslog.Validity{}
	i := c.value(name)
	if i >= len(c.s) {
		return c.beyond()
	}
	if c.s[i] == '-' {
		return c.take(i + 1)
	}
	const width = len("2006-01-02T15:04:05Z")
	from := i + len(notBefore)
	to := from + width + len(notAfter)
	end := to + width
	if end > len(c.s) || c.s[i:from] != notBefore || c.s[from+width-1] != 'Z' || c.s[to-len(notAfter):to] != notAfter || c.s[end-1] != 'Z' {
		return gaveUp
	}
	var ok1, ok2 bool
	v.NotBefore, ok1 = field.Time(c.s[from : from+width])
	v.NotAfter, ok2 = field.Time(c.s[to:end])
	if !ok1 || !ok2 || v.IsZero() {
		return gaveUp
	}
	return c.take(end)
}
