// Egress tells what Network Firewall found wrong with outbound TLS connections:
// servers whose certificate does not hold the name that was asked for, or is
// revoked, and clients that name no server at all.
//
// Usage:
//
//	egress [-top rows] [file | folder | -]...
//
// Without arguments it reads sample logs. There is a table for each kind of
// fault. A row is a destination: the name that the client asked for, or where
// it connected to if it gave none. Clients is how many addresses the
// connections came from: with one, look at the client, with many at the
// destination. The action is what the firewall did, if the log says so; those
// with the action PASS were let through. A text that is too long for the
// terminal, or for 80 columns, has … in its middle; the environment variable
// COLUMNS makes more room in a file or a pipe.
//
// Destinations and the addresses of their clients are kept in memory. The exit
// status is 0 if all inputs were read to their end, 1 if one was not, and 2 if
// the command line is wrong.
package main

import (
	"bufio"
	"embed"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/awstls/awstls/examples/internal/command"
	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog"
)

//go:embed testdata/sample
var sample embed.FS

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// usage is what -h says before the flags.
const usage = `[flags] [file | folder | -]...

Tells what Network Firewall found wrong with outbound TLS connections: names
that the server's certificate does not hold, certificates that are revoked, and
clients that name no server.

Logs are files as AWS delivers them, folders of such, and - for standard input;
without any, it reads sample logs.

Examples:

    egress                                      on sample logs
    egress logs/                                on all files in a folder
    egress -top 50 tls.log.gz                   with 50 rows of each kind
    zcat *.gz | COLUMNS=200 egress - | less -S  with room for long names
`

// run is the program. It returns its exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("egress", flag.ContinueOnError)
	top := flags.Int("top", 10, "list so many `rows` of each kind of fault")
	if status, ok := command.Parse(flags, usage, args, stdout, stderr); !ok {
		return status
	}
	status := command.OK
	found := make(faults)
	records := 0 // of Network Firewall
	for e, err := range logs.Events(logs.Of(flags.Args(), stdin, sample)) {
		status = max(status, command.Complain(stderr, flags.Name(), err))
		if e.Source != tlslog.SourceNetworkFirewall {
			continue
		}
		records++
		if e.Reason != tlslog.ReasonNone {
			found.add(e)
		}
	}
	out := bufio.NewWriter(stdout)
	width := terminal.Width(stdout)
	switch {
	case records == 0:
		fmt.Fprintln(out, "Nothing from Network Firewall in these logs.")
	case len(found) == 0:
		fmt.Fprintln(out, "No faults in outbound TLS connections.")
	}
	for reason := range tlslog.Reasons() {
		found.print(out, reason, *top, width)
	}
	return max(status, command.Complain(stderr, flags.Name(), out.Flush()))
}
