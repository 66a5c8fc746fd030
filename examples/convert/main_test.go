package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func start(t *testing.T, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(args, strings.NewReader(stdin), &out, &errs)
	return out.String(), errs.String(), status
}

// objects returns the JSON objects of the lines.
func objects(t *testing.T, lines string) (all []map[string]any) {
	t.Helper()
	for line := range strings.Lines(lines) {
		var o map[string]any
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		all = append(all, o)
	}
	return all
}

// TestForms converts the sample logs of all sources into every form.
func TestForms(t *testing.T) {
	// A name that each object of the form has.
	names := map[string]string{"event": "source", "ocsf": "class_uid", "ecs": "@timestamp", "otel": "resourceLogs"}
	count := -1
	for name := range forms {
		got, errs, status := start(t, "", "-to", name)
		if errs != "" || status != exitOK {
			t.Errorf("%s: status %d, %q", name, status, errs)
		}
		all := objects(t, got)
		if count < 0 {
			count = len(all)
		}
		if len(all) != count || count < 100 {
			t.Errorf("%s: %d objects, in another form %d", name, len(all), count)
		}
		for _, o := range all {
			if want := names[name]; want != "" && o[want] == nil {
				t.Errorf("%s: no %s in %v", name, want, o)
				break
			}
		}
	}
}

const line = `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 0.036 "-" - - Success TID_01`

func TestValues(t *testing.T) {
	for name, want := range map[string]string{
		"event": `"cipher_suite":"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"`,
		"ocsf":  `"class_uid":4001`,
		"ecs":   `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`,
		"otel":  `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`,
		"aws":   `"tls_cipher":"ECDHE-RSA-AES128-GCM-SHA256"`,
	} {
		got, _, _ := start(t, line, "-to", name, "-")
		if !strings.Contains(got, want) || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestFirewall checks that both kinds of records come out of one log, and that
// damage is told once.
func TestFirewall(t *testing.T) {
	const log = `{"firewall_name":"f","event_timestamp":"1","event":{"timestamp":"2026-09-23T07:11:27.691358+0000","event_type":"alert","src_ip":"10.0.0.1","tls":{"sni":"a","version":"TLS 1.2"}}}
{"firewall_name":"f",}
{"firewall_name":"f","event_timestamp":1,"event":{"timestamp":"2026-09-23T07:11:27.691358Z","src_ip":"10.0.0.1","sni":"-","tls_error":{"error_message":"Server name is not found in client hello."}}}
`
	got, errs, status := start(t, log, "-")
	all := objects(t, got)
	if len(all) != 2 || all[0]["version"] != "TLS 1.2" || all[1]["reason"] != "server_name_missing" || strings.Count(errs, "\n") != 1 || status != exitOK {
		t.Errorf("status %d, %q, %s", status, errs, got)
	}
	if _, errs, status := start(t, log[:len(log)-20], "-"); status != exitUnread || !strings.Contains(errs, "unexpected EOF") {
		t.Errorf("cut: status %d, %q", status, errs)
	}
}

func TestTrouble(t *testing.T) {
	damaged := strings.Replace(line, "192.0.2.10", "192.0.2.xxx", 1)
	if got, errs, status := start(t, damaged, "-"); len(objects(t, got)) != 1 || !strings.Contains(errs, "client_ip") || status != exitOK {
		t.Errorf("damage: status %d, %q, %s", status, errs, got)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a"), []byte("hello\x1b[2J"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, errs, status := start(t, "", dir, filepath.Join(dir, "absent\x1b")); strings.Count(errs, "\n") != 2 || strings.Contains(errs, "\x1b") || status != exitUnread {
		t.Errorf("unread: status %d, %q", status, errs)
	}
	for _, args := range [][]string{{"-x"}, {"-to", "xml"}} {
		if got, errs, status := start(t, "", args...); got != "" || strings.Count(errs, "\n") != 1 || status != exitUsage {
			t.Errorf("%q: status %d, %q, %q", args, status, got, errs)
		}
	}
	if got, errs, status := start(t, "", "-h"); !strings.HasPrefix(got, "Usage: ") || !strings.Contains(got, "\nExamples:\n") || errs != "" || status != exitOK {
		t.Errorf("-h: status %d, %q, %q", status, got, errs)
	}
	if got, errs, status := start(t, "", "-"); got+errs != "" || status != exitOK {
		t.Errorf("nothing: status %d, %q, %q", status, errs, got)
	}
	var errs bytes.Buffer
	if status := run(nil, nil, brokenWriter{}, &errs); status != exitUnread || !strings.Contains(errs.String(), "broken") {
		t.Errorf("broken output: status %d, %q", status, errs.String())
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken") }
