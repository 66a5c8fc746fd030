package terminal

import "time"

// Day returns the day of t in UTC, as 2026-09-23, or "" if t is zero: the log
// does not say.
func Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}
