package main

import (
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// csvColumns are the columns of a CSV. Each row belongs to the section that
// its first column names, and fills the columns that have a meaning there; the
// others are empty.
var csvColumns = [...]string{
	// input, passed_over, unread, finding, total, evidence, protocol, cipher,
	// key_exchange, endpoint, timeline, failure, client, call, certificate,
	// egress, latency or problem
	"section",
	"source", // alb, cloudfront, networkfirewall or cloudtrail
	"name",   // of an endpoint, of an input, or of what was passed over

	// When the events took place, in UTC, RFC 3339: the start and the length
	// of an interval, or the first and the last event.
	"start", "step", "first", "last",

	"inputs", // inputs of a source
	"events", // events; records of inputs or of a problem; what a condition found
	"missed", // how many events may be missing from the row
	"share",  // from 0 to 1, of the events of the source that have such a value
	"succeeded", "failed", "damaged",
	"protocol", "cipher_suite", "weakness", "key_exchange", "post_quantum", "evidence",
	"result", "reason", "code", "action", "message",
	"client", "server_name",

	// Those of AWS's query for outdated TLS calls.
	"account", "recipient_account", "principal", "service", "operation", "region", "user_agent",

	"holder", "subject", "issuer", "serial", "not_before", "not_after", "fingerprint",
	"p50_ms", "p90_ms", "p99_ms", "max_ms",
	"field", "line", "byte",
}

// A csvRow is a row by the names of its columns.
type csvRow map[string]string

// writeCSV writes all rows of all tables.
func (r *report) writeCSV(m medium) error {
	w := csv.NewWriter(m)
	if err := w.Write(csvColumns[:]); err != nil {
		return err
	}
	cells := make([]string, len(csvColumns))
	for _, row := range r.csvRows() {
		for i, name := range csvColumns {
			cells[i] = spreadsheetText(row[name])
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func (r *report) csvRows() []csvRow {
	var rows []csvRow
	add := func(section string, source tlslog.Source, row csvRow) {
		row["section"], row["source"] = section, source.String()
		rows = append(rows, row)
	}
	d := r.document()
	for _, s := range d.Inputs.Sources {
		add("input", s.Source, csvRow{"inputs": integer(int64(s.Inputs)), "events": integer(s.Records), "damaged": integer(s.Damaged)})
	}
	for _, what := range slices.Sorted(maps.Keys(d.Inputs.PassedOver)) {
		add("passed_over", 0, csvRow{"name": what, "events": integer(d.Inputs.PassedOver[what])})
	}
	for _, u := range d.Inputs.Unread {
		add("unread", 0, csvRow{"name": u.Input, "message": u.Error})
	}
	if d.Partial {
		add("unread", 0, csvRow{"message": r.partialNote()})
	}
	for _, f := range d.Findings {
		add("finding", 0, csvRow{"name": f.Condition, "events": integer(f.Found), "message": f.what()})
	}
	add("total", 0, tallyRow(d.Posture.Total))
	for _, s := range d.Posture.Sources {
		add("total", s.Source, csvRow{
			"events": integer(s.Events), "succeeded": integer(s.Succeeded), "failed": integer(s.Failed),
			"first": rfc3339(s.First), "last": rfc3339(s.Last),
		})
		for _, row := range mixRows(s.Mix) {
			add(row["section"], s.Source, row)
		}
	}
	for _, e := range d.Posture.Endpoints.Rows {
		add("endpoint", e.Source, csvRow{
			"name": e.Name, "events": integer(e.Events), "succeeded": integer(e.Succeeded), "failed": integer(e.Failed),
			"first": rfc3339(e.First), "last": rfc3339(e.Last), "missed": integer(e.Other),
		})
		for _, row := range mixRows(e.Mix) {
			row["name"] = e.Name
			add("endpoint_"+row["section"], e.Source, row)
		}
	}
	for _, p := range d.Posture.Timeline.Points {
		add("timeline", p.Source, csvRow{
			"start": rfc3339(p.Start), "step": d.Posture.Timeline.Step.String(), "events": integer(p.Events),
			"evidence": p.Evidence.String(), "result": p.Result.String(), "reason": p.Reason.String(),
			"protocol": p.Version.String(), "post_quantum": integer(p.PostQuantum),
		})
	}
	for _, f := range d.Posture.Failures.Rows {
		add("failure", f.Key.Source, tallyRow(f.Tally).with(csvRow{
			"result": f.Key.Result.String(), "reason": f.Key.Reason.String(), "code": f.Key.Code,
		}))
	}
	for _, c := range d.Posture.DeprecatedClients.Rows {
		add("client", c.Key.Source, tallyRow(c.Tally).with(csvRow{
			"client": address(c.Key.IP) + c.Key.Host, "protocol": c.Key.Version.String(),
		}))
	}
	for _, c := range d.Posture.OutdatedCalls.Rows {
		add("call", tlslog.SourceCloudTrail, tallyRow(c.Tally).with(csvRow{
			"account": c.Key.PrincipalAccount, "recipient_account": c.Key.Account, "principal": c.Key.Principal,
			"service": c.Key.Service, "operation": c.Key.Operation, "region": c.Key.Region,
			"protocol": c.Key.Version.String(), "cipher_suite": string(c.Key.CipherName), "user_agent": c.Key.UserAgent,
		}))
	}
	for _, c := range d.Posture.Certificates.Rows {
		add("certificate", c.Key.Source, tallyRow(c.Tally).with(csvRow{
			"holder": c.Key.Holder.String(), "subject": c.Key.Subject, "issuer": c.Key.Issuer, "serial": c.Key.Serial,
			"not_before": rfc3339(c.Key.Validity.NotBefore), "not_after": rfc3339(c.Key.Validity.NotAfter), "fingerprint": c.Key.Fingerprint,
		}))
	}
	for _, f := range d.Posture.Egress.Rows {
		add("egress", tlslog.SourceNetworkFirewall, tallyRow(f.Tally).with(csvRow{
			"reason": f.Key.Reason.String(), "code": f.Key.Code, "action": f.Key.Action, "server_name": f.Key.ServerName,
			"message": f.Key.Message, "client": address(f.Key.ClientIP), "fingerprint": f.Key.Fingerprint,
		}))
	}
	for _, l := range d.Posture.Latencies {
		add("latency", l.Source, csvRow{
			"events": integer(l.Events), "p50_ms": csvMillis(l.P50), "p90_ms": csvMillis(l.P90), "p99_ms": csvMillis(l.P99), "max_ms": csvMillis(l.Max),
		})
	}
	for _, p := range d.Posture.Problems.Rows {
		row := csvRow{"name": p.Input, "events": integer(p.Records), "missed": integer(p.Missed), "field": p.Field, "message": p.Cause}
		if len(p.Places) > 0 {
			row["line"], row["byte"] = integer(p.Places[0].Line), integer(p.Places[0].Offset)
		}
		add("problem", 0, row)
	}
	return rows
}

// mixRows returns the shares of a source or an endpoint, each with its section.
func mixRows(m posture.Mix) []csvRow {
	var rows []csvRow
	for _, e := range m.Evidence {
		rows = append(rows, csvRow{"section": "evidence", "evidence": e.Evidence.String(), "events": integer(e.Events), "share": csvShare(e.Share)})
	}
	for _, p := range m.Protocols {
		rows = append(rows, csvRow{"section": "protocol", "protocol": p.Version.String(), "events": integer(p.Events), "share": csvShare(p.Share)})
	}
	for _, c := range m.Ciphers {
		rows = append(rows, csvRow{
			"section": "cipher", "protocol": c.Version.String(), "cipher_suite": string(c.CipherName), "weakness": weakness(c.CipherSuite),
			"events": integer(c.Events), "share": csvShare(c.Share),
		})
	}
	for _, k := range m.KeyExchanges {
		row := csvRow{"section": "key_exchange", "key_exchange": string(k.KeyExchange), "events": integer(k.Events), "share": csvShare(k.Share)}
		if k.PostQuantum {
			row["post_quantum"] = row["events"]
		}
		rows = append(rows, row)
	}
	return rows
}

// with returns the row with the columns of another.
func (row csvRow) with(other csvRow) csvRow {
	maps.Copy(row, other)
	return row
}

func tallyRow(t posture.Tally) csvRow {
	return csvRow{"events": integer(t.Events), "missed": integer(t.Missed), "first": rfc3339(t.First), "last": rfc3339(t.Last)}
}

// spreadsheetText makes a text from a log safe to open in a spreadsheet, which
// takes for a formula what begins with one of a few characters, spaces
// before it or not, and can then send what is in other cells elsewhere. An
// apostrophe in front is the sign for text.
func spreadsheetText(s string) string {
	s = terminal.Escape(s)
	if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " ")); strings.ContainsRune("=+-@＝＋－＠", r) {
		return "'" + s
	}
	return s
}

func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339Nano)
}

func integer(n int64) string        { return strconv.FormatInt(n, 10) }
func csvShare(share float64) string { return strconv.FormatFloat(share, 'f', 6, 64) }
func csvMillis(d time.Duration) string {
	return fmt.Sprintf("%d.%06d", d/time.Millisecond, d%time.Millisecond)
}
