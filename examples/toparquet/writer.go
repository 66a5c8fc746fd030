package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/parquetlog"
	"github.com/awstls/awstls/tlslog/readahead"
)

// errMoving is the error for a file that changes while it is read.
var errMoving = errors.New("it was changed while it was read")

// A writer puts inputs into a lake.
type writer struct {
	lake       *lake
	batchBytes int64
	complain   func(error)
	bar        *terminal.Progress

	inputs int   // that were written
	events int64 // of them
	left   int   // inputs that were not reached
}

// write writes the events of all inputs, batch after batch. What is wrong with
// inputs it reports; it returns an error if the lake cannot be written.
//
// An input that is not read to its end must leave nothing, for it will be read
// again one day. Its batch is given up, and written once more with the inputs
// before it alone, of which is known that they can be read.
func (w *writer) write(ctx context.Context, jobs []job) error {
	known := 0 // how many of the next jobs were read before and make a batch
	for len(jobs) > 0 && ctx.Err() == nil {
		n, spoiled, err := w.batch(ctx, jobs, known)
		switch {
		case err != nil:
			return err
		case spoiled:
			copy(jobs[1:], jobs[:n]) // over the one that failed
			jobs, known = jobs[1:], n
		default:
			jobs, known = jobs[n:], 0
		}
	}
	w.left = len(jobs)
	return nil
}

// batch writes a batch of the first jobs: of known ones, if there are any, or
// else of as many as there is room for. It returns how many they are, or
// instead the place of the one that spoiled the batch.
func (w *writer) batch(ctx context.Context, jobs []job, known int) (n int, spoiled bool, err error) {
	in := &input{writer: w, batch: w.lake.begin(), known: known > 0}
	if known > 0 {
		jobs = jobs[:known]
	}
	for size := int64(0); n < len(jobs) && ctx.Err() == nil; n++ {
		j := jobs[n]
		if n > 0 && (size >= w.batchBytes || j.Path == "" || jobs[n-1].Path == "") {
			break // what is no file cannot be read once more, and is a batch of its own
		}
		if j.failed {
			continue
		}
		size += max(j.Size, 0)
		events, err := in.read(j)
		if known == 0 {
			w.bar.AddInput()
			w.bar.AddRecords(events)
		}
		switch {
		case in.broken != nil:
			return 0, false, errors.Join(in.broken, in.batch.discard())
		case err != nil:
			w.complain(fmt.Errorf("%s: %w", j.Name, err))
			if events > 0 {
				return n, true, in.batch.discard()
			}
			jobs[n].failed = true
		case j.Path != "":
			in.batch.manifest.Inputs = append(in.batch.manifest.Inputs, entry{j.stamp, events})
			fallthrough
		default:
			in.inputs++
			in.events += events
		}
	}
	if err := in.batch.commit(in.events); err != nil {
		return 0, false, err
	}
	w.inputs += in.inputs
	w.events += in.events
	return n, false, nil
}

// An input reads inputs into a batch.
type input struct {
	*writer
	batch  *batch
	known  bool  // they were read before, and reported on
	broken error // why the batch takes no more

	inputs int   // that were read
	events int64 // of them
}

// read writes the events of one input. It returns how many there are, and why
// the input was not read to its end, or that nothing in it was recognised.
func (in *input) read(j job) (events int64, err error) {
	r, err := j.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	log := io.Reader(r)
	if !in.known {
		log = in.bar.Reader(r)
	}
	ahead := readahead.NewReader(log)
	defer ahead.Close()
	recognised := false
	var unknown error // where something is that was not
	for e, err := range awstls.Events(ahead) {
		_, damaged := errors.AsType[*tlslog.ParseError](err)
		switch {
		case err != nil && !damaged:
			return events, err
		case errors.Is(err, awstls.ErrUnknown):
			unknown = err
			continue
		case damaged:
			in.note(j, err)
		}
		recognised = true
		if _, ok := e.Event(); !ok {
			continue // there is nothing left of it
		}
		err = in.batch.Write(&e)
		switch {
		case errors.Is(err, parquetlog.ErrUnwritable):
			in.note(j, err)
		case err != nil:
			in.broken = err
			return events, nil
		default:
			events++
		}
	}
	switch {
	case unknown != nil && !recognised:
		return events, logs.ErrUnknown
	case unknown != nil:
		in.note(j, unknown)
	}
	if j.Path != "" {
		if now, err := stampOf(j.real); err != nil {
			return events, err
		} else if now != j.stamp {
			return events, errMoving
		}
	}
	return events, nil
}

// note reports what is wrong with a record.
func (in *input) note(j job, err error) {
	if !in.known {
		in.complain(fmt.Errorf("%s: %w", j.Name, err))
	}
}
