package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const head = "package p // import \"example.com/m/p\"\n"

func TestGate(t *testing.T) {
	const iface = "type I[T any] interface{ Do(T) }\n"
	const old = "type R struct{ A, B int }\nfunc (R) Get() int\nfunc Make[T any](t T) R\n"
	const changelog = "# Changes\n\n## Unreleased\n\n### Incompatible\n\n- §\n\n### Other\n\n- `p.Make` is mentioned.\n\n## v0.2.0 (2026-11-21)\n\n### Incompatible\n\n- `p.R.Get`, long ago.\n"
	for _, test := range []struct {
		name, now, told string
		report, err     string // a part of it
	}{
		{"nothing", old, "", "", ""},
		{"added", old + "func New() R\n", "", "p.New: added\n", ""},
		{"field added", "type R struct{ A, B, C int }\nfunc (R) Get() int\nfunc Make[T any](t T) R\n", "", "p.R.C: added\n", ""},
		{"not comparable any more", "type R struct{ A, B int; C []int }\nfunc (R) Get() int\nfunc Make[T any](t T) R\n", "", "", "`p.R`: old is comparable, new is not"},
		{"field removed", "type R struct{ A int }\nfunc (R) Get() int\nfunc Make[T any](t T) R\n", "", "", "`p.R.B`: removed"},
		{"field removed and told", "type R struct{ A int }\nfunc (R) Get() int\nfunc Make[T any](t T) R\n", "`p.R.B` is gone.", "p.R.B: removed (incompatible, told in CHANGELOG.md)\n", ""},
		{"method removed, told elsewhere", "type R struct{ A, B int }\nfunc Make[T any](t T) R\n", "`p.R`", "", "`p.R.Get`: removed"},
		{"function changed", "type R struct{ A, B int }\nfunc (R) Get() int\nfunc Make[T any](t ...T) R\n", "`p.make`", "", "`p.Make`: changed from"},
		{"pointer method removed", "type R struct{ A, B int }\nfunc (R) Get() int\nfunc Make[T any](t T) R\nfunc (*R) Set()\n", "", "p.(*R).Set: added\n", ""},
		{"method of an interface", old + "type I[T any] interface{ Do(T); Undo() }\n", "", "", "`p.I.Undo`: added"},
		{"all gone", "", "", "", "CHANGELOG.md:\n`m.F`: removed\n`p.I`: removed\n`p.Make`: removed\n`p.R`: removed"},
		{"not Go", "type R", "", "", "p.txt:2:"},
		{"undefined", "var A secret\n", "", "", "undefined: secret"},
	} {
		root := t.TempDir()
		write(t, root, "CHANGELOG.md", strings.Replace(changelog, "§", test.told, 1))
		if !strings.Contains(test.now, "type I") && test.now != "" {
			test.now += iface
		}
		write(t, root, "api/p.txt", head+test.now)
		write(t, root, "api/m.txt", "package m // import \"example.com/m\"\nimport \"example.com/m/p\"\nfunc F() p.R\n")
		write(t, root, "api/v0.2.0/p.txt", head+old+iface)
		write(t, root, "api/v0.2.0/m.txt", "package m // import \"example.com/m\"\nimport \"example.com/m/p\"\nfunc F() p.R\n")
		write(t, root, "api/v0.1.0/p.txt", head)
		if test.name == "all gone" {
			write(t, root, "api/m.txt", "package m // import \"example.com/m\"\n")
		}
		report, err := gate(root)
		if test.err == "" && err != nil || test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)) {
			t.Errorf("%s: %v", test.name, err)
		}
		if !strings.Contains(report, test.report) {
			t.Errorf("%s: %q", test.name, report)
		}
	}
}

func TestGateReleases(t *testing.T) {
	root := t.TempDir()
	write(t, root, "api/p.txt", head)
	if report, err := gate(root); err != nil || report != "there is no release yet\n" {
		t.Errorf("%q, %v", report, err)
	}
	write(t, root, "api/v0.10.0/p.txt", head)
	write(t, root, "api/v0.9.0/p.txt", head+"var A int\n")
	write(t, root, "CHANGELOG.md", "## v0.9.0\n")
	if _, err := gate(root); err == nil || !strings.Contains(err.Error(), `"## v0.10.0"`) {
		t.Error(err)
	}
	write(t, root, "CHANGELOG.md", "## v0.10.0\n\n## v0.9.0\n")
	if report, err := gate(root); err != nil || report != "changes since v0.10.0:\n" {
		t.Errorf("%q, %v", report, err)
	}
}

func write(t *testing.T, root, name, text string) {
	t.Helper()
	name = filepath.Join(root, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
