package posture

import (
	"bytes"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

func TestBinary(t *testing.T) {
	odd := tlslog.Event{
		Source: 200, Time: time.Unix(-1, 999_999_999), Evidence: tlslog.EvidenceLogged, Version: tlslog.VersionTLS10,
		ClientIP: netip.MustParseAddr("fe80::1%" + strings.Repeat("z", 5000)), ClientHost: "\xff\x00é",
		UserAgent: strings.Repeat("\xff", 5000), CipherSuite: 0xffff, Result: tlslog.ResultFailure,
		HandshakeDuration: tlslog.Some(time.Duration(1<<63 - 1)),
	}
	call := odd
	call.Source = tlslog.SourceCloudTrail
	full := summaryOf(12345678, append(randomEvents(newRand(1), 300, 50), odd, call, tlslog.Event{}))
	full.AddError("in", &tlslog.ParseError{Record: 1, Line: 2, Offset: 1 << 40, Err: tlslog.ErrTime})
	pruned := summaryOf(minTableBytes, randomEvents(newRand(1), 50000, 50000))
	for _, s := range []*Summary{{}, {MaxTableBytes: -1}, full, pruned} {
		back := throughBinary(t, s)
		if d := diff(s.Report(), back.Report()); d != "" {
			t.Errorf("(-before +after):\n%s", d)
		}
		if s.MaxTableBytes != back.MaxTableBytes || s.timeline.step != back.timeline.step || s.clients.bytes != back.clients.bytes {
			t.Errorf("the state changed: %+v, %+v", s, back)
		}
		before, _ := s.MarshalBinary()
		if after, _ := back.MarshalBinary(); !bytes.Equal(before, after) {
			t.Error("the bytes changed")
		}
	}
	if pruned.clients.floor == 0 && pruned.certificates.floor == 0 {
		t.Error("no rows were dropped")
	}
}

// TestBinaryDamaged tests that no damage makes UnmarshalBinary panic, take
// much memory, or change the summary without an error.
func TestBinaryDamaged(t *testing.T) {
	s := summaryOf(0, randomEvents(newRand(1), 30, 5))
	s.AddError("in", tlslog.ErrTime)
	data, _ := s.MarshalBinary()
	want := summaryOf(0, randomEvents(newRand(2), 30, 5))
	before := want.Report()
	check := func(data []byte) {
		t.Helper()
		if err := want.UnmarshalBinary(data); err == nil {
			t.Error("no error")
		}
	}
	for n := range len(data) {
		check(data[:n])
	}
	check(append(slices.Clone(data), 0))
	check(append([]byte{binaryVersion + 1}, data[1:]...))
	check(bytes.Repeat([]byte{0xff}, 100))
	if d := diff(before, want.Report()); d != "" {
		t.Errorf("(-before +after):\n%s", d)
	}
}

// TestBinaryInconsistent tests that tables which break their own rules are
// turned down.
func TestBinaryInconsistent(t *testing.T) {
	tests := []struct {
		name   string
		change func(*table[Client, span], *row[span])
	}{
		{"missed more than the floor", func(_ *table[Client, span], r *row[span]) { r.missed = 1 }},
		{"no events", func(_ *table[Client, span], r *row[span]) { r.events = 0 }},
		{"negative events", func(_ *table[Client, span], r *row[span]) { r.events = -1 }},
		{"more events in rows than in all", func(_ *table[Client, span], r *row[span]) { r.events++ }},
		{"negative floor", func(t *table[Client, span], _ *row[span]) { t.floor = -1 }},
	}
	for _, test := range tests {
		var s Summary
		s.Add(tlslog.Event{Evidence: tlslog.EvidenceLogged, Version: tlslog.VersionTLS10})
		for _, r := range s.clients.rows {
			test.change(&s.clients, r)
		}
		data, _ := s.MarshalBinary()
		if err := new(Summary).UnmarshalBinary(data); err == nil {
			t.Errorf("%s: no error", test.name)
		}
	}
}

func FuzzUnmarshalBinary(f *testing.F) {
	s := summaryOf(0, randomEvents(newRand(1), 20, 5))
	s.AddError("in", &tlslog.ParseError{Record: 1, Err: tlslog.ErrTime})
	data, _ := s.MarshalBinary()
	f.Add(data)
	f.Add([]byte{binaryVersion})
	f.Fuzz(func(t *testing.T, data []byte) {
		var s Summary
		if s.UnmarshalBinary(data) != nil {
			return
		}
		throughBinary(t, &s)
		s.Report()
		s.Merge(&s)
		s.Add(tlslog.Event{})
	})
}
