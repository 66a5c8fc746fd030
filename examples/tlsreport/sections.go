package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// cipherSection has the cipher suites of all sources together.
func (r *report) cipherSection() section {
	type key struct {
		posture.Cipher
		version tlslog.Version
	}
	counts := make(map[key]int64)
	var total int64
	for _, s := range r.mixes() {
		for _, c := range s.Ciphers {
			counts[key{c.Cipher, c.Version}] += c.Events
			total += c.Events
		}
	}
	keys := slices.Collect(maps.Keys(counts))
	slices.SortFunc(keys, func(x, y key) int {
		return cmp.Or(-compareBool(x.CipherSuite.Weak(), y.CipherSuite.Weak()), cmp.Compare(counts[y], counts[x]),
			cmp.Compare(x.CipherName, y.CipherName), cmp.Compare(y.version, x.version))
	})
	t := posture.Table[key]{Rows: keys}
	return section{
		ID: "ciphers", Title: "Cipher suites", Class: "half tall",
		About: "Shares of the events with a cipher suite. Weak ones are broken, and come first; CBC and a lack of forward secrecy are a legacy.",
		Tables: tableFrom(r, t, "Cipher suites", []string{"Cipher suite", ">Share", ">Events"}, func(k key) []cell {
			n := counts[k]
			return []cell{
				text(orUnknown(string(k.CipherName))).bad(k.CipherSuite.Weak()).with(orUnknown(k.version.String()), weakness(k.CipherSuite)),
				bar(share(n, total), float64(n)/float64(total)), text(num(n)),
			}
		}),
	}
}

// keyExchangeSection has the key exchanges of all sources together.
func (r *report) keyExchangeSection() section {
	counts := make(map[tlslog.KeyExchange]int64)
	var total int64
	naming := r.naming()
	for _, s := range r.mixes() {
		if !slices.Contains(naming, s.Source) {
			continue
		}
		for _, k := range s.KeyExchanges {
			counts[k.KeyExchange] += k.Events
			total += k.Events
		}
	}
	keys := slices.Collect(maps.Keys(counts))
	slices.SortFunc(keys, func(x, y tlslog.KeyExchange) int {
		return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(x, y))
	})
	t := posture.Table[tlslog.KeyExchange]{Rows: keys}
	return section{
		ID: "key-exchanges", Title: "Key exchanges", Class: "half",
		About: "Shares of the events with a protocol, in logs that name key exchanges.",
		Tables: tableFrom(r, t, "Key exchanges", []string{"Key exchange", ">Share", ">Events"}, func(k tlslog.KeyExchange) []cell {
			n := counts[k]
			kind := ""
			if k.PostQuantum() {
				kind = "post-quantum"
			}
			return []cell{text(cmp.Or(string(k), "not named")).with(kind), bar(share(n, total), float64(n)/float64(total)), text(num(n))}
		}),
	}
}

func (r *report) latencySection() section {
	all := posture.Table[posture.Latency]{Rows: r.summary.Latencies()}
	longest := time.Duration(1)
	for _, l := range all.Rows {
		longest = max(longest, l.P99)
	}
	of := func(d time.Duration) cell { return bar(millis(d), float64(d)/float64(longest)) }
	return section{
		ID: "latency", Title: "Handshake latency", Class: "half",
		About: "The times that 50, 90 and 99 % of the handshakes took at most, and the longest.",
		Tables: tableFrom(r, all, "Handshake latency", []string{"Log", ">Handshakes", ">50 %", ">90 %", ">99 %", ">Longest"}, func(l posture.Latency) []cell {
			return []cell{text(sourceName(l.Source)), text(num(l.Events)), of(l.P50), of(l.P90), of(l.P99), text(millis(l.Max))}
		}),
	}
}

// expirySection has the certificates by the days to their end.
func (r *report) expirySection() section {
	s := section{
		ID: "expiry", Title: "Certificates by days to expiry", Class: "half",
		About: "Counted from the newest event, " + date(r.asOf()) + ".",
	}
	x := r.expiry()
	type row struct {
		name string
		n    int
		bad  bool
	}
	rows := []row{{"expired", x.Expired, true}}
	from := 0
	for _, w := range x.Within {
		rows = append(rows, row{fmt.Sprintf("%d to %d days", from, w.Days), w.Certificates, days(w.Days) <= r.expire})
		from = w.Days
	}
	rows = append(rows, row{fmt.Sprintf("more than %d days", from), x.Later, false}, row{"not in the log", x.Unknown, false})
	total, most := 0, 1
	for _, row := range rows {
		total += row.n
		most = max(most, row.n)
	}
	if total == 0 {
		return s
	}
	t := table{Caption: s.Title, Heads: heads("Days to expiry", ">Certificates")}
	for _, row := range rows {
		t.Rows = append(t.Rows, []cell{text(row.name).bad(row.bad && row.n > 0), bar(num(int64(row.n)), float64(row.n)/float64(most))})
	}
	s.Tables = []table{t}
	return s
}

func (r *report) clientSection() section {
	t := r.summary.DeprecatedClients()
	most := int64(1)
	if len(t.Rows) > 0 {
		most = t.Rows[0].Events
	}
	return section{
		ID: "clients", Title: "Clients with deprecated protocols",
		About: "SSL, TLS 1.0 and TLS 1.1 must no longer be used (RFC 7568, RFC 8996).",
		Tables: tableFrom(r, t, "Clients with deprecated protocols", []string{"Client", "Protocol", ">Events", "First seen", "Last seen"}, func(c posture.Row[posture.Client]) []cell {
			return []cell{
				text(address(c.Key.IP) + c.Key.Host).with(sourceName(c.Key.Source)), text(c.Key.Version.String()),
				bar(num(c.Events), float64(c.Events)/float64(most)), text(stamp(c.First)), text(stamp(c.Last)),
			}
		}),
	}
}

func (r *report) callSection() section {
	calls := r.summary.OutdatedCalls()
	slices.SortStableFunc(calls.Rows, func(a, b posture.Row[posture.Call]) int { return -cmp.Compare(a.Events, b.Events) })
	return section{
		ID: "calls", Title: "API calls with deprecated protocols",
		About: "The columns of the query for outdated TLS calls that AWS publishes for CloudTrail Lake, the most frequent calls first.",
		Tables: tableFrom(r, calls, "API calls with deprecated protocols",
			[]string{"Operation and service", ">Calls", "Protocol and cipher suite", "Principal and accounts", "Region", "User agent"},
			func(c posture.Row[posture.Call]) []cell {
				return []cell{
					text(c.Key.Operation).with(c.Key.Service), text(num(c.Events)), text(c.Key.Version.String()).with(string(c.Key.CipherName)),
					text(c.Key.Principal).with(accounts(c.Key)), text(c.Key.Region), text(c.Key.UserAgent),
				}
			}),
	}
}

// accounts returns the account of the principal, and that of the resource if it
// is another.
func accounts(c posture.Call) string {
	if c.Account == c.PrincipalAccount {
		return c.Account
	}
	return orUnknown(c.PrincipalAccount) + " in " + orUnknown(c.Account)
}

func (r *report) endpointSection() section {
	naming := r.naming()
	return section{
		ID: "endpoints", Title: "Endpoints",
		About: "Load balancers, distributions, firewalls and services. Shares are of the events with a protocol.",
		Tables: tableFrom(r, r.summary.Endpoints(), "Endpoints",
			[]string{"Name", ">Events", ">Failed", ">TLS 1.3", ">TLS 1.2", ">Older", ">Post-quantum"},
			func(e posture.Endpoint) []cell {
				p := protocolsOf(e.Mix)
				of := func(n int64) cell { return bar(orNone(share(n, p.all)), float64(n)/float64(max(p.all, 1))) }
				postQuantum := text("")
				if slices.Contains(naming, e.Source) {
					postQuantum = of(e.PostQuantum)
				}
				return []cell{
					text(cmp.Or(e.Name, "not named")).with(sourceName(e.Source)), text(num(e.Events)), text(num(e.Failed)),
					of(p.tls13), of(p.tls12), of(p.older), postQuantum,
				}
			}),
	}
}

func (r *report) failureSection() section {
	return section{
		ID: "failure-codes", Title: "Failures", About: r.failureNote(),
		Tables: tableFrom(r, r.summary.Failures(), "Failures", []string{"Reason", ">Events", "Code", "First seen", "Last seen"}, func(f posture.Row[posture.Failure]) []cell {
			reason := reasonName(f.Key.Reason)
			if f.Key.Result == tlslog.ResultSuccess {
				reason += " (let pass)"
			}
			return []cell{text(reason).with(sourceName(f.Key.Source)), text(num(f.Events)), text(f.Key.Code), text(stamp(f.First)), text(stamp(f.Last))}
		}),
	}
}

// failureNote says for which log the number of failures is no measure.
func (r *report) failureNote() string {
	if slices.Contains(r.sources(), tlslog.SourceNetworkFirewall) {
		return firewallNote
	}
	return ""
}

func (r *report) certificateSection() section {
	asOf := r.asOf()
	return section{
		ID: "certificates", Title: "Certificates to renew",
		About: fmt.Sprintf("Those that have expired or expire within %d days of the newest event.", r.expire/days(1)),
		Tables: tableFrom(r, r.expiring(r.expire), "Certificates to renew",
			[]string{"Expires", ">Days", "Subject and serial", ">Events", "Last seen"},
			func(c certificate) []cell {
				end := c.Validity.NotAfter
				notes := []string{c.Serial}
				for _, s := range c.sources {
					notes = append(notes, sourceName(s))
				}
				return []cell{
					text(date(end)).bad(c.Validity.Expired(asOf)), text(num(int64(end.Sub(asOf) / days(1)))), text(c.Subject).with(notes...),
					text(num(c.Events)), text(stamp(c.Last)),
				}
			}),
	}
}

func (r *report) egressSection() section {
	s := section{ID: "egress", Title: "Outbound connections with faults", About: "What Network Firewall found."}
	all := r.summary.Egress()
	for _, kind := range egressSections() {
		rows := posture.Table[posture.Row[posture.Finding]]{Rows: kind.rows(all.Rows), Other: all.Other, Missed: all.Missed}
		names := append(slices.Clone(kind.headings), ">events", "last seen")
		s.Tables = append(s.Tables, tableFrom(r, rows, kind.title, names, func(f posture.Row[posture.Finding]) []cell {
			var cells []cell
			for _, c := range kind.cells(f.Key) {
				cells = append(cells, text(c))
			}
			return append(cells, text(num(f.Events)), text(stamp(f.Last)))
		})...)
	}
	return s
}

// evidenceSection says of how many events the log gives the protocol, and why
// not of the others.
func (r *report) evidenceSection() section {
	type row struct {
		source tlslog.Source
		posture.EvidenceShare
	}
	var rows []row
	for _, s := range r.mixes() {
		for _, e := range s.Evidence {
			rows = append(rows, row{s.Source, e})
		}
	}
	s := section{
		ID: "evidence", Title: "What the logs say of TLS", Class: "half",
		About: "Protocols are counted where the log gives them for the connection.",
	}
	if len(rows) > 0 {
		t := table{Caption: s.Title, Heads: heads("TLS details", ">Share", ">Events")}
		for _, e := range rows {
			t.Rows = append(t.Rows, []cell{text(evidenceName(e.Evidence)).with(sourceName(e.source)), bar(percent(e.Share), e.Share), text(num(e.Events))})
		}
		s.Tables = []table{t}
	}
	return s
}

func (r *report) problemSection() section {
	return section{
		ID: "problems", Title: "Damaged records",
		About: "Records that could not be read in full. What could be read of them is counted.",
		Tables: tableFrom(r, r.summary.Problems(), "Damaged records", []string{"Input", "Cause", ">Records", "Field", "First at"}, func(p posture.Problem) []cell {
			return []cell{text(p.Input), text(p.Cause), text(num(p.Records)), text(p.Field), text(placeOf(p))}
		}),
	}
}

func (r *report) inputSection() section {
	s := section{ID: "inputs", Title: "Inputs", Class: "half"}
	t := table{Caption: "Inputs by log", Heads: heads("Log", ">Inputs", ">Records", ">Damaged")}
	for _, source := range r.sources() {
		n := r.counts[source]
		t.Rows = append(t.Rows, []cell{text(sourceName(source)), text(num(int64(n.inputs))), text(num(n.records)), text(num(n.damaged)).bad(n.damaged > 0)})
	}
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
	s.List = append(s.List, r.passedNotes()...)
	for _, u := range r.unread {
		s.List = append(s.List, "not read to the end: "+terminal.Escape(u.name)+": "+terminal.Escape(u.err.Error()))
	}
	return s
}
