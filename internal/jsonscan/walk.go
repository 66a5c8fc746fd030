package jsonscan

// EnterObject enters the object that is the next value. It is false, and
// nothing is read, if the next value is something else.
//
// An object that has been entered must be walked through, with NextMember until
// it returns false. To leave it early is to call NextMember in an empty loop.
func (sc *Scanner) EnterObject() bool { return sc.enter('{') }

// EnterArray enters the array that is the next value. It is false, and nothing
// is read, if the next value is something else.
//
// An array that has been entered must be walked through, with NextElement until
// it returns false. To leave it early is to call NextElement in an empty loop.
func (sc *Scanner) EnterArray() bool { return sc.enter('[') }

// NextMember goes to the value of the next member of the object entered last,
// and skips the one before if that has not been read. It is false at the end of
// the object, which is left with that, and after an error. If it is true, the
// Kind of the value is neither Invalid nor End.
func (sc *Scanner) NextMember() bool {
	s, i := sc.s, sc.pos+1
	if !sc.atComma() {
		if i = sc.nextItem('}'); i < 0 {
			return false
		}
	}
	i = skipSpace(s, i)
	if i >= len(s) || s[i] != '"' {
		return sc.fail(i, broken)
	}
	end, st := stringEnd(s, i+1)
	if st == broken {
		return sc.fail(end, st)
	}
	sc.keyPos = i
	sc.key = s[i+1 : end]
	if st == escaped {
		sc.key = unescaped(sc.key)
	}
	i = skipSpace(s, end+1)
	if i >= len(s) || s[i] != ':' {
		return sc.fail(i, broken)
	}
	i = skipSpace(s, i+1)
	if i >= len(s) || kinds[s[i]] == Invalid {
		return sc.fail(i, broken)
	}
	sc.pos, sc.valuePos = i, i
	return true
}

// NextElement goes to the next element of the array entered last, and skips the
// one before if that has not been read. It is false at the end of the array,
// which is left with that, and after an error. If it is true, the Kind of the
// element is neither Invalid nor End.
func (sc *Scanner) NextElement() bool {
	i := sc.pos + 1
	if !sc.atComma() {
		if i = sc.nextItem(']'); i < 0 {
			return false
		}
	}
	i = skipSpace(sc.s, i)
	if i >= len(sc.s) || kinds[sc.s[i]] == Invalid {
		return sc.fail(i, broken)
	}
	sc.pos, sc.valuePos = i, i
	return true
}

// Key returns the name of the member that NextMember went to last, unescaped.
func (sc *Scanner) Key() string { return sc.key }

// KeyPos returns the position of the opening quote of that name, or -1 before
// the first.
func (sc *Scanner) KeyPos() int { return sc.keyPos }

// ValuePos returns the position of the value that NextMember or NextElement
// went to last, or -1 before the first. To read the value does not change it,
// but to enter it does.
func (sc *Scanner) ValuePos() int { return sc.valuePos }

// enter enters the value if it begins with the bracket open.
func (sc *Scanner) enter(open byte) bool {
	i := skipSpace(sc.s, sc.pos)
	if i >= len(sc.s) || sc.s[i] != open {
		return false
	}
	if sc.depth == MaxDepth {
		return sc.fail(i, deep)
	}
	sc.depth++
	sc.pos = i + 1
	sc.valuePos = sc.pos
	sc.entered = true
	return true
}

// atComma reports whether the value has been read and a comma follows it
// directly, as it does in most of what machines write. It is small enough to be
// inlined, which makes a walk some 6 % faster.
func (sc *Scanner) atComma() bool {
	return sc.pos != sc.valuePos && sc.pos < len(sc.s) && sc.s[sc.pos] == ','
}

// nextItem returns the position behind the comma before the next item of a
// container, or behind its opening bracket. At the bracket end it leaves the
// container and returns -1, as it does after an error.
func (sc *Scanner) nextItem(end byte) int {
	entered := sc.entered
	sc.entered = false
	if sc.pos == sc.valuePos && !entered && !sc.Skip() {
		return -1
	}
	s := sc.s
	i := skipSpace(s, sc.pos)
	switch {
	case i < len(s) && s[i] == end:
		sc.depth--
		sc.pos = i + 1
		return -1
	case i < len(s) && entered:
		return i
	case i < len(s) && s[i] == ',':
		return i + 1
	}
	sc.fail(i, broken)
	return -1
}
