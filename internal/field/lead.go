package field

import (
	"math/bits"
	"net/netip"
)

// The functions below read a value at the head of s without knowing where it
// ends, and only as the writers spell it: they say so of a value that is
// spelled in another way by returning a width of 0, like of what is no value.
// What follows the value is for the caller to look at.
//
// Where a value has few digits, of a number that changes from one record to
// the next, a loop over them ends when the processor does not expect it. So
// these functions have no branch that depends on the number of digits.

// LeadingAddr4 reads an IPv4 address. Where its points are is known from all of
// it at once, for what follows it has to wait for that.
func LeadingAddr4(s string) (a netip.Addr, width int) {
	if len(s) < 16 {
		var padded [16]byte
		copy(padded[:], s)
		return LeadingAddr4(string(padded[:]))
	}
	// The ends of the octets are the first four bytes that are no digits.
	ends := notDigits(s) | notDigits(s[8:])<<8
	end0 := bits.TrailingZeros16(ends)
	ends &= ends - 1
	end1 := bits.TrailingZeros16(ends)
	ends &= ends - 1
	end2 := bits.TrailingZeros16(ends)
	ends &= ends - 1
	end3 := bits.TrailingZeros16(ends)
	if end2 > len("255.255.255") || end3 > len("255.255.255.255") || s[end0] != '.' || s[end1] != '.' || s[end2] != '.' {
		return netip.Addr{}, 0
	}
	width0, width1, width2, width3 := end0, end1-end0-1, end2-end1-1, end3-end2-1
	o0, o1, o2, o3 := octet(s, width0), octet(s[end0+1:], width1), octet(s[end1+1:], width2), octet(s[end2+1:], width3)
	// One that is too large, or less than it takes so many digits for, has
	// bits here that no octet has.
	sum := o0 | o1 | o2 | o3 | (o0 - least[width0&15]) | (o1 - least[width1&15]) | (o2 - least[width2&15]) | (o3 - least[width3&15])
	if sum > 255 {
		return netip.Addr{}, 0
	}
	return netip.AddrFrom4([4]byte{byte(o0), byte(o1), byte(o2), byte(o3)}), end3
}

// notDigits has a bit set for each of the first eight bytes of s that is no
// digit, the lowest for the first.
func notDigits(s string) uint16 {
	d := load8(s) ^ load8("00000000") // digits become numbers
	marks := ((d &^ high) + aboveNine | d) & high
	return uint16(marks >> 7 * 0x0102040810204080 >> 56) // gathers the bits in the highest byte
}

// octet returns the number of so many digits at the head of s, up to three.
func octet(s string, width int) uint32 {
	d := (load4(s) ^ 0x30303030) << ((32 - 8*width) & 31) // the last digit is the highest byte
	return d>>24 + d>>16&0xff*10 + d>>8&0xff*100
}

// least has the least octet of so many digits.
var least = [16]uint32{never, 0, 10, 100, never, never, never, never, never, never, never, never, never, never, never, never}

const never = 1 << 31

// load4 returns the first four bytes of s, which the compiler reads at once.
func load4(s string) uint32 {
	_ = s[3]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// LeadingUint reads a number of one to seven digits.
func LeadingUint(s string) (n uint64, width int) {
	d := head8(s) ^ load8("00000000")
	// What is no digit gets its highest bit. Only what is behind it can get a
	// wrong one, from a carry.
	w := uint(bits.TrailingZeros64((d+aboveNine|d)&high)) &^ 7
	if w-8 > 48 || d&0xff == 0 && w != 8 {
		return 0, 0
	}
	return number8(d << (64 - w)), int(w / 8)
}

// head8 returns the first eight bytes of s, with zeros behind its end.
func head8(s string) uint64 {
	if len(s) >= 8 {
		return load8(s)
	}
	var padded [8]byte
	copy(padded[:], s)
	return load8(string(padded[:]))
}
