package tlslog_test

import (
	"encoding"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// sink keeps results alive in tests that count allocations.
var sink string

// upperASCII is the readable form of what the parsers do with case.
func upperASCII(r rune) rune {
	if 'a' <= r && r <= 'z' {
		return r - 'a' + 'A'
	}
	return r
}

// A text is an integer type of this package with its text methods.
type text interface {
	fmt.Stringer
	encoding.TextAppender
	encoding.TextMarshaler
	comparable
}

// checkText checks that the texts of v are one and lead back to v. What into
// points to is overwritten.
func checkText[T text, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, v T, into P) {
	t.Helper()
	name := v.String()
	if got, err := v.AppendText([]byte("a")); string(got) != "a"+name || err != nil {
		t.Errorf("%T %q: AppendText = %q, %v", v, name, got, err)
	}
	got, err := v.MarshalText()
	if string(got) != name || err != nil {
		t.Errorf("%T %q: MarshalText = %q, %v", v, name, got, err)
	}
	if err := into.UnmarshalText(got); *into != v || err != nil {
		t.Errorf("%T %q: UnmarshalText gives %v, %v", v, name, *into, err)
	}
}

// checkTextError checks that UnmarshalText turns down an unknown text with an
// error that names the type and does not quote the text.
func checkTextError(t *testing.T, into encoding.TextUnmarshaler, unknown string) {
	t.Helper()
	typ := reflect.TypeOf(into).Elem().Name()
	err := into.UnmarshalText([]byte(unknown))
	if err == nil || !strings.Contains(err.Error(), typ) || strings.Contains(err.Error(), unknown) {
		t.Errorf("%s: UnmarshalText(%q): error %v", typ, unknown, err)
	}
}
