package posture

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var t0 = time.Date(2026, time.May, 1, 0, 0, 0, 0, time.UTC)

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// skewed returns a number below n, small ones more often than large ones.
func skewed(r *rand.Rand, n int) int {
	return int(float64(n) * r.Float64() * r.Float64() * r.Float64())
}

// randomEvents returns n events as the four sources make them, in the order
// of nothing. Variety is how many different clients, certificates, names and
// hours there are.
func randomEvents(r *rand.Rand, n, variety int) []tlslog.Event {
	events := make([]tlslog.Event, n)
	for i := range events {
		events[i] = randomEvent(r, variety)
	}
	return events
}

func randomEvent(r *rand.Rand, variety int) tlslog.Event {
	e := tlslog.Event{
		Source:   tlslog.Source(1 + r.IntN(4)),
		Time:     t0.Add(time.Duration(r.IntN(variety))*time.Hour + time.Duration(r.Int64N(int64(time.Hour)))),
		ClientIP: netip.AddrFrom4([4]byte{192, 0, byte(skewed(r, variety) >> 8), byte(skewed(r, variety))}),
		Result:   tlslog.ResultSuccess,
	}
	if r.IntN(50) == 0 {
		e.Time = time.Time{}
	}
	switch e.Source {
	case tlslog.SourceALB, tlslog.SourceCloudFront:
		e.Resource = fmt.Sprintf("app/lb-%d/50dc6c495c0c9188", skewed(r, 20))
		e.HandshakeDuration = tlslog.Some(time.Duration(r.IntN(400)) * time.Millisecond)
		if r.IntN(3) == 0 {
			e.Certificate = tlslog.Certificate{
				Holder:  tlslog.HolderClient,
				Subject: fmt.Sprintf("CN=device-%d,O=Example", skewed(r, variety)),
				Serial:  "FEF257372D5C14D4",
				Validity: tlslog.Validity{
					NotBefore: t0.AddDate(-1, 0, 0),
					NotAfter:  t0.AddDate(0, 0, r.IntN(400)-30),
				},
			}
		}
		switch r.IntN(10) {
		case 0:
			e.Evidence = tlslog.EvidenceFailed
			e.Result = tlslog.ResultFailure
			e.Reason = pick(r, tlslog.ReasonCertificateExpired, tlslog.ReasonCertificateUntrusted, tlslog.ReasonOther)
			e.Code = fmt.Sprintf("Code%d", skewed(r, variety))
		case 1:
			e.Evidence = tlslog.EvidencePlaintext
		default:
			randomTLS(r, &e)
		}
	case tlslog.SourceNetworkFirewall:
		e.Evidence = tlslog.EvidenceNotRecorded
		e.Result = pick(r, tlslog.ResultFailure, tlslog.ResultSuccess)
		e.Reason = pick(r, tlslog.ReasonServerNameMissing, tlslog.ReasonServerNameMismatch, tlslog.ReasonCertificateRevoked)
		e.ServerName = fmt.Sprintf("host-%d.example.com", skewed(r, variety))
		e.Action = pick(r, "DROP", "PASS")
		if e.Reason == tlslog.ReasonServerNameMismatch {
			e.Message = "SNI: " + e.ServerName + " Match Failed to server certificate names: a.example.net/a.example.net "
		}
	case tlslog.SourceCloudTrail:
		e.Service = pick(r, "kms.amazonaws.com", "s3.amazonaws.com", "ec2.amazonaws.com")
		e.Resource = fmt.Sprintf("arn:aws:s3:::bucket/%d", r.Int())
		e.Operation = pick(r, "Decrypt", "GetObject", "DescribeInstances")
		e.Account = "111122223333"
		e.PrincipalAccount = pick(r, "111122223333", "444455556666")
		e.Principal = fmt.Sprintf("arn:aws:sts::111122223333:assumed-role/app/%d", skewed(r, variety))
		e.Region = pick(r, "us-east-1", "eu-west-1")
		e.UserAgent = pick(r, "aws-cli/2.15.0", "Boto3/1.9", "aws-sdk-go/1.4.2")
		switch r.IntN(10) {
		case 0:
			e.Evidence = tlslog.EvidenceService
			e.ClientIP, e.ClientHost = netip.Addr{}, "cloudformation.amazonaws.com"
		case 1:
			e.Evidence = tlslog.EvidenceInferred
			e.CipherName = "ECDHE-RSA-AES128-GCM-SHA256"
			e.CipherSuite = e.CipherName.CipherSuite()
		default:
			randomTLS(r, &e)
		}
	}
	return e
}

func randomTLS(r *rand.Rand, e *tlslog.Event) {
	e.Evidence = tlslog.EvidenceLogged
	e.Version = pick(r, 0, tlslog.VersionTLS10, tlslog.VersionTLS11, tlslog.VersionTLS12, tlslog.VersionTLS13, 0x7f1c)
	e.CipherName = pick[tlslog.CipherName](r, "", "ECDHE-RSA-AES128-SHA", "RC4-MD5", "TLS_AES_128_GCM_SHA256", "FUTURE-SUITE")
	e.CipherSuite = e.CipherName.CipherSuite()
	e.KeyExchange = pick[tlslog.KeyExchange](r, "", "secp256r1", "x25519", "X25519MLKEM768")
}

// summaryOf adds events to a summary.
func summaryOf(limit int, events []tlslog.Event) *Summary {
	s := &Summary{MaxTableBytes: limit}
	for i := range events {
		s.Add(events[i])
	}
	return s
}

// mergedOf splits events at random among summaries, sends some of these
// through their binary form, and merges them in a random order.
func mergedOf(t testing.TB, r *rand.Rand, limit int, events []tlslog.Event) *Summary {
	t.Helper()
	events = slices.Clone(events)
	r.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
	parts := make([]*Summary, 1+r.IntN(6))
	for i := range parts {
		parts[i] = &Summary{MaxTableBytes: limit}
	}
	for i := range events {
		pick(r, parts...).Add(events[i])
	}
	for len(parts) > 1 {
		i := r.IntN(len(parts))
		from := parts[i]
		parts = slices.Delete(parts, i, i+1)
		if r.IntN(2) == 0 {
			from = throughBinary(t, from)
		}
		pick(r, parts...).Merge(from)
	}
	return parts[0]
}

func throughBinary(t testing.TB, s *Summary) *Summary {
	t.Helper()
	data, err := s.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var back Summary
	if err := back.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	return &back
}

// diff compares reports and the like. Its result is empty if they are equal.
func diff(want, got any) string {
	if reflect.DeepEqual(want, got) { // much faster
		return ""
	}
	return cmp.Diff(want, got, cmpopts.EquateComparable(netip.Addr{}, time.Time{}))
}
