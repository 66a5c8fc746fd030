package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// A share counts events by what their key exchange is. The named ones are those
// of which the log names the group.
type share struct{ postQuantum, classical, unknown, named int64 }

// shareOf returns the share of the events of a point.
func shareOf(p posture.Point) share {
	if p.Evidence != tlslog.EvidenceLogged {
		return share{}
	}
	s := share{postQuantum: p.PostQuantum, classical: p.KeyExchanges - p.PostQuantum, named: p.KeyExchanges}
	if unnamed := p.Events - p.KeyExchanges; classical(p.Version) {
		s.classical += unnamed
	} else {
		s.unknown = unnamed
	}
	return s
}

// classical reports whether v is a protocol without post-quantum groups.
func classical(v tlslog.Version) bool { return v.Known() && v.Compare(tlslog.VersionTLS13) < 0 }

func (s share) plus(o share) share {
	return share{s.postQuantum + o.postQuantum, s.classical + o.classical, s.unknown + o.unknown, s.named + o.named}
}

// String returns the share in percent, or "" of no events. Those of which it
// cannot be told could make it larger.
func (s share) String() string {
	all := s.postQuantum + s.classical + s.unknown
	if all == 0 {
		return ""
	}
	percent := fmt.Sprintf("%.1f %%", 100*float64(s.postQuantum)/float64(all))
	if s.unknown > 0 {
		return "≥ " + percent
	}
	return percent
}

// printShares writes the shares of the sources, and of the days of those that
// can tell.
func printShares(w io.Writer, points []posture.Point) {
	bySource := make(map[tlslog.Source]share)
	byDay := make(map[time.Time]map[tlslog.Source]share)
	for _, p := range points {
		s := shareOf(p)
		bySource[p.Source] = bySource[p.Source].plus(s)
		day := p.Start.Truncate(24 * time.Hour) // where the steps are longer they start with a day
		if byDay[day] == nil {
			byDay[day] = make(map[tlslog.Source]share)
		}
		byDay[day][p.Source] = byDay[day][p.Source].plus(s)
	}

	fmt.Fprintln(w, "Post-quantum key exchanges")
	t := terminal.NewTable("source", ">post-quantum", ">classical", ">cannot tell", ">share")
	headings := []string{"day"}
	var telling []tlslog.Source
	for _, source := range slices.Sorted(maps.Keys(bySource)) {
		s := bySource[source]
		text := "cannot tell"
		if s.named > 0 {
			text = s.String()
			telling = append(telling, source)
			headings = append(headings, ">"+source.String())
		}
		t.Add(source.String(), fmt.Sprint(s.postQuantum), fmt.Sprint(s.classical), fmt.Sprint(s.unknown), text)
	}
	t.Write(w)
	if len(telling) < len(bySource) {
		fmt.Fprintln(w, "  cannot tell: these logs name no key exchange")
	}
	if len(telling) == 0 {
		return
	}

	fmt.Fprintln(w, "\nShare by day (UTC)")
	t = terminal.NewTable(headings...)
	for _, day := range slices.SortedFunc(maps.Keys(byDay), time.Time.Compare) {
		row := []string{terminal.Day(day)}
		for _, source := range telling {
			row = append(row, byDay[day][source].String())
		}
		t.Add(row...)
	}
	t.Write(w)
}
