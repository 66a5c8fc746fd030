package main

import (
	"slices"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// An axis is the time of a report, divided into intervals. Logs can have a
// record from a machine whose clock was decades off: a long time without
// events takes one slot, however long it is.
type axis struct {
	step    posture.Step
	slots   []slot
	undated int64 // events without a time, or, if there are no slots, all events
}

// A slot is an interval, or a gap: several intervals without events.
type slot struct {
	gap    bool
	start  time.Time
	label  string
	points []posture.Point // none if there were no events
}

// maxEmpty is how many intervals without events in a row are shown.
const maxEmpty = 14

// newAxis divides the time of a summary into at most so many slots, or twice as
// many if most of them are gaps between single years.
func newAxis(s *posture.Summary, slots int) axis {
	for intervals := slots; ; {
		t := s.Timeline(intervals)
		a := axis{step: t.Step}
		a.fill(t)
		if len(a.slots) <= slots || a.step >= posture.StepYear {
			return a
		}
		intervals = a.filled() - 1 // which the next step makes
	}
}

// filled returns the number of intervals with events.
func (a *axis) filled() int {
	n := 0
	for _, s := range a.slots {
		if len(s.points) > 0 {
			n++
		}
	}
	return n
}

// fill makes the slots for the points of a timeline.
func (a *axis) fill(t posture.Timeline) {
	for points := t.Points; len(points) > 0; {
		n := slices.IndexFunc(points, func(p posture.Point) bool { return !p.Start.Equal(points[0].Start) })
		if n < 0 {
			n = len(points)
		}
		if start := points[0].Start; start.IsZero() {
			for _, p := range points[:n] {
				a.undated += p.Events
			}
		} else {
			a.skipTo(start)
			a.slots = append(a.slots, slot{start: start, label: a.label(start), points: points[:n]})
		}
		points = points[n:]
	}
}

// skipTo adds the intervals without events that come before start.
func (a *axis) skipTo(start time.Time) {
	if len(a.slots) == 0 {
		return
	}
	var empty []slot
	for at := a.next(a.slots[len(a.slots)-1].start); at.Before(start); at = a.next(at) {
		if len(empty) == maxEmpty {
			a.slots = append(a.slots, slot{gap: true})
			return
		}
		empty = append(empty, slot{start: at, label: a.label(at)})
	}
	a.slots = append(a.slots, empty...)
}

// next returns the start of the interval after the one that starts at t.
func (a *axis) next(t time.Time) time.Time {
	switch a.step {
	case posture.StepHour:
		return t.Add(time.Hour)
	case posture.StepDay:
		return t.AddDate(0, 0, 1)
	case posture.StepMonth:
		return t.AddDate(0, 1, 0)
	}
	return t.AddDate(1, 0, 0)
}

// label returns the name of the interval that starts at t.
func (a *axis) label(t time.Time) string {
	switch a.step {
	case posture.StepHour:
		return t.Format("2006-01-02 15:00Z")
	case posture.StepDay:
		return t.Format(time.DateOnly)
	case posture.StepMonth:
		return t.Format("2006-01")
	}
	return t.Format("2006")
}

// shortLabel is like label, for where there is little room.
func (a *axis) shortLabel(t time.Time) string {
	switch a.step {
	case posture.StepHour:
		return t.Format("2 Jan 15h")
	case posture.StepDay:
		return t.Format("2 Jan")
	case posture.StepMonth:
		return t.Format("Jan 2006")
	}
	return t.Format("2006")
}

// A flow is what the events of an interval add up to. The protocols are those
// of the logged events.
type flow struct {
	events, failed                           int64
	logged, tls13, tls12, older, postQuantum int64
}

func flowOf(points []posture.Point) flow {
	var f flow
	for _, p := range points {
		f.events += p.Events
		if p.Result == tlslog.ResultFailure {
			f.failed += p.Events
		}
		if p.Evidence != tlslog.EvidenceLogged {
			continue
		}
		f.logged += p.Events
		f.postQuantum += p.PostQuantum
		switch {
		case p.Version == tlslog.VersionTLS13:
			f.tls13 += p.Events
		case p.Version == tlslog.VersionTLS12:
			f.tls12 += p.Events
		case p.Version.Deprecated():
			f.older += p.Events
		}
	}
	return f
}
