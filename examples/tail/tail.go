package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"time"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/tlslog"
)

// poll is how long to wait before a file is looked at again.
const poll = 100 * time.Millisecond

// A line is what is to be printed: of an event, of what went wrong, or of both.
type line struct {
	text string // with its line feed, or empty
	err  error
}

// A tail reads logs, each in a goroutine of its own.
type tail struct {
	ctx   context.Context // until when
	form  form
	lines chan<- line
}

// follow reads the files that have a name, one after the other. It ends where
// a file cannot be read or does not grow.
func (t *tail) follow(name string) {
	file, err := os.Open(name)
	for ; err == nil; file, err = t.next(name) {
		var info os.FileInfo
		if info, err = file.Stat(); err != nil {
			break
		}
		if !info.Mode().IsRegular() {
			t.read(name, file)
			file.Close()
			return
		}
		f := &follower{ctx: t.ctx, file: file}
		t.read(name, f)
		// Behind damage that ended the log nothing makes sense up to the
		// next file.
		_, err = io.Copy(io.Discard, f)
		file.Close()
		if err != nil {
			break
		}
	}
	t.send(line{err: err})
}

// next opens the next file of a name, as soon as there is one.
func (t *tail) next(name string) (*os.File, error) {
	for {
		file, err := os.Open(name)
		if !os.IsNotExist(err) {
			return file, err
		}
		if err := wait(t.ctx); err != nil {
			return nil, err
		}
	}
}

// read prints the events of one log.
func (t *tail) read(name string, r io.Reader) {
	t.print(func(yield func(tlslog.Event, error) bool) {
		for e, err := range awstls.Events(r) {
			if err != nil {
				err = fmt.Errorf("%s: %w", name, err)
			}
			if !yield(e, err) {
				return
			}
		}
	})
}

// print prints events and errors.
func (t *tail) print(events iter.Seq2[tlslog.Event, error]) {
	for e, err := range events {
		text := ""
		if e != (tlslog.Event{Source: e.Source}) { // something could be read
			var formErr error
			if text, formErr = t.form(e); formErr != nil && err == nil {
				err = formErr
			}
		}
		if !t.send(line{text, err}) {
			return
		}
	}
}

// send hands over a line. It returns false when the program ends.
func (t *tail) send(l line) bool {
	if t.ctx.Err() != nil {
		return false
	}
	select {
	case t.lines <- l:
		return true
	case <-t.ctx.Done():
		return false
	}
}

// wait returns after a while, with an error if the program ends.
func wait(ctx context.Context) error {
	select {
	case <-time.After(poll):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
