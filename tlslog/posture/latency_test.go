package posture

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

func TestBucket(t *testing.T) {
	durations := []time.Duration{0, 1, math.MaxInt64, math.MaxInt64 - 1}
	for shift := range 63 {
		d := time.Duration(1) << shift
		durations = append(durations, d-1, d, d+1)
	}
	r := newRand(1)
	for range 10000 {
		durations = append(durations, time.Duration(r.Int64()>>r.IntN(63)))
	}
	slices.Sort(durations)
	last := bucket(0)
	for _, d := range durations {
		b := bucketOf(d)
		if b < last || b > maxBucket {
			t.Errorf("bucket %d of %d does not ascend from %d", b, d, last)
		}
		last = b
		if top := b.top(); top < d || top-d > d/128 || bucketOf(top) != b {
			t.Errorf("bucket %d of %d ends at %d", b, d, top)
		}
		if b.top() < math.MaxInt64 && bucketOf(b.top()+1) != b+1 {
			t.Errorf("bucket %d is not followed by %d", b, b+1)
		}
	}
	if last != maxBucket {
		t.Errorf("the last bucket is %d, want %d", last, maxBucket)
	}
	if b := bucketOf(-5); b != 0 {
		t.Errorf("bucket %d of a negative duration", b)
	}
}

func TestLatencies(t *testing.T) {
	r := newRand(1)
	for _, n := range []int{1, 2, 3, 10, 99, 100, 101, 1000} {
		var s Summary
		s.Add(tlslog.Event{Source: tlslog.SourceCloudTrail}) // has no duration
		s.Add(tlslog.Event{Source: tlslog.SourceCloudFront, HandshakeDuration: tlslog.Some(time.Duration(0))})
		durations := make([]time.Duration, n)
		for i := range durations {
			durations[i] = time.Duration(r.IntN(2000)) * time.Millisecond
			s.Add(tlslog.Event{Source: tlslog.SourceALB, HandshakeDuration: tlslog.Some(durations[i])})
		}
		slices.Sort(durations)
		rank := func(percent int) time.Duration {
			return bucketOf(durations[int(math.Ceil(float64(n)*float64(percent)/100))-1]).top()
		}
		want := []Latency{
			{tlslog.SourceALB, int64(n), rank(50), rank(90), rank(99), rank(100)},
			{tlslog.SourceCloudFront, 1, 0, 0, 0, 0},
		}
		if got := s.Latencies(); !slices.Equal(got, want) {
			t.Errorf("%d durations: got %v, want %v", n, got, want)
		}
	}
}
