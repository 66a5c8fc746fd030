package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// A report is what the inputs together gave. Use newReport to make one.
type report struct {
	options
	summary *posture.Summary
	sample  bool // the sample logs were read
	partial bool // the program was interrupted

	inputs int
	counts map[tlslog.Source]*inputCount
	passed map[string]int64
	unread []unread
}

func newReport(opts options) *report {
	return &report{
		options: opts,
		summary: new(posture.Summary),
		counts:  make(map[tlslog.Source]*inputCount),
		passed:  make(map[string]int64),
	}
}

// An inputCount counts the inputs of one source.
type inputCount struct {
	inputs           int
	records, damaged int64
}

// unread is an input that was not read to its end.
type unread struct {
	name string
	err  error
}

// add adds the result of an input.
func (r *report) add(res *result) {
	r.inputs++
	if res.err != nil {
		r.unread = append(r.unread, unread{res.name, res.err})
	}
	if res.empty {
		r.passed["empty inputs"]++
		return
	}
	n := r.counts[res.source]
	if n == nil {
		n = new(inputCount)
		r.counts[res.source] = n
	}
	n.inputs++
	n.records += res.records
	n.damaged += res.damaged
	for what, n := range res.passed {
		r.passed[what] += n
	}
	r.summary.Merge(res.summary)
}

// write writes the report as text.
func (r *report) write(w io.Writer) {
	r.writeHead(w)
	for _, s := range r.summary.Sources() {
		r.writeSource(w, s)
	}
	r.writeDeprecated(w)
	r.writeCalls(w)
	r.writeFailures(w)
	r.writeCertificates(w)
	r.writeEgress(w)
	r.writeProblems(w)
	r.writeUnread(w)
}

func (r *report) writeHead(w io.Writer) {
	total := r.summary.Total()
	fmt.Fprintf(w, "TLS report: %s in %s\n", quantity(total.Events, "event"), quantity(int64(r.inputs), "input"))
	if !total.First.IsZero() {
		fmt.Fprintf(w, "from %s to %s\n", stamp(total.First), stamp(total.Last))
	}
	if r.sample {
		fmt.Fprintln(w, "These are sample logs. Give files or folders as arguments to report on yours.")
	}
	if r.partial {
		fmt.Fprintln(w, "PARTIAL: interrupted before all inputs were read.")
	}
	t := terminal.NewTable("log", ">inputs", ">records", ">damaged")
	for _, s := range []tlslog.Source{
		tlslog.SourceALB, tlslog.SourceCloudFront, tlslog.SourceNetworkFirewall, tlslog.SourceCloudTrail, tlslog.SourceUnknown,
	} {
		if n := r.counts[s]; n != nil {
			t.Add(sourceName(s), strconv.Itoa(n.inputs), num(n.records), num(n.damaged))
		}
	}
	fmt.Fprintln(w)
	t.Write(w)
	for _, what := range slices.Sorted(maps.Keys(r.passed)) {
		if n := r.passed[what]; n > 0 {
			fmt.Fprintf(w, "  passed over: %s %s\n", num(n), what)
		}
	}
}

// writeSource writes what one kind of log says of protocols, cipher suites and
// key exchanges.
func (r *report) writeSource(w io.Writer, s posture.Source) {
	heading(w, sourceName(s.Source))
	fmt.Fprintf(w, "  %s: %s succeeded, %s failed, %s do not say\n",
		quantity(s.Events, "event"), num(s.Succeeded), num(s.Failed), num(s.Events-s.Succeeded-s.Failed))

	if len(s.Protocols) > 0 {
		fmt.Fprintln(w)
		t := terminal.NewTable("protocol", ">events", ">share", "")
		for _, p := range s.Protocols {
			t.Add(orUnknown(p.Version.String()), num(p.Events), percent(p.Share), mark(p.Deprecated, "deprecated"))
		}
		t.Write(w)
	}
	if slices.ContainsFunc(s.Ciphers, func(c posture.CipherShare) bool { return c.CipherName != "" }) {
		fmt.Fprintln(w)
		t := terminal.NewTable("cipher suite", "protocol", ">events", ">share", "")
		for _, c := range head(s.Ciphers, r.top) {
			notes := ""
			if weakness := c.CipherSuite.Weakness(); weakness != 0 {
				notes = weakness.String()
			}
			t.Add(orUnknown(string(c.CipherName)), orUnknown(c.Version.String()), num(c.Events), percent(c.Share), cmp.Or(notes, " "))
		}
		t.Write(w)
		more(w, len(s.Ciphers), r.top)
	}
	if slices.ContainsFunc(s.KeyExchanges, func(k posture.KeyExchangeShare) bool { return k.KeyExchange != "" }) {
		fmt.Fprintln(w)
		t := terminal.NewTable("key exchange", ">events", ">share", "")
		for _, k := range head(s.KeyExchanges, r.top) {
			t.Add(cmp.Or(string(k.KeyExchange), "not named"), num(k.Events), percent(k.Share), mark(k.PostQuantum, "post-quantum"))
		}
		t.Write(w)
		more(w, len(s.KeyExchanges), r.top)
	}
	if slices.ContainsFunc(s.Evidence, func(e posture.EvidenceShare) bool { return e.Evidence != tlslog.EvidenceLogged }) {
		fmt.Fprintln(w)
		t := terminal.NewTable("TLS details", ">events", ">share")
		for _, e := range s.Evidence {
			t.Add(evidenceName(e.Evidence), num(e.Events), percent(e.Share))
		}
		t.Write(w)
	}
	r.writeEndpoints(w, s.Source)
	for _, l := range r.summary.Latencies() {
		if l.Source == s.Source {
			fmt.Fprintf(w, "\n  handshakes: half took at most %s, 90 %% at most %s, 99 %% at most %s, all at most %s\n",
				millis(l.P50), millis(l.P90), millis(l.P99), millis(l.Max))
		}
	}
}

// writeEndpoints writes the shares of protocols by load balancer, distribution,
// firewall or service. The shares are of the events that have a protocol.
func (r *report) writeEndpoints(w io.Writer, source tlslog.Source) {
	all := r.summary.Endpoints()
	rows := slices.DeleteFunc(all.Rows, func(e posture.Endpoint) bool { return e.Source != source })
	if len(rows) == 0 || len(rows) == 1 && rows[0].Name == "" {
		return
	}
	fmt.Fprintln(w)
	t := terminal.NewTable(endpointName(source), ">events", ">with protocol", ">TLS 1.3", ">TLS 1.2", ">older", ">other", ">post-quantum")
	for _, e := range head(rows, r.top) {
		var tls13, tls12, older, unknown, with int64
		for _, p := range e.Protocols {
			with += p.Events
			switch {
			case p.Deprecated:
				older += p.Events
			case p.Version == tlslog.VersionTLS12:
				tls12 += p.Events
			case p.Version == tlslog.VersionTLS13:
				tls13 += p.Events
			default:
				unknown += p.Events
			}
		}
		t.Add(cmp.Or(e.Name, "not named"), num(e.Events), num(with), part(tls13, with), part(tls12, with), part(older, with),
			part(unknown, with), part(e.PostQuantum, with))
	}
	t.Write(w)
	more(w, len(rows), r.top)
	r.writeSuites(w, source, rows)
	if all.Other > 0 {
		fmt.Fprintf(w, "  up to %s events more are not told apart\n", num(all.Other))
	}
}

// writeSuites writes the shares of cipher suites and key exchanges by endpoint.
func (r *report) writeSuites(w io.Writer, source tlslog.Source, rows []posture.Endpoint) {
	ciphers := terminal.NewTable(endpointName(source), "cipher suite", ">events", ">share")
	groups := terminal.NewTable(endpointName(source), "key exchange", ">events", ">share")
	nCiphers, nGroups := 0, 0
	for _, e := range rows {
		name := cmp.Or(e.Name, "not named")
		for _, c := range e.Ciphers {
			if c.CipherName == "" {
				continue
			}
			if nCiphers++; nCiphers <= r.top {
				ciphers.Add(name, string(c.CipherName), num(c.Events), percent(c.Share))
			}
		}
		for _, k := range e.KeyExchanges {
			if k.KeyExchange == "" {
				continue
			}
			if nGroups++; nGroups <= r.top {
				groups.Add(name, string(k.KeyExchange), num(k.Events), percent(k.Share))
			}
		}
	}
	if nCiphers > 0 {
		fmt.Fprintln(w)
		ciphers.Write(w)
		more(w, nCiphers, r.top)
	}
	if nGroups > 0 {
		fmt.Fprintln(w)
		groups.Write(w)
		more(w, nGroups, r.top)
	}
}

func (r *report) writeDeprecated(w io.Writer) {
	clients := r.summary.DeprecatedClients()
	if len(clients.Rows) == 0 {
		return
	}
	heading(w, "Clients with deprecated protocols")
	t := terminal.NewTable("client", "log", "protocol", ">events", "last seen")
	for _, c := range head(clients.Rows, r.top) {
		t.Add(cmp.Or(address(c.Key.IP), c.Key.Host), c.Key.Source.String(), c.Key.Version.String(), num(c.Events), stamp(c.Last))
	}
	t.Write(w)
	incomplete(w, clients, r.top)
}

func (r *report) writeCalls(w io.Writer) {
	calls := r.summary.OutdatedCalls()
	if len(calls.Rows) == 0 {
		return
	}
	heading(w, "API calls with deprecated protocols")
	t := terminal.NewTable("account", "recipient", "principal", "service", "operation", "region", "protocol", "cipher suite", "user agent", ">calls")
	for _, c := range head(calls.Rows, r.top) {
		t.Add(c.Key.PrincipalAccount, c.Key.Account, c.Key.Principal, c.Key.Service, c.Key.Operation, c.Key.Region,
			c.Key.Version.String(), string(c.Key.CipherName), c.Key.UserAgent, num(c.Events))
	}
	t.Write(w)
	incomplete(w, calls, r.top)
}

func (r *report) writeFailures(w io.Writer) {
	failures := r.summary.Failures()
	if len(failures.Rows) == 0 {
		return
	}
	heading(w, "Failures")
	t := terminal.NewTable("reason", "log", "code", ">events", "last seen")
	for _, f := range head(failures.Rows, r.top) {
		reason := f.Key.Reason.String()
		if f.Key.Result == tlslog.ResultSuccess {
			reason += " (let pass)"
		}
		t.Add(reason, f.Key.Source.String(), f.Key.Code, num(f.Events), stamp(f.Last))
	}
	t.Write(w)
	incomplete(w, failures, r.top)
}

// writeCertificates reports on certificates as of the newest event, so that
// the same logs give the same report on any day.
func (r *report) writeCertificates(w io.Writer) {
	asOf := r.summary.Total().Last
	if asOf.IsZero() {
		return
	}
	expiring := r.summary.ExpiringCertificates(r.expire, asOf)
	if len(expiring.Rows) == 0 {
		return
	}
	heading(w, fmt.Sprintf("Certificates that have expired or expire within %d days of %s",
		r.expire/(24*time.Hour), asOf.Format(time.DateOnly)))
	t := terminal.NewTable("expires", "subject", "serial", "log", ">events", "last seen")
	for _, c := range head(expiring.Rows, r.top) {
		t.Add(c.Key.Validity.NotAfter.Format(time.DateOnly), c.Key.Subject, c.Key.Serial, c.Key.Source.String(), num(c.Events), stamp(c.Last))
	}
	t.Write(w)
	incomplete(w, expiring, r.top)
}

// writeEgress writes what Network Firewall found, a table for each kind of
// fault.
func (r *report) writeEgress(w io.Writer) {
	egress := r.summary.Egress()
	if len(egress.Rows) == 0 {
		return
	}
	heading(w, "Outbound connections with faults")
	type row = posture.Row[posture.Finding]
	for _, section := range []struct {
		title    string
		headings []string
		in       func(posture.Finding) bool
		cells    func(row) []string
	}{
		{
			"The server's certificate does not hold the name asked for", []string{"asked for", "presented", ">events", "last seen"},
			func(f posture.Finding) bool { return f.Reason == tlslog.ReasonServerNameMismatch },
			func(f row) []string { return []string{f.Key.ServerName, presented(f.Key.Message)} },
		},
		{
			"The client asked for no name", []string{"client", "action", ">events", "last seen"},
			func(f posture.Finding) bool { return f.Reason == tlslog.ReasonServerNameMissing },
			func(f row) []string { return []string{address(f.Key.ClientIP), f.Key.Action} },
		},
		{
			"The server's certificate is revoked, or its status unknown", []string{"status", "action", "server", "fingerprint", ">events", "last seen"},
			func(f posture.Finding) bool {
				return f.Reason == tlslog.ReasonCertificateRevoked || f.Reason == tlslog.ReasonRevocationUnknown
			},
			func(f row) []string { return []string{f.Key.Code, f.Key.Action, f.Key.ServerName, f.Key.Fingerprint} },
		},
		{
			"Other", []string{"reason", "code", "action", "server", "message", ">events", "last seen"},
			func(f posture.Finding) bool {
				switch f.Reason {
				case tlslog.ReasonServerNameMismatch, tlslog.ReasonServerNameMissing, tlslog.ReasonCertificateRevoked, tlslog.ReasonRevocationUnknown:
					return false
				}
				return true
			},
			func(f row) []string {
				return []string{f.Key.Reason.String(), f.Key.Code, f.Key.Action, f.Key.ServerName, f.Key.Message}
			},
		},
	} {
		t := terminal.NewTable(section.headings...)
		n := 0
		for _, f := range egress.Rows {
			if !section.in(f.Key) {
				continue
			}
			if n++; n <= r.top {
				t.Add(append(section.cells(f), num(f.Events), stamp(f.Last))...)
			}
		}
		if n > 0 {
			fmt.Fprintf(w, "\n  %s:\n", section.title)
			t.Write(w)
			more(w, n, r.top)
		}
	}
	if egress.Other > 0 {
		fmt.Fprintf(w, "  %s more are not told apart\n", num(egress.Other))
	}
}

// presented returns the names in the certificate of a server that is not the
// one asked for.
func presented(message string) string {
	_, names, ok := networkfirewall.ParseMismatch(message)
	if !ok {
		return message
	}
	return strings.Join(slices.Collect(names.All()), ", ")
}

func (r *report) writeProblems(w io.Writer) {
	problems := r.summary.Problems()
	if len(problems.Rows) == 0 {
		return
	}
	heading(w, "Records that could not be read in full")
	t := terminal.NewTable("input", "cause", "field", ">records", "first at")
	for _, p := range head(problems.Rows, r.top) {
		at := ""
		if len(p.Places) > 0 {
			at = fmt.Sprintf("line %d, byte %d", p.Places[0].Line, p.Places[0].Offset)
		}
		t.Add(p.Input, p.Cause, p.Field, num(p.Records), at)
	}
	t.Write(w)
	incomplete(w, problems, r.top)
}

func (r *report) writeUnread(w io.Writer) {
	if len(r.unread) == 0 {
		return
	}
	heading(w, "Inputs that could not be read to their end")
	for _, u := range r.unread {
		fmt.Fprintf(w, "  %s: %s\n", terminal.Escape(u.name), terminal.Escape(u.err.Error()))
	}
}

func heading(w io.Writer, text string) { fmt.Fprintf(w, "\n%s\n", text) }

// head returns the first n of a list.
func head[T any](list []T, n int) []T { return list[:min(n, len(list))] }

// more says how many of n rows a table did not show.
func more(w io.Writer, n, shown int) {
	if n > shown {
		fmt.Fprintf(w, "  … and %d more\n", n-shown)
	}
}

// incomplete says what a table did not show, and what it could not hold.
func incomplete[T any](w io.Writer, t posture.Table[T], shown int) {
	more(w, len(t.Rows), shown)
	if t.Other > 0 {
		fmt.Fprintf(w, "  %s events more are in no row, at most %s of each that is missing\n", num(t.Other), num(t.Missed))
	}
}

func sourceName(s tlslog.Source) string {
	switch s {
	case tlslog.SourceALB:
		return "Application Load Balancer"
	case tlslog.SourceCloudFront:
		return "CloudFront"
	case tlslog.SourceNetworkFirewall:
		return "Network Firewall"
	case tlslog.SourceCloudTrail:
		return "CloudTrail"
	}
	return "not recognised"
}

// endpointName says what is connected to.
func endpointName(s tlslog.Source) string {
	switch s {
	case tlslog.SourceALB:
		return "load balancer"
	case tlslog.SourceCloudFront:
		return "distribution"
	case tlslog.SourceNetworkFirewall:
		return "firewall"
	case tlslog.SourceCloudTrail:
		return "service"
	}
	return "endpoint"
}

func evidenceName(e tlslog.Evidence) string {
	switch e {
	case tlslog.EvidenceLogged:
		return "logged"
	case tlslog.EvidenceInferred:
		return "cipher suite only, from another field"
	case tlslog.EvidencePlaintext:
		return "none: connection without TLS"
	case tlslog.EvidenceFailed:
		return "none: handshake failed"
	case tlslog.EvidenceService:
		return "none: call by an AWS service"
	case tlslog.EvidenceConsole:
		return "none: call through the console"
	case tlslog.EvidenceNotRecorded:
		return "none: this kind of event has none"
	}
	return "none: reason unknown"
}

// address returns a as text, or nothing if it is not known.
func address(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return a.String()
}

func orUnknown(s string) string { return cmp.Or(s, "unknown") }

func mark(on bool, text string) string {
	if on {
		return text
	}
	return " "
}

func num(n int64) string { return strconv.FormatInt(n, 10) }

// quantity returns a number with its noun.
func quantity(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return num(n) + " " + noun
}

// part returns n of total in percent, or nothing of nothing.
func part(n, total int64) string {
	if total == 0 {
		return ""
	}
	return percent(float64(n) / float64(total))
}

func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 1, 64) + " %" }

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02 15:04:05Z")
}

func millis(d time.Duration) string {
	return strconv.FormatFloat(float64(d)/float64(time.Millisecond), 'f', 0, 64) + " ms"
}
