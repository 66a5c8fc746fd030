package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// event returns a CloudTrail event.
func event(at, operation, version, agent string) string {
	return `{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/a","accountId":"111122223333"},"eventTime":"` + at +
		`","eventSource":"s3.amazonaws.com","eventName":"` + operation + `","awsRegion":"eu-central-1","sourceIPAddress":"192.0.2.1","userAgent":` + agent +
		`,"eventID":"1","eventType":"AwsApiCall","recipientAccountId":"444455556666","eventCategory":"Data","tlsDetails":{"tlsVersion":"` + version +
		`","cipherSuite":"ECDHE-RSA-AES128-SHA","clientProvidedHostHeader":"s3.eu-central-1.amazonaws.com"}}`
}

var log = `{"Records":[` + strings.Join([]string{
	event("2026-09-01T00:00:00Z", "PutObject", "TLSv1.1", `"agent"`),
	event("2026-09-02T00:00:00Z", "PutObject", "TLSv1", `"agent"`),
	event("2026-09-03T00:00:00Z", "GetObject", "TLSv1", `"=HYPERLINK(1)"`),
	event("2026-09-04T00:00:00Z", "GetObject", "TLSv1.2", `"agent"`),
	event("2026-09-05T00:00:00Z", "GetObject", "TLSv1.3", `"agent"`),
	event("2026-09-06T00:00:00Z", "PutObject", "TLSv1", `"agent"`),
	event("2026-09-07T00:00:00Z", "GetObject", "TLSv1", `"\u001b[2J"`),
	`{"eventVersion":"1.11","eventTime":"2026-09-07T00:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject"}`,
}, ",") + `]}`

func start(t *testing.T, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(args, strings.NewReader(stdin), &out, &errs)
	return out.String(), errs.String(), status
}

const header = "accountId,recipientAccountId,arn,eventSource,eventName,awsRegion,tlsVersion,cipherSuite,userAgent,numOutdatedTlsCalls\n"

func TestCSV(t *testing.T) {
	const start1 = "111122223333,444455556666,arn:aws:iam::111122223333:user/a,s3.amazonaws.com,"
	got, errs, status := start(t, log, "-format", "csv", "-")
	want := header +
		start1 + "GetObject,eu-central-1,TLSv1,ECDHE-RSA-AES128-SHA,\x1b[2J,1\n" +
		start1 + "GetObject,eu-central-1,TLSv1,ECDHE-RSA-AES128-SHA,'=HYPERLINK(1),1\n" +
		start1 + "PutObject,eu-central-1,TLSv1,ECDHE-RSA-AES128-SHA,agent,2\n" +
		start1 + "PutObject,eu-central-1,TLSv1.1,ECDHE-RSA-AES128-SHA,agent,1\n"
	const note = "outdatedtls: 1 of 8 events do not say which TLS version they used\n"
	if got != want || errs != note || status != exitOK {
		t.Errorf("status %d, %q\ngot  %q\nwant %q", status, errs, got, want)
	}
}

func TestJSON(t *testing.T) {
	got, _, status := start(t, log, "-format", "json", "-")
	var rows []map[string]any
	if err := json.Unmarshal([]byte(got), &rows); err != nil || status != exitOK || len(rows) != 4 {
		t.Fatalf("status %d, %v, %s", status, err, got)
	}
	if rows[2]["numOutdatedTlsCalls"] != 2.0 || rows[2]["tlsVersion"] != "TLSv1" || len(rows[2]) != len(columns) {
		t.Errorf("%v", rows[2])
	}
	// The members stand in the order of the query's columns.
	at := -1
	for _, name := range columns {
		i := strings.Index(got, `"`+name+`"`)
		if i <= at {
			t.Errorf("%s is out of order", name)
		}
		at = i
	}
	if got, _, _ := start(t, "", "-format", "json", "-"); got != "[]\n" {
		t.Errorf("nothing is %q", got)
	}
}

func TestText(t *testing.T) {
	got, _, _ := start(t, log, "-")
	lines := strings.Split(strings.TrimSpace(got), "\n")
	if len(lines) != 5 || !slices.Equal(strings.Fields(lines[0]), columns) || strings.Contains(got, "\x1b") {
		t.Errorf("%s", got)
	}
	if got, _, status := start(t, "", "-"); got != "No calls with TLS 1.0 or TLS 1.1.\n" || status != exitOK {
		t.Errorf("nothing is %q", got)
	}
}

func TestSpan(t *testing.T) {
	got, _, _ := start(t, log, "-format", "csv", "-since", "2026-09-02", "-until", "2026-09-06T00:00:00Z", "-")
	if n := strings.Count(got, "\n"); n != 3 {
		t.Errorf("%d lines:\n%s", n, got)
	}
}

// TestSavedResults checks that the program's own CSV, as saved results of the
// query have it, comes back the same, and adds up with a log.
func TestSavedResults(t *testing.T) {
	results := header + "1,2,arn,s3.amazonaws.com,PutObject,eu-central-1,TLSv1,AES128-SHA,\"a, \"\"b\"\"\",41\n"
	got, errs, status := start(t, results, "-format", "csv", "-")
	if got != results || errs != "" || status != exitOK {
		t.Errorf("status %d, %q\ngot  %q\nwant %q", status, errs, got, results)
	}
	dir := t.TempDir()
	for _, name := range []string{"result_1.csv", "result_2.csv"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(results), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, _, _ = start(t, log, "-format", "csv", dir, "-")
	rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
	if err != nil || len(rows) != 6 || !slices.ContainsFunc(rows, func(r []string) bool { return r[9] == "82" }) {
		t.Errorf("%v\n%s", err, got)
	}
	_, errs, status = start(t, results, "-since", "2026-09-01", "-")
	if status != exitUnread || !strings.Contains(errs, "saved results have no times") {
		t.Errorf("status %d, %q", status, errs)
	}
}

func TestSample(t *testing.T) {
	got, errs, status := start(t, "", "-format", "csv")
	if n := strings.Count(got, "\n"); n != 9 || !strings.HasPrefix(errs, "outdatedtls: these are sample logs") || status != exitOK {
		t.Errorf("status %d, %q, %d lines", status, errs, n)
	}
}

func TestDamage(t *testing.T) {
	damaged := strings.Replace(log, `"2026-09-02T00:00:00Z"`, `"yesterday"`, 1)
	got, errs, status := start(t, damaged, "-format", "csv", "-")
	if strings.Count(got, "\n") != 5 || !strings.HasPrefix(errs, "outdatedtls: standard input: damaged records: 1\n") || status != exitOK {
		t.Errorf("status %d, %q, %s", status, errs, got)
	}
	got, errs, status = start(t, log[:len(log)-700], "-format", "csv", "-")
	if strings.Count(got, "\n") < 4 || !strings.Contains(errs, "unexpected EOF") || status != exitUnread {
		t.Errorf("status %d, %q, %s", status, errs, got)
	}
	for _, in := range []string{
		"hello\nworld\n",
		"eventSource,numOutdatedTlsCalls\ns3.amazonaws.com,1\n",
		"eventSource;tlsVersion;numOutdatedTlsCalls\n",
		`{"Events":[{"CloudTrailEvent":"{}"}]}`,
		`{"firewall_name":"f","event":{}}`,
	} {
		if _, errs, status := start(t, in, "-"); status != exitUnread || !strings.Contains(errs, "not a log of CloudTrail") {
			t.Errorf("%s: status %d, %q", in, status, errs)
		}
	}
	_, errs, status = start(t, "", filepath.Join(t.TempDir(), "absent"))
	if status != exitUnread || strings.Count(errs, "\n") != 1 {
		t.Errorf("status %d, %q", status, errs)
	}
}

func TestCommandLine(t *testing.T) {
	for _, args := range [][]string{{"-x"}, {"-format", "xml"}, {"-since", "yesterday"}} {
		got, errs, status := start(t, "", args...)
		if got != "" || strings.Count(errs, "\n") != 1 || status != exitUsage {
			t.Errorf("%q: status %d, %q, %q", args, status, got, errs)
		}
	}
	if got, errs, status := start(t, "", "-h"); !strings.HasPrefix(got, "Usage: ") || !strings.Contains(got, "\nExamples:\n") || errs != "" || status != exitOK {
		t.Errorf("-h: status %d, %q, %q", status, got, errs)
	}
}

func TestWriterFails(t *testing.T) {
	for _, format := range []string{"table", "csv", "json"} {
		var errs bytes.Buffer
		if status := run([]string{"-format", format}, nil, brokenWriter{}, &errs); status != exitUnread || !strings.Contains(errs.String(), "broken") {
			t.Errorf("%s: status %d, %q", format, status, errs.String())
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken") }
