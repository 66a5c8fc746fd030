package parquetlog

import (
	"slices"
	"testing"
)

// TestUnlisted forgets, one after the other, the columns that need not be
// listed, and writes and reads records as if they had never been.
func TestUnlisted(t *testing.T) {
	unlisted(t, &albTable)
	unlisted(t, &cloudfrontTable)
}

func unlisted[R Record](t *testing.T, table *table[R]) {
	t.Helper()
	listed, all := table.listed, table.columns()
	defer func() { table.listed = listed }()
	n := 0
	for i, c := range listed {
		without := append(listed[:i:i], listed[i+1:]...)
		table.listed = without
		columns := table.columns()
		added := slices.IndexFunc(columns, func(added column[R]) bool { return added.name == c.name })
		if len(columns) < len(all) || added < 0 {
			continue // a duration, a part of a validity, or no name of AWS's
		}
		n++
		if added := columns[added]; added.kind != c.kind && (c.kind != kindText || added.kind != kindWord) {
			t.Errorf("%s is of kind %d, not %d", added.name, added.kind, c.kind)
		}
		rec := full[R]()
		file := write(t, nil, rec)
		for _, table.listed = range [][]column[R]{without, listed} {
			if got := read[R](t, file); len(got) != 1 || any(got[0]) != any(rec) {
				t.Errorf("%s: %+v", c.name, got)
			}
		}
	}
	if n < 10 {
		t.Errorf("only %d columns of %s need not be listed", n, table.record)
	}
}
