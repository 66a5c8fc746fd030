package awstls_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// consumerOf returns a function that runs go in one of the modules of
// testdata/consumers, which are what others may write with this one. Nothing is
// downloaded: they need no module that this one does not need.
func consumerOf(t *testing.T, name string) func(args ...string) string {
	t.Helper()
	return func(args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "go", args...)
		cmd.Dir = filepath.Join("testdata", "consumers", name)
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOPROXY=off", "GOFLAGS=-mod=readonly")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("go %s in %s: %v\n%s\nIf it is about go.mod or go.sum, run: go mod tidy -C %[2]s", strings.Join(args, " "), cmd.Dir, err, out)
		}
		return strings.TrimSpace(string(out))
	}
}

// build builds the program of a consumer and returns its name and size.
func build(t *testing.T, consumer func(...string) string) (string, int64) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "program.exe")
	consumer("build", "-o", program, ".")
	info, err := os.Stat(program)
	if err != nil {
		t.Fatal(err)
	}
	return program, info.Size()
}

func runProgram(t *testing.T, program, input string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program)
	cmd.Stdin = strings.NewReader(input)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return strings.TrimSpace(string(out))
}

// TestConsumerALBOnly: who imports one source gets that source, package tlslog
// and a reader of gzip, in a small program.
func TestConsumerALBOnly(t *testing.T) {
	consumer := consumerOf(t, "albonly")
	modules := strings.Fields(consumer("list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", "."))
	slices.Sort(modules)
	modules = slices.Compact(modules)
	if want := []string{"example.com/albonly", "github.com/awstls/awstls", "github.com/klauspost/compress"}; !slices.Equal(modules, want) {
		t.Errorf("packages of the modules %s are compiled, want %s", modules, want)
	}
	for pkg := range strings.FieldsSeq(consumer("list", "-deps", ".")) {
		for _, other := range []string{"cloudfront", "networkfirewall", "cloudtrail", "tlslog/"} {
			if strings.HasPrefix(pkg, modulePath+"/"+other) {
				t.Errorf("%s is compiled", pkg)
			}
		}
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join("testdata", "consumers", "albonly", name))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "parquet") {
			t.Errorf("%s has a line for parquet-go", name)
		}
	}
	program, size := build(t, consumer)
	const most = 4_000_000
	if size >= most {
		t.Errorf("the program has %d bytes, want less than %d", size, most)
	}
	if got, want := runProgram(t, program, classicLine), "192.0.2.10 TLSv1.3 Success"; got != want {
		t.Errorf("it prints %q, want %q", got, want)
	}
}

// TestConsumerReadme: the program of the README works; that it is there word
// for word, the test of internal/gen/readme checks.
func TestConsumerReadme(t *testing.T) {
	program, _ := build(t, consumerOf(t, "readme"))
	got := strings.Split(runProgram(t, program, classicLine+"x\n"+trailEvent), "\n")
	if len(got) != 4 || !strings.Contains(got[0], "alb 192.0.2.10 TLS 1.3 TLS_AES_128_GCM_SHA256 success") ||
		!strings.Contains(strings.Join(got, ""), "record 2, line 2") || !strings.Contains(strings.Join(got, ""), " cloudtrail ") {
		t.Errorf("it prints %q", got)
	}
}

// TestConsumerEverything: all packages can be in one program.
func TestConsumerEverything(t *testing.T) {
	consumer := consumerOf(t, "everything")
	imports := strings.Fields(consumer("list", "-f", `{{join .Imports "\n"}}`, "."))
	for _, pkg := range packages(t) {
		if !strings.Contains(pkg.ImportPath, "/internal/") && !isTestHelper(pkg.ImportPath) && !slices.Contains(imports, pkg.ImportPath) {
			t.Errorf("it does not import %s", pkg.ImportPath)
		}
	}
	program, _ := build(t, consumer)
	if got, want := runProgram(t, program, classicLine+firewallTLS+trailEvent), "3 of 3 events"; got != want {
		t.Errorf("it prints %q, want %q", got, want)
	}
}

// TestConsumerOwnDecoder: a decoder of another log can be tested as those here
// are.
func TestConsumerOwnDecoder(t *testing.T) {
	consumer := consumerOf(t, "owndecoder")
	consumer("vet", "./...")
	if out := consumer("test", "-short", "-v", "."); !strings.Contains(out, "--- PASS: TestDecoder") {
		t.Errorf("no test was run:\n%s", out)
	}
}
