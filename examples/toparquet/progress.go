package main

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/awstls/awstls/examples/internal/terminal"
)

// A progress shows how much was read, how fast, and when it will be over, if
// that is shown to a person. A nil progress shows nothing.
type progress struct{ bar *progressbar.ProgressBar }

// newProgress returns a progress on w, or nil if w is not a terminal.
func newProgress(w io.Writer, jobs []job) *progress {
	if !terminal.IsTerminal(w) {
		return nil
	}
	var total int64
	for _, j := range jobs {
		if j.Path == "" {
			total = -1 // there is no telling when it will be over
			break
		}
		total += j.Size
	}
	return &progress{progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionSetDescription("writing Parquet"),
		progressbar.OptionSetWidth(16),
		progressbar.OptionClearOnFinish(),
	)}
}

// reader returns r with its bytes counted.
func (p *progress) reader(r io.Reader) io.Reader {
	if p == nil {
		return r
	}
	return &countingReader{r, p.bar}
}

// finish takes the progress off the terminal.
func (p *progress) finish() {
	if p != nil {
		_ = p.bar.Finish()
	}
}

// A countingReader counts the bytes that are read from it. What the progress
// has to say, such as that there are more than there were, stops no reading.
type countingReader struct {
	r   io.Reader
	bar *progressbar.ProgressBar
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	_ = c.bar.Add(n)
	return n, err
}
