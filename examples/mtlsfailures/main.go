// Mtlsfailures tells why TLS connections failed at load balancers and at
// CloudFront, side by side: AWS has other codes for the same failure in each
// log, and the shared reasons of package tlslog bring them together. It also
// tells whose certificates were turned down, although the two logs spell the
// same name in different ways.
//
// Usage:
//
//	mtlsfailures [-top rows] [file | folder | -]...
//
// Without arguments it reads sample logs; of other logs than these two it
// counts nothing. The first table says how many connections there were and how
// many failed (a connection without TLS has no result), the second why, with
// AWS's own codes. A reason with counts in one column only may have no code in the other
// log: only CloudFront tells that a client sent no certificate. The third says
// who failed, those with the most failures first. Anybody can put any name into
// a certificate that is then turned down.
//
// The subjects that failed are kept in memory. The exit status is 0 if all
// inputs were read to their end, 1 if one was not, and 2 if the command line is
// wrong.
package main

import (
	"bufio"
	"embed"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/awstls/awstls/examples/internal/command"
	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

//go:embed testdata/sample
var sample embed.FS

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// usage is what -h says before the flags.
const usage = `[flags] [file | folder | -]...

Tells why TLS connections failed at load balancers and at CloudFront, side by
side, and whose client certificates were turned down.

Logs are files as AWS delivers them, folders of such, and - for standard input;
without any, it reads sample logs.

Examples:

    mtlsfailures                                on sample logs
    mtlsfailures alb/ cloudfront/               on all files in two folders
    zcat conn_log*.gz | mtlsfailures -top 50 -  with 50 of those who failed
`

// run is the program. It returns its exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("mtlsfailures", flag.ContinueOnError)
	top := flags.Int("top", 10, "list so many `rows` of those who failed")
	if status, ok := command.Parse(flags, usage, args, stdout, stderr); !ok {
		return status
	}
	status := command.OK
	var summary posture.Summary
	who := make(subjects)
	for e, err := range logs.Events(logs.Of(flags.Args(), stdin, sample)) {
		status = max(status, command.Complain(stderr, flags.Name(), err))
		if e.Source == tlslog.SourceALB || e.Source == tlslog.SourceCloudFront {
			summary.Add(e)
			who.add(e)
		}
	}
	out := bufio.NewWriter(stdout)
	if summary.Total().Events == 0 {
		fmt.Fprintln(out, "No connections of load balancers or CloudFront in these logs.")
	} else {
		printTotals(out, &summary)
		printReasons(out, &summary)
		who.print(out, *top, terminal.Width(stdout))
	}
	return max(status, command.Complain(stderr, flags.Name(), out.Flush()))
}

// printTotals writes how many connections there were at each source.
func printTotals(w io.Writer, summary *posture.Summary) {
	fmt.Fprintln(w, "TLS connections")
	t := terminal.NewTable("source", ">connections", ">succeeded", ">failed", ">no result")
	for _, s := range summary.Sources() {
		t.Add(s.Source.String(), fmt.Sprint(s.Events), fmt.Sprint(s.Succeeded), fmt.Sprint(s.Failed), fmt.Sprint(s.Events-s.Succeeded-s.Failed))
	}
	t.Write(w)
}

// maxCodes is how many of AWS's codes are shown for a reason, the most frequent
// ones. Codes that are not known yet have one reason together.
const maxCodes = 4

// printReasons writes why connections failed, in the order of the reasons.
func printReasons(w io.Writer, summary *posture.Summary) {
	type row struct {
		alb, cloudfront int64
		codes           []string
	}
	rows := make(map[tlslog.Reason]row)
	failures := summary.Failures() // the most frequent first
	if failures.Events == 0 {
		return
	}
	for _, f := range failures.Rows {
		r := rows[f.Key.Reason]
		if f.Key.Source == tlslog.SourceALB {
			r.alb += f.Events
		} else {
			r.cloudfront += f.Events
		}
		if len(r.codes) <= maxCodes && !slices.Contains(r.codes, f.Key.Code) {
			r.codes = append(r.codes, f.Key.Code)
		}
		rows[f.Key.Reason] = r
	}
	t := terminal.NewTable("reason", ">alb", ">cloudfront", "AWS's codes")
	t.Whole = true
	for reason := range tlslog.Reasons() {
		if r, ok := rows[reason]; ok {
			if len(r.codes) > maxCodes {
				r.codes[maxCodes] = "…"
			}
			t.Add(reason.String(), fmt.Sprint(r.alb), fmt.Sprint(r.cloudfront), strings.Join(r.codes, ", "))
		}
	}
	fmt.Fprintln(w, "\nWhy they failed")
	t.Write(w)
	if failures.Other > 0 {
		fmt.Fprintf(w, "  and %d for other codes\n", failures.Other)
	}
}
