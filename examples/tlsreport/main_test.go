package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

const line = `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_01 x25519 app/web/0123456789abcdef 198.51.100.7`

// start runs the program.
func start(t *testing.T, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(t.Context(), args, strings.NewReader(stdin), &out, &errs)
	return out.String(), errs.String(), status
}

// TestSample compares the report on the sample logs with one that a person has
// checked.
func TestSample(t *testing.T) {
	got, errs, status := start(t, "", "-top", "100")
	if errs != "" || status != exitOK {
		t.Errorf("status %d, %q", status, errs)
	}
	const golden = "testdata/sample.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("differs from %s (-want +got):\n%s", golden, diff)
	}
}

// TestDeterministic checks that the number of workers does not show.
func TestDeterministic(t *testing.T) {
	want, _, _ := start(t, "", "-workers", "1", "testdata")
	for range 10 {
		if got, _, _ := start(t, "", "-workers", "8", "testdata"); got != want {
			t.Fatal(cmp.Diff(want, got))
		}
	}
}

func TestStdin(t *testing.T) {
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, _ = io.WriteString(w, line)
	_ = w.Close()
	for _, in := range []string{line, line + "\r\n", zipped.String()} {
		got, errs, status := start(t, in, "-")
		if errs != "" || status != exitOK || !strings.HasPrefix(got, "TLS report: 1 event in 1 input\n") {
			t.Errorf("status %d, %q, %s", status, errs, got)
		}
	}
	got, _, status := start(t, "", "-")
	if status != exitOK || !strings.HasPrefix(got, "TLS report: 0 events in 1 input\n") {
		t.Errorf("empty input: status %d, %s", status, got)
	}
}

func TestCommandLine(t *testing.T) {
	for _, tt := range []struct {
		args   []string
		status int
		stdout string
		stderr string
	}{
		{[]string{"-no-such-flag"}, exitUsage, "", "tlsreport: flag provided but not defined: -no-such-flag (tlsreport -h shows the flags)\n"},
		{[]string{"-top", "0"}, exitUsage, "", "tlsreport: -expire takes 0 to 36500, -top 1 or more, -workers 1 to 1024 (tlsreport -h shows the flags)\n"},
		{[]string{"-workers", "9223372036854775807"}, exitUsage, "", "tlsreport: -expire"},
		{[]string{"-expire", "200000"}, exitUsage, "", "tlsreport: -expire"},
		{[]string{"-top", "\x1b[31m"}, exitUsage, "", `\x1b[31m`},
		{[]string{"-h"}, exitOK, "Usage: tlsreport", ""},
	} {
		got, errs, status := start(t, "", tt.args...)
		if status != tt.status || !strings.Contains(got, tt.stdout) || !strings.Contains(errs, tt.stderr) || strings.Count(errs, "\n") > 1 || strings.Contains(errs, "\x1b") {
			t.Errorf("%q: status %d, %q, %q", tt.args, status, got, errs)
		}
	}
}

// TestUnread checks that what cannot be read is listed, that the rest is read,
// and that the exit status says so.
func TestUnread(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, _ = io.WriteString(w, strings.Repeat(line+"\n", 100))
	_ = w.Close()
	write("good.log", line+"\n")
	write("sub/folder/good.log", line+"\n")
	write("empty.log", "")
	if _, _, status := start(t, "", dir); status != exitOK {
		t.Errorf("status %d for good logs", status)
	}
	write("cut.log", line+"\n"+line[:50])
	write("cut.log.gz", zipped.String()[:zipped.Len()-10])
	write("notes.txt", "hello\n")
	write("archive.zip", "PK\x03\x04..............")
	got, errs, status := start(t, "", dir, filepath.Join(dir, "absent"))
	if status != exitUnread || strings.Count(errs, "\n") != 5 {
		t.Errorf("status %d, %q", status, errs)
	}
	_, list, ok := strings.Cut(got, "Inputs that could not be read to their end\n")
	if !ok {
		t.Fatal(got)
	}
	for _, name := range []string{"cut.log: ", "cut.log.gz: ", "notes.txt: not recognised", "archive.zip: alb: line 1, byte 0: unsupported input: zip archive", "absent: stat "} {
		if strings.Count(list, name) != 1 {
			t.Errorf("%s is not listed once in\n%s", name, list)
		}
	}
	if strings.Contains(list, "good") || strings.Contains(list, "empty") {
		t.Errorf("too much is listed:\n%s", list)
	}
	if !strings.HasPrefix(got, "TLS report: 1") { // 2 good files, 1 line before the cut, and what the cut gzip held
		t.Errorf("%s", got)
	}
}

// TestHostile checks that nothing from a log reaches the terminal as it is.
func TestHostile(t *testing.T) {
	const esc = "\x1b]0;owned\a\u202e"
	in := strings.Join([]string{
		strings.Replace(line, `"-" - -`, `"CN=`+esc+`" NotBefore=2026-01-01T00:00:00Z;NotAfter=2026-10-01T00:00:00Z 0A`+esc, 1),
		strings.Replace(line, "Success", "Failed:"+esc, 1),
		strings.Replace(line, "TLS_AES_128_GCM_SHA256", esc, 1),
		strings.Replace(line, "x25519", esc, 1),
		strings.Replace(line, "192.0.2.10", esc, 1),
	}, "\n")
	got, _, _ := start(t, in, "-")
	if strings.ContainsAny(got, "\x1b\a\u202e") {
		t.Errorf("control characters in %q", got)
	}
	if n := strings.Count(got, `\x1b]0;owned\a`); n < 4 {
		t.Errorf("%d of the values are shown in\n%s", n, got)
	}
}

// TestInterrupted checks that a report that was cut short says so.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out bytes.Buffer
	status := run(ctx, []string{"testdata"}, strings.NewReader(""), &out, io.Discard)
	if status != exitUnread || !strings.Contains(out.String(), "PARTIAL") {
		t.Errorf("status %d, %s", status, out.String())
	}
}

func TestReaderFails(t *testing.T) {
	var out bytes.Buffer
	status := run(t.Context(), []string{"-"}, io.MultiReader(strings.NewReader(strings.Repeat(line+"\n", 1000)), iotest.ErrReader(errors.New("broken"))), &out, io.Discard)
	if status != exitUnread || !strings.Contains(out.String(), "broken") || !strings.HasPrefix(out.String(), "TLS report: 1000 events") {
		t.Errorf("status %d, %s", status, out.String())
	}
}

func TestWriterFails(t *testing.T) {
	var errs bytes.Buffer
	if status := run(t.Context(), nil, nil, brokenWriter{}, &errs); status != exitUnread || errs.String() != "tlsreport: broken\n" {
		t.Errorf("status %d, %q", status, errs.String())
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken") }
