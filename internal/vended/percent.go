package vended

import "errors"

// ErrPercent is the error for a text that is not percent-encoded.
var ErrPercent = errors.New("percent sign without two hexadecimal digits behind it")

// PercentDecode returns s with each percent sign and the two hexadecimal
// digits behind it replaced by the byte that they stand for, once. If some
// percent sign has no such digits it returns s as it is, and [ErrPercent].
func PercentDecode(s string) (string, error) {
	var b []byte
	start := 0 // s[start:i] is not in b yet
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			continue
		}
		if len(s)-i < len("%20") {
			return s, ErrPercent
		}
		high, low := hexValue(s[i+1]), hexValue(s[i+2])
		if high < 0 || low < 0 {
			return s, ErrPercent
		}
		b = append(append(b, s[start:i]...), byte(high<<4|low))
		i += len("20")
		start = i + 1
	}
	if start == 0 {
		return s, nil
	}
	return string(append(b, s[start:]...)), nil
}

// hexValue returns the value of a hexadecimal digit, or -1.
func hexValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
