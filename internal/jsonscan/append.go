package jsonscan

import "unicode/utf8"

// AppendString appends s to dst as a JSON string, with its quotes, and returns
// the extended slice.
//
// The quote, the backslash and control characters are escaped, in the short
// form where there is one; everything else is written as it is, also <, >, &,
// U+2028 and U+2029, which encoding/json escapes for the sake of HTML and
// JavaScript. A byte that is not part of valid UTF-8 becomes the escape \ufffd,
// as with encoding/json. So what is written is valid JSON and valid UTF-8, and
// is read back as s, or as s with U+FFFD for each such byte, which is also how
// encoding/json would have read s.
func AppendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	start := 0 // s[start:i] needs no escape
	for i := 0; i < len(s); {
		if i+8 <= len(s) {
			w := load(s, i)
			marks := special(w) | w&tops
			if marks == 0 {
				i += 8
				continue
			}
			i += first(marks)
		}
		c := s[i]
		if c >= utf8.RuneSelf {
			if r, size := utf8.DecodeRuneInString(s[i:]); r != utf8.RuneError || size > 1 {
				i += size
				continue
			}
		} else if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		dst = append(dst, s[start:i]...)
		dst = appendEscape(dst, c)
		i++
		start = i
	}
	dst = append(dst, s[start:]...)
	return append(dst, '"')
}

func appendEscape(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\b':
		return append(dst, `\b`...)
	case '\f':
		return append(dst, `\f`...)
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	if c >= utf8.RuneSelf {
		return append(dst, `\ufffd`...)
	}
	const hex = "0123456789abcdef"
	return append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}
