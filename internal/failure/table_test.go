package failure

import (
	"slices"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

type code string

var table = Table[code]{
	{"Expired", tlslog.ReasonCertificateExpired},
	{"Untrusted", tlslog.ReasonCertificateUntrusted},
}

func TestTable(t *testing.T) {
	if got := table.Codes(); !slices.Equal(got, []code{"Expired", "Untrusted"}) {
		t.Errorf("Codes() = %q", got)
	}
	table.Codes()[0] = "changed"
	if table[0].Code != "Expired" {
		t.Error("the table can be changed through Codes")
	}
	for _, tt := range []struct {
		code   code
		reason tlslog.Reason
		known  bool
	}{
		{"Expired", tlslog.ReasonCertificateExpired, true},
		{"Untrusted", tlslog.ReasonCertificateUntrusted, true},
		{"expired", tlslog.ReasonOther, false},
		{"", tlslog.ReasonNone, false},
	} {
		if r, known := table.Reason(tt.code); r != tt.reason || known != tt.known {
			t.Errorf("Reason(%q) = %v, %v", tt.code, r, known)
		}
	}
	if c, ok := table.Of(tlslog.ReasonCertificateUntrusted); c != "Untrusted" || !ok {
		t.Errorf("Of = %q, %v", c, ok)
	}
	for _, r := range []tlslog.Reason{tlslog.ReasonNone, tlslog.ReasonOther, tlslog.ReasonCertificateRevoked} {
		if c, ok := table.Of(r); c != "" || ok {
			t.Errorf("Of(%v) = %q, %v", r, c, ok)
		}
	}
}
