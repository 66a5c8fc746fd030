package jsonscan

import (
	"strings"
	"testing"
)

// TestSpecial compares the marks with a look at each byte.
func TestSpecial(t *testing.T) {
	const interesting = "\x00\x01\x1e\x1f !\"#$[\\]^\x7f\x80\x9f\xa0\xa2\xdc\xff"
	c := newCorpus()
	for range 200000 {
		s := c.from(interesting, 8)
		want := 0
		for want < len(s) && s[want] >= ' ' && s[want] != '"' && s[want] != '\\' {
			want++
		}
		// Without a mark, first returns 8.
		if got := first(special(load(s, 0))); got != want {
			t.Fatalf("the first special byte of %q is %d; want %d", s, got, want)
		}
	}
}

var unescapeTests = []struct{ raw, want string }{
	{``, ""},
	{`plain`, "plain"},
	{`plain, and longer than a word`, "plain, and longer than a word"},
	{`\"\\\/\b\f\n\r\t`, "\"\\/\b\f\n\r\t"},
	{`1234567\n`, "1234567\n"},
	{`12345678\n12345678`, "12345678\n12345678"},
	{`\u0041\u00e9\u20ac\u20AC`, "Aé€€"},
	{`\u0000`, "\x00"},
	{`\ud83d\ude00`, "😀"},
	{`\uD83D\uDE00 and more`, "😀 and more"},
	// Half a surrogate pair is U+FFFD, and what follows it is itself.
	{`\ud83d`, "\ufffd"},
	{`\ude00`, "\ufffd"},
	{`\ud83dx`, "\ufffdx"},
	{`\ud83d\n`, "\ufffd\n"},
	{`\ud83d\u0041`, "\ufffdA"},
	{`\ud83d\ud83d\ude00`, "\ufffd😀"},
	{`\ude00\ud83d`, "\ufffd\ufffd"},
	{`\ufffd`, "\ufffd"},
	{`\ufffd\ude00`, "\ufffd\ufffd"},
	// Invalid UTF-8 is kept.
	{"\xff", "\xff"},
	{"\xe2\x82", "\xe2\x82"},
	{"\\n\xed\xa0\x80\\n", "\n\xed\xa0\x80\n"},
	// So are malformed escapes.
	{`\`, `\`},
	{`\x`, `\x`},
	{`\u`, `\u`},
	{`\u12`, `\u12`},
	{`\u123`, `\u123`},
	{`\ud83d\ude0`, "\ufffd\\ude0"},
	{`\u12g4 \n`, "\\u12g4 \n"},
	{`\ud83d\u`, "\ufffd\\u"},
	{`1234567\`, `1234567\`},
}

func TestUnescape(t *testing.T) {
	for _, row := range unescapeTests {
		for _, dst := range [][]byte{nil, []byte("before"), make([]byte, 0, 1000)} {
			before := string(dst)
			if got := string(Unescape(dst, row.raw)); got != before+row.want {
				t.Errorf("Unescape(%q, %q) = %q; want %q behind it", before, row.raw, got, row.want)
			}
		}
	}
}

var appendTests = []struct{ s, want string }{
	{"", `""`},
	{"plain, and longer than a word", `"plain, and longer than a word"`},
	{`"`, `"\""`},
	{`a\b`, `"a\\b"`},
	{`/`, `"/"`},
	{"\b\f\n\r\t", `"\b\f\n\r\t"`},
	{"\x00\x01\x0b\x1f", `"\u0000\u0001\u000b\u001f"`},
	{"\x7f", "\"\x7f\""},
	{"1234567\n1234567", `"1234567\n1234567"`},
	{"<a href='x'>&amp;</a>", `"<a href='x'>&amp;</a>"`},
	{"\u2028\u2029", "\"\u2028\u2029\""},
	{"é€😀", `"é€😀"`},
	{"1234567é1234567€", `"1234567é1234567€"`},
	{"\ufffd", "\"\ufffd\""},
	{"\xff", `"\ufffd"`},
	{"\xe2\x82", `"\ufffd\ufffd"`},
	{"\xed\xa0\x80", `"\ufffd\ufffd\ufffd"`},
	{"a\xc0\"b", `"a\ufffd\"b"`},
	{`\u2028`, `"\\u2028"`},
}

func TestAppendString(t *testing.T) {
	for _, row := range appendTests {
		if got := string(AppendString(nil, row.s)); got != row.want {
			t.Errorf("AppendString of %q = %s; want %s", row.s, got, row.want)
		}
		if got := string(AppendString([]byte("before"), row.s)); got != "before"+row.want {
			t.Errorf("AppendString of %q behind something = %s", row.s, got)
		}
	}
}

func TestUnescapeAppended(t *testing.T) {
	c := newCorpus()
	const alphabet = "abcdefgh\"\\/\n\t\x00\x1f"
	for n := range 500 {
		s := c.from(alphabet, n) + strings.Repeat("é", c.IntN(3))
		quoted := string(AppendString(nil, s))
		if got := string(Unescape(nil, quoted[1:len(quoted)-1])); got != s {
			t.Fatalf("%q comes back as %q", s, got)
		}
	}
}
