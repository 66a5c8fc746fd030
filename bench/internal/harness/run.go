// Package harness measures the readers of package peers against each other, and
// prints what it finds. It is the program bench.
package harness

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

// Main runs the program over these cases with the arguments of the process, and
// exits if it fails.
func Main(cases []peers.Case) {
	if err := run(cases, os.Args[1:], os.Stdout, os.Stderr); err != nil && err != flag.ErrHelp {
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
	guard  bool

	// The next two are for a process that measures.
	peer string
	file string
}

func run(cases []peers.Case, args []string, stdout, progress io.Writer) error {
	var o options
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(progress)
	flags.StringVar(&o.cases, "case", "", "the `kinds` of logs, with commas between them; all if empty: "+strings.Join(names(cases), ", "))
	flags.IntVar(&o.mb, "mb", 32, "the size of each log in `megabytes`")
	flags.IntVar(&o.rounds, "rounds", 5, "the number of rounds")
	flags.IntVar(&o.cpu, "cpu", 1, "GOMAXPROCS of the processes that measure")
	flags.Uint64Var(&o.seed, "seed", 1, "the seed of the logs")
	flags.BoolVar(&o.guard, "guard", false, "only check that this library has not become much slower than it was, by ratios to the standard library; -case, -mb and -rounds do not count")
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
		return measure(cases, o.peer, o.file, stdout)
	}
	cases, err := selectCases(cases, o.cases)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if o.guard {
		return guard(o, dir, stdout, progress)
	}
	var logs []*log
	for _, c := range cases {
		fmt.Fprintf(progress, "%s: making a log and comparing the records\n", c.Name)
		l, err := newLog(c, filepath.Join(dir, c.Name), o)
		if err != nil {
			return err
		}
		logs = append(logs, l)
	}
	if err := rounds(logs, o, progress); err != nil {
		return err
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

// selectCases returns those of all cases with the given names.
func selectCases(all []peers.Case, list string) ([]peers.Case, error) {
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
