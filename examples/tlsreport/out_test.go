package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// names returns the names of what is in a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func content(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestReplaceFile checks that a file is written whole or not at all, and that
// nothing else is left.
func TestReplaceFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "report.html")
	text := func(text string, err error) func(io.Writer) error {
		return func(w io.Writer) error {
			_, _ = io.WriteString(w, text)
			return err
		}
	}
	broken := errors.New("broken")
	if err := replaceFile(name, text("half", broken)); !errors.Is(err, broken) || len(names(t, dir)) != 0 {
		t.Errorf("%v, %q is left", err, names(t, dir))
	}
	if err := replaceFile(name, text("first", nil)); err != nil || content(t, name) != "first" {
		t.Error(err, content(t, name))
	}
	if err := os.Chmod(name, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(name, func(w io.Writer) error {
		if content(t, name) != "first" {
			t.Error("the file changes while it is written")
		}
		return text("second", broken)(w)
	}); !errors.Is(err, broken) || content(t, name) != "first" {
		t.Error(err, content(t, name))
	}
	link := filepath.Join(dir, "link.html")
	if err := os.Symlink(name, link); err != nil {
		t.Skip(err)
	}
	if err := replaceFile(link, text("third", nil)); err != nil || content(t, name) != "third" {
		t.Error(err, content(t, name))
	}
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the permissions are lost: %v, %v", info.Mode(), err)
	}
	if got := names(t, dir); !slices.Equal(got, []string{"link.html", "report.html"}) {
		t.Errorf("left: %q", got)
	}
	if err := replaceFile(filepath.Join(dir, "no", "folder"), text("", nil)); err == nil {
		t.Error("a file in no folder is written")
	}
	if err := replaceFile(os.DevNull, text("x", nil)); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Fatal("the device was replaced")
	}
}

// TestOut checks that the name of the file tells the form, and that a report in
// a folder of logs is not taken for a log by the next run.
func TestOut(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "good.log"), []byte(line+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, start1 := range map[string]string{"report.html": "<!DOCTYPE html>", "r.JSON": "{", "r.csv": "section,", "r.txt": "TLS report"} {
		out := filepath.Join(dir, name)
		var first string
		for run := range 2 {
			stdout, errs, status := start(t, "", "-out", out, dir)
			if stdout != "" || errs != "" || status != exitOK {
				t.Fatalf("%s: status %d, %q, %q", name, status, stdout, errs)
			}
			got := content(t, out)
			if got[:len(start1)] != start1 {
				t.Errorf("%s starts with %.20q", name, got)
			}
			if run == 0 {
				first = got
			} else if got != first {
				t.Errorf("%s: another run gives other bytes", name)
			}
		}
		if err := os.Remove(out); err != nil {
			t.Fatal(err)
		}
	}
	if _, errs, status := start(t, "", "-out", filepath.Join(dir, "no", "folder.html")); status != exitIncomplete || errs == "" {
		t.Errorf("status %d, %q", status, errs)
	}
}
