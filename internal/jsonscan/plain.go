package jsonscan

// The functions below are for fast paths: readers of JSON in exactly the form
// that a service writes it, which leave everything else to a Scanner.

// Rest returns the window from Pos on.
func (sc *Scanner) Rest() string { return sc.s[sc.pos:] }

// Take makes sc pass over the next value, which its caller has found to be
// valid JSON of n bytes, all of them on one line. There must be no white space
// before it.
func (sc *Scanner) Take(n int) {
	sc.pos += n
	sc.line = true
}

// OneLine reports whether what has been read is known to be on one line.
func (sc *Scanner) OneLine() bool { return sc.line }

// TakeMembers makes sc pass over the next n bytes, in which its caller has found
// valid members of the object that was entered last, from the first name to the
// end of the last value. Nothing is passed over if n is 0.
func (sc *Scanner) TakeMembers(n int) {
	if n > 0 {
		sc.pos += n
		sc.valuePos = -1
		sc.entered = false
	}
}

// Word returns the eight bytes s[i:i+8] as a number. Two words are compared
// faster than two strings; that of a constant string is a constant.
func Word(s string, i int) uint64 { return load(s, i) }

// PlainEnd returns the position of the quote that ends the string whose content
// begins at s[i], or -1 if the content has an escape, a control character, or no
// end.
func PlainEnd(s string, i int) int {
	for i >= 0 && i <= len(s)-8 { // in this form no bounds are checked
		if marks := special(load(s, i)); marks != 0 {
			if i += first(marks); s[i] == '"' {
				return i
			}
			return -1
		}
		i += 8
	}
	if end, st := stringRest(s, i); st == whole {
		return end
	}
	return -1
}

// ASCIIEnd is PlainEnd for content that is all ASCII.
func ASCIIEnd(s string, i int) int {
	for i >= 0 && i <= len(s)-8 {
		if marks := unplain(load(s, i)); marks != 0 {
			if i += first(marks); s[i] == '"' {
				return i
			}
			return -1
		}
		i += 8
	}
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return i
		case c < ' ' || c == '\\' || c >= 0x80:
			return -1
		}
	}
	return -1
}

// unplain marks, like special, the bytes of w that are a quote, a backslash, a
// control character, or not ASCII.
func unplain(w uint64) uint64 {
	return (((w ^ pattern[0]) + pattern[1]) | ((w ^ pattern[2]) + pattern[3]) | w) & pattern[4]
}

// ContainerEnd returns the position behind the object or array that begins at
// s[i], within depth others, or -1 if it is not valid JSON or has no end.
func ContainerEnd(s string, i, depth int) int {
	end, st := containerEnd(s, i, MaxDepth-depth)
	if st != whole {
		return -1
	}
	return end
}
