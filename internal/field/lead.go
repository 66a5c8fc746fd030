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

// LeadingAddr4 reads an IPv4 address.
func LeadingAddr4(s string) (a netip.Addr, width int) {
	w, next := head8(s, 0), head8(s, 8)
	var octets uint32
	for i := range 4 {
		d := uint32(w) ^ 0x30303030                                       // digits become numbers
		n := uint(bits.TrailingZeros32((d+0x76767676|d)&0x80808080)) &^ 7 // how many bits they have
		e := d << ((32 - n) & 31)                                         // the last one is the highest byte
		octet := e>>24 + e>>16&0xff*10 + e>>8&0xff*100
		if n-8 > 16 || octet > 255 || d&0xff == 0 && n != 8 || i < 3 && w>>(n&63)&0xff != '.' {
			return netip.Addr{}, 0
		}
		octets = octets<<8 | octet
		n += 8 // and the byte behind them
		w = w>>(n&63) | next<<((64-n)&63)
		next >>= n & 63
		width += int(n / 8)
	}
	return netip.AddrFrom4([4]byte{byte(octets >> 24), byte(octets >> 16), byte(octets >> 8), byte(octets)}), width - 1
}

// LeadingUint reads a number of one to seven digits.
func LeadingUint(s string) (n uint64, width int) {
	d := head8(s, 0) ^ load8("00000000")
	// What is no digit gets its highest bit. Only what is behind it can get a
	// wrong one, from a carry.
	w := uint(bits.TrailingZeros64((d+0x7676767676767676|d)&high)) &^ 7
	if w-8 > 48 || d&0xff == 0 && w != 8 {
		return 0, 0
	}
	return number8(d << (64 - w)), int(w / 8)
}

// head8 returns the eight bytes of s from i on, with zeros behind its end.
func head8(s string, i int) uint64 {
	if len(s)-i >= 8 {
		return load8(s[i:])
	}
	return tail8(s, i)
}

// tail8 is head8 near the end of s.
func tail8(s string, i int) (w uint64) {
	if len(s) >= 8 {
		return load8(s[len(s)-8:]) >> (8 * uint(i+8-len(s))) // shifted out altogether behind the end
	}
	for n := len(s) - 1; n >= i; n-- {
		w = w<<8 | uint64(s[n])
	}
	return w
}
