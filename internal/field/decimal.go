package field

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Uint64 reads a decimal number of digits alone. Leading zeros are accepted.
func Uint64(s string) (n uint64, ok bool) {
	if len(s) >= 8 && len(s) <= 16 {
		// Eight to sixteen digits are the first eight and the last eight,
		// less those of the first that are among the last too.
		head, ok1 := within(load8(s), load8("00000000"), load8("99999999"))
		tail, ok2 := within(load8(s[len(s)-8:]), load8("00000000"), load8("99999999"))
		if ok1&ok2 != high {
			return 0, false
		}
		return number8(head<<(8*(16-len(s))))*1e8 + number8(tail), true
	}
	for i := range len(s) {
		c := uint64(s[i] - '0')
		if c > 9 || n > math.MaxUint64/10 || n*10 > math.MaxUint64-c {
			return 0, false
		}
		n = n*10 + c
	}
	return n, s != ""
}

// number5 reads one to five digits.
func number5(s string) (n uint32, ok bool) {
	if len(s) < 1 || len(s) > 5 {
		return 0, false
	}
	for i := range len(s) {
		c := uint32(s[i] - '0')
		if c > 9 {
			return 0, false
		}
		n = n*10 + c
	}
	return n, true
}

// CanonicalUint64 reports whether s, which [Uint64] has accepted, is what
// [strconv.AppendUint] writes: whether it has no leading zeros.
func CanonicalUint64(s string) bool {
	return len(s) == 1 || s != "" && s[0] != '0'
}

// Seconds reads a duration in seconds: digits, whole or with one to nine
// digits after a point. Leading zeros are accepted, a sign is not. It returns
// false for what is too long for a [time.Duration], about 292 years.
func Seconds(s string) (d time.Duration, ok bool) {
	if len(s) == len("0.057") && s[1] == '.' { // as load balancers write it, up to 9.999
		i, j, k, l := uint32(s[0]-'0'), uint32(s[2]-'0'), uint32(s[3]-'0'), uint32(s[4]-'0')
		if i > 9 || j > 9 || k > 9 || l > 9 {
			return 0, false
		}
		return time.Duration(i*1000+j*100+k*10+l) * time.Millisecond, true
	}
	return duration(s, 9)
}

// AppendSeconds appends d in seconds with three digits after the point, as
// load balancers write it, or with as many more as it takes to be exact.
// A negative d, which no log has, gets a minus sign.
func AppendSeconds(b []byte, d time.Duration) []byte {
	return appendDuration(b, d, 9, 3)
}

// CanonicalSeconds reports whether s, which [Seconds] has accepted, is what
// [AppendSeconds] writes.
func CanonicalSeconds(s string) bool {
	n := len(s)
	point := n - len(".057")
	if point < 1 || s[point] != '.' {
		if point = strings.IndexByte(s, '.'); point < 1 || n-point < len(".057") || s[n-1] == '0' {
			return false
		}
	}
	return point == 1 || s[0] != '0'
}

// Millis reads a duration in milliseconds: digits, whole or with one to six
// digits after a point. Leading zeros are accepted, a sign is not. It returns
// false for what is too long for a [time.Duration], about 292 years.
func Millis(s string) (d time.Duration, ok bool) {
	return duration(s, 6)
}

// AppendMillis appends d in milliseconds, with as many digits after the point
// as it takes to be exact, and without a point when there is none. A negative
// d, which no log has, gets a minus sign.
func AppendMillis(b []byte, d time.Duration) []byte {
	return appendDuration(b, d, 6, 0)
}

// CanonicalMillis reports whether s, which [Millis] has accepted, is what
// [AppendMillis] writes.
func CanonicalMillis(s string) bool {
	n := len(s)
	if n == 0 || s[n-1] == '0' && strings.IndexByte(s, '.') >= 0 {
		return false
	}
	return n == 1 || s[0] != '0' || s[1] == '.'
}

// duration reads a duration in units of 10**places nanoseconds.
func duration(s string, places int) (time.Duration, bool) {
	whole, part, ok := decimal(s, places)
	if !ok || whole > (math.MaxInt64-part)/pow10[places] {
		return 0, false
	}
	return time.Duration(whole*pow10[places] + part), true
}

// decimal reads a number of digits, and of a point and one to places digits
// or none. It returns what is before the point and what is after it, the
// latter in units of 10**-places.
func decimal(s string, places int) (whole, part uint64, ok bool) {
	if whole, ok = Uint64(s); ok {
		return whole, 0, true
	}
	point := strings.IndexByte(s, '.')
	if point < 0 || len(s)-point-1 > places {
		return 0, 0, false
	}
	after := s[point+1:]
	whole, ok = Uint64(s[:point])
	part, ok2 := Uint64(after)
	if !ok || !ok2 {
		return 0, 0, false
	}
	return whole, part * pow10[places-len(after)], true
}

// appendDuration appends d in units of 10**places nanoseconds, with at least
// so many digits after the point.
func appendDuration(b []byte, d time.Duration, places, least int) []byte {
	n := uint64(d)
	if d < 0 {
		b, n = append(b, '-'), -n
	}
	return appendDecimal(b, n/pow10[places], n%pow10[places], places, least)
}

// appendDecimal appends whole and part, the latter in units of 10**-places,
// with at least so many digits after the point.
func appendDecimal(b []byte, whole, part uint64, places, least int) []byte {
	b = strconv.AppendUint(b, whole, 10)
	for places > least && part%10 == 0 {
		part /= 10
		places--
	}
	if places == 0 {
		return b
	}
	return appendDigits(append(b, '.'), part, places)
}

// appendDigits appends n with so many digits, at most nine.
func appendDigits(b []byte, n uint64, digits int) []byte {
	b = append(b, "000000000"[:digits]...)
	for i := len(b) - 1; n > 0; i-- {
		b[i] = '0' + byte(n%10)
		n /= 10
	}
	return b
}
