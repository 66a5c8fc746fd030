package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAPIIsCurrent checks that go generate would change nothing.
func TestAPIIsCurrent(t *testing.T) {
	const root = "../../.."
	want, err := generate(root)
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(root, folder, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string][]byte)
	for _, name := range names {
		if got[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("the API is not that of %s: run go generate in the root of the module (-file +code):\n%s", folder, diff)
	}
}
