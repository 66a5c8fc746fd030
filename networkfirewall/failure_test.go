package networkfirewall

import (
	"testing"

	"github.com/awstls/awstls/tlslog"
)

func TestFailureCodes(t *testing.T) {
	reasons := make(map[tlslog.Reason]bool)
	for _, c := range FailureCodes() {
		r := c.Reason()
		if !c.Known() || reasons[r] || r == tlslog.ReasonOther || r == tlslog.ReasonNone {
			t.Errorf("%s: known %v, reason %v", c, c.Known(), r)
		}
		reasons[r] = true
		if back, ok := FailureCodeOf(r); !ok || back != c {
			t.Errorf("the code of %v is %s, want %s", r, back, c)
		}
	}
	for r := range tlslog.Reasons() {
		if c, ok := FailureCodeOf(r); ok != reasons[r] || ok == (c == "") {
			t.Errorf("the code of %v is %q, %v", r, c, ok)
		}
	}
	if c := FailureCode("GOOD"); c.Known() || c.Reason() != tlslog.ReasonOther || c.String() != "GOOD" {
		t.Errorf("a code that is not known has the reason %v", c.Reason())
	}
	if c := FailureCode(""); c.Known() || c.Reason() != tlslog.ReasonNone {
		t.Errorf("no code has the reason %v", c.Reason())
	}
}

func TestRecordFailureCode(t *testing.T) {
	mismatch := TLSError{wrongNameMessage}
	for _, tt := range []struct {
		rec  Record
		want FailureCode
	}{
		{Record{}, ""},
		{noNameRecord, NoSNI},
		{wrongNameRecord, SNIMismatch},
		{revocationRecord, Revoked},
		{Record{TLSError: tlslog.Some(TLSError{"new"})}, ""},
		{Record{RevocationCheck: tlslog.Some(RevocationCheck{Status: "GOOD"})}, "GOOD"},
		{Record{RevocationCheck: tlslog.Some(RevocationCheck{Status: StatusUnknown}), TLSError: tlslog.Some(mismatch)}, SNIMismatch},
		{Record{RevocationCheck: tlslog.Some(RevocationCheck{Status: StatusUnknown}), TLSError: tlslog.Some(TLSError{"new"})}, RevocationUnknown},
	} {
		if got := tt.rec.FailureCode(); got != tt.want {
			t.Errorf("%v: got %s, want %s", tt.rec, got, tt.want)
		}
	}
}

func TestErrorKind(t *testing.T) {
	for _, tt := range []struct {
		message string
		want    ErrorKind
		code    FailureCode
	}{
		{"Server name is not found in client hello.", ErrorNoSNI, NoSNI},
		{"Server name is not found in client hello", ErrorNoSNI, NoSNI},
		{wrongNameMessage, ErrorSNIMismatch, SNIMismatch},
		{"SNI: a Match Failed", ErrorUnknown, ""},
		{"", ErrorUnknown, ""},
	} {
		if got := (TLSError{tt.message}).Kind(); got != tt.want || got.FailureCode() != tt.code {
			t.Errorf("%q is of the kind %v, want %v", tt.message, got, tt.want)
		}
	}
}

func TestErrorKindText(t *testing.T) {
	seen := make(map[string]bool)
	for k := range ErrorSNIMismatch + 1 {
		text, err := k.MarshalText()
		again, _ := k.AppendText([]byte("x"))
		if err != nil || string(text) != k.String() || string(again) != "x"+k.String() || seen[k.String()] {
			t.Errorf("%d: %q, %q, %v", k, text, again, err)
		}
		seen[k.String()] = true
		got := ErrorKind(77)
		if err := got.UnmarshalText(text); err != nil || got != k {
			t.Errorf("%q becomes %v, %v", text, got, err)
		}
	}
	k := ErrorKind(77)
	if s := k.String(); s != "ErrorKind(77)" {
		t.Error(s)
	}
	if err := k.UnmarshalText([]byte("ErrorKind(77)")); err == nil || k != 77 {
		t.Errorf("%v, %v", k, err)
	}
}

func TestStatusAndAction(t *testing.T) {
	for _, tt := range []struct {
		action Action
		known  bool
		want   tlslog.Result
	}{
		{ActionPass, true, tlslog.ResultSuccess},
		{ActionDrop, true, tlslog.ResultFailure},
		{ActionReject, true, tlslog.ResultFailure},
		{"drop", false, tlslog.ResultUnknown},
		{"", false, tlslog.ResultUnknown},
	} {
		if tt.action.Known() != tt.known || tt.action.Result() != tt.want || tt.action.String() != string(tt.action) {
			t.Errorf("%s: %v, %v", tt.action, tt.action.Known(), tt.action.Result())
		}
	}
	for _, s := range []RevocationStatus{StatusRevoked, StatusUnknown, "GOOD", ""} {
		if known := s == "REVOKED" || s == "UNKNOWN"; s.Known() != known || s.String() != string(s) {
			t.Errorf("%q is known: %v", s, s.Known())
		}
	}
}
