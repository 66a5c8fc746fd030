package facts

import (
	"testing"

	"github.com/awstls/awstls/tlslog"
)

func TestEstablished(t *testing.T) {
	yes, no, unknown := tlslog.Some(true), tlslog.Some(false), tlslog.Opt[bool]{}
	for _, tt := range []struct {
		name     string
		source   tlslog.Source
		evidence tlslog.Evidence
		result   tlslog.Result
		want     tlslog.Opt[bool]
	}{
		{"success", tlslog.SourceALB, tlslog.EvidenceLogged, tlslog.ResultSuccess, yes},
		{"failure", tlslog.SourceALB, tlslog.EvidenceFailed, tlslog.ResultFailure, no},
		{"no TLS", tlslog.SourceALB, tlslog.EvidencePlaintext, tlslog.ResultUnknown, unknown},
		{"success without a protocol", tlslog.SourceCloudFront, tlslog.EvidenceNone, tlslog.ResultSuccess, yes},
		{"protocol without a status", tlslog.SourceCloudFront, tlslog.EvidenceLogged, tlslog.ResultUnknown, unknown},
		{"call that failed over TLS", tlslog.SourceCloudTrail, tlslog.EvidenceLogged, tlslog.ResultFailure, yes},
		{"call with a cipher suite only", tlslog.SourceCloudTrail, tlslog.EvidenceInferred, tlslog.ResultSuccess, yes},
		{"call by a service", tlslog.SourceCloudTrail, tlslog.EvidenceService, tlslog.ResultSuccess, unknown},
		{"call without TLS", tlslog.SourceCloudTrail, tlslog.EvidencePlaintext, tlslog.ResultFailure, unknown},
		{"TLS error", tlslog.SourceNetworkFirewall, tlslog.EvidenceNotRecorded, tlslog.ResultFailure, no},
		{"revoked and passed", tlslog.SourceNetworkFirewall, tlslog.EvidenceNotRecorded, tlslog.ResultSuccess, unknown},
		{"alert", tlslog.SourceNetworkFirewall, tlslog.EvidenceLogged, tlslog.ResultFailure, unknown},
		{"no source", tlslog.SourceUnknown, tlslog.EvidenceLogged, tlslog.ResultSuccess, yes},
		{"nothing", tlslog.SourceUnknown, tlslog.EvidenceNone, tlslog.ResultUnknown, unknown},
	} {
		e := tlslog.Event{Source: tt.source, Evidence: tt.evidence, Result: tt.result}
		if got := Established(&e); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

// TestRefused sees to it that a new reason is sorted in.
func TestRefused(t *testing.T) {
	refused := map[tlslog.Reason]bool{
		tlslog.ReasonCertificateMissing: true, tlslog.ReasonCertificateUntrusted: true, tlslog.ReasonCertificateExpired: true,
		tlslog.ReasonCertificateNotYetValid: true, tlslog.ReasonCertificateInvalid: true,
		tlslog.ReasonCertificateTypeUnsupported: true, tlslog.ReasonCertificatePurpose: true,
		tlslog.ReasonCertificateIncompatible: true, tlslog.ReasonCertificateRejected: true,
		tlslog.ReasonCertificateChainTooLong: true, tlslog.ReasonCertificateTooLarge: true,
		tlslog.ReasonCertificateRevoked: true, tlslog.ReasonRevocationUnknown: true, tlslog.ReasonRevocationCheckFailed: true,
		tlslog.ReasonServerNameMissing: true, tlslog.ReasonServerNameMismatch: true, tlslog.ReasonConnectionRefused: true,
		tlslog.ReasonAuthenticationFailed: true, tlslog.ReasonCredentialsExpired: true, tlslog.ReasonAccessDenied: true,
		tlslog.ReasonEndpointPolicyDenied: true,
		tlslog.ReasonConnectionError:      false, tlslog.ReasonConnectionTimeout: false, tlslog.ReasonFunctionError: false,
		tlslog.ReasonInternalError: false, tlslog.ReasonUnmappedConnection: false, tlslog.ReasonThrottled: false,
		tlslog.ReasonOther: false,
	}
	for r := range tlslog.Reasons() {
		if want, ok := refused[r]; !ok || Refused(r) != want {
			t.Errorf("%v: refused is %v", r, Refused(r))
		}
	}
	if Refused(tlslog.ReasonNone) {
		t.Error("nothing is refused")
	}
}

func TestIsZone(t *testing.T) {
	for region, want := range map[string]bool{
		"": false, "a": false, "us-east-1": false, "us-east-1a": true, "us-gov-west-1b": true, "us-west-2-lax-1a": true, "aws-global": false,
	} {
		if IsZone(region) != want {
			t.Errorf("%q: a zone is %v", region, !want)
		}
	}
}

func TestHashOf(t *testing.T) {
	const digits = "0123456789abcdefABCDEF0123456789abcdefABCDEF0123456789abcdef012345"
	for s, want := range map[string]Hash{
		"": HashUnknown, digits[:31]: HashUnknown, digits[:32]: MD5, digits[:40]: SHA1, digits[:64]: SHA256, digits[:65]: HashUnknown,
		"9e:39:3d:93:13:88:88:d2:88:26:6c:2d:91:52:14:d1:d1:cc:eb:2a": SHA1,
		"1234567890EXAMPLE0987654321":                                 HashUnknown,
		digits[:31] + "g":                                             HashUnknown,
	} {
		if got := HashOf(s); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
}

func TestCipher(t *testing.T) {
	for _, tt := range []struct {
		e            tlslog.Event
		iana, logged string
	}{
		{tlslog.Event{}, "", ""},
		{tlslog.Event{CipherSuite: 0x002f, CipherName: "AES128-SHA"}, "TLS_RSA_WITH_AES_128_CBC_SHA", "AES128-SHA"},
		{tlslog.Event{CipherSuite: 0x002f}, "TLS_RSA_WITH_AES_128_CBC_SHA", "AES128-SHA"},
		{tlslog.Event{CipherName: "AES128-SHA"}, "TLS_RSA_WITH_AES_128_CBC_SHA", "AES128-SHA"},
		{tlslog.Event{CipherName: "TLS_NEW"}, "", "TLS_NEW"},
		{tlslog.Event{CipherSuite: 0xfefe}, "", "0xFEFE"},
	} {
		if got := IANACipher(&tt.e); got != tt.iana {
			t.Errorf("IANA's name of %v, %s is %s", tt.e.CipherSuite, tt.e.CipherName, got)
		}
		if got := LoggedCipher(&tt.e); got != tt.logged {
			t.Errorf("the logged name of %v, %s is %s", tt.e.CipherSuite, tt.e.CipherName, got)
		}
	}
}
