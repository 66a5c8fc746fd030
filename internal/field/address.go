package field

import (
	"net/netip"
	"strings"
)

// Addr reads an IPv4 or IPv6 address in every spelling that
// [netip.ParseAddr] reads, and no other, to the same result. A port, a prefix
// length, brackets and octets with leading zeros are refused; an IPv6 address
// may have a zone; IPv4 mapped into IPv6 stays IPv6.
//
// Addr is faster than ParseAddr, and allocates nothing where ParseAddr makes
// an error: CloudTrail has names of services in the place of addresses.
func Addr(s string) (a netip.Addr, ok bool) {
	if a, ok = addr4(s); ok {
		return a, true
	}
	if a, ok = addr6(s); ok {
		return a, true
	}
	if strings.IndexByte(s, '%') >= 0 {
		a, err := netip.ParseAddr(s)
		return a, err == nil
	}
	return netip.Addr{}, false
}

// CanonicalAddr reports whether s, which [Addr] has read as a, is what
// [netip.Addr.AppendTo] writes: every IPv4 address, and an IPv6 address in the
// form of RFC 5952.
func CanonicalAddr(s string, a netip.Addr) bool {
	if a.Is4() {
		return true
	}
	var text [64]byte
	return string(a.AppendTo(text[:0])) == s
}

// addr4 reads an IPv4 address. Where the next point is tells the width of an
// octet; this is faster than to look for the end of the digits one by one.
func addr4(s string) (netip.Addr, bool) {
	var octets [4]byte
	for i := range 3 {
		if len(s) < len("1.1") {
			return netip.Addr{}, false
		}
		x, y, z := uint(s[0]-'0'), uint(s[1]-'0'), uint(s[2]-'0')
		switch {
		case s[1] == '.':
			if x > 9 {
				return netip.Addr{}, false
			}
			octets[i], s = byte(x), s[2:]
		case s[2] == '.':
			if x < 1 || x > 9 || y > 9 {
				return netip.Addr{}, false
			}
			octets[i], s = byte(x*10+y), s[3:]
		case len(s) > 3 && s[3] == '.':
			n := x*100 + y*10 + z
			if x < 1 || x > 2 || y > 9 || z > 9 || n > 255 {
				return netip.Addr{}, false
			}
			octets[i], s = byte(n), s[4:]
		default:
			return netip.Addr{}, false
		}
	}
	n, ok := number5(s)
	if !ok || n > 255 || len(s) > 1 && s[0] == '0' {
		return netip.Addr{}, false
	}
	octets[3] = byte(n)
	return netip.AddrFrom4(octets), true
}

// addr6 reads an IPv6 address without a zone.
func addr6(s string) (netip.Addr, bool) {
	var b [16]byte
	n := 0    // bytes of b that have been read
	gap := -1 // those that stand before a ::
	if strings.HasPrefix(s, "::") {
		gap, s = 0, s[2:]
	}
	for s != "" {
		if n == len(b) {
			return netip.Addr{}, false
		}
		group, width := hexGroup(s)
		if width == 0 {
			return netip.Addr{}, false
		}
		if width < len(s) && s[width] == '.' { // the last 32 bits as IPv4
			a, ok := addr4(s)
			if !ok || n > 12 {
				return netip.Addr{}, false
			}
			octets := a.As4()
			n += copy(b[n:], octets[:])
			break
		}
		b[n], b[n+1] = byte(group>>8), byte(group)
		n += 2
		if s = s[width:]; s == "" {
			break
		}
		switch {
		case s == ":" || s[0] != ':':
			return netip.Addr{}, false
		case s[1] != ':':
			s = s[1:]
		case gap < 0:
			gap, s = n, s[2:]
		default:
			return netip.Addr{}, false
		}
	}
	if gap < 0 {
		if n < len(b) {
			return netip.Addr{}, false
		}
		return netip.AddrFrom16(b), true
	}
	if n == len(b) { // a :: for nothing
		return netip.Addr{}, false
	}
	after := b
	clear(b[gap:])
	copy(b[len(b)-(n-gap):], after[gap:n])
	return netip.AddrFrom16(b), true
}

// hexGroup reads the number at the head of s, of one to four hexadecimal
// digits, and returns of how many it is; none if there is no such number.
func hexGroup(s string) (group uint, width int) {
	for width < len(s) {
		d := hexDigit[s[width]]
		if d == 0 {
			break
		}
		if width == 4 {
			return 0, 0
		}
		group = group<<4 | uint(d-1)
		width++
	}
	return group, width
}

// hexDigit has the values of the hexadecimal digits, plus one.
var hexDigit = [256]uint8{
	'0': 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
	'a': 11, 12, 13, 14, 15, 16,
	'A': 11, 12, 13, 14, 15, 16,
}
