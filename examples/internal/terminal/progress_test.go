package terminal

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// linesDrawn returns what was drawn at each time, and checks that each is drawn
// over the one before.
func linesDrawn(t *testing.T, out string) []string {
	t.Helper()
	lines := strings.Split(out, erase)
	if lines[0] != "" || strings.Contains(strings.Join(lines, ""), "\n") || lines[len(lines)-1] != "" {
		t.Errorf("not one line that is gone at the end: %q", out)
	}
	return lines[1:]
}

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		p := startProgress(&out, func() int { return 80 }, 2004, 233_000_000)
		read := func(n int) { _, _ = io.Copy(io.Discard, p.Reader(strings.NewReader(strings.Repeat("x", n)))) }
		read(23_300_000)
		p.AddRecords(300_000)
		p.AddInput()
		time.Sleep(progressTick + time.Millisecond)
		time.Sleep(2 * time.Second)
		read(400_000_000) // the inputs have grown
		time.Sleep(progressTick)
		p.Stop()
	})
	lines := linesDrawn(t, out.String())
	for i, want := range map[int]string{
		0:              " 10 % [#.........]  1 of 2004 inputs  23 of 233 MB  1500 k records/s",
		9:              " 10 % [#.........]  18s left  1 of 2004 inputs  23 of 233 MB  150 k records/s",
		len(lines) - 2: "100 % [##########]  0s left  1 of 2004 inputs  423 of 233 MB  125 k records/s",
	} {
		if lines[i] != want {
			t.Errorf("line %d is %q, want %q", i, lines[i], want)
		}
	}
}

// TestProgressUnknown has inputs of which nobody knows how many there are.
func TestProgressUnknown(t *testing.T) {
	var out bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		p := startProgress(&out, func() int { return 80 }, -1, -1)
		_, _ = io.Copy(io.Discard, p.Reader(strings.NewReader("12345")))
		time.Sleep(progressTick + time.Millisecond)
		p.Stop()
	})
	if lines := linesDrawn(t, out.String()); lines[0] != "0 inputs  5 B" {
		t.Errorf("%q", lines)
	}
}

// TestProgressWidth checks that the line fits into any terminal, whatever it
// has to say: one that is longer would scroll the terminal with each drawing.
func TestProgressWidth(t *testing.T) {
	for width := 1; width < 120; width++ {
		synctest.Test(t, func(t *testing.T) {
			var out bytes.Buffer
			p := startProgress(&out, func() int { return width }, 1<<40, 1<<60)
			_, _ = p.Reader(strings.NewReader("x")).Read(make([]byte, 1))
			p.AddRecords(1 << 50)
			time.Sleep(2 * time.Second)
			p.Stop()
			for _, line := range linesDrawn(t, out.String()) {
				if len(line) >= width && line != "" {
					t.Errorf("%d columns: %q", width, line)
				}
			}
		})
	}
}

// TestProgressWriter checks that messages come in place of the line.
func TestProgressWriter(t *testing.T) {
	var out bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		p := startProgress(&out, func() int { return 80 }, 1, -1)
		time.Sleep(progressTick + time.Millisecond)
		_, _ = io.WriteString(p.Writer(&out), "message\n")
		p.Stop()
	})
	if got, want := out.String(), erase+"0 of 1 inputs  0 B"+erase+"message\n"+erase; got != want {
		t.Errorf("%q, want %q", got, want)
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
