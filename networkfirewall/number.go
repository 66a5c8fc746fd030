package networkfirewall

import (
	"strconv"
	"strings"
)

// The longest number that appendNumber writes. No field takes more digits.
const (
	maxWhole    = 20 // digits before the point, as the largest uint64 has
	maxFraction = 9  // digits behind it, for nanoseconds
	maxNumber   = len("-.") + maxWhole + maxFraction
)

// appendNumber appends the JSON number s in digits: without an exponent, and
// without zeros at the end of its fraction. 443.0 becomes 443, and 1.5e3
// becomes 1500. Programs that keep numbers as floating point, such as those in
// Java, write integers in this way. It returns false for a number that takes
// too many digits. It works on the digits, so that the value is exact.
func appendNumber(b []byte, s string) (_ []byte, ok bool) {
	var exp int64
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		var err error
		if exp, err = strconv.ParseInt(s[i+1:], 10, 24); err != nil {
			return b, false
		}
		s = s[:i]
	}
	if s[0] == '-' {
		b = append(b, '-')
		s = s[1:]
	}
	whole, fraction, _ := strings.Cut(s, ".")
	whole, fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	point := len(whole) + int(exp) // where it is in the digits
	if whole == "" {
		n := len(fraction)
		fraction = strings.TrimLeft(fraction, "0")
		point -= n - len(fraction)
	}
	if fraction == "" {
		whole = strings.TrimRight(whole, "0")
	}
	n := len(whole) + len(fraction)
	if n == 0 {
		return append(b, '0'), true
	}
	if point > maxWhole || n-point > maxFraction {
		return b, false
	}
	if point <= 0 {
		b = append(b, '0')
	}
	for i := min(point, 0); i < max(n, point); i++ {
		if i == point {
			b = append(b, '.')
		}
		switch {
		case i < 0 || i >= n:
			b = append(b, '0')
		case i < len(whole):
			b = append(b, whole[i])
		default:
			b = append(b, fraction[i-len(whole)])
		}
	}
	return b, true
}
