package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"github.com/awstls/awstls/examples/internal/terminal"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

const line = `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_01 x25519 app/web/0123456789abcdef 198.51.100.7`

var formats = [...]string{"text", "json", "html", "csv"}

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

// TestDeterministic checks that the number of workers does not show, nor the
// run.
func TestDeterministic(t *testing.T) {
	for _, format := range formats {
		want, _, _ := start(t, "", "-format", format, "-workers", "1", "testdata")
		for range 3 {
			if got, _, _ := start(t, "", "-format", format, "-workers", "8", "testdata"); got != want {
				t.Fatal(cmp.Diff(want, got))
			}
		}
	}
}

// TestWidth checks that a text that is written to no terminal is readable in
// 80 columns.
func TestWidth(t *testing.T) {
	got, _, _ := start(t, "", "-top", "1000")
	for line := range strings.Lines(got) {
		if n := uniseg.StringWidth(strings.TrimSuffix(line, "\n")); n > terminal.DefaultWidth {
			t.Errorf("%d columns: %s", n, line)
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
		{[]string{"-no-such-flag"}, exitIncomplete, "", "tlsreport: unknown flag --no-such-flag (tlsreport -h shows the flags)\n"},
		{[]string{"-top", "0"}, exitIncomplete, "", "tlsreport: -top takes 1 or more (tlsreport -h shows the flags)\n"},
		{[]string{"-workers", "1000000"}, exitIncomplete, "", "tlsreport: -workers takes 1 to 1024 "},
		{[]string{"-workers", "92233720368547758079"}, exitIncomplete, "", "tlsreport: --workers"},
		{[]string{"-expire", "200000"}, exitIncomplete, "", "tlsreport: -expire takes 0 to 36500 "},
		{[]string{"-top", "\x1b[31m"}, exitIncomplete, "", `\x1b[31m`},
		{[]string{"-top"}, exitIncomplete, "", "tlsreport: --top"},
		{[]string{"-format", "pdf"}, exitIncomplete, "", `tlsreport: -format takes text, json, html or csv, not "pdf"`},
		{[]string{"-since", "yesterday"}, exitIncomplete, "", "tlsreport: -since: not a time"},
		{[]string{"-until", "2026-13-01"}, exitIncomplete, "", "tlsreport: -until: not a time"},
		{[]string{"-source", "alb,nlb"}, exitIncomplete, "", `tlsreport: -source takes alb, cloudfront, networkfirewall and cloudtrail, not "nlb"`},
		{[]string{"-late=-1h"}, exitIncomplete, "", "tlsreport: -late takes 0s to "},
		{[]string{"-late", "soon"}, exitIncomplete, "", "tlsreport: --late"},
		{[]string{"-resume-after", "s3://logs/a", "s3://logs/b"}, exitIncomplete, "", "tlsreport: -resume-after takes s3://bucket/key, an object that"},
		{[]string{"-workers", "0"}, exitIncomplete, "", "tlsreport: -workers takes 1 to 1024 "},
		{[]string{"-fail-on", "doom"}, exitIncomplete, "", "tlsreport: -fail-on takes outdated, "},
		{[]string{"-out", "no-such-folder/report.html"}, exitIncomplete, "", "tlsreport: -out: there is no folder no-such-folder (tlsreport -h shows the flags)\n"},
		{[]string{"-out", "testdata"}, exitIncomplete, "", "tlsreport: -out: testdata is a folder (tlsreport -h shows the flags)\n"},
		{[]string{"-out", "main.go/report.html"}, exitIncomplete, "", "tlsreport: -out: there is no folder main.go "},
		{[]string{"-h"}, exitOK, "Usage: tlsreport", ""},
		{[]string{"--help"}, exitOK, "Examples:", ""},
		{[]string{"-help"}, exitOK, "-fail-on", ""},
		{[]string{"--top=1", "-source=alb"}, exitOK, "TLS report", ""},
		{[]string{"-top", "1", "--", "-no-such-file"}, exitIncomplete, "TLS report", "tlsreport: -no-such-file: no such file or directory\n"},
	} {
		got, errs, status := start(t, "", tt.args...)
		if status != tt.status || !strings.Contains(got, tt.stdout) || !strings.Contains(errs, tt.stderr) || strings.Count(errs, "\n") > 1 || strings.Contains(errs, "\x1b") {
			t.Errorf("%q: status %d, %q, %q", tt.args, status, got, errs)
		}
		if tt.status == exitOK != (errs == "") {
			t.Errorf("%q: status %d with %q", tt.args, status, errs)
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
	if status != exitIncomplete || strings.Count(errs, "\n") != 5 {
		t.Errorf("status %d, %q", status, errs)
	}
	_, list, ok := strings.Cut(got, "Inputs that could not be read to their end\n")
	if !ok {
		t.Fatal(got)
	}
	for _, name := range []string{"cut.log: ", "cut.log.gz: ", "notes.txt: not recognised", "archive.zip: awstls: line 1, byte 0: unsupported input: zip archive", "absent: no such file"} {
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

// TestNothing checks that a report without events says why, and that a folder
// without files is no success, which would let a check in a pipeline pass.
func TestNothing(t *testing.T) {
	for _, format := range []string{"text", "html"} {
		for _, tt := range []struct {
			args []string
			want string
		}{
			{[]string{"-source", "cloudtrail", "testdata/sample/alb"}, "No events: none of the inputs is of the sources that -source asks for."},
			{[]string{"-"}, "No events: nothing in these inputs says anything of TLS."},
			{[]string{"-since", "2027-01-01"}, "No events: none of the records is of the time that -since and -until ask for."},
		} {
			got, errs, status := start(t, "", append(tt.args, "-format", format)...)
			if status != exitOK || errs != "" || !strings.Contains(got, tt.want) {
				t.Errorf("%q: status %d, %q, %s", tt.args, status, errs, got)
			}
		}
	}
	if got, _, status := start(t, "", "no-such-file"); status != exitIncomplete || !strings.Contains(got, "No events: nothing could be read.") {
		t.Errorf("status %d, %s", status, got)
	}
	dir := t.TempDir()
	if _, errs, status := start(t, "", "-fail-on", "outdated", dir); status != exitIncomplete || errs != "tlsreport: "+dir+": a folder without files\n" {
		t.Errorf("status %d, %q", status, errs)
	}
}

// TestWeakShown checks that rare weak cipher suites are shown, however few rows
// are.
func TestWeakShown(t *testing.T) {
	log := strings.Repeat(line+"\n", 3) + strings.Replace(line, "TLSv1.3 TLS_AES_128_GCM_SHA256", "TLSv1.2 DES-CBC3-SHA", 1) + "\n"
	text, _, _ := start(t, log, "-top", "1", "-")
	if strings.Count(text, "DES-CBC3-SHA") != 2 || !strings.Contains(text, "DES-CBC3-SHA (weak)") {
		t.Error(text)
	}
	if page, _, _ := start(t, log, "-top", "1", "-format", "html", "-"); strings.Count(page, "DES-CBC3-SHA") != 1 {
		t.Error("not in the page")
	}
}

// TestCallsOnce checks that calls that differ only in what a text does not show
// are one row of it, and that the most frequent come first.
func TestCallsOnce(t *testing.T) {
	call := func(operation, agent string) string {
		return `{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/ann"},"eventTime":"2026-09-23T05:06:40Z","eventSource":"s3.amazonaws.com",` +
			`"eventName":"` + operation + `","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.1","userAgent":"` + agent + `","eventID":"1","eventType":"AwsApiCall","eventCategory":"Management",` +
			`"tlsDetails":{"tlsVersion":"TLSv1","cipherSuite":"AES128-SHA"}}` + "\n"
	}
	log := call("GetObject", "a") + call("PutObject", "a") + call("PutObject", "b") + call("PutObject", "b")
	text, _, _ := start(t, log, "-")
	const want = "\nAPI calls with deprecated protocols\n" +
		"  service  operation  protocol  principal  calls\n" +
		"  s3       PutObject  TLS 1.0   user/ann       3\n" +
		"  s3       GetObject  TLS 1.0   user/ann       1\n"
	if !strings.HasSuffix(text, want) {
		t.Errorf("%q is not at the end of\n%s", want, text)
	}
	page, _, _ := start(t, log, "-top", "1", "-format", "html", "-")
	_, section, _ := strings.Cut(page, `<section id="calls"`)
	section, _, _ = strings.Cut(section, "</section>")
	if !strings.Contains(section, "PutObject") || strings.Contains(section, "GetObject") || !strings.Contains(section, "2 more rows: -top 3 shows them") {
		t.Errorf("not the most frequent: %s", section)
	}
}

// TestInterrupted checks that a report that was cut short says so, in any form,
// and does not list what nobody looked at.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, format := range formats {
		var out, errs bytes.Buffer
		status := run(ctx, []string{"-format", format, "testdata"}, strings.NewReader(""), &out, &errs)
		if status != exitIncomplete || !strings.Contains(strings.ToLower(out.String()), "partial") || strings.Contains(out.String(), "conn_log") {
			t.Errorf("%s: status %d, %s", format, status, out.String())
		}
		if n := strings.Count(errs.String(), "\n"); n != 1 {
			t.Errorf("%s: %s", format, errs.String())
		}
	}
}

// TestInterruptedWaiting checks that an interruption ends a program that waits
// for more on its standard input, with what it has read.
func TestInterruptedWaiting(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	pr, pw := io.Pipe()
	defer pw.Close()
	go func() {
		_, _ = io.WriteString(pw, strings.Repeat(line+"\n", 10_000))
		_, _ = io.WriteString(pw, "2026") // all before it has been read
		cancel()
	}()
	var out bytes.Buffer
	status := run(ctx, []string{"-"}, pr, &out, io.Discard)
	var events int
	_, err := fmt.Sscanf(strings.ReplaceAll(out.String(), ",", ""), "TLS report: %d events", &events)
	if status != exitIncomplete || err != nil || events < 1000 || !strings.Contains(out.String(), "PARTIAL: interrupted; 1 input not read to its end") {
		t.Errorf("status %d, %d events, %v, %.300s", status, events, err, out.String())
	}
}

func TestReaderFails(t *testing.T) {
	var out bytes.Buffer
	status := run(t.Context(), []string{"-"}, io.MultiReader(strings.NewReader(strings.Repeat(line+"\n", 1000)), iotest.ErrReader(errors.New("broken"))), &out, io.Discard)
	if status != exitIncomplete || !strings.Contains(out.String(), "broken") || !strings.HasPrefix(out.String(), "TLS report: 1,000 events") {
		t.Errorf("status %d, %s", status, out.String())
	}
}

func TestWriterFails(t *testing.T) {
	var errs bytes.Buffer
	if status := run(t.Context(), nil, nil, brokenWriter{}, &errs); status != exitIncomplete || errs.String() != "tlsreport: broken\n" {
		t.Errorf("status %d, %q", status, errs.String())
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken") }
