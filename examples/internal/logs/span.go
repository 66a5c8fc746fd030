package logs

import (
	"errors"
	"time"
)

// A Span is a range of time, from Since on and before Until. A zero time is no
// limit, so that the zero Span is all time.
type Span struct {
	Since, Until time.Time
}

// SetSince sets the limit from what a person wrote: 2026-09-01, or
// 2026-09-01T12:00:00Z.
func (s *Span) SetSince(text string) error { return setTime(&s.Since, text) }

// SetUntil is like SetSince.
func (s *Span) SetUntil(text string) error { return setTime(&s.Until, text) }

// Contains reports whether t is in s. A zero t, of which a log does not say
// when it was, is in the zero Span alone.
func (s Span) Contains(t time.Time) bool {
	if t.IsZero() {
		return s == Span{}
	}
	return (s.Since.IsZero() || !t.Before(s.Since)) && (s.Until.IsZero() || t.Before(s.Until))
}

func setTime(t *time.Time, text string) error {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if parsed, err := time.Parse(layout, text); err == nil {
			*t = parsed.UTC()
			return nil
		}
	}
	return errors.New("not a time such as 2026-09-01 or 2026-09-01T12:00:00Z")
}
