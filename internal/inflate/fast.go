package inflate

import "encoding/binary"

const (
	// inputRoom is the number of bytes that fast may look at in one turn: two
	// words.
	inputRoom = 2 * 8

	// outputRoom is the number of bytes that fast may write in one turn: three
	// pairs of literals, and a match.
	outputRoom = 3*2 + matchRoom

	// matchRoom is the number of bytes that may be written for a match: the
	// longest has 258, and the last chunk may be too long.
	matchRoom = 258 + 2*chunk

	// chunk is the number of bytes that are copied at a time.
	chunk = 16
)

// fast decodes symbols of a compressed block to p[w:], as long as there is
// plenty of input and of room, and returns the end of what it has written.
//
// It stops before a symbol that is neither a literal nor a length, and between
// a length and a distance that is not one of this stream: careful finds out
// what there is.
func (r *Reader) fast(p []byte, w int) int {
	buf, pos := r.in.buf[:r.in.end], r.in.pos
	b, n := r.in.bits, r.in.n
	for pos <= len(buf)-inputRoom && w <= len(p)-outputRoom {
		// 56 bits or more: two pairs of literals, and a length or a literal
		// from a sub-table.
		b, n, pos = refill(b, n, buf, pos)
		e := r.lits[b&(1<<litBits-1)]
		if e.literals() > 0 {
			b, n, w = e.put(b, n, p, w)
			e = r.lits[b&(1<<litBits-1)]
			if e.literals() > 0 {
				b, n, w = e.put(b, n, p, w)
				e = r.lits[b&(1<<litBits-1)]
			}
		}
		if e&kindMask == subTable {
			e = r.lits[e.sub(b>>litBits, litBits)]
		}
		if e.literals() > 0 {
			b, n, w = e.put(b, n, p, w)
			continue
		}
		if e&rare != 0 {
			break
		}
		length := e.value(b)
		b, n = b>>e.bits(), n-e.bits()

		b, n, pos = refill(b, n, buf, pos)
		e = r.dists[b&(1<<distBits-1)]
		if e&kindMask == subTable {
			e = r.dists[e.sub(b>>distBits, distBits)]
		}
		distance := e.value(b)
		if e&rare != 0 || distance > w+r.history.size {
			r.length = length
			break
		}
		b, n = b>>e.bits(), n-e.bits()

		if distance < chunk || distance > w {
			w = r.history.match(p, w, length, distance)
			continue
		}
		// Most matches have no more than two chunks; a jump that is hard to
		// foretell costs more than the second.
		from, to := (*[matchRoom]byte)(p[w-distance:]), (*[matchRoom]byte)(p[w:])
		*(*[chunk]byte)(to[0:]) = *(*[chunk]byte)(from[0:])
		*(*[chunk]byte)(to[chunk:]) = *(*[chunk]byte)(from[chunk:])
		for i := 2 * chunk; i < length; i += chunk {
			*(*[chunk]byte)(to[i:]) = *(*[chunk]byte)(from[i:])
		}
		w += length
	}
	r.in.bits, r.in.n, r.in.pos = b&(1<<n-1), n, pos
	return w
}

// refill adds as many whole bytes as have room to the n bits of b. What b has
// above them is the start of the next byte, so that adding that again changes
// nothing.
func refill(b uint64, n uint, buf []byte, pos int) (uint64, uint, int) {
	return b | binary.LittleEndian.Uint64(buf[pos:])<<(n&63), n | 56, pos + int((63-n)/8)
}

// put writes the literals of e to p[w:], always two bytes, and takes their
// codes off b.
func (e entry) put(b uint64, n uint, p []byte, w int) (uint64, uint, int) {
	binary.LittleEndian.PutUint16(p[w:], e.bytes())
	return b >> e.bits(), n - e.bits(), w + e.literals()
}
