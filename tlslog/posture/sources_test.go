package posture

import (
	"fmt"
	"slices"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// TestSourcesManyEndpoints tests that sources are exact when the table of
// endpoints is full.
func TestSourcesManyEndpoints(t *testing.T) {
	r := newRand(1)
	events := randomEvents(r, 20000, 100)
	for i := range events {
		events[i].Resource = fmt.Sprint("app/", i)
	}
	want := summaryOf(1<<30, events)
	added := summaryOf(minTableBytes, events)

	// Parts of which each fits into the limit, so that only Merge drops rows.
	merged := &Summary{MaxTableBytes: minTableBytes}
	for part := range 20 {
		s := summaryOf(minTableBytes, events[part*1000:(part+1)*1000])
		if s.endpoints.floor > 0 {
			t.Fatal("a part does not fit into the limit")
		}
		merged.Merge(s)
	}
	again := &Summary{MaxTableBytes: minTableBytes}
	again.Merge(merged)
	for _, s := range []*Summary{added, merged, again, throughBinary(t, merged)} {
		if s.endpoints.floor == 0 {
			t.Fatal("the endpoints fit into the limit")
		}
		if d := diff(want.Sources(), s.Sources()); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		got := s.Endpoints()
		var events int64
		for _, p := range got.Rows {
			events += p.Events
		}
		if got.Events != 20000 || got.Other != 20000-events || got.Other == 0 || got.Missed != got.Other {
			t.Errorf("%d events, %d other, %d missed, %d in rows", got.Events, got.Other, got.Missed, events)
		}
	}
}

// TestSourcesManyCiphers tests that what is missing from the cipher suites is
// told, and everything else is exact.
func TestSourcesManyCiphers(t *testing.T) {
	events := randomEvents(newRand(1), 20000, 100)
	for i := range events {
		if events[i].CipherName != "" {
			events[i].CipherSuite, events[i].CipherName = 0, tlslog.CipherName(fmt.Sprintf("SUITE-%0100d", i))
		}
	}
	want := summaryOf(1<<30, events).Sources()
	got := summaryOf(minTableBytes, events).Sources()
	missing := false
	for i := range got {
		other := want[i].Events
		for _, x := range want[i].Evidence {
			if x.Evidence != tlslog.EvidenceLogged && x.Evidence != tlslog.EvidenceInferred {
				other -= x.Events
			}
		}
		for _, x := range got[i].Ciphers {
			other -= x.Events
		}
		if got[i].Other != other {
			t.Errorf("%v: %d other, want %d", got[i].Source, got[i].Other, other)
		}
		missing = missing || other > 0
		got[i].Other, got[i].Ciphers, got[i].KeyExchanges = 0, nil, nil
		want[i].Other, want[i].Ciphers, want[i].KeyExchanges = 0, nil, nil
	}
	if d := diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if !missing {
		t.Error("the cipher suites fit into the limit")
	}
}

// TestNotEvidence tests that the protocol, cipher suite and key exchange of an
// event do not count unless its evidence says so.
func TestNotEvidence(t *testing.T) {
	for e := range tlslog.EvidenceNotRecorded + 1 {
		var s Summary
		s.Add(tlslog.Event{
			Source: tlslog.SourceCloudTrail, Evidence: e,
			Version: tlslog.VersionTLS10, CipherName: "X", KeyExchange: "X25519MLKEM768",
		})
		r := s.Report()
		src, point := r.Sources[0], r.Timeline.Points[0]
		got := []int{
			len(src.Protocols), len(src.Ciphers), len(src.KeyExchanges), int(src.PostQuantum),
			len(r.DeprecatedClients.Rows), len(r.OutdatedCalls.Rows),
			int(point.Version), int(point.KeyExchanges), int(point.PostQuantum),
		}
		want := []int{0, 0, 0, 0, 0, 0, 0, 0, 0}
		switch e {
		case tlslog.EvidenceLogged:
			want = []int{1, 1, 1, 1, 1, 1, 0x301, 1, 1}
		case tlslog.EvidenceInferred:
			want = []int{0, 1, 0, 0, 1, 1, 0x301, 0, 0}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v: got %v, want %v", e, got, want)
		}
		if len(src.Evidence) != 1 || src.Evidence[0].Evidence != e || src.Evidence[0].Share != 1 {
			t.Errorf("%v: got %v", e, src.Evidence)
		}
	}
}
