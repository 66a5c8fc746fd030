package main

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

func TestNiceTop(t *testing.T) {
	for n, want := range map[int64]int64{
		0: 2, 1: 2, 2: 2, 3: 4, 5: 6, 7: 8, 9: 10, 11: 20, 21: 40, 99: 100, 101: 200, 1_000_001: 2_000_000,
		math.MaxInt64: math.MaxInt64,
	} {
		if got := niceTop(n); got != want {
			t.Errorf("niceTop(%d) = %d, want %d", n, got, want)
		}
	}
}

func TestCompact(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 500: "500", 8_000: "8 k", 10_000: "10 k", 400_000: "400 k", 2_000_000: "2 M", 10_000_000: "10 M",
		20_000_000_000: "20 G", math.MaxInt64: "9 E",
	} {
		if got := compact(n); got != want {
			t.Errorf("compact(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestDecimal(t *testing.T) {
	for f, want := range map[float64]string{0: "0", 100: "100", 12.5: "12.5", 1.0 / 3: "0.33", 99.999: "100", 10: "10"} {
		if got := decimal(f); got != want {
			t.Errorf("decimal(%v) = %q, want %q", f, got, want)
		}
	}
}

// TestProtocolChart checks the shapes of a chart against figures worked out by
// hand.
func TestProtocolChart(t *testing.T) {
	s := new(posture.Summary)
	add := func(n int, hour int, v tlslog.Version) {
		for range n {
			s.Add(tlslog.Event{Source: tlslog.SourceALB, Time: time.Date(2026, 9, 1, hour, 0, 0, 0, time.UTC), Evidence: tlslog.EvidenceLogged, Version: v})
		}
	}
	add(3, 10, tlslog.VersionTLS13)
	add(1, 10, tlslog.VersionTLS10)
	add(2, 12, tlslog.VersionTLS12)
	s.Add(tlslog.Event{Time: time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC), Evidence: tlslog.EvidencePlaintext}) // is no part of it
	c, ok := protocolChart(newAxis(s, maxSlots))
	if !ok || c.Width != 3 || len(c.Columns) != 2 || len(c.Series) != 3 {
		t.Fatalf("%v %+v", ok, c)
	}
	want := []part{{"0.2", "25", "0.6", "75", "tls13"}, {"0.2", "0", "0.6", "25", "tls10"}} // a fifth of the chart wide
	if got := c.Columns[0]; len(got.Parts) != 2 || got.Parts[0] != want[0] || got.Parts[1] != want[1] || got.Title != "2026-09-01 10:00Z\nTLS 1.3: 75.0 % (3 of 4)\nTLS 1.2: 0.0 % (0 of 4)\nTLS 1.0: 25.0 % (1 of 4)" {
		t.Errorf("%+v", got)
	}
	if got := c.Columns[1]; got.X != 2 || len(got.Parts) != 1 || got.Parts[0] != (part{"2.2", "0", "0.6", "100", "tls12"}) {
		t.Errorf("%+v", got)
	}
	add(1, 15, tlslog.VersionTLS12)
	if c, _ := protocolChart(newAxis(s, maxSlots)); c.Width != 6 || c.Columns[2].Parts[0] != (part{"5.06", "0", "0.88", "100", "tls12"}) {
		t.Errorf("%+v", c.Columns)
	}
	if _, ok := protocolChart(newAxis(new(posture.Summary), maxSlots)); ok {
		t.Error("a chart of nothing")
	}
}

// TestLonePoint checks that a share that has neighbours on neither side is seen
// as a dash, and not as a dot.
func TestLonePoint(t *testing.T) {
	s := new(posture.Summary)
	add := func(hour int, k tlslog.KeyExchange) {
		s.Add(tlslog.Event{Source: tlslog.SourceALB, Time: time.Date(2026, 9, 1, hour, 0, 0, 0, time.UTC), Evidence: tlslog.EvidenceLogged, Version: tlslog.VersionTLS13, KeyExchange: k})
	}
	lines := func() []curve {
		c, ok := postQuantumChart(newAxis(s, maxSlots), []tlslog.Source{tlslog.SourceALB})
		if !ok {
			t.Fatal("no chart")
		}
		return c.Lines
	}
	add(1, "X25519MLKEM768")
	if got := lines(); len(got) != 1 || got[0].Points != "0.1,0 0.9,0" {
		t.Errorf("one interval: %+v", got)
	}
	add(3, "x25519")
	add(3, "X25519MLKEM768")
	if got := lines(); len(got) != 1 || !strings.HasSuffix(got[0].Points, ",50") || strings.Count(got[0].Points, " ") != 1 {
		t.Errorf("two intervals: %+v", got)
	}
}
