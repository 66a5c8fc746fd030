// Package gen makes logs for benchmarks.
//
// Equal sizes and seeds give equal logs. Clients, certificates and hosts follow
// a Zipf distribution, as they do in real logs: a few are met all the time, and
// thousands of others now and then. What differs from one connection to the
// next in a real log (times, ports, latencies, IDs) differs here, too. A log
// that repeats one record would measure how well the branch predictor learns
// that record.
//
// The shapes of the records are those that AWS documents or that were seen in
// published logs; the values are made up.
package gen

import (
	"io"
	"math/rand/v2"
	"time"
)

// A Generator writes a log of about size bytes, a little more, to w.
type Generator func(w io.Writer, size int64, seed uint64) error

// newRand returns the source of randomness for a log.
func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 2026)) }

// start is the time of the first record of each log.
var start = time.Date(2026, 9, 14, 6, 0, 0, 0, time.UTC)

// lines writes records to w until they have size bytes. Each call of
// appendRecord appends the next one to b.
func lines(w io.Writer, size int64, appendRecord func(b []byte) []byte) error {
	var b []byte
	for written := int64(0); written < size; {
		b = appendRecord(b[:0])
		n, err := w.Write(b)
		if err != nil {
			return err
		}
		written += int64(n)
	}
	return nil
}
