package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/examples/internal/command"
	"github.com/awstls/awstls/examples/internal/golden"
)

// start runs the program to its end.
func start(t *testing.T, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(t.Context(), args, strings.NewReader(stdin), &out, &errs)
	return out.String(), errs.String(), status
}

func TestSample(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		got, errs, status := start(t, "", "-format", format)
		if errs != "" || status != command.OK {
			t.Errorf("%s: status %d, %q", format, status, errs)
		}
		golden.Compare(t, "testdata/sample."+format+".golden", got)
	}
}

// record returns a line of a load balancer's log.
func record(id string) string {
	return `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "CN=` + id + `" - - Success TID_01 x25519 app/a/1 198.51.100.7` + "\n"
}

// A running is the program while it runs.
type running struct {
	t      *testing.T
	lines  chan string // that it has printed
	errs   bytes.Buffer
	cancel context.CancelFunc
	status chan int
}

func background(t *testing.T, stdin io.Reader, args ...string) *running {
	ctx, cancel := context.WithCancel(t.Context())
	r := &running{t: t, lines: make(chan string, 1000), cancel: cancel, status: make(chan int, 1)}
	out, in := io.Pipe()
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			r.lines <- lines.Text()
		}
	}()
	go func() {
		r.status <- run(ctx, args, stdin, in, &r.errs)
		in.Close()
	}()
	t.Cleanup(cancel)
	return r
}

// expect checks the next lines by something that each holds.
func (r *running) expect(parts ...string) {
	r.t.Helper()
	for _, part := range parts {
		select {
		case got := <-r.lines:
			if !strings.Contains(got, part) {
				r.t.Fatalf("%q, want one with %q", got, part)
			}
		case <-time.After(10 * time.Second):
			r.t.Fatalf("no line with %q", part)
		}
	}
}

// silent checks that nothing is printed for a while.
func (r *running) silent() {
	r.t.Helper()
	select {
	case got := <-r.lines:
		r.t.Fatalf("%q, want nothing yet", got)
	case <-time.After(2 * poll):
	}
}

// interrupt ends the program and returns what it complained of.
func (r *running) interrupt() (status int, complaints string) {
	r.t.Helper()
	r.cancel()
	select {
	case status := <-r.status:
		return status, r.errs.String()
	case <-time.After(10 * time.Second):
		r.t.Fatal("it does not end")
		return 0, ""
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestGrowing checks that a record is printed once it is complete, in every
// form that records come in, and not before.
func TestGrowing(t *testing.T) {
	const (
		firewall = `{"firewall_name":"f","event_timestamp":"1790149013","event":{"timestamp":"2026-09-23T07:11:27.691358Z","src_ip":"10.0.0.1","src_port":"1","dest_ip":"192.0.2.1","dest_port":"443","sni":"a.example","revocation_check":{"leaf_cert_fpr":"ab","status":"REVOKED","action":"DROP"}}}` + "\n"
		call     = `{"eventVersion":"1.11","eventTime":"2026-09-07T00:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"eu-central-1","eventID":"1"}`
		fields   = "#Version: 1.0\n#Fields: eventTimestamp connectionId connectionStatus clientIp tlsProtocol tlsSni\n"
		row      = "1790148220944\tid==\tSuccess\t192.0.2.55\tTLSv1.3\tb.example\n"
	)
	name := filepath.Join(t.TempDir(), "log")
	write(t, name, record("first")+record("second")[:50])
	r := background(t, nil, name)
	r.expect("CN=first")
	r.silent()
	write(t, name, record("second")[50:])
	r.expect("CN=second")
	for _, step := range []struct{ text, want string }{
		{firewall, "a.example"},
		{fields + row, "b.example"},
		{row, "b.example"},
		{`{"Records":[` + call, "GetObject"},
		{"," + call, "GetObject"},
		{"]}\n" + record("last"), "CN=last"},
	} {
		half := len(step.text) / 2
		write(t, name, step.text[:half])
		r.silent()
		write(t, name, step.text[half:])
		r.expect(step.want)
	}
	write(t, name, record("partial")[:50])
	r.silent()
	if status, complaints := r.interrupt(); status != command.OK || complaints != "" {
		t.Errorf("status %d, %q", status, complaints)
	}
}

// TestRotation checks that nothing is lost and nothing comes twice when a file
// is renamed and another takes its place.
func TestRotation(t *testing.T) {
	name := filepath.Join(t.TempDir(), "log")
	write(t, name, record("1"))
	r := background(t, nil, name)
	r.expect("CN=1")
	if err := os.Rename(name, name+".1"); err != nil {
		t.Fatal(err)
	}
	write(t, name+".1", record("2"))
	r.expect("CN=2")
	write(t, name+".1", record("3"))
	write(t, name, record("4"))
	r.expect("CN=3", "CN=4")
	write(t, name, record("5"))
	r.expect("CN=5")

	// The next file comes in one step, while the old one ends in the middle.
	write(t, name, record("cut")[:60])
	write(t, name+".new", record("6"))
	if err := os.Rename(name+".new", name); err != nil {
		t.Fatal(err)
	}
	for {
		line := <-r.lines
		if strings.Contains(line, "CN=6") {
			break
		}
	}
	r.silent()
	if status, complaints := r.interrupt(); status != command.Unread || !strings.Contains(complaints, "unexpected EOF") {
		t.Errorf("status %d, %q", status, complaints)
	}
}

func TestTruncation(t *testing.T) {
	name := filepath.Join(t.TempDir(), "log")
	write(t, name, record("1")+record("2"))
	r := background(t, nil, name)
	r.expect("CN=1", "CN=2")
	if err := os.Truncate(name, 0); err != nil {
		t.Fatal(err)
	}
	r.silent()
	write(t, name, record("3"))
	r.expect("CN=3")
	if status, complaints := r.interrupt(); status != command.OK || complaints != "" {
		t.Errorf("status %d, %q", status, complaints)
	}
}

// TestSeveral follows two files and standard input at once, one of them named
// twice.
func TestSeveral(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	write(t, a, "")
	write(t, b, record("b1"))
	stdin, in := io.Pipe()
	defer in.Close()
	r := background(t, stdin, a, b, "-", a)
	r.expect("CN=b1")
	write(t, a, record("a1"))
	r.expect("CN=a1")
	if _, err := io.WriteString(in, record("in")); err != nil {
		t.Fatal(err)
	}
	r.expect("CN=in")
	write(t, b, record("b2"))
	r.expect("CN=b2")
	r.silent()
	if status, complaints := r.interrupt(); status != command.OK || complaints != "" {
		t.Errorf("status %d, %q", status, complaints)
	}
}

// TestBroken checks that a log that cannot be read further is given up until
// the next file.
func TestBroken(t *testing.T) {
	name := filepath.Join(t.TempDir(), "log")
	write(t, name, "PK\x03\x04, which is a zip archive\n")
	r := background(t, nil, name)
	write(t, name, record("never"))
	r.silent()
	if err := os.Rename(name, name+".1"); err != nil {
		t.Fatal(err)
	}
	write(t, name, record("next"))
	r.expect("CN=next")
	if status, complaints := r.interrupt(); status != command.Unread || strings.Count(complaints, "\n") != 1 || !strings.Contains(complaints, "zip archive") {
		t.Errorf("status %d, %q", status, complaints)
	}
}

func TestStandardInput(t *testing.T) {
	hostile := strings.Replace(record("\x1b[2J\u202e"), "192.0.2.10", "192.0.2.\x1b", 1)
	got, errs, status := start(t, record("1")+hostile+"hello\n"+record("2"), "-")
	if strings.Count(got, "\n") != 3 || !strings.Contains(got, `CN=\x1b[2J\u202e`) || strings.ContainsAny(got+errs, "\x1b\u202e") || status != command.OK {
		t.Errorf("status %d, %q\n%s", status, errs, got)
	}
	if n := strings.Count(errs, "tail: standard input: "); n != 2 || strings.Count(errs, "\n") != 2 {
		t.Errorf("%q", errs)
	}
	if got, errs, status := start(t, "", "-"); got+errs != "" || status != command.OK {
		t.Errorf("nothing: status %d, %q, %q", status, got, errs)
	}
}

func TestTrouble(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{dir, filepath.Join(dir, "absent")} {
		if got, errs, status := start(t, "", name); got != "" || strings.Count(errs, "\n") != 1 || status != command.Unread {
			t.Errorf("%s: status %d, %q, %q", name, status, got, errs)
		}
	}
	for _, args := range [][]string{{"-x"}, {"-format", "xml"}} {
		if got, errs, status := start(t, "", args...); got != "" || strings.Count(errs, "\n") != 1 || status != command.Usage {
			t.Errorf("%q: status %d, %q, %q", args, status, got, errs)
		}
	}
	var errs bytes.Buffer
	if status := run(t.Context(), nil, nil, brokenWriter{}, &errs); status != command.Unread || !strings.Contains(errs.String(), "broken") {
		t.Errorf("broken output: status %d, %q", status, errs.String())
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken") }
