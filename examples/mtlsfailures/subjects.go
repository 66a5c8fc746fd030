package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog"
)

// A subject is who failed and why.
type subject struct {
	name   string // of the certificate, in the one form for both logs; empty if there is none
	reason tlslog.Reason
}

// A count is how often a subject failed.
type count struct {
	alb, cloudfront int
	last            time.Time
}

// subjects counts the failures of each subject.
type subjects map[subject]count

// add counts a connection, if it failed.
func (s subjects) add(e tlslog.Event) {
	if e.Result != tlslog.ResultFailure {
		return
	}
	k := subject{e.Certificate.Subject, e.Reason}
	if name, ok := tlslog.ParseDistinguishedName(k.name); ok {
		k.name = name.String()
	}
	n, known := s[k]
	if !known {
		k.name = strings.Clone(k.name) // it is a part of the log
	}
	if e.Source == tlslog.SourceALB {
		n.alb++
	} else {
		n.cloudfront++
	}
	if e.Time.After(n.last) {
		n.last = e.Time
	}
	s[k] = n
}

// print writes the subjects with the most failures, and how many others there
// are.
func (s subjects) print(w io.Writer, top, width int) {
	if len(s) == 0 {
		return
	}
	keys := slices.SortedFunc(maps.Keys(s), func(a, b subject) int {
		m, n := s[a], s[b]
		return cmp.Or(cmp.Compare(n.alb+n.cloudfront, m.alb+m.cloudfront), cmp.Compare(a.name, b.name), cmp.Compare(a.reason, b.reason))
	})
	t := terminal.NewTable("subject", "reason", ">alb", ">cloudfront", ">last day")
	t.Width = width
	shown := min(max(top, 0), len(keys))
	for _, k := range keys[:shown] {
		n := s[k]
		t.Add(cmp.Or(k.name, "no certificate logged"), k.reason.String(), fmt.Sprint(n.alb), fmt.Sprint(n.cloudfront), terminal.Day(n.last))
	}
	fmt.Fprintln(w, "\nWho failed")
	t.Write(w)
	if more := len(keys) - shown; more > 0 {
		fmt.Fprintf(w, "  and %d more\n", more)
	}
}
