package main

import (
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

func summaryOf(times ...string) *posture.Summary {
	s := new(posture.Summary)
	for _, text := range times {
		var at time.Time
		if text != "" {
			at, _ = time.Parse(time.RFC3339, text)
		}
		s.Add(tlslog.Event{Source: tlslog.SourceALB, Time: at, Evidence: tlslog.EvidenceLogged, Version: tlslog.VersionTLS13})
	}
	return s
}

func TestAxis(t *testing.T) {
	for _, tt := range []struct {
		name    string
		times   string
		slots   int
		want    string // a slot with events, one without, and a gap are x . ~
		first   string
		undated int64
	}{
		{"nothing", "", 10, "", "", 0},
		{"one hour", "2026-09-01T10:20:00Z 2026-09-01T10:30:00Z", 10, "x", "2026-09-01 10:00Z", 0},
		{"hours", "2026-09-01T10:20:00Z 2026-09-01T11:00:00Z 2026-09-01T14:00:00Z", 10, "xx..x", "2026-09-01 10:00Z", 0},
		{"too many hours", "2026-09-01T10:20:00Z 2026-09-01T11:00:00Z 2026-09-02T00:00:00Z", 10, "xx", "2026-09-01", 0},
		{"a gap of hours", "2026-09-01T10:20:00Z 2026-09-05T11:00:00Z", 10, "x~x", "2026-09-01 10:00Z", 0},
		{"months", "2026-01-31T10:20:00Z 2026-02-01T11:00:00Z 2026-02-14T11:00:00Z 2026-04-01T11:00:00Z", 4, "xx.x", "2026-01", 0},
		{"a clock of 1970", "1970-01-01T00:00:00Z 2026-09-01T11:00:00Z 2026-09-02T11:00:00Z", 10, "x~x~x", "1970-01-01 00:00Z", 0},
		{"undated", "- - 2026-09-01T11:00:00Z", 10, "x", "2026-09-01 11:00Z", 2},
		{"the ends of time", "0001-01-01T05:00:00Z 9999-12-31T23:59:59Z", 10, "x~x", "0001-01-01 05:00Z", 0},
	} {
		var times []string
		for text := range strings.FieldsSeq(tt.times) {
			times = append(times, strings.TrimPrefix(text, "-"))
		}
		a := newAxis(summaryOf(times...), tt.slots)
		var got strings.Builder
		for _, s := range a.slots {
			switch {
			case s.gap:
				got.WriteByte('~')
			case len(s.points) == 0:
				got.WriteByte('.')
			default:
				got.WriteByte('x')
			}
		}
		first := ""
		if len(a.slots) > 0 {
			first = a.slots[0].label
		}
		if got.String() != tt.want || first != tt.first || a.undated != tt.undated {
			t.Errorf("%s: %s from %q, %d undated; want %s from %q, %d", tt.name, got.String(), first, a.undated, tt.want, tt.first, tt.undated)
		}
	}
}

// TestAxisBounded checks that no logs make a chart of more slots than there is
// room for.
func TestAxisBounded(t *testing.T) {
	for _, step := range []time.Duration{time.Hour, 15 * time.Hour, 24 * time.Hour, 16 * 24 * time.Hour, 500 * 24 * time.Hour, 20 * 365 * 24 * time.Hour} {
		s := new(posture.Summary)
		at := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
		for range 300 {
			s.Add(tlslog.Event{Time: at})
			at = at.Add(step)
		}
		if a := newAxis(s, maxSlots); len(a.slots) > 2*maxSlots {
			t.Errorf("%v: %d slots of one %s", step, len(a.slots), a.step)
		}
	}
}
