package posture

import (
	"cmp"
	"slices"

	"github.com/awstls/awstls/tlslog"
)

// An Endpoint is what the logs say of one thing that was connected to.
type Endpoint struct {
	Source tlslog.Source `json:"source,omitzero"`

	// Name is [tlslog.Event.Service] for API calls, such as
	// kms.amazonaws.com, and [tlslog.Event.Resource] for connections: a load
	// balancer, a distribution, a firewall.
	Name string `json:"name,omitzero"`

	Mix
}

// Endpoints returns the endpoints, those with the most events first.
//
// An endpoint is counted in as many rows as it has combinations of evidence,
// result, protocol, cipher suite and key exchange. If the table did not hold
// them all, the events of the rows that were dropped, [Table.Other], can be
// missing from any endpoint; that is why [Table.Missed] is then the same
// number.
func (s *Summary) Endpoints() Table[Endpoint] {
	type name struct {
		source tlslog.Source
		name   string
	}
	list := Table[Endpoint]{Events: s.endpoints.events, Other: s.endpoints.events}
	mixers := make(mixers[name])
	for k, r := range s.endpoints.rows {
		x := mixers.of(name{k.suite.source, k.name})
		x.count(r.events, r.value, k.suite.evidence, k.result, k.suite.version)
		x.countSuite(r.events, k.suite)
		list.Other -= r.events
	}
	list.Missed = list.Other
	list.Rows = make([]Endpoint, 0, len(mixers))
	for n, x := range mixers {
		list.Rows = append(list.Rows, Endpoint{n.source, n.name, x.mix()})
	}
	slices.SortFunc(list.Rows, func(a, b Endpoint) int {
		return cmp.Or(
			cmp.Compare(b.Events, a.Events),
			cmp.Compare(a.Source, b.Source),
			cmp.Compare(a.Name, b.Name),
		)
	})
	return list
}

// An endpointKey is what the events of endpoints are told apart by.
type endpointKey struct {
	name   string
	suite  suiteKey
	result tlslog.Result
}

func endpointKeyOf(e *tlslog.Event) endpointKey {
	k := endpointKey{name: e.Service, suite: suiteKeyOf(e), result: e.Result}
	if k.name == "" && e.Source != tlslog.SourceCloudTrail {
		k.name = e.Resource
	}
	k.name = cut(k.name)
	return k
}

func (k endpointKey) compare(o endpointKey) int {
	return cmp.Or(
		cmp.Compare(k.name, o.name),
		k.suite.compare(o.suite),
		cmp.Compare(k.result, o.result),
	)
}

func (k endpointKey) fields(v visitor) endpointKey {
	return endpointKey{
		name:   text(v, k.name),
		suite:  k.suite.fields(v),
		result: number(v, k.result),
	}
}
