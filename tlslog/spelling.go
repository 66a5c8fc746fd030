package tlslog

// upper copies s into buf with a to z in upper case, and returns the copy. It
// returns false if s does not fit. Letters outside ASCII stay as they are:
// unlike [strings.EqualFold], upper takes no Kelvin sign for a K.
func upper(buf []byte, s string) ([]byte, bool) {
	if len(s) > len(buf) {
		return nil, false
	}
	buf = buf[:len(s)]
	for i := range buf {
		c := s[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		buf[i] = c
	}
	return buf, true
}

const hexDigits = "0123456789ABCDEF"

// hexNumber returns n as crypto/tls writes numbers without a name: 0x0305.
func hexNumber(n uint16) string {
	return string([]byte{'0', 'x', hexDigits[n>>12], hexDigits[n>>8&15], hexDigits[n>>4&15], hexDigits[n&15]})
}

// parseHexNumber reads what hexNumber returns, in upper case.
func parseHexNumber(upper []byte) (uint16, bool) {
	if len(upper) != len("0X0305") || upper[0] != '0' || upper[1] != 'X' {
		return 0, false
	}
	n := uint16(0)
	for _, c := range upper[2:] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		n = n<<4 | uint16(c)
	}
	return n, true
}
