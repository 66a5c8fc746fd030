// Bench compares this library with what one would write without it: the same
// logs, read into the same typed records. It prints a table for each kind of
// log, in Markdown.
//
//	go run ./bench [-case alb,cloudtrail] [-mb 32] [-rounds 5] [-cpu 1] [-seed 1]
//	go run ./bench -guard
//
// The logs are made up; see package gen. Before anything is timed, every record
// of each peer is compared field by field with ours, and a difference ends the
// program. A peer that gives less than we do is compared in what it gives, and
// the table says what it leaves undone.
//
// Each measurement is made in a process of its own, so that no peer sees the
// heap that another has left behind; see ballast in package harness for what
// they leave when the program starts. In a round each peer has one turn, in
// random order; the table has the medians of the rounds. What is measured:
//
//   - The throughput in megabytes of uncompressed log for each second of CPU
//     time, over a log in memory, after the whole log was read to warm up. CPU
//     time includes the garbage collector's, and not that of other programs on
//     the machine. On an idle machine and one core it is the time that passes.
//   - The throughput for each second that passes, which other programs slow
//     down, and more cores speed up.
//   - How many times as fast as the peer this library is, by either time.
//   - The allocations on the heap for each record.
//   - The peak of the resident memory of the process when it reads the log from
//     a file, program and runtime included (on Linux).
//
// All peers give records whose texts may be kept. Where a peer could have been
// written in several ways, the fastest of those that were tried is here.
//
// DuckDB, and folders of files, are read from files that the system has in its
// memory. DuckDB takes long to build and is in another program, bench/duckdb.
//
// With -guard there are no tables. This library is compared with encoding/csv and
// encoding/json over small logs, and bench fails if it has become much slower
// than it was, or if it allocates for each record. It takes half a minute. The
// floors are in guard.go of package harness.
package main

import (
	"github.com/awstls/awstls/bench/internal/harness"
	"github.com/awstls/awstls/bench/internal/peers"
)

func main() { harness.Main(peers.Cases()) }
