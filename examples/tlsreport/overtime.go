package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// charts returns the charts of a page.
func (r *report) charts() []chart {
	a := newAxis(r.summary, maxSlots)
	if len(a.slots) == 0 {
		return nil
	}
	undated := ""
	if a.undated > 0 {
		undated = fmt.Sprintf(" %s without a time are left out.", quantity(a.undated, "event"))
	}
	m := r.sums()
	var charts []chart
	add := func(c chart, ok bool, id, title, summary string) {
		if ok {
			summary = strings.ReplaceAll(summary+undated, " %", "\u00a0%") // no line begins with %
			c.ID, c.Title, c.Summary = id, title, summary
			c.Table.Caption = title
			charts = append(charts, c)
		}
	}
	c, ok := protocolChart(a)
	add(c, ok, "protocols", "Protocols over time",
		fmt.Sprintf("Share of each protocol by %s. Of %s with a protocol, %s used TLS 1.3 and %s one that is deprecated.",
			a.step, quantity(m.logged, "event"), orNone(share(m.tls13, m.logged)), orNone(share(m.older, m.logged))))
	c, ok = postQuantumChart(a, r.naming())
	add(c, ok, "post-quantum", "Post-quantum key exchange", r.adoption(a))
	c, ok = failureChart(a)
	add(c, ok, "failures", "Failures by reason over time",
		fmt.Sprintf("Number of failures by %s: %s.", a.step, failuresIn(a)))
	return charts
}

// adoption tells how the share of post-quantum key exchanges changed.
func (r *report) adoption(a axis) string {
	var from, to slot
	var f, t flow
	for _, s := range a.slots {
		if flow := flowOf(ofSources(s.points, r.naming())); flow.logged > 0 {
			if from.label == "" {
				from, f = s, flow
			}
			to, t = s, flow
		}
	}
	text := fmt.Sprintf("Share of post-quantum key exchanges by %s, in logs that name key exchanges.", a.step)
	if from.label != to.label {
		text += fmt.Sprintf(" It was %s at first (%s) and %s at last (%s).", share(f.postQuantum, f.logged), from.label, share(t.postQuantum, t.logged), to.label)
	}
	return text
}

// ofSources returns the points of some sources.
func ofSources(points []posture.Point, sources []tlslog.Source) []posture.Point {
	var of []posture.Point
	for _, p := range points {
		if slices.Contains(sources, p.Source) {
			of = append(of, p)
		}
	}
	return of
}

// failuresIn says how many failures there are, and how many of them are faults
// with which a firewall let a connection pass.
func failuresIn(a axis) string {
	var all, passed int64
	for _, s := range a.slots {
		for _, p := range s.points {
			switch {
			case !isFailure(p):
				continue
			case p.Result == tlslog.ResultSuccess:
				passed += p.Events
			}
			all += p.Events
		}
	}
	text := num(all) + " in all"
	if passed > 0 {
		text += ", with " + quantity(passed, "connection that a firewall let pass in spite of a fault", "connections that a firewall let pass in spite of a fault")
	}
	return text
}

// protocolChart is the share of each protocol over time.
func protocolChart(a axis) (chart, bool) {
	versions := []tlslog.Version{tlslog.VersionTLS13, tlslog.VersionTLS12, tlslog.VersionTLS11, tlslog.VersionTLS10, tlslog.VersionSSL30, tlslog.VersionSSL20}
	names := []series{{"TLS 1.3", "tls13"}, {"TLS 1.2", "tls12"}, {"TLS 1.1", "tls11"}, {"TLS 1.0", "tls10"}, {"SSL", "ssl"}, {"unknown", "other"}}
	seen := int64(0)
	values := func(points []posture.Point) []value {
		v := make([]value, len(names))
		for _, p := range points {
			if p.Evidence != tlslog.EvidenceLogged {
				continue
			}
			i := slices.Index(versions, p.Version)
			switch {
			case i < 0:
				i = len(names) - 1
			case i == 5:
				i = 4 // both are SSL
			}
			v[i].n += p.Events
			for j := range v {
				v[j].total += p.Events
			}
			seen += p.Events
		}
		return v
	}
	c := stacked(a, names, true, values)
	return c, seen > 0
}

// postQuantumChart is the share of post-quantum key exchanges over time, in the
// logs of the sources that name key exchanges.
func postQuantumChart(a axis, sources []tlslog.Source) (chart, bool) {
	names := []series{{"all logs", "all"}}
	if len(sources) > 1 {
		for _, s := range sources {
			names = append(names, series{sourceName(s), s.String()})
		}
	}
	seen := int64(0)
	c := lines(a, names, func(points []posture.Point) []value {
		v := make([]value, len(names))
		for _, p := range points {
			i := slices.Index(sources, p.Source)
			if p.Evidence != tlslog.EvidenceLogged || i < 0 {
				continue
			}
			v[0].n += p.PostQuantum
			v[0].total += p.Events
			if len(names) > 1 {
				v[i+1].n += p.PostQuantum
				v[i+1].total += p.Events
			}
			seen += p.Events
		}
		return v
	})
	return c, seen > 0
}

// failureChart is the number of failures by reason over time: the most
// frequent reasons and the rest.
func failureChart(a axis) (chart, bool) {
	const most = 7
	total := make(map[tlslog.Reason]int64)
	for _, s := range a.slots {
		for _, p := range s.points {
			if isFailure(p) {
				total[p.Reason] += p.Events
			}
		}
	}
	reasons := make([]tlslog.Reason, 0, len(total))
	for r := range total {
		reasons = append(reasons, r)
	}
	slices.SortFunc(reasons, func(x, y tlslog.Reason) int {
		if total[x] != total[y] {
			return int(min(max(total[y]-total[x], -1), 1))
		}
		return strings.Compare(x.String(), y.String())
	})
	rest := len(reasons) > most
	reasons = first(reasons, most)
	var names []series
	for i, r := range reasons {
		names = append(names, series{reasonName(r), fmt.Sprintf("c%d", i+1)})
	}
	if rest {
		names = append(names, series{"other reasons", "other"})
	}
	c := stacked(a, names, false, func(points []posture.Point) []value {
		v := make([]value, len(names))
		for _, p := range points {
			if !isFailure(p) {
				continue
			}
			i := slices.Index(reasons, p.Reason)
			if i < 0 {
				i = len(names) - 1
			}
			v[i].n += p.Events
		}
		return v
	})
	return c, len(total) > 0
}

// isFailure reports whether events are in the table of failures.
func isFailure(p posture.Point) bool {
	return p.Result == tlslog.ResultFailure || p.Reason != tlslog.ReasonNone
}
