package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/parquetlog"
)

// batchVariable makes the program of a test that has it in its environment
// toparquet, with batches of so many bytes.
const batchVariable = "TOPARQUET_TEST_BATCH"

func TestMain(m *testing.M) {
	if n, err := strconv.ParseInt(os.Getenv(batchVariable), 10, 64); err == nil {
		os.Exit(run(context.Background(), os.Args[1:], n, os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// start runs the program with batches of two of the logs of writeLogs.
func start(t *testing.T, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	return startWith(t, "", args...)
}

func startWith(t *testing.T, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(t.Context(), args, int64(2*len(logText(0))-1), strings.NewReader(stdin), &out, &errs)
	return out.String(), errs.String(), status
}

const linesPerLog = 40

// logText returns a log with connections of four days.
func logText(number int) string {
	var b strings.Builder
	for i := range linesPerLog {
		at := time.Date(2026, 9, 20+i%4, 7, number%60, i, 0, time.UTC)
		fmt.Fprintf(&b, "%s 192.0.2.10 64326 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 0.036 \"-\" - - Success TID_%03d_%03d\n",
			at.Format("2006-01-02T15:04:05.000000Z"), number, i)
	}
	return b.String()
}

// writeLogs writes so many logs into a folder.
func writeLogs(t *testing.T, n int) string {
	t.Helper()
	folder := t.TempDir()
	for i := range n {
		write(t, filepath.Join(folder, fmt.Sprintf("%03d.log", i)), logText(i))
	}
	return folder
}

// rows returns how often each event is in a lake, by its ID.
func rows(t *testing.T, root string) map[string]int {
	t.Helper()
	found := make(map[string]int)
	for _, name := range files(t, root) {
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for e, err := range parquetlog.NewDecoder[tlslog.Event](bytes.NewReader(file), int64(len(file))).All() {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			found[e.ID]++
		}
	}
	return found
}

// TestSample puts the sample logs of all sources into a lake.
func TestSample(t *testing.T) {
	const sample = "../tlsreport/testdata/sample"
	root := t.TempDir()
	out, errs, status := start(t, "-to", root, sample)
	if status != 0 || strings.Count(errs, "\n") != 1 {
		t.Errorf("status %d, %s", status, errs)
	}
	want := make(map[tlslog.Event]int)
	events := 0
	for e := range logs.Events(logs.Of([]string{sample}, nil, nil)) {
		if _, ok := e.Event(); ok {
			want[e]++
			events++
		}
	}
	for _, name := range files(t, root) {
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for e, err := range parquetlog.NewDecoder[tlslog.Event](bytes.NewReader(file), int64(len(file))).All() {
			if err != nil {
				t.Fatal(err)
			}
			folder := fmt.Sprintf("source=%s/year=%s", e.Source, e.Time.Format("2006/month=01/day=02"))
			if !strings.Contains(filepath.ToSlash(name), folder) {
				t.Errorf("an event of %s is in %s", folder, name)
			}
			if want[e]--; want[e] < 0 {
				t.Fatalf("too often: %+v", e)
			}
			events--
		}
	}
	if events != 0 {
		t.Errorf("%d events are missing", events)
	}
	if want := "3757 events of 21 inputs written to " + filepath.Join(root, eventsFolder) + "; 0 inputs were there already\n"; out != want {
		t.Errorf("%q, want %q", out, want)
	}
}

// TestResume: what is in the lake is passed over, what has changed is reported.
func TestResume(t *testing.T) {
	in, root := writeLogs(t, 5), t.TempDir()
	first := filepath.Join(in, "000.log")
	if _, errs, status := start(t, "-to", root, first, first); status != 0 || len(rows(t, root)) != linesPerLog {
		t.Fatalf("status %d, %s", status, errs)
	}
	t.Chdir(in) // so that paths are others
	for i, written := range []string{"4 inputs", "0 inputs"} {
		out, errs, status := start(t, "-to", root, ".", "../"+filepath.Base(in)+"/001.log")
		if status != 0 || errs != "" || !strings.Contains(out, " "+written+" written") {
			t.Errorf("%d: status %d, %s%s", i, status, out, errs)
		}
	}
	want := rows(t, root)
	if len(want) != 5*linesPerLog {
		t.Errorf("%d rows", len(want))
	}
	write(t, first, logText(7))
	write(t, "new.log", logText(8))
	out, errs, status := start(t, "-to", root, ".")
	if status != 1 || !strings.Contains(errs, "000.log: it has changed") || !strings.Contains(out, " 1 inputs written") {
		t.Errorf("status %d, %s%s", status, out, errs)
	}
	for i := range linesPerLog {
		want[fmt.Sprintf("TID_008_%03d", i)] = 1
	}
	equal(t, rows(t, root), want)
}

// TestSpoiled: of a log that was cut off nothing is written, the logs around it
// are, and each damage is reported once.
func TestSpoiled(t *testing.T) {
	in, root := writeLogs(t, 6), t.TempDir()
	damaged := strings.Replace(logText(2), "192.0.2.10", "192.0.2.xxx", 1)
	write(t, filepath.Join(in, "002.log"), damaged)
	write(t, filepath.Join(in, "0020.txt"), "no log")
	cut := filepath.Join(in, "003.log")
	text := `{"Records":[{"eventVersion":"1.11","eventTime":"2026-09-23T07:11:27Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","eventID":"x"},`
	write(t, cut, text)
	for i := range 2 {
		_, errs, status := start(t, "-to", root, in)
		if status != 1 || !strings.Contains(errs, "003.log: ") || !strings.Contains(errs, "unexpected EOF") || strings.Count(errs, "\n") != 3-i {
			t.Errorf("status %d, %s", status, errs)
		}
		found := rows(t, root)
		if len(found) != 5*linesPerLog || found["x"] != 0 {
			t.Errorf("%d rows", len(found))
		}
	}
	write(t, cut, text+`{"eventVersion":"1.11","eventTime":"2026-09-23T07:11:27Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","eventID":"y"}]}`)
	_, errs, status := start(t, "-to", root, in)
	if found := rows(t, root); status != 1 || strings.Count(errs, "\n") != 1 || len(found) != 5*linesPerLog+2 || found["x"] != 1 {
		t.Errorf("status %d, %s, %d rows", status, errs, len(found))
	}
}

// TestMoving: a log that changes while it is read is read another time.
func TestMoving(t *testing.T) {
	in, root := writeLogs(t, 3), t.TempDir()
	l, err := openLake(root)
	if err != nil {
		t.Fatal(err)
	}
	defer l.close()
	var errs []error
	complain := func(err error) { errs = append(errs, err) }
	jobs, _ := l.jobs(logs.Of([]string{in}, nil, nil), complain)
	open := jobs[1].Open
	jobs[1].Open = func() (io.ReadCloser, error) {
		r, err := open()
		write(t, filepath.Join(in, "001.log"), logText(1)+logText(4))
		return r, err
	}
	w := &writer{lake: l, batchBytes: 1 << 20, complain: complain}
	if err := w.write(t.Context(), jobs); err != nil || len(errs) != 1 || !errors.Is(errs[0], errMoving) || w.inputs != 2 {
		t.Errorf("%d inputs, %v, %v", w.inputs, errs, err)
	}
	if n := len(rows(t, root)); n != 2*linesPerLog {
		t.Errorf("%d rows", n)
	}
}

// TestInterrupt: an interrupt ends the program with the input at hand, and the
// next run reads the others.
func TestInterrupt(t *testing.T) {
	in, root := writeLogs(t, 6), t.TempDir()
	l, err := openLake(root)
	if err != nil {
		t.Fatal(err)
	}
	complain := func(err error) { t.Error(err) }
	jobs, _ := l.jobs(logs.Of([]string{in}, nil, nil), complain)
	ctx, cancel := context.WithCancel(t.Context())
	open := jobs[2].Open
	jobs[2].Open = func() (io.ReadCloser, error) {
		cancel()
		return open()
	}
	w := &writer{lake: l, batchBytes: 1 << 20, complain: complain}
	if err := w.write(ctx, jobs); err != nil || w.inputs != 3 || w.left != 3 {
		t.Errorf("%d inputs, %d left, %v", w.inputs, w.left, err)
	}
	l.close()
	if n := len(rows(t, root)); n != 3*linesPerLog {
		t.Errorf("%d rows", n)
	}

	var out, errs bytes.Buffer
	if status := run(ctx, []string{"-to", root, in}, 1, nil, &out, &errs); status != 1 ||
		!strings.Contains(errs.String(), "ending with this input") || !strings.Contains(errs.String(), "3 inputs to go") {
		t.Errorf("status %d, %s", status, errs.String())
	}
	if out, errs, status := start(t, "-to", root, in); status != 0 || !strings.Contains(out, "3 inputs were there already") {
		t.Errorf("status %d, %s%s", status, out, errs)
	}
	if n := len(rows(t, root)); n != 6*linesPerLog {
		t.Errorf("%d rows", n)
	}
}

// TestOther: inputs that are no logs, and no files.
func TestOther(t *testing.T) {
	in, root := writeLogs(t, 2), t.TempDir()
	write(t, filepath.Join(in, "notes.txt"), "hello\x1b[2J")
	write(t, filepath.Join(in, "empty"), "")
	for range 2 {
		if _, errs, status := start(t, "-to", filepath.Join(in, "lake"), in, filepath.Join(root, "absent\x1b")); status != 1 || strings.Count(errs, "\n") != 2 || strings.Contains(errs, "\x1b") {
			t.Errorf("status %d, %s", status, errs)
		}
	}
	if n := len(rows(t, filepath.Join(in, "lake"))); n != 2*linesPerLog {
		t.Errorf("%d rows", n)
	}

	// Standard input has no name to be known by. What cannot be read leaves
	// nothing of it either.
	cut := filepath.Join(t.TempDir(), "cut.log")
	write(t, cut, logText(1)+`{"Records":[`)
	for i, stdin := range []string{logText(5), logText(6), logText(7) + `{"Records":[`} {
		want := min(i+1, 2) * linesPerLog
		_, errs, status := startWith(t, stdin, "-to", root, "-", cut)
		if status != 1 || !strings.Contains(errs, "cut.log: ") || strings.Contains(errs, "standard input") != (i == 2) {
			t.Errorf("status %d, %s", status, errs)
		}
		if n := len(rows(t, root)); n != want {
			t.Errorf("%d rows, want %d", n, want)
		}
	}
}

// TestNames: a name that JSON cannot hold is known again.
func TestNames(t *testing.T) {
	in, root := t.TempDir(), t.TempDir()
	for i, name := range []string{"a\xff.log", "a\xfe.log", "a\ufffd.log", `"a\xff.log"`} {
		if err := os.WriteFile(filepath.Join(in, name), []byte(logText(i)), 0o666); err != nil {
			t.Skip(err)
		}
	}
	for _, want := range []string{"4 inputs written", "4 inputs were there already"} {
		if out, errs, status := start(t, "-to", root, in); status != 0 || !strings.Contains(out, want) {
			t.Errorf("status %d, %s%s", status, out, errs)
		}
	}
	if n := len(rows(t, root)); n != 4*linesPerLog {
		t.Errorf("%d rows", n)
	}
}

func TestCommandLine(t *testing.T) {
	for _, args := range [][]string{{"-x"}, {"-to", t.TempDir()}, {"somewhere"}, nil} {
		if out, errs, status := start(t, args...); out != "" || strings.Count(errs, "\n") != 1 || status != 2 {
			t.Errorf("%q: status %d, %q, %q", args, status, out, errs)
		}
	}
	if out, errs, status := start(t, "-h"); !strings.HasPrefix(out, "Usage: ") || !strings.Contains(out, "\nExamples:\n") || errs != "" || status != 0 {
		t.Errorf("-h: status %d, %q, %q", status, out, errs)
	}
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "")
	if out, errs, status := start(t, "-to", file, writeLogs(t, 1)); out != "" || strings.Count(errs, "\n") != 1 || status != 1 {
		t.Errorf("status %d, %q, %q", status, out, errs)
	}
}

// TestUnwritable: an event that Parquet cannot hold is reported, and the others
// of its log are written.
func TestUnwritable(t *testing.T) {
	in, root := writeLogs(t, 1), t.TempDir()
	write(t, filepath.Join(in, "000.log"), strings.Replace(logText(0), ".000000Z", ".000000001Z", 1))
	for i := range 2 {
		out, errs, status := start(t, "-to", root, in)
		if status != 1-i || strings.Contains(errs, "time") != (i == 0) || strings.Contains(out, "1 inputs were there") != (i == 1) {
			t.Errorf("status %d, %s%s", status, out, errs)
		}
	}
	if n := len(rows(t, root)); n != linesPerLog-1 {
		t.Errorf("%d rows", n)
	}
}
