package tlslog_test

import (
	"encoding"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// enum is what every enumeration of this package can do.
type enum interface {
	fmt.Stringer
	encoding.TextAppender
	encoding.TextMarshaler
}

// TestEnums checks that each value of each enumeration has a name of its own,
// that the name leads back to it, and that a value without a name has a text
// and harms nobody.
func TestEnums(t *testing.T) {
	testEnum(t, "Source", 5, func(i uint8) enum { return tlslog.Source(i) }, new(tlslog.Source))
	testEnum(t, "Result", 3, func(i uint8) enum { return tlslog.Result(i) }, new(tlslog.Result))
	testEnum(t, "Evidence", 8, func(i uint8) enum { return tlslog.Evidence(i) }, new(tlslog.Evidence))
	testEnum(t, "Holder", 3, func(i uint8) enum { return tlslog.Holder(i) }, new(tlslog.Holder))
	testEnum(t, "Reason", 1+len(slices.Collect(tlslog.Reasons())), func(i uint8) enum { return tlslog.Reason(i) }, new(tlslog.Reason))
}

func testEnum[P interface {
	*E
	encoding.TextUnmarshaler
}, E comparable](t *testing.T, typ string, known int, of func(uint8) enum, into P) {
	seen := make(map[string]bool)
	for i := range 256 {
		v := of(uint8(i))
		name := v.String()
		if seen[name] {
			t.Errorf("%s %d: the name %q was used before", typ, i, name)
		}
		seen[name] = true
		if text, err := v.MarshalText(); err != nil || string(text) != name {
			t.Errorf("%s %d: MarshalText = %q, %v", typ, i, text, err)
		}
		if text, err := v.AppendText([]byte("x")); err != nil || string(text) != "x"+name {
			t.Errorf("%s %d: AppendText = %q, %v", typ, i, text, err)
		}
		err := into.UnmarshalText([]byte(name))
		if i >= known {
			if err == nil || name != fmt.Sprintf("%s(%d)", typ, i) {
				t.Errorf("%s %d: name %q, UnmarshalText error %v", typ, i, name, err)
			}
			continue
		}
		if err != nil || any(*into) != any(v) {
			t.Errorf("%s %d: UnmarshalText(%q) = %v, %v", typ, i, name, *into, err)
		}
		if (i == 0) != (name == "") || strings.ToLower(name) != name || strings.ContainsAny(name, " -") {
			t.Errorf("%s %d: name %q", typ, i, name)
		}
	}
	before := *into
	if err := into.UnmarshalText([]byte("no such name")); err == nil || strings.Contains(err.Error(), "no such") {
		t.Errorf("%s: UnmarshalText of an unknown name: %v", typ, err)
	}
	if *into != before {
		t.Errorf("%s: UnmarshalText of an unknown name changes the value", typ)
	}
}

func TestReasonDescriptions(t *testing.T) {
	for r := range tlslog.Reasons() {
		if d := r.Description(); !strings.HasSuffix(d, ".") || strings.Count(d, ".") != 1 {
			t.Errorf("%v: %q is not one sentence", r, d)
		}
	}
	if tlslog.ReasonNone.Description() != "" || tlslog.Reason(255).Description() != "" {
		t.Error("what is no reason has a description")
	}
}

func TestReasonsBreak(t *testing.T) {
	for r := range tlslog.Reasons() {
		if r != tlslog.ReasonNone+1 {
			t.Fatal("goes on after a break")
		}
		break
	}
}

func ExampleReason() {
	r := tlslog.ReasonCertificateExpired
	fmt.Println(r)
	fmt.Println(r.Description())
	// Output:
	// certificate_expired
	// The certificate's validity has ended.
}

func ExampleReasons() {
	n := 0
	for r := range tlslog.Reasons() {
		if strings.HasPrefix(r.String(), "server_name") {
			fmt.Println(r)
		}
		n++
	}
	fmt.Println(n > 20)
	// Output:
	// server_name_missing
	// server_name_mismatch
	// true
}
