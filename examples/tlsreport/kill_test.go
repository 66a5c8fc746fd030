package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// killVariable makes the program of a test that has it in its environment
// tlsreport, with the arguments in it, one on each line.
const killVariable = "TLSREPORT_TEST_ARGUMENTS"

// TestProgram is tlsreport, where TestKill asks for it.
func TestProgram(t *testing.T) {
	args, ok := os.LookupEnv(killVariable)
	if !ok {
		t.Skip("is part of TestKill")
	}
	os.Exit(run(t.Context(), strings.Split(args, "\n"), os.Stdin, os.Stdout, os.Stderr))
}

// TestKill ends the program at random moments, most of them while it writes, at
// once and without a warning. At each moment the file that it was to write is as
// it was before, or has all of the new report.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "alb.log")
	if err := os.WriteFile(log, bytes.Repeat([]byte(line+"\n"), 20_000), 0o644); err != nil {
		t.Fatal(err)
	}
	program := func(out string) *exec.Cmd {
		cmd := exec.CommandContext(t.Context(), self, "-test.run=^TestProgram$")
		cmd.Env = append(os.Environ(), killVariable+"="+strings.Join([]string{"-out", out, log}, "\n"))
		return cmd
	}
	whole := filepath.Join(t.TempDir(), "report.html")
	begin := time.Now()
	if out, err := program(whole).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	took := time.Since(begin)
	report := content(t, whole)

	dir := t.TempDir()
	out := filepath.Join(dir, "report.html")
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	const old = "an older report"
	kills, changed, broken := 0, 0, 0 // broken off while it was written
	for round := range 40 {
		if err := os.WriteFile(out, []byte(old), 0o644); err != nil {
			t.Fatal(err)
		}
		cmd := program(out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if round%4 == 0 {
			time.Sleep(time.Duration(random.Int64N(int64(took))))
		} else { // the new file is there
			for deadline := time.Now().Add(2*took + time.Second); len(names(t, dir)) == 1 && content(t, out) == old && time.Now().Before(deadline); {
				time.Sleep(20 * time.Microsecond)
			}
			time.Sleep(time.Duration(random.Int64N(int64(3 * time.Millisecond))))
		}
		_ = cmd.Process.Kill()
		if cmd.Wait() != nil {
			kills++
		}
		switch got := content(t, out); got {
		case old:
		case report:
			changed++
		default:
			t.Fatalf("seed %d, round %d: %d bytes, of %d: %.100q", seed, round, len(got), len(report), got)
		}
		for _, name := range names(t, dir) {
			if name == "report.html" {
				continue
			}
			broken++
			if !strings.HasPrefix(name, ".report.html.") || !strings.HasSuffix(name, ".tmp") {
				t.Errorf("%s is left behind", name)
			}
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("seed %d: %d kills, %d while the report was written, and %d new reports", seed, kills, broken, changed)
	if kills == 0 {
		t.Error("it was never killed")
	}
}
