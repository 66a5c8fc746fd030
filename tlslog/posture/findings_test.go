package posture

import (
	"net/netip"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// TestEgress tests what findings are grouped by: mismatches by name and
// message, missing names by client, certificates by name and action.
func TestEgress(t *testing.T) {
	a, b := netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("10.0.0.2")
	var s Summary
	add := func(ip netip.Addr, reason tlslog.Reason, e tlslog.Event) {
		e.Source, e.ClientIP, e.Reason = tlslog.SourceNetworkFirewall, ip, reason
		s.Add(e)
	}
	mismatch := tlslog.Event{ServerName: "a.example", Message: "SNI: a.example Match Failed …", Result: tlslog.ResultFailure}
	add(a, tlslog.ReasonServerNameMismatch, mismatch)
	add(b, tlslog.ReasonServerNameMismatch, mismatch)
	add(a, tlslog.ReasonServerNameMissing, tlslog.Event{Result: tlslog.ResultFailure})
	add(b, tlslog.ReasonServerNameMissing, tlslog.Event{Result: tlslog.ResultFailure})
	add(a, tlslog.ReasonServerNameMissing, tlslog.Event{Result: tlslog.ResultFailure})
	for _, action := range []string{"DROP", "PASS"} {
		add(a, tlslog.ReasonCertificateRevoked, tlslog.Event{
			ServerName: "b.example", Code: "REVOKED", Action: action, Result: tlslog.ResultSuccess,
			Certificate: tlslog.Certificate{Fingerprint: "12ab"},
		})
	}
	add(a, tlslog.ReasonNone, tlslog.Event{ServerName: "fine.example", Result: tlslog.ResultSuccess})
	s.Add(tlslog.Event{Source: tlslog.SourceALB, Reason: tlslog.ReasonOther, Result: tlslog.ResultFailure})

	revoked := func(action string) Finding {
		return Finding{
			Reason: tlslog.ReasonCertificateRevoked, Code: "REVOKED", Action: action,
			ServerName: "b.example", Fingerprint: "12ab",
		}
	}
	want := Table[Row[Finding]]{
		Rows: []Row[Finding]{
			{Finding{Reason: tlslog.ReasonServerNameMissing, ClientIP: a}, Tally{Events: 2}},
			{Finding{
				Reason: tlslog.ReasonServerNameMismatch, ServerName: mismatch.ServerName, Message: mismatch.Message,
			}, Tally{Events: 2}},
			{revoked("DROP"), Tally{Events: 1}},
			{revoked("PASS"), Tally{Events: 1}},
			{Finding{Reason: tlslog.ReasonServerNameMissing, ClientIP: b}, Tally{Events: 1}},
		},
		Events: 7,
	}
	if d := diff(want, s.Egress()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
