package jsonscan

import (
	"encoding/binary"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// Unescape appends the text of a JSON string to dst, given what stands between
// its quotes, and returns the extended slice. The text is never longer than
// raw, so that len(raw) bytes of room are enough.
//
// As with encoding/json, half of a surrogate pair becomes U+FFFD. Unlike with
// encoding/json, bytes that are not valid UTF-8 are kept as they are. So are
// malformed escapes, which [Scanner.Str] never returns.
func Unescape(dst []byte, raw string) []byte {
	dst = slices.Grow(dst, len(raw))
	text := dst[len(dst) : len(dst)+len(raw)]
	n := 0 // n <= i, for no escape is shorter than what it stands for
	for i := 0; i < len(raw); {
		if i+8 <= len(raw) {
			// Eight bytes are copied even where only some of them count:
			// the next ones are written over the others.
			w := load(raw, i)
			binary.LittleEndian.PutUint64(text[n:], w)
			marks := ((w ^ '\\'*ones) - ones) &^ w & tops
			if marks == 0 {
				i += 8
				n += 8
				continue
			}
			i += first(marks)
			n += first(marks)
		}
		if raw[i] != '\\' {
			text[n] = raw[i]
			i++
			n++
			continue
		}
		r, size := unescapeRune(raw[i:])
		i += size
		if r < utf8.RuneSelf {
			text[n] = byte(r)
			n++
		} else {
			n += utf8.EncodeRune(text[n:], r)
		}
	}
	return dst[:len(dst)+n]
}

// unescaped returns the text of raw with one allocation, unless it is long.
func unescaped(raw string) string {
	var buf [128]byte
	return string(Unescape(buf[:0], raw))
}

// unescapeRune returns what the escape at the start of s stands for, and the
// length of the escape. A malformed one is a backslash.
func unescapeRune(s string) (r rune, size int) {
	if len(s) < 2 {
		return '\\', 1
	}
	switch c := s[1]; c {
	case '"', '\\', '/':
		return rune(c), 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	}
	r = codeUnit(s)
	switch {
	case r < 0:
		return '\\', 1
	case !utf16.IsSurrogate(r):
		return r, 6
	}
	if r = utf16.DecodeRune(r, codeUnit(s[6:])); r != utf8.RuneError {
		return r, 12
	}
	return r, 6
}

// codeUnit returns the value of the escape \uXXXX at the start of s, or -1.
func codeUnit(s string) rune {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return -1
	}
	var r rune
	for i := 2; i < 6; i++ {
		d := hexDigit(s[i])
		if d < 0 {
			return -1
		}
		r = r<<4 | d
	}
	return r
}
