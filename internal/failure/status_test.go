package failure

import (
	"testing"

	"github.com/awstls/awstls/tlslog"
)

func TestStatus(t *testing.T) {
	for _, tt := range []struct {
		status string
		result tlslog.Result
		code   string
	}{
		{"", tlslog.ResultUnknown, ""},
		{"Success", tlslog.ResultSuccess, ""},
		{"Failed", tlslog.ResultFailure, ""},
		{"Failed:", tlslog.ResultFailure, ""},
		{"Failed:Expired", tlslog.ResultFailure, "Expired"},
		{"Failed:a:b", tlslog.ResultFailure, "a:b"},
		{"Failure", tlslog.ResultUnknown, ""},
	} {
		if r, c := Result(tt.status), Code(tt.status); r != tt.result || c != tt.code {
			t.Errorf("%q: %v, %q", tt.status, r, c)
		}
	}
	if Status("") != "Failed" || Status("Expired") != "Failed:Expired" {
		t.Error(Status(""), Status("Expired"))
	}
}

func TestStatusOf(t *testing.T) {
	const own, other = tlslog.SourceALB, tlslog.SourceCloudFront
	for _, tt := range []struct {
		event tlslog.Event
		want  string
	}{
		{tlslog.Event{Source: own}, ""},
		{tlslog.Event{Source: other, Result: tlslog.ResultSuccess}, "Success"},
		{tlslog.Event{Source: own, Result: tlslog.ResultFailure, Code: "New"}, "Failed:New"},
		{tlslog.Event{Source: own, Result: tlslog.ResultFailure}, "Failed"},
		{tlslog.Event{Source: other, Result: tlslog.ResultFailure, Code: "X"}, "Failed"},
		{tlslog.Event{Source: other, Result: tlslog.ResultFailure, Code: "X", Reason: tlslog.ReasonCertificateExpired}, "Failed:Expired"},
		{tlslog.Event{Source: other, Result: tlslog.ResultFailure, Code: "X", Reason: tlslog.ReasonConnectionTimeout}, "Failed:Unmapped"},
	} {
		if got := table.StatusOf(tt.event, own, "Unmapped"); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.event, got, tt.want)
		}
	}
}
