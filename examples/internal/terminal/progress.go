package terminal

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A Progress is a line on a terminal that tells a person how far a program is
// with its inputs and when it will be over. It is drawn anew five times a
// second, and takes one line however narrow the terminal is: what matters least
// is left out. A nil Progress shows nothing, and all of its methods can be
// called.
type Progress struct {
	w             io.Writer
	width         func() int // of w
	inputs, bytes int64      // how many there are, or a negative number
	start         time.Time

	readInputs, readBytes, records atomic.Int64

	drawing       sync.Mutex // held while something is written to w
	stop, stopped chan struct{}
}

// progressTick is how often a Progress is drawn.
const progressTick = 200 * time.Millisecond

// NewProgress returns a Progress on w with so many inputs and bytes to read,
// each negative if that is not known. It returns nil if w is no terminal that
// can draw over a line. Its user must call Stop at the end.
func NewProgress(w io.Writer, inputs, bytes int64) *Progress {
	if !IsTerminal(w) || os.Getenv("TERM") == "dumb" {
		return nil
	}
	return startProgress(w, func() int { return Width(w) }, inputs, bytes)
}

func startProgress(w io.Writer, width func() int, inputs, bytes int64) *Progress {
	p := &Progress{
		w: w, width: width, inputs: inputs, bytes: bytes, start: time.Now(),
		stop: make(chan struct{}), stopped: make(chan struct{}),
	}
	go func() {
		defer close(p.stopped)
		ticks := time.NewTicker(progressTick)
		defer ticks.Stop()
		for {
			select {
			case <-p.stop:
				p.draw("")
				return
			case <-ticks.C:
				p.draw(p.line(p.width() - 1)) // in the last column a cursor may go to the next line
			}
		}
	}()
	return p
}

// Stop takes the line off the terminal.
func (p *Progress) Stop() {
	if p != nil {
		close(p.stop)
		<-p.stopped
	}
}

// AddInput counts an input that has been read.
func (p *Progress) AddInput() {
	if p != nil {
		p.readInputs.Add(1)
	}
}

// AddRecords counts records that have been read.
func (p *Progress) AddRecords(n int64) {
	if p != nil {
		p.records.Add(n)
	}
}

// Reader returns r with the bytes counted that are read from it.
func (p *Progress) Reader(r io.Reader) io.Reader {
	if p == nil {
		return r
	}
	return &countingReader{r, &p.readBytes}
}

// Writer returns a writer to w, of which what is written comes in place of the
// line of p, as for messages to the same terminal. It is to be given whole lines.
func (p *Progress) Writer(w io.Writer) io.Writer {
	if p == nil {
		return w
	}
	return &overWriter{p, w}
}

// erase goes to the start of a line and clears the rest of it.
const erase = "\r\x1b[K"

func (p *Progress) draw(line string) {
	p.drawing.Lock()
	defer p.drawing.Unlock()
	_, _ = io.WriteString(p.w, erase+line)
}

// line returns the line, of at most so many columns. All of it is ASCII.
func (p *Progress) line(width int) string {
	elapsed := max(time.Since(p.start), progressTick)
	inputs, bytes, records := p.readInputs.Load(), p.readBytes.Load(), p.records.Load()
	var parts []string // what matters most first
	if p.bytes > 0 {
		done := min(float64(bytes)/float64(p.bytes), 1) // the inputs may have grown
		parts = append(parts, bar(done))
		if done > 0 && elapsed > time.Second {
			left := time.Duration(float64(elapsed) * (1 - done) / done)
			parts = append(parts, left.Round(time.Second).String()+" left")
		}
	}
	parts = append(parts, of(strconv.FormatInt(inputs, 10), strconv.FormatInt(p.inputs, 10), p.inputs >= 0)+" inputs")
	size, unit := scaled(max(bytes, p.bytes))
	parts = append(parts, of(size(bytes), size(p.bytes), p.bytes >= 0)+" "+unit+"B")
	if records > 0 {
		rate := int64(float64(records) / elapsed.Seconds())
		size, unit := scaled(rate)
		parts = append(parts, strings.TrimRight(size(rate)+" "+unit, " ")+" records/s")
	}
	line := ""
	for _, part := range parts {
		if line != "" {
			part = "  " + part
		}
		if len(line)+len(part) > width {
			break
		}
		line += part
	}
	return line
}

// bar returns a bar and a number for the part that is done.
func bar(done float64) string {
	const length = 10
	full := int(done * length)
	return fmt.Sprintf("%3.0f %% [%s%s]", 100*done, strings.Repeat("#", full), strings.Repeat(".", length-full))
}

// of returns "done of all", or done alone if all is not known.
func of(done, all string, known bool) string {
	if !known {
		return done
	}
	return done + " of " + all
}

// scaled returns the prefix of a unit, of which n has few, and what writes
// numbers in it.
func scaled(n int64) (write func(int64) string, unit string) {
	power := int64(1)
	for _, unit = range []string{"", "k", "M", "G", "T"} {
		if n/power < 10_000 {
			break
		}
		power *= 1000
	}
	return func(n int64) string { return strconv.FormatInt(n/power, 10) }, unit
}

// A countingReader counts the bytes that are read from it.
type countingReader struct {
	r io.Reader
	n *atomic.Int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// An overWriter writes in place of the line of a Progress, which comes again
// below.
type overWriter struct {
	p *Progress
	w io.Writer
}

func (o *overWriter) Write(b []byte) (int, error) {
	o.p.drawing.Lock()
	defer o.p.drawing.Unlock()
	if _, err := io.WriteString(o.p.w, erase); err != nil {
		return 0, err
	}
	return o.w.Write(b)
}
