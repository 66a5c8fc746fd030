package vended

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode/utf8"
)

var texts = []string{"", "a", `"`, `\`, "\n\r\t", "\x00\x1f", "a\"b\\c\nd", "é—\u2028", "\xff", "<&>", `\"`, "a\x7f"}

func FuzzAppendString(f *testing.F) {
	for _, s := range texts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := appendString([]byte("x"), s)
		if q := quote(append([]byte("x"), s...), 1); !bytes.Equal(q, b) {
			t.Fatalf("%q becomes %q and %q", s, b, q)
		}
		var got string
		if err := json.Unmarshal(b[1:], &got); err != nil || utf8.ValidString(s) && got != s {
			t.Fatalf("%q becomes %q, which is %q, %v", s, b, got, err)
		}
	})
}

func FuzzAppendCompact(f *testing.F) {
	for _, s := range []string{`{ "a" : [ 1 ,	"b \" c\\" , null ] }`, "[\r\n]", `"a b"`, " 1 ", `{"a":1}`, `"\\" `} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !json.Valid([]byte(s)) {
			return
		}
		var want bytes.Buffer
		if err := json.Compact(&want, []byte(s)); err != nil {
			t.Fatal(err)
		}
		if got := appendCompact(nil, s); !bytes.Equal(got, want.Bytes()) {
			t.Fatalf("%q becomes %q, want %q", s, got, want.Bytes())
		}
	})
}
