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
	if got := Width(null); got != DefaultWidth {
		t.Errorf("a file is %d columns wide", got)
	}
}
