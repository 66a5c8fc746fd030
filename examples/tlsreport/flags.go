package main

import (
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/tlslog"
)

// options are what the command line says.
type options struct {
	args    []string // the files and folders
	format  string   // text, json, html or csv
	out     string   // the file to write to, or "" for standard output
	span    logs.Span
	sources []tlslog.Source // none for all
	top     int
	expire  time.Duration
	failOn  []condition
	workers int
}

// wants reports whether an event counts.
func (o *options) wants(e *tlslog.Event) bool {
	return o.wantsSource(e.Source) && o.span.Contains(e.Time)
}

func (o *options) wantsSource(s tlslog.Source) bool {
	return len(o.sources) == 0 || slices.Contains(o.sources, s)
}

// withoutOut returns the inputs without the file that the report is written
// to, which an earlier run can have left in a folder of logs.
func (o *options) withoutOut(inputs []logs.Input) []logs.Input {
	out, err := filepath.Abs(o.out)
	if o.out == "" || err != nil {
		return inputs
	}
	return slices.DeleteFunc(inputs, func(in logs.Input) bool {
		name, err := filepath.Abs(in.Name)
		return err == nil && name == out
	})
}

// The limits of the flags: a hundred years, and more than any machine has use
// for.
const (
	maxDays    = 36500
	maxWorkers = 1024
)

// flags are the flags as the library for them wants them described.
type flags struct {
	Format  string   `placeholder:"FORM" help:"Write text, json, html or csv (default: what the name given with -out ends in, or text)."`
	Out     string   `placeholder:"FILE" help:"Write the report to a file, whole or not at all."`
	Since   string   `placeholder:"TIME" help:"Report events from then on: 2026-09-01 or 2026-09-01T12:00:00Z, in UTC."`
	Until   string   `placeholder:"TIME" help:"Report events before then."`
	Source  []string `placeholder:"NAME" help:"Report on these sources only: alb, cloudfront, networkfirewall, cloudtrail."`
	Top     int      `default:"10" placeholder:"N" help:"Show at most N rows of each table of a text or a page (${default})."`
	Expire  int      `default:"30" placeholder:"DAYS" help:"Report certificates that expire within so many days of the newest event, or have expired (${default})."`
	FailOn  []string `placeholder:"CONDITION" help:"End with exit status 2 if the logs show one of these: ${conditions}."`
	Workers int      `default:"${workers}" placeholder:"N" help:"Read N inputs at a time (one for each processor)."`

	Inputs []string `arg:"" optional:"" name:"file|folder|-" help:"Logs as AWS delivers them; - is standard input. Sample logs, if there are none."`
}

const description = `Reports which TLS the logs of load balancers, CloudFront, Network Firewall and CloudTrail show.

Examples:

  tlsreport                                  a report on sample logs
  tlsreport logs/                            on all files in a folder
  tlsreport -out report.html logs/           as a page for a browser
  aws s3 cp s3://bucket/key - | tlsreport -  on what another program writes
  tlsreport -since 2026-09-01 -source alb,cloudfront logs/
  tlsreport -fail-on outdated,weak,expiring:30d -format json logs/

The exit status is the sum of 1, if the report is missing or not on all of the logs, and 2, if a condition of -fail-on holds.`

// parseFlags returns what the command line says, or nil if it asks for help,
// which it writes.
func parseFlags(args []string, stdout io.Writer) (*options, error) {
	var f flags
	help := false
	parser, err := kong.New(&f,
		kong.Name("tlsreport"),
		kong.Description(description),
		kong.Writers(stdout, io.Discard),
		kong.Exit(func(int) { help = true }),
		kong.Vars{"conditions": conditionNames, "workers": fmt.Sprint(runtime.GOMAXPROCS(0))},
		kong.ConfigureHelp(kong.HelpOptions{WrapUpperBound: 80}),
	)
	if err != nil {
		return nil, err
	}
	_, err = parser.Parse(twoDashes(args))
	if help {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return f.options()
}

// twoDashes returns the arguments with flags in the way of Go, which begin with
// one dash or two, in the way of others, where these must be two. No flag but
// -h has a name of one letter.
func twoDashes(args []string) []string {
	args = slices.Clone(args)
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if len(arg) > 2 && arg[0] == '-' && arg[1] != '-' {
			args[i] = "-" + arg
		}
	}
	return args
}

// options checks the flags.
func (f *flags) options() (*options, error) {
	o := &options{args: f.Inputs, format: f.Format, out: f.Out, top: f.Top, workers: f.Workers}
	if o.format == "" {
		o.format = formatOf(f.Out)
	}
	if writerOf(o.format) == nil {
		return nil, fmt.Errorf("-format takes text, json, html or csv, not %q", o.format)
	}
	if f.Since != "" {
		if err := o.span.SetSince(f.Since); err != nil {
			return nil, fmt.Errorf("-since: %w", err)
		}
	}
	if f.Until != "" {
		if err := o.span.SetUntil(f.Until); err != nil {
			return nil, fmt.Errorf("-until: %w", err)
		}
	}
	for _, name := range f.Source {
		var s tlslog.Source
		if err := s.UnmarshalText([]byte(name)); err != nil || s == tlslog.SourceUnknown {
			return nil, fmt.Errorf("-source takes alb, cloudfront, networkfirewall and cloudtrail, not %q", name)
		}
		o.sources = append(o.sources, s)
	}
	if f.Expire < 0 || f.Expire > maxDays || f.Top < 1 || f.Workers < 1 || f.Workers > maxWorkers {
		return nil, fmt.Errorf("-expire takes 0 to %d, -top 1 or more, -workers 1 to %d", maxDays, maxWorkers)
	}
	o.expire = days(f.Expire)
	for _, text := range f.FailOn {
		c, err := parseCondition(text, o.expire)
		if err != nil {
			return nil, err
		}
		o.failOn = append(o.failOn, c)
	}
	return o, nil
}

func days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

// formatOf returns the form that the name of a file stands for.
func formatOf(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm":
		return "html"
	case ".json":
		return "json"
	case ".csv":
		return "csv"
	}
	return "text"
}
