package main

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

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
		return "not logged: connection without TLS"
	case tlslog.EvidenceFailed:
		return "not logged: handshake failed"
	case tlslog.EvidenceService:
		return "not logged: call by an AWS service"
	case tlslog.EvidenceConsole:
		return "not logged: call through the console"
	case tlslog.EvidenceNotRecorded:
		return "not logged: no field for it in such records"
	}
	return "not logged: reason unknown"
}

// address returns a as text, or nothing if it is not known.
func address(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return a.String()
}

// reasonOf returns the reason of a failure.
func reasonOf(f posture.Failure) string {
	if f.Result == tlslog.ResultSuccess {
		return f.Reason.String() + " (let pass)"
	}
	return f.Reason.String()
}

// reasonName returns a reason as words.
func reasonName(r tlslog.Reason) string {
	return cmp.Or(strings.ReplaceAll(r.String(), "_", " "), "no reason given")
}

// weakness returns what is wrong with a cipher suite, or nothing.
func weakness(c tlslog.CipherSuite) string {
	return strings.ReplaceAll(c.Weakness().String(), "|", ", ")
}

// shortWeakness is like weakness, for where there is little room. What has no
// forward secrecy uses the same key for every connection.
func shortWeakness(c tlslog.CipherSuite) string {
	return strings.Replace(weakness(c), tlslog.WeaknessNoForwardSecrecy.String(), "static key", 1)
}

// shortService returns the name of a service without the part that all have in
// common.
func shortService(s string) string { return strings.TrimSuffix(s, ".amazonaws.com") }

// shortPrincipal returns what tells an ARN from others: what is behind its
// account, without what most have in common.
func shortPrincipal(arn string) string {
	if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 && parts[0] == "arn" {
		return strings.TrimPrefix(parts[5], "assumed-role/")
	}
	return arn
}

// placeOf returns where the first of the records with a problem is.
func placeOf(p posture.Problem) string {
	if len(p.Places) == 0 {
		return ""
	}
	return fmt.Sprintf("line %d, byte %d", p.Places[0].Line, p.Places[0].Offset)
}

// missingNote says what a table could not hold.
func missingNote(other, missed int64) string {
	return fmt.Sprintf("%s more in no row, at most %s of each that is missing", quantity(other, "event"), num(missed))
}

// passedNotes say what was passed over, and how much of it.
func (r *report) passedNotes() []string {
	var notes []string
	for _, what := range slices.Sorted(maps.Keys(r.passed)) {
		if n := r.passed[what]; n > 0 {
			notes = append(notes, fmt.Sprintf("passed over: %s (%s)", what, num(n)))
		}
	}
	return notes
}

// emptyNote says why there are no events.
func (r *report) emptyNote() string {
	var records int64
	for _, n := range r.counts {
		records += n.records
	}
	switch {
	case records > 0 && r.span != (logs.Span{}):
		return "No events: none of the records is of the time that -since and -until ask for."
	case records == 0 && r.passed[otherSources] > 0:
		return "No events: none of the inputs is of the sources that -source asks for."
	case records == 0 && len(r.unread) > 0:
		return "No events: nothing could be read."
	}
	return "No events: nothing in these inputs says anything of TLS."
}

// sampleNote says how to report on something else.
const sampleNote = "These are sample logs. Name files, folders or s3://bucket/prefix for yours."

// firewallNote says why the failures of Network Firewall are no share of its
// connections: its TLS logs have errors and revocation results alone
// (documented in "Logging for TLS inspection in AWS Network Firewall").
const firewallNote = "TLS logs of Network Firewall have faults only, no connections without one."

// partialNote says how much was read until the program was interrupted.
func (r *report) partialNote() string {
	return "PARTIAL: interrupted; " + r.unfinishedNote()
}

func (r *report) unfinishedNote() string {
	if r.unfinished == 1 {
		return "1 input not read to its end"
	}
	return num(int64(r.unfinished)) + " inputs not read to their end"
}

// protocols are the numbers of events with a protocol, by protocol.
type protocols struct{ all, tls13, tls12, older int64 }

func protocolsOf(m posture.Mix) protocols {
	var n protocols
	for _, p := range m.Protocols {
		n.all += p.Events
		switch {
		case p.Deprecated:
			n.older += p.Events
		case p.Version == tlslog.VersionTLS12:
			n.tls12 += p.Events
		case p.Version == tlslog.VersionTLS13:
			n.tls13 += p.Events
		}
	}
	return n
}

// first returns the first n of a list.
func first[T any](list []T, n int) []T { return list[:min(n, len(list))] }

func orUnknown(s string) string { return cmp.Or(s, "unknown") }

func mark(on bool, text string) string {
	if on {
		return text
	}
	return " "
}

// num returns a number with commas between its thousands.
func num(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// quantity returns a number with its noun, of which the plural may be given.
func quantity(n int64, noun string, plural ...string) string {
	switch {
	case n == 1:
	case plural != nil:
		noun = plural[0]
	default:
		noun += "s"
	}
	return num(n) + " " + noun
}

// share returns n of total in percent, or nothing of nothing.
func share(n, total int64) string {
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
	return t.Format("2006-01-02 15:04Z")
}

// date returns the day of t.
func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func millis(d time.Duration) string {
	return strconv.FormatFloat(float64(d)/float64(time.Millisecond), 'f', 0, 64) + " ms"
}
