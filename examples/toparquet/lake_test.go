package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestCrash puts lakes into the states in which the program can have stopped,
// and checks that the next run leads each to where an uninterrupted one does.
func TestCrash(t *testing.T) {
	in := writeLogs(t, 6)
	whole := filepath.Join(t.TempDir(), "whole")
	start(t, "-to", whole, in)
	want := rows(t, whole)
	if len(want) != 6*linesPerLog {
		t.Fatalf("%d rows, want %d", len(want), 6*linesPerLog)
	}

	// back moves so many files of the last batch back to where they were
	// before they got into events.
	back := func(t *testing.T, l *lake, files int) {
		m, err := readManifest(l.manifest(l.last))
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Files) < 3 {
			t.Fatalf("the last batch has %d files", len(m.Files))
		}
		for _, name := range m.Files[:min(files, len(m.Files))] {
			to := filepath.Join(l.folder(l.last), filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(filepath.Join(l.root, eventsFolder, filepath.FromSlash(name)), to); err != nil {
				t.Fatal(err)
			}
		}
	}
	tests := map[string]func(t *testing.T, l *lake){
		"files being written": func(t *testing.T, l *lake) {
			back(t, l, 100)
			if err := os.Remove(l.manifest(l.last)); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(l.folder(l.last), "source=alb", ".x-0001.parquet.tmp"), "PAR1")
		},
		"manifest being written": func(t *testing.T, l *lake) {
			back(t, l, 100)
			if err := os.Rename(l.manifest(l.last), l.manifest(l.last)+temporarySuffix); err != nil {
				t.Fatal(err)
			}
		},
		"no file moved": func(t *testing.T, l *lake) { back(t, l, 100) },
		"one left":      func(t *testing.T, l *lake) { back(t, l, 1) },
		"two left":      func(t *testing.T, l *lake) { back(t, l, 2) },
		"all moved": func(t *testing.T, l *lake) {
			write(t, filepath.Join(l.folder(l.last), "a", "b"), "")
			if err := os.Remove(filepath.Join(l.folder(l.last), "a", "b")); err != nil {
				t.Fatal(err)
			}
		},
		"nothing written": func(t *testing.T, l *lake) {
			if err := os.Mkdir(l.folder(l.last+1), 0o777); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, stop := range tests {
		t.Run(name, func(t *testing.T) {
			root := filepath.Join(t.TempDir(), "lake")
			start(t, "-to", root, in)
			l, err := openLake(root)
			if err != nil {
				t.Fatal(err)
			}
			stop(t, l)
			l.close()
			if out, errs, status := start(t, "-to", root, in); status != 0 || errs != "" {
				t.Errorf("status %d, %s%s", status, out, errs)
			}
			equal(t, rows(t, root), want)
			if left, _ := filepath.Glob(filepath.Join(root, stateFolder, "*")); len(left) < 2 {
				t.Error("the manifests are gone")
			} else {
				for _, name := range left {
					if ext := filepath.Ext(name); ext != manifestSuffix && filepath.Base(name) != "lock" {
						t.Errorf("%s was left", name)
					}
				}
			}
		})
	}
}

// TestKill ends the program at random moments until it has run to its end, and
// compares the lake with that of a run that nothing disturbed.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	in := writeLogs(t, 40)
	whole, killed := filepath.Join(t.TempDir(), "whole"), filepath.Join(t.TempDir(), "killed")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := func(to string) *exec.Cmd {
		cmd := exec.CommandContext(t.Context(), self, "-to", to, in)
		cmd.Env = append(os.Environ(), batchVariable+"=1")
		return cmd
	}
	begin := time.Now()
	if out, err := program(whole).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	took := time.Since(begin)
	want := rows(t, whole)

	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	t.Logf("seed %d; undisturbed it takes %v", seed, took)
	kills := 0
	for {
		cmd := program(killed)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if kills < 30 {
			time.Sleep(time.Duration(random.Int64N(int64(took) / 8)))
			_ = cmd.Process.Kill()
		}
		err := cmd.Wait()
		seen := rows(t, killed)
		for id, n := range seen {
			if n != 1 || want[id] != 1 {
				t.Fatalf("%s is there %d times after %d kills", id, n, kills)
			}
		}
		if err == nil {
			break
		}
		kills++
	}
	t.Logf("%d kills", kills)
	equal(t, rows(t, killed), want)
	if kills == 0 {
		t.Error("it was never killed")
	}
}

// TestLock: of two programs one writes.
func TestLock(t *testing.T) {
	root := t.TempDir()
	l, err := openLake(root)
	if err != nil {
		t.Fatal(err)
	}
	if _, errs, status := start(t, "-to", root, writeLogs(t, 1)); status != 1 || !strings.Contains(errs, "another toparquet") {
		t.Errorf("status %d, %s", status, errs)
	}
	l.close()
	if _, errs, status := start(t, "-to", root, writeLogs(t, 1)); status != 0 {
		t.Errorf("status %d, %s", status, errs)
	}
}

// TestBlocked: what cannot be finished is an error, and finished by the next
// run.
func TestBlocked(t *testing.T) {
	root, in := t.TempDir(), writeLogs(t, 2)
	events := filepath.Join(root, eventsFolder)
	write(t, events, "a file in the place of the folder")
	for range 2 {
		if _, errs, status := start(t, "-to", root, in); status != 1 || !strings.Contains(errs, events) {
			t.Errorf("status %d, %s", status, errs)
		}
	}
	if err := os.Remove(events); err != nil {
		t.Fatal(err)
	}
	if _, errs, status := start(t, "-to", root, in); status != 0 || errs != "" {
		t.Errorf("status %d, %s", status, errs)
	}
	if n := len(rows(t, root)); n != 2*linesPerLog {
		t.Errorf("%d rows", n)
	}
}

// TestManifests: a manifest that is not understood is no reason to read its
// inputs once more.
func TestManifests(t *testing.T) {
	for text, want := range map[string]string{
		"{":                    "JSON",
		`{"schema_version":2}`: "version 2",
		`{"schema_version":1,"inputs":[],"fil":[]}`: "",
	} {
		root := t.TempDir()
		write(t, filepath.Join(root, stateFolder, "000001.json"), text)
		_, errs, status := start(t, "-to", root, writeLogs(t, 1))
		if (status == 0) != (want == "") || !strings.Contains(errs, want) {
			t.Errorf("%s: status %d, %s", text, status, errs)
		}
		if want != "" && len(rows(t, root)) != 0 {
			t.Errorf("%s: there are rows", text)
		}
	}
}

// write writes a file, and its folder.
func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// equal compares the rows of two lakes.
func equal(t *testing.T, got, want map[string]int) {
	t.Helper()
	var wrong []string
	for id, n := range want {
		if got[id] != n {
			wrong = append(wrong, fmt.Sprintf("%s is there %d times, want %d", id, got[id], n))
		}
	}
	for id, n := range got {
		if want[id] == 0 {
			wrong = append(wrong, fmt.Sprintf("%s is there %d times, want 0", id, n))
		}
	}
	if len(wrong) > 0 {
		t.Errorf("%d differences, such as that %s", len(wrong), wrong[0])
	}
}

// files returns the files in events, and fails if a reader would find others
// than whole ones.
func files(t *testing.T, root string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(root, eventsFolder), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return names
}
