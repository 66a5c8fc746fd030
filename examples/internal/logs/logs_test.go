package logs

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestOf(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.log", "a/z.log", "a/y.log", "a/deep/x.log"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	linked := t.TempDir()
	for name, target := range map[string]string{"file": filepath.Join(dir, "b.log"), "folder": dir, "nowhere": filepath.Join(dir, "absent")} {
		if err := os.Symlink(target, filepath.Join(linked, name)); err != nil {
			t.Skip(err)
		}
	}
	sample := fstest.MapFS{"s/1.log": {Data: []byte("one")}, "s/2.log": {Data: []byte("two")}}
	absent, empty := filepath.Join(dir, "absent"), t.TempDir()
	tests := []struct {
		args  []string
		texts []string // what the inputs hold, or their name and ! if they do not open
	}{
		{nil, []string{"one", "two"}},
		{[]string{"-"}, []string{"stdin"}},
		{[]string{filepath.Join(dir, "b.log")}, []string{"b.log"}},
		{[]string{dir}, []string{"a/deep/x.log", "a/y.log", "a/z.log", "b.log"}},
		{[]string{linked}, []string{"b.log", filepath.Join(linked, "folder") + "!", filepath.Join(linked, "nowhere") + "!"}},
		{[]string{absent, filepath.Join(dir, "a", "y.log")}, []string{absent + "!", "a/y.log"}},
		{[]string{empty}, []string{empty + "!"}},
	}
	for _, tt := range tests {
		var got []string
		for _, in := range Of(tt.args, strings.NewReader("stdin"), sample) {
			r, err := in.Open()
			if err != nil {
				if strings.Contains(err.Error(), in.Name) {
					t.Errorf("the error of %s names it: %v", in.Name, err)
				}
				got = append(got, in.Name+"!")
				continue
			}
			text, err := io.ReadAll(r)
			if err != nil {
				t.Error(err)
			}
			r.Close()
			got = append(got, string(text))
		}
		if !slices.Equal(got, tt.texts) {
			t.Errorf("%q: %q, want %q", tt.args, got, tt.texts)
		}
	}
}

// TestSize checks that the size of inputs is known unless one can be of any.
func TestSize(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	a, empty := write("a", "12345"), write("empty", "")
	for _, tt := range []struct {
		args []string
		want int64
	}{
		{[]string{a}, 5},
		{[]string{a, empty, filepath.Join(dir, "absent")}, 5},
		{[]string{dir, a}, 10},
		{[]string{a, "-"}, -1},
		{[]string{a, os.DevNull}, -1},
	} {
		if got := Size(Of(tt.args, nil, nil)); got != tt.want {
			t.Errorf("%q: %d bytes, want %d", tt.args, got, tt.want)
		}
	}
	if got := Size(Of(nil, nil, fstest.MapFS{"1": {Data: []byte("123")}})); got != 3 {
		t.Errorf("samples: %d bytes", got)
	}
}

func TestSpan(t *testing.T) {
	var s Span
	if !s.Contains(time.Time{}) || !s.Contains(time.Unix(0, 0)) {
		t.Error("the zero Span does not hold all time")
	}
	for _, bad := range []string{"", "yesterday", "2026-13-01", "2026-09-01 12:00"} {
		if s.SetSince(bad) == nil || s.SetUntil(bad) == nil {
			t.Errorf("%q is taken for a time", bad)
		}
	}
	if s.SetSince("2026-09-01") != nil || s.SetUntil("2026-09-02T12:00:00+02:00") != nil {
		t.Fatal("good times are turned down")
	}
	for text, want := range map[string]bool{
		"2026-08-31T23:59:59Z": false,
		"2026-09-01T00:00:00Z": true,
		"2026-09-02T09:59:59Z": true,
		"2026-09-02T10:00:00Z": false,
	} {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		if s.Contains(at) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
	if s.Contains(time.Time{}) {
		t.Error("an unknown time is in a range")
	}
}

func TestText(t *testing.T) {
	zip := func(s string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		_, _ = io.WriteString(w, s)
		_ = w.Close()
		return b.String()
	}
	long := strings.Repeat("some text, and more of it. ", 10_000)
	for name, head := range map[string]string{"plain": long, "gzip": zip(long), "twice": zip(zip(long)), "cut": zip(long)[:400]} {
		if got := Text([]byte(head)); len(got) < 1000 || !strings.HasPrefix(long, got) {
			t.Errorf("%s: %d bytes", name, len(got))
		}
	}
	if got := Text([]byte("\x1f\x8b\x08")); got != "\x1f\x8b\x08" {
		t.Errorf("%q", got)
	}
}
