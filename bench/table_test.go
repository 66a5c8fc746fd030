package main

import (
	"strings"
	"testing"

	"github.com/awstls/awstls/bench/internal/peers"
)

func TestWriteTable(t *testing.T) {
	l := &log{
		Case:    peers.Case{Title: "A log", Ours: peers.Peer{Name: "awstls"}, Peers: []peers.Peer{{Name: "a"}, {Name: "b"}}},
		size:    32_000_000,
		records: 100_000,
		results: map[string][]result{
			"awstls": {{Seconds: 0.03, Allocations: 100, PeakRSS: 15_000_000}, {Seconds: 0.02, Allocations: 100, PeakRSS: 16_000_000}, {Seconds: 0.01, Allocations: 100, PeakRSS: 90_000_000}},
			"a":      {{Seconds: 0.1, Allocations: 250_000}, {Seconds: 0.1, Allocations: 250_000}, {Seconds: 0.4, Allocations: 250_000}},
			"b":      {{Seconds: 0.4, Allocations: 5_000, PeakRSS: 341e6}, {Seconds: 0.6, Allocations: 5_000, PeakRSS: 341e6}},
		},
	}
	const want = `**A log** (100,000 records of 320 bytes on average)

| reader | MB/s | awstls / reader | allocations per record | peak RSS, MB |
|---|--:|--:|--:|--:|
| **awstls** | 1,600 | 1.00 | 0.001 | 16 |
| a | 320 | 5.00 | 2.5 | – |
| b | 64 | 25.00 | 0.050 | 341 |

`
	var b strings.Builder
	l.writeTable(&b)
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1_002_003: "1,002,003"} {
		if got := thousands(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}
