// Convert reads logs of load balancers, CloudFront, Network Firewall and
// CloudTrail and writes their events as JSON, one object a line, in the form
// that another tool reads.
//
// Usage:
//
//	convert [-to form] [file | folder | -]...
//
// It takes files as AWS delivers them, compressed with gzip or not, folders
// with all files in them, and - for standard input; it recognises each record
// by its content. Without arguments it converts sample logs.
//
// The forms are:
//
//	event	the words that all logs share, as package tlslog has them (default)
//	ocsf	the Open Cybersecurity Schema Framework
//	ecs	the Elastic Common Schema
//	otel	log records of OpenTelemetry
//	aws	the records themselves, in AWS's own words
//
// Damaged records are converted as far as they could be read, and reported on
// standard error, as is the progress if that is a terminal and standard output
// is none. The exit status is 0 if all inputs were read to their end, 1 if one
// was not, and 2 if the command line is wrong.
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

// usage is what -h says before the flags.
const usage = `[-to form] [file | folder | -]...

Writes the events of logs as JSON, one object a line. The forms are:

    event  the words that all logs share
    ocsf   the Open Cybersecurity Schema Framework
    ecs    the Elastic Common Schema
    otel   log records of OpenTelemetry
    aws    the records themselves, in AWS's own words

Logs are files as AWS delivers them, folders of such, and - for standard input;
without any, it reads sample logs.

Examples:

    convert                                the events of sample logs
    convert -to ocsf logs/ >events.ndjson  of all files in a folder
    zcat *.gz | convert - | jq .reason     for another program
`

// run is the program. It returns its exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	form, args, err := parseFlags(args, stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		fmt.Fprintf(stderr, "convert: %s (convert -h shows the flags)\n", terminal.Escape(err.Error()))
		return exitUsage
	}
	sampleLogs, err := fs.Sub(sample, "testdata/sample")
	if err != nil {
		panic(err) // the path is a constant
	}
	inputs := logs.Of(args, stdin, sampleLogs)
	var bar *terminal.Progress
	if !terminal.IsTerminal(stdout) { // where the lines themselves show it
		bar = terminal.NewProgress(stderr, int64(len(inputs)), logs.Size(inputs))
	}
	stderr = bar.Writer(stderr)
	c := &converter{
		out:  bufio.NewWriterSize(stdout, 1<<16),
		form: form,
		bar:  bar,
		complain: func(name string, err error) {
			fmt.Fprintf(stderr, "convert: %s: %s\n", terminal.Escape(name), terminal.Escape(err.Error()))
		},
	}
	status := exitOK
	for _, in := range inputs {
		err := c.input(in)
		bar.AddInput()
		if c.broken != nil {
			break // nobody reads on
		}
		if err != nil {
			c.complain(in.Name, err)
			status = exitUnread
		}
	}
	bar.Stop()
	if err := errors.Join(c.broken, c.out.Flush()); err != nil {
		fmt.Fprintln(stderr, "convert:", err)
		return exitUnread
	}
	return status
}

// parseFlags returns the form and the arguments behind the flags.
func parseFlags(args []string, stdout io.Writer) (form, []string, error) {
	flags := flag.NewFlagSet("convert", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	to := flags.String("to", "event", "write this `form`: event, ocsf, ecs, otel or aws")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			command.Help(flags, usage, stdout)
		}
		return nil, nil, err
	}
	form, ok := forms[*to]
	if !ok {
		return nil, nil, errors.New("-to takes event, ocsf, ecs, otel or aws")
	}
	return form, flags.Args(), nil
}
