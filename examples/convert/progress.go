package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A progress shows how many bytes were read, and how fast, if that is shown to
// a person. A nil progress shows nothing.
type progress struct{ bar *progressbar.ProgressBar }

// newProgress returns a progress on w, or nil if w is not a terminal.
func newProgress(w io.Writer) *progress {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	const unknown = -1 // how much there is to read
	return &progress{progressbar.NewOptions64(unknown,
		progressbar.OptionSetWriter(w),
		progressbar.OptionShowBytes(true),
		progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionSetDescription("converting"),
		progressbar.OptionClearOnFinish(),
	)}
}

// reader returns r with its bytes counted.
func (p *progress) reader(r io.Reader) io.Reader {
	if p == nil {
		return r
	}
	return io.TeeReader(r, p.bar)
}

// finish takes the progress off the terminal.
func (p *progress) finish() {
	if p != nil {
		_ = p.bar.Finish()
	}
}
