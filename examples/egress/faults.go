package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// A fault is what was wrong with connections to a destination.
type fault struct {
	reason      tlslog.Reason
	destination string
	action      string
	detail      string // what else tells it from others; see heading
}

// A count says how often a fault was found, and with how many clients.
type count struct {
	connections int
	clients     map[netip.Addr]struct{}
	last        time.Time
}

// faults counts the connections with each fault.
type faults map[fault]*count

// add counts a connection with a fault.
func (f faults) add(e tlslog.Event) {
	k := fault{e.Reason, destination(e), e.Action, detail(e)}
	n, ok := f[k]
	if !ok {
		// The texts are parts of the log.
		k.destination, k.action, k.detail = strings.Clone(k.destination), strings.Clone(k.action), strings.Clone(k.detail)
		n = &count{clients: make(map[netip.Addr]struct{})}
		f[k] = n
	}
	n.connections++
	if e.ClientIP.IsValid() {
		n.clients[e.ClientIP] = struct{}{}
	}
	if e.Time.After(n.last) {
		n.last = e.Time
	}
}

// destination returns the name that the client asked for, or the address that
// it connected to.
func destination(e tlslog.Event) string {
	switch {
	case e.ServerName != "":
		return e.ServerName
	case e.ServerIP.IsValid():
		return netip.AddrPortFrom(e.ServerIP, e.ServerPort).String()
	}
	return ""
}

// detail returns what heading says.
func detail(e tlslog.Event) string {
	switch e.Reason {
	case tlslog.ReasonServerNameMissing:
		if !e.ClientIP.IsValid() {
			return ""
		}
		return e.ClientIP.String() // the message is the same in each record
	case tlslog.ReasonServerNameMismatch:
		if _, names, ok := networkfirewall.ParseMismatch(e.Message); ok {
			return strings.Join(slices.Collect(names.All()), ", ")
		}
	}
	return cmp.Or(e.Message, e.Certificate.Fingerprint)
}

// heading returns what the details of a reason are.
func heading(reason tlslog.Reason) string {
	switch reason {
	case tlslog.ReasonServerNameMismatch:
		return "presented"
	case tlslog.ReasonServerNameMissing:
		return "client"
	case tlslog.ReasonCertificateRevoked, tlslog.ReasonRevocationUnknown:
		return "fingerprint"
	}
	return "message"
}

// wide is a width in which fingerprints are shown as a whole.
const wide = 130

// print writes the table of one reason, if there is anything in it: those with
// the most connections first, and how many others there are.
func (f faults) print(w io.Writer, reason tlslog.Reason, top, width int) {
	keys := slices.SortedFunc(maps.Keys(f), func(a, b fault) int {
		return cmp.Or(cmp.Compare(f[b].connections, f[a].connections), cmp.Compare(a.destination, b.destination),
			cmp.Compare(a.action, b.action), cmp.Compare(a.detail, b.detail))
	})
	keys = slices.DeleteFunc(keys, func(k fault) bool { return k.reason != reason })
	if len(keys) == 0 {
		return
	}
	headings := []string{"destination", heading(reason), ">events", ">clients", ">last day"}
	acted := slices.ContainsFunc(keys, func(k fault) bool { return k.action != "" })
	if acted { // the log has it for some reasons only
		headings = slices.Insert(headings, 2, "action")
	}
	t := terminal.NewTable(headings...)
	t.Width, t.Whole = width, width >= wide
	shown := min(max(top, 0), len(keys))
	for _, k := range keys[:shown] {
		n := f[k]
		if heading(reason) == "fingerprint" && width < wide {
			k.detail = terminal.Shorten(k.detail, 17) // the names need the room
		}
		row := []string{k.destination, k.detail, fmt.Sprint(n.connections), fmt.Sprint(len(n.clients)), terminal.Day(n.last)}
		if acted {
			row = slices.Insert(row, 2, k.action)
		}
		t.Add(row...)
	}
	fmt.Fprintf(w, "%s: %s\n", reason, reason.Description())
	t.Write(w)
	if more := len(keys) - shown; more > 0 {
		fmt.Fprintf(w, "  and %d more\n", more)
	}
	fmt.Fprintln(w)
}
