package tlslogtest

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// A supply is a log of sound records that are made as it is read: some of them
// in any order, over and over.
type supply[R comparable] struct {
	more    func(bytes int) bool // whether another round is to follow so many bytes
	records []Sample[R]          // of a round
	round   string
	last    string // a round and the end of the log

	rest    string // what is to be read next
	done    bool
	bytes   int // of all rounds so far
	written int // records
}

// supply returns a log of as many rounds as more says, and one that ends it.
// The order is a random one, so that memory that is used again is not used for
// the same record.
func (s *suite[R]) supply(more func(bytes int) bool) *supply[R] {
	rng := rand.New(rand.NewPCG(3, 3))
	records := s.sound()
	for size := 0; size < 64<<10; {
		m := records[rng.IntN(len(records))]
		records = append(records, m)
		size += len(m.Text) + len(s.Separator)
	}
	body := strings.Join(texts(records), s.Separator)
	return &supply[R]{
		more:    more,
		records: records,
		round:   body + s.Separator,
		last:    body + s.Footer,
		rest:    s.Header,
	}
}

func (l *supply[R]) Read(p []byte) (int, error) {
	for l.rest == "" {
		switch {
		case l.done:
			return 0, io.EOF
		case l.more(l.bytes):
			l.rest = l.round
		default:
			l.rest = l.last
			l.done = true
		}
		l.written += len(l.records)
		l.bytes += len(l.rest)
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

// sample returns the sample of which record i of the log, counting from 0, is.
func (l *supply[R]) sample(i int) Sample[R] { return l.records[i%len(l.records)] }

// eachOf decodes all of l and calls f for each record.
func eachOf[R comparable](d tlslog.Decoder[R], l *supply[R], f func(i int, o outcome[R]) error) error {
	var rec R
	for i := 0; ; i++ {
		err := d.Decode(&rec)
		switch {
		case err == io.EOF && i == l.written:
			return nil
		case err != nil:
			return fmt.Errorf("call %d of Decode on a log of %d records returns %w", i+1, l.written, err)
		}
		if err := f(i, after(d, rec, nil)); err != nil {
			return err
		}
	}
}

// permanence keeps records while a million others are read, or as many as a
// second is enough for.
func (s *suite[R]) permanence() error {
	if s.Wrap != nil {
		return s.wrappedPermanence()
	}
	records, least, limit := 1_000_000, 100_000, time.Second
	if s.short {
		records, least, limit = 100_000, 10_000, limit/10
	}
	start := time.Now()
	var l *supply[R]
	l = s.supply(func(int) bool {
		return l.written < least || l.written < records && time.Since(start) < limit
	})
	var kept []outcome[R]
	var numbers []int
	check := func(i int, o outcome[R]) error {
		if m := l.sample(i); o.rec != m.Record || o.raw != "" && o.raw != m.Text {
			return fmt.Errorf("record %d is\n\t%v\nand not\n\t%+v%s", i+1, o, m.Record, differences(o.rec, m.Record))
		}
		return nil
	}
	if err := eachOf(s.open(l), l, func(i int, o outcome[R]) error {
		if i < 1000 || i%1000 == 0 {
			kept, numbers = append(kept, o), append(numbers, i)
		}
		return check(i, o)
	}); err != nil {
		return err
	}
	for i, o := range kept {
		if err := check(numbers[i], o); err != nil {
			return fmt.Errorf("after %d records: %w", l.written, err)
		}
	}
	return nil
}

// wrappedPermanence keeps all records of a long log.
func (s *suite[R]) wrappedPermanence() error {
	log, wants := s.log(s.many(2 << 20)...)
	got, err := s.text(log)
	if err != nil {
		return err
	}
	return s.outcomes(got, wants)
}

// memory reads a long log, and records that do not end.
func (s *suite[R]) memory() error {
	if s.Wrap != nil {
		return errNotMade
	}
	const most, size = 8 << 20, 32 << 20
	gauge := newGauge()
	l := s.supply(func(bytes int) bool { gauge.at(bytes); return bytes < size })
	if err := eachOf(s.open(l), l, func(int, outcome[R]) error { return nil }); err != nil {
		return err
	}
	if gauge.peak > most {
		return fmt.Errorf("within a log of %d bytes, %d of memory are in use", l.bytes, gauge.peak)
	}
	return s.endlessRecords(most)
}

// endlessRecords reads records that go on with one letter from somewhere in the
// middle.
func (s *suite[R]) endlessRecords(most int) error {
	if !setLimit(s.open(nothing{}), 1) {
		return nil
	}
	sound := s.sound()
	parts := []int{2, 1, 3}
	if s.short {
		parts = parts[:1]
	}
	for i, part := range parts {
		m := sound[i%len(sound)]
		start, _ := s.log(sound[0])
		start = strings.TrimSuffix(start, s.Footer) + s.Separator + m.Text[:len(m.Text)*part/4]
		if err := s.endlessRecord(start, most); err != nil {
			return in(start, err)
		}
	}
	return nil
}

// endlessRecord reads the first record of start, and the second, which goes on
// with twice as many letters as memory may take bytes.
func (s *suite[R]) endlessRecord(start string, most int) error {
	letters := &letters{left: 2 * most, gauge: newGauge()}
	d := s.open(io.MultiReader(strings.NewReader(start), letters))
	setLimit(d, 64<<10)
	var rec R
	if err := d.Decode(&rec); err != nil || rec != s.sound()[0].Record {
		return fmt.Errorf("before a record that goes on and on: %w, %+v", err, rec)
	}
	got, err := readOn(d, 10)
	if err != nil {
		return err
	}
	if len(got) == 1 && got[0].err == io.EOF {
		return errors.New("a record that goes on and on vanishes")
	}
	if letters.gauge.peak > most {
		return fmt.Errorf("within a record that goes on with %d letters, and a limit of %d, %d bytes of memory are in use", 2*most, 64<<10, letters.gauge.peak)
	}
	return nil
}

// letters is a reader of one letter, so many times.
type letters struct {
	left, given int
	gauge       *gauge
}

func (l *letters) Read(p []byte) (int, error) {
	if l.left == 0 {
		return 0, io.EOF
	}
	l.gauge.at(l.given)
	n := min(len(p), l.left)
	for i := range n {
		p[i] = 'x'
	}
	l.left -= n
	l.given += n
	return n, nil
}

// A gauge measures the memory in use beyond what was in use before.
type gauge struct {
	before, peak int
	next         int
}

func newGauge() *gauge { return &gauge{before: heap()} }

// at measures every few megabytes.
func (g *gauge) at(bytes int) {
	if bytes >= g.next {
		g.next = bytes + 4<<20
		g.peak = max(g.peak, heap()-g.before)
	}
}

// heap returns the bytes of memory in use.
func heap() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// clone keeps clones of a few records of a long log, and with them no more
// than their own memory.
func (s *suite[R]) clone() error {
	type cloner interface{ Clone() R }
	if _, ok := any(*new(R)).(cloner); !ok || s.Wrap != nil {
		return errNotMade
	}
	size := 24 << 20
	if s.short {
		size /= 2
	}
	l := s.supply(func(bytes int) bool { return bytes < size })
	each := max(1, 32<<10*len(l.records)/len(l.last))
	var kept []R
	before := heap()
	if err := eachOf(s.open(l), l, func(i int, o outcome[R]) error {
		if i%each != 0 {
			return nil
		}
		c := any(o.rec).(cloner).Clone()
		if c != o.rec {
			return fmt.Errorf("a clone is\n\t%+v\nand its record\n\t%+v%s", c, o.rec, differences(c, o.rec))
		}
		kept = append(kept, c)
		return nil
	}); err != nil {
		return err
	}
	if use := heap() - before; use > size/2 {
		return fmt.Errorf("%d clones keep %d bytes of a log of %d in memory", len(kept), use, size)
	}
	runtime.KeepAlive(kept)
	return nil
}

// allocations counts them over a long log.
func (s *suite[R]) allocations() error {
	if s.Allocs == 0 {
		return errNotMade
	}
	size := 8 << 20
	if s.short {
		size /= 4
	}
	log := func() io.Reader { return s.supply(func(bytes int) bool { return bytes < size }) }
	if s.Wrap != nil {
		text, _ := s.log(s.many(size)...)
		log = func() io.Reader { return strings.NewReader(text) }
	}
	records := 0
	allocs := testing.AllocsPerRun(1, func() {
		d := s.open(log())
		var rec R
		for records = 0; d.Decode(&rec) == nil; records++ {
		}
	})
	if each := allocs / float64(records); each > s.Allocs {
		return fmt.Errorf("it is %.4f allocations per record, and not at most %.4f, over %d records", each, s.Allocs, records)
	}
	return nil
}
