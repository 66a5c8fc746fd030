// Postquantum tells how much of the TLS traffic in logs has a post-quantum key
// exchange, such as X25519MLKEM768: by source, by day, and which clients are
// not there yet. What is recorded today without one can be read by whoever has
// a quantum computer tomorrow.
//
// Usage:
//
//	postquantum [-top rows] [file | folder | -]...
//
// Without arguments it reads sample logs. It counts connections and calls of
// which the log gives the negotiated protocol:
//
//   - post-quantum: the log names a post-quantum group;
//   - classical: it names another one, or a protocol before TLS 1.3, which has
//     none that is post-quantum;
//   - cannot tell: it names TLS 1.3, or no known protocol, and no group.
//
// The share is that of the post-quantum ones among them all, with ≥ before it if
// it could be larger because of those that cannot be told. A source that names
// no group at all has none: logs of CloudFront and Network Firewall never do,
// those of load balancers with fewer than 13 columns do not, and CloudTrail does
// since 2025.
//
// The last table has the clients without any post-quantum connection, those with
// the most connections first: for calls the caller and its user agent, which
// names the SDK to be updated, for others the address. TLS 1.3 as the best seen
// means that an update of the client's TLS library is all that may be missing.
//
// The clients are kept in memory. The exit status is 0 if all inputs were read
// to their end, 1 if one was not, and 2 if the command line is wrong.
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
	"github.com/awstls/awstls/tlslog/posture"
)

//go:embed testdata/sample
var sample embed.FS

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// usage is what -h says before the flags.
const usage = `[flags] [file | folder | -]...

Tells how much of the TLS traffic has a post-quantum key exchange: by source, by
day, and which clients are not there yet.

Logs are files as AWS delivers them, folders of such, and - for standard input;
without any, it reads sample logs.

Examples:

    postquantum                             on sample logs
    postquantum logs/                       on all files in a folder
    zcat *.json.gz | postquantum -top 50 -  with 50 clients
`

// run is the program. It returns its exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("postquantum", flag.ContinueOnError)
	top := flags.Int("top", 10, "list so many `rows` of clients")
	if status, ok := command.Parse(flags, usage, args, stdout, stderr); !ok {
		return status
	}
	status := command.OK
	var summary posture.Summary
	clients := make(clients)
	for e, err := range logs.Events(logs.Of(flags.Args(), stdin, sample)) {
		status = max(status, command.Complain(stderr, flags.Name(), err))
		if _, ok := e.Event(); ok {
			summary.Add(e)
			clients.add(e)
		}
	}
	out := bufio.NewWriter(stdout)
	if summary.Total().Events == 0 {
		fmt.Fprintln(out, "No events in these logs.")
	} else {
		printShares(out, summary.Timeline(0).Points)
		printGroups(out, summary.Sources())
		clients.print(out, *top, terminal.Width(stdout))
	}
	return max(status, command.Complain(stderr, flags.Name(), out.Flush()))
}
