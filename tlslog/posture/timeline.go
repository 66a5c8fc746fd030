package posture

import (
	"cmp"
	"errors"
	"math"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// A Timeline is how the posture changed over time.
type Timeline struct {
	// Step is the length of the intervals.
	Step Step `json:"step"`

	// Points are in the order of time; those without a time come first.
	Points []Point `json:"points"`
}

// A Point counts the events of one kind in one interval of a [Timeline]. The
// interval itself is the sum of its points.
type Point struct {
	// Start is when the interval begins, in UTC. It is zero for events
	// without a time, and for all events with [StepAll].
	Start time.Time `json:"start,omitzero"`

	Source   tlslog.Source   `json:"source,omitzero"`
	Evidence tlslog.Evidence `json:"evidence,omitzero"`
	Result   tlslog.Result   `json:"result,omitzero"`
	Reason   tlslog.Reason   `json:"reason,omitzero"`
	Version  tlslog.Version  `json:"version,omitzero"`

	// Events is the number of events. If their Evidence is
	// [tlslog.EvidenceLogged], KeyExchanges is how many of them name the
	// group of their key exchange, and PostQuantum how many name one for
	// which [tlslog.KeyExchange.PostQuantum] is true.
	Events       int64 `json:"events"`
	KeyExchanges int64 `json:"key_exchanges,omitzero"`
	PostQuantum  int64 `json:"post_quantum,omitzero"`
}

// Timeline returns the events over time in the finest step that makes no more
// than the given number of intervals, if that number is greater than zero, and
// that fits into the limit. It is exact. Intervals without events are left
// out.
func (s *Summary) Timeline(intervals int) Timeline {
	step, t := s.timeline.step, s.timeline.table
	for intervals > 0 && step < StepAll && countIntervals(&t) > intervals {
		step++
		t = s.timeline.at(step)
	}
	list := list(&t, byKey, pointOf)
	return Timeline{step, list.Rows}
}

func pointOf(e entry[moment, flow]) Point {
	p := Point{
		Source:       e.key.source,
		Evidence:     e.key.evidence,
		Result:       e.key.result,
		Reason:       e.key.reason,
		Version:      e.key.version,
		Events:       e.events,
		KeyExchanges: e.value.named,
		PostQuantum:  e.value.postQuantum,
	}
	if e.key.start != undated {
		p.Start = time.Unix(e.key.start, 0).UTC()
	}
	return p
}

func countIntervals(t *table[moment, flow]) int {
	starts := make(map[int64]struct{})
	for k := range t.rows {
		if k.start != undated {
			starts[k.start] = struct{}{}
		}
	}
	return len(starts)
}

// A timeline counts all events by the things that have few values. From it
// come all figures that are always exact.
//
// Its step is the finest at which its rows fit into the limit. Because each
// interval is part of one interval of the next step, and a part of the events
// never has more rows than all of them, the step depends on the events alone
// and not on their order.
type timeline struct {
	step  Step
	table table[moment, flow]

	// The interval of the event before this one, which is most often the
	// interval of this one as well.
	start, end int64
}

// undated is the start of the interval of the events without a time.
const undated = math.MinInt64

// A moment is one kind of event in one interval.
type moment struct {
	start    int64 // in seconds since 1970, or undated
	version  tlslog.Version
	source   tlslog.Source
	evidence tlslog.Evidence
	result   tlslog.Result
	reason   tlslog.Reason
}

func (m moment) compare(o moment) int {
	return cmp.Or(
		cmp.Compare(m.start, o.start),
		cmp.Compare(m.source, o.source),
		cmp.Compare(m.evidence, o.evidence),
		cmp.Compare(m.result, o.result),
		cmp.Compare(m.reason, o.reason),
		cmp.Compare(m.version, o.version),
	)
}

func (m moment) fields(v visitor) moment {
	return moment{
		start:    number(v, m.start),
		version:  number(v, m.version),
		source:   number(v, m.source),
		evidence: number(v, m.evidence),
		result:   number(v, m.result),
		reason:   number(v, m.reason),
	}
}

// A flow is what a timeline says of the events at a moment.
type flow struct {
	span
	named, postQuantum int64
}

func (f flow) join(o flow) flow {
	return flow{f.span.join(o.span), f.named + o.named, f.postQuantum + o.postQuantum}
}

func (f flow) fields(v visitor) flow {
	return flow{f.span.fields(v), count(v, f.named), count(v, f.postQuantum)}
}

func (t *timeline) add(e *tlslog.Event, at time.Time, limit int) {
	m := moment{
		start:    t.interval(at),
		source:   e.Source,
		evidence: e.Evidence,
		result:   e.Result,
		reason:   e.Reason,
	}
	f := flow{span: span{at, at}}
	if negotiated(e) {
		m.version = e.Version
	}
	if e.Evidence == tlslog.EvidenceLogged && e.KeyExchange != "" {
		f.named = 1
		if e.KeyExchange.PostQuantum() {
			f.postQuantum = 1
		}
	}
	t.table.add(m, f, unlimited)
	t.fit(limit)
}

func (t *timeline) merge(o *timeline, limit int) {
	t.coarsen(max(t.step, o.step))
	other := o.at(t.step)
	t.table.merge(&other, unlimited)
	t.fit(limit)
}

// fit makes the step as coarse as the limit asks for. With StepAll the rows
// are no more than there are kinds of events, and are all kept.
func (t *timeline) fit(limit int) {
	for t.table.bytes > limit && t.step < StepAll {
		t.coarsen(t.step + 1)
	}
}

func (t *timeline) coarsen(step Step) {
	if step != t.step {
		*t = timeline{step: step, table: t.at(step)}
	}
}

// at returns the table in a step that is the same or coarser. It may be the
// table itself.
func (t *timeline) at(step Step) table[moment, flow] {
	if step == t.step {
		return t.table
	}
	coarse := table[moment, flow]{events: t.table.events}
	for m, r := range t.table.rows {
		if m.start != undated {
			m.start, _ = step.interval(m.start)
		}
		coarse.put(m, *r)
	}
	return coarse
}

// interval returns the start of the interval that holds at.
func (t *timeline) interval(at time.Time) int64 {
	if at.IsZero() {
		return undated
	}
	if sec := at.Unix(); sec < t.start || sec >= t.end {
		t.start, t.end = t.step.interval(sec)
	}
	return t.start
}

// A Step is the length of the intervals of a [Timeline], in UTC. The zero Step
// is an hour.
type Step uint8

// The steps.
const (
	StepHour  Step = iota
	StepDay        // from midnight
	StepMonth      // from the first of the month
	StepYear       // from the first of January
	StepAll        // one interval without beginning or end
)

var stepNames = [...]string{"hour", "day", "month", "year", "all"}

// String returns "hour", "day", "month", "year", "all", or "" for a Step that
// is none.
func (s Step) String() string {
	if int(s) < len(stepNames) {
		return stepNames[s]
	}
	return ""
}

// AppendText implements [encoding.TextAppender] with the text of String.
func (s Step) AppendText(b []byte) ([]byte, error) { return append(b, s.String()...), nil }

// MarshalText implements [encoding.TextMarshaler] with the text of String.
func (s Step) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. It takes what String
// returns for the steps above.
func (s *Step) UnmarshalText(text []byte) error {
	for i, name := range stepNames {
		if name == string(text) {
			*s = Step(i)
			return nil
		}
	}
	return errors.New("posture: unknown name of a Step")
}

// interval returns the first second of the interval that holds sec and that
// of the next, both in seconds since 1970.
func (s Step) interval(sec int64) (start, end int64) {
	switch s {
	case StepHour:
		return aligned(sec, 60*60)
	case StepDay:
		return aligned(sec, 24*60*60)
	case StepMonth:
		year, month, _ := time.Unix(sec, 0).UTC().Date()
		return firstOf(year, month), firstOf(year, month+1)
	case StepYear:
		year := time.Unix(sec, 0).UTC().Year()
		return firstOf(year, time.January), firstOf(year+1, time.January)
	}
	return undated, math.MaxInt64
}

func aligned(sec, length int64) (start, end int64) {
	start = sec - (sec%length+length)%length
	return start, start + length
}

func firstOf(year int, month time.Month) int64 {
	return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC).Unix()
}
