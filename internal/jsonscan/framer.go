package jsonscan

// A Framer finds where a JSON value ends that arrives in pieces. It looks at
// each byte once and remembers nothing but its state, so that a value may be as
// long and as deep as it likes.
//
// It only counts brackets, outside of strings; whether what it frames is valid
// is for a [Scanner] to say. What is valid JSON it frames exactly. What is not
// ends somewhere, behind its first byte or later.
//
// The zero Framer is before a value. Next leaves it there when it is done.
type Framer struct {
	depth int
	state frameState
}

// A frameState is where between two bytes a Framer is.
type frameState uint8

const (
	outside  frameState = iota // of any string, and of a value on its own
	inString                   // between quotes
	inEscape                   // behind a backslash there
	inScalar                   // in a number, true, false or null on its own
)

// Next takes the next piece of the document. If the value ends in it, done is
// true and end is the position behind the value in the piece. Otherwise the
// whole piece is part of the value, or white space before it, and end is its
// length.
//
// A number, true, false or null that is not in an object or array ends before
// the byte that follows it, which may be in a later piece, and then end is 0,
// or not come at all.
func (f *Framer) Next(piece string) (end int, done bool) {
	for i := 0; i < len(piece); {
		switch f.state {
		case inString:
			i = quoteOrBackslash(piece, i)
			if i == len(piece) {
				return i, false
			}
			f.state = inEscape
			if piece[i] == '"' {
				f.state = outside
				done = f.depth == 0
			}
			i++
		case inEscape:
			f.state = inString
			i++
		case inScalar:
			if done = delimiter(piece[i]); !done {
				i++
			}
		case outside:
			switch c := piece[i]; c {
			case '"':
				f.state = inString
			case '{', '[':
				f.depth++
			case '}', ']':
				f.depth--
				done = f.depth <= 0
			default:
				if f.depth == 0 && c != ' ' && c != '\t' && c != '\n' && c != '\r' {
					f.state = inScalar
				}
			}
			i++
		}
		if done {
			*f = Framer{}
			return i, true
		}
	}
	return len(piece), false
}

// quoteOrBackslash returns the position of the first quote or backslash in
// s[i:], or len(s).
func quoteOrBackslash(s string, i int) int {
	for i+8 <= len(s) {
		w := load(s, i)
		if marks := (((w ^ '"'*ones) - ones) | ((w ^ '\\'*ones) - ones)) &^ w & tops; marks != 0 {
			return i + first(marks)
		}
		i += 8
	}
	for i < len(s) && s[i] != '"' && s[i] != '\\' {
		i++
	}
	return i
}

// delimiter reports whether c ends a number, true, false or null.
func delimiter(c byte) bool {
	switch c {
	case ' ', '\t', '\n', '\r', ',', ':', '[', ']', '{', '}', '"':
		return true
	}
	return false
}
