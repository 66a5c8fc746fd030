package posture

import (
	"bytes"
	"fmt"
	"math"
	"net/netip"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// TestSplit tests that the events make the same summary whole and in parts,
// in any order.
func TestSplit(t *testing.T) {
	for seed := range uint64(30) {
		r := newRand(seed)
		events := randomEvents(r, 2000, 1+r.IntN(300))
		whole := summaryOf(0, events)
		merged := mergedOf(t, r, 0, events)
		if d := diff(whole.Report(), merged.Report()); d != "" {
			t.Fatalf("seed %d: whole and merged differ (-whole +merged):\n%s", seed, d)
		}
		want, _ := whole.MarshalBinary()
		if got, _ := merged.MarshalBinary(); !bytes.Equal(want, got) {
			t.Fatalf("seed %d: whole and merged have different bytes", seed)
		}
	}
}

// TestSplitBeyondLimit tests what the package promises of tables that do not
// hold all rows, against an exact count.
func TestSplitBeyondLimit(t *testing.T) {
	const limit = minTableBytes
	for seed := range uint64(3) {
		r := newRand(seed)
		events := randomEvents(r, 50000, 50000)
		exact := summaryOf(math.MaxInt, events)
		for _, s := range []*Summary{summaryOf(limit, events), mergedOf(t, r, limit, events)} {
			checkTable(t, "clients", limit, &exact.clients, &s.clients)
			checkTable(t, "calls", limit, &exact.calls, &s.calls)
			checkTable(t, "certificates", limit, &exact.certificates, &s.certificates)
			checkTable(t, "findings", limit, &exact.findings, &s.findings)
			checkTable(t, "failures", limit, &exact.failures, &s.failures)

			if d := diff(exact.Total(), s.Total()); d != "" {
				t.Errorf("seed %d: totals differ:\n%s", seed, d)
			}
			if d := diff(exact.Sources(), s.Sources()); d != "" {
				t.Errorf("seed %d: sources differ:\n%s", seed, d)
			}
			if d := diff(exact.Latencies(), s.Latencies()); d != "" {
				t.Errorf("seed %d: latencies differ:\n%s", seed, d)
			}
			for _, n := range []int{1, 3, 40} {
				if d := diff(exact.Timeline(n), s.Timeline(n)); d != "" {
					t.Errorf("seed %d: timelines differ:\n%s", seed, d)
				}
			}
			if s.timeline.step == StepHour {
				t.Errorf("seed %d: the timeline fits the limit; the test wants more hours", seed)
			}
		}
	}
}

// checkTable checks the bounds that table documents.
func checkTable[K key[K]](t *testing.T, name string, limit int, exact, got *table[K, span]) {
	t.Helper()
	if got.bytes > limit {
		t.Errorf("%s: %d bytes pass the limit of %d", name, got.bytes, limit)
	}
	if got.events != exact.events {
		t.Errorf("%s: %d events, want %d", name, got.events, exact.events)
	}
	if exact.bytes > limit && got.floor == 0 {
		t.Errorf("%s: rows were dropped, but the floor is 0", name)
	}
	if most := exact.events * int64(exact.bytes/len(exact.rows)*2) / int64(limit); got.floor > most+most/2+1 {
		t.Errorf("%s: the floor is %d, which is far more than %d", name, got.floor, most)
	}
	for k, r := range got.rows {
		want := exact.rows[k]
		switch {
		case want == nil:
			t.Errorf("%s: row %v is made up", name, k)
		case r.events > want.events || want.events > r.events+r.missed || r.missed > got.floor:
			t.Errorf("%s: row %v has %d events and missed at most %d, want %d events", name, k, r.events, r.missed, want.events)
		case r.missed == 0 && r.value != want.value:
			t.Errorf("%s: row %v is exact, but has %v, want %v", name, k, r.value, want.value)
		}
	}
	for k, want := range exact.rows {
		if got.rows[k] == nil && want.events > got.floor {
			t.Errorf("%s: no row for %v with %d events, more than %d", name, k, want.events, got.floor)
		}
	}
}

func TestMergeLeavesOther(t *testing.T) {
	r := newRand(1)
	a := summaryOf(0, randomEvents(r, 500, 50))
	b := summaryOf(0, randomEvents(r, 500, 50))
	before, _ := b.MarshalBinary()
	a.Merge(b)
	a.Add(randomEvent(r, 50))
	a.Merge(b)
	if after, _ := b.MarshalBinary(); !bytes.Equal(before, after) {
		t.Error("Merge changed the other summary")
	}
}

func TestMergeWithItself(t *testing.T) {
	events := randomEvents(newRand(1), 500, 50)
	s := summaryOf(0, events)
	s.Merge(s)
	if d := diff(summaryOf(0, append(events, events...)).Report(), s.Report()); d != "" {
		t.Errorf("(-twice +merged):\n%s", d)
	}
}

// TestAddKeepsNothing tests that a summary does not keep the memory of logs,
// which a slice of a text does.
func TestAddKeepsNothing(t *testing.T) {
	const size = 64 << 20
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var s Summary
	before := heap()
	for _, e := range randomEvents(newRand(1), 1000, 100) {
		block := strings.Repeat("x", size/1000) + e.Service
		e.Service = block[size/1000:]
		block = strings.Repeat("x", size/1000) + string(e.CipherName)
		e.CipherName = tlslog.CipherName(block[size/1000:])
		s.Add(e)
		s.AddError(block[:10], tlslog.ErrTime)
	}
	if grown := int64(heap() - before); grown > size/10 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
	runtime.KeepAlive(&s)
}

func TestAddAllocs(t *testing.T) {
	r := newRand(1)
	events := randomEvents(r, 1000, 50)
	s := summaryOf(0, events)
	for i := range events {
		e := events[i]
		e.ID, e.ClientPort = "other", 1
		if n := testing.AllocsPerRun(10, func() { s.Add(e) }); n > 0 {
			t.Fatalf("%v allocations for %+v", n, e)
		}
	}
}

// TestMemory tests that the memory of a full summary is about what sizeOf
// says.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes 100 MB")
	}
	const limit = 4 << 20
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	s := &Summary{MaxTableBytes: limit}
	long := strings.Repeat("x", 300)
	for i := range 60_000 {
		text := fmt.Sprint(i, long[:i%len(long)])
		at := t0.Add(time.Duration(i) * time.Hour)
		s.Add(tlslog.Event{
			Source: tlslog.SourceCloudTrail, Time: at, Evidence: tlslog.EvidenceLogged, Version: tlslog.VersionTLS10,
			Service: text, Operation: text, Principal: text, UserAgent: text, ClientHost: text,
			Certificate: tlslog.Certificate{Subject: text, Issuer: text, Serial: text},
		})
		s.Add(tlslog.Event{
			Source: tlslog.SourceNetworkFirewall, Time: at, Result: tlslog.ResultFailure,
			Reason: tlslog.ReasonServerNameMissing, Code: text, Message: text,
			ClientIP: netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}),
		})
		s.AddError(text, tlslog.ErrSyntax)
	}
	estimate := s.timeline.table.bytes + s.suites.bytes + s.endpoints.bytes + s.failures.bytes + s.clients.bytes + s.calls.bytes +
		s.certificates.bytes + s.findings.bytes + s.problems.bytes
	got := int(heap() - before)
	runtime.KeepAlive(s)
	t.Logf("heap %d KiB, estimate %d KiB, limit %d KiB", got>>10, estimate>>10, 9*limit>>10)
	if got > estimate*5/4 || got < estimate/3 {
		t.Errorf("the heap grew by %d KiB, but the estimate is %d KiB", got>>10, estimate>>10)
	}
}

// FuzzSummary makes events of bytes and tests that nothing panics and that
// the parts make the whole.
func FuzzSummary(f *testing.F) {
	f.Add([]byte("the events of a log"), uint64(1))
	f.Add(bytes.Repeat([]byte{0xff, 0x00, 0x80, 1, 2, 3, 4}, 100), uint64(2))
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		events := eventsFrom(data)
		whole := summaryOf(0, events)
		merged := mergedOf(t, newRand(seed), 0, events)
		if d := diff(whole.Report(), merged.Report()); d != "" {
			t.Fatalf("(-whole +merged):\n%s", d)
		}
	})
}

// eventsFrom makes events of bytes, which may have any value in any field.
func eventsFrom(data []byte) []tlslog.Event {
	next := func() byte {
		if len(data) == 0 {
			return 0
		}
		b := data[0]
		data = data[1:]
		return b
	}
	word := func() string {
		n := min(int(next()%8), len(data))
		s := string(data[:n])
		data = data[n:]
		return strings.Repeat(s, 1+int(next())*2)
	}
	when := func() time.Time {
		return time.Unix(int64(int8(next()))<<(next()%64), int64(next()))
	}
	var events []tlslog.Event
	for len(data) > 0 {
		e := tlslog.Event{
			Source:      tlslog.Source(next()),
			Time:        when(),
			Evidence:    tlslog.Evidence(next() % 9),
			Result:      tlslog.Result(next() % 4),
			Reason:      tlslog.Reason(next()),
			Version:     tlslog.Version(next()) | 0x0300,
			CipherSuite: tlslog.CipherSuite(next()),
			CipherName:  tlslog.CipherName(word()),
			KeyExchange: tlslog.KeyExchange(word()),
			Resource:    word(),
			Service:     word(),
			ServerName:  word(),
			Code:        word(),
			UserAgent:   word(),
			Message:     word(),
			ClientIP:    netip.AddrFrom16([16]byte{15: next()}).WithZone(word()),
		}
		if next()%2 == 0 {
			e.Source %= 5
		}
		if next()%2 == 0 {
			e.HandshakeDuration = tlslog.Some(time.Duration(int8(next())) << (next() % 64))
		}
		if next()%2 == 0 {
			e.Certificate = tlslog.Certificate{Subject: word(), Validity: tlslog.Validity{NotAfter: when()}}
		}
		events = append(events, e)
	}
	return events
}

// BenchmarkAdd adds events of one source in the order of time, of which one
// in fifty fails and one in fifty has a deprecated protocol; and events of all
// sources in no order, of which a third fails and a third is deprecated.
func BenchmarkAdd(b *testing.B) {
	const n = 1 << 12
	r := newRand(1)
	source := func(source tlslog.Source) []tlslog.Event {
		var events []tlslog.Event
		for len(events) < n {
			e := randomEvent(r, 1000)
			bad := e.Result == tlslog.ResultFailure || e.Version.Deprecated()
			if e.Source == source && (!bad || r.IntN(10) == 0) {
				e.Time = t0.Add(time.Duration(len(events)) * 10 * time.Second)
				events = append(events, e)
			}
		}
		return events
	}
	for _, bench := range []struct {
		name   string
		events []tlslog.Event
	}{
		{"alb", source(tlslog.SourceALB)},
		{"cloudtrail", source(tlslog.SourceCloudTrail)},
		{"all", randomEvents(r, n, 1000)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			s := summaryOf(0, bench.events)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				s.Add(bench.events[i%n])
				i++
			}
		})
	}
}

func BenchmarkMerge(b *testing.B) {
	x := summaryOf(0, randomEvents(newRand(1), 1<<14, 1000))
	y := summaryOf(0, randomEvents(newRand(2), 1<<14, 1000))
	b.ReportAllocs()
	for b.Loop() {
		var s Summary
		s.Merge(x)
		s.Merge(y)
	}
}

func BenchmarkMarshalBinary(b *testing.B) {
	s := summaryOf(0, randomEvents(newRand(1), 1<<14, 1000))
	data, _ := s.MarshalBinary()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		s.MarshalBinary()
	}
}
