package parquetcase

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestCase checks that what this library writes is what parquet-go reads.
func TestCase(t *testing.T) {
	c := Case()
	file := filepath.Join(t.TempDir(), "log")
	if _, err := c.Make(file, 300_000, 1); err != nil {
		t.Fatal(err)
	}
	records, err := c.Check(func() (io.ReadCloser, error) { return os.Open(file) })
	if err != nil {
		t.Fatal(err)
	}
	if records < 1000 {
		t.Errorf("%d records in 300 kB", records)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if n, err := c.Ours.Read(f); n != records || err != nil {
		t.Errorf("writes %d records, want %d: %v", n, records, err)
	}
}
