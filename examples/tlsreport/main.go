// Tlsreport reads logs of load balancers, CloudFront, Network Firewall and
// CloudTrail and reports which TLS they show: which protocols and cipher
// suites, who still uses deprecated ones, what fails and why, which
// certificates expire soon, and what could not be read.
//
// Usage:
//
//	tlsreport [flags] [file | folder | -]...
//
// It takes files as AWS delivers them, compressed with gzip or not, folders
// with all files in them, and - for standard input; it recognises each log by
// its content. Without arguments it reports on sample logs.
//
// The flags are:
//
//	-since time, -until time
//		report events from then on, and before then: 2026-09-01 or
//		2026-09-01T12:00:00Z, in UTC
//	-expire days
//		report certificates that expire within so many days of the newest
//		event, or have expired (30)
//	-top n
//		show at most n rows of each table (10)
//	-workers n
//		read so many inputs at a time (one for each processor)
//
// Inputs that could not be read to their end are listed in the report and on
// standard error. Records that are damaged are counted, with the first places at which they
// are, and do not change the exit status. It is 0 if all inputs were read to
// their end, 1 if one was not, and 2 if the command line is wrong.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"time"

	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/examples/internal/terminal"
)

// The exit statuses.
const (
	exitOK     = 0
	exitUnread = 1 // an input could not be read to its end
	exitUsage  = 2
)

// The limits of the flags: a hundred years, and more than any machine has use
// for.
const (
	maxDays    = 36500
	maxWorkers = 1024
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// options are what the flags say.
type options struct {
	span    logs.Span
	expire  time.Duration
	top     int
	workers int
}

// run is the program. It returns its exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	opts, args, status := parseFlags(args, stdout, stderr)
	if opts == nil {
		return status
	}
	rep := newReport(*opts)
	readAll(ctx, logs.Of(args, stdin, sampleLogs()), opts, rep.add)
	rep.partial = ctx.Err() != nil
	rep.sample = len(args) == 0

	out := bufio.NewWriter(stdout)
	rep.write(out)
	if err := out.Flush(); err != nil {
		fmt.Fprintln(stderr, "tlsreport:", err)
		return exitUnread
	}
	for _, u := range rep.unread {
		fmt.Fprintf(stderr, "tlsreport: %s: %s\n", terminal.Escape(u.name), terminal.Escape(u.err.Error()))
	}
	if len(rep.unread) > 0 {
		return exitUnread
	}
	return exitOK
}

// parseFlags returns the options and the arguments behind them, or no options
// and an exit status.
func parseFlags(args []string, stdout, stderr io.Writer) (*options, []string, int) {
	flags := flag.NewFlagSet("tlsreport", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var opts options
	flags.Func("since", "report events from this `time` on", opts.span.SetSince)
	flags.Func("until", "report events before this `time`", opts.span.SetUntil)
	days := flags.Int("expire", 30, "report certificates that expire within so many `days` of the newest event")
	top := flags.Int("top", 10, "show at most `n` rows of each table")
	workers := flags.Int("workers", runtime.GOMAXPROCS(0), "read `n` inputs at a time")
	err := flags.Parse(args)
	switch {
	case err == flag.ErrHelp:
		fmt.Fprintln(stdout, "Usage: tlsreport [flags] [file | folder | -]...")
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		return nil, nil, exitOK
	case err == nil && (*days < 0 || *days > maxDays || *top < 1 || *workers < 1 || *workers > maxWorkers):
		err = fmt.Errorf("-expire takes 0 to %d, -top 1 or more, -workers 1 to %d", maxDays, maxWorkers)
	}
	if err != nil {
		fmt.Fprintf(stderr, "tlsreport: %s (tlsreport -h shows the flags)\n", terminal.Escape(err.Error()))
		return nil, nil, exitUsage
	}
	opts.expire, opts.top, opts.workers = time.Duration(*days)*24*time.Hour, *top, *workers
	return &opts, flags.Args(), exitOK
}
