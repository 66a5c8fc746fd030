package posture

import (
	"cmp"
	"slices"

	"github.com/awstls/awstls/tlslog"
)

// A Source is what one kind of log says.
type Source struct {
	Source tlslog.Source `json:"source,omitzero"`
	Mix
}

// Sources returns the sources that events came from, in the order of their
// declaration. All of it is exact, except that Ciphers and KeyExchanges may
// lack the number of events that Other says.
func (s *Summary) Sources() []Source {
	mixers := make(mixers[tlslog.Source])
	postQuantum := make(map[tlslog.Source]int64)
	for m, r := range s.timeline.table.rows {
		mixers.of(m.source).count(r.events, r.value.span, m.evidence, m.result, m.version)
		postQuantum[m.source] += r.value.postQuantum
	}
	for k, r := range s.endpoints.rows {
		mixers.of(k.suite.source).countSuite(r.events, k.suite)
	}
	for k, r := range s.suites.rows {
		mixers.of(k.source).countSuite(r.events, k)
	}
	list := make([]Source, 0, len(mixers))
	for source, x := range mixers {
		mix := x.mix()
		mix.PostQuantum = postQuantum[source]
		list = append(list, Source{source, mix})
	}
	slices.SortFunc(list, func(a, b Source) int { return cmp.Compare(a.Source, b.Source) })
	return list
}
