package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFailOn(t *testing.T) {
	dir := t.TempDir()
	record := func(name string, replacements ...string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name+".log"), []byte(strings.NewReplacer(replacements...).Replace(line)+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const certificate = `"-" - -`
	valid := func(until string) string {
		return `"CN=x" NotBefore=2026-01-01T00:00:00Z;NotAfter=` + until + `T00:00:00Z 0A`
	}
	record("good", certificate, valid("2026-10-23"))
	record("outdated", "TLSv1.3", "TLSv1", "TLS_AES_128_GCM_SHA256", "AES128-SHA")
	record("weak", "TLSv1.3", "TLSv1.2", "TLS_AES_128_GCM_SHA256", "DES-CBC3-SHA")
	record("plaintext", "443", "80", "TLSv1.3 TLS_AES_128_GCM_SHA256 0.036", "- - -", "Success", "-")
	record("failed", "Success", "Failed:ClientCertUntrusted")
	record("revoked", "Success", "Failed:ClientCertCrlHit")
	record("expired", certificate, valid("2026-09-22"))
	record("expiring", certificate, valid("2026-10-03"))
	record("damaged", "192.0.2.10", "192.0.2.1000")

	for _, tt := range []struct{ condition, logs string }{ // the logs in which it holds
		{"outdated", "outdated"},
		{"weak", "weak"},
		{"plaintext", "plaintext"},
		{"failed", "failed revoked"},
		{"revoked", "revoked"},
		{"expired", "expired"},
		{"expiring:30d", "expired expiring good"}, // in 29 days and 17 hours
		{"expiring:29d", "expired expiring"},
		{"expiring:10", "expired expiring"},
		{"expiring:9d", "expired"},
		{"expiring", "expired expiring good"},
		{"damaged", "damaged"},
		{"outdated,weak", "outdated weak"},
	} {
		for _, log := range []string{"good", "outdated", "weak", "plaintext", "failed", "revoked", "expired", "expiring", "damaged"} {
			_, errs, status := start(t, "", "-fail-on", tt.condition, filepath.Join(dir, log+".log"))
			want := exitOK
			if strings.Contains(" "+tt.logs+" ", " "+log+" ") {
				want = exitFound
			}
			if status != want || (errs == "") != (want == exitOK) || strings.Count(errs, "tlsreport: found ") != want/exitFound {
				t.Errorf("-fail-on %s on %s: status %d, want %d; %q", tt.condition, log, status, want, errs)
			}
		}
	}
	_, errs, status := start(t, "", "-fail-on", "weak", filepath.Join(dir, "weak.log"), filepath.Join(dir, "absent"))
	if status != exitIncomplete+exitFound || strings.Count(errs, "\n") != 2 {
		t.Errorf("status %d, %q", status, errs)
	}
	// The finding is in the report, in any form.
	for _, format := range formats {
		got, _, _ := start(t, "", "-fail-on", "outdated,weak", "-format", format, filepath.Join(dir, "weak.log"))
		if !strings.Contains(got, "weak") || !strings.Contains(got, "1 event") && format != "json" {
			t.Errorf("%s does not say what was found:\n%s", format, got)
		}
	}
	for _, bad := range []string{"", "weak:1", "expiring:", "expiring:d", "expiring:-1d", "expiring:99999d", "expiring:9223372036854775808d", "Weak"} {
		if c, err := parseCondition(bad, 0); err == nil {
			t.Errorf("%q is %v", bad, c)
		}
	}
}
