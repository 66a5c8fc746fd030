package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/awstls/awstls/examples/internal/fakes3"
)

const call = `{"Records":[{"eventVersion":"1.11","eventTime":"2026-09-23T07:11:27Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","eventID":"call-1","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256"}}]}`

// folders are those in which AWS delivers the sample logs.
var folders = map[string]string{
	"alb":             "elasticloadbalancing/eu-central-1/2026/09/",
	"cloudfront":      "CloudFront/E2EXAMPLE1ABC/2026/09/",
	"networkfirewall": "network-firewall/tls/eu-central-1/egress/2026/09/",
	"cloudtrail":      "CloudTrail/eu-central-1/2026/09/",
}

// sampleBucket puts the sample logs whose names have a day into the bucket logs,
// as AWS would, and into a folder with the same names, which it returns.
func sampleBucket(t *testing.T, s *fakes3.Server) string {
	t.Helper()
	dir := t.TempDir()
	samples := sampleLogs()
	names, err := fs.Glob(samples, "*/*.gz")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(samples, name)
		if err != nil {
			t.Fatal(err)
		}
		day := "23/"
		for _, other := range []string{"04", "14", "24"} {
			if strings.Contains(name, "202609"+other) || strings.Contains(name, "2026-09-"+other) {
				day = other + "/"
			}
		}
		source, file := filepath.Split(filepath.FromSlash(name))
		key := "AWSLogs/111122223333/" + folders[filepath.Clean(source)] + day + file
		s.Put(t, "logs", key, string(text))
		path := filepath.Join(dir, filepath.FromSlash(key))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestS3 compares the report on logs in S3, which is slow and cuts connections
// off, with that on the same logs in a folder, in every form.
func TestS3(t *testing.T) {
	s := fakes3.Start(t)
	dir := sampleBucket(t, s)
	s.PageSize = 3
	s.Refuse = func(n int, _ *http.Request) (int, string) {
		if n%50 == 10 {
			return http.StatusServiceUnavailable, "SlowDown"
		}
		return 0, ""
	}
	s.Cut = func(n int, r *http.Request) int {
		if n%3 == 0 && r.Header.Get("Range") == "" {
			return 1000
		}
		return -1
	}
	for _, format := range formats[1:] { // a text has long names cut to its width
		want, errs, status := start(t, "", "-format", format, dir)
		if status != exitOK {
			t.Fatal(errs)
		}
		want = strings.ReplaceAll(want, dir+string(filepath.Separator), "s3://logs/")
		got, errs, status := start(t, "", "-format", format, "s3://logs")
		if status != exitOK || errs != "" {
			t.Errorf("%s: status %d, %s", format, status, errs)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", format, diff)
		}
	}
}

// TestS3Narrow checks that flags leave out objects, and none that they should
// not.
func TestS3Narrow(t *testing.T) {
	s := fakes3.Start(t)
	for hour := range 7 * 24 {
		at := time.Date(2026, 9, 20, hour, 0, 0, 0, time.UTC)
		alb := strings.Replace(line, "2026-09-23T07:11", at.Format("2006-01-02T15:04"), 1)
		trail := strings.Replace(call, "2026-09-23T07:11", at.Format("2006-01-02T15:04"), 1)
		at = at.Add(2 * time.Hour) // of delivery
		s.Put(t, "logs", "AWSLogs/111122223333/elasticloadbalancing/eu-west-1/"+at.Format("2006/01/02/")+
			"conn_log_111122223333_elasticloadbalancing_eu-west-1_app.web.0123456789abcdef_"+at.Format("20060102T1504Z")+"_192.0.2.1_r.log.gz", alb)
		s.Put(t, "logs", "AWSLogs/111122223333/CloudTrail/eu-west-1/"+at.Format("2006/01/02/")+
			"111122223333_CloudTrail_eu-west-1_"+at.Format("20060102T1504Z")+"_r.json.gz", trail)
	}
	for _, tt := range []struct {
		flags             []string
		events, gets, day int // day is how many days are listed of each source, at least
	}{
		{nil, 2 * 7 * 24, 2 * 7 * 24, 0},
		{[]string{"-since", "2026-09-23", "-until", "2026-09-24"}, 2 * 24, 2 * (2 + 24 + 24), 3},
		{[]string{"-since", "2026-09-23", "-until", "2026-09-24", "-late", "3h"}, 2 * 24, 2 * (2 + 24 + 3), 3},
		{[]string{"-since", "2026-09-23", "-until", "2026-09-24", "-late", "0s", "-source", "alb"}, 22, 2 + 24, 2}, // of which two came late
		{[]string{"-until", "2026-09-21", "-late", "2h", "-source", "cloudtrail"}, 24, 24, 2},
		{[]string{"-since", "2026-09-26T12:00:00Z"}, 2 * 12, 2 * (2 + 12 + 2), 2},
		{[]string{"-source", "networkfirewall"}, 0, 0, 0},
	} {
		gets, lists := len(s.Gets()), len(s.Lists())
		text, errs, status := start(t, "", append(tt.flags, "-format", "json", "s3://logs/")...)
		if status != exitOK {
			t.Errorf("%q: %s", tt.flags, errs)
		}
		var doc document
		if err := json.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatal(err)
		}
		gets, lists = len(s.Gets())-gets, len(s.Lists())-lists
		if n := int(doc.Posture.Total.Events); n != tt.events || gets > tt.gets {
			t.Errorf("%q: %d events, want %d, of %d objects, want %d", tt.flags, n, tt.events, gets, tt.gets)
		}
		if tt.day > 0 && lists > 4+2*(4+2*tt.day) { // the server has folders twice
			t.Errorf("%q: %d lists", tt.flags, lists)
		}
	}
}

// TestS3Unread checks that what cannot be listed or read is listed, and that
// the exit status says so.
func TestS3Unread(t *testing.T) {
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	s := fakes3.Start(t)
	s.Put(t, "logs", "a.log", line+"\n")
	s.Put(t, "logs", "b.log", line+"\n")
	s.Put(t, "logs", "AWSLogs/111122223333/CloudTrail-Digest/eu-central-1/2026/09/23/x.json.gz", "{}")
	s.Refuse = func(_ int, r *http.Request) (int, string) {
		if strings.HasSuffix(r.URL.Path, "/b.log") {
			return http.StatusForbidden, "AccessDenied"
		}
		return 0, ""
	}
	got, errs, status := start(t, "", "s3://logs", "s3://absent", "s3://logs/x")
	const want = "tlsreport: s3://logs/b.log: S3: AccessDenied: as the test asks\n" +
		"tlsreport: s3://absent/: cannot be listed: S3: NoSuchBucket: The specified bucket does not exist\n" +
		"tlsreport: s3://logs/x: there is no object with such a key\n"
	if status != exitIncomplete || errs != want {
		t.Errorf("status %d, %s", status, errs)
	}
	for _, text := range []string{"1 event in 5 inputs", "passed over: inputs that their names call digest file (1)", "s3://logs/b.log: S3: AccessDenied"} {
		if !strings.Contains(got, text) {
			t.Errorf("%s is not in %s", text, got)
		}
	}
}

// TestS3Resume checks that an interrupted program says how to go on, and that
// two reports then have everything.
func TestS3Resume(t *testing.T) {
	s := fakes3.Start(t)
	for _, key := range []string{"a", "b", "c", "d", "e", "f"} {
		s.Put(t, "logs", key, strings.Repeat(line+"\n", maxBatchBytes/len(line))) // each is a batch
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s.Refuse = func(_ int, r *http.Request) (int, string) {
		if strings.HasSuffix(r.URL.Path, "/d") {
			cancel()
		}
		return 0, ""
	}
	var out, errs bytes.Buffer
	status := run(ctx, []string{"-workers", "1", "s3://logs"}, nil, &out, &errs)
	_, after, _ := strings.Cut(errs.String(), "-resume-after ")
	after, _, _ = strings.Cut(after, " ")
	if status != exitIncomplete || after != "s3://logs/c" || !strings.Contains(out.String(), "PARTIAL") {
		t.Fatalf("status %d, %s, %s", status, errs.String(), out.String())
	}
	s.Refuse = nil
	before := len(s.Gets())
	got, errors, status := start(t, "", "-resume-after", after, "s3://logs")
	read := slices.Sorted(slices.Values(s.Gets()[before:]))
	if status != exitOK || !slices.Equal(read, []string{"d", "e", "f"}) || !strings.HasPrefix(got, fmt.Sprintf("TLS report: %s events in 3 inputs", num(int64(3*(maxBatchBytes/len(line)))))) {
		t.Errorf("status %d, %s, %q, %s", status, errors, read, got)
	}
}
