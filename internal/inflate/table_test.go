package inflate

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestEntries compares what entries say with the tables of RFC 1951.
func TestEntries(t *testing.T) {
	check := func(name string, symbol int, e entry, base, extra int) {
		if e&rare != 0 || e.literals() != 0 || e.bits() != uint(extra) {
			t.Errorf("%s %d: %08x", name, symbol, e)
		}
		for v := range 1 << extra {
			const code, n = 0b101, 3
			if got := e.withCode(n).value(uint64(v<<n|code) | ^uint64(0)<<(n+extra)); got != base+v {
				t.Errorf("%s %d with extra bits %b is %d, want %d", name, symbol, v, got, base+v)
			}
		}
	}
	for i, l := range rfcLengths {
		check("length", 257+i, litEntry(257+i), l.base, l.extra)
	}
	for i, d := range rfcDistances {
		check("distance", i, distEntry(i), d.base, d.extra)
	}
	for symbol := range 256 {
		if e := litEntry(symbol); e.literals() != 1 || e.bytes() != uint16(symbol) {
			t.Errorf("literal %d: %08x", symbol, e)
		}
	}
	if e := litEntry(256); e&kindMask != endOfBlock {
		t.Errorf("end of block: %08x", e)
	}
	for _, e := range []entry{litEntry(286), litEntry(287), distEntry(30), distEntry(31)} {
		if e&kindMask != invalid {
			t.Errorf("%08x, want invalid", e)
		}
	}
}

// TestBuild compares tables with a code book, bit string by bit string.
func TestBuild(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 15 {
		lengths := completeCode(rng, 2+rng.IntN(285))
		book := new(slow).code(widen(lengths))
		var lits litTable
		if !build(lits[:], litBits, lengths, litEntry) {
			t.Fatalf("%v is no code", lengths)
		}
		single := lits
		lits.pair()
		for bits := range uint64(1 << maxCode) {
			symbol, n := lookUp(book, bits)
			e := lits[bits&(1<<litBits-1)]
			if e&kindMask == subTable {
				e = lits[e.sub(bits>>litBits, litBits)]
			}
			want := litEntry(symbol).withCode(n)
			if e.literals() < 2 {
				if e != want {
					t.Fatalf("%015b: %08x, want %08x", bits, e, want)
				}
				continue
			}
			next := single[bits&(1<<litBits-1)>>n]
			if e.first() != uint(n) || e.bits() != uint(n)+next.bits() || e.bits() > litBits ||
				e.bytes() != want.bytes()|next.bytes()<<8 {
				t.Fatalf("%015b: %08x, want %08x and %08x", bits, e, want, next)
			}
		}
	}
}

// TestTableSizes fills tables with as many sub-tables as a code can need.
func TestTableSizes(t *testing.T) {
	for _, tt := range []struct {
		table   []entry
		width   int
		symbols int
	}{
		{new(litTable)[:], litBits, maxLit},
		{new(distTable)[:], distBits, maxDist},
	} {
		// Pairs of codes of 15 bits, each pair in a sub-table of its own, and
		// shorter codes for the rest of the bit strings.
		for long := 2; long <= tt.symbols; long += 2 {
			lengths := slices.Repeat([]uint8{uint8(tt.width + 1)}, long)
			left := 1<<maxCode - long<<(maxCode-tt.width-1)
			for n := 1; n <= maxCode && len(lengths) < tt.symbols; n++ {
				for left >= 1<<(maxCode-n) && len(lengths) < tt.symbols {
					lengths = append(lengths, uint8(n))
					left -= 1 << (maxCode - n)
				}
			}
			if left > 0 {
				continue
			}
			if !build(tt.table, tt.width, lengths, distEntry) {
				t.Errorf("%d bits, %d long codes: no code", tt.width, long)
			}
		}
	}
}

// completeCode returns the lengths of a code of n symbols.
func completeCode(rng *rand.Rand, n int) []uint8 {
	lengths := []uint8{1, 1}
	for len(lengths) < n {
		if i := rng.IntN(len(lengths)); lengths[i] < maxCode {
			lengths[i]++
			lengths = append(lengths, lengths[i])
			if rng.IntN(2) == 0 { // grow deep
				lengths[0], lengths[i] = lengths[i], lengths[0]
			}
		}
	}
	for range rng.IntN(maxLit - n) {
		lengths = append(lengths, 0)
	}
	rng.Shuffle(len(lengths), func(i, j int) { lengths[i], lengths[j] = lengths[j], lengths[i] })
	return lengths
}

func widen(lengths []uint8) []int {
	wide := make([]int, len(lengths))
	for i, n := range lengths {
		wide[i] = int(n)
	}
	return wide
}

// lookUp returns the symbol of the code that bits begin with, and its length.
func lookUp(book codeBook, bits uint64) (symbol, n int) {
	word := ""
	for book[word] < 0 {
		word += string('0' + rune(bits>>len(word)&1))
	}
	return book[word], len(word)
}
