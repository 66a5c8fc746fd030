package posture

import (
	"cmp"
	"maps"
	"slices"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// TestOracle counts random events in the plainest way and compares.
func TestOracle(t *testing.T) {
	events := randomEvents(newRand(7), 5000, 100)
	report := summaryOf(0, events).Report()

	clients := tally(events, func(e tlslog.Event) (Client, bool) {
		return Client{e.Source, e.ClientIP, e.ClientHost, e.Version}, e.Version.Deprecated()
	})
	compare(t, "clients", clients, report.DeprecatedClients)

	calls := tally(events, func(e tlslog.Event) (Call, bool) {
		return Call{
			PrincipalAccount: e.PrincipalAccount, Account: e.Account, Principal: e.Principal,
			Service: e.Service, Operation: e.Operation, Region: e.Region,
			Version: e.Version, Cipher: Cipher{e.CipherSuite, openSSLOr(e)}, UserAgent: e.UserAgent,
		}, e.Source == tlslog.SourceCloudTrail && e.Version.Deprecated()
	})
	compare(t, "calls", calls, report.OutdatedCalls)

	certificates := tally(events, func(e tlslog.Event) (Certificate, bool) {
		return Certificate{e.Source, e.Certificate}, e.Certificate != tlslog.Certificate{}
	})
	compare(t, "certificates", certificates, report.Certificates)

	failures := tally(events, func(e tlslog.Event) (Failure, bool) {
		return Failure{e.Source, e.Result, e.Reason, e.Code}, e.Result == tlslog.ResultFailure || e.Reason != 0
	})
	compare(t, "failures", failures, report.Failures)

	for _, s := range report.Sources {
		var of []tlslog.Event
		for _, e := range events {
			if e.Source == s.Source {
				of = append(of, e)
			}
		}
		compareMix(t, s.Source.String(), of, s.Mix)
	}
	for _, p := range report.Endpoints.Rows {
		var of []tlslog.Event
		for _, e := range events {
			if e.Source == p.Source && p.Name == cmp.Or(e.Service, e.Resource) {
				of = append(of, e)
			}
		}
		compareMix(t, p.Name, of, p.Mix)
	}

	var inTimeline, named, postQuantum int64
	for _, p := range report.Timeline.Points {
		inTimeline += p.Events
		named += p.KeyExchanges
		postQuantum += p.PostQuantum
	}
	n := func(is func(e tlslog.Event) bool) int64 { return count1(events, is) }
	for _, c := range []struct {
		name      string
		got, want int64
	}{
		{"total", report.Total.Events, int64(len(events))},
		{"timeline", inTimeline, int64(len(events))},
		{"named key exchanges", named, n(func(e tlslog.Event) bool { return e.KeyExchange != "" })},
		{"post-quantum", postQuantum, n(func(e tlslog.Event) bool { return e.KeyExchange == "X25519MLKEM768" })},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.name, c.got, c.want)
		}
	}
}

// tally counts events by what of makes of them.
func tally[K comparable](events []tlslog.Event, of func(tlslog.Event) (K, bool)) map[K]Tally {
	tallies := make(map[K]Tally)
	for _, e := range events {
		k, ok := of(e)
		if !ok {
			continue
		}
		n := tallies[k]
		n.Events++
		if !e.Time.IsZero() {
			if n.First.IsZero() || e.Time.Before(n.First) {
				n.First = e.Time
			}
			if e.Time.After(n.Last) {
				n.Last = e.Time
			}
		}
		tallies[k] = n
	}
	return tallies
}

func compare[K comparable](t *testing.T, name string, want map[K]Tally, got Table[Row[K]]) {
	t.Helper()
	rows := make(map[K]Tally)
	for _, r := range got.Rows {
		rows[r.Key] = r.Tally
	}
	if !maps.Equal(want, rows) || len(rows) != len(got.Rows) || got.Other != 0 || got.Missed != 0 {
		t.Errorf("%s differ (-want +got):\n%s", name, diff(want, rows))
	}
}

func compareMix(t *testing.T, name string, events []tlslog.Event, got Mix) {
	t.Helper()
	n := func(is func(e tlslog.Event) bool) int64 { return count1(events, is) }
	near := func(x, y float64) bool { return x-y < 1e-9 && y-x < 1e-9 }
	check := func(what string, got, want int64, share, of float64) {
		t.Helper()
		if got != want || got == 0 || !near(share*of, float64(got)) {
			t.Errorf("%s: %s: %d events (%v), want %d", name, what, got, share, want)
		}
	}
	if got.Events != int64(len(events)) || got.Other != 0 {
		t.Errorf("%s: %d events, %d other, want %d", name, got.Events, got.Other, len(events))
	}
	if want := n(func(e tlslog.Event) bool { return e.Result == tlslog.ResultSuccess }); got.Succeeded != want {
		t.Errorf("%s: %d succeeded, want %d", name, got.Succeeded, want)
	}
	if want := n(func(e tlslog.Event) bool { return e.Result == tlslog.ResultFailure }); got.Failed != want {
		t.Errorf("%s: %d failed, want %d", name, got.Failed, want)
	}
	logged := n(func(e tlslog.Event) bool { return e.Evidence == tlslog.EvidenceLogged })
	known := logged + n(func(e tlslog.Event) bool { return e.Evidence == tlslog.EvidenceInferred })
	var evidence, protocols, ciphers, keyExchanges, postQuantum int64
	for _, x := range got.Evidence {
		evidence += x.Events
		check("evidence "+x.Evidence.String(), x.Events, n(func(e tlslog.Event) bool { return e.Evidence == x.Evidence }),
			x.Share, float64(len(events)))
	}
	for _, x := range got.Protocols {
		protocols += x.Events
		check("protocol "+x.Version.String(), x.Events, n(func(e tlslog.Event) bool {
			return e.Evidence == tlslog.EvidenceLogged && e.Version == x.Version
		}), x.Share, float64(logged))
	}
	for _, x := range got.Ciphers {
		ciphers += x.Events
		check("cipher "+string(x.CipherName), x.Events, n(func(e tlslog.Event) bool {
			return (e.Evidence == tlslog.EvidenceLogged || e.Evidence == tlslog.EvidenceInferred) &&
				e.Version == x.Version && e.CipherSuite == x.CipherSuite && openSSLOr(e) == x.CipherName
		}), x.Share, float64(known))
	}
	for _, x := range got.KeyExchanges {
		keyExchanges += x.Events
		if x.PostQuantum {
			postQuantum += x.Events
		}
		check("key exchange "+x.KeyExchange.String(), x.Events, n(func(e tlslog.Event) bool {
			return e.Evidence == tlslog.EvidenceLogged && e.KeyExchange == x.KeyExchange
		}), x.Share, float64(logged))
	}
	sums := []int64{evidence, protocols, ciphers, keyExchanges, postQuantum}
	if want := []int64{int64(len(events)), logged, known, logged, got.PostQuantum}; !slices.Equal(sums, want) {
		t.Errorf("%s: the sums are %d, want %d", name, sums, want)
	}
}

func count1(events []tlslog.Event, is func(tlslog.Event) bool) (n int64) {
	for _, e := range events {
		if is(e) {
			n++
		}
	}
	return n
}

// openSSLOr returns OpenSSL's name for the cipher suite of e, or else the name
// in e.
func openSSLOr(e tlslog.Event) tlslog.CipherName {
	return cmp.Or(tlslog.CipherName(e.CipherSuite.OpenSSLName()), e.CipherName)
}
