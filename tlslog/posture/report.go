package posture

// A Report is all that a [Summary] has to say. Its JSON has the names given in
// the field tags: times in RFC 3339, durations in nanoseconds, protocol
// versions, cipher suites, reasons and the like by name. Fields that are empty
// or zero are left out where the log says nothing of them; lists are always
// there.
type Report struct {
	Total             Tally                   `json:"total"`
	Sources           []Source                `json:"sources"`
	Endpoints         Table[Endpoint]         `json:"endpoints"`
	Failures          Table[Row[Failure]]     `json:"failures"`
	DeprecatedClients Table[Row[Client]]      `json:"deprecated_clients"`
	OutdatedCalls     Table[Row[Call]]        `json:"outdated_calls"`
	Certificates      Table[Row[Certificate]] `json:"certificates"`
	Egress            Table[Row[Finding]]     `json:"egress"`
	Latencies         []Latency               `json:"latencies"`
	Timeline          Timeline                `json:"timeline"` // in at most 366 intervals
	Problems          Table[Problem]          `json:"problems"`
}

// Report returns the results of all methods of s.
func (s *Summary) Report() Report {
	return Report{
		Total:             s.Total(),
		Sources:           s.Sources(),
		Endpoints:         s.Endpoints(),
		Failures:          s.Failures(),
		DeprecatedClients: s.DeprecatedClients(),
		OutdatedCalls:     s.OutdatedCalls(),
		Certificates:      s.Certificates(),
		Egress:            s.Egress(),
		Latencies:         s.Latencies(),
		Timeline:          s.Timeline(366),
		Problems:          s.Problems(),
	}
}
