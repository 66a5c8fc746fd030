package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// maxTextIntervals is how many intervals of time a text tells apart.
const maxTextIntervals = 31

// A textWriter writes a report as text.
type textWriter struct {
	*report
	medium
}

func (r *report) writeText(m medium) error {
	w := textWriter{r, m}
	w.head()
	for _, s := range r.mixes() {
		w.source(s)
	}
	w.timeline()
	w.clients()
	w.calls()
	w.failures()
	w.certificates()
	w.egress()
	w.problems()
	w.inputsUnread()
	return nil
}

func (w *textWriter) table(headings ...string) *terminal.Table {
	t := terminal.NewTable(headings...)
	t.Width, t.Style = w.width, w.style
	return t
}

func (w *textWriter) printf(format string, args ...any) { fmt.Fprintf(w, format, args...) }

func (w *textWriter) heading(text string) { w.printf("\n%s\n", w.style.Bold(text)) }

func (w *textWriter) head() {
	total := w.summary.Total()
	w.printf("%s\n", w.style.Bold(fmt.Sprintf("TLS report: %s in %s", quantity(total.Events, "event"), quantity(int64(w.inputs), "input"))))
	if !total.First.IsZero() {
		w.printf("from %s to %s\n", stamp(total.First), stamp(total.Last))
	}
	if w.sample {
		w.printf("%s\n", sampleNote)
	}
	if w.partial {
		w.printf("%s\n", w.style.Warning(w.partialNote()))
	}
	if total.Events == 0 {
		w.printf("%s\n", w.emptyNote())
	} else {
		w.figures()
	}
	w.printf("\n")
	t := w.table("log", ">inputs", ">records", ">damaged")
	for _, s := range w.sources() {
		n := w.counts[s]
		t.Add(sourceName(s), num(int64(n.inputs)), num(n.records), num(n.damaged))
	}
	t.Write(w)
	for _, note := range w.passedNotes() {
		w.printf("  %s\n", note)
	}
	if findings := w.findings(); len(findings) > 0 {
		w.printf("\n")
		t := w.table("condition", ">found")
		for _, f := range findings {
			if f.Found > 0 {
				t.AddMarked(f.Condition, f.what())
			} else {
				t.Add(f.Condition, f.what())
			}
		}
		t.Write(w)
	}
}

// figures writes the numbers that matter most.
func (w *textWriter) figures() {
	w.printf("\n")
	t := w.table("at a glance", ">", "")
	for _, f := range w.report.figures() {
		if f.Class == "bad" {
			t.AddMarked(f.Label, f.Value, f.Note)
		} else {
			t.Add(f.Label, f.Value, f.Note)
		}
	}
	t.Write(w)
}

// source writes what one kind of log says of protocols, cipher suites and key
// exchanges.
func (w *textWriter) source(s posture.Source) {
	w.heading(sourceName(s.Source))
	w.printf("  %s: %s succeeded, %s failed", quantity(s.Events, "event"), num(s.Succeeded), num(s.Failed))
	if n := s.Events - s.Succeeded - s.Failed; n > 0 {
		w.printf(", %s without a result", num(n))
	}
	w.printf("\n")
	if s.Source == tlslog.SourceNetworkFirewall {
		w.printf("  %s\n", firewallNote)
	}

	if len(s.Protocols) > 0 {
		w.printf("\n")
		t := w.table("protocol", ">events", ">share", "")
		for _, p := range s.Protocols {
			cells := []string{orUnknown(p.Version.String()), num(p.Events), percent(p.Share), mark(p.Deprecated, "deprecated")}
			if p.Deprecated {
				t.AddMarked(cells...)
			} else {
				t.Add(cells...)
			}
		}
		t.Write(w)
	}
	if slices.ContainsFunc(s.Ciphers, func(c posture.CipherShare) bool { return c.CipherName != "" }) {
		w.printf("\n")
		t := w.table("cipher suite", "protocol", ">events", ">share", "")
		for _, c := range first(weakFirst(s.Ciphers), w.top) {
			cells := []string{orUnknown(string(c.CipherName)), orUnknown(c.Version.String()), num(c.Events), percent(c.Share), cmp.Or(shortWeakness(c.CipherSuite), " ")}
			if c.Weak {
				t.AddMarked(cells...)
			} else {
				t.Add(cells...)
			}
		}
		t.Write(w)
		w.more(len(s.Ciphers))
	}
	if slices.ContainsFunc(s.KeyExchanges, func(k posture.KeyExchangeShare) bool { return k.KeyExchange != "" }) {
		w.printf("\n")
		t := w.table("key exchange", ">events", ">share", "")
		for _, k := range first(s.KeyExchanges, w.top) {
			t.Add(cmp.Or(string(k.KeyExchange), "not named"), num(k.Events), percent(k.Share), mark(k.PostQuantum, "post-quantum"))
		}
		t.Write(w)
		w.more(len(s.KeyExchanges))
	}
	if slices.ContainsFunc(s.Evidence, func(e posture.EvidenceShare) bool { return e.Evidence != tlslog.EvidenceLogged }) {
		w.printf("\n")
		t := w.table("TLS details", ">events", ">share")
		for _, e := range s.Evidence {
			t.Add(evidenceName(e.Evidence), num(e.Events), percent(e.Share))
		}
		t.Write(w)
	}
	w.endpoints(s.Source)
	for _, l := range w.summary.Latencies() {
		if l.Source == s.Source {
			w.printf("\n  handshakes: half took at most %s, 90 %% at most %s,\n  99 %% at most %s, all at most %s\n",
				millis(l.P50), millis(l.P90), millis(l.P99), millis(l.Max))
		}
	}
}

// endpoints writes the shares of protocols by load balancer, distribution,
// firewall or service. The shares are of the events that have a protocol; that
// of post-quantum key exchanges is known where the logs name them.
func (w *textWriter) endpoints(source tlslog.Source) {
	all := w.summary.Endpoints()
	rows := slices.DeleteFunc(all.Rows, func(e posture.Endpoint) bool { return e.Source != source })
	if len(rows) == 0 || len(rows) == 1 && rows[0].Name == "" {
		return
	}
	w.printf("\n")
	t := w.table(endpointName(source), ">events", ">TLS 1.3", ">TLS 1.2", ">older", ">post-quantum")
	named := slices.Contains(w.naming(), source)
	for _, e := range first(rows, w.top) {
		p := protocolsOf(e.Mix)
		postQuantum := ""
		if named {
			postQuantum = share(e.PostQuantum, p.all)
		}
		t.Add(cmp.Or(e.Name, "not named"), num(e.Events), share(p.tls13, p.all), share(p.tls12, p.all), share(p.older, p.all), postQuantum)
	}
	t.Write(w)
	w.more(len(rows))
	w.suites(source, rows)
	if all.Other > 0 {
		w.printf("  up to %s events more are not told apart\n", num(all.Other))
	}
}

// suites writes the cipher suites and key exchanges of endpoints: those first
// that are weak, then the most frequent.
func (w *textWriter) suites(source tlslog.Source, endpoints []posture.Endpoint) {
	type suite struct{ endpoint, name string }
	type count struct {
		weak   bool
		events int64
		share  float64
	}
	suites := make(map[suite]count)
	type group struct {
		endpoint string
		posture.KeyExchangeShare
	}
	var groups []group
	for _, e := range endpoints {
		name := cmp.Or(e.Name, "not named")
		for _, c := range e.Ciphers {
			if c.CipherName != "" {
				s := suite{name, string(c.CipherName)}
				n := suites[s]
				suites[s] = count{c.Weak, n.events + c.Events, n.share + c.Share}
			}
		}
		for _, k := range e.KeyExchanges {
			if k.KeyExchange != "" {
				groups = append(groups, group{name, k})
			}
		}
	}
	sorted := slices.SortedFunc(maps.Keys(suites), func(a, b suite) int {
		x, y := suites[a], suites[b]
		return cmp.Or(-compareBool(x.weak, y.weak), -cmp.Compare(x.events, y.events), cmp.Compare(a.endpoint, b.endpoint), cmp.Compare(a.name, b.name))
	})
	slices.SortStableFunc(groups, func(a, b group) int { return -cmp.Compare(a.Events, b.Events) })
	if len(suites) > 0 {
		w.printf("\n")
		t := w.table(endpointName(source), "cipher suite", ">events", ">share")
		for _, s := range first(sorted, w.top) {
			if n := suites[s]; n.weak {
				t.AddMarked(s.endpoint, s.name+" (weak)", num(n.events), percent(n.share))
			} else {
				t.Add(s.endpoint, s.name, num(n.events), percent(n.share))
			}
		}
		t.Write(w)
		w.more(len(suites))
	}
	if len(groups) > 0 {
		w.printf("\n")
		t := w.table(endpointName(source), "key exchange", ">events", ">share")
		for _, g := range first(groups, w.top) {
			t.Add(g.endpoint, string(g.KeyExchange), num(g.Events), percent(g.Share))
		}
		t.Write(w)
		w.more(len(groups))
	}
}

// timeline writes how protocols and failures changed over time.
func (w *textWriter) timeline() {
	a := newAxis(w.summary, maxTextIntervals)
	if len(a.slots) < 2 {
		return
	}
	w.heading("Over time, by " + a.step.String())
	naming := w.naming()
	t := w.table("from", ">events", ">TLS 1.3", ">TLS 1.2", ">older", ">post-quantum", ">failed")
	for _, s := range a.slots {
		if s.gap {
			t.Add("…", "", "", "", "", "", "")
			continue
		}
		f, named := flowOf(s.points), flowOf(ofSources(s.points, naming))
		t.Add(s.label, num(f.events), share(f.tls13, f.logged), share(f.tls12, f.logged), share(f.older, f.logged), share(named.postQuantum, named.logged), num(f.failed))
	}
	t.Write(w)
	if a.undated > 0 {
		w.printf("  %s without a time\n", quantity(a.undated, "event"))
	}
}

func (w *textWriter) clients() {
	clients := w.summary.DeprecatedClients()
	if len(clients.Rows) == 0 {
		return
	}
	w.heading("Clients with deprecated protocols")
	t := w.table("client", "log", "protocol", ">events", "last seen")
	for _, c := range first(clients.Rows, w.top) {
		t.Add(cmp.Or(address(c.Key.IP), c.Key.Host), c.Key.Source.String(), c.Key.Version.String(), num(c.Events), stamp(c.Last))
	}
	t.Write(w)
	incomplete(w, clients)
}

// calls writes what fits into a line of the columns of AWS's query, each
// combination of them once, the most frequent first. A page, JSON and CSV have
// all columns.
func (w *textWriter) calls() {
	calls := w.summary.OutdatedCalls()
	if len(calls.Rows) == 0 {
		return
	}
	type call struct{ service, operation, protocol, principal string }
	counts := make(map[call]int64)
	for _, c := range calls.Rows {
		counts[call{shortService(c.Key.Service), c.Key.Operation, c.Key.Version.String(), shortPrincipal(c.Key.Principal)}] += c.Events
	}
	rows := slices.SortedFunc(maps.Keys(counts), func(a, b call) int {
		return cmp.Or(-cmp.Compare(counts[a], counts[b]), cmp.Compare(a.service, b.service), cmp.Compare(a.operation, b.operation),
			cmp.Compare(a.protocol, b.protocol), cmp.Compare(a.principal, b.principal))
	})
	w.heading("API calls with deprecated protocols")
	t := w.table("service", "operation", "protocol", "principal", ">calls")
	for _, c := range first(rows, w.top) {
		t.Add(c.service, c.operation, c.protocol, c.principal, num(counts[c]))
	}
	t.Write(w)
	incomplete(w, posture.Table[call]{Rows: rows, Other: calls.Other, Missed: calls.Missed})
}

func (w *textWriter) failures() {
	failures := w.summary.Failures()
	if len(failures.Rows) == 0 {
		return
	}
	w.heading("Failures")
	t := w.table("reason", "log", "code", ">events")
	for _, f := range first(failures.Rows, w.top) {
		t.Add(reasonOf(f.Key), f.Key.Source.String(), f.Key.Code, num(f.Events))
	}
	t.Write(w)
	incomplete(w, failures)
}

func (w *textWriter) certificates() {
	expiring := w.expiring(w.expire)
	if len(expiring.Rows) == 0 {
		return
	}
	w.heading(fmt.Sprintf("Certificates that have expired or expire within %d days of %s", w.expire/days(1), date(w.asOf())))
	t := w.table("expires", "subject", "serial", ">events")
	for _, c := range first(expiring.Rows, w.top) {
		cells := []string{date(c.Validity.NotAfter), c.Subject, c.Serial, num(c.Events)}
		if c.Validity.Expired(w.asOf()) {
			t.AddMarked(cells...)
		} else {
			t.Add(cells...)
		}
	}
	t.Write(w)
	incomplete(w, expiring)
}

// egress writes what Network Firewall found, a table for each kind of fault.
func (w *textWriter) egress() {
	egress := w.summary.Egress()
	if len(egress.Rows) == 0 {
		return
	}
	w.heading("Outbound connections with faults")
	for _, s := range egressSections() {
		rows := s.rows(egress.Rows)
		if len(rows) == 0 {
			continue
		}
		w.printf("\n  %s:\n", s.title)
		t := w.table(append(s.headings, ">events", "last seen")...)
		for _, f := range first(rows, w.top) {
			t.Add(append(s.cells(f.Key), num(f.Events), date(f.Last))...)
		}
		t.Write(w)
		w.more(len(rows))
	}
	if egress.Other > 0 {
		w.printf("  %s more are not told apart\n", num(egress.Other))
	}
}

func (w *textWriter) problems() {
	problems := w.summary.Problems()
	if len(problems.Rows) == 0 {
		return
	}
	w.heading("Records that could not be read in full")
	t := w.table("input", "=cause", "=field", ">records", "=first at")
	for _, p := range first(problems.Rows, w.top) {
		t.Add(p.Input, p.Cause, p.Field, num(p.Records), placeOf(p))
	}
	t.Write(w)
	incomplete(w, problems)
}

func (w *textWriter) inputsUnread() {
	if len(w.unread) == 0 {
		return
	}
	w.heading("Inputs that could not be read to their end")
	for _, u := range w.unread {
		w.printf("  %s: %s\n", terminal.Escape(u.name), terminal.Escape(u.err.Error()))
	}
}

// weakFirst returns cipher suites with the weak ones before the others, so that
// they are shown however rare they are.
func weakFirst(list []posture.CipherShare) []posture.CipherShare {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b posture.CipherShare) int { return -compareBool(a.Weak, b.Weak) })
	return list
}

// compareBool compares as if false were 0 and true were 1.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// more says how many of n rows a table did not show.
func (w *textWriter) more(n int) {
	if n > w.top {
		w.printf("  … and %s more\n", num(int64(n-w.top)))
	}
}

// incomplete says what a table did not show, and what it could not hold.
func incomplete[T any](w *textWriter, t posture.Table[T]) {
	w.more(len(t.Rows))
	if t.Other > 0 {
		_, _ = io.WriteString(w, "  "+missingNote(t.Other, t.Missed)+"\n")
	}
}
