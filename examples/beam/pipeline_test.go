package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/google/go-cmp/cmp"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"github.com/awstls/awstls/tlslog/posture"
)

// TestMain runs the pipelines of the tests on Prism, in this process.
func TestMain(m *testing.M) {
	register()
	slog.SetDefault(slog.New(slog.DiscardHandler)) // Prism tells much
	ptest.Main(m)
}

// run runs the pipeline on the files that match the patterns, with outputs in a
// new folder, and returns both.
func run(t *testing.T, patterns ...string) (report string, deadLetters []string) {
	t.Helper()
	dir := t.TempDir()
	o := options{inputs: patterns, report: filepath.Join(dir, "report.json"), deadLetters: filepath.Join(dir, "dead_letters.ndjson")}
	if err := start(o); err != nil {
		t.Fatal(err)
	}
	return readFile(t, o.report), linesOf(readFile(t, o.deadLetters))
}

func start(o options) error {
	p, s := beam.NewPipelineWithRoot()
	build(s, o)
	return ptest.Run(p)
}

// TestSampleLogs compares the outputs with what tlsreport reports on the same
// files, and with the letters of the files read one after the other.
func TestSampleLogs(t *testing.T) {
	pattern, err := filepath.Abs(sampleLogs)
	if err != nil {
		t.Fatal(err)
	}
	report, letters := run(t, pattern)

	cmd := exec.Command("go", "run", "./tlsreport", "-format", "json", filepath.Dir(filepath.Dir(pattern)))
	cmd.Dir = ".."
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var want struct{ Posture any }
	unmarshal(t, string(out), &want)
	var got any
	unmarshal(t, report, &got)
	if d := cmp.Diff(want.Posture, got); d != "" {
		t.Errorf("tlsreport (-) reports something else (+):\n%s", d)
	}

	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	logs := make(map[string]string)
	for _, name := range names {
		logs[name] = readFile(t, name)
	}
	_, wantLetters := sequential(t, logs)
	if d := cmp.Diff(wantLetters, letters); d != "" || len(letters) == 0 {
		t.Errorf("letters (-want +got):\n%s", d)
	}
}

// TestPipelineAnySplit checks that the pipeline gives what the files give one
// after the other, for random files, some of them damaged.
func TestPipelineAnySplit(t *testing.T) {
	records := sampleRecords(t)
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 2))
		dir := t.TempDir()
		logs := make(map[string]string)
		for i := range 1 + r.IntN(40) {
			var log strings.Builder
			for range r.IntN(300) {
				line := records[r.IntN(len(records))]
				switch r.IntN(50) {
				case 0:
					line = line[:r.IntN(len(line))]
				case 1:
					line = strings.Replace(line, "1", "x", 1+r.IntN(5))
				case 2:
					line = strings.TrimSpace(unknown)
				}
				log.WriteString(line + "\n")
			}
			text := log.String()
			if r.IntN(2) == 0 {
				text = zip(text)
			}
			if r.IntN(10) == 0 {
				text = text[:r.IntN(len(text))]
			}
			name := filepath.Join(dir, fmt.Sprint(i))
			writeFile(t, name, text)
			logs[name] = text
		}
		want, wantLetters := sequential(t, logs)
		got, letters := run(t, filepath.Join(dir, "*"))
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("seed %d: report (-want +got):\n%s", seed, d)
		}
		if d := cmp.Diff(wantLetters, letters); d != "" {
			t.Errorf("seed %d: letters (-want +got):\n%s", seed, d)
		}
	}
}

// sequential returns the report on the logs, read one after the other into one
// summary, and the letters in alphabetical order.
func sequential(t *testing.T, logs map[string]string) (report string, letters []string) {
	t.Helper()
	var total posture.Summary
	for name, log := range logs {
		if err := add(&total, name, strings.NewReader(log), func(l deadLetter) { letters = append(letters, l.json()) }); err != nil {
			t.Fatal(err)
		}
	}
	report, err := format(&total)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(letters)
	return report + "\n", letters
}

// TestOverlap checks that a file that several patterns match counts once.
func TestOverlap(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "a.log"), sound)
	writeFile(t, filepath.Join(dir, "b.log"), sound)
	report, _ := run(t, filepath.Join(dir, "*"), filepath.Join(dir, "a*"), filepath.Join(dir, "b.log"))
	var r posture.Report
	unmarshal(t, report, &r)
	if r.Total.Events != 2 {
		t.Errorf("%d events", r.Total.Events)
	}
}

// TestNoDeadLetters checks that the letters of an earlier run do not stay where
// there are none.
func TestNoDeadLetters(t *testing.T) {
	dir := t.TempDir()
	o := options{inputs: []string{filepath.Join(dir, "log")}, report: filepath.Join(dir, "report"), deadLetters: filepath.Join(dir, "letters")}
	writeFile(t, o.inputs[0], sound)
	writeFile(t, o.deadLetters, "old")
	if err := start(o); err != nil {
		t.Fatal(err)
	}
	if text := readFile(t, o.deadLetters); text != "" {
		t.Errorf("%q", text)
	}
}

// TestFails checks that what makes the report incomplete fails the pipeline.
func TestFails(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "log"), sound)
	for name, o := range map[string]options{
		"no file matches":     {inputs: []string{filepath.Join(dir, "log"), filepath.Join(dir, "absent*")}, report: filepath.Join(dir, "r"), deadLetters: filepath.Join(dir, "d")},
		"a folder":            {inputs: []string{dir}, report: filepath.Join(dir, "r"), deadLetters: filepath.Join(dir, "d")},
		"output not writable": {inputs: []string{filepath.Join(dir, "log")}, report: filepath.Join(dir, "log", "r"), deadLetters: filepath.Join(dir, "d")},
	} {
		if err := start(o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestS3 reads from a bucket and writes to it.
func TestS3(t *testing.T) {
	backend := s3mem.New()
	server := httptest.NewServer(gofakes3.New(backend).Server())
	defer server.Close()
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL_S3": server.URL, "AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret",
	} {
		t.Setenv(name, value)
	}
	if err := backend.CreateBucket("logs"); err != nil {
		t.Fatal(err)
	}
	for key, text := range map[string]string{"AWSLogs/2026/09/23/a.log.gz": zip(sound), "AWSLogs/2026/09/24/b.log": badField, "AWSLogs/other": unknown} {
		if _, err := backend.PutObject("logs", key, nil, strings.NewReader(text), int64(len(text)), nil); err != nil {
			t.Fatal(err)
		}
	}
	err := start(options{inputs: []string{"s3://logs/AWSLogs/2026/*/*/*"}, report: "s3://logs/out/report.json", deadLetters: "s3://logs/out/dead_letters.ndjson"})
	if err != nil {
		t.Fatal(err)
	}
	get := func(key string) string {
		o, err := backend.GetObject("logs", key, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer o.Contents.Close()
		b, err := io.ReadAll(o.Contents)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	want, wantLetters := sequential(t, map[string]string{"s3://logs/AWSLogs/2026/09/23/a.log.gz": zip(sound), "s3://logs/AWSLogs/2026/09/24/b.log": badField})
	if d := cmp.Diff(want, get("out/report.json")); d != "" {
		t.Errorf("report (-want +got):\n%s", d)
	}
	if d := cmp.Diff(wantLetters, linesOf(get("out/dead_letters.ndjson"))); d != "" || len(wantLetters) != 1 {
		t.Errorf("letters (-want +got):\n%s", d)
	}
}

func TestOptions(t *testing.T) {
	for args, ok := range map[string]bool{
		"-input a -input b -report r -dead_letters d": true,
		"-report r -dead_letters d":                   false,
		"-input a -dead_letters d":                    false,
		"-input a -report r":                          false,
		"-input a -report r -dead_letters d b":        false, // a pattern that the shell has expanded
	} {
		var o options
		flags := flag.NewFlagSet("", flag.ContinueOnError)
		o.define(flags)
		if err := flags.Parse(strings.Fields(args)); err != nil {
			t.Error(err)
		}
		if err := o.check(flags.Args()); (err == nil) != ok {
			t.Errorf("%s: %v", args, err)
		}
	}
}

// linesOf returns the lines in alphabetical order.
func linesOf(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, strings.TrimSuffix(line, "\n"))
	}
	slices.Sort(lines)
	return lines
}

func unmarshal(t *testing.T, text string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), v); err != nil {
		t.Fatal(err)
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
