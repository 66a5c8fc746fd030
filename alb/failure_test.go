package alb

import (
	"slices"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

func TestFailureCodes(t *testing.T) {
	// AWS's table in the user guide has thirteen codes.
	codes := FailureCodes()
	if len(codes) != 13 {
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
	}
	codes[0] = "changed"
	if slices.Contains(FailureCodes(), "changed") {
		t.Error("the codes can be changed from outside")
	}
}

func TestFailureCodeUnknown(t *testing.T) {
	for _, tt := range []struct {
		code   FailureCode
		reason tlslog.Reason
	}{
		{"", tlslog.ReasonNone},
		{"ClientCertRevoked", tlslog.ReasonOther}, // invented by an emulator
		{"clientcertexpired", tlslog.ReasonOther},
	} {
		if tt.code.Known() || tt.code.Reason() != tt.reason {
			t.Errorf("%q: known %v, reason %v", tt.code, tt.code.Known(), tt.code.Reason())
		}
	}
	if code, ok := FailureCodeOf(tlslog.ReasonServerNameMissing); code != "" || ok {
		t.Errorf("load balancers have the code %s for a reason of firewalls", code)
	}
	if _, ok := FailureCodeOf(tlslog.ReasonNone); ok {
		t.Error("no reason has a code")
	}
}

func TestVerifyStatus(t *testing.T) {
	for _, tt := range []struct {
		status VerifyStatus
		result tlslog.Result
		code   FailureCode
	}{
		{"", tlslog.ResultUnknown, ""},
		{"Success", tlslog.ResultSuccess, ""},
		{"Failed", tlslog.ResultFailure, ""},
		{"Failed:", tlslog.ResultFailure, ""},
		{"Failed:ClientCertExpired", tlslog.ResultFailure, ClientCertExpired},
		{"Failed:a:b", tlslog.ResultFailure, "a:b"},
		{"Failure", tlslog.ResultUnknown, ""},
		{"Pending", tlslog.ResultUnknown, ""},
	} {
		if r, c := tt.status.Result(), tt.status.FailureCode(); r != tt.result || c != tt.code {
			t.Errorf("%q: %v, %q", tt.status, r, c)
		}
	}
	if Failed("") != "Failed" {
		t.Error(Failed(""))
	}
}
