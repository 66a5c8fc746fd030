package envelope

import (
	"strings"
	"time"

	"github.com/awstls/awstls/internal/field"
)

// PrefixLen is the length of what stands before the message on a line of a
// log group that was exported to Amazon S3: a time in UTC with milliseconds,
// and a space.
const PrefixLen = len("2026-09-23T07:11:27.691Z ")

// CutPrefix cuts off what an export to Amazon S3 puts before a message. The
// message is known by its start: JSON, a directive, or a row, which starts with
// a time, or is made of values between which no space stands.
func CutPrefix(line, delimiter string) (prefix, message string) {
	if !startsExport(line) {
		return "", line
	}
	message = line[PrefixLen:]
	c := message[0]
	if isBracket(c) || c == '#' || startsTime(message) ||
		delimiter != "" && delimiter != " " && strings.Contains(message, delimiter) {
		return line[:PrefixLen], message
	}
	return "", line
}

// valuePrefix returns the length of the prefix of a JSON value.
func valuePrefix(head string) int {
	if startsExport(head) && isBracket(head[PrefixLen]) {
		return PrefixLen
	}
	return 0
}

// startsExport reports whether s starts with a prefix and goes on behind it.
func startsExport(s string) bool {
	if len(s) <= PrefixLen || s[PrefixLen-1] != ' ' || s[PrefixLen-2] != 'Z' || s[19] != '.' {
		return false
	}
	_, ok := field.Time(s[:PrefixLen-1])
	return ok
}

// prefixTime returns the time in a prefix.
func prefixTime(prefix string) time.Time {
	t, _ := field.Time(prefix[:PrefixLen-1])
	return t
}

// startsTime reports whether the first value of a row is a time: in RFC 3339,
// or in milliseconds since 1970 UTC.
func startsTime(row string) bool {
	value := row
	if i := strings.IndexAny(row, " \t"); i >= 0 {
		value = row[:i]
	}
	if _, ok := field.Time(value); ok {
		return true
	}
	_, ok := field.EpochMillis(value)
	return ok && len(value) == len("1790147487691")
}

func isBracket(c byte) bool { return c == '{' || c == '[' }

func isDigit(c byte) bool { return c-'0' <= 9 }
