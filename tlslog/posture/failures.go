package posture

import (
	"cmp"

	"github.com/awstls/awstls/tlslog"
)

// A Failure is a cause for which connections or calls of a source failed.
type Failure struct {
	Source tlslog.Source `json:"source,omitzero"`

	// Result is [tlslog.ResultSuccess] where a firewall found a fault and
	// let the connection pass.
	Result tlslog.Result `json:"result,omitzero"`

	Reason tlslog.Reason `json:"reason,omitzero"`
	Code   string        `json:"code,omitzero"` // AWS's own word for the reason
}

// Failures returns the failures, the most frequent first. Without the codes
// and exact in any case they are in [Summary.Timeline].
func (s *Summary) Failures() Table[Row[Failure]] { return list(&s.failures, byEvents, rowOf) }

func failureOf(e *tlslog.Event) Failure { return Failure{e.Source, e.Result, e.Reason, cut(e.Code)} }

func (f Failure) compare(o Failure) int {
	return cmp.Or(
		cmp.Compare(f.Source, o.Source),
		cmp.Compare(f.Result, o.Result),
		cmp.Compare(f.Reason, o.Reason),
		cmp.Compare(f.Code, o.Code),
	)
}

func (f Failure) fields(v visitor) Failure {
	return Failure{
		Source: number(v, f.Source),
		Result: number(v, f.Result),
		Reason: number(v, f.Reason),
		Code:   text(v, f.Code),
	}
}
