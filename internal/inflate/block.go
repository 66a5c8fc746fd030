package inflate

import "compress/flate"

// block reads the header of a block, RFC 1951 section 3.2.3.
func (r *Reader) block() error {
	if r.final {
		r.in.align()
		r.state = atTrailer
		return nil
	}
	h, err := r.in.number(3)
	if err != nil {
		return err
	}
	r.final = h&1 != 0
	switch h >> 1 {
	case 0:
		return r.storedHeader()
	case 1:
		r.state = inSymbols
		r.fixedCodes()
		return nil
	case 2:
		r.state = inSymbols
		return r.dynamicCodes()
	}
	return r.corrupt()
}

// corrupt returns the error for a stream that breaks the rules of DEFLATE.
func (r *Reader) corrupt() error { return flate.CorruptInputError(r.in.offset()) }

// storedHeader reads the length of a stored block, section 3.2.4.
func (r *Reader) storedHeader() error {
	r.in.align()
	n, err := r.in.number(32)
	if err != nil {
		return err
	}
	if n>>16 != ^n&0xffff {
		return r.corrupt()
	}
	r.in.align()
	r.length = int(n & 0xffff)
	r.state = inStored
	return nil
}

// stored copies bytes of a stored block to p[w:] and returns their end.
func (r *Reader) stored(p []byte, w int) (int, error) {
	if r.length == 0 {
		r.state = atBlock
		return w, nil
	}
	if r.in.empty() {
		if err := r.in.fill(); err != nil {
			return w, noEOF(err)
		}
	}
	n := copy(p[w:min(w+r.length, len(p))], r.in.buf[r.in.pos:r.in.end])
	r.in.pos += n
	r.length -= n
	return w + n, nil
}

// fixedCodes makes the tables those of the fixed codes, section 3.2.6.
func (r *Reader) fixedCodes() {
	if r.fixedTables {
		return // which many small blocks share
	}
	var lengths [maxLit + maxDist]uint8
	for i := range lengths {
		switch {
		case i < 144:
			lengths[i] = 8
		case i < 256:
			lengths[i] = 9
		case i < 280:
			lengths[i] = 7
		case i < maxLit:
			lengths[i] = 8
		default:
			lengths[i] = 5
		}
	}
	r.setCodes(lengths[:maxLit], lengths[maxLit:])
	r.fixedTables = true
}

// dynamicCodes reads the codes of a block, section 3.2.7.
func (r *Reader) dynamicCodes() error {
	h, err := r.in.number(5 + 5 + 4)
	if err != nil {
		return err
	}
	lits, dists, lens := int(h&31)+257, int(h>>5&31)+1, int(h>>10)+4
	if lits > 286 || dists > 30 {
		return r.corrupt()
	}
	code, err := r.codeOfLengths(lens)
	if err != nil {
		return err
	}
	var lengths [maxLit + maxDist]uint8
	for i := 0; i < lits+dists; {
		e, _, err := r.in.symbol(code[:], lenBits)
		if err != nil {
			return err
		}
		if e&kindMask == invalid {
			return r.corrupt()
		}
		symbol := uint8(e.bytes())
		if symbol < 16 {
			lengths[i] = symbol
			i++
			continue
		}
		var length uint8
		least, extra := 3, uint(0)
		switch symbol {
		case 16: // the length before
			if i == 0 {
				return r.corrupt()
			}
			length, extra = lengths[i-1], 2
		case 17: // zeros
			extra = 3
		default: // 18: more of them
			least, extra = 11, 7
		}
		more, err := r.in.number(extra)
		if err != nil {
			return err
		}
		n := least + int(more)
		if n > lits+dists-i {
			return r.corrupt()
		}
		for ; n > 0; n-- {
			lengths[i] = length
			i++
		}
	}
	if !r.setCodes(lengths[:lits], lengths[lits:lits+dists]) {
		return r.corrupt()
	}
	return nil
}

// codeOfLengths reads the code that the lengths of the other codes are in.
func (r *Reader) codeOfLengths(n int) (*lenTable, error) {
	order := [maxLen]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
	var lengths [maxLen]uint8
	for _, symbol := range order[:n] {
		length, err := r.in.number(3)
		if err != nil {
			return nil, err
		}
		lengths[symbol] = uint8(length)
	}
	if !build(r.lens[:], lenBits, lengths[:], lenEntry) {
		return nil, r.corrupt()
	}
	return &r.lens, nil
}

// setCodes makes the tables those of codes of these lengths, and reports
// whether they are codes.
func (r *Reader) setCodes(lits, dists []uint8) bool {
	r.fixedTables = false
	if !build(r.lits[:], litBits, lits, litEntry) || !build(r.dists[:], distBits, dists, distEntry) {
		return false
	}
	r.lits.pair()
	return true
}
