package terminal

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rivo/uniseg"
	"github.com/vbauerster/cupwriter"
)

// progressOn runs use with a Progress on a terminal of this width, and returns
// the terminal's bytes. It fails if a goroutine is left.
func progressOn(t *testing.T, width int, inputs, size int64, use func(*Progress, io.Writer)) string {
	t.Helper()
	var out bytes.Buffer
	synctest.Test(t, func(*testing.T) {
		p := startProgress(&console{cupwriter.New(&out, true), func() int { return width }}, inputs, size)
		use(p, &out)
	})
	return out.String()
}

// erase goes to the line above and clears all from there on.
const erase = "\x1b[1A\x1b[J"

// linesDrawn returns the line at each time, and checks that each is drawn over
// the one before.
func linesDrawn(t *testing.T, out string) []string {
	t.Helper()
	lines := strings.Split(out, erase)
	for i, line := range lines {
		if lines[i] = strings.TrimSuffix(line, "\n"); strings.Contains(lines[i], "\n") || lines[i] == line && line != "" {
			t.Errorf("not one line: %q", line)
		}
	}
	if lines[len(lines)-1] != "" {
		t.Errorf("not gone at the end: %q", out)
	}
	return lines[:len(lines)-1]
}

// read reads n bytes, all at once.
func read(p *Progress, n int) {
	_, _ = p.Reader(full{}).Read(make([]byte, n))
}

// A full reader reads as much as it is asked for.
type full struct{}

func (full) Read(b []byte) (int, error) { return len(b), nil }

// TestProgress checks what the line says at several widths.
func TestProgress(t *testing.T) {
	for width, want := range map[int][3]string{
		100: {
			" 10 % [==>-------------------------------]  1 of 2,004 inputs  23 MB of 233 MB  1,500,000 records/s",
			" 10 % [==>-----------------------]  18s left  1 of 2,004 inputs  23 MB of 233 MB  150,000 records/s",
			"100 % [=========================>]  0s left  1 of 2,004 inputs  423 MB of 233 MB  124,947 records/s",
		},
		80: {
			" 10 % [>-------------]  1 of 2,004 inputs  23 MB of 233 MB  1,500,000 records/s",
			" 10 % [>-----]  18s left  1 of 2,004 inputs  23 MB of 233 MB  150,000 records/s",
			"100 % [=====>]  0s left  1 of 2,004 inputs  423 MB of 233 MB  124,947 records/s",
		},
		60: {
			" 10 % [=>-------------]  1 of 2,004 inputs  23 MB of 233 MB",
			" 10 % [>----]  18s left  1 of 2,004 inputs  23 MB of 233 MB",
			"100 % [====>]  0s left  1 of 2,004 inputs  423 MB of 233 MB",
		},
		25: {
			" 10 % [=>--------------]",
			" 10 % [>-----]  18s left",
			"100 % [======>]  0s left",
		},
	} {
		out := progressOn(t, width, 2004, 233_000_000, func(p *Progress, _ io.Writer) {
			read(p, 23_300_000)
			p.AddRecords(300_000)
			p.AddInput()
			time.Sleep(progressTick + time.Millisecond)
			time.Sleep(2 * time.Second)
			read(p, 400_000_000) // the inputs have grown
			time.Sleep(progressTick)
			p.Stop()
		})
		lines := linesDrawn(t, out)
		got := [3]string{lines[0], lines[9], lines[len(lines)-1]}
		if got != want {
			t.Errorf("%d columns: %q, want %q", width, got, want)
		}
	}
}

// TestProgressUnknown has inputs of which nobody knows how many there are.
func TestProgressUnknown(t *testing.T) {
	out := progressOn(t, 80, -1, -1, func(p *Progress, _ io.Writer) {
		read(p, 5)
		time.Sleep(progressTick + time.Millisecond)
		p.Stop()
	})
	if lines := linesDrawn(t, out); lines[0] != "  0 inputs  5 B" {
		t.Errorf("%q", lines)
	}
}

// TestProgressWidth checks that the line fits into any terminal, whatever it
// has to say: one that is longer would scroll the terminal with each drawing.
func TestProgressWidth(t *testing.T) {
	for width := 1; width < 120; width++ {
		out := progressOn(t, width, 1<<40, 1<<50, func(p *Progress, _ io.Writer) {
			read(p, 1)
			p.AddRecords(1 << 50)
			time.Sleep(2 * time.Second)
			p.Stop()
		})
		for _, line := range linesDrawn(t, out) {
			if uniseg.StringWidth(line) > width-1 {
				t.Errorf("%d columns: %q", width, line)
			}
		}
	}
}

// TestProgressWriter checks that messages come above the line, and that none
// is lost.
func TestProgressWriter(t *testing.T) {
	out := progressOn(t, 80, 1, -1, func(p *Progress, w io.Writer) {
		w = p.Writer(w)
		time.Sleep(progressTick + time.Millisecond)
		fmt.Fprintln(w, "message")
		time.Sleep(progressTick)
		fmt.Fprintln(w, "last message")
		p.Stop()
		fmt.Fprintln(w, "after it")
	})
	const line = "  0 of 1 inputs  0 B\n"
	if want := line + erase + "message\n" + line + erase + "last message\n" + line + erase + "after it\n"; out != want {
		t.Errorf("%q, want %q", out, want)
	}
}

// TestNoProgress checks that there is no progress where nobody sees it.
func TestNoProgress(t *testing.T) {
	w := new(bytes.Buffer)
	p := NewProgress(w, 1, 1)
	if p != nil {
		t.Fatal("a progress on a buffer")
	}
	p.AddInput()
	p.AddRecords(1)
	if r := io.Reader(w); p.Reader(r) != r || p.Writer(w) != io.Writer(w) {
		t.Error("the reader or writer is another")
	}
	p.Stop()
}
