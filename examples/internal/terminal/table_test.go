package terminal

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTable(t *testing.T) {
	table := NewTable("name", ">n", "note")
	table.Add("a", "1", "x")
	table.Add("longer\x1b", "1000", "")
	var b strings.Builder
	table.Write(&b)
	want := "  name           n  note\n" +
		"  a              1  x\n" +
		`  longer\x1b  1000  -` + "\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestTableCuts(t *testing.T) {
	long := "start" + strings.Repeat("ä", 100) + "end"
	for _, whole := range []bool{false, true} {
		table := NewTable("name")
		table.Whole = whole
		table.Add(long)
		var b strings.Builder
		table.Write(&b)
		cell := strings.Fields(b.String())[1]
		if whole != (cell == long) || !strings.HasPrefix(cell, "start") || !strings.HasSuffix(cell, "end") || !whole && utf8.RuneCountInString(cell) != maxCell {
			t.Errorf("whole %v: %s", whole, cell)
		}
	}
}
