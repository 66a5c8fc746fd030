package cloudfront

import (
	"slices"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

func TestFailureCodes(t *testing.T) {
	// AWS lists eighteen codes in the developer guide.
	codes := FailureCodes()
	if len(codes) != 18 {
		t.Errorf("%d codes", len(codes))
	}
	seen := make(map[tlslog.Reason]FailureCode)
	for _, code := range codes {
		if !code.Known() {
			t.Errorf("%s is not known", code)
		}
		r := code.Reason()
		if r == tlslog.ReasonNone || r == tlslog.ReasonOther {
			t.Errorf("%s has no reason of its own", code)
		}
		if other, ok := seen[r]; ok {
			t.Errorf("%s and %s have the same reason", code, other)
		}
		seen[r] = code
		if back, ok := FailureCodeOf(r); back != code || !ok {
			t.Errorf("%s becomes %v becomes %s", code, r, back)
		}
		if s := Failed(code); s.FailureCode() != code || s.Result() != tlslog.ResultFailure {
			t.Errorf("status %s has the code %s", s, s.FailureCode())
		}
		if code.String() != string(code) {
			t.Errorf("%q is written as %s", string(code), code)
		}
	}
	codes[0] = "changed"
	if slices.Contains(FailureCodes(), "changed") {
		t.Error("the codes can be changed from outside")
	}
}

func TestFailureCodeReasons(t *testing.T) {
	for _, tt := range []struct {
		code   FailureCode
		reason tlslog.Reason
	}{
		{"ClientCertIntentInvalid", tlslog.ReasonCertificatePurpose},
		{"ClientCertMissing", tlslog.ReasonCertificateMissing},
		{"ClientCertOcspDenied", tlslog.ReasonCertificateRevoked},
		{"ClientCertOcspProcessingError", tlslog.ReasonRevocationCheckFailed},
		{"TcpError", tlslog.ReasonConnectionError},
		{"TcpTimeout", tlslog.ReasonConnectionTimeout},
		{"ConnectionFunctionError", tlslog.ReasonFunctionError},
		{"ConnectionFunctionDenied", tlslog.ReasonConnectionRefused},
		{"Internal", tlslog.ReasonInternalError},
		{"UnmappedConnectionError", tlslog.ReasonUnmappedConnection},
		{"", tlslog.ReasonNone},
		{"ClientCertCrlHit", tlslog.ReasonOther}, // a load balancer's
		{"tcperror", tlslog.ReasonOther},
	} {
		if got := tt.code.Reason(); got != tt.reason {
			t.Errorf("%q: reason %v", tt.code, got)
		}
		if known := tt.reason != tlslog.ReasonNone && tt.reason != tlslog.ReasonOther; tt.code.Known() != known {
			t.Errorf("%q: known %v", tt.code, !known)
		}
	}
	if code, ok := FailureCodeOf(tlslog.ReasonServerNameMissing); code != "" || ok {
		t.Errorf("CloudFront has the code %s for a reason of firewalls", code)
	}
	if _, ok := FailureCodeOf(tlslog.ReasonNone); ok {
		t.Error("no reason has a code")
	}
}

func TestConnectionStatus(t *testing.T) {
	for _, tt := range []struct {
		status ConnectionStatus
		result tlslog.Result
		code   FailureCode
	}{
		{"", tlslog.ResultUnknown, ""},
		{"Success", tlslog.ResultSuccess, ""},
		{"Failed", tlslog.ResultFailure, ""},
		{"Failed:", tlslog.ResultFailure, ""},
		{"Failed:TcpTimeout", tlslog.ResultFailure, TcpTimeout},
		{"Failed:a:b", tlslog.ResultFailure, "a:b"},
		{"Failure", tlslog.ResultUnknown, ""},
		{"Success or Failed", tlslog.ResultUnknown, ""}, // AWS's example of the field
	} {
		if r, c := tt.status.Result(), tt.status.FailureCode(); r != tt.result || c != tt.code {
			t.Errorf("%q: %v, %q", tt.status, r, c)
		}
	}
	if Failed("") != "Failed" {
		t.Error(Failed(""))
	}
}
