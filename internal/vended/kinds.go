package vended

import (
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/tlslog"
)

// The functions below, and those in times.go, make the fields of the kinds
// that the sources share. Each takes AWS's name and a function that points at
// the field in a record.

// Text makes a field that is kept as written.
func Text[R any, S ~string](name string, at func(*R) *S) Field[R] {
	return Field[R]{
		Name:   name,
		Set:    func(rec *R, v string) error { *at(rec) = S(v); return nil },
		Append: func(b []byte, rec *R) []byte { return append(b, *at(rec)...) },
		Clear:  clearer(at),
		Clone:  func(rec *R) { *at(rec) = S(strings.Clone(string(*at(rec)))) },
		Fits:   func(rec *R) bool { return *at(rec) != absent },
	}
}

// Addr makes a field of IP addresses, written in the form of RFC 5952.
func Addr[R any](name string, at func(*R) *netip.Addr) Field[R] {
	return Field[R]{
		Name: name,
		Set:  setAddr(at),
		Append: func(b []byte, rec *R) []byte {
			if a := *at(rec); a.IsValid() {
				b = a.AppendTo(b)
			}
			return b
		},
		Clear:     clearer(at),
		Canonical: isCompressed,
	}
}

// ExpandedAddr makes a field of IP addresses, written with all digits of an
// IPv6 address.
func ExpandedAddr[R any](name string, at func(*R) *netip.Addr) Field[R] {
	return Field[R]{
		Name: name,
		Set:  setAddr(at),
		Append: func(b []byte, rec *R) []byte {
			if a := *at(rec); a.IsValid() {
				b = append(b, a.StringExpanded()...)
			}
			return b
		},
		Clear:     clearer(at),
		Canonical: isExpanded,
	}
}

func setAddr[R any](at func(*R) *netip.Addr) func(*R, string) error {
	return func(rec *R, v string) error {
		a, ok := field.Addr(v)
		if !ok {
			return tlslog.ErrAddress
		}
		*at(rec) = a
		return nil
	}
}

// isCompressed reports whether v, an address, is what [Addr] writes.
func isCompressed(v string) bool {
	if strings.IndexByte(v, ':') < 0 {
		return true // IPv4
	}
	a, _ := field.Addr(v)
	return field.CanonicalAddr(v, a)
}

// isExpanded reports whether v, an address, is what [ExpandedAddr] writes.
func isExpanded(v string) bool {
	switch {
	case strings.IndexByte(v, ':') < 0:
		return true
	case strings.IndexByte(v, '%') < 0:
		return len(v) == len("2001:0db8:85a3:0000:0000:8a2e:0370:7334") &&
			strings.IndexByte(v, '.') < 0 && !hasUpper(v)
	}
	a, err := netip.ParseAddr(v)
	return err == nil && a.StringExpanded() == v
}

func isExpandedAddr(v string, _ netip.Addr) bool { return isExpanded(v) }

// hasUpper reports whether s, an IPv6 address of eight bytes or more, has a
// digit in upper case: a byte with the bit 0x40, which letters have and digits
// and colons do not, but not the bit 0x20 of lower case.
func hasUpper(s string) bool {
	letters := uint64(0)
	for i := 0; i < len(s); i += 8 {
		w := load8(s[min(i, len(s)-8):])
		letters |= w &^ (w << 1)
	}
	return letters&0x4040404040404040 != 0
}

// Port makes a field of port numbers. Port 0 is never one, and stands for an
// absent value.
func Port[R any](name string, at func(*R) *uint16) Field[R] {
	return Field[R]{
		Name: name,
		Set: func(rec *R, v string) error {
			p, ok := field.Port(v)
			if !ok {
				return tlslog.ErrNumber
			}
			*at(rec) = p
			return nil
		},
		Append: func(b []byte, rec *R) []byte {
			if p := *at(rec); p != 0 {
				b = strconv.AppendUint(b, uint64(p), 10)
			}
			return b
		},
		Clear:     clearer(at),
		Canonical: func(v string) bool { return v != "0" && field.CanonicalPort(v) },
	}
}

// Seconds makes a field of durations that are written as seconds with three
// decimals or more.
func Seconds[R any](name string, at func(*R) *tlslog.Opt[time.Duration]) Field[R] {
	return duration(name, at, field.Seconds, field.AppendSeconds, field.CanonicalSeconds)
}

// Millis makes a field of durations that are written as milliseconds, with as
// many decimals as it takes.
func Millis[R any](name string, at func(*R) *tlslog.Opt[time.Duration]) Field[R] {
	return duration(name, at, field.Millis, field.AppendMillis, field.CanonicalMillis)
}

func duration[R any](
	name string,
	at func(*R) *tlslog.Opt[time.Duration],
	parse func(string) (time.Duration, bool),
	write func([]byte, time.Duration) []byte,
	canonical func(string) bool,
) Field[R] {
	return Field[R]{
		Name: name,
		Set: func(rec *R, v string) error {
			d, ok := parse(v)
			if !ok {
				return tlslog.ErrNumber
			}
			*at(rec) = tlslog.Some(d)
			return nil
		},
		Append: func(b []byte, rec *R) []byte {
			if d, ok := at(rec).Get(); ok {
				b = write(b, d)
			}
			return b
		},
		Clear:     clearer(at),
		Fits:      func(rec *R) bool { return at(rec).Or(0) >= 0 },
		Canonical: canonical,
	}
}

// clearer returns a function that makes what at points at zero.
func clearer[R, V any](at func(*R) *V) func(*R) {
	return func(rec *R) { *at(rec) = *new(V) }
}
