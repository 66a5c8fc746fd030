package terminal

import (
	"errors"
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/vbauerster/cupwriter"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// A Progress is a line on a terminal that tells a person how far a program is
// with its inputs and when it will be over. It takes one line however narrow
// the terminal is: what does not fit is left out. A nil Progress shows nothing,
// and all of its methods can be called.
type Progress struct {
	inputs, records atomic.Int64 // that were read
	container       *mpb.Progress
	bar             *mpb.Bar // of the bytes
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
	return startProgress(&console{cupwriter.New(w, false), func() int { return Width(w) }}, inputs, bytes)
}

func startProgress(c *console, inputs, bytes int64) *Progress {
	p := &Progress{container: mpb.New(mpb.WithConsoleWriter(c), mpb.WithRefreshRate(progressTick))}
	start := time.Now()
	// The library's own estimate takes whole nanoseconds for a byte, which are
	// but one or two here.
	left := part(func(s decor.Statistics) string {
		elapsed := time.Since(start)
		if s.Current == 0 || elapsed < time.Second {
			return ""
		}
		rest := float64(elapsed) * float64(max(s.Total-s.Current, 0)) / float64(s.Current) // the inputs may have grown
		return time.Duration(rest).Round(time.Second).String() + " left"
	})
	read := part(func(decor.Statistics) string { return of(p.inputs.Load(), inputs, humanize.Comma) + " inputs" })
	size := part(func(s decor.Statistics) string {
		return of(s.Current, bytes, func(n int64) string { return humanize.Bytes(uint64(n)) })
	})
	rate := part(func(decor.Statistics) string {
		if p.records.Load() == 0 {
			return ""
		}
		perSecond := float64(p.records.Load()) / max(time.Since(start), progressTick).Seconds()
		return humanize.Comma(int64(perSecond)) + " records/s"
	})
	if bytes > 0 {
		p.bar = p.container.New(0, mpb.BarStyle(), mpb.BarFillerTrim(),
			mpb.PrependDecorators(decor.NewPercentage("% d ", decor.WC{W: len("100 % ")})), mpb.AppendDecorators(left, read, size, rate))
		p.bar.SetTotal(bytes, false) // only now, for a bar that is made with a total ends at it, and not at Stop
	} else {
		p.bar = p.container.New(0, mpb.NopStyle(), mpb.BarFillerTrim(), mpb.AppendDecorators(read, size, rate))
	}
	return p
}

// of returns "done of all", or done alone if all is not known.
func of(done, all int64, text func(int64) string) string {
	if all < 0 {
		return text(done)
	}
	return text(done) + " of " + text(all)
}

// part returns a part of the line, which is left out where it does not fit as a
// whole, with some columns for a bar.
func part(text decor.DecorFunc) decor.Decorator {
	return decor.Any(func(s decor.Statistics) string {
		const space, bar = "  ", len("[==>-]")
		if t := text(s); t != "" && len(space+t)+bar <= s.AvailableWidth {
			return space + t
		}
		return ""
	})
}

// Stop takes the line off the terminal.
func (p *Progress) Stop() {
	if p != nil {
		p.bar.Abort(true)
		p.container.Wait()
	}
}

// AddInput counts an input that has been read.
func (p *Progress) AddInput() {
	if p != nil {
		p.inputs.Add(1)
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
	if p != nil {
		if counted, err := p.bar.ProxyReader(r); err == nil {
			return counted
		}
	}
	return r
}

// Writer returns a writer to the terminal of p, of which what is written comes
// above the line of p when that is drawn next, as for messages; after Stop, and
// if p is nil, it writes to w. It is to be given whole lines.
func (p *Progress) Writer(w io.Writer) io.Writer {
	if p == nil {
		return w
	}
	return &aboveWriter{p, w}
}

type aboveWriter struct {
	p *Progress
	w io.Writer
}

func (a *aboveWriter) Write(b []byte) (int, error) {
	n, err := a.p.container.Write(b)
	if _, done := errors.AsType[mpb.ErrDone[*mpb.Progress]](err); done {
		return a.w.Write(b)
	}
	return n, err
}

// A console is a terminal for the library, with a width that is known where
// the terminal does not tell it. In its last column a cursor may go to the next
// line.
type console struct {
	*cupwriter.Writer
	width func() int
}

func (c *console) IsTerminal() bool { return true }

func (c *console) GetTermSize() (width, height int, err error) { return c.width() - 1, 1, nil }
