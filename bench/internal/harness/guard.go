package harness

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/awstls/awstls/bench/internal/peers"
)

// A floor is what must not be lost of the speed over one kind of log. Peers are
// of the standard library: they change with Go alone.
type floor struct {
	caseName string
	peer     string
	reached  float64 // how many times as fast as the peer this library was when it was last tuned
}

// floors are the ratios that -guard asks for a part of. Raise them when the
// library has become faster.
var floors = [...]floor{
	{"alb", "encoding/csv", 2.2},
	{"cloudfront-w3c", "encoding/csv", 2.1},
	{"cloudfront-json", "encoding/json", 13},
	{"networkfirewall", "encoding/json", 13},
	{"cloudtrail", "encoding/json", 12},
}

const (
	// keep is the part of the ratio that was reached that must be left. Between
	// processors and their caches ratios differ by a fifth, and on a busy
	// machine by as much again; what is slower than this is broken.
	keep = 0.6

	// maxAllocations is how many allocations there may be for a record. There
	// are some for each log. One string that is made of each record would be
	// ten times as many.
	maxAllocations = 0.1

	// Smaller logs and fewer rounds than for the tables, so that all takes less
	// than half a minute.
	guardMB     = 4
	guardRounds = 5

	// tries is how often a ratio may be measured before it counts as lost.
	tries = 3
)

var errSlow = errors.New("this library is slower than it was, or allocates more")

// guard measures this library against the floors.
func guard(o options, dir string, stdout, progress io.Writer) error {
	o.mb, o.rounds = guardMB, guardRounds
	var logs []*log
	for _, f := range floors {
		c, p, ok := peers.Find(peers.Cases(), f.caseName, f.peer)
		if !ok {
			return fmt.Errorf("there is no peer %s/%s", f.caseName, f.peer)
		}
		c.Peers = []peers.Peer{p}
		l, err := newLog(c, filepath.Join(dir, c.Name), o)
		if err != nil {
			return err
		}
		logs = append(logs, l)
	}
	if err := rounds(logs, o, progress); err != nil {
		return err
	}
	fmt.Fprintln(stdout, "| case | peer | awstls / peer | at least | allocations per record |")
	fmt.Fprintln(stdout, "|---|---|--:|--:|--:|")
	slow := false
	for i, f := range floors {
		l := logs[i]
		for try := 1; try < tries && !f.holds(l); try++ {
			fmt.Fprintf(progress, "%s: once more\n", f.caseName)
			clear(l.results)
			if err := rounds(logs[i:i+1], o, progress); err != nil {
				return err
			}
		}
		mark := ""
		if !f.holds(l) {
			slow, mark = true, " **lost**"
		}
		fmt.Fprintf(stdout, "| %s | %s | %.2f | %.2f | %s%s |\n", f.caseName, f.peer, l.ratio(f.peer), keep*f.reached, l.allocations(l.Ours), mark)
	}
	if slow {
		return errSlow
	}
	return nil
}

// holds reports whether what was measured over the log is above the floor.
func (f floor) holds(l *log) bool {
	return l.ratio(f.peer) >= keep*f.reached && l.allocationsPerRecord(l.Ours) <= maxAllocations
}
