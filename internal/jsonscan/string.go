package jsonscan

import "math/bits"

// stringEnd returns the position of the quote that ends the string whose
// content begins at i.
//
// Most strings are short and without escapes: a few steps of eight bytes. On
// AWS's logs steps of sixteen are no faster, and to join the marks of two words
// without a branch is slower.
func stringEnd(s string, i int) (int, status) {
	for i >= 0 && i <= len(s)-8 { // in this form no bounds are checked
		if marks := special(load(s, i)); marks != 0 {
			i += first(marks)
			if s[i] == '"' {
				return i, whole
			}
			break
		}
		i += 8
	}
	return stringRest(s, i)
}

// stringRest is stringEnd for the rare cases: an escape, a wrong byte, and the
// last seven bytes of the window.
func stringRest(s string, i int) (int, status) {
	st := whole
	for i < len(s) {
		if i+8 <= len(s) {
			marks := special(load(s, i))
			if marks == 0 {
				i += 8
				continue
			}
			i += first(marks)
		}
		switch c := s[i]; {
		case c == '"':
			return i, st
		case c == '\\':
			end, ok := escapeEnd(s, i)
			if !ok {
				return end, broken
			}
			i, st = end, escaped
		case c < ' ':
			return i, broken
		default:
			i++
		}
	}
	return i, broken
}

// escapeEnd finds the end of the escape that begins with the backslash s[i].
func escapeEnd(s string, i int) (end int, ok bool) {
	i++
	if i >= len(s) {
		return i, false
	}
	switch s[i] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return i + 1, true
	case 'u':
		for range 4 {
			i++
			if i >= len(s) || hexDigit(s[i]) < 0 {
				return i, false
			}
		}
		return i + 1, true
	}
	return i, false
}

// hexDigit returns the value of a hexadecimal digit, or -1.
func hexDigit(c byte) rune {
	switch {
	case c-'0' <= 9:
		return rune(c - '0')
	case (c|0x20)-'a' <= 5:
		return rune((c|0x20)-'a') + 10
	}
	return -1
}

const (
	ones = 0x0101010101010101
	tops = 0x80 * ones
)

// load returns s[i:i+8] with the first byte lowest. The compiler makes it one
// load.
func load(s string, i int) uint64 {
	t := s[i : i+8]
	return uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
		uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
}

// special marks, in their top bits, the bytes of w that are a quote, a backslash
// or a control character. The lowest mark is right, and so is there being none;
// above the lowest there can be wrong ones.
//
// To take n from a byte sets its top bit if the byte is less than n, or if the
// bit stays set, and &^ w rules that out. It borrows from the byte above only
// if it is less, which is where the wrong marks come from. To flip bit 1 first
// leaves the control characters among themselves and moves the quote from 0x22
// to 0x20, right above them, so that one subtraction finds both.
func special(w uint64) uint64 {
	return (((w ^ pattern[0]) + pattern[1]) | ((w ^ pattern[2]) + pattern[3])) &^ w & pattern[4]
}

// pattern has the constants of special. Operands in memory are faster: the
// compiler loads each constant into a register again for every word.
var pattern = [...]uint64{0x02 * ones, -0x21 * ones & (1<<64 - 1), '\\' * ones, -ones & (1<<64 - 1), tops}

// first returns the index of the byte with the lowest mark, or 8 without marks.
func first(marks uint64) int { return bits.TrailingZeros64(marks) / 8 }
