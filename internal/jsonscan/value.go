package jsonscan

// Str reads the next value if it is a string, and returns what stands between
// its quotes, as written. If esc is true, there are escapes in it, and
// [Unescape] makes it the text that is meant.
func (sc *Scanner) Str() (raw string, esc, ok bool) {
	s := sc.s
	i := skipSpace(s, sc.pos)
	if i >= len(s) || s[i] != '"' {
		return "", false, false
	}
	end, st := stringEnd(s, i+1)
	if st == broken {
		return "", false, sc.fail(end, st)
	}
	sc.pos = end + 1
	return s[i+1 : end], st == escaped, true
}

// Text reads the next value if it is a string, and returns its text. It
// allocates if the string is written with escapes.
func (sc *Scanner) Text() (text string, ok bool) {
	raw, esc, ok := sc.Str()
	if esc {
		return unescaped(raw), ok
	}
	return raw, ok
}

// Number reads the next value if it is a number, and returns its literal.
func (sc *Scanner) Number() (literal string, ok bool) {
	if sc.Kind() != Number {
		return "", false
	}
	start := sc.pos
	if !sc.Skip() {
		return "", false
	}
	return sc.s[start:sc.pos], true
}

// Bool reads the next value if it is true or false.
func (sc *Scanner) Bool() (value, ok bool) {
	k := sc.Kind()
	if k != True && k != False || !sc.Skip() {
		return false, false
	}
	return k == True, true
}

// Null reads the next value if it is null.
func (sc *Scanner) Null() bool { return sc.Kind() == Null && sc.Skip() }

// Raw reads the next value, whatever it is, and returns its text as written.
// It is empty after an error.
func (sc *Scanner) Raw() string {
	start := skipSpace(sc.s, sc.pos)
	if !sc.Skip() {
		return ""
	}
	return sc.s[start:sc.pos]
}

// Skip reads the next value, whatever it is. It is false after an error.
//
// A number that is not in an object or array has no end of its own. If it
// reaches to the end of the window it is taken to end there.
func (sc *Scanner) Skip() bool {
	s := sc.s
	i := skipSpace(s, sc.pos)
	if i == len(s) {
		return sc.fail(i, broken)
	}
	var st status
	switch s[i] {
	case '"':
		if i, st = stringEnd(s, i+1); st < broken {
			i++
		}
	case '{', '[':
		i, st = containerEnd(s, i, MaxDepth-sc.depth)
	default:
		i, st = scalarEnd(s, i)
		if i == len(s) && sc.depth > 0 {
			st = broken
		}
	}
	if st >= broken {
		return sc.fail(i, st)
	}
	sc.pos = i
	return true
}
