package tlslogtest

import (
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// TestLog checks a log and the places in it against marks.
func TestLog(t *testing.T) {
	s := Samples[count]{Header: "[\n", Separator: ",\n", Footer: "]\n"}
	log, wants := s.log(Sample[count]{Text: "a=1"}, Sample[count]{Text: "b\n=§x"}, Sample[count]{Text: "c"})
	const marked = "[\n¶a=1,\n¶b\n=§x,\n¶c]\n"
	if want := strings.NewReplacer("¶", "", "§", "").Replace(marked); log != want {
		t.Fatalf("%q, want %q", log, want)
	}
	parts := strings.Split(strings.ReplaceAll(marked, "§", ""), "¶")
	start := len(parts[0])
	for i, w := range wants {
		if w.start != start || log[w.start:w.end] != w.text() {
			t.Errorf("record %d is at %d to %d, want %d", i+1, w.start, w.end, start)
		}
		start += len(parts[i+1])
	}
	before, _, _ := strings.Cut(strings.ReplaceAll(marked, "¶", ""), "§")
	if w := wants[1]; w.offset() != len(before) || w.line != 1+strings.Count(before, "\n") {
		t.Errorf("damage at line %d, byte %d, want that behind %q", w.line, w.offset(), before)
	}
}

// TestWhole checks which starts of logs pass for whole ones.
func TestWhole(t *testing.T) {
	records := []Sample[count]{{Text: "a"}, {Text: "b"}}
	for _, tt := range []struct {
		samples Samples[count]
		marked  string // ¶ where the start of the log is whole
	}{
		{Samples[count]{Separator: "\n", Footer: "\n"}, "¶a¶\n¶b¶\n¶"},
		{Samples[count]{Separator: "\r\n", Footer: "\r\n"}, "¶a¶\r¶\n¶b¶\r¶\n¶"},
		{Samples[count]{Header: "[", Separator: ",", Footer: "]\n"}, "¶[a,b]¶\n¶"},
		{Samples[count]{Header: "[", Separator: "][", Footer: "]"}, "¶[a]¶[b]¶"},
		{Samples[count]{Wrap: func(texts []string) string { return strings.Join(texts, "") }}, "¶ab¶"},
	} {
		log, _ := tt.samples.log(records...)
		var got strings.Builder
		for n := range len(log) + 1 {
			if tt.samples.whole(log, n, records) {
				got.WriteString("¶")
			}
			if n < len(log) {
				got.WriteByte(log[n])
			}
		}
		if got.String() != tt.marked {
			t.Errorf("whole at %q, want %q", got.String(), tt.marked)
		}
	}
}

// TestCheck checks that samples that prove nothing are refused.
func TestCheck(t *testing.T) {
	good := []Sample[count]{{Text: "a", Record: count{Name: "a"}}, {Text: "b", Record: count{Name: "b"}}}
	for name, s := range map[string]Samples[count]{
		"too few":                {Records: good[:1]},
		"no text":                {Records: append(good[:2:2], Sample[count]{Err: tlslog.ErrSyntax})},
		"a mark without damage":  {Records: append(good[:2:2], Sample[count]{Text: "§c", Record: count{Name: "c"}})},
		"a field without damage": {Records: append(good[:2:2], Sample[count]{Text: "c", Record: count{Name: "c"}, Field: "c"})},
		"no record":              {Records: append(good[:2:2], Sample[count]{Text: "c"})},
		"two ways":               {Records: good, Footer: "\n", Wrap: func([]string) string { return "" }},
	} {
		if s.check() == nil {
			t.Errorf("%s: it is taken", name)
		}
	}
	if err := (&Samples[count]{Records: good}).check(); err != nil {
		t.Error(err)
	}
}
