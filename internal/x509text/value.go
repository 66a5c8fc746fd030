package x509text

import (
	"encoding/hex"
	"unicode/utf8"
)

// A form is how the value of an attribute is written.
type form uint8

const (
	plain  form = iota // with escapes
	quoted             // between quotation marks, with escapes
	digits             // the hexadecimal digits of an encoding in BER, after a #
)

// scanValue reads the value at s[i:] and returns it without the spaces around
// it, and the position of the separator behind it or the end of s.
func scanValue(s string, i int) (value string, f form, end int, ok bool) {
	i = skipSpaces(s, i)
	if i < len(s) {
		switch s[i] {
		case '"':
			if n, ok := quotedLen(s[i+1:]); ok {
				if end, ok := valueEnd(s, i+1+n+1); ok {
					return s[i+1 : i+1+n], quoted, end, true
				}
			}
		case '#':
			n := 0
			for i+1+n < len(s) && hexDigit(s[i+1+n]) >= 0 {
				n++
			}
			if end, ok := valueEnd(s, i+1+n); ok && n > 0 && n%2 == 0 {
				return s[i+1 : i+1+n], digits, end, true
			}
		}
	}
	last := i // the end of the value without spaces
	for end = i; end < len(s); {
		switch c := s[end]; {
		case c == '\\':
			_, n, ok := unescape(s[end:])
			if !ok {
				return "", plain, end, false
			}
			end += n
			last = end
		case isSeparator(s, end):
			return s[i:last], plain, end, true
		default:
			end++
			if c != ' ' {
				last = end
			}
		}
	}
	return s[i:last], plain, end, true
}

// quotedLen returns the length of the text at the start of s up to the
// quotation mark that closes it.
func quotedLen(s string) (n int, ok bool) {
	for n < len(s) {
		switch s[n] {
		case '"':
			return n, true
		case '\\':
			_, size, ok := unescape(s[n:])
			if !ok {
				return 0, false
			}
			n += size
		default:
			n++
		}
	}
	return 0, false
}

// valueEnd returns where a value ends that ends at s[i] but for spaces, and
// whether it does.
func valueEnd(s string, i int) (int, bool) {
	i = skipSpaces(s, i)
	return i, i == len(s) || isSeparator(s, i)
}

// isSeparator reports whether s[i] separates two attributes: whether it is a
// comma, a semicolon or a plus sign that an attribute follows. To look ahead
// takes no more than linear time, since it stops at the next separator.
func isSeparator(s string, i int) bool {
	switch s[i] {
	case ',', ';', '+':
		_, _, ok := scanType(s, i+1)
		return ok
	}
	return false
}

// unescape reads the escape at the start of s and returns the byte that it
// stands for and its length. It takes
//
//   - the escapes of RFC 4514: a backslash before a special character or
//     before two hexadecimal digits;
//   - \x22, in which nginx writes a quotation mark, as load balancers do in
//     access logs (observed);
//   - \x5C, nginx's backslash, before a special character or two hexadecimal
//     digits: an escape of RFC 4514 that has been escaped once more. Before
//     anything else it is a backslash.
func unescape(s string) (c byte, size int, ok bool) {
	c, size = unit(s)
	if c != '\\' {
		return c, size, true
	}
	rest := s[size:]
	if len(rest) >= 2 {
		if hi, lo := hexDigit(rest[0]), hexDigit(rest[1]); hi >= 0 && lo >= 0 {
			return byte(hi<<4 | lo), size + 2, true
		}
	}
	if size == 1 {
		if rest == "" || !isSpecial(rest[0]) {
			return 0, 0, false
		}
		return rest[0], 2, true
	}
	if rest != "" {
		if next, n := unit(rest); isSpecial(next) && (next != '\\' || n > 1) {
			return next, size + n, true
		}
	}
	return '\\', size, true
}

// isSpecial reports whether c is one of the characters that RFC 4514, section
// 3, allows behind a backslash.
func isSpecial(c byte) bool {
	switch c {
	case '"', '+', ',', ';', '<', '>', '\\', ' ', '#', '=':
		return true
	}
	return false
}

// unit reads one byte at the start of s, which may be written \x22.
func unit(s string) (c byte, size int) {
	if s[0] == '\\' && len(s) >= 4 && s[1] == 'x' {
		if hi, lo := hexDigit(s[2]), hexDigit(s[3]); hi >= 0 && lo >= 0 {
			return byte(hi<<4 | lo), 4
		}
	}
	return s[0], 1
}

// appendText appends the text of a value with its escapes resolved.
func appendText(dst []byte, value string) []byte {
	for i := 0; i < len(value); {
		if value[i] != '\\' {
			dst = append(dst, value[i])
			i++
			continue
		}
		c, n, _ := unescape(value[i:])
		dst = append(dst, c)
		i += n
	}
	return dst
}

// appendDigits appends the text that the digits encode in BER. If they encode
// no text it appends # and the digits in lower case, and returns false.
func appendDigits(dst []byte, value string) (_ []byte, text bool) {
	start := len(dst)
	dst, _ = hex.AppendDecode(dst, []byte(value))
	if tag, content, ok := berString(dst[start:]); ok {
		end := len(dst)
		if tag != tagBMP {
			dst = append(dst, content...)
		} else {
			for i := 0; i < len(content); i += 2 {
				dst = utf8.AppendRune(dst, rune(content[i])<<8|rune(content[i+1]))
			}
		}
		return moveTail(dst, start, end), true
	}
	ber := len(dst)
	dst = append(dst, '#')
	dst = hex.AppendEncode(dst, dst[start:ber])
	return moveTail(dst, start, ber), false
}

// The tags of the strings in names (RFC 5280, appendix A.1).
const (
	tagUTF8      = 0x0c
	tagNumeric   = 0x12
	tagPrintable = 0x13
	tagTeletex   = 0x14
	tagIA5       = 0x16
	tagVisible   = 0x1a
	tagBMP       = 0x1e
)

// berString returns the tag and the content of a string in BER, if its content
// is what the tag says.
func berString(ber []byte) (tag byte, content []byte, ok bool) {
	if len(ber) < 2 {
		return 0, nil, false
	}
	tag, n, content := ber[0], int(ber[1]), ber[2:]
	if n >= 0x80 {
		size := n & 0x7f
		if size < 1 || size > 3 || size > len(content) {
			return 0, nil, false
		}
		n = 0
		for _, b := range content[:size] {
			n = n<<8 | int(b)
		}
		content = content[size:]
	}
	if n != len(content) {
		return 0, nil, false
	}
	switch tag {
	case tagUTF8:
		return tag, content, utf8.Valid(content)
	case tagNumeric, tagPrintable, tagTeletex, tagIA5, tagVisible:
		for _, c := range content {
			if c >= utf8.RuneSelf {
				return 0, nil, false
			}
		}
		return tag, content, true
	case tagBMP:
		for i := 0; i+1 < len(content); i += 2 {
			if content[i]&0xf8 == 0xd8 { // a surrogate is no character
				return 0, nil, false
			}
		}
		return tag, content, len(content)%2 == 0
	}
	return 0, nil, false
}

// escapeTail gives the text dst[start:] the escapes of RFC 4514.
func escapeTail(dst []byte, start int) []byte {
	text := dst[start:]
	i := 0
	for i < len(text) && escapeLen(text, i) == 0 {
		i++
	}
	if i == len(text) {
		return dst
	}
	end := len(dst)
	for i := 0; i < len(text); {
		switch n := escapeLen(text, i); n {
		case 0:
			dst = append(dst, text[i])
		case 2:
			dst = append(dst, '\\', text[i])
		default:
			const upper = "0123456789ABCDEF"
			dst = append(dst, '\\', upper[text[i]>>4], upper[text[i]&15])
		}
		i++
	}
	return moveTail(dst, start, end)
}

// moveTail moves dst[from:] to dst[to:].
func moveTail(dst []byte, to, from int) []byte {
	n := copy(dst[to:], dst[from:])
	return dst[:to+n]
}

// escapeLen returns the length of the escape for text[i]: 2 for a special
// character, 3 for a control character and for what is not valid UTF-8, or 0.
func escapeLen(text []byte, i int) int {
	switch c := text[i]; {
	case c == '"', c == '+', c == ',', c == ';', c == '<', c == '>', c == '\\':
		return 2
	case c == ' ' && (i == 0 || i == len(text)-1), c == '#' && i == 0:
		return 2
	case c < ' ', c == 0x7f:
		return 3
	case c >= utf8.RuneSelf && !inRune(text, i):
		return 3
	}
	return 0
}

// inRune reports whether text[i] is part of a valid encoding of a character.
func inRune(text []byte, i int) bool {
	for start := i; start >= 0 && i-start < utf8.UTFMax; start-- {
		if utf8.RuneStart(text[start]) {
			r, size := utf8.DecodeRune(text[start:])
			return (r != utf8.RuneError || size > 1) && start+size > i
		}
	}
	return false
}

// hexDigit returns the value of a hexadecimal digit, or -1.
func hexDigit(c byte) int {
	switch {
	case c-'0' <= 9:
		return int(c - '0')
	case (c|0x20)-'a' <= 5:
		return int((c|0x20)-'a') + 10
	}
	return -1
}
