package vended

import (
	"slices"
	"testing"
)

func TestIndex(t *testing.T) {
	for name, want := range map[string]string{
		"text": "text", "TEXT": "text", "time": "time", "timestamp": "time", "TimeStamp": "time",
		"hidden": "Hidden", "Hidden": "Hidden",
		"": "", "texts": "", "te": "", "-": "",
	} {
		got := ""
		if i := toys.index(name); i != unknown {
			got = toys.Fields[i].Name
		}
		if got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

// TestIndexExact checks that the exact name comes before one in other case.
func TestIndexExact(t *testing.T) {
	table := Table[toy]{Fields: []Field[toy]{
		Text("Name", func(r *toy) *string { return &r.Text }),
		Text("name", func(r *toy) *string { return &r.Hidden }),
	}}
	if a, b, c := table.index("Name"), table.index("name"), table.index("NAME"); a != 0 || b != 1 || c != 0 {
		t.Errorf("got %d, %d, %d", a, b, c)
	}
}

func TestNames(t *testing.T) {
	want := []string{"time", "text", "addr", "expanded", "port", "seconds", "millis", "epoch", "validity"}
	if got := toys.Names(); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
