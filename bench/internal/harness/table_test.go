package harness

import (
	"strings"
	"testing"

	"github.com/awstls/awstls/bench/internal/peers"
)

func TestWriteTable(t *testing.T) {
	l := &log{
		Case: peers.Case{Title: "A log", Ours: peers.Peer{Name: "awstls"}, Peers: []peers.Peer{
			{Name: "a"}, {Name: "b", Note: "texts alone"}, {Name: "c", OffHeap: true}, {Name: "d", Bytes: true},
		}},
		size:    32_000_000,
		records: 100_000,
		results: map[string][]result{
			"awstls": {
				{Seconds: 0.03, Elapsed: 0.04, Allocations: 100, PeakRSS: 15_000_000},
				{Seconds: 0.02, Elapsed: 0.02, Allocations: 100, PeakRSS: 16_000_000},
				{Seconds: 0.01, Elapsed: 0.03, Allocations: 100, PeakRSS: 90_000_000},
			},
			"a": {{Seconds: 0.1, Elapsed: 0.1, Allocations: 250_000}, {Seconds: 0.1, Elapsed: 0.1, Allocations: 250_000}, {Seconds: 0.4, Elapsed: 0.1, Allocations: 250_000}},
			"b": {{Seconds: 0.4, Elapsed: 0.015, Allocations: 5_000, PeakRSS: 341e6}, {Seconds: 0.6, Elapsed: 0.015, Allocations: 5_000, PeakRSS: 341e6}},
			"c": {{Seconds: 0.04, Elapsed: 0.03, Allocations: 5_000, PeakRSS: 341e6}},
			"d": {{Seconds: 0.04, Elapsed: 0.03, Allocations: 5_000, PeakRSS: 341e6}},
		},
	}
	const want = `**A log** (100,000 records of 320 bytes on average)

| reader | MB/s of CPU time | records/s of CPU time | awstls / reader | MB/s elapsed | awstls / reader | allocations per record | peak RSS, MB |
|---|--:|--:|--:|--:|--:|--:|--:|
| **awstls** | 1,600 | 5,000 k | 1.00 | 1,067 | 1.00 | 0.001 | 16 |
| a | 320 | 1,000 k | 5.00 | 320 | 3.33 | 2.5 | – |
| b (texts alone) | 64 | 200 k | 25.00 | 2,133 | 0.50 | 0.050 | 341 |
| c | 800 | 2,500 k | 2.00 | 1,067 | 1.00 | – | 341 |
| d | 800 | – | 2.00 | 1,067 | 1.00 | 0.050 | 341 |

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
