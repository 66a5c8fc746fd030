package harness

import (
	"testing"

	"github.com/awstls/awstls/bench/internal/peers"
)

func TestFloors(t *testing.T) {
	for _, f := range floors {
		if _, _, ok := peers.Find(peers.Cases(), f.caseName, f.peer); !ok {
			t.Errorf("there is no %s/%s", f.caseName, f.peer)
		}
		if keep*f.reached <= 0 {
			t.Errorf("%s: %v is no floor", f.caseName, f.reached)
		}
	}
}

func TestHolds(t *testing.T) {
	tests := []struct {
		name        string
		ours, peer  float64 // seconds
		allocations float64 // over all records
		want        bool
	}{
		{"as fast as ever", 0.01, 0.02, 10, true},
		{"a little slower", 0.01, 0.013, 10, true},
		{"much slower", 0.01, 0.011, 10, false},
		{"an allocation for each record", 0.01, 0.02, 1000, false},
	}
	f := floor{"log", "peer", 2}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := &log{
				Case:    peers.Case{Ours: peers.Peer{Name: "awstls"}, Peers: []peers.Peer{{Name: "peer"}}},
				records: 1000,
				results: map[string][]result{
					"awstls": {{Seconds: tt.ours, Allocations: tt.allocations}},
					"peer":   {{Seconds: tt.peer, Allocations: 5000}},
				},
			}
			if got := f.holds(l); got != tt.want {
				t.Errorf("got %t", got)
			}
		})
	}
}
