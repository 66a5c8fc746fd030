package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWorkers checks that the number of workers does not show in a report on
// more inputs than one batch has, with more clients, failures and damage than a
// table shows.
func TestWorkers(t *testing.T) {
	dir := t.TempDir()
	const batches = 7
	for i := range batches * maxBatchInputs {
		var b strings.Builder
		for n := range 1 + i%40 {
			fmt.Fprintf(&b, `2026-09-%02dT07:11:%02d.691358Z 192.0.%d.%d 64326 443 TLSv1.%d TLS_AES_128_GCM_SHA256 0.%03d "CN=client %d" - - Failed:ClientCert%d TID_%d`+"\n",
				1+i%28, n, i%7, n, n%4, i, n%23, n%11, n)
		}
		if i == 0 { // the others are done before it
			b.WriteString(strings.Repeat(b.String(), 50_000))
		}
		b.WriteString("2026-09-23T07:11:27.691358Z 192.0.2.x 64326 443 - - - - - - Success\n")
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.log", i)), []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, format := range formats {
		want, _, status := start(t, "", "-format", format, "-workers", "1", dir)
		if status != exitOK || len(want) < 1000 {
			t.Fatalf("%s: status %d, %s", format, status, want)
		}
		for _, workers := range []string{"2", "8", "64"} {
			if got, _, _ := start(t, "", "-format", format, "-workers", workers, dir); got != want {
				t.Fatalf("%s, %s workers:\n%s", format, workers, cmp.Diff(want, got))
			}
		}
	}
}
