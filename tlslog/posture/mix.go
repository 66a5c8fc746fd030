package posture

import (
	"cmp"
	"slices"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// A Mix is what the events of a source or of an endpoint are made up of. Its
// lists have the most frequent first. Shares are from 0 to 1.
type Mix struct {
	// Events is the number of events, and First and Last are when the first
	// and the last of them took place, in UTC; they are zero if no event has
	// a time.
	Events int64     `json:"events"`
	First  time.Time `json:"first,omitzero"`
	Last   time.Time `json:"last,omitzero"`

	// Succeeded and Failed are how many events have [tlslog.ResultSuccess]
	// and [tlslog.ResultFailure]. The rest do not say how they ended.
	Succeeded int64 `json:"succeeded"`
	Failed    int64 `json:"failed"`

	// Evidence says of how many events the log gives the protocol, and why
	// it does not of the others. The shares are of all events.
	Evidence []EvidenceShare `json:"evidence"`

	// Protocols are the protocols of the events with
	// [tlslog.EvidenceLogged], of which the shares are.
	Protocols []ProtocolShare `json:"protocols"`

	// Ciphers are the protocols and cipher suites of the events with
	// [tlslog.EvidenceLogged] or [tlslog.EvidenceInferred], of which the
	// shares are. An inferred cipher suite may come without a protocol.
	Ciphers []CipherShare `json:"ciphers"`

	// KeyExchanges are the key exchanges of the events with
	// [tlslog.EvidenceLogged], of which the shares are.
	KeyExchanges []KeyExchangeShare `json:"key_exchanges"`

	// PostQuantum is the number of events with [tlslog.EvidenceLogged] whose
	// key exchange is post-quantum.
	PostQuantum int64 `json:"post_quantum"`

	// Other is how many events are missing from Ciphers, and at most how
	// many from KeyExchanges, because the table of them was full. It is 0
	// for an endpoint, of which more than that can be missing; see
	// [Summary.Endpoints].
	Other int64 `json:"other,omitzero"`
}

// An EvidenceShare counts the events with one kind of evidence.
type EvidenceShare struct {
	Evidence tlslog.Evidence `json:"evidence,omitzero"`
	Events   int64           `json:"events"`
	Share    float64         `json:"share"`
}

// A ProtocolShare counts the events with one protocol version. The zero
// Version stands for the events of which the log gives no protocol that
// [tlslog.ParseVersion] understands.
type ProtocolShare struct {
	Version    tlslog.Version `json:"version,omitzero"`
	Deprecated bool           `json:"deprecated,omitzero"`
	Events     int64          `json:"events"`
	Share      float64        `json:"share"`
}

// A CipherShare counts the events with one protocol version and one cipher
// suite.
type CipherShare struct {
	Version tlslog.Version `json:"version,omitzero"`
	Cipher
	Weak   bool    `json:"weak,omitzero"`
	Events int64   `json:"events"`
	Share  float64 `json:"share"`
}

// A KeyExchangeShare counts the events with one key exchange, or, where that
// is empty, with none that the log names.
type KeyExchangeShare struct {
	KeyExchange tlslog.KeyExchange `json:"key_exchange,omitzero"`
	PostQuantum bool               `json:"post_quantum,omitzero"`
	Events      int64              `json:"events"`
	Share       float64            `json:"share"`
}

// A mixer makes a [Mix].
type mixer struct {
	seen              span
	succeeded, failed int64
	evidence          map[tlslog.Evidence]int64
	protocols         map[tlslog.Version]int64
	ciphers           map[protocolCipher]int64
	keyExchanges      map[tlslog.KeyExchange]int64
}

type protocolCipher struct {
	version tlslog.Version
	cipher  Cipher
}

// A mixers map has a [mixer] for each of several things.
type mixers[K comparable] map[K]*mixer

// of returns the mixer of k, which is new if there was none.
func (m mixers[K]) of(k K) *mixer {
	x := m[k]
	if x == nil {
		x = &mixer{
			evidence:     make(map[tlslog.Evidence]int64),
			protocols:    make(map[tlslog.Version]int64),
			ciphers:      make(map[protocolCipher]int64),
			keyExchanges: make(map[tlslog.KeyExchange]int64),
		}
		m[k] = x
	}
	return x
}

// count adds n events to all but the cipher suites and key exchanges.
func (m *mixer) count(n int64, seen span, evidence tlslog.Evidence, result tlslog.Result, version tlslog.Version) {
	m.seen = m.seen.join(seen)
	m.evidence[evidence] += n
	switch result {
	case tlslog.ResultSuccess:
		m.succeeded += n
	case tlslog.ResultFailure:
		m.failed += n
	}
	if evidence == tlslog.EvidenceLogged {
		m.protocols[version] += n
	}
}

// countSuite adds n events to the cipher suites and key exchanges.
func (m *mixer) countSuite(n int64, k suiteKey) {
	switch k.evidence {
	case tlslog.EvidenceLogged:
		m.keyExchanges[k.keyExchange] += n
		m.ciphers[protocolCipher{k.version, k.cipher}] += n
	case tlslog.EvidenceInferred:
		m.ciphers[protocolCipher{k.version, k.cipher}] += n
	}
}

func (m *mixer) mix() Mix {
	mix := Mix{
		First:        m.seen.first,
		Last:         m.seen.last,
		Succeeded:    m.succeeded,
		Failed:       m.failed,
		Evidence:     make([]EvidenceShare, 0, len(m.evidence)),
		Protocols:    make([]ProtocolShare, 0, len(m.protocols)),
		Ciphers:      make([]CipherShare, 0, len(m.ciphers)),
		KeyExchanges: make([]KeyExchangeShare, 0, len(m.keyExchanges)),
	}
	for _, n := range m.evidence {
		mix.Events += n
	}
	logged := m.evidence[tlslog.EvidenceLogged]
	known := logged + m.evidence[tlslog.EvidenceInferred]
	mix.Other = known
	for e, n := range m.evidence {
		mix.Evidence = append(mix.Evidence, EvidenceShare{e, n, share(n, mix.Events)})
	}
	for v, n := range m.protocols {
		mix.Protocols = append(mix.Protocols, ProtocolShare{v, v.Deprecated(), n, share(n, logged)})
	}
	for c, n := range m.ciphers {
		mix.Ciphers = append(mix.Ciphers,
			CipherShare{c.version, c.cipher.named(), c.cipher.CipherSuite.Weak(), n, share(n, known)})
		mix.Other -= n
	}
	for k, n := range m.keyExchanges {
		pq := k.PostQuantum()
		mix.KeyExchanges = append(mix.KeyExchanges, KeyExchangeShare{k, pq, n, share(n, logged)})
		if pq {
			mix.PostQuantum += n
		}
	}
	slices.SortFunc(mix.Evidence, func(a, b EvidenceShare) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), cmp.Compare(a.Evidence, b.Evidence))
	})
	slices.SortFunc(mix.Protocols, func(a, b ProtocolShare) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), cmp.Compare(a.Version, b.Version))
	})
	slices.SortFunc(mix.Ciphers, func(a, b CipherShare) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), cmp.Compare(a.Version, b.Version), a.Cipher.compare(b.Cipher))
	})
	slices.SortFunc(mix.KeyExchanges, func(a, b KeyExchangeShare) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), cmp.Compare(a.KeyExchange, b.KeyExchange))
	})
	return mix
}

// share returns n as a share of all.
func share(n, all int64) float64 {
	if all == 0 {
		return 0
	}
	return float64(n) / float64(all)
}
