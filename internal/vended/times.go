package vended

import (
	"strings"
	"time"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/tlslog"
)

const (
	micros = 6 // digits after the second
	nanos  = 9

	// The zero Time, which stands for an absent one.
	zeroTime   = "0001-01-01T00:00:00"
	zeroMillis = "-62135596800000"
)

// Time makes a field of ISO 8601 timestamps, written in UTC with the given
// number of digits after the second, or with nine where it takes more to be
// exact.
func Time[R any](name string, digits int, at func(*R) *time.Time) Field[R] {
	return Field[R]{
		Name: name,
		Set: func(rec *R, v string) error {
			t, ok := field.Time(v)
			if !ok {
				return tlslog.ErrTime
			}
			*at(rec) = t
			return nil
		},
		Append: func(b []byte, rec *R) []byte {
			if t := *at(rec); !t.IsZero() {
				b = appendTime(b, t, digits)
			}
			return b
		},
		Clear:     clearer(at),
		Fits:      func(rec *R) bool { return writable(*at(rec)) },
		Canonical: func(v string) bool { return canonicalTime(v, digits) && !isZeroTime(v) },
	}
}

// EpochMillis makes a field of times that are written as milliseconds since
// 1970 UTC. It also reads ISO 8601 timestamps, and writes one, with six digits
// or nine after the second, where milliseconds are not exact.
func EpochMillis[R any](name string, at func(*R) *time.Time) Field[R] {
	return Field[R]{
		Name: name,
		Set: func(rec *R, v string) error {
			t, ok := field.EpochMillis(v)
			if !ok {
				if t, ok = field.Time(v); !ok {
					return tlslog.ErrTime
				}
			}
			*at(rec) = t
			return nil
		},
		Append: func(b []byte, rec *R) []byte {
			switch t := *at(rec); {
			case t.IsZero():
				return b
			case t.Nanosecond()%int(time.Millisecond) != 0:
				return appendTime(b, t, micros)
			default:
				return field.AppendEpochMillis(b, t)
			}
		},
		Clear: clearer(at),
		Fits:  func(rec *R) bool { return writable(*at(rec)) },
		Canonical: func(v string) bool {
			if !isISO(v) {
				return v != zeroMillis && field.CanonicalEpochMillis(v)
			}
			const millis = len("2006-01-02T15:04:05.000")
			return canonicalTime(v, micros) && !zeros(v[millis:len(v)-1])
		},
	}
}

const (
	notBefore = "NotBefore="
	notAfter  = ";NotAfter="
)

// Validity makes a field of certificate validities, written as
// NotBefore=<time>;NotAfter=<time> in whole seconds, or with nine digits after
// the second where that is not exact.
func Validity[R any](name string, at func(*R) *tlslog.Validity) Field[R] {
	return Field[R]{
		Name: name,
		Set: func(rec *R, v string) error {
			validity, ok := ParseValidity(v)
			if !ok {
				return tlslog.ErrTime
			}
			*at(rec) = validity
			return nil
		},
		Append: func(b []byte, rec *R) []byte {
			if v := *at(rec); !v.IsZero() {
				b = append(b, notBefore...)
				b = appendTime(b, v.NotBefore, 0)
				b = append(b, notAfter...)
				b = appendTime(b, v.NotAfter, 0)
			}
			return b
		},
		Clear: clearer(at),
		Fits:  func(rec *R) bool { return writable(at(rec).NotBefore) && writable(at(rec).NotAfter) },
		Canonical: func(v string) bool {
			from, to, _ := cutValidity(v)
			return canonicalTime(from, 0) && canonicalTime(to, 0) && !(isZeroTime(from) && isZeroTime(to))
		},
	}
}

// ParseValidity reads a validity, written as NotBefore=<time>;NotAfter=<time>.
func ParseValidity(s string) (tlslog.Validity, bool) {
	from, to, ok := cutValidity(s)
	if !ok {
		return tlslog.Validity{}, false
	}
	var v tlslog.Validity
	var ok1, ok2 bool
	v.NotBefore, ok1 = field.Time(from)
	v.NotAfter, ok2 = field.Time(to)
	if !ok1 || !ok2 {
		return tlslog.Validity{}, false
	}
	return v, true
}

// cutValidity returns the two times in a validity. That they are where AWS
// writes them is tried first.
func cutValidity(s string) (from, to string, ok bool) {
	const middle = len("2006-01-02T15:04:05Z")
	if s, ok = strings.CutPrefix(s, notBefore); !ok {
		return "", "", false
	}
	if len(s) > middle+len(notAfter) && s[middle:middle+len(notAfter)] == notAfter {
		return s[:middle], s[middle+len(notAfter):], true
	}
	return strings.Cut(s, notAfter)
}

// isISO reports whether s, which is a time, begins with a year and not with
// a number of milliseconds.
func isISO(s string) bool { return len(s) > len("2006-") && s[len("2006")] == '-' }

// appendTime appends t with so many digits after the second, or with nine
// where it takes more to be exact.
func appendTime(b []byte, t time.Time, digits int) []byte {
	unit := int(time.Second)
	for range digits {
		unit /= 10
	}
	if t.Nanosecond()%unit != 0 {
		digits = nanos
	}
	return field.AppendTime(b, t, digits)
}

// canonicalTime reports whether s, which [field.Time] has accepted, is what
// appendTime writes.
func canonicalTime(s string, digits int) bool {
	const point = len("2006-01-02T15:04:05.")
	return field.CanonicalTime(s, digits) ||
		field.CanonicalTime(s, nanos) && !zeros(s[point+digits:len(s)-1])
}

// isZeroTime reports whether s is what appendTime writes for the zero Time.
func isZeroTime(s string) bool {
	rest, ok := strings.CutPrefix(s, zeroTime)
	return ok && strings.Trim(rest, ".0Z") == ""
}

func zeros(s string) bool { return strings.Trim(s, "0") == "" }

// writable reports whether t has a year that a log can tell.
func writable(t time.Time) bool {
	year := t.UTC().Year()
	return 0 <= year && year <= 9999
}
