package posture

import "github.com/awstls/awstls/tlslog"

// DefaultMaxTableBytes is the limit of a table when [Summary.MaxTableBytes]
// is zero: 64 MiB.
const DefaultMaxTableBytes = 64 << 20

// minTableBytes is the least limit: room for every cipher suite that a source
// can log, and for a hundred of the largest rows.
const minTableBytes = 1 << 20

// A Summary is the TLS posture that a number of events show. The zero Summary
// has seen none and is ready to use.
//
// It keeps no memory of the logs that the events come from. It is for one
// goroutine at a time and must not be copied once it is in use.
type Summary struct {
	// MaxTableBytes is about how many bytes of memory each of the nine
	// tables may take; the package documentation says what happens then.
	// Zero and less mean [DefaultMaxTableBytes], and less than 1 MiB means
	// 1 MiB. It is read at use and should not change in between.
	MaxTableBytes int

	timeline     timeline
	endpoints    table[endpointKey, span]
	suites       table[suiteKey, none] // of the rows dropped from endpoints
	failures     table[Failure, span]
	clients      table[Client, span]
	calls        table[Call, span]
	certificates table[Certificate, span]
	findings     table[Finding, span]
	latencies    table[latencyKey, none]
	problems     table[problemKey, places]
}

// Add counts an event. It does not allocate for an event that differs from an
// earlier one in nothing but its time, its identifiers and its ports, unless a
// text in it is longer than 1,024 bytes.
func (s *Summary) Add(e tlslog.Event) {
	limit := s.limit()
	at := clock(e.Time)
	seen := span{at, at}

	s.timeline.add(&e, at, limit)
	s.keepSuites(s.endpoints.add(endpointKeyOf(&e), seen, limit), limit)
	if d, ok := e.HandshakeDuration.Get(); ok {
		s.latencies.add(latencyKey{bucketOf(d), e.Source}, none{}, unlimited)
	}
	if e.Certificate != (tlslog.Certificate{}) {
		s.certificates.add(certificateOf(&e), seen, limit)
	}
	if negotiated(&e) && e.Version.Deprecated() {
		s.clients.add(clientOf(&e), seen, limit)
		if e.Source == tlslog.SourceCloudTrail {
			s.calls.add(callOf(&e), seen, limit)
		}
	}
	if failed(&e) {
		s.failures.add(failureOf(&e), seen, limit)
		if e.Source == tlslog.SourceNetworkFirewall {
			s.findings.add(findingOf(&e), seen, limit)
		}
	}
}

// Merge adds to s what other counted, as if s had been given the events
// itself. It leaves other as it is; the two then share texts, which never
// change. The limit is that of s.
func (s *Summary) Merge(other *Summary) {
	limit := s.limit()
	s.timeline.merge(&other.timeline, limit)
	s.suites.merge(&other.suites, limit)
	s.keepSuites(s.endpoints.merge(&other.endpoints, limit), limit)
	s.failures.merge(&other.failures, limit)
	s.clients.merge(&other.clients, limit)
	s.calls.merge(&other.calls, limit)
	s.certificates.merge(&other.certificates, limit)
	s.findings.merge(&other.findings, limit)
	s.latencies.merge(&other.latencies, unlimited)
	s.problems.merge(&other.problems, limit)
}

// Total returns the number of events and when the first and the last of them
// took place. It is exact.
func (s *Summary) Total() Tally {
	t := Tally{Events: s.timeline.table.events}
	var seen span
	for _, r := range s.timeline.table.rows {
		seen = seen.join(r.value.span)
	}
	t.First, t.Last = seen.first, seen.last
	return t
}

func (s *Summary) limit() int {
	if s.MaxTableBytes <= 0 {
		return DefaultMaxTableBytes
	}
	return max(s.MaxTableBytes, minTableBytes)
}

// negotiated reports whether the protocol, the cipher suite and the key
// exchange of e are evidence.
func negotiated(e *tlslog.Event) bool {
	return e.Evidence == tlslog.EvidenceLogged || e.Evidence == tlslog.EvidenceInferred
}

// failed reports whether e is about a failure, or about a fault that a
// firewall found and let pass.
func failed(e *tlslog.Event) bool {
	return e.Result == tlslog.ResultFailure || e.Reason != tlslog.ReasonNone
}
