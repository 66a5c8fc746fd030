package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/awstls/awstls/bench/internal/peers"
)

// TestDuckDB checks that DuckDB reads what this library reads.
func TestDuckDB(t *testing.T) {
	tested := 0
	for _, c := range cases() {
		c.Peers = slices.DeleteFunc(c.Peers, func(p peers.Peer) bool { return p.Name != "DuckDB" })
		if len(c.Peers) == 0 {
			continue
		}
		tested++
		t.Run(c.Name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "it's a log") // with a quotation mark for SQL
			if _, err := c.Make(file, 300_000, 1); err != nil {
				t.Fatal(err)
			}
			records, err := c.Check(func() (io.ReadCloser, error) { return os.Open(file) })
			if err != nil {
				t.Fatal(err)
			}
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = f.Close() }()
			if n, err := c.Peers[0].Read(f); n != records || err != nil {
				t.Errorf("counts %d records, want %d: %v", n, records, err)
			}
		})
	}
	if tested != 6 {
		t.Errorf("DuckDB reads %d kinds of logs, want 6", tested)
	}
}
