// Tlsreport reads logs of load balancers, CloudFront, Network Firewall and
// CloudTrail and reports which TLS they show: which protocols and cipher
// suites, who still uses deprecated ones, what fails and why, which
// certificates expire soon, and what could not be read.
//
// Usage:
//
//	tlsreport [flags] [file | folder | s3://bucket/prefix | -]...
//
// It takes files as AWS delivers them, compressed with gzip or not, folders
// with all files in them, objects in Amazon S3 whose keys begin with a prefix,
// and - for standard input; it recognises each log by its content. Without
// arguments it reports on sample logs. A folder without files and a prefix
// without objects count as inputs that cannot be read.
//
// The flags, which may begin with one dash or two, are:
//
//	-format text|json|html|csv
//		write the report in this form. The default is the one that the
//		name of the file given with -out ends in, or text.
//	-out file
//		write the report to this file. It is there whole or not at all: a
//		report that is broken off leaves an older one as it was.
//	-since time, -until time
//		report events from then on, and before then: 2026-09-01 or
//		2026-09-01T12:00:00Z, in UTC
//	-source name,...
//		report on these sources only: alb, cloudfront, networkfirewall,
//		cloudtrail
//	-top n
//		show at most n rows of each table of a text or a page (10)
//	-expire days
//		report certificates that expire within so many days of the newest
//		event, or have expired (30)
//	-fail-on condition,...
//		end with exit status 2 if the logs show one of these:
//		outdated (SSL, TLS 1.0 or TLS 1.1), weak (a broken cipher suite),
//		plaintext (a connection without TLS), failed (a connection or a call),
//		revoked (a certificate), expired (a certificate), expiring:30d (a
//		certificate that expires within so many days of the newest event, or
//		has expired), damaged (a record that could not be read in full)
//	-workers n
//		read so many inputs at a time (one for each processor, and from
//		S3 16 or more)
//	-late duration
//		with -until, read what was delivered to S3 up to so much later
//		(24h)
//	-resume-after object
//		pass over what comes before an object in S3, s3://bucket/key, and
//		that object
//
// # Logs in Amazon S3
//
// Objects are read as they come, a piece at a time, without a copy on disk. A
// connection that breaks is made again, and what was asked for too fast is
// asked for again. Credentials, Region, endpoint and retries are those that the
// environment and the shared files of the AWS SDKs configure: AWS_PROFILE,
// AWS_REGION, AWS_ENDPOINT_URL, AWS_MAX_ATTEMPTS and so on. The program needs
// the permissions s3:ListBucket and s3:GetObject, and kms:Decrypt where the
// objects are encrypted so.
//
// Objects that -since, -until and -source leave out are neither listed nor
// read, as far as their keys tell. A log has records of before it was
// delivered: what is delivered up to an hour before -since and up to -late
// after -until is read. Events whose logs came later than that are missed.
// CloudFront may take 24 hours for some; for the others 1h is mostly enough.
//
// An interrupted program says with which -resume-after the same command reads
// the rest. The report of that has only the rest, and some of what was read at
// the same time as the first object that was not read to its end is in both.
//
// # Output
//
// A text takes the columns of the terminal that it is written to, or else as
// many as the environment variable COLUMNS says, or 80; into the file of -out
// always 80. It is coloured on a terminal, unless the environment variable
// NO_COLOR is set.
//
// A page, which html stands for, is one file with all that it needs: no
// script, and nothing from a network.
//
// JSON is one object with all rows of all tables; see the type document. CSV is
// one table of them; see the variable csvColumns. In a CSV, a text that a
// spreadsheet would take for a formula begins with an apostrophe.
//
// A certificate of which both load balancers and CloudFront tell counts once,
// for -fail-on, too; the tables of certificates in JSON and CSV have a row
// for each of the two. Weak cipher suites come before the others.
//
// The same inputs give the same bytes, with any number of workers. Texts from
// logs are shown with control characters and marks of writing direction
// escaped as in Go.
//
// While it reads, tlsreport shows on standard error how far it is, and at the
// end which file it has written, if that is a terminal. When it is interrupted,
// it reports what it has read until then, and says that this is not all; when it
// is interrupted again, it ends.
//
// # Exit status
//
// The exit status is the sum of
//
//	1	if the report is missing or not on all of the logs: the command line
//		is wrong, an input could not be read to its end, the report could not
//		be written, or the program was interrupted
//	2	if a condition of -fail-on holds
//
// so that it is 0 if all is well, and 3 for conditions that hold in logs that
// could not be read to their end. Inputs that could not be read to their end
// are listed in the report and on standard error. Records that are damaged are
// counted, with the first places at which they are, and change the exit status
// only as -fail-on asks for.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/awstls/awstls/examples/internal/s3logs"
	"github.com/awstls/awstls/examples/internal/terminal"
)

// The exit statuses, which are added.
const (
	exitOK         = 0
	exitIncomplete = 1 // no report, or not on all of the logs
	exitFound      = 2 // a condition of -fail-on holds
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second signal ends the program
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the program. It returns its exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	say := func(format string, args ...any) {
		fmt.Fprintf(stderr, "tlsreport: %s\n", terminal.Escape(fmt.Sprintf(format, args...)))
	}
	opts, err := parseFlags(args, stdout)
	if err != nil {
		say("%v (tlsreport -h shows the flags)", err)
		return exitIncomplete
	}
	if opts == nil {
		return exitOK // the help was asked for
	}
	if slices.Contains(opts.args, "-") {
		stdin = untilDone(ctx, stdin)
	}
	inputs, known := opts.inputs(ctx, stdin)

	rep := newReport(*opts)
	bar := newProgress(stderr, known)
	readAll(ctx, inputs, opts, bar, rep.add)
	bar.Stop()
	rep.partial = ctx.Err() != nil
	rep.sample = len(opts.args) == 0

	status := exitOK
	if rep.partial {
		note := rep.unfinishedNote()
		if s3logs.IsName(rep.last) {
			note += "; -resume-after " + rep.last + " reads on"
		}
		say("interrupted: %s", note)
		status |= exitIncomplete
	}
	for _, u := range rep.unread {
		say("%s: %v", u.name, u.err)
		status |= exitIncomplete
	}
	for _, f := range rep.findings() {
		if f.Found > 0 {
			say("found %s: %s", f.Condition, f.what())
			status |= exitFound
		}
	}
	if err := publish(rep, stdout); err != nil {
		say("%v", err)
		status |= exitIncomplete
	} else if rep.out != "" && terminal.IsTerminal(stderr) {
		say("%s written, on %s in %s", rep.out, quantity(rep.summary.Total().Events, "event"), quantity(int64(rep.inputs), "input"))
	}
	return status
}
