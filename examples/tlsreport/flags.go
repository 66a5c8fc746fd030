package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/examples/internal/s3logs"
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
	late    time.Duration
	after   string // the object to go on after, or ""
}

// wants reports whether an event counts.
func (o *options) wants(e *tlslog.Event) bool {
	return o.wantsSource(e.Source) && o.span.Contains(e.Time)
}

func (o *options) wantsSource(s tlslog.Source) bool {
	return len(o.sources) == 0 || slices.Contains(o.sources, s)
}

// inS3 reports whether some of the logs are in S3.
func (o *options) inS3() bool { return slices.ContainsFunc(o.args, s3logs.IsName) }

// inputs returns the inputs that the arguments stand for. known has all of them
// if it is known now which they are, or else is nil.
func (o *options) inputs(ctx context.Context, stdin io.Reader) (all iter.Seq[logs.Input], known []logs.Input) {
	if !o.inS3() {
		known = o.withoutOut(logs.Of(o.args, stdin, sampleLogs()))
		return slices.Values(known), known
	}
	local := func(arg string) []logs.Input { return o.withoutOut(logs.Of([]string{arg}, stdin, nil)) }
	return s3logs.Of(ctx, o.args, local, s3logs.Options{Span: o.span, Late: o.late, Sources: o.sources, After: o.after}), nil
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

// s3Workers is how many inputs are read at a time from S3, at least: most of
// the time is spent waiting for it.
const s3Workers = 16

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
	Workers *int     `placeholder:"N" help:"Read N inputs at a time (one for each processor, and from S3 ${s3workers} or more)."`

	Late        time.Duration `default:"${late}" placeholder:"DURATION" help:"With -until, read what was delivered to S3 up to so much later (${default})."`
	ResumeAfter string        `placeholder:"OBJECT" help:"Pass over what comes before an object in S3, s3://bucket/key, and that object."`

	Inputs []string `arg:"" optional:"" name:"file|folder|s3://bucket/prefix|-" help:"Logs as AWS delivers them; - is standard input. Sample logs, if there are none."`
}

const description = `Reports which TLS the logs of load balancers, CloudFront, Network Firewall and CloudTrail show.

Examples:

  tlsreport                                  a report on sample logs
  tlsreport logs/                            on all files in a folder
  tlsreport -out report.html logs/           as a page for a browser
  tlsreport s3://bucket/prefix               on all objects with such keys
  zcat *.gz | tlsreport -                    on what another program writes
  tlsreport -since 2026-09-01 -source alb,cloudfront logs/
  tlsreport -fail-on outdated,weak,expiring:30d -format json logs/

The exit status is the sum of 1, if the report is missing or not on all of the logs, and 2, if a condition of -fail-on holds. Flags may begin with one dash or two.`

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
		kong.Vars{"conditions": conditionNames, "s3workers": fmt.Sprint(s3Workers), "late": "24h"},
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
	o := &options{args: f.Inputs, format: f.Format, out: f.Out, top: f.Top, late: f.Late, after: f.ResumeAfter}
	if f.Workers != nil {
		o.workers = *f.Workers
	} else if o.workers = runtime.GOMAXPROCS(0); o.inS3() {
		o.workers = max(o.workers, s3Workers)
	}
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
	switch {
	case f.Expire < 0 || f.Expire > maxDays:
		return nil, fmt.Errorf("-expire takes 0 to %d", maxDays)
	case f.Top < 1:
		return nil, errors.New("-top takes 1 or more")
	case o.workers < 1 || o.workers > maxWorkers:
		return nil, fmt.Errorf("-workers takes 1 to %d", maxWorkers)
	case f.Late < 0 || f.Late > days(maxDays):
		return nil, fmt.Errorf("-late takes 0s to %v", days(maxDays))
	}
	if err := checkOut(o.out); err != nil {
		return nil, fmt.Errorf("-out: %w", err)
	}
	if o.after != "" && !slices.ContainsFunc(o.args, func(arg string) bool { return s3logs.Holds(arg, o.after) }) {
		return nil, errors.New("-resume-after takes s3://bucket/key, an object that an argument stands for")
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
