package terminal

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

func TestTable(t *testing.T) {
	table := NewTable("name", ">n", "=note")
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

// TestTableWidth checks that a table fits into its width, in columns of the
// terminal: a Chinese character takes two, a combining accent none.
func TestTableWidth(t *testing.T) {
	wide := strings.Repeat("証明書", 10)
	accents := strings.Repeat("e\u0301", 30)
	for width := 49; width <= 120; width++ {
		table := NewTable("subject", "issuer", "=log", ">events")
		table.Width = width
		table.Add(wide, accents, "networkfirewall", "123456")
		table.Add("short", "CN=x", "alb", "1")
		var b strings.Builder
		table.Write(&b)
		for line := range strings.Lines(b.String()) {
			line = strings.TrimSuffix(line, "\n")
			if got := uniseg.StringWidth(line); got > width {
				t.Errorf("width %d: a line takes %d columns: %s", width, got, line)
			}
		}
		if lines := strings.Split(b.String(), "\n"); !strings.HasSuffix(lines[1], " 123456") || uniseg.StringWidth(lines[1]) != uniseg.StringWidth(lines[2]) {
			t.Errorf("width %d: not aligned:\n%s", width, b.String())
		}
		if !strings.Contains(b.String(), "  networkfirewall  ") {
			t.Errorf("width %d: what is fixed was shortened:\n%s", width, b.String())
		}
		if whole := strings.Contains(b.String(), wide); whole != (width >= 2+60+2+30+2+15+2+6) {
			t.Errorf("width %d: shown whole: %v", width, whole)
		}
	}
}

func TestTableMarked(t *testing.T) {
	table := NewTable("a")
	table.Style = Style{coloured: true}
	table.Add("x")
	table.AddMarked("y")
	var b strings.Builder
	table.Write(&b)
	if want := "\x1b[1m  a\x1b[0m\n  x\n\x1b[31m  y\x1b[0m\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}
