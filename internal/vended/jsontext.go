package vended

import "strings"

// appendString appends s as a JSON string. Bytes that are not valid UTF-8 are
// written as they are, so that nothing is lost; they come from a log that has
// them.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0 // s[start:i] needs no escape
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[start:i]...)
		start = i + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, `\n`...)
		case '\r':
			b = append(b, `\r`...)
		case '\t':
			b = append(b, `\t`...)
		default:
			const hex = "0123456789abcdef"
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	return append(append(b, s[start:]...), '"')
}

// quote makes the text b[start:] a JSON string.
func quote(b []byte, start int) []byte {
	for _, c := range b[start:] {
		if c < ' ' || c == '"' || c == '\\' {
			return appendString(b[:start], string(b[start:]))
		}
	}
	b = append(b, `""`...)
	copy(b[start+1:], b[start:])
	b[start] = '"'
	return b
}

// appendCompact appends a JSON value without the white space between its
// parts.
func appendCompact(b []byte, value string) []byte {
	if !strings.ContainsAny(value, " \t\r\n") {
		return append(b, value...)
	}
	inString := false
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case inString:
			b = append(b, c)
			if c == '\\' {
				i++
				b = append(b, value[i])
			}
			inString = c != '"'
		case c > ' ':
			b = append(b, c)
			inString = c == '"'
		}
	}
	return b
}
