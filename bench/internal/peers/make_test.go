package peers

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestMake checks that a log is the same, compressed or not, and that the files
// of a folder are not.
func TestMake(t *testing.T) {
	dir := t.TempDir()
	c := albCase()
	read := func(name string) []byte {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	inflate := func(data []byte) []byte {
		t.Helper()
		zr, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if data, err = io.ReadAll(zr); err != nil {
			t.Fatal(err)
		}
		return data
	}
	size := func(c Case, name string) int64 {
		t.Helper()
		n, err := c.Make(filepath.Join(dir, name), 100_000, 1)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}

	n := size(c, "plain")
	plain := read("plain")
	if n != int64(len(plain)) {
		t.Errorf("a file of %d bytes is said to have %d", len(plain), n)
	}
	c.Gzip = true
	if got := size(c, "gzip"); got != n || !bytes.Equal(inflate(read("gzip")), plain) {
		t.Errorf("compressed, the log is another, of %d bytes", got)
	}
	c.Files = 2
	n = size(c, "folder")
	a, b := inflate(read("folder/0000.log.gz")), inflate(read("folder/0001.log.gz"))
	if n != int64(len(a)+len(b)) || bytes.Equal(a, b) {
		t.Errorf("a folder of %d and %d bytes is said to have %d", len(a), len(b), n)
	}
}
