package posture

import (
	"cmp"
	"math/bits"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// A Latency is how long the TLS handshakes of one source took.
type Latency struct {
	Source tlslog.Source `json:"source,omitzero"`

	// Events is the number of handshakes with a duration.
	Events int64 `json:"events"`

	// P50, P90 and P99 are the durations that 50, 90 and 99 percent of the
	// handshakes did not exceed (nearest rank), and Max the longest. They are
	// never too low and less than 1/128, or 0.8 percent, too high. Their JSON
	// is in nanoseconds.
	P50 time.Duration `json:"p50"`
	P90 time.Duration `json:"p90"`
	P99 time.Duration `json:"p99"`
	Max time.Duration `json:"max"`
}

// Latencies returns the handshake latencies of each source that logs them, in
// the order of the sources. The numbers of events are exact.
func (s *Summary) Latencies() []Latency {
	list := []Latency{}
	all := s.latencies.entries(byKey) // by source, then by duration
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].key.source == all[0].key.source {
			n++
		}
		list = append(list, latencyOf(all[:n]))
		all = all[n:]
	}
	return list
}

// latencyOf returns the latencies of the buckets of one source.
func latencyOf(buckets []entry[latencyKey, none]) Latency {
	l := Latency{Source: buckets[0].key.source}
	for _, b := range buckets {
		l.Events += b.events
	}
	quantile := func(percent int64) time.Duration {
		rank := l.Events/100*percent + (l.Events%100*percent+99)/100 // rounded up
		i := 0
		for seen := buckets[0].events; seen < rank; seen += buckets[i].events {
			i++
		}
		return buckets[i].key.bucket.top()
	}
	l.P50, l.P90, l.P99, l.Max = quantile(50), quantile(90), quantile(99), quantile(100)
	return l
}

type latencyKey struct {
	bucket bucket
	source tlslog.Source
}

func (k latencyKey) compare(o latencyKey) int {
	return cmp.Or(cmp.Compare(k.source, o.source), cmp.Compare(k.bucket, o.bucket))
}

func (k latencyKey) fields(v visitor) latencyKey {
	k = latencyKey{number(v, k.bucket), number(v, k.source)}
	if k.bucket > maxBucket {
		v.fail()
	}
	return k
}

// A bucket is a range of durations. The first 256 buckets are one nanosecond
// wide; from there on, each doubling of the duration is divided into 128.
type bucket uint16

const (
	bucketBits = 7
	maxBucket  = (63-bucketBits+1)<<bucketBits - 1 // of the longest time.Duration
)

// bucketOf returns the bucket of d. A negative duration counts as zero.
func bucketOf(d time.Duration) bucket {
	n := uint64(max(d, 0))
	shift := max(bits.Len64(n)-bucketBits-1, 0)
	return bucket(shift<<bucketBits + int(n>>shift))
}

// top returns the longest duration in b.
func (b bucket) top() time.Duration {
	shift := max(int(b>>bucketBits)-1, 0)
	return time.Duration((uint64(b)-uint64(shift)<<bucketBits+1)<<shift - 1)
}
