package x509text

import "slices"

// maxSerialDigits is the limit on the digits of a serial number without
// leading zeros: 64 bytes. RFC 5280, section 4.1.2.2, allows 20 bytes.
const maxSerialDigits = 128

// AppendSerial appends the serial number s in its canonical form: hexadecimal
// digits in upper case without separators and without leading zeros, after a
// minus sign if it is negative. It returns false, and dst as it was, if s is
// no serial number.
func AppendSerial(dst []byte, s string) ([]byte, bool) {
	start := len(dst)
	if s != "" && s[0] == '-' {
		dst = append(dst, '-')
		s = s[1:]
	}
	first := len(dst)
	digit := false // the byte before is a digit
	for i := range len(s) {
		c := s[i]
		switch {
		case '0' <= c && c <= '9', 'A' <= c && c <= 'F':
		case 'a' <= c && c <= 'f':
			c -= 'a' - 'A'
		case c == ':' && digit:
			digit = false
			continue
		default:
			return dst[:start], false
		}
		digit = true
		switch {
		case len(dst) == first+1 && dst[first] == '0':
			dst[first] = c // in place of a leading zero
		case len(dst) == first+maxSerialDigits:
			return dst[:start], false
		default:
			dst = append(dst, c)
		}
	}
	if !digit {
		return dst[:start], false
	}
	if first > start && string(dst[first:]) == "0" {
		dst = slices.Delete(dst, start, first) // there is no negative zero
	}
	return dst, true
}
