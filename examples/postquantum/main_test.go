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

// connection returns the line of a connection at a load balancer; without a
// group it has the 12 columns of old.
func connection(address, protocol, group string) string {
	line := "2026-09-23T07:11:27.691358Z " + address + " 64326 443 " + protocol + ` TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_01`
	if protocol == "-" {
		line = strings.NewReplacer("TLS_AES_128_GCM_SHA256 0.036", "- -", "443", "80", "Success", "-").Replace(line)
	}
	if group != "" {
		line += " " + group
	}
	return line + "\n"
}

func TestShares(t *testing.T) {
	const address = "192.0.2.1"
	pq, not := connection(address, "TLSv1.3", "X25519MLKEM768"), connection(address, "TLSv1.3", "x25519")
	old, untold := connection(address, "TLSv1.2", ""), connection(address, "TLSv1.3", "")
	tests := []struct{ name, log, want string }{
		{"named", pq + not + not + not, "  alb                1          3            0  25.0 %\n"},
		{"a protocol before TLS 1.3 has none", pq + old, "  alb                1          1            0  50.0 %\n"},
		{"some do not tell", pq + untold + not, "  alb                1          1            1  ≥ 33.3 %\n"},
		{"none tells", untold + old, "  alb                0          1            1  cannot tell\n"},
		{"no TLS", connection(address, "-", "-"), "  alb                0          0            0  cannot tell\n  cannot tell: these logs name no key exchange\n"},
		{"a group not known", connection(address, "TLSv1.3", "new\u202e"), "  new\\u202e     alb          1  not known, counted as classical\n"},
		{"its day", pq, "  2026-09-23  100.0 %\n"},
	}
	for _, tt := range tests {
		got, errs, status := start(t, tt.log, "-")
		if !strings.Contains(got, tt.want) || errs != "" || status != command.OK {
			t.Errorf("%s: status %d, %q, want %q in\n%s", tt.name, status, errs, tt.want, got)
		}
	}
}

func TestClients(t *testing.T) {
	log := connection("192.0.2.1", "TLSv1.3", "x25519") + connection("192.0.2.1", "TLSv1.3", "X25519MLKEM768") + // is there
		connection("192.0.2.2", "TLSv1.2", "x25519") + connection("192.0.2.2", "TLSv1.3", "secp256r1") + connection("192.0.2.2", "TLSv1.2", "x25519") +
		connection("192.0.2.3", "TLSv1.1", "-") +
		connection("192.0.2.4", "TLSv1.3", "") // cannot tell
	got, _, _ := start(t, log, "-top", "1", "-")
	const want = "\nClients without post-quantum key exchange: 2 of 3\n" +
		"  source  client     user agent  best seen          events\n" +
		"  alb     192.0.2.2  -           TLS 1.3 secp256r1       3\n" +
		"  and 1 more\n"
	if !strings.HasSuffix(got, want) {
		t.Errorf("%s", got)
	}
}

func TestTrouble(t *testing.T) {
	got, errs, status := start(t, connection("192.0.2.x", "TLSv1.2", "x25519"), "-")
	if !strings.Contains(got, "TLS 1.2 x25519") || !strings.HasPrefix(errs, "postquantum: standard input: ") || status != command.OK {
		t.Errorf("damage: status %d, %q\n%s", status, errs, got)
	}
	if got, errs, status := start(t, "hello\n", "-"); !strings.Contains(errs, "not recognised") || status != command.Unread || got != "No events in these logs.\n" {
		t.Errorf("unknown: status %d, %q\n%s", status, errs, got)
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
