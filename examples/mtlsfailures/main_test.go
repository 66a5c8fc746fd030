package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/awstls/awstls/examples/internal/command"
	"github.com/awstls/awstls/examples/internal/golden"
)

// start runs the program.
func start(t *testing.T, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(args, strings.NewReader(stdin), &out, &errs)
	return out.String(), errs.String(), status
}

func TestSample(t *testing.T) {
	got, errs, status := start(t, "")
	if errs != "" || status != command.OK {
		t.Errorf("status %d, %q", status, errs)
	}
	golden.Compare(t, "testdata/sample.golden", got)
}

// failed returns the line of a connection that failed.
func failed(subject, code string) string {
	return `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 - - - "` + subject + `" - - Failed:` + code + " TID_01 - app/a/1 198.51.100.7\n"
}

// TestHostile checks what strangers put into names, and codes that are not
// known yet.
func TestHostile(t *testing.T) {
	var log strings.Builder
	for _, code := range []string{"New1", "New2", "New3", "New4", "New5", "New6"} {
		log.WriteString(failed("CN=\x1b[2J\u202e", code))
	}
	got, errs, status := start(t, log.String(), "-")
	if errs != "" || status != command.OK || strings.ContainsAny(got, "\x1b\u202e") {
		t.Errorf("status %d, %q\n%q", status, errs, got)
	}
	if !strings.Contains(got, "  other     6           0  New1, New2, New3, New4, …\n") {
		t.Errorf("%s", got)
	}
}

func TestTop(t *testing.T) {
	log := failed("CN=a", "ClientCertExpired") + failed("CN=b", "ClientCertExpired") + failed("CN=b", "ClientCertExpired")
	for top, want := range map[string]string{"1": "and 1 more", "0": "and 2 more", "-1": "and 2 more", "9": "CN=a"} {
		if got, _, _ := start(t, log, "-top", top, "-"); !strings.Contains(got, want) || strings.Contains(got, "more") != strings.Contains(want, "more") {
			t.Errorf("%s: %s", top, got)
		}
	}
}

func TestTrouble(t *testing.T) {
	damaged := strings.Replace(failed("CN=a", "ClientCertExpired"), "192.0.2.10", "192.0.2.x", 1)
	got, errs, status := start(t, damaged, "-")
	if !strings.Contains(got, "CN=a") || !strings.HasPrefix(errs, "mtlsfailures: standard input: ") || status != command.OK {
		t.Errorf("damage: status %d, %q\n%s", status, errs, got)
	}
	if _, errs, status := start(t, "", "absent"); errs == "" || status != command.Unread {
		t.Errorf("absent: status %d, %q", status, errs)
	}
	if _, errs, status := start(t, "", "-x"); errs == "" || status != command.Usage {
		t.Errorf("-x: status %d, %q", status, errs)
	}
	var err bytes.Buffer
	if status := run(nil, nil, brokenWriter{}, &err); status != command.Unread || !strings.Contains(err.String(), "broken") {
		t.Errorf("broken output: status %d, %q", status, err.String())
	}
}

// TestNothing checks that there are no tables of nothing.
func TestNothing(t *testing.T) {
	const success = `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_01` + "\n"
	for log, want := range map[string]string{
		"": "No connections of load balancers or CloudFront in these logs.\n",
		success: "TLS connections\n" +
			"  source  connections  succeeded  failed  no result\n" +
			"  alb               1          1       0          0\n",
	} {
		if got, errs, status := start(t, log, "-"); got != want || errs != "" || status != command.OK {
			t.Errorf("status %d, %q\n%s", status, errs, got)
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken") }
