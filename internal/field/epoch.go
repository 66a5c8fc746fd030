package field

import (
	"strconv"
	"strings"
	"time"
)

// EpochMillis reads a whole number of milliseconds since 1970-01-01 UTC, of
// the years 0 to 9999. A minus sign and leading zeros are accepted.
func EpochMillis(s string) (t time.Time, ok bool) {
	digits, minus := strings.CutPrefix(s, "-")
	n, ok := Uint64(digits)
	if !ok {
		return time.Time{}, false
	}
	return epoch(minus, n/1000, n%1000*1e6)
}

// EpochSeconds reads a number of seconds since 1970-01-01 UTC, of the years 0
// to 9999, whole or with one to nine digits after a point. A minus sign and
// leading zeros are accepted; an exponent is not.
func EpochSeconds(s string) (t time.Time, ok bool) {
	digits, minus := strings.CutPrefix(s, "-")
	sec, nsec, ok := decimal(digits, maxDigits)
	if !ok {
		return time.Time{}, false
	}
	return epoch(minus, sec, nsec)
}

// AppendEpochMillis appends t as a whole number of milliseconds since
// 1970-01-01 UTC. What is finer is cut off, towards the past.
func AppendEpochMillis(b []byte, t time.Time) []byte {
	return strconv.AppendInt(b, t.UnixMilli(), 10)
}

// AppendEpochSeconds appends t as a number of seconds since 1970-01-01 UTC,
// with as many digits after the point as it takes to be exact, and without a
// point when there is none.
func AppendEpochSeconds(b []byte, t time.Time) []byte {
	sec, nsec := t.Unix(), int64(t.Nanosecond())
	if sec >= 0 {
		return appendDecimal(b, uint64(sec), uint64(nsec), maxDigits, 0)
	}
	if nsec > 0 {
		sec, nsec = sec+1, 1e9-nsec
	}
	return appendDecimal(append(b, '-'), uint64(-sec), uint64(nsec), maxDigits, 0)
}

// CanonicalEpochMillis reports whether s, which [EpochMillis] has accepted, is
// what [AppendEpochMillis] writes.
func CanonicalEpochMillis(s string) bool {
	return s != "-0" && CanonicalUint64(strings.TrimPrefix(s, "-"))
}

// CanonicalEpochSeconds reports whether s, which [EpochSeconds] has accepted,
// is what [AppendEpochSeconds] writes.
func CanonicalEpochSeconds(s string) bool {
	return s != "-0" && CanonicalMillis(strings.TrimPrefix(s, "-"))
}

// epoch returns the time so many seconds and nanoseconds after 1970, or before
// it with a minus. It returns false for a time that is not of the years 0 to
// 9999.
func epoch(minus bool, sec, nsec uint64) (time.Time, bool) {
	if sec > maxUnix {
		return time.Time{}, false
	}
	t := time.Unix(int64(sec), int64(nsec))
	if minus {
		t = time.Unix(-int64(sec), -int64(nsec)) // which borrows a second
	}
	if !inRange(t.Unix()) {
		return time.Time{}, false
	}
	return t.UTC(), true
}
