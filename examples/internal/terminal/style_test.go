package terminal

import (
	"bytes"
	"os"
	"testing"
)

func TestStyle(t *testing.T) {
	for style, want := range map[Style]string{{}: "text", {coloured: true}: "\x1b[1mtext\x1b[0m"} {
		if got := style.Bold("text"); got != want {
			t.Errorf("%v: %q, want %q", style, got, want)
		}
	}
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if StyleFor(new(bytes.Buffer)) != (Style{}) || StyleFor(null) != (Style{}) || IsTerminal(null) {
		t.Error("a buffer or a file is taken for a terminal")
	}
	for columns, want := range map[string]int{"": DefaultWidth, "200": 200, "wide": DefaultWidth, "0": DefaultWidth, "-5": DefaultWidth} {
		t.Setenv("COLUMNS", columns)
		if got := Width(null); got != want {
			t.Errorf("COLUMNS=%s: a file is %d columns wide", columns, got)
		}
	}
}
