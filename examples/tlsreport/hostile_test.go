package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hostileLogs returns a folder with a log of each source that has the text in
// every place where a stranger can put one.
func hostileLogs(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, record any) {
		t.Helper()
		b, err := json.Marshal(record)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	type object = map[string]any
	cloudFront := func(status string) object {
		return object{
			"eventTimestamp": "1790147000374", "connectionId": text, "connectionStatus": status, "clientIp": "192.0.2.51", "clientPort": "1",
			"serverIp": "198.51.100.1", "distributionId": text, "tlsProtocol": "TLSv1.2", "tlsCipher": text, "tlsHandshakeDuration": "129", "tlsSni": text,
			"clientLeafCertSerialNumber": text, "clientLeafCertSubject": text, "clientLeafCertIssuer": text,
			"clientLeafCertValidity": "NotBefore=2026-01-01T00:00:00Z;NotAfter=2026-10-01T00:00:00Z", "connectionLogCustomData": text,
		}
	}
	write("cloudfront.log", cloudFront("Success"))
	write("cloudfront-failed.log", cloudFront("Failed:"+text))
	write("cloudtrail.json", object{"Records": []object{{
		"eventVersion": "1.11", "userIdentity": object{"type": "AssumedRole", "arn": text, "accountId": text}, "eventTime": "2026-09-23T05:06:40Z",
		"eventSource": text, "eventName": text, "awsRegion": text, "sourceIPAddress": text, "userAgent": text, "errorCode": text,
		"eventID": text, "eventType": "AwsApiCall", "recipientAccountId": text, "eventCategory": "Management",
		"tlsDetails": object{"tlsVersion": "TLSv1", "cipherSuite": text, "clientProvidedHostHeader": text, "keyExchange": text},
	}}})
	for name, status := range map[string]string{"alb.log": "Success", "alb-failed.log": "Failed:" + text} {
		write(name, object{
			"time": "2026-09-23T07:11:27.691358Z", "client_ip": "192.0.2.10", "client_port": "64326", "listener_port": "443", "tls_protocol": text, "tls_cipher": text,
			"tls_handshake_latency": "0.036", "leaf_client_cert_subject": text, "leaf_client_cert_validity": "NotBefore=2026-01-01T00:00:00Z;NotAfter=2026-10-01T00:00:00Z",
			"leaf_client_cert_serial_number": text, "tls_verify_status": status, "conn_trace_id": text, "tls_keyexchange": text, "elb": text,
		})
	}
	// A name of a file is from a stranger, too, as keys of objects can be.
	write(strings.ReplaceAll(text, "/", "_")+".log", object{"time": "2026-09-23T07:11:27.691358Z", "client_ip": text, "tls_verify_status": "Success"})
	write("revoked.log", object{
		"firewall_name": text, "availability_zone": "eu-central-1a", "event_timestamp": 1790150000, "event": object{
			"timestamp": "2026-09-23T07:53:20.781952Z", "src_ip": "10.0.2.90", "src_port": "56476", "dest_ip": "203.0.113.68", "dest_port": "443", "sni": text,
			"revocation_check": object{"leaf_cert_fpr": text, "status": text, "action": text},
		},
	})
	write("firewall.log", object{
		"firewall_name": text, "availability_zone": "eu-central-1a", "event_timestamp": 1790150000, "event": object{
			"timestamp": "2026-09-23T07:53:20.781952Z", "src_ip": "10.0.2.90", "src_port": "56476", "dest_ip": "203.0.113.68", "dest_port": "443", "sni": text,
			"tls_error": object{"error_message": "SNI: " + text + " Match Failed to server certificate names: " + text + " "},
		},
	})
	return dir
}

// TestHostile checks that nothing from a log reaches a terminal as it is, in
// any form of the report.
func TestHostile(t *testing.T) {
	const hostile = "=cmd|'/c calc'!A0\x1b]0;owned\a\u009b31m\u202e\u2066\x7f\u200b"
	dir := hostileLogs(t, hostile)
	for _, tt := range []struct{ format, shown string }{
		{"text", "=cmd"}, {"json", `\u001b]0;owned\u0007\u009b31m\u202e\u2066\u007f\u200b`}, {"csv", `'=cmd|'/c calc'!A0\x1b]0;owned\a`}, {"html", `\x1b]0;owned\a`},
	} {
		got, errs, status := start(t, "", "-format", tt.format, dir)
		if status != exitOK {
			t.Errorf("%s: status %d, %s", tt.format, status, errs)
		}
		if i := strings.IndexAny(got, "\x1b\a\u009b\u202e\u2066\x7f\u200b"); i >= 0 {
			t.Errorf("%s: a control character in %q", tt.format, got[max(i-50, 0):i+10])
		}
		if n := strings.Count(got, tt.shown); n < 8 {
			t.Errorf("%s: %d of the values are shown in\n%s", tt.format, n, got)
		}
		if tt.format == "csv" && (strings.Contains(got, ",=") || strings.Contains(got, "\n=") || strings.Contains(got, `"=`)) {
			t.Errorf("a formula in\n%s", got)
		}
	}
}

func TestSpreadsheetText(t *testing.T) {
	for in, want := range map[string]string{
		"":                "",
		"CN=x":            "CN=x",
		"12":              "12",
		"=1+1":            "'=1+1",
		"+1":              "'+1",
		"-1":              "'-1",
		"@SUM(A1)":        "'@SUM(A1)",
		"  =1":            "'  =1",
		"\t=1":            `\t=1`, // the tab is shown as two characters
		"\r\n=1":          `\r\n=1`,
		"＝1":              "'＝1",
		"\u202e=1":        `\u202e=1`,
		`a "b", c`:        `a "b", c`,
		"\u00a0=1":        `\u00a0=1`,
		"\xff":            `\xff`,
		"2026-09-23":      "2026-09-23",
		"192.0.2.1":       "192.0.2.1",
		"TLS_AES_128_GCM": "TLS_AES_128_GCM",
	} {
		if got := spreadsheetText(in); got != want {
			t.Errorf("spreadsheetText(%q) = %q, want %q", in, got, want)
		}
	}
}
