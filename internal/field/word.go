package field

// Eight bytes of text are handled at once as one 64-bit word, the first byte
// in the lowest eight bits. Patterns are written as text too, as in
// load8("15:04:05"): the compiler turns them into constants.

// high has the highest bit of each byte set, which no ASCII text has.
const high = 0x8080808080808080

// aboveNine, added to a word of ASCII that was combined with load8("00000000")
// by exclusive or, sets the highest bit of each byte that was no digit.
const aboveNine = 0x7676767676767676

// load8 returns the first eight bytes of s, which the compiler reads at once.
func load8(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// within compares each byte of w with the bytes at its place in lo and hi,
// which are ASCII. Its second result is high if all are in range; the bytes
// out of range lack their bit. Its first result is then w less lo, byte by
// byte, which makes digits of text when lo has a '0' in their place.
//
// Each byte has its highest bit set before something is subtracted, and so
// borrows nothing from its neighbour. Only a byte of hi can be less than what
// is subtracted, from a byte of w that is no ASCII; that byte is out of range,
// and so the borrowing does no harm.
func within(w, lo, hi uint64) (offsets, ok uint64) {
	above := (w | high) - lo
	below := (hi | high) - w
	return above &^ high, above & below &^ w & high
}

// pairs returns, in each byte of d, the number made of the digit in that byte
// and the digit in the byte after it.
func pairs(d uint64) uint64 {
	return d*10 + d>>8
}

// number8 returns the number whose eight digits are the bytes of d, the most
// significant in the lowest byte.
func number8(d uint64) uint64 {
	d = pairs(d) // in bytes 0, 2, 4 and 6
	const mask = 0x000000FF_000000FF
	return (d&mask*(1000000<<32+100) + d>>16&mask*(10000<<32+1)) >> 32
}

// pow10 has the powers of ten that fit into a count of nanoseconds.
var pow10 = [...]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}
