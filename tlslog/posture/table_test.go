package posture

import (
	"slices"
	"testing"
)

// A name is a key for tests.
type name string

func (n name) compare(o name) int    { return cmpName(n, o) }
func (n name) fields(v visitor) name { return text(v, n) }

func cmpName(a, b name) int {
	if a < b {
		return -1
	}
	if a > b {
		return +1
	}
	return 0
}

// fill counts each rune of s as a name, in a table that holds four and drops
// two rows or more when it is full.
func fill(s string) *table[name, none] {
	var t table[name, none]
	for _, r := range s {
		t.add(name(r), none{}, fourNames)
	}
	return &t
}

var fourNames = 4 * sizeOf[name, none]("x")

func TestTable(t *testing.T) {
	type row struct {
		name           name
		events, missed int64
	}
	tests := []struct {
		parts  []string // each counted by a table, the second and on merged into the first
		want   []row
		other  int64
		missed int64
	}{
		{[]string{""}, nil, 0, 0},
		{[]string{"abacaba"}, []row{{"a", 4, 0}, {"b", 2, 0}, {"c", 1, 0}}, 0, 0},
		{[]string{"abcd"}, []row{{"a", 1, 0}, {"b", 1, 0}, {"c", 1, 0}, {"d", 1, 0}}, 0, 0},

		// e drops c and d, which are as rare as b and come after it.
		{[]string{"aabcde"}, []row{{"a", 2, 0}, {"b", 1, 0}, {"e", 1, 1}}, 2, 1},
		// What is dropped and returns may have missed what it had.
		{[]string{"aabcdedd"}, []row{{"a", 2, 0}, {"d", 2, 1}, {"b", 1, 0}, {"e", 1, 1}}, 2, 1},
		// A heavy row raises the floor by its weight when it is dropped.
		{[]string{"aaabbbcccddde"}, []row{{"a", 3, 0}, {"b", 3, 0}, {"e", 1, 3}}, 6, 3},

		{[]string{"ab", "bc"}, []row{{"b", 2, 0}, {"a", 1, 0}, {"c", 1, 0}}, 0, 0},
		{[]string{"abc", "cde"}, []row{{"c", 2, 0}, {"a", 1, 0}}, 3, 1},
		// What is missing in one table may have been dropped there.
		{[]string{"ax", "aabcde"}, []row{{"a", 3, 0}, {"b", 1, 0}, {"e", 1, 1}, {"x", 1, 1}}, 2, 1},
		{[]string{"aabcde", "ax"}, []row{{"a", 3, 0}, {"b", 1, 0}, {"e", 1, 1}, {"x", 1, 1}}, 2, 1},
		{[]string{"aabcde", "aabcde"}, []row{{"a", 4, 0}, {"b", 2, 0}, {"e", 2, 2}}, 4, 2},
	}
	for _, test := range tests {
		var all table[name, none]
		for _, part := range test.parts {
			all.merge(fill(part), fourNames)
		}
		got := list(&all, byEvents, func(e entry[name, none]) row { return row{e.key, e.events, e.missed} })
		if !slices.Equal(got.Rows, test.want) || got.Other != test.other || got.Missed != test.missed {
			t.Errorf("%q: got %v, %d other, %d missed, want %v, %d, %d",
				test.parts, got.Rows, got.Other, got.Missed, test.want, test.other, test.missed)
		}
		var n int64
		for _, part := range test.parts {
			n += int64(len(part))
		}
		if got.Events != n || all.bytes != len(all.rows)*fourNames/4 {
			t.Errorf("%q: %d events of %d, %d bytes in %d rows", test.parts, got.Events, n, all.bytes, len(all.rows))
		}
	}
}

// TestTableDropped tests that the events of dropped rows are handed over.
func TestTableDropped(t *testing.T) {
	r := newRand(1)
	var all table[name, none]
	var dropped int64
	for i := range 10000 {
		n := name('a' + rune(skewed(r, 26)))
		var rows []entry[name, none]
		if i%100 > 0 {
			rows = all.add(n, none{}, fourNames)
		} else {
			rows = all.merge(fill("abc"), fourNames)
		}
		for _, e := range rows {
			dropped += e.events
		}
	}
	got := list(&all, byEvents, func(e entry[name, none]) int64 { return e.events })
	if got.Other != dropped || got.Events != 9900+300 || dropped == 0 {
		t.Errorf("%d events of %d in no row, but rows with %d were dropped", got.Other, got.Events, dropped)
	}
}

// TestTableFrequent tests that what is frequent is never lost in a flood of
// what is rare.
func TestTableFrequent(t *testing.T) {
	const limit = 100
	r := newRand(1)
	var all table[latencyKey, none]
	size := sizeOf[latencyKey, none](latencyKey{})
	for i := range 60000 {
		k := latencyKey{bucket: bucket(i)}
		if r.IntN(25) == 0 { // twice as often as is needed in half of 100 rows
			k = latencyKey{source: 1}
		}
		all.add(k, none{}, limit*size)
	}
	row := all.rows[latencyKey{source: 1}]
	if most := all.events / (limit / 2); row == nil || all.floor > most || row.events < 60000/25-most-200 {
		t.Errorf("floor %d, row %v", all.floor, row)
	}
}
