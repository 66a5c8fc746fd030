package jsonlog

import (
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// turns reads a log by turns: lines from the stream and values with Next, each
// after Peek has gone there. It enters {"r":[…]}, if it is to.
func turns(t *testing.T, r *Reader, in io.Reader, enter bool) (parts []string, end error) {
	t.Helper()
	r.Reset(in)
	for {
		head, err := r.Peek()
		if err != nil {
			if _, again := r.Peek(); again != err {
				t.Errorf("Peek again: %v", again)
			}
			return parts, err
		}
		if again, err := r.Peek(); again[0] != head[0] || err != nil {
			t.Errorf("Peek again: %q, %v", again, err)
		}
		switch {
		case !r.Nested() && head[0] != '{':
			line, err := r.Stream().Line(1 << 20)
			if err != nil && err != tlslog.ErrTooLong {
				return parts, err
			}
			parts = append(parts, "line "+line.Text)
			continue
		case enter && strings.HasPrefix(atLeast(r, len(`{"r":[`)), `{"r":[`):
			if err := r.Enter(len(`{"r":`), "r"); err != nil {
				return parts, err
			}
			continue
		}
		it, err := r.Next(1<<20, func(*jsonscan.Scanner) Verdict { return Record })
		if err != nil && err != ErrSyntax {
			return parts, err
		}
		parts = append(parts, "value "+it.Text)
	}
}

// atLeast returns the window of r, with n bytes if the log has them.
func atLeast(r *Reader, n int) string {
	for len(r.in.Window()) < n && r.in.More() == nil {
	}
	return r.in.Window()
}

func TestPeek(t *testing.T) {
	for _, tt := range []struct {
		log  string
		want []string
		end  error
	}{
		{"", nil, io.EOF},
		{" \n\t\r\n ", nil, io.EOF},
		{"a\n\tb\n\n \n  c", []string{"line a", "line \tb", "line   c"}, io.EOF},
		{"{}{}\na\n{}", []string{"value {}", "value {}", "line a", "value {}"}, io.EOF},
		{"[]a\n", []string{"line a"}, io.EOF},
		{"[{},\n{}] b\n[[]]\nc", []string{"value {}", "value {}", "line  b", "value []", "line c"}, io.EOF},
		{`{"r":[{},1,{}],"s":2}x` + "\n{}", []string{"value {}", "value ", "value {}", "line x", "value {}"}, io.EOF},
		{"a\n{", []string{"line a"}, io.ErrUnexpectedEOF},
		{`a` + "\n" + `{"r":[{}`, []string{"line a", "value {}"}, io.ErrUnexpectedEOF},
		{"[{} {}]", []string{"value {}"}, ErrLost},
		{strings.Repeat(" ", 3*maxBlank) + "a\n{}", []string{"line a", "value {}"}, io.EOF},
	} {
		var r Reader
		for name, in := range map[string]io.Reader{"whole": strings.NewReader(tt.log), "byte by byte": iotest.OneByteReader(strings.NewReader(tt.log))} {
			got, end := turns(t, &r, in, true)
			if len(tt.log) > maxBlank && len(got) > 0 { // how many of the blanks are left does not matter
				got[0] = strings.ReplaceAll(got[0], " ", "")
				got[0] = strings.Replace(got[0], "line", "line ", 1)
			}
			if !slices.Equal(got, tt.want) || end != tt.end {
				t.Errorf("%.40q, %s: %.80q, %v; want %q, %v", tt.log, name, got, end, tt.want, tt.end)
			}
		}
	}
}

// FuzzPeek checks that reading values by turns with Peek gives what Next alone
// gives.
func FuzzPeek(f *testing.F) {
	for _, log := range []string{"{}{}\n{}", "[{},{}]", `{"r":[{},1,{}],"s":2}{}`, "[{} {}]", "[[{}]]", "{"} {
		f.Add(log)
	}
	f.Fuzz(func(t *testing.T, log string) {
		var r Reader
		got, end := turns(t, &r, strings.NewReader(log), false)
		if slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "line") }) {
			return
		}
		var want []string
		r.Reset(strings.NewReader(log))
		for {
			it, err := r.Next(1<<20, func(*jsonscan.Scanner) Verdict { return Record })
			if err != nil && err != ErrSyntax {
				if err.Error() != end.Error() {
					t.Errorf("end %v, want %v", end, err)
				}
				break
			}
			want = append(want, "value "+it.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q\ngot  %q\nwant %q", log, got, want)
		}
	})
}

// TestPass reads two values of an array itself, and leaves the others to Next.
func TestPass(t *testing.T) {
	const log = "{\"r\":[{\"a\":1},\n{\"b\":2} , {\"c\":3}\n,{\"d\":4}]}"
	const passed = "{\"b\":2} , {\"c\":3}"
	var r Reader
	r.Reset(strings.NewReader(log))
	parse := func(sc *jsonscan.Scanner) Verdict {
		for sc.EnterObject(); sc.NextMember(); {
			if sc.Key() == "r" {
				return Enter
			}
		}
		return Record
	}
	if it, err := r.Next(100, parse); it.Text != `{"a":1}` || err != nil {
		t.Fatal(it, err)
	}
	if head, err := r.Peek(); !strings.HasPrefix(head, passed) || !r.Nested() || err != nil {
		t.Fatal(head, err)
	}
	r.Pass(len(passed))
	if want := int64(strings.Index(log, passed) + len(passed)); r.InputOffset() != want {
		t.Errorf("at %d, want %d", r.InputOffset(), want)
	}
	if it, err := r.Next(100, parse); it.Text != `{"d":4}` || it.Line() != 3 || err != nil {
		t.Error(it, err)
	}
	if _, err := r.Next(100, parse); err != io.EOF {
		t.Error(err)
	}
}
