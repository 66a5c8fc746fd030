package inflate

import (
	"compress/flate"
	"fmt"
	"io"
	"slices"
	"sync"
)

// oracle inflates the DEFLATE stream that in begins with, slowly and by the
// letter of RFC 1951. It returns what the stream holds, the number of bytes
// used, the last in part perhaps, and nil, [io.ErrUnexpectedEOF] or a
// [flate.CorruptInputError].
func oracle(in string) (out []byte, used int, err error) {
	o := slow{in: in}
	defer func() {
		out, used = o.out, (o.pos+7)/8
		if e := recover(); e == errOracleCorrupt {
			err = flate.CorruptInputError(used)
		} else if e != nil {
			err = e.(error)
		}
	}()
	for final := false; !final; {
		final = o.number(1) == 1
		o.block(o.number(2))
	}
	return
}

var errOracleCorrupt = fmt.Errorf("corrupt")

type slow struct {
	in  string
	pos int // in bits
	out []byte
}

func (o *slow) bit() int {
	if o.pos == 8*len(o.in) {
		panic(io.ErrUnexpectedEOF)
	}
	b := o.in[o.pos/8] >> (o.pos % 8) & 1
	o.pos++
	return int(b)
}

func (o *slow) number(n int) (v int) {
	for i := range n {
		v |= o.bit() << i
	}
	return v
}

// must ends the stream if it breaks a rule.
func (o *slow) must(rule bool) {
	if !rule {
		panic(errOracleCorrupt)
	}
}

func (o *slow) block(kind int) {
	switch kind {
	case 0:
		o.pos = (o.pos + 7) / 8 * 8
		n := o.number(16)
		o.must(o.number(16) == n^0xffff)
		for range n {
			o.out = append(o.out, byte(o.number(8)))
		}
	case 1:
		lits, dists := fixedBooks()
		o.symbols(lits, dists)
	case 2:
		nlit, ndist, nlen := o.number(5)+257, o.number(5)+1, o.number(4)+4
		o.must(nlit <= 286 && ndist <= 30)
		lens := make([]int, 19)
		for i := range nlen {
			lens[[]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}[i]] = o.number(3)
		}
		code := o.code(lens)
		var lengths []int
		for len(lengths) < nlit+ndist {
			n, length := 1, o.symbol(code)
			switch length {
			case 16:
				o.must(len(lengths) > 0)
				n, length = 3+o.number(2), lengths[len(lengths)-1]
			case 17:
				n, length = 3+o.number(3), 0
			case 18:
				n, length = 11+o.number(7), 0
			}
			for range n {
				lengths = append(lengths, length)
			}
		}
		o.must(len(lengths) == nlit+ndist)
		lits := o.code(lengths[:nlit])
		o.symbols(lits, o.code(lengths[nlit:]))
	default:
		o.must(false)
	}
}

// fixedBooks are the codes of section 3.2.6.
var fixedBooks = sync.OnceValues(func() (lits, dists codeBook) {
	lengths := slices.Concat(slices.Repeat([]int{8}, 144), slices.Repeat([]int{9}, 112), slices.Repeat([]int{7}, 24), slices.Repeat([]int{8}, 8))
	o := new(slow)
	return o.code(lengths), o.code(slices.Repeat([]int{5}, 32))
})

// A codeBook gives the symbol of a code, written with '0' and '1', and -1 for
// what is only the beginning of one.
type codeBook map[string]int

func (o *slow) code(lengths []int) codeBook {
	book := codeBook{}
	next, used, longest := 0, 0, 0
	for n := 1; n <= 15; n++ {
		next <<= 1
		for symbol, length := range lengths {
			if length != n {
				continue
			}
			o.must(next < 1<<n)
			word := fmt.Sprintf("%0*b", n, next)
			book[word] = symbol
			for i := range word {
				book[word[:i]] = -1
			}
			next++
			used++
			longest = n
		}
	}
	o.must(next == 1<<15 || used == 0 || used == 1 && longest == 1)
	return book
}

func (o *slow) symbol(book codeBook) int {
	for word := ""; ; word += string('0' + rune(o.bit())) {
		symbol, ok := book[word]
		o.must(ok)
		if symbol >= 0 {
			return symbol
		}
	}
}

func (o *slow) symbols(lits, dists codeBook) {
	for {
		s := o.symbol(lits)
		if s < 256 {
			o.out = append(o.out, byte(s))
			continue
		}
		if s == 256 {
			return
		}
		s -= 257
		o.must(s < len(rfcLengths))
		length := rfcLengths[s].base + o.number(rfcLengths[s].extra)
		s = o.symbol(dists)
		o.must(s < len(rfcDistances))
		dist := rfcDistances[s].base + o.number(rfcDistances[s].extra)
		o.must(dist <= len(o.out))
		for range length {
			o.out = append(o.out, o.out[len(o.out)-dist])
		}
	}
}

// The tables of RFC 1951, section 3.2.5.
var (
	rfcLengths = []struct{ extra, base int }{
		{0, 3}, {0, 4}, {0, 5}, {0, 6}, {0, 7}, {0, 8}, {0, 9}, {0, 10},
		{1, 11}, {1, 13}, {1, 15}, {1, 17}, {2, 19}, {2, 23}, {2, 27}, {2, 31},
		{3, 35}, {3, 43}, {3, 51}, {3, 59}, {4, 67}, {4, 83}, {4, 99}, {4, 115},
		{5, 131}, {5, 163}, {5, 195}, {5, 227}, {0, 258},
	}
	rfcDistances = []struct{ extra, base int }{
		{0, 1}, {0, 2}, {0, 3}, {0, 4}, {1, 5}, {1, 7}, {2, 9}, {2, 13}, {3, 17}, {3, 25},
		{4, 33}, {4, 49}, {5, 65}, {5, 97}, {6, 129}, {6, 193}, {7, 257}, {7, 385}, {8, 513}, {8, 769},
		{9, 1025}, {9, 1537}, {10, 2049}, {10, 3073}, {11, 4097}, {11, 6145}, {12, 8193}, {12, 12289}, {13, 16385}, {13, 24577},
	}
)
