// Bench compares this library with what one would write without it: the same
// logs, read into the same typed records. It prints a table for each kind of
// log, in Markdown.
//
//	go run ./bench [-case alb,cloudtrail] [-mb 32] [-rounds 5] [-cpu 1] [-seed 1]
//
// The logs are made up; see package gen. Before anything is timed, every record
// of each peer is compared field by field with ours, and a difference ends the
// program.
//
// Each measurement is made in a process of its own, so that no peer sees the
// heap that another has left behind. In a round each peer has one turn, in
// random order; the table has the medians of the rounds. What is measured:
//
//   - The throughput in megabytes of uncompressed log for each second of CPU
//     time, over a log in memory, after the whole log was read to warm up. CPU
//     time includes the garbage collector's, and not that of other programs on
//     the machine. On an idle machine and one core it is the time that passes.
//   - The allocations on the heap for each record.
//   - The peak of the resident memory of the process when it reads the log from
//     a file, program and runtime included (on Linux).
//
// All peers give records whose texts may be kept. Where a peer could have been
// written in several ways, the fastest of those that were tried is here.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/awstls/awstls/bench/internal/peers"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil && err != flag.ErrHelp {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are what the flags say.
type options struct {
	cases  string
	mb     int
	rounds int
	cpu    int
	seed   uint64

	// The next two are for a process that measures.
	peer string
	file string
}

func run(args []string, stdout, progress io.Writer) error {
	var o options
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(progress)
	flags.StringVar(&o.cases, "case", "", "the `kinds` of logs, with commas between them; all if empty: "+strings.Join(names(peers.Cases()), ", "))
	flags.IntVar(&o.mb, "mb", 32, "the size of each log in `megabytes`")
	flags.IntVar(&o.rounds, "rounds", 5, "the number of rounds")
	flags.IntVar(&o.cpu, "cpu", 1, "GOMAXPROCS of the processes that measure")
	flags.Uint64Var(&o.seed, "seed", 1, "the seed of the logs")
	flags.StringVar(&o.peer, "run", "", "measure this `case/peer` over -file, and print the result as JSON")
	flags.StringVar(&o.file, "file", "", "the log for -run")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if o.mb < 1 || o.rounds < 1 || o.cpu < 1 {
		return errors.New("-mb, -rounds and -cpu are at least 1")
	}
	if o.peer != "" {
		runtime.GOMAXPROCS(o.cpu)
		return measure(o.peer, o.file, stdout)
	}
	cases, err := selectCases(o.cases)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	var logs []*log
	for _, c := range cases {
		fmt.Fprintf(progress, "%s: making a log and comparing the records\n", c.Name)
		l, err := newLog(c, filepath.Join(dir, c.Name), o)
		if err != nil {
			return err
		}
		logs = append(logs, l)
	}
	for round := range o.rounds {
		fmt.Fprintf(progress, "round %d of %d\n", round+1, o.rounds)
		for _, l := range logs {
			if err := l.round(o.cpu); err != nil {
				return err
			}
		}
	}
	for _, l := range logs {
		l.writeTable(stdout)
	}
	writeFoot(stdout, o)
	return nil
}

func names(cases []peers.Case) []string {
	var all []string
	for _, c := range cases {
		all = append(all, c.Name)
	}
	return all
}

// selectCases returns the cases with the given names.
func selectCases(list string) ([]peers.Case, error) {
	all := peers.Cases()
	if list == "" {
		return all, nil
	}
	var selected []peers.Case
	for name := range strings.SplitSeq(list, ",") {
		i := slices.Index(names(all), name)
		if i < 0 {
			return nil, fmt.Errorf("there is no case %q", name)
		}
		selected = append(selected, all[i])
	}
	return selected, nil
}
