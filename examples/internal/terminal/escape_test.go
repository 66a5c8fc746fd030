package terminal

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"":                     "",
		"CN=Zoë,O=日本":          "CN=Zoë,O=日本",
		"\x1b[31mred\x1b[0m":   `\x1b[31mred\x1b[0m`,
		"a\r\nb\tc":            `a\r\nb\tc`,
		"\a\b\x00\x7f":         `\a\b\x00\x7f`,
		"\u202eabc":            `\u202eabc`, // right-to-left override
		"\u2066x\u2069":        `\u2066x\u2069`,
		"\u009b31m":            `\u009b31m`, // a control sequence introducer of one character
		"\xff\xfe":             `\xff\xfe`,
		"\ufffd":               "\ufffd",
		"\u200bzero\u00a0wide": `\u200bzero\u00a0wide`,
	} {
		if got := Escape(in); got != want {
			t.Errorf("Escape(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzEscape(f *testing.F) {
	f.Add("a\x1b[2Jb\u202e\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got := Escape(s)
		if !utf8.ValidString(got) || strings.IndexFunc(got, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) >= 0 {
			t.Errorf("Escape(%q) = %q", s, got)
		}
		if again := Escape(got); again != got {
			t.Errorf("Escape(%q) = %q, escaped again %q", s, got, again)
		}
	})
}
