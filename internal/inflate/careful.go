package inflate

// careful decodes one literal, one match or the end of the block to p[w:], or
// goes on with a match for which there was no room. It returns the end of what
// it has written.
func (r *Reader) careful(p []byte, w int) (int, error) {
	if r.length == 0 {
		e, b, err := r.in.symbol(r.lits[:], litBits)
		if err != nil {
			return w, err
		}
		switch {
		case e.literals() > 0:
			p[w] = byte(e.bytes())
			return w + 1, nil
		case e&kindMask == endOfBlock:
			r.state = atBlock
			return w, nil
		case e&rare != 0:
			return w, r.corrupt()
		}
		r.length = e.value(b)
	}
	if r.distance == 0 {
		e, b, err := r.in.symbol(r.dists[:], distBits)
		if err != nil {
			return w, err
		}
		if e&rare != 0 || e.value(b) > w+r.history.size {
			return w, r.corrupt()
		}
		r.distance = e.value(b)
	}
	end := r.history.match(p, w, r.length, r.distance)
	if r.length -= end - w; r.length == 0 {
		r.distance = 0
	}
	return end, nil
}

// symbol reads a symbol with its extra bits, and not a bit more. Of two
// literals it is the first. The bits are returned for entry.value.
func (in *input) symbol(t []entry, width uint) (e entry, b uint64, err error) {
	for {
		e = t[in.bits&(1<<width-1)]
		if e&kindMask == subTable {
			e = t[e.sub(in.bits>>width, width)]
		}
		// Behind the last bit there are zeros. Of all codes that begin with
		// the same bits, the one with zeros behind is the shortest: the code is
		// never shorter than first, and known when there is as much.
		n := e.first()
		if n <= in.n && e.literals() == 0 {
			n = e.bits()
		}
		if n <= in.n {
			return e, in.take(n), nil
		}
		if err := in.need(n); err != nil {
			return 0, 0, err
		}
	}
}
