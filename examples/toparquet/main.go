// Toparquet puts logs of load balancers, CloudFront, Network Firewall and
// CloudTrail into a data lake: their events, as Parquet, in folders by source
// and day. The queries in examples/queries read it.
//
// Usage:
//
//	toparquet -to folder [file | folder | -]...
//
// It takes files as AWS delivers them, compressed with gzip or not, folders
// with all files in them, and - for standard input; it recognises each record
// by its content. The folder that -to names need not exist. The events come
// into the folder events in it:
//
//	events/source=alb/year=2026/month=09/day=23/c0ffee0123456789-0001.parquet
//
// Beside it, in .toparquet, is a list of the files that were read. When the
// program has been stopped in any way, or there are new logs, the same command
// goes on: it passes over the files that are in the lake already, so that no
// event is there twice. It tells a file by its path, size and time of last
// change. Standard input and copies of a file in other places are new each time.
// A file that was read and has changed since is reported and not read.
//
// The first interrupt ends the program with the file at hand, the second at
// once. Neither costs more than time, and nor does the end of the machine: of
// what was not finished nothing is in events. Programs that read events
// meanwhile find whole files only.
//
// Damaged records are written as far as they could be read, and reported on
// standard error, as is the progress if that is a terminal. What a text has
// that is not valid UTF-8 becomes U+FFFD. Of a file that cannot be read to its
// end nothing is written, and the next run tries it again. The exit status is 0
// if all files were read to their end, 1 if one was not, was passed over since
// it has changed, or had an event that Parquet cannot hold, or if the program
// was interrupted, and 2 if the command line is wrong.
//
// To read files anew, look for their paths in the files .toparquet/*.json; from
// those that have them delete first what they list below events, then
// themselves.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/awstls/awstls/examples/internal/command"
	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/examples/internal/terminal"
)

// batchBytes is the size of the inputs that are read for one batch of files, as
// they lie on disk. That is about the size of its files, if the inputs are
// compressed. All of it is done again after an interruption.
const batchBytes = 512 << 20

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second signal ends the program
	os.Exit(run(ctx, os.Args[1:], batchBytes, os.Stdin, os.Stdout, os.Stderr))
}

// usage is what -h says before the flags.
const usage = `-to folder [file | folder | -]...

Puts the events of logs into a data lake: as Parquet, in folders by source and
day. The same command again reads what is new.

Logs are files as AWS delivers them, folders of such, and - for standard input.

Examples:

    toparquet -to lake logs/              all files in a folder
    zcat *.gz | toparquet -to lake -      what another program writes
    duckdb -c "from 'lake/**/*.parquet'"  a look at the lake
`

// run is the program. It returns its exit status.
func run(ctx context.Context, args []string, batchBytes int64, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("toparquet", flag.ContinueOnError)
	to := flags.String("to", "", "write into this `folder`")
	if status, ok := command.Parse(flags, usage, args, stdout, stderr); !ok {
		return status
	}
	if *to == "" || flags.NArg() == 0 {
		command.Complain(stderr, flags.Name(), errors.New("it takes -to folder and the logs to read (toparquet -h shows the flags)"))
		return command.Usage
	}
	status := command.OK
	complain := func(err error) { status = max(status, command.Complain(stderr, flags.Name(), err)) }

	l, err := openLake(*to)
	if err != nil {
		complain(err)
		return status
	}
	defer l.close()
	jobs, passed := l.jobs(logs.Of(flags.Args(), stdin, nil), complain)
	bar := newProgress(stderr, jobs)
	stderr = bar.Writer(stderr)
	w := &writer{lake: l, batchBytes: batchBytes, complain: complain, bar: bar}
	told := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(told)
		fmt.Fprintln(stderr, "toparquet: interrupted; ending with this input, or at once if interrupted again")
	})
	err = w.write(ctx, jobs)
	if !stop() {
		<-told
	}
	bar.Stop()
	complain(err)
	if err == nil && w.left > 0 {
		complain(fmt.Errorf("interrupted, with %d inputs to go; the same command goes on", w.left))
	}
	_, err = fmt.Fprintf(stdout, "%d events of %d inputs written to %s; %d inputs were there already\n",
		w.events, w.inputs, terminal.Escape(filepath.Join(*to, eventsFolder)), passed)
	complain(err)
	return status
}
