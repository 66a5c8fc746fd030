package cloudfront

import (
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/google/go-cmp/cmp"
)

func TestEvent(t *testing.T) {
	base := tlslog.Event{
		Source:            tlslog.SourceCloudFront,
		Time:              good.EventTimestamp,
		ID:                good.ConnectionID,
		Resource:          "EDFDVBD6EXAMPLE",
		ClientIP:          good.ClientIP,
		ClientPort:        12137,
		ServerIP:          good.ServerIP,
		ServerName:        "www.example.com",
		Evidence:          tlslog.EvidenceLogged,
		Version:           tlslog.VersionTLS13,
		CipherSuite:       0x1301,
		CipherName:        "TLS_AES_128_GCM_SHA256",
		HandshakeDuration: tlslog.Some(153 * time.Millisecond),
		Result:            tlslog.ResultSuccess,
		Message:           "REVOKED:00:b1 — soft fail",
		Certificate: tlslog.Certificate{
			Holder:   tlslog.HolderClient,
			Subject:  good.ClientLeafCertSubject,
			Issuer:   good.ClientLeafCertIssuer,
			Serial:   "00:b1:43:ed:93:d2:d8:f3:9d",
			Validity: good.ClientLeafCertValidity,
		},
	}
	failure := func(reason tlslog.Reason, code string) func(e *tlslog.Event) {
		return func(e *tlslog.Event) {
			e.Evidence, e.Version, e.CipherSuite, e.CipherName = tlslog.EvidenceFailed, 0, 0, ""
			e.Result, e.Reason, e.Code = tlslog.ResultFailure, reason, code
		}
	}
	for _, tt := range []struct {
		name   string
		record func(r *Record)
		event  func(e *tlslog.Event)
	}{
		{"success", func(*Record) {}, func(*tlslog.Event) {}},
		{"failure", func(r *Record) { r.ConnectionStatus = "Failed:ClientCertIntentInvalid" }, failure(tlslog.ReasonCertificatePurpose, "ClientCertIntentInvalid")},
		{"denied by a function", func(r *Record) { r.ConnectionStatus = "Failed:ConnectionFunctionDenied" }, failure(tlslog.ReasonConnectionRefused, "ConnectionFunctionDenied")},
		{"unknown failure", func(r *Record) { r.ConnectionStatus = "Failed:New" }, failure(tlslog.ReasonOther, "New")},
		{"failure without a code", func(r *Record) { r.ConnectionStatus = "Failed" }, failure(tlslog.ReasonOther, "")},
		{"unknown cipher suite", func(r *Record) { r.TLSCipher = "TLS_NEW" }, func(e *tlslog.Event) { e.CipherSuite, e.CipherName = 0, "TLS_NEW" }},
		{"fields that were not chosen", func(r *Record) { r.ConnectionStatus, r.TLSProtocol, r.TLSCipher = "", "", "" }, func(e *tlslog.Event) {
			e.Evidence, e.Version, e.CipherSuite, e.CipherName = tlslog.EvidenceNone, 0, 0, ""
			e.Result = tlslog.ResultUnknown
		}},
		{"no certificate", func(r *Record) {
			r.ClientLeafCertIssuer, r.ClientLeafCertSubject, r.ClientLeafCertSerialNumber, r.ClientLeafCertValidity = "", "", "", tlslog.Validity{}
		}, func(e *tlslog.Event) { e.Certificate = tlslog.Certificate{} }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := base
			tt.event(&want)
			got, ok := with(tt.record).Event()
			if !ok || got != want {
				t.Errorf("event differs (-want +got):\n%s", eventDiff(want, got))
			}
			// Back and forth again, the event is the same.
			rec, ok := FromEvent(got)
			if !ok {
				t.Fatal("no way back")
			}
			if again, ok := rec.Event(); !ok || again != got {
				t.Errorf("the second event differs (-want +got):\n%s", eventDiff(got, again))
			}
		})
	}
}

func eventDiff(want, got tlslog.Event) string {
	return cmp.Diff(want, got, cmp.Comparer(func(a, b netip.Addr) bool { return a == b }), cmp.AllowUnexported(tlslog.Opt[time.Duration]{}))
}

func TestEventOfNothing(t *testing.T) {
	if e, ok := (Record{}).Event(); ok {
		t.Errorf("the zero Record has the event %+v", e)
	}
	for _, r := range []Record{{ConnectionID: "c"}, {ConnectionStatus: "Failed"}, {EventTimestamp: good.EventTimestamp}} {
		if _, ok := r.Event(); !ok {
			t.Errorf("%+v has no event", r)
		}
	}
}

func TestFromEvent(t *testing.T) {
	e, _ := good.Event()
	want := first
	want.DistributionTenantID = ""
	if got, ok := FromEvent(e); !ok || got != want {
		t.Errorf("the record differs (-want +got):\n%s", diff(want, got))
	}

	// From a load balancer: what has no place is left out, and nothing is
	// made up.
	e.Source = tlslog.SourceALB
	e.ServerPort, e.KeyExchange, e.Resource = 443, "x25519", "app/web/0123456789abcdef"
	e.Result, e.Reason, e.Code = tlslog.ResultFailure, tlslog.ReasonCertificatePurpose, "ClientCertPurposeInvalid"
	want.DistributionID = ""
	want.ConnectionStatus = "Failed:ClientCertIntentInvalid"
	if got, ok := FromEvent(e); !ok || got != want {
		t.Errorf("from a load balancer (-want +got):\n%s", diff(want, got))
	}
	e.Reason, e.Code = tlslog.ReasonCertificateIncompatible, "ClientCertIncompatible"
	if got, _ := FromEvent(e); got.ConnectionStatus != "Failed:UnmappedConnectionError" {
		t.Errorf("a failure that CloudFront does not know becomes %s", got.ConnectionStatus)
	}
	e.Reason, e.Code = tlslog.ReasonNone, ""
	if got, _ := FromEvent(e); got.ConnectionStatus != "Failed" {
		t.Errorf("a failure without a reason becomes %s", got.ConnectionStatus)
	}
	e.CipherName, e.CipherSuite, e.Version = "", 0xc02f, tlslog.VersionTLS12
	if got, _ := FromEvent(e); got.TLSCipher != "ECDHE-RSA-AES128-GCM-SHA256" || got.TLSProtocol != "TLSv1.2" {
		t.Errorf("known by number alone they become %s, %s", got.TLSProtocol, got.TLSCipher)
	}

	// The certificate of a server is not the viewer's.
	e.Certificate.Holder = tlslog.HolderServer
	if got, _ := FromEvent(e); got.certificate() != (tlslog.Certificate{}) {
		t.Errorf("the server's certificate becomes the viewer's: %v", got)
	}
	for _, s := range []tlslog.Source{tlslog.SourceNetworkFirewall, tlslog.SourceCloudTrail} {
		if got, ok := FromEvent(tlslog.Event{Source: s, Time: e.Time}); ok || got != (Record{}) {
			t.Errorf("an event of %v becomes %v", s, got)
		}
	}
}

// TestClone checks that no field is forgotten: the clone of a record whose
// strings are parts of a text has none that is.
func TestClone(t *testing.T) {
	in := strings.Replace(goodJSON, "{", `{"timestamp":"x","extra":"y","clientPort":1,`, 1)
	rec, err := ParseRecord(in)
	if err != nil {
		t.Fatal(err)
	}
	if rec.Clone() != rec {
		t.Errorf("a clone differs:\n%s", diff(rec, rec.Clone()))
	}
	clone := reflect.ValueOf(rec.Clone())
	for i := range clone.NumField() {
		name := clone.Type().Field(i).Name
		if f := clone.Field(i); f.Kind() == reflect.String && (f.Len() == 0 || within(in, f.String())) {
			t.Errorf("%s is still a part of the text", name)
		}
		if f := reflect.ValueOf(rec).Field(i); f.Kind() == reflect.String && !within(in, f.String()) {
			t.Errorf("%s of the record should be a part of the text", name)
		}
	}
}
