package posture

import "time"

// A Tally is a number of events and the time in which they took place.
type Tally struct {
	// Events is the number of events. It is never too high.
	Events int64 `json:"events"`

	// Missed is by how much Events may be too low, because the table was
	// full when the row began. Zero means that Events is exact.
	Missed int64 `json:"missed,omitzero"`

	// First and Last are when the first and the last of the Events took
	// place, in UTC. They are zero if no event has a time.
	First time.Time `json:"first,omitzero"`
	Last  time.Time `json:"last,omitzero"`
}

// A span is the time between events. The zero span holds none.
type span struct{ first, last time.Time }

func (s span) join(o span) span {
	if o.first.IsZero() {
		return s
	}
	if s.first.IsZero() {
		return o
	}
	if o.first.Before(s.first) {
		s.first = o.first
	}
	if o.last.After(s.last) {
		s.last = o.last
	}
	return s
}

func (s span) fields(v visitor) span { return span{instant(v, s.first), instant(v, s.last)} }

// A none is the value of a table that has nothing to say but numbers.
type none struct{}

func (none) join(none) none      { return none{} }
func (none) fields(visitor) none { return none{} }

// The seconds since 1970 of the years in which there can be an event.
const (
	minUnix = -62135596800 // 0001-01-01T00:00:00Z, the zero Time
	maxUnix = 253402300799 // 9999-12-31T23:59:59Z
)

// clock returns t in UTC, so that == compares it, or the zero Time if it is
// not in the years 1 to 9999, which are all that RFC 3339 can write.
func clock(t time.Time) time.Time {
	if sec := t.Unix(); sec < minUnix || sec > maxUnix {
		return time.Time{}
	}
	return t.UTC()
}
