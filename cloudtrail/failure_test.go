package cloudtrail

import (
	"testing"

	"github.com/awstls/awstls/tlslog"
)

func TestFailureCode(t *testing.T) {
	seen := map[FailureCode]bool{}
	for _, c := range FailureCodes() {
		if seen[c] || !c.Known() || c.Reason() == tlslog.ReasonOther || c.Reason() == tlslog.ReasonNone {
			t.Errorf("%s: known %t, reason %v, twice %t", c, c.Known(), c.Reason(), seen[c])
		}
		seen[c] = true
	}
	for c, want := range map[FailureCode]tlslog.Reason{
		"":                             tlslog.ReasonNone,
		"AccessDenied":                 tlslog.ReasonAccessDenied,
		"AccessDeniedException":        tlslog.ReasonAccessDenied,
		"Client.UnauthorizedOperation": tlslog.ReasonAccessDenied,
		"VpceAccessDenied":             tlslog.ReasonEndpointPolicyDenied,
		"InvalidClientTokenId":         tlslog.ReasonAuthenticationFailed,
		"SignatureDoesNotMatch":        tlslog.ReasonAuthenticationFailed,
		"ExpiredToken":                 tlslog.ReasonCredentialsExpired,
		"RequestExpired":               tlslog.ReasonCredentialsExpired,
		"Client.RequestLimitExceeded":  tlslog.ReasonThrottled,
		"ThrottlingException":          tlslog.ReasonThrottled,
		"Server.InternalError":         tlslog.ReasonInternalError,
		"NoSuchEntityException":        tlslog.ReasonOther,
		"Client.":                      tlslog.ReasonOther,
		"accessdenied":                 tlslog.ReasonOther,
	} {
		if c.Reason() != want || c.Known() != (want != tlslog.ReasonOther && want != tlslog.ReasonNone) || c.String() != string(c) {
			t.Errorf("%q: %v, known %t", c, c.Reason(), c.Known())
		}
	}
}

func TestFailureCodeOf(t *testing.T) {
	for r := range tlslog.Reasons() {
		if c, ok := FailureCodeOf(r); ok && c.Reason() != r || !ok && c != "" {
			t.Errorf("%v: %v", r, c)
		}
	}
	for _, f := range failures {
		if _, ok := FailureCodeOf(f.reason); !ok {
			t.Errorf("%v has no code", f.reason)
		}
	}
}
