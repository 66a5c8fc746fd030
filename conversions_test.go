package awstls_test

import (
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// A source is a log package, as far as conversions go.
type source struct {
	source tlslog.Source
	codes  []string
	reason func(code string) tlslog.Reason
	codeOf func(tlslog.Reason) (string, bool)
	// trip turns an event into a record of this source and back.
	trip func(tlslog.Event) (tlslog.Event, bool)
}

var sources = []source{
	sourceOf(tlslog.SourceALB, alb.FailureCodes, alb.FailureCode.Reason, alb.FailureCodeOf, alb.FromEvent),
	sourceOf(tlslog.SourceCloudFront, cloudfront.FailureCodes, cloudfront.FailureCode.Reason, cloudfront.FailureCodeOf, cloudfront.FromEvent),
	sourceOf(tlslog.SourceNetworkFirewall, networkfirewall.FailureCodes, networkfirewall.FailureCode.Reason, networkfirewall.FailureCodeOf, networkfirewall.FromEvent),
	sourceOf(tlslog.SourceCloudTrail, cloudtrail.FailureCodes, cloudtrail.FailureCode.Reason, cloudtrail.FailureCodeOf, cloudtrail.FromEvent),
}

func sourceOf[C ~string, R tlslog.Eventer](
	s tlslog.Source, codes func() []C, reason func(C) tlslog.Reason, codeOf func(tlslog.Reason) (C, bool), from func(tlslog.Event) (R, bool),
) source {
	x := source{
		source: s,
		reason: func(code string) tlslog.Reason { return reason(C(code)) },
		codeOf: func(r tlslog.Reason) (string, bool) { c, ok := codeOf(r); return string(c), ok },
		trip: func(e tlslog.Event) (tlslog.Event, bool) {
			rec, ok := from(e)
			if !ok {
				return tlslog.Event{}, false
			}
			return rec.Event()
		},
	}
	for _, c := range codes() {
		x.codes = append(x.codes, string(c))
	}
	return x
}

// TestFailureCodes translates every code of every source into every other:
// code, reason, code. The table lists what has a counterpart of another name;
// a code without an entry keeps its name or has no counterpart.
func TestFailureCodes(t *testing.T) {
	renamed := map[string]string{
		"alb ClientCertPurposeInvalid cloudfront":         "ClientCertIntentInvalid",
		"alb ClientCertCrlHit cloudfront":                 "ClientCertOcspDenied",
		"alb ClientCertCrlHit networkfirewall":            "REVOKED",
		"alb ClientCertCrlProcessingError cloudfront":     "ClientCertOcspProcessingError",
		"cloudfront ClientCertIntentInvalid alb":          "ClientCertPurposeInvalid",
		"cloudfront ClientCertOcspDenied alb":             "ClientCertCrlHit",
		"cloudfront ClientCertOcspDenied networkfirewall": "REVOKED",
		"cloudfront ClientCertOcspProcessingError alb":    "ClientCertCrlProcessingError",
		"networkfirewall REVOKED alb":                     "ClientCertCrlHit",
		"networkfirewall REVOKED cloudfront":              "ClientCertOcspDenied",
	}
	shared := []string{
		"ClientCertMaxChainDepthExceeded", "ClientCertMaxSizeExceeded", "ClientCertUntrusted", "ClientCertNotYetValid", "ClientCertExpired",
		"ClientCertTypeUnsupported", "ClientCertInvalid", "ClientCertRejected", "UnmappedConnectionError",
	}
	for _, from := range sources {
		for _, code := range from.codes {
			reason := from.reason(code)
			if reason == tlslog.ReasonNone || reason == tlslog.ReasonOther {
				t.Errorf("%v: %s has no reason of its own", from.source, code)
			}
			for _, to := range sources {
				got, ok := to.codeOf(reason)
				key := fmt.Sprintf("%v %s %v", from.source, code, to.source)
				want, isRenamed := renamed[key]
				delete(renamed, key)
				switch {
				case to.source == from.source:
					// Several codes of a source can have one reason; then it
					// is the reason that comes back.
					if back := to.reason(got); !ok || back != reason {
						t.Errorf("%v: %s becomes %v becomes %q", from.source, code, reason, got)
					}
				case isRenamed:
					if got != want || !ok {
						t.Errorf("%s is %q, want %q", key, got, want)
					}
				case slices.Contains(shared, code) && slices.Contains(to.codes, code):
					if got != code || !ok {
						t.Errorf("%s is %q, want the same", key, got)
					}
				case ok && to.source != from.source && connection(from.source) == connection(to.source):
					t.Errorf("%s is %q, want none", key, got)
				}
			}
		}
	}
	for key := range renamed {
		t.Errorf("no such code: %s", key)
	}
}

// connection reports whether a source is about clients' connections to AWS.
func connection(s tlslog.Source) bool {
	return s == tlslog.SourceALB || s == tlslog.SourceCloudFront
}

// TestRecords sends an event of each source through a record of each source
// and back. The table says which of the event's fields are lost on the way; a
// source that is not listed gives no record at all. No trip may add anything
// or change what is not listed.
func TestRecords(t *testing.T) {
	// In a record of another source the code is that source's word; in an
	// event that comes from it, so is the source.
	trips := map[string]string{
		"alb alb":                         "",
		"alb cloudfront":                  "Resource ServerPort KeyExchange",
		"cloudfront alb":                  "Resource ServerName Message Certificate.Issuer",
		"cloudfront cloudfront":           "",
		"networkfirewall networkfirewall": "",
		"cloudtrail cloudtrail":           "",
	}
	for _, from := range sources {
		for _, e := range events(t, from.source) {
			for _, to := range sources {
				lost, possible := trips[fmt.Sprintf("%v %v", from.source, to.source)]
				got, ok := to.trip(e)
				if ok != possible {
					t.Errorf("%v in a record of %v: %v, want %v", from.source, to.source, ok, possible)
				}
				if !ok {
					continue
				}
				if got.Source != to.source {
					t.Errorf("%v in a record of %v: source %v", from.source, to.source, got.Source)
				}
				translated := to.source != from.source
				if translated && got.Code != "" && to.reason(got.Code) != got.Reason {
					t.Errorf("%v in a record of %v: code %s, reason %v", from.source, to.source, got.Code, got.Reason)
				}
				walk("", reflect.ValueOf(e), reflect.ValueOf(got), func(path string, was, is reflect.Value) {
					switch {
					case path == "Source", translated && path == "Code":
					case slices.Contains(strings.Fields(lost), path):
						if !is.IsZero() {
							t.Errorf("%v in a record of %v: %s is not lost", from.source, to.source, path)
						}
					case !reflect.DeepEqual(was.Interface(), is.Interface()):
						t.Errorf("%v in a record of %v: %s was %v, is %v", from.source, to.source, path, was, is)
					}
				})
				// A second trip changes nothing more.
				if again, ok := to.trip(got); !ok || again != got {
					t.Errorf("%v in a record of %v: the second trip differs:\n%+v\n%+v", from.source, to.source, got, again)
				}
			}
		}
	}
}

// walk compares the fields of two structures, with those of a certificate.
func walk(path string, a, b reflect.Value, each func(path string, a, b reflect.Value)) {
	for i := range a.NumField() {
		name := strings.TrimPrefix(path+"."+a.Type().Field(i).Name, ".")
		if a.Field(i).Type() == reflect.TypeFor[tlslog.Certificate]() {
			walk(name, a.Field(i), b.Field(i), each)
			continue
		}
		each(name, a.Field(i), b.Field(i))
	}
}

// events returns events of a source: a success and a failure, with all that
// its records hold.
func events(t *testing.T, s tlslog.Source) []tlslog.Event {
	t.Helper()
	var list []tlslog.Event
	add := func(rec tlslog.Eventer, err error) {
		t.Helper()
		e, ok := rec.Event()
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		list = append(list, e)
	}
	switch s {
	case tlslog.SourceALB:
		for _, status := range []string{"0.036 %s Success", "- %s Failed:ClientCertExpired", "- %s Failed:ClientCertPurposeInvalid"} {
			cert := `"CN=a,O=b" NotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z 0A1B`
			rec, err := alb.ParseRecord("2026-09-23T07:11:27.691000Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 " +
				fmt.Sprintf(status, cert) + " TID_1 x25519 app/web/0123456789abcdef 198.51.100.7")
			add(rec, err)
		}
	case tlslog.SourceCloudFront:
		for _, status := range []string{"Success", "Failed:ClientCertExpired", "Failed:ClientCertIntentInvalid"} {
			duration := "36"
			if status != "Success" {
				duration = "-"
			}
			rec, err := cloudfront.ParseRecord(`{"eventTimestamp":"1790147487691","connectionId":"c1","connectionStatus":"` + status +
				`","clientIp":"192.0.2.10","clientPort":"64326","serverIp":"198.51.100.7","distributionId":"E1","tlsProtocol":"TLSv1.3",` +
				`"tlsCipher":"TLS_AES_128_GCM_SHA256","tlsHandshakeDuration":"` + duration + `","tlsSni":"example.com","clientLeafCertSerialNumber":"0a:1b",` +
				`"clientLeafCertSubject":"O=b, CN=a","clientLeafCertIssuer":"CN=ca","clientLeafCertValidity":` +
				`"NotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z","connectionLogCustomData":"text"}`)
			add(rec, err)
		}
	case tlslog.SourceNetworkFirewall:
		for _, fault := range []string{
			`"tls_error":{"error_message":"Server name is not found in client hello."},"sni":"-"`,
			`"tls_error":{"error_message":"SNI: a.example Match Failed to server certificate names: b.example/b.example "},"sni":"a.example"`,
			`"revocation_check":{"leaf_cert_fpr":"0a0b","status":"REVOKED","action":"DROP"},"sni":"a.example"`,
			`"revocation_check":{"leaf_cert_fpr":"0a0b","status":"UNKNOWN","action":"PASS"},"sni":"a.example"`,
		} {
			rec, err := networkfirewall.ParseRecord(`{"firewall_name":"f","availability_zone":"eu-central-1a","event_timestamp":1790147487,"event":{` +
				`"timestamp":"2026-09-23T07:11:27.691358Z","src_ip":"10.0.0.1","src_port":"50000","dest_ip":"203.0.113.7","dest_port":"443",` + fault + `}}`)
			add(rec, err)
		}
	case tlslog.SourceCloudTrail:
		for _, failure := range []string{"", `"errorCode":"AccessDenied","errorMessage":"text",`} {
			rec, err := cloudtrail.ParseRecord(`{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/a","accountId":"111122223333"},` +
				`"eventTime":"2026-09-23T07:11:27Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","awsRegion":"eu-central-1","sourceIPAddress":"192.0.2.10",` +
				`"userAgent":"agent",` + failure + `"eventID":"e1","resources":[{"ARN":"arn:aws:kms:eu-central-1:444455556666:key/k","accountId":"444455556666","type":"AWS::KMS::Key"}],` +
				`"eventType":"AwsApiCall","recipientAccountId":"444455556666","eventCategory":"Management","tlsDetails":{"tlsVersion":"TLSv1.3",` +
				`"cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"kms.eu-central-1.amazonaws.com","keyExchange":"X25519MLKEM768"}}`)
			add(rec, err)
		}
	}
	return list
}

// FuzzTrips sends an event, however made, through a record of every source,
// and checks that a second trip changes nothing more.
func FuzzTrips(f *testing.F) {
	f.Add(uint8(1), uint8(1), uint8(1), uint8(2), "ClientCertExpired", "TLS_AES_128_GCM_SHA256", "x25519", uint16(0x0304), uint16(0x1301), "a.example", "text", int64(1790147487691358000), int64(36_000_000))
	f.Add(uint8(2), uint8(4), uint8(2), uint8(3), "Failed", "", "", uint16(0), uint16(0), "-", "", int64(0), int64(-1))
	f.Add(uint8(3), uint8(7), uint8(2), uint8(12), "REVOKED", "x", "none", uint16(0x0305), uint16(1), "", "SNI: a Match Failed to server certificate names: b/b ", int64(1), int64(0))
	f.Add(uint8(4), uint8(2), uint8(2), uint8(24), "AccessDenied", "AES128-SHA", "prime256v1", uint16(0x0301), uint16(0x2f), "host", "denied", int64(-1), int64(1))
	f.Fuzz(func(t *testing.T, from, evidence, result, reason uint8, code, cipher, group string, version, suite uint16, name, message string, at, took int64) {
		e := tlslog.Event{
			Source:      tlslog.Source(from % 5),
			Time:        time.Unix(0, at).UTC(),
			ID:          name,
			ServerName:  name,
			ClientIP:    netip.AddrFrom4([4]byte{192, 0, 2, from}),
			Evidence:    tlslog.Evidence(evidence % 8),
			Version:     tlslog.Version(version),
			CipherSuite: tlslog.CipherSuite(suite),
			CipherName:  tlslog.CipherName(cipher),
			KeyExchange: tlslog.KeyExchange(group),
			Result:      tlslog.Result(result % 3),
			Reason:      tlslog.Reason(reason),
			Code:        code,
			Message:     message,
			Action:      message,
			Service:     name,
			Operation:   code,
		}
		if took >= 0 {
			e.HandshakeDuration = tlslog.Some(time.Duration(took))
		}
		for _, to := range sources {
			once, ok := to.trip(e)
			if !ok {
				continue
			}
			if twice, ok := to.trip(once); !ok || twice != once {
				t.Errorf("in a record of %v:\n%+v\n%+v", to.source, once, twice)
			}
		}
	})
}
