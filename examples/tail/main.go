// Tail prints the events of logs as they come: it follows files that grow, or
// reads standard input, and prints one line for each event as soon as its
// record is complete.
//
// Usage:
//
//	tail [-format text|json] [file | -]...
//
// Without arguments it prints the events of sample logs and ends. It prints
// what is in a file already, from its start, and then waits for more, until it
// is interrupted. Standard input, named pipes and the like it reads to their
// end. Logs of all sources may be mixed, in one file, too.
//
// A line of text has the time in UTC, the source, how the connection or call
// ended and why, who connected to what, what was negotiated, and the client
// certificate's subject; what the log does not say is left out. Failures are
// coloured on a terminal. A line of JSON is a tlslog.Event.
//
// When a file has been replaced by another of its name, the old one is read to
// its end and the new one from its start. A file that has become shorter is
// read from its start. One that is emptied and grows past what was read of it,
// all within a tenth of a second, cannot be told from one that grows.
//
// What cannot be read is reported on standard error: a damaged record costs
// itself; after other damage tail waits for the next file of the name. The exit
// status is 0 if all was read, 1 if something was not, and 2 if the command
// line is wrong. An interrupt does not change it.
package main

import (
	"context"
	"embed"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"sync"
	"syscall"

	"github.com/awstls/awstls/examples/internal/command"
	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/examples/internal/terminal"
)

//go:embed testdata/sample
var sample embed.FS

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// usage is what -h says before the flags.
const usage = `[flags] [file | -]...

Prints the events of logs as they come, one line each: it follows files that
grow until it is interrupted, and reads standard input to its end.

Examples:

    tail                                       the events of sample logs
    tail tls.log alb.log                       of two files, from their starts
    tail -format json tls.log | jq .client_ip  for another program
    zcat conn_log*.gz | tail -                 of what is on disk
`

// run is the program. It returns its exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("tail", flag.ContinueOnError)
	form := textForm(terminal.StyleFor(stdout))
	flags.Func("format", "print this `form`: text or json (default text)", func(name string) error {
		switch name {
		case "text":
			form = textForm(terminal.StyleFor(stdout))
		case "json":
			form = jsonForm
		default:
			return fmt.Errorf("not text or json")
		}
		return nil
	})
	if status, ok := command.Parse(flags, usage, args, stdout, stderr); !ok {
		return status
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // for the readers, where nobody reads the output on
	lines := make(chan line)
	t := &tail{ctx, form, lines}
	var readers sync.WaitGroup
	if flags.NArg() == 0 {
		readers.Go(func() { t.print(logs.Events(logs.Of(nil, nil, sample))) })
	}
	for _, name := range slices.Compact(slices.Sorted(slices.Values(flags.Args()))) {
		if name == "-" {
			readers.Go(func() { t.read("standard input", stdin) })
		} else {
			readers.Go(func() { t.follow(name) })
		}
	}
	go func() { readers.Wait(); close(lines) }()

	status := command.OK
	for {
		select {
		case l, ok := <-lines:
			if !ok {
				return status
			}
			status = max(status, command.Complain(stderr, flags.Name(), l.err))
			if _, err := io.WriteString(stdout, l.text); err != nil {
				return command.Complain(stderr, flags.Name(), err)
			}
		case <-ctx.Done():
			return status
		}
	}
}
