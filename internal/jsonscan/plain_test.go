package jsonscan

import (
	"strings"
	"testing"
)

// slowPlainEnd is PlainEnd, and ASCIIEnd if no byte may be more than most, byte
// by byte.
func slowPlainEnd(s string, i int, most byte) int {
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return i
		case c < ' ' || c == '\\' || c > most:
			return -1
		}
	}
	return -1
}

func checkPlainEnd(t *testing.T, s string, i int) {
	t.Helper()
	if got, want := PlainEnd(s, i), slowPlainEnd(s, i, 0xff); got != want {
		t.Errorf("PlainEnd(%q, %d) = %d, want %d", s, i, got, want)
	}
	if got, want := ASCIIEnd(s, i), slowPlainEnd(s, i, 0x7f); got != want {
		t.Errorf("ASCIIEnd(%q, %d) = %d, want %d", s, i, got, want)
	}
}

// TestPlainEnd puts each byte at each place of strings with up to three words.
func TestPlainEnd(t *testing.T) {
	for c := range 256 {
		for n := range 24 {
			for at := range n {
				s := strings.Repeat("x", at) + string([]byte{byte(c)}) + strings.Repeat("]", n-at-1)
				checkPlainEnd(t, s+`"`, 0)
				checkPlainEnd(t, `y"`+s+`"`+`and so on`, 2)
				checkPlainEnd(t, s, at)
			}
		}
	}
}

func FuzzPlainEnd(f *testing.F) {
	f.Add(`"a text"`, 1)
	f.Add("\"with \\ and \x80 and \x1f and \x7f\", and more\"", 1)
	f.Fuzz(func(t *testing.T, s string, i int) {
		if 0 <= i && i <= len(s) {
			checkPlainEnd(t, s, i)
		}
	})
}

// TestContainerEnd compares ContainerEnd with Skip.
func TestContainerEnd(t *testing.T) {
	for _, doc := range []string{`{}`, `[]`, `{"a":[1,{}],"b":"]"} `, `[1,]`, `{"a"}`, `[`, `{"a":`, `[[[]]]`} {
		var sc Scanner
		sc.Reset(doc, 0)
		want := -1
		if sc.Skip() {
			want = sc.Pos()
		}
		if got := ContainerEnd(doc, 0, 0); got != want {
			t.Errorf("%s ends at %d, want %d", doc, got, want)
		}
	}
	deep := strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth)
	if ContainerEnd(deep, 0, 0) != len(deep) || ContainerEnd(deep, 0, 1) != -1 {
		t.Error("the limit of nesting")
	}
}

func TestTakeMembers(t *testing.T) {
	for _, test := range []struct{ taken, rest, keys string }{
		{``, `"a":1,"b":2}`, "ab"},
		{`"a":1`, `,"b":2}`, "b"},
		{`"a":1,"b":2`, `}`, ""},
		{``, `}`, ""},
	} {
		var sc Scanner
		sc.Reset("{"+test.taken+test.rest, 0)
		sc.EnterObject()
		if rest := sc.Rest(); rest != test.taken+test.rest {
			t.Errorf("the rest is %s", rest)
		}
		sc.TakeMembers(len(test.taken))
		var keys strings.Builder
		for sc.NextMember() {
			keys.WriteString(sc.Key())
		}
		if keys.String() != test.keys || sc.Err() != nil || sc.Kind() != End {
			t.Errorf("behind %s come %s, %v", test.taken, keys.String(), sc.Err())
		}
	}
}

func TestTake(t *testing.T) {
	const doc = `[{"a":1},true]`
	var sc Scanner
	sc.Reset(doc, 0)
	if sc.OneLine() {
		t.Error("on one line although nothing is known")
	}
	sc.Take(len(doc))
	if sc.Pos() != len(doc) || !sc.OneLine() || sc.Kind() != End {
		t.Errorf("at %d", sc.Pos())
	}
}
