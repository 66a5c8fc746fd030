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

// record returns a record of a TLS log about a name that a client asked for.
func record(sni, what string) string {
	return `{"firewall_name":"f","event_timestamp":1790149013,"event":{"timestamp":"2026-09-23T07:11:27.691358Z","src_ip":"10.0.0.1","src_port":"1","dest_ip":"2001:db8::1","dest_port":"443","sni":"` + sni + `",` + what + "}}\n"
}

const (
	noName   = `"tls_error":{"error_message":"Server name is not found in client hello."}`
	newError = `"tls_error":{"error_message":"New \u001b[2J"}`
	revoked  = `"revocation_check":{"leaf_cert_fpr":"ab","status":"REVOKED","action":"DROP"}`
)

func TestDestination(t *testing.T) {
	got, errs, status := start(t, record("-", noName)+record("a\\u001b.example", newError)+record("b.example", revoked), "-")
	if errs != "" || status != command.OK || strings.Contains(got, "\x1b") {
		t.Errorf("status %d, %q\n%q", status, errs, got)
	}
	for _, want := range []string{
		"  [2001:db8::1]:443  10.0.0.1       1        1  2026-09-23\n", // no action is logged
		`  a\x1b.example  New \x1b[2J       1        1  2026-09-23` + "\n",
		"  b.example    ab           DROP         1        1  2026-09-23\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestTop(t *testing.T) {
	log := record("a.example", revoked) + record("b.example", revoked) + record("b.example", revoked)
	got, _, _ := start(t, log, "-top", "1", "-")
	if !strings.Contains(got, "b.example") || strings.Contains(got, "a.example") || !strings.Contains(got, "  and 1 more\n") {
		t.Errorf("%s", got)
	}
	if got, _, _ := start(t, log, "-top", "-1", "-"); !strings.Contains(got, "  and 2 more\n") {
		t.Errorf("%s", got)
	}
}

// TestNothing checks that logs without a fault are told from logs that cannot
// have one.
func TestNothing(t *testing.T) {
	const alert = `{"firewall_name":"f","availability_zone":"a","event_timestamp":"1790059813","event":{"timestamp":"2026-09-22T06:50:13.203996+0000","flow_id":1,"event_type":"alert",` +
		`"src_ip":"10.0.2.14","src_port":46031,"dest_ip":"203.0.113.129","dest_port":443,"proto":"TCP","app_proto":"tls","alert":{"action":"allowed","signature_id":6,"rev":0,` +
		`"signature":"old protocol","category":"","severity":3},"tls":{"sni":"telemetry.example.org","version":"TLS 1.2"}}}` + "\n"
	const alb = `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_01` + "\n"
	for log, want := range map[string]string{
		alert: "No faults in outbound TLS connections.\n",
		alb:   "Nothing from Network Firewall in these logs.\n",
		"":    "Nothing from Network Firewall in these logs.\n",
	} {
		if got, errs, status := start(t, log, "-"); got != want || errs != "" || status != command.OK {
			t.Errorf("%q: status %d, %q, %q, want %q", log, status, errs, got, want)
		}
	}
}

// TestFingerprint checks that a fingerprint is shortened where there is little
// room, and whole where there is enough.
func TestFingerprint(t *testing.T) {
	fingerprint := strings.Repeat("0123456789abcdef", 4)
	log := strings.Replace(record("b.example", revoked), `"ab"`, `"`+fingerprint+`"`, 1)
	for columns, want := range map[string]string{"": "01234567…89abcdef", "130": fingerprint} {
		t.Setenv("COLUMNS", columns)
		if got, _, _ := start(t, log, "-"); !strings.Contains(got, "  "+want+"  ") {
			t.Errorf("%s columns: no %q in\n%s", columns, want, got)
		}
	}
}

func TestTrouble(t *testing.T) {
	damaged := strings.Replace(record("a.example", revoked), "10.0.0.1", "10.0.0.x", 1)
	got, errs, status := start(t, damaged, "-")
	if !strings.Contains(got, "a.example") || !strings.HasPrefix(errs, "egress: standard input: ") || status != command.OK {
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

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken") }
