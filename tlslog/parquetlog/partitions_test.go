package parquetlog

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// tree returns the folders with files in root, with the number of records in
// each, and fails if there is anything but whole files.
func tree[R Record](t *testing.T, root string) map[string]int {
	t.Helper()
	found := make(map[string]int)
	names, err := filepath.Glob(filepath.Join(root, "*", "*", "*", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if filepath.Ext(name) != ".parquet" || strings.HasPrefix(filepath.Base(name), ".") {
			t.Errorf("%s was left", name)
			continue
		}
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		folder, _ := filepath.Rel(root, filepath.Dir(name))
		found[filepath.ToSlash(folder)] += len(read[R](t, file))
	}
	return found
}

func equal(t *testing.T, got, want map[string]int) {
	t.Helper()
	for name, n := range want {
		if got[name] != n {
			t.Errorf("%s has %d records, want %d", name, got[name], n)
		}
		delete(got, name)
	}
	for name := range got {
		t.Errorf("%s is there", name)
	}
}

func TestPartitions(t *testing.T) {
	root := filepath.Join(t.TempDir(), "lake")
	day := func(s string) time.Time { at, _ := time.Parse(time.RFC3339, s); return at }
	events := []tlslog.Event{
		{Source: tlslog.SourceALB, Time: day("2026-09-23T23:59:59.999999Z")},
		{Source: tlslog.SourceALB, Time: day("2026-09-24T00:00:00Z")},
		{Source: tlslog.SourceALB, Time: day("2026-09-23T00:00:00Z")},
		{Source: tlslog.SourceCloudTrail, Time: day("2026-09-23T12:00:00Z")},
		{Source: tlslog.SourceCloudTrail, Time: day("1969-12-31T23:59:59Z")},
		{Source: tlslog.SourceCloudTrail},
		{ID: "x"},
	}
	// With one open file at a time a partition gets several.
	for _, open := range []int{0, 1, 2} {
		p := NewPartitions[tlslog.Event](root)
		p.MaxOpenFiles = open
		for i := range events {
			if err := p.Write(&events[i]); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		if err := p.Write(&events[0]); err == nil {
			t.Error("written after Close")
		}
	}
	equal(t, tree[tlslog.Event](t, root), map[string]int{
		"source=alb/year=2026/month=09/day=23":        6,
		"source=alb/year=2026/month=09/day=24":        3,
		"source=cloudtrail/year=2026/month=09/day=23": 3,
		"source=cloudtrail/year=1969/month=12/day=31": 3,
		"source=cloudtrail/year=0000/month=00/day=00": 3,
		"source=unknown/year=0000/month=00/day=00":    3,
	})
}

// TestPartitionsOfRecords: a record is filed under its type.
func TestPartitionsOfRecords(t *testing.T) {
	root := t.TempDir()
	p := NewPartitions[networkfirewall.AlertRecord](root)
	if err := p.Write(&networkfirewall.AlertRecord{Timestamp: time.Unix(0, 0).UTC()}); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, tree[networkfirewall.AlertRecord](t, root), map[string]int{"source=networkfirewall_alert/year=1970/month=01/day=01": 1})
}

// TestPartitionsRoll: a file ends when it is large enough, and a record that
// cannot be written ends nothing.
func TestPartitionsRoll(t *testing.T) {
	root := t.TempDir()
	p := NewPartitions[alb.Record](root)
	p.MaxFileBytes, p.RowGroupRows = 1, 300
	bad := alb.Record{Time: time.Unix(0, 1)}
	for i := range 1000 {
		if err := p.Write(&alb.Record{Time: time.Unix(int64(i), 0).UTC()}); err != nil {
			t.Fatal(err)
		}
		if err := p.Write(&bad); !errors.Is(err, ErrUnwritable) {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(root, "*", "*", "*", "*", "*"))
	if len(files) != 4 {
		t.Errorf("%d files, want 4", len(files))
	}
	slices.Sort(files)
	if len(files) > 0 && !strings.HasSuffix(files[0], "-0001.parquet") {
		t.Errorf("the first file is %s", files[0])
	}
	equal(t, tree[alb.Record](t, root), map[string]int{"source=alb/year=1970/month=01/day=01": 1000})
}

// TestPartitionsCrash: what was not ended has a name that is not read, and what
// fails is removed.
func TestPartitionsCrash(t *testing.T) {
	root := t.TempDir()
	p := NewPartitions[alb.Record](root)
	rec := alb.Record{Time: time.Unix(0, 0).UTC()}
	if err := p.Write(&rec); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(root, "*", "*", "*", "*", "*"))
	if len(files) != 1 || !strings.HasPrefix(filepath.Base(files[0]), ".") || filepath.Ext(files[0]) != ".tmp" {
		t.Fatalf("files %q", files)
	}
	// The name that the file is to have is taken by a folder.
	if err := os.MkdirAll(filepath.Join(filepath.Dir(files[0]), strings.TrimSuffix(filepath.Base(files[0])[1:], ".tmp"), "x"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err == nil {
		t.Error("no error")
	}
	if _, err := os.Stat(files[0]); !os.IsNotExist(err) {
		t.Errorf("%v: %s was left", err, files[0])
	}
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	p = NewPartitions[alb.Record](blocked)
	for range 2 {
		if err := p.Write(&rec); err == nil {
			t.Error("a file was taken for a folder")
		}
	}
}

// TestPartitionsEmpty: records that cannot be written leave no files, also
// where no other one is.
func TestPartitionsEmpty(t *testing.T) {
	root := t.TempDir()
	p := NewPartitions[tlslog.Event](root)
	p.MaxOpenFiles = 2
	for day := range 5 {
		bad := tlslog.Event{Source: 99, Time: time.Unix(int64(day)*86400, 1)}
		if err := p.Write(&bad); !errors.Is(err, ErrUnwritable) {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, tree[tlslog.Event](t, root), nil)
}

// TestPartitionsOpenFiles: no more files are open than may be, and the one that
// was not written to for the longest time ends first.
func TestPartitionsOpenFiles(t *testing.T) {
	root := t.TempDir()
	p := NewPartitions[alb.Record](root)
	p.MaxOpenFiles = 3
	for i, day := range []int64{1, 2, 3, 1, 4, 2, 1, 1, 5} {
		if err := p.Write(&alb.Record{Time: time.Unix(day*86400, 0).UTC()}); err != nil {
			t.Fatal(err)
		}
		var open []int64
		for key := range p.open {
			open = append(open, key.day)
		}
		slices.Sort(open)
		want := [][]int64{{1}, {1, 2}, {1, 2, 3}, {1, 2, 3}, {1, 3, 4}, {1, 2, 4}, {1, 2, 4}, {1, 2, 4}, {1, 2, 5}}[i]
		if !slices.Equal(open, want) {
			t.Errorf("after record %d the days %d are open, want %d", i+1, open, want)
		}
		temporary, _ := filepath.Glob(filepath.Join(root, "*", "*", "*", "*", ".*.tmp"))
		if len(temporary) != len(want) {
			t.Errorf("after record %d %d files are being written", i+1, len(temporary))
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, tree[alb.Record](t, root), map[string]int{
		"source=alb/year=1970/month=01/day=02": 4,
		"source=alb/year=1970/month=01/day=03": 2,
		"source=alb/year=1970/month=01/day=04": 1,
		"source=alb/year=1970/month=01/day=05": 1,
		"source=alb/year=1970/month=01/day=06": 1,
	})
}

// TestPartitionsDisk: an error of the disk ends everything, at whatever point it
// comes, and leaves neither a half file nor a temporary one.
func TestPartitionsDisk(t *testing.T) {
	rec := alb.Record{Time: time.Unix(0, 0).UTC()}
	for name, damage := range map[string]func(t *testing.T, f *atomicFile){
		"write, fsync": func(t *testing.T, f *atomicFile) { f.Close() },
		"rename": func(t *testing.T, f *atomicFile) {
			if err := os.Remove(f.Name()); err != nil {
				t.Fatal(err)
			}
		},
	} {
		for _, rows := range []int{1, 10} {
			root := t.TempDir()
			p := NewPartitions[alb.Record](root)
			p.RowGroupRows = 5
			if err := p.Write(&rec); err != nil {
				t.Fatal(err)
			}
			damage(t, p.last.file)
			var err error
			for range rows - 1 {
				if e := p.Write(&rec); err == nil {
					err = e
				} else if e != err {
					t.Errorf("%s: %v became %v", name, err, e)
				}
			}
			if e := p.Close(); e == nil || err != nil && e != err {
				t.Errorf("%s: %v became %v", name, err, e)
			}
			equal(t, tree[alb.Record](t, root), nil)
			if left, _ := filepath.Glob(filepath.Join(root, "*", "*", "*", "*", ".*")); len(left) > 0 {
				t.Errorf("%s: %s was left", name, left)
			}
		}
	}
}
