package peers

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCheck checks that all readers of a case read the same from the same log.
func TestCheck(t *testing.T) {
	for _, c := range Cases() {
		t.Run(c.Name, func(t *testing.T) {
			for seed := range uint64(3) {
				file := filepath.Join(t.TempDir(), "log")
				size, err := c.Make(file, 200_000, seed)
				if err != nil {
					t.Fatal(err)
				}
				records, err := c.Check(func() (io.ReadCloser, error) { return os.Open(file) })
				if err != nil {
					t.Fatal(err)
				}
				if records < 80 {
					t.Errorf("%d records in 200 kB", records)
				}
				for _, p := range c.All() {
					want := records
					if p.Bytes {
						want = int(size)
					}
					if n, err := readFileOrMemory(t, p, file); n != want || err != nil {
						t.Errorf("%s reads %d, want %d: %v", p.Name, n, want, err)
					}
				}
			}
		})
	}
}

func readFileOrMemory(t *testing.T, p Peer, file string) (int, error) {
	t.Helper()
	if p.FromFile {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = f.Close() }()
		return p.Read(f)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return p.Read(NewMemory(data))
}

// A row is what the peers of TestCheckFinds read.
type row struct{ A, B int }

// TestCheckFinds checks that a difference is found.
func TestCheckFinds(t *testing.T) {
	broken := errors.New("broken")
	tests := []struct {
		name string
		rows []row
		err  error
		want string // a part of the error
	}{
		{"same", []row{{1, 2}, {3, 4}}, nil, ""},
		{"field", []row{{1, 2}, {3, 5}}, nil, "record 2 differs"},
		{"more", []row{{1, 2}, {3, 4}, {5, 6}}, nil, "a record more"},
		{"fewer", []row{{1, 2}}, nil, "1 records, and awstls has more"},
		{"error", []row{{1, 2}}, broken, "broken"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := Case{
				Ours:  newPeer("awstls", readRows([]row{{1, 2}, {3, 4}}, nil), same),
				Peers: []Peer{newPeer("peer", readRows(tt.rows, tt.err), same)},
			}
			n, err := c.Check(func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("")), nil })
			switch {
			case tt.want == "" && (err != nil || n != 2):
				t.Errorf("%d records and %v, want 2", n, err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func same(r row) row { return r }

func readRows(rows []row, err error) reader[row] {
	return func(_ io.Reader, each func(*row)) error {
		for _, r := range rows {
			each(&r)
		}
		return err
	}
}

func TestFind(t *testing.T) {
	for _, c := range Cases() {
		for _, p := range c.All() {
			if gotCase, gotPeer, ok := Find(Cases(), c.Name, p.Name); !ok || gotCase.Name != c.Name || gotPeer.Name != p.Name {
				t.Errorf("%s/%s is not found", c.Name, p.Name)
			}
		}
	}
	if _, _, ok := Find(Cases(), "alb", "nobody"); ok {
		t.Error("found nobody")
	}
}
