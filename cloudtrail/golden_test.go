package cloudtrail

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGolden reads the files in testdata. A line tells an event; one in
// brackets, that it is not about a call.
func TestGolden(t *testing.T) {
	tests := map[string]struct {
		lines   string
		skipped Skipped
	}{
		"management.json": {lines: `
			GetSecretValue success logged TLS 1.3 TLS_AES_128_GCM_SHA256 X25519MLKEM768 secretsmanager.eu-west-1.amazonaws.com 192.0.2.17 arn:aws:sts::111122223333:assumed-role/web/i-0123456789abcdef0
			ListUsers failure access_denied logged TLS 1.0 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA iam.amazonaws.com 198.51.100.4 arn:aws:iam::111122223333:user/legacy
			DescribeVpcs success service cloudformation.amazonaws.com arn:aws:sts::111122223333:assumed-role/deploy/stack
			RotateKey success not_recorded kms.amazonaws.com kms.amazonaws.com`},
		"data.json": {lines: `
			GetObject success inferred TLS 1.3 TLS_AES_256_GCM_SHA384 2001:db8::42 AROAEXAMPLECCCCCCCCCC:reader
			PutObject success inferred TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 198.51.100.4 arn:aws:iam::111122223333:user/legacy`},
		"console.json": {lines: `
			ConsoleLogin failure authentication_failed logged TLS 1.3 TLS_AES_128_GCM_SHA256 us-east-1.signin.aws.amazon.com 203.0.113.9
			ListNotificationHubs success console 203.0.113.9 arn:aws:iam::111122223333:root`},
		"network_activity.json": {lines: `
			ListKeys failure endpoint_policy_denied not_recorded 192.0.2.30 AKIAEXAMPLEEEEEEEEEE`},
		"insight.json":    {lines: `[AwsCloudTrailInsight Start UpdateInstanceInformation AccessDenied]`},
		"aggregated.json": {lines: `[AwsAggregatedEvent aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeee51]`},
		"enriched.json": {lines: `
			ListBuckets success plaintext 192.0.2.40 arn:aws:iam::111122223333:user/curl`},
		"digest.json":      {skipped: Skipped{DigestFiles: 1}},
		"result_sign.json": {skipped: Skipped{LakeSignatures: 1}},
		"notifications.json": {skipped: Skipped{
			LogFileNotifications: 1, S3TestEvents: 1, S3Notifications: 2, ControlMessages: 1,
		}},
	}
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) != len(tests) {
		t.Errorf("%d files, %d tests, %v", len(files), len(tests), err)
	}
	for name, test := range tests {
		f, err := os.Open(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		d := NewDecoder(f)
		var got []string
		for rec, err := range d.All() {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			got = append(got, line(rec))
		}
		var want []string
		for l := range strings.Lines(strings.TrimSpace(test.lines)) {
			want = append(want, strings.TrimSpace(l))
		}
		if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
			t.Errorf("%s:\n%s\nwant:\n%s", name, g, w)
		}
		if d.Skipped() != test.skipped {
			t.Errorf("%s: %+v, want %+v", name, d.Skipped(), test.skipped)
		}
		if err := d.Decode(new(Record)); err != io.EOF {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func line(rec Record) string {
	e, ok := rec.Event()
	if !ok {
		text := fmt.Sprint(rec.EventType, " ", rec.InsightDetails.State, " ", rec.InsightDetails.EventName, " ", rec.InsightDetails.ErrorCode)
		if rec.EventCategory == CategoryAggregated {
			text = fmt.Sprint(rec.EventType, " ", rec.EventID)
		}
		return "[" + text + "]"
	}
	client := e.ClientHost
	if e.ClientIP.IsValid() {
		client = e.ClientIP.String()
	}
	return strings.Join(strings.Fields(fmt.Sprintln(e.Operation, e.Result, e.Reason, e.Evidence, e.Version, e.CipherSuite,
		e.KeyExchange, e.ServerName, client, e.Principal)), " ")
}
