package jsonscan

import "errors"

// These are the errors of a [Scanner].
var (
	// ErrSyntax means that the window is not JSON, whatever follows it.
	ErrSyntax = errors.New("malformed JSON")

	// ErrShort means that the window ends before the value does. More of the
	// document could make it valid.
	ErrShort = errors.New("JSON ends in the middle of a value")

	// ErrDepth means that objects and arrays are nested more than MaxDepth
	// deep.
	ErrDepth = errors.New("JSON nested too deeply")
)

// MaxDepth is how deep objects and arrays may be nested. It is a constant so
// that the Scanner can do with a bit for each level, in a fixed place.
// AWS's own records stay below 20; encoding/json ends at 10,000.
const MaxDepth = 1024

// A Scanner reads JSON values from a window.
//
// A value is read once: by EnterObject or EnterArray and the loop over its
// items, or by one of Str, Text, Number, Bool, Null, Raw and Skip. All of them
// pass over white space first.
//
// The strings that it returns are parts of the window, but for those that had
// to be unescaped: a Key, or a Text, that is written with escapes. Nothing else
// allocates.
//
// Errors are sticky. After the first one every method returns false or
// nothing, and so all loops end.
//
// The zero Scanner has an empty window.
type Scanner struct {
	s     string // the window; up to the error, once there is one
	pos   int
	err   error
	depth int // containers entered and not left

	key      string
	keyPos   int
	valuePos int  // equal to pos while the value has not been read
	entered  bool // valuePos is not of a value but behind an opening bracket
	line     bool // there is no line feed in what has been read
}

// Reset makes sc read the value that begins at s[pos:], or behind white space
// there.
func (sc *Scanner) Reset(s string, pos int) {
	*sc = Scanner{s: s, pos: pos, keyPos: -1, valuePos: -1}
}

// Pos returns the position in the window up to which it has been read: that of
// the next value, or the end of the value that has just been read.
//
// After an error it is the position of the error: for ErrSyntax that of the
// first byte that no valid document can have there, for ErrShort the length of
// the window, for ErrDepth that of the bracket that opens one level too many.
func (sc *Scanner) Pos() int { return sc.pos }

// Err returns the first error, or nil.
func (sc *Scanner) Err() error { return sc.err }

// A Kind is what a value is, as its first byte tells.
type Kind uint8

// The zero Kind is Invalid.
const (
	Invalid Kind = iota // a byte that begins no value, or there was an error
	End                 // nothing but white space up to the end of the window
	Object
	Array
	String
	Number
	True
	False
	Null
)

// Kind returns the kind of the next value. It passes over white space, so that
// Pos is the position of the value, and reads nothing else: the value can still
// turn out to be malformed.
//
// When a whole document has been read, Kind tells whether something follows.
func (sc *Scanner) Kind() Kind {
	sc.pos = skipSpace(sc.s, sc.pos)
	if sc.pos < len(sc.s) {
		return kinds[sc.s[sc.pos]]
	}
	if sc.err != nil {
		return Invalid
	}
	return End
}

// kinds is the Kind of a value by its first byte.
var kinds = [256]Kind{
	'{': Object, '[': Array, '"': String, 't': True, 'f': False, 'n': Null,
	'-': Number, '0': Number, '1': Number, '2': Number, '3': Number, '4': Number,
	'5': Number, '6': Number, '7': Number, '8': Number, '9': Number,
}

// fail sets the error that a token ended in at pos, and returns false.
//
// It makes the window end there, so that no method has to look at the error
// before it reads: each finds that nothing is left, and fails again, which
// changes nothing.
func (sc *Scanner) fail(pos int, st status) bool {
	if sc.err == nil {
		switch {
		case st == deep:
			sc.err = ErrDepth
		case pos == len(sc.s):
			sc.err = ErrShort
		default:
			sc.err = ErrSyntax
		}
		sc.s, sc.pos = sc.s[:pos], pos
	}
	return false
}
