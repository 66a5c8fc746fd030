package field

import (
	"math/bits"
	"time"
)

// The first and the last second that RFC 3339 can write in UTC, in seconds
// since 1970: 0000-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
const (
	minUnix = -62167219200
	maxUnix = 253402300799
)

const (
	noFraction = len("2006-01-02T15:04:05")
	maxDigits  = len("999999999")
)

// Time reads an RFC 3339 time: 2006-01-02T15:04:05, a fraction of a point and
// one to nine digits or none, and a zone: Z, +hh:mm, -hh:mm, +hhmm or -hhmm.
// Suricata, whose records Network Firewall delivers, writes +0000. The result
// is in UTC.
//
// But for the zones without a colon, Time reads nothing that [time.Parse] with
// [time.RFC3339] does not read, and to the same result. Unlike time.Parse it
// refuses an hour of one digit, a comma for the point, a fraction of more than
// nine digits, a zone of more than 23 hours or 59 minutes, and a time that is
// not of the years 0 to 9999 in UTC. Like time.Parse it refuses dates that
// there are not, the leap second 23:59:60, and t or z in lower case.
func Time(s string) (t time.Time, ok bool) {
	if len(s) <= noFraction {
		return time.Time{}, false
	}
	local, offset := s[:len(s)-1], int64(0)
	if s[len(s)-1] != 'Z' {
		if local, offset, ok = cutZone(s); !ok {
			return time.Time{}, false
		}
	}
	nsec := int64(0)
	if len(local) > noFraction {
		if nsec, ok = fraction(local); !ok {
			return time.Time{}, false
		}
	}
	sec, ok := unix(local)
	if !ok || !inRange(sec-offset) {
		return time.Time{}, false
	}
	return time.Unix(sec-offset, nsec).UTC(), true
}

// TimeNoZone reads a time of exactly the form 2006-01-02T15:04:05 as one in
// UTC. Suricata writes the validity of certificates so.
func TimeNoZone(s string) (t time.Time, ok bool) {
	if len(s) != noFraction {
		return time.Time{}, false
	}
	sec, ok := unix(s)
	if !ok {
		return time.Time{}, false
	}
	return time.Unix(sec, 0).UTC(), true
}

// AppendTime appends t in UTC as RFC 3339 with a fraction of so many digits
// and the zone Z. What is finer is cut off. digits is 0 to 9; 0 leaves out the
// point. A year that is not of four digits is written as [time.Time.Format]
// does, and not read again by [Time].
func AppendTime(b []byte, t time.Time, digits int) []byte {
	b = t.UTC().AppendFormat(b, time.RFC3339) // the one layout that package time is fast at
	if digits > 0 {
		b[len(b)-1] = '.'
		b = appendDigits(b, uint64(t.Nanosecond())/pow10[maxDigits-digits], digits)
		b = append(b, 'Z')
	}
	return b
}

// CanonicalTime reports whether s, which [Time] has accepted, is what
// [AppendTime] writes with so many digits.
func CanonicalTime(s string, digits int) bool {
	n := noFraction + len("Z")
	if digits > 0 {
		n += len(".") + digits
	}
	return len(s) == n && s[n-1] == 'Z'
}

// inRange reports whether so many seconds since 1970 are of the years 0 to
// 9999.
func inRange(sec int64) bool {
	return sec >= minUnix && sec <= maxUnix
}

// unix reads 2006-01-02T15:04:05 at the head of s, in seconds since 1970. It
// looks at three words, of which the first two overlap.
func unix(s string) (sec int64, ok bool) {
	_ = s[noFraction-1]
	y := load8(s) ^ load8("0000-00-") // digits become numbers, and what must be there zero
	d := load8(s[len("200"):]) ^ load8("0-00-00T")
	t := load8(s[len("2006-01-02T"):]) ^ load8("00:00:00")
	// What is too much has its highest bit set by adding what it may lack to
	// 0x80, or has it already: then it does not matter what it carries.
	const digit, none = "\x76", "\x7f"
	y2 := y + load8(digit+digit+digit+digit+none+digit+digit+none)
	d2 := d + load8(digit+none+digit+digit+none+digit+digit+none)
	t2 := t + load8(digit+digit+none+digit+digit+none+digit+digit)
	if (y|y2|d|d2|t|t2)&high != 0 {
		return 0, false
	}
	y, d, t = pairs(y), pairs(d), pairs(t)
	year := uint(y&0xff*100 + y>>16&0xff)
	month, day := uint(d>>16&0xff), uint(d>>40&0xff)
	hour, min, second := t&0xff, t>>24&0xff, t>>48&0xff
	if month-1 > 11 || day-1 > 27 && day-1 >= daysIn(year, month) || hour > 23 || min > 59 || second > 59 {
		return 0, false
	}
	return days(year, month, day)*86400 + int64(hour*3600+min*60+second), true
}

// days returns the days from 1970-01-01 to a date of the years 0 to 9999.
func days(year, month, day uint) int64 {
	// Years begin in March, so that the leap day is the last of its year. They
	// are counted from March of the year -400, so that none is negative; the
	// calendar repeats every 400 years.
	early := (month - 3) >> (bits.UintSize - 1) // 1 in January and February, without a branch
	year += 400 - early
	month += 12 * early
	// The months from March on have 31, 30, 31, 30 and 31 days, which is 153
	// in five months, and so on over again.
	before := (153*(month-3) + 2) / 5
	const to1970 = 719468 + 146097 // from 0000-03-01, and the 400 years
	century := year / 100
	return int64(365*year+year/4-century+century/4+before+day-1) - to1970
}

// daysIn returns the days of a month, 1 to 12.
func daysIn(year, month uint) uint {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// fraction reads the point and the one to nine digits that follow
// 2006-01-02T15:04:05 in s, in nanoseconds.
func fraction(s string) (nsec int64, ok bool) {
	digits := len(s) - noFraction - len(".")
	if digits < 1 || digits > maxDigits || s[noFraction] != '.' {
		return 0, false
	}
	// The last eight bytes of s are the digits and some of what is before
	// them, or all but the first of nine digits.
	first := uint64(0)
	if digits == maxDigits {
		if first = uint64(s[noFraction+1] - '0'); first > 9 {
			return 0, false
		}
	}
	keep := ^uint64(0) << (64 - 8*min(digits, 8))
	d := load8(s[len(s)-8:]) ^ load8("00000000")
	if (d|(d+aboveNine))&high&keep != 0 { // a carry comes from what is no ASCII alone
		return 0, false
	}
	n := first*1e8 + number8(d&keep)
	return int64(n * pow10[maxDigits-digits]), true
}

// cutZone cuts a zone other than Z off the end of s and returns it in seconds
// east of UTC. s is longer than 2006-01-02T15:04:05.
func cutZone(s string) (local string, offset int64, ok bool) {
	i := len(s) - len("-0700")
	if s[len(s)-len(":00")] == ':' {
		i--
	}
	if i < noFraction {
		return "", 0, false
	}
	zone := s[i:]
	hour, ok1 := number5(zone[len("-"):len("-07")])
	min, ok2 := number5(zone[len(zone)-len("00"):])
	if !ok1 || !ok2 || hour > 23 || min > 59 {
		return "", 0, false
	}
	offset = int64(hour*3600 + min*60)
	switch zone[0] {
	case '-':
		return s[:i], -offset, true
	case '+':
		return s[:i], offset, true
	}
	return "", 0, false
}
