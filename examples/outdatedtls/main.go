// Outdatedtls lists the API calls that were made with TLS 1.0 or TLS 1.1, from
// the CloudTrail log files that an account has anyway. Its output has the
// columns and the order of the query that AWS publishes for CloudTrail Lake,
// "Count calls per-service that were made using outdated TLS versions".
//
// Usage:
//
//	outdatedtls [flags] [file | folder | -]...
//
// It takes CloudTrail log files, compressed with gzip or not, folders with all
// files in them, - for standard input, and saved results of that query
// (result_1.csv.gz), which it adds to its own. Without arguments it reads
// sample logs.
//
// The flags are:
//
//	-format table|csv|json
//		how to print the list (table)
//	-since time, -until time
//		count calls from then on, and before then: 2026-09-01 or
//		2026-09-01T12:00:00Z, in UTC; saved results have no times, and are
//		turned down
//
// The list is kept in memory, a row for each combination of its columns.
//
// CloudTrail can deliver an event more than once; it counts each time.
//
// Standard error tells of damaged records, and how many events do not say which
// version they used: most of S3's data events do not. The exit status is 0 if
// all inputs were read to their end, 1 if one was not or is no log of
// CloudTrail, and 2 if the command line is wrong.
package main

import (
	"bufio"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/awstls/awstls/examples/internal/command"
	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/examples/internal/terminal"
)

// The exit statuses.
const (
	exitOK     = 0
	exitUnread = 1 // an input could not be read to its end
	exitUsage  = 2
)

//go:embed testdata/sample
var sample embed.FS

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// options are what the flags say.
type options struct {
	write func(io.Writer, []row) error
	span  logs.Span
}

// usage is what -h says before the flags.
const usage = `[flags] [file | folder | -]...

Lists the API calls that were made with TLS 1.0 or TLS 1.1, with the columns of
the query that AWS publishes for CloudTrail Lake.

Logs are CloudTrail log files, saved results of that query (result_1.csv.gz),
folders of such, and - for standard input; without any, it reads sample logs.
Times are 2026-09-01 or 2026-09-01T12:00:00Z, in UTC.

Examples:

    outdatedtls                                      the calls in sample logs
    outdatedtls logs/                                in all files in a folder
    outdatedtls -since 2026-09-01 -format csv logs/  for a spreadsheet
`

// run is the program. It returns its exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	opts, args, err := parseFlags(args, stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		fmt.Fprintf(stderr, "outdatedtls: %s (outdatedtls -h shows the flags)\n", terminal.Escape(err.Error()))
		return exitUsage
	}
	sampleLogs, err := fs.Sub(sample, "testdata/sample")
	if err != nil {
		panic(err) // the path is a constant
	}
	if len(args) == 0 {
		fmt.Fprintln(stderr, "outdatedtls: these are sample logs; give files or folders as arguments, or - for standard input")
	}
	status := exitOK
	calls := make(calls)
	var seen counts
	for _, in := range logs.Of(args, stdin, sampleLogs) {
		n, err := calls.read(in, opts)
		seen.events += n.events
		seen.unknown += n.unknown
		if n.damaged > 0 {
			fmt.Fprintf(stderr, "outdatedtls: %s: damaged records: %d\n", terminal.Escape(in.Name), n.damaged)
		}
		if err != nil {
			fmt.Fprintf(stderr, "outdatedtls: %s: %s\n", terminal.Escape(in.Name), terminal.Escape(err.Error()))
			status = exitUnread
		}
	}
	if seen.unknown > 0 {
		fmt.Fprintf(stderr, "outdatedtls: %d of %d events do not say which TLS version they used\n", seen.unknown, seen.events)
	}
	out := bufio.NewWriter(stdout)
	if err := errors.Join(opts.write(out, calls.rows()), out.Flush()); err != nil {
		fmt.Fprintln(stderr, "outdatedtls:", err)
		return exitUnread
	}
	return status
}

// parseFlags returns the options and the arguments behind them.
func parseFlags(args []string, stdout io.Writer) (opts options, rest []string, err error) {
	flags := flag.NewFlagSet("outdatedtls", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	format := flags.String("format", "table", "print this `form`: table, csv or json")
	flags.Func("since", "count calls from this `time` on", opts.span.SetSince)
	flags.Func("until", "count calls before this `time`", opts.span.SetUntil)
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			command.Help(flags, usage, stdout)
		}
		return opts, nil, err
	}
	switch *format {
	case "table":
		opts.write = writeTable
	case "csv":
		opts.write = writeCSV
	case "json":
		opts.write = writeJSON
	default:
		return opts, nil, errors.New("-format takes table, csv or json")
	}
	return opts, flags.Args(), nil
}
