package inflate

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// bitWriter puts a DEFLATE stream together.
type bitWriter struct {
	b []byte
	n int
}

// number appends the n bits of v, from the lowest.
func (w *bitWriter) number(v, n int) *bitWriter {
	for i := range n {
		if w.n%8 == 0 {
			w.b = append(w.b, 0)
		}
		w.b[w.n/8] |= byte(v>>i&1) << (w.n % 8)
		w.n++
	}
	return w
}

// code appends a code, which is written with '0' and '1'.
func (w *bitWriter) code(words ...string) *bitWriter {
	for _, word := range words {
		for _, c := range word {
			w.number(int(c-'0'), 1)
		}
	}
	return w
}

func (w *bitWriter) String() string { return string(w.b) }

func final() *bitWriter { return new(bitWriter).number(1, 1) }

// dynamic begins a last block with the lengths that each code has for the
// symbols from 0 on. They are written with a code in which each length has
// four bits, its value.
func dynamic(lits, dists []int) *bitWriter {
	w := final().number(2, 2).number(len(lits)-257, 5).number(len(dists)-1, 5).number(15, 4)
	for _, symbol := range []int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15} {
		n := 4
		if symbol > 15 {
			n = 0
		}
		w.number(n, 3)
	}
	for _, n := range append(append([]int(nil), lits...), dists...) {
		for i := 3; i >= 0; i-- {
			w.number(n>>i, 1)
		}
	}
	return w
}

// lengths returns a list of n lengths, of which those given are not 0.
func lengths(n int, given map[int]int) []int {
	list := make([]int, n)
	for i, length := range given {
		list[i] = length
	}
	return list
}

// ladder gives the symbols from first on the lengths 1, 2, 3 ... and the last
// two the longest.
func ladder(longest, first int) map[int]int {
	m := map[int]int{}
	for n := 1; n <= longest; n++ {
		m[first+n-1] = n
	}
	m[first+longest] = longest
	return m
}

const (
	fixedA   = "10010001" // 'a'
	fixedEnd = "0000000"
)

var hostile = []struct {
	name, in string
	want     string
	err      error // nil for a sound stream
}{
	{"nothing", "", "", io.ErrUnexpectedEOF},
	{"fixed", final().number(1, 2).code(fixedA, fixedA, fixedEnd).String(), "aa", nil},
	{"fixed, empty", final().number(1, 2).code(fixedEnd).String(), "", nil},
	{"fixed, two", new(bitWriter).number(0, 1).number(1, 2).code(fixedA, fixedEnd).number(1, 1).number(1, 2).code(fixedA, fixedEnd).String(), "aa", nil},
	{"run", final().number(1, 2).code(fixedA, "0000001", "00000", fixedEnd).String(), "aaaa", nil},
	{"run of 258", final().number(1, 2).code(fixedA, "11000101", "00000", fixedEnd).String(), strings.Repeat("a", 259), nil},
	{"258 in the other way", final().number(1, 2).code(fixedA, "11000100").number(31, 5).code("00000", fixedEnd).String(), strings.Repeat("a", 259), nil},
	{"cut behind a literal that begins like a length with extra bits", final().number(1, 2).code(fixedA, fixedA, "110010000").number(0, 2).String(), "aa\x90", io.ErrUnexpectedEOF},
	{"length 286", final().number(1, 2).code(fixedA, "11000110").String(), "a", flate.CorruptInputError(0)},
	{"length 287", final().number(1, 2).code(fixedA, "11000111").String(), "a", flate.CorruptInputError(0)},
	{"distance 30", final().number(1, 2).code(fixedA, "0000001", "11110").String(), "a", flate.CorruptInputError(0)},
	{"distance 31", final().number(1, 2).code(fixedA, "0000001", "11111").String(), "a", flate.CorruptInputError(0)},
	{"before the start", final().number(1, 2).code(fixedA, "0000001", "00001", fixedEnd).String(), "a", flate.CorruptInputError(0)},
	{"before the start of nothing", final().number(1, 2).code("0000001", "00000", fixedEnd).String(), "", flate.CorruptInputError(0)},
	{"far before the start", final().number(1, 2).code(fixedA, "0000001", "11101").number(8191, 13).code(fixedEnd).String(), "a", flate.CorruptInputError(0)},
	{"stored", "\x01\x03\x00\xfc\xffabc", "abc", nil},
	{"stored, empty", "\x01\x00\x00\xff\xff", "", nil},
	{"stored, padding that is not zero", "\xf9\x03\x00\xfc\xffabc", "abc", nil},
	{"stored, twice", "\x00\x01\x00\xfe\xffa\x01\x01\x00\xfe\xffb", "ab", nil},
	{"stored, wrong complement", "\x01\x03\x00\xfc\xfeabc", "", flate.CorruptInputError(0)},
	{"stored, cut", "\x01\x03\x00\xfc\xffab", "ab", io.ErrUnexpectedEOF},
	{"block type 3", final().number(3, 2).String(), "", flate.CorruptInputError(0)},
	{"287 lengths", final().number(2, 2).number(30, 5).number(0, 5).number(0, 4).number(0, 12).String(), "", flate.CorruptInputError(0)},
	{"31 distances", final().number(2, 2).number(0, 5).number(30, 5).number(0, 4).number(0, 12).String(), "", flate.CorruptInputError(0)},
	{"code of lengths incomplete", final().number(2, 2).number(0, 14).number(2, 3).number(0, 40).String(), "", flate.CorruptInputError(0)},
	{"no code of lengths", final().number(2, 2).number(0, 14).number(0, 12).String(), "", flate.CorruptInputError(0)},
	{"code of lengths of one symbol, repeats nothing", final().number(2, 2).number(0, 14).number(1, 3).number(0, 9).code("0").number(3, 2).String(), "", flate.CorruptInputError(0)},
	{"code of lengths of one symbol", final().number(2, 2).number(0, 14).number(0, 6).number(1, 3).number(0, 3).code("0").number(127, 7).code("0").number(109, 7).String(), "", flate.CorruptInputError(0)},
	{"code of lengths of one symbol, the other", final().number(2, 2).number(0, 14).number(0, 6).number(1, 3).number(0, 3).code("1").number(0, 30).String(), "", flate.CorruptInputError(0)},
	{"zeros beyond the end", final().number(2, 2).number(0, 14).number(0, 6).number(1, 3).number(0, 3).code("0").number(127, 7).code("0").number(127, 7).String(), "", flate.CorruptInputError(0)},
	{"over-subscribed", dynamic(lengths(257, map[int]int{'a': 1, 'b': 1, 256: 1}), []int{0}).number(0, 30).String(), "", flate.CorruptInputError(0)},
	{"incomplete", dynamic(lengths(257, map[int]int{'a': 2, 256: 2}), []int{0}).number(0, 30).String(), "", flate.CorruptInputError(0)},
	{"incomplete, one code of two bits", dynamic(lengths(257, map[int]int{256: 2}), []int{0}).number(0, 30).String(), "", flate.CorruptInputError(0)},
	{"distances over-subscribed", dynamic(lengths(257, map[int]int{'a': 1, 256: 1}), []int{1, 1, 1}).number(0, 30).String(), "", flate.CorruptInputError(0)},
	{"distances incomplete", dynamic(lengths(257, map[int]int{'a': 1, 256: 1}), []int{1, 2}).number(0, 30).String(), "", flate.CorruptInputError(0)},
	{"no code for the end", dynamic(lengths(257, map[int]int{'a': 1, 'b': 1}), []int{0}).code("0101").String(), "ababaa", io.ErrUnexpectedEOF},
	{"no symbols", dynamic(lengths(257, nil), []int{0}).number(0, 30).String(), "", flate.CorruptInputError(0)},
	{"only the end", dynamic(lengths(257, map[int]int{256: 1}), []int{0}).code("0").String(), "", nil},
	{"only the end, but its other code", dynamic(lengths(257, map[int]int{256: 1}), []int{0}).code("1").String(), "", flate.CorruptInputError(0)},
	{"one distance", dynamic(lengths(258, map[int]int{'a': 2, 'b': 2, 256: 2, 257: 2}), []int{1}).code("00", "11", "0", "10").String(), "aaaa", nil},
	{"one distance, the other code", dynamic(lengths(258, map[int]int{'a': 2, 'b': 2, 256: 2, 257: 2}), []int{1}).code("00", "11", "1", "10").String(), "a", flate.CorruptInputError(0)},
	{"no distance, not used", dynamic(lengths(258, map[int]int{'a': 2, 'b': 2, 256: 2, 257: 2}), []int{0}).code("00", "10").String(), "a", nil},
	{"no distance, used", dynamic(lengths(258, map[int]int{'a': 2, 'b': 2, 256: 2, 257: 2}), []int{0}).code("00", "11", "0", "10").String(), "a", flate.CorruptInputError(0)},
	{"codes of up to 15 bits", dynamic(lengths(286, ladder(15, 245)), lengths(30, ladder(15, 0))).
		code("0", "10", "110", "111111111110").String(), "\xf5\xf6\xf7", nil},
}

// sameEnd reports whether two errors are of one kind, wherever they were found.
func sameEnd(a, b error) bool {
	if _, ok := errors.AsType[flate.CorruptInputError](a); ok {
		_, ok = errors.AsType[flate.CorruptInputError](b)
		return ok
	}
	return a == b
}

func TestHostile(t *testing.T) {
	for _, tt := range hostile {
		got, _, err := oracle(tt.in)
		if string(got) != tt.want || !sameEnd(err, tt.err) {
			t.Errorf("%s: the oracle says %q, %v, the test %q, %v", tt.name, got, err, tt.want, tt.err)
		}
		for seed := range uint64(3) {
			differ(t, new(Reader), tt.name, tt.in, seed)
			differ(t, new(Reader), tt.name+", more behind", tt.in+strings.Repeat("\x00", 100), seed)
		}
	}
}

// differ compares three readers of the DEFLATE stream that in begins with: r,
// the oracle and compress/flate. The seed decides in which
// pieces the stream arrives and is read.
func differ(t *testing.T, r *Reader, name, in string, seed uint64) {
	t.Helper()
	want, used, wantErr := oracle(in)

	src := strings.NewReader(in)
	std, stdErr := io.ReadAll(flate.NewReader(src))
	switch {
	case wantErr == nil:
		if stdErr != nil || !bytes.Equal(std, want) || len(in)-src.Len() != used {
			t.Fatalf("%s: compress/flate: %d bytes of %d, %v, the oracle %d of %d", name, len(std), len(in)-src.Len(), stdErr, len(want), used)
		}
	// compress/flate does not return what lies before an error, and takes a
	// stream to be cut when it has less bits left than the end of the block.
	case !bytes.HasPrefix(want, std) || !sameEnd(stdErr, wantErr) && stdErr != io.ErrUnexpectedEOF:
		t.Fatalf("%s: compress/flate: %d bytes, %v, the oracle %d, %v", name, len(std), stdErr, len(want), wantErr)
	}

	gz := plainHeader + in
	if wantErr == nil { // the trailer, and what follows as another member
		gz = member(in[:used], string(want)) + in[used:]
		wantErr = io.EOF
		if n := len(in) - used; n >= 10 {
			wantErr = gzip.ErrHeader
		} else if n > 0 {
			wantErr = io.ErrUnexpectedEOF
		}
		if strings.HasPrefix(in[used:], "\x1f\x8b\x08") {
			return // for FuzzGzip
		}
	}
	rng := rand.New(rand.NewPCG(seed, 0))
	_ = r.Reset(&pieces{gz, rng})
	var got []byte
	room := make([]byte, 1<<16)
	for {
		p := room[:1+rng.IntN(1<<rng.IntN(17))]
		n, err := r.Read(p)
		got = append(got, p[:n]...)
		if err == nil {
			continue
		}
		if !sameEnd(err, wantErr) || !bytes.Equal(got, want) {
			t.Fatalf("%s, seed %d: %d bytes, %v, want %d, %v", name, seed, len(got), err, len(want), wantErr)
		}
		if _, ok := errors.AsType[flate.CorruptInputError](err); ok && err != flate.CorruptInputError(len(plainHeader)+used) {
			t.Fatalf("%s, seed %d: %v, want %v", name, seed, err, flate.CorruptInputError(len(plainHeader)+used))
		}
		return
	}
}

// pieces is a reader that returns pieces of random length.
type pieces struct {
	in  string
	rng *rand.Rand
}

func (c *pieces) Read(p []byte) (int, error) {
	if c.in == "" {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), 1+c.rng.IntN(1<<c.rng.IntN(13)))], c.in)
	c.in = c.in[n:]
	return n, nil
}

// TestFar reaches back by all distances, within a block that Read is given
// and beyond its start.
func TestFar(t *testing.T) {
	for distance := 1; distance <= windowSize; distance += 1 + distance/7 {
		w := final().number(1, 2)
		for i := range distance + 3 {
			w.code([]string{fixedA, "10010010", "10010011"}[i*i%3])
		}
		for s := len(rfcDistances) - 1; s >= 0; s-- {
			if d := rfcDistances[s]; distance >= d.base {
				for _, length := range []string{"0000001", "0000111", "11000101"} {
					w.code(length)
					for i := 4; i >= 0; i-- {
						w.number(s>>i, 1)
					}
					w.number(distance-d.base, d.extra)
				}
				break
			}
		}
		w.code(fixedEnd)
		differ(t, new(Reader), "far", w.String(), uint64(distance))
	}
}

func FuzzDeflate(f *testing.F) {
	for _, tt := range hostile {
		f.Add(tt.in, uint64(1))
	}
	for _, text := range texts() {
		for level := flate.HuffmanOnly; level <= flate.BestCompression; level++ {
			f.Add(deflated(f, text[:min(len(text), 3000)], level), uint64(level+5))
		}
	}
	r := new(Reader)
	f.Fuzz(func(t *testing.T, in string, seed uint64) {
		if len(in) > 1<<14 {
			return // slow
		}
		differ(t, r, "fuzz", in, seed)
	})
}

// FuzzGzip compares whole files with compress/gzip.
func FuzzGzip(f *testing.F) {
	one := member(deflated(f, "one", 6), "one")
	f.Add(one, uint64(1))
	f.Add(one+one, uint64(2))
	f.Add(one+"behind", uint64(3))
	f.Add(withHeaderCRC("\x1f\x8b\x08\x1e\x00\x00\x00\x00\x00\xff\x02\x00abname\x00comment\x00")+one[10:], uint64(4))
	f.Fuzz(func(t *testing.T, in string, seed uint64) {
		var want []byte
		z, wantErr := gzip.NewReader(strings.NewReader(in))
		if wantErr == nil {
			want, wantErr = io.ReadAll(z)
		}
		if wantErr == nil {
			wantErr = io.EOF
		}
		rng := rand.New(rand.NewPCG(seed, 0))
		var r Reader
		_ = r.Reset(&pieces{in, rng})
		got, err := readAll(&r, 1+rng.IntN(1<<rng.IntN(17)))
		switch {
		case err == gzip.ErrHeader && reservedFlags(in):
			return // which compress/gzip does not look at
		case err == io.ErrUnexpectedEOF && wantErr == io.EOF && r.state == atHeader:
			return // cut within a name, which compress/gzip takes for a good end
		case wantErr == io.EOF && !bytes.Equal(got, want) || !bytes.HasPrefix(got, want):
			t.Fatalf("%d bytes, %v, want %d, %v", len(got), err, len(want), wantErr)
		case !sameEnd(err, wantErr) && wantErr != io.ErrUnexpectedEOF:
			t.Fatalf("%v, want %v", err, wantErr)
		}
	})
}

// reservedFlags reports whether there may be a header with reserved flags.
func reservedFlags(in string) bool {
	for _, rest := range strings.Split(in, "\x1f\x8b\x08")[1:] {
		if rest != "" && rest[0]&flagsReserved != 0 {
			return true
		}
	}
	return false
}
