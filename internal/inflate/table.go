package inflate

import "math/bits"

const (
	// maxCode is the length of the longest code, in bits.
	maxCode = 15

	// litBits, distBits and lenBits are how many bits select an entry of the
	// three tables. Longer codes go on in a sub-table, which is selected by as
	// many bits as the longest code needs: each entry that leads to one stands
	// for two codes or more, so that there are at most half as many sub-tables
	// as symbols.
	litBits  = 10
	distBits = 9
	lenBits  = 7 // no code of lengths is longer

	maxLit  = 288
	maxDist = 32
	maxLen  = 19
)

type (
	litTable  [1<<litBits + maxLit/2<<(maxCode-litBits)]entry
	distTable [1<<distBits + maxDist/2<<(maxCode-distBits)]entry
	lenTable  [1 << lenBits]entry
)

// An entry of a table says what the code stands for that the next bits begin
// with:
//
//	bit 0-5    length of the code and its extra bits together; of both codes of two literals
//	bit 6-7    of the rare ones: which of them
//	bit 8-13   length of the code alone; of the first of two literals
//	bit 14-28  the length or distance before extra bits are added to it, or the start of the sub-table
//	bit 29     whether it is one of the rare ones
//	bit 30-31  number of literals: 0, 1 or 2
//
// For literals, bits 14-21 are the first and bits 22-29 the second.
type entry uint32

const (
	codeShift  = 8
	valueShift = 14
	literal    = 1 << 30

	rare       = 1 << 29
	invalid    = rare | 0<<6 // no symbol has this code, or the symbol no meaning
	endOfBlock = rare | 1<<6
	subTable   = rare | 2<<6

	kindMask = 3<<30 | rare | 3<<6
)

// literals returns the number of literals.
func (e entry) literals() int { return int(e >> 30) }

// bits returns the length of the code, with the extra bits behind it.
func (e entry) bits() uint { return uint(e & 63) }

// first returns the length of the code of the first literal, or of the code
// alone.
func (e entry) first() uint { return uint(e >> codeShift & 63) }

// bytes returns the literals, the first in the lower byte.
func (e entry) bytes() uint16 { return uint16(e >> valueShift) }

// value returns the length or distance that b, the bits from the code on,
// stands for.
func (e entry) value(b uint64) int {
	extra := b & (1<<e.bits() - 1) >> e.first()
	return int(e>>valueShift) + int(extra)
}

// sub returns the place of the entry that b selects in the sub-table that e
// leads to. b is the bits behind the width bits that selected e.
func (e entry) sub(b uint64, width uint) int {
	return int(e>>valueShift&(1<<15-1)) + int(b&(1<<(maxCode-width)-1))
}

// withCode returns the entry of a symbol for a code of n bits.
func (e entry) withCode(n int) entry { return e + entry(n) + entry(n)<<codeShift }

// litEntry returns the entry of a literal or length, RFC 1951 section 3.2.5,
// without its code.
func litEntry(symbol int) entry {
	switch {
	case symbol < 256:
		return literal | entry(symbol)<<valueShift
	case symbol == 256:
		return endOfBlock
	case symbol < 265:
		return entry(symbol-257+3) << valueShift
	case symbol < 285: // four symbols for each number of extra bits
		extra := (symbol - 261) / 4
		base := 3 + (4+(symbol-261)%4)<<extra
		return entry(base)<<valueShift | entry(extra)
	case symbol == 285:
		return 258 << valueShift
	}
	return invalid
}

// distEntry returns the entry of a distance without its code.
func distEntry(symbol int) entry {
	switch {
	case symbol < 4:
		return entry(symbol+1) << valueShift
	case symbol < 30: // two symbols for each number of extra bits
		extra := (symbol - 2) / 2
		base := 1 + (2+symbol%2)<<extra
		return entry(base)<<valueShift | entry(extra)
	}
	return invalid
}

// lenEntry returns the entry of a symbol of the code of lengths without its
// code.
func lenEntry(symbol int) entry { return entry(symbol) << valueShift }

// build makes t the table for the canonical code in which symbol i has
// lengths[i] bits, or none for 0. It reports whether that is a code: one that
// uses up all bit strings, or, as zlib has it, the code of no symbol and that
// of one symbol with one bit.
//
// t is selected by the width lowest bits, and codes are packed from their
// highest bit on, so that what follows the code is in the higher bits.
func build(t []entry, width int, lengths []uint8, symbolEntry func(int) entry) bool {
	var count [maxCode + 1]int
	for _, n := range lengths {
		count[n]++
	}
	count[0] = 0

	// The symbols in the order of their codes: by length, then by value.
	var symbols [maxLit]uint16
	var next [maxCode + 2]int
	left, longest := 1, 0 // left: bit strings of this length that no code begins
	for n := 1; n <= maxCode; n++ {
		next[n+1] = next[n] + count[n]
		if left = 2*left - count[n]; left < 0 {
			return false
		}
		if count[n] > 0 {
			longest = n
		}
	}
	used := next[maxCode+1]
	if left > 0 && (used > 1 || longest > 1) {
		return false
	}
	for symbol, n := range lengths {
		if n > 0 {
			symbols[next[n]] = uint16(symbol)
			next[n]++
		}
	}

	// The codes that fit. For each further bit the table doubles: until a
	// longer code takes its place, an entry does for both values of the bit.
	t[0] = invalid
	code, i := 0, 0
	for n := 1; n <= width; n++ {
		size := 1 << (n - 1)
		copy(t[size:2*size], t[:size])
		code <<= 1
		for range count[n] {
			t[reverse(code, n)] = symbolEntry(int(symbols[i])).withCode(n)
			code++
			i++
		}
	}
	if used == 1 {
		for j := 1; j < 1<<width; j += 2 {
			t[j] = entry(invalid).withCode(1)
		}
	}

	// The longer ones.
	end := 1 << width
	for n := width + 1; n <= longest; n++ {
		code <<= 1
		for range count[n] {
			r := reverse(code, n)
			head := &t[r&(1<<width-1)]
			if *head&kindMask != subTable {
				*head = subTable | entry(end)<<valueShift
				end += 1 << (maxCode - width)
			}
			e := symbolEntry(int(symbols[i])).withCode(n)
			for j := r >> width; j < 1<<(maxCode-width); j += 1 << (n - width) {
				t[head.sub(uint64(j), uint(width))] = e
			}
			code++
			i++
		}
	}
	return true
}

// reverse returns the n bits of a code in the order in which they are packed.
func reverse(code, n int) int { return int(bits.Reverse16(uint16(code)) >> (16 - n)) }

// pair makes entries of two literals where the bits that select an entry are
// the codes of two.
func (t *litTable) pair() {
	// From the end, since an entry for which the first literal's code has been
	// taken off is one before it, and must still be that of one literal.
	for i := 1<<litBits - 1; i >= 0; i-- {
		e := t[i]
		if e.literals() == 0 {
			continue
		}
		f := t[i>>e.bits()]
		if n := e.bits() + f.bits(); f.literals() == 1 && n <= litBits {
			t[i] = e + literal + entry(f.bits()) + entry(f.bytes())<<(valueShift+8)
		}
	}
}
