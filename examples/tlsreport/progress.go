package main

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/examples/internal/terminal"
)

// A progress shows a person how far the reading is: inputs, bytes, records a
// second, and when it will be over. A nil progress shows nothing.
type progress struct {
	inputs, bytes, records atomic.Int64

	stop, stopped chan struct{}
}

// newProgress returns a progress on w, or nil if w is no terminal. The inputs
// are nil if it is not known yet which they are.
func newProgress(w io.Writer, inputs []logs.Input) *progress {
	if !terminal.IsTerminal(w) {
		return nil
	}
	return startProgress(w, inputs, 200*time.Millisecond)
}

// startProgress returns a progress that is drawn at every tick.
func startProgress(w io.Writer, inputs []logs.Input, tick time.Duration) *progress {
	var total int64
	if inputs == nil {
		total = -1
	}
	for _, in := range inputs {
		if in.Size == 0 {
			total = -1 // there is no telling when it will be over
			break
		}
		total += in.Size
	}
	bar := progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionShowBytes(true),
		progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionSetWidth(16),
		progressbar.OptionClearOnFinish(),
	)
	p := &progress{stop: make(chan struct{}), stopped: make(chan struct{})}
	_ = bar.Set64(1) // the time of the bar begins with its first step
	start := time.Now()
	go func() {
		defer close(p.stopped)
		ticks := time.NewTicker(tick)
		defer ticks.Stop()
		for {
			select {
			case <-p.stop:
				_ = bar.Finish()
				_ = bar.Clear()
				return
			case now := <-ticks.C:
				// At its maximum the bar would end, while there can be more
				// to count.
				read := p.bytes.Load()
				if total > 0 {
					read = min(read, total-1)
				}
				_ = bar.Set64(read)
				done, records := p.inputs.Load(), p.records.Load()
				count := quantity(done, "input")
				if inputs != nil {
					count = num(done) + " of " + quantity(int64(len(inputs)), "input")
				}
				bar.Describe(fmt.Sprintf("%s, %s (%s/s)", count, quantity(records, "record"), num(int64(float64(records)/now.Sub(start).Seconds()))))
			}
		}
	}()
	return p
}

// reader returns r with its bytes counted.
func (p *progress) reader(r io.Reader) io.Reader {
	if p == nil {
		return r
	}
	return &countingReader{r, &p.bytes}
}

// addRecords counts records.
func (p *progress) addRecords(n int64) {
	if p != nil {
		p.records.Add(n)
	}
}

// addInput counts an input that has been read.
func (p *progress) addInput() {
	if p != nil {
		p.inputs.Add(1)
	}
}

// finish takes the progress off the terminal.
func (p *progress) finish() {
	if p != nil {
		close(p.stop)
		<-p.stopped
	}
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
