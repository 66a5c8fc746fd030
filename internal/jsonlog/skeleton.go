package jsonlog

// A skeleton goes over a value of which something is damaged, or which is too
// long to be looked at closely, and finds its end, as far as that is certain. It
// takes any text for a number or a word, any escape for one, and a value or a
// comma that is missing; but every string, bracket, comma and colon has to be
// where it can be in JSON. A quotation mark too many, or a bracket too few,
// puts one of them where it cannot be, before records that are whole are taken
// for parts of the one that is not.
//
// The zero skeleton is before a value.
type skeleton struct {
	lexer   lexer
	expects expectation
	depth   int
	objects [maxSkeleton / 64]uint64 // a bit for each level that is an object
}

// maxSkeleton is how deep a damaged value may be nested. The scanner ends
// there, too.
const maxSkeleton = 1024

// A lexer is where between two bytes a skeleton is.
type lexer uint8

const (
	between lexer = iota // strings, numbers and words
	inString
	inEscape
	inWord
)

// An expectation is what may come next.
type expectation uint8

const (
	aValue expectation = iota
	aKey               // or the end of the object
	aColon
	aComma // or the end of the object or array
)

// A progress is what a byte has led to.
type progress uint8

const (
	onward   progress = iota
	ended             // the value ends with this byte
	endedBut          // the value ended before this byte
	violated          // this byte cannot be here
)

// next takes one byte.
func (k *skeleton) next(c byte) progress {
	switch k.lexer {
	case inString:
		switch c {
		case '\\':
			k.lexer = inEscape
		case '"':
			k.lexer = between
			return k.item(ended)
		case '\n':
			return violated // no string goes over lines
		}
		return onward
	case inEscape:
		k.lexer = inString
		return onward
	case inWord:
		if !delimits(c) {
			return onward
		}
		k.lexer = between
		if k.item(ended) == ended {
			return endedBut
		}
	}
	switch c {
	case ' ', '\t', '\r', '\n':
		return onward
	case '"':
		if k.expects != aValue && k.expects != aKey {
			return violated
		}
		k.lexer = inString
	case '{', '[':
		return k.enter(c == '{')
	case '}', ']':
		return k.leave(c == '}')
	case ',':
		return k.comma()
	case ':':
		if k.expects != aColon {
			return violated
		}
		k.expects = aValue
	default:
		if k.expects != aValue {
			return violated
		}
		k.lexer = inWord
	}
	return onward
}

// item ends a key or a value.
func (k *skeleton) item(end progress) progress {
	switch {
	case k.depth == 0:
		*k = skeleton{}
		return end
	case k.expects == aKey:
		k.expects = aColon
	default:
		k.expects = aComma
	}
	return onward
}

func (k *skeleton) enter(object bool) progress {
	if k.expects != aValue || k.depth == maxSkeleton {
		return violated
	}
	bit := uint64(1) << (k.depth % 64)
	k.objects[k.depth/64] &^= bit
	if object {
		k.objects[k.depth/64] |= bit
		k.expects = aKey
	}
	k.depth++
	return onward
}

func (k *skeleton) leave(object bool) progress {
	if k.depth == 0 || k.inObject() != object || k.expects == aColon {
		return violated
	}
	k.depth--
	k.expects = aValue
	return k.item(ended)
}

func (k *skeleton) comma() progress {
	if k.depth == 0 || k.expects == aColon || k.expects == aKey {
		return violated
	}
	k.expects = aValue
	if k.inObject() {
		k.expects = aKey
	}
	return onward
}

// inObject reports whether the innermost container is an object.
func (k *skeleton) inObject() bool { return k.objects[(k.depth-1)/64]>>((k.depth-1)%64)&1 != 0 }

// delimits reports whether c ends a number or a word.
func delimits(c byte) bool {
	switch c {
	case ' ', '\t', '\r', '\n', ',', ':', '"', '{', '}', '[', ']':
		return true
	}
	return false
}
