package harness

import (
	"encoding/json"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/awstls/awstls/bench/internal/peers"
)

// TestMeasure checks the numbers that do not depend on the machine.
func TestMeasure(t *testing.T) {
	c, p, ok := peers.Find(peers.Cases(), "networkfirewall", "awstls")
	if !ok {
		t.Fatal("no peer")
	}
	l, err := newLog(c, filepath.Join(t.TempDir(), "log"), options{mb: 1})
	if err != nil {
		t.Fatal(err)
	}
	if l.size < 1e6 || l.size > 1.1e6 || l.records < 1000 {
		t.Errorf("a log of %d bytes and %d records", l.size, l.records)
	}
	var out strings.Builder
	if err := run(peers.Cases(), []string{"-run", c.Name + "/" + p.Name, "-file", l.file}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	var r result
	if err := json.Unmarshal([]byte(out.String()), &r); err != nil {
		t.Fatal(err)
	}
	if r.Read != l.records || r.Seconds <= 0 || r.Elapsed <= 0 || r.Allocations <= 0 || (r.PeakRSS <= 1e6 && runtime.GOOS == "linux") {
		t.Errorf("got %+v over %d records", r, l.records)
	}
}

func TestRunErrors(t *testing.T) {
	for _, args := range []string{
		"-case nothing", "-case alb,", "-mb 0", "-rounds 0", "-cpu 0", "-unknown",
		"-run alb/nobody", "-run alb", "-run alb/awstls -file /nonexistent",
	} {
		if err := run(peers.Cases(), strings.Fields(args), io.Discard, io.Discard); err == nil {
			t.Errorf("bench %s: no error", args)
		}
	}
}

func TestSelectCases(t *testing.T) {
	cases, err := selectCases(peers.Cases(), "cloudtrail,alb")
	if got := strings.Join(names(cases), " "); err != nil || got != "cloudtrail alb" {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestFoot(t *testing.T) {
	var b strings.Builder
	writeFoot(&b, options{mb: 32, rounds: 5, cpu: 1, seed: 1})
	if got := b.String(); !strings.Contains(got, "32 MB") || !strings.Contains(got, "go1.") {
		t.Errorf("got %s", got)
	}
}
