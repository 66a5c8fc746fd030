package posture

import (
	"math"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

func TestStepInterval(t *testing.T) {
	tests := []struct {
		at   string
		step Step
		want [2]string
	}{
		{"2026-05-17T18:45:59Z", StepHour, [2]string{"2026-05-17T18:00:00Z", "2026-05-17T19:00:00Z"}},
		{"2026-05-17T18:00:00Z", StepHour, [2]string{"2026-05-17T18:00:00Z", "2026-05-17T19:00:00Z"}},
		{"2026-05-17T18:45:59Z", StepDay, [2]string{"2026-05-17T00:00:00Z", "2026-05-18T00:00:00Z"}},
		{"2028-02-29T23:59:59Z", StepMonth, [2]string{"2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z"}},
		{"2026-12-31T23:59:59Z", StepMonth, [2]string{"2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"}},
		{"2026-12-31T23:59:59Z", StepYear, [2]string{"2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"}},
		{"1969-12-31T23:30:00Z", StepHour, [2]string{"1969-12-31T23:00:00Z", "1970-01-01T00:00:00Z"}},
		{"1969-12-31T00:00:00Z", StepDay, [2]string{"1969-12-31T00:00:00Z", "1970-01-01T00:00:00Z"}},
		{"1969-12-31T23:30:00Z", StepMonth, [2]string{"1969-12-01T00:00:00Z", "1970-01-01T00:00:00Z"}},
	}
	for _, test := range tests {
		at, _ := time.Parse(time.RFC3339, test.at)
		start, end := test.step.interval(at.Unix())
		got := [2]string{
			time.Unix(start, 0).UTC().Format(time.RFC3339),
			time.Unix(end, 0).UTC().Format(time.RFC3339),
		}
		if got != test.want {
			t.Errorf("the %v of %s is %v, want %v", test.step, test.at, got, test.want)
		}
	}
	if start, end := StepAll.interval(0); start != undated || end != math.MaxInt64 {
		t.Errorf("all time is %d to %d", start, end)
	}
}

// TestStepsNest tests that each interval is part of one interval of the next
// step, which the timeline relies on.
func TestStepsNest(t *testing.T) {
	r := newRand(1)
	for range 10000 {
		sec := minUnix + r.Int64N(maxUnix-minUnix+1)
		for step := range StepAll {
			start, end := step.interval(sec)
			if sec < start || sec >= end {
				t.Fatalf("the %v of %d is %d to %d", step, sec, start, end)
			}
			next, _ := (step + 1).interval(sec)
			first, _ := (step + 1).interval(start)
			last, _ := (step + 1).interval(end - 1)
			if first != next || last != next {
				t.Fatalf("the %v of %d is not in one %v", step, sec, step+1)
			}
		}
	}
}

func TestTimeline(t *testing.T) {
	var s Summary
	add := func(at string, version tlslog.Version, kx tlslog.KeyExchange) {
		when, _ := time.Parse(time.RFC3339, at)
		s.Add(tlslog.Event{
			Source: tlslog.SourceALB, Time: when, Evidence: tlslog.EvidenceLogged,
			Version: version, KeyExchange: kx, Result: tlslog.ResultSuccess,
		})
	}
	add("2026-05-17T18:10:00Z", tlslog.VersionTLS13, "X25519MLKEM768")
	add("2026-05-17T18:50:00Z", tlslog.VersionTLS13, "x25519")
	add("2026-05-17T18:51:00+00:00", tlslog.VersionTLS12, "")
	add("2026-05-17T19:51:00+01:00", tlslog.VersionTLS12, "") // 18:51 as well
	add("2026-05-17T19:00:00Z", tlslog.VersionTLS13, "x25519")
	add("2026-07-01T00:00:00Z", tlslog.VersionTLS13, "x25519")
	add("", tlslog.VersionTLS13, "x25519")

	point := func(start string, version tlslog.Version, events, named, postQuantum int64) Point {
		when, _ := time.Parse(time.RFC3339, start)
		return Point{
			Start: when.UTC(), Source: tlslog.SourceALB, Evidence: tlslog.EvidenceLogged, Result: tlslog.ResultSuccess,
			Version: version, Events: events, KeyExchanges: named, PostQuantum: postQuantum,
		}
	}
	tests := []struct {
		intervals int
		want      Timeline
	}{
		{0, Timeline{StepHour, []Point{
			point("", tlslog.VersionTLS13, 1, 1, 0),
			point("2026-05-17T18:00:00Z", tlslog.VersionTLS12, 2, 0, 0),
			point("2026-05-17T18:00:00Z", tlslog.VersionTLS13, 2, 2, 1),
			point("2026-05-17T19:00:00Z", tlslog.VersionTLS13, 1, 1, 0),
			point("2026-07-01T00:00:00Z", tlslog.VersionTLS13, 1, 1, 0),
		}}},
		{2, Timeline{StepDay, []Point{
			point("", tlslog.VersionTLS13, 1, 1, 0),
			point("2026-05-17T00:00:00Z", tlslog.VersionTLS12, 2, 0, 0),
			point("2026-05-17T00:00:00Z", tlslog.VersionTLS13, 3, 3, 1),
			point("2026-07-01T00:00:00Z", tlslog.VersionTLS13, 1, 1, 0),
		}}},
		{1, Timeline{StepYear, []Point{
			point("", tlslog.VersionTLS13, 1, 1, 0),
			point("2026-01-01T00:00:00Z", tlslog.VersionTLS12, 2, 0, 0),
			point("2026-01-01T00:00:00Z", tlslog.VersionTLS13, 4, 4, 1),
		}}},
	}
	for _, test := range tests {
		if d := diff(test.want, s.Timeline(test.intervals)); d != "" {
			t.Errorf("%d intervals (-want +got):\n%s", test.intervals, d)
		}
	}

	s.timeline.coarsen(StepAll)
	want := Timeline{StepAll, []Point{
		point("", tlslog.VersionTLS12, 2, 0, 0),
		point("", tlslog.VersionTLS13, 5, 5, 1),
	}}
	if d := diff(want, s.Timeline(0)); d != "" {
		t.Errorf("all (-want +got):\n%s", d)
	}
}

// TestTimeOutOfRange tests times that RFC 3339 cannot write.
func TestTimeOutOfRange(t *testing.T) {
	var s Summary
	for _, at := range []time.Time{
		time.Unix(minUnix-1, 0), time.Unix(maxUnix+1, 0), time.Unix(math.MinInt64, 0), time.Unix(math.MaxInt64, 0),
	} {
		s.Add(tlslog.Event{Time: at, Certificate: tlslog.Certificate{Validity: tlslog.Validity{NotAfter: at}}})
	}
	if got, want := s.Total(), (Tally{Events: 4}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := s.Expiry(t0); got.Unknown != 1 {
		t.Errorf("got %+v, want one certificate without an end", got)
	}
	s.Add(tlslog.Event{Time: time.Unix(minUnix+1, 0)})
	s.Add(tlslog.Event{Time: time.Unix(maxUnix, 999999999)})
	if got := s.Total(); got.First.Year() != 1 || got.Last.Year() != 9999 {
		t.Errorf("got %v", got)
	}
}

func TestStepText(t *testing.T) {
	for step := range StepAll + 1 {
		text, _ := step.MarshalText()
		appended, _ := step.AppendText([]byte("x"))
		var back Step
		if err := back.UnmarshalText(text); err != nil || back != step || string(appended) != "x"+step.String() || len(text) == 0 {
			t.Errorf("%d: %q, %q, %v, %v", step, text, appended, back, err)
		}
	}
	if s := Step(99).String(); s != "" {
		t.Errorf("got %q", s)
	}
	step := StepDay
	if err := step.UnmarshalText([]byte("fortnight")); err == nil || step != StepDay {
		t.Errorf("got %v, %v", step, err)
	}
}

// TestTimelineMergeSteps tests merging timelines of different steps.
func TestTimelineMergeSteps(t *testing.T) {
	a := randomEvents(newRand(1), 300, 2000)
	b := randomEvents(newRand(2), 300, 2000)
	want := summaryOf(0, append(a, b...))
	for x := range StepAll + 1 {
		for y := range StepAll + 1 {
			s, o := summaryOf(0, a), summaryOf(0, b)
			s.timeline.coarsen(x)
			o.timeline.coarsen(y)
			s.Merge(o)
			if o.timeline.step != y {
				t.Errorf("the other step changed from %v to %v", y, o.timeline.step)
			}
			got := s.Timeline(0)
			if got.Step != max(x, y) {
				t.Errorf("%v and %v make %v", x, y, got.Step)
			}
			all := want.timeline.at(max(x, y))
			if d := diff(list(&all, byKey, pointOf).Rows, got.Points); d != "" {
				t.Errorf("%v and %v (-want +got):\n%s", x, y, d)
			}
		}
	}
}
