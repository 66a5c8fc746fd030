package inflate

// windowSize is how far back a match can reach, RFC 1951 section 2.
const windowSize = 32 << 10

// history is the last bytes of the stream before the block that is being
// written. The zero history is the start of a stream.
type history struct {
	ring [windowSize]byte
	next int // where the next byte goes
	size int // how many bytes there are
}

// clear makes h the start of a stream.
func (h *history) clear() { h.next, h.size = 0, 0 }

// add appends p to the stream.
func (h *history) add(p []byte) {
	p = p[max(0, len(p)-windowSize):]
	h.size = min(h.size+len(p), windowSize)
	for len(p) > 0 {
		n := copy(h.ring[h.next:], p)
		h.next = (h.next + n) % windowSize
		p = p[n:]
	}
}

// match copies length bytes, or as many as fit, to p[w:] from dist bytes
// before. What lies before p is in h, which has those bytes. It returns the
// end of the copy.
func (h *history) match(p []byte, w, length, dist int) int {
	end := min(w+length, len(p))
	for w < end && w < dist {
		from := (h.next + w - dist + windowSize) % windowSize
		n := min(end, dist) - w
		w += copy(p[w:w+n], h.ring[from:])
	}
	// A match may reach into itself: then what it repeats becomes longer with
	// each copy.
	for from := w - dist; w < end; {
		w += copy(p[w:end], p[from:w])
	}
	return w
}
