package alb

import (
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/google/go-cmp/cmp"
)

const withCert = `"CN=client,O=Example Corp" NotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z 0A1B `

func TestEvent(t *testing.T) {
	base := tlslog.Event{
		Source:            tlslog.SourceALB,
		Time:              date("2026-09-23T07:11:27.691358Z"),
		ID:                "TID_0123456789abcdef",
		Resource:          "app/web/0123456789abcdef",
		ClientIP:          netip.MustParseAddr("192.0.2.10"),
		ClientPort:        64326,
		ServerIP:          netip.MustParseAddr("198.51.100.7"),
		ServerPort:        443,
		Evidence:          tlslog.EvidenceLogged,
		Version:           tlslog.VersionTLS13,
		CipherSuite:       0x1301,
		CipherName:        "TLS_AES_128_GCM_SHA256",
		KeyExchange:       "x25519",
		HandshakeDuration: tlslog.Some(36 * time.Millisecond),
		Result:            tlslog.ResultSuccess,
	}
	cert := tlslog.Certificate{
		Holder:  tlslog.HolderClient,
		Subject: "CN=client,O=Example Corp",
		Serial:  "0A1B",
		Validity: tlslog.Validity{
			NotBefore: date("2026-01-01T00:00:00Z"),
			NotAfter:  date("2027-01-01T00:00:00Z"),
		},
	}
	tests := []struct {
		name, line string
		change     func(e *tlslog.Event)
	}{
		{"success", good, func(*tlslog.Event) {}},
		{"certificate", head + tls13 + withCert + "Success" + tail, func(e *tlslog.Event) { e.Certificate = cert }},
		{
			"failure", head + "TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 - " + withCert + "Failed:ClientCertUntrusted" + tail,
			func(e *tlslog.Event) {
				// Protocol and cipher suite of a failed connection are not
				// those of the attempt.
				e.Evidence, e.Version, e.CipherSuite, e.CipherName, e.KeyExchange = tlslog.EvidenceFailed, 0, 0, "", ""
				e.HandshakeDuration = tlslog.Opt[time.Duration]{}
				e.Result, e.Reason, e.Code = tlslog.ResultFailure, tlslog.ReasonCertificateUntrusted, "ClientCertUntrusted"
				e.Certificate = cert
			},
		},
		{
			"unknown failure", head + "- - - " + noCert + "Failed:New" + tail,
			func(e *tlslog.Event) {
				e.Evidence, e.Version, e.CipherSuite, e.CipherName, e.KeyExchange = tlslog.EvidenceFailed, 0, 0, "", ""
				e.HandshakeDuration = tlslog.Opt[time.Duration]{}
				e.Result, e.Reason, e.Code = tlslog.ResultFailure, tlslog.ReasonOther, "New"
			},
		},
		{
			"failure without a code", head + "- - - " + noCert + "Failed" + tail,
			func(e *tlslog.Event) {
				e.Evidence, e.Version, e.CipherSuite, e.CipherName, e.KeyExchange = tlslog.EvidenceFailed, 0, 0, "", ""
				e.HandshakeDuration = tlslog.Opt[time.Duration]{}
				e.Result, e.Reason = tlslog.ResultFailure, tlslog.ReasonOther
			},
		},
		{
			"HTTP listener", strings.Replace(head+"- - - "+noCert+"-"+tail, "x25519", "-", 1),
			func(e *tlslog.Event) {
				e.Evidence, e.Version, e.CipherSuite, e.CipherName, e.KeyExchange = tlslog.EvidencePlaintext, 0, 0, "", ""
				e.HandshakeDuration = tlslog.Opt[time.Duration]{}
				e.Result = tlslog.ResultUnknown
			},
		},
		{
			"unknown status", strings.Replace(good, "Success", "Pending", 1),
			func(e *tlslog.Event) {
				e.Evidence, e.Version, e.CipherSuite, e.CipherName, e.KeyExchange = tlslog.EvidenceNone, 0, 0, "", ""
				e.Result = tlslog.ResultUnknown
			},
		},
		{
			"unknown cipher suite", strings.Replace(good, "TLS_AES_128_GCM_SHA256", "TLS_NEW", 1),
			func(e *tlslog.Event) { e.CipherSuite, e.CipherName = 0, "TLS_NEW" },
		},
		{
			"key exchange in another spelling", strings.Replace(good, "x25519", "x25519mlkem768", 1),
			func(e *tlslog.Event) { e.KeyExchange = "X25519MLKEM768" },
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := base
			tt.change(&want)
			got, ok := mustParse(t, tt.line).Event()
			if !ok || got != want {
				t.Errorf("event differs (-want +got):\n%s", eventDiff(want, got))
			}
			// Back and forth again, the event is the same, if there is a way.
			rec, ok := FromEvent(got)
			if tells := got.Result != tlslog.ResultUnknown || got.Evidence == tlslog.EvidencePlaintext; ok != tells {
				t.Fatalf("a way back: %v, want %v", ok, tells)
			} else if !ok {
				return
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
}

func TestFromEvent(t *testing.T) {
	rec := mustParse(t, head+tls13+withCert+"Success"+lineOf(4)).Canonical() // which are all in an event
	e, _ := rec.Event()
	got, ok := FromEvent(e)
	if !ok || got != rec {
		t.Errorf("the record differs (-want +got):\n%s", diff(rec, got))
	}

	// From CloudFront: what has no place is left out, and nothing is made up.
	e.Source = tlslog.SourceCloudFront
	e.ServerName, e.Message, e.Certificate.Issuer = "example.com", "text", "CN=CA"
	e.Result, e.Reason, e.Code = tlslog.ResultFailure, tlslog.ReasonCertificatePurpose, "ClientCertIntentInvalid"
	want := rec
	want.ELB = ""
	want.TLSVerifyStatus = "Failed:ClientCertPurposeInvalid"
	if got, ok := FromEvent(e); !ok || got != want {
		t.Errorf("from CloudFront (-want +got):\n%s", diff(want, got))
	}
	e.Reason, e.Code = tlslog.ReasonCertificateMissing, "ClientCertMissing"
	if got, _ := FromEvent(e); got.TLSVerifyStatus != "Failed:UnmappedConnectionError" {
		t.Errorf("a failure that load balancers do not know becomes %s", got.TLSVerifyStatus)
	}
	e.Reason, e.Code = tlslog.ReasonNone, ""
	if got, _ := FromEvent(e); got.TLSVerifyStatus != "Failed" {
		t.Errorf("a failure without a reason becomes %s", got.TLSVerifyStatus)
	}

	// The certificate of a server is not the client's.
	e.Certificate.Holder = tlslog.HolderServer
	if got, _ := FromEvent(e); got.LeafClientCertSubject != "" || got.LeafClientCertSerialNumber != "" || !got.LeafClientCertValidity.IsZero() {
		t.Errorf("the server's certificate becomes the client's: %v", got)
	}

	for _, s := range []tlslog.Source{tlslog.SourceNetworkFirewall, tlslog.SourceCloudTrail} {
		if got, ok := FromEvent(tlslog.Event{Source: s, Time: e.Time}); ok || got != (Record{}) {
			t.Errorf("an event of %v becomes %v", s, got)
		}
	}
}

// TestFromEventSpellings checks that a protocol and cipher suite known by
// number alone get the names that load balancers use.
func TestFromEventSpellings(t *testing.T) {
	for _, tt := range []struct {
		version tlslog.Version
		suite   tlslog.CipherSuite
		want    string
	}{
		{tlslog.VersionTLS13, 0x1301, "TLSv1.3 TLS_AES_128_GCM_SHA256"},
		{tlslog.VersionTLS12, 0xc02f, "TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256"},
		{tlslog.VersionTLS10, 0x002f, "TLSv1 AES128-SHA"},
	} {
		rec, _ := FromEvent(tlslog.Event{Result: tlslog.ResultSuccess, Version: tt.version, CipherSuite: tt.suite})
		if got := string(rec.TLSProtocol) + " " + string(rec.TLSCipher); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func TestClone(t *testing.T) {
	// No field may be forgotten: the clone of a record whose strings are
	// parts of line has none that is.
	line := strings.Replace(head+tls13+withCert+"Success"+tail+" extra", ".691358Z", "Z", 1) // in a spelling that is kept
	rec, err := ParseRecord(line)
	if err != nil {
		t.Fatal(err)
	}
	if rec.Clone() != rec {
		t.Errorf("a clone differs:\n%s", diff(rec, rec.Clone()))
	}
	v := reflect.ValueOf(rec.Clone())
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.String && f.Len() > 0 && within(line, f.String()) {
			t.Errorf("%s is still a part of the line", v.Type().Field(i).Name)
		}
		if f := reflect.ValueOf(rec).Field(i); f.Kind() == reflect.String && (f.Len() == 0 || !within(line, f.String())) {
			t.Errorf("%s of the record should be a part of the line", v.Type().Field(i).Name)
		}
	}
}
