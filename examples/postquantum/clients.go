package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog"
)

// A client is who connected.
type client struct {
	source tlslog.Source
	name   string // the caller, or the address
	agent  string // what the client says that it is
}

// A record says how a client connected.
type record struct {
	postQuantum, classical int
	best                   tlslog.Version // the latest of those without a post-quantum group
	group                  string         // of best
}

// clients are the clients of which it can be told.
type clients map[client]record

// add counts an event.
func (c clients) add(e tlslog.Event) {
	if e.Evidence != tlslog.EvidenceLogged || e.KeyExchange == "" && !classical(e.Version) {
		return
	}
	k := client{e.Source, e.Principal, e.UserAgent}
	if k.name == "" {
		k.name = e.ClientHost
		if e.ClientIP.IsValid() {
			k.name = e.ClientIP.String()
		}
	}
	r, ok := c[k]
	if !ok { // the texts are parts of the log
		k.name, k.agent = strings.Clone(k.name), strings.Clone(k.agent)
	}
	if e.KeyExchange.PostQuantum() {
		r.postQuantum++
	} else {
		r.classical++
		if r.group == "" || e.Version.Compare(r.best) > 0 {
			r.best, r.group = e.Version, strings.Clone(groupOf(e))
		}
	}
	c[k] = r
}

// print writes the clients that never used a post-quantum group, those with the
// most events first, and how many others there are.
func (c clients) print(w io.Writer, top, width int) {
	keys := slices.SortedFunc(maps.Keys(c), func(a, b client) int {
		return cmp.Or(cmp.Compare(c[b].classical, c[a].classical), cmp.Compare(a.source, b.source), cmp.Compare(a.name, b.name), cmp.Compare(a.agent, b.agent))
	})
	all := len(keys)
	keys = slices.DeleteFunc(keys, func(k client) bool { return c[k].postQuantum > 0 })
	fmt.Fprintf(w, "\nClients without post-quantum key exchange: %d of %d\n", len(keys), all)
	if len(keys) == 0 {
		return
	}
	t := terminal.NewTable("source", "client", "user agent", "best seen", ">events")
	t.Width = width
	shown := min(max(top, 0), len(keys))
	for _, k := range keys[:shown] {
		t.Add(k.source.String(), k.name, k.agent, c[k].group, fmt.Sprint(c[k].classical))
	}
	t.Write(w)
	if more := len(keys) - shown; more > 0 {
		fmt.Fprintf(w, "  and %d more\n", more)
	}
}

// groupOf returns what an event tells of its key exchange.
func groupOf(e tlslog.Event) string {
	if e.KeyExchange == "" {
		return e.Version.String()
	}
	return e.Version.String() + " " + e.KeyExchange.String()
}
