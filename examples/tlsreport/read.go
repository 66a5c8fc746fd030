package main

import (
	"context"
	"errors"
	"io"
	"iter"
	"runtime"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
	"github.com/awstls/awstls/tlslog/readahead"
)

// A result is what one input gave.
type result struct {
	name    string
	other   string // what it is if its name says that there is nothing to read
	source  tlslog.Source
	summary *posture.Summary
	records int64 // damaged ones included
	damaged int64
	passed  map[string]int64 // what was passed over because it says nothing of TLS
	empty   bool             // there is nothing in it
	others  bool             // it is of sources that are not wanted
	err     error            // why the input was not read to its end
}

// A reader reads inputs.
type reader struct {
	opts  *options
	bar   *terminal.Progress
	ahead bool // there are processors to spare for decompressing ahead
}

// A batch is a number of inputs that are read one after the other.
type batch struct {
	inputs   []logs.Input
	results  []*result
	summary  *posture.Summary // of all of them
	finished chan struct{}    // closed when all have been read
}

// The size of a batch. It is small files that are read together, so that their
// summaries need not be merged one by one.
const (
	maxBatchBytes  = 1 << 20
	maxBatchInputs = 64
)

// batches divides the inputs. How it does so depends on nothing else, so that
// a report does not either.
func batches(inputs iter.Seq[logs.Input]) iter.Seq[*batch] {
	return func(yield func(*batch) bool) {
		var b *batch
		var size int64
		for in := range inputs {
			if b == nil || len(b.inputs) == maxBatchInputs || in.Size < 0 || size+in.Size > maxBatchBytes {
				if b != nil && !yield(b) {
					return
				}
				b, size = &batch{finished: make(chan struct{})}, 0
			}
			b.inputs = append(b.inputs, in)
			if size += in.Size; in.Size < 0 {
				size = maxBatchBytes // it can be of any size, and is read alone
			}
		}
		if b != nil {
			yield(b)
		}
	}
}

// readAll reads the inputs in batches, several at a time, and calls done with
// each batch, in the order of the inputs. It holds few inputs and results at a
// time, however many there are. It stops early when ctx ends.
func readAll(ctx context.Context, inputs iter.Seq[logs.Input], opts *options, bar *terminal.Progress, done func(*batch)) {
	// What is full holds up the workers, so that they cannot run far ahead of
	// a slow one.
	started := make(chan *batch, 2*opts.workers)
	running := make(chan struct{}, opts.workers)
	go func() {
		defer close(started)
		next, stop := iter.Pull(batches(inputs))
		defer stop()
		var first []*batch
		few := min(opts.workers, runtime.GOMAXPROCS(0))
		for b, ok := next(); ok; b, ok = next() {
			if first = append(first, b); len(first) == few {
				break
			}
		}
		r := &reader{opts, bar, len(first) < few}
		start := func(b *batch) {
			started <- b
			go func() {
				running <- struct{}{}
				r.readBatch(ctx, b)
				<-running
				close(b.finished)
			}()
		}
		for _, b := range first {
			start(b)
		}
		for b, ok := next(); ok; b, ok = next() {
			start(b)
		}
	}()
	for b := range started {
		<-b.finished
		done(b)
	}
}

// readBatch reads the inputs of a batch.
func (r *reader) readBatch(ctx context.Context, b *batch) {
	b.summary = new(posture.Summary)
	for _, in := range b.inputs {
		b.results = append(b.results, r.read(ctx, in, b.summary))
		r.bar.AddInput()
	}
}

// read reads one input to its end and adds its events to the summary.
func (r *reader) read(ctx context.Context, in logs.Input, summary *posture.Summary) *result {
	res := &result{name: in.Name, other: in.Other, summary: summary}
	if res.err = ctx.Err(); res.err != nil || res.other != "" {
		return res
	}
	file, err := in.Open()
	if err != nil {
		res.err = err
		return res
	}
	defer file.Close()
	log := io.Reader(&interruptible{ctx, r.bar.Reader(file)})
	if r.ahead {
		unzipped := readahead.NewReader(log)
		defer unzipped.Close()
		log = unzipped
	}
	d := awstls.NewDecoder(log)
	unknown, others := r.count(res, d)
	res.passed = make(map[string]int64)
	for kind, n := range d.Skipped() {
		what, source := passedOver(kind)
		if res.records == 0 && res.source == tlslog.SourceUnknown {
			res.source = source
		}
		res.passed[what] += n
	}
	switch {
	case res.err != nil || res.records > 0:
	case others || res.source != tlslog.SourceUnknown && !r.opts.wantsSource(res.source):
		res.passed, res.others = nil, true
	case unknown:
		res.err = logs.ErrUnknown
	default:
		res.empty = len(res.passed) == 0
	}
	return res
}

// count adds the events of a log to the result. It reports whether something in
// it was not recognised, and whether there were records of sources that are not
// wanted.
func (r *reader) count(res *result, d *awstls.Decoder) (unknown, others bool) {
	const batch = 1 << 10 // so that workers do not fight for one counter
	shown := res.records
	defer func() { r.bar.AddRecords(res.records - shown) }()
	for e, err := range d.All() {
		perr, damaged := errors.AsType[*tlslog.ParseError](err)
		if err != nil && !damaged {
			res.err = err
			return unknown, others
		}
		if errors.Is(err, tlslog.ErrForeign) {
			unknown = unknown || errors.Is(err, awstls.ErrUnknown)
			continue
		}
		source := d.Source()
		if source != tlslog.SourceUnknown && !r.opts.wantsSource(source) {
			others = true
			continue
		}
		if res.source == tlslog.SourceUnknown {
			res.source = source
		}
		if res.records++; res.records-shown == batch {
			r.bar.AddRecords(batch)
			shown = res.records
		}
		if err != nil {
			res.damaged++
			res.summary.AddError(res.name, err)
			if perr.Field == "" {
				continue // there is nothing left of it
			}
		}
		if e, ok := e.Event(); ok && r.opts.wants(&e) {
			res.summary.Add(e)
		}
	}
	return unknown, others
}

// interruptible is a reader that ends with its context.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

func (i *interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.r.Read(p)
}

// untilDone returns a reader of what r reads that ends with ctx, even while r
// waits for more. It reads ahead.
func untilDone(ctx context.Context, r io.Reader) io.Reader {
	pr, pw := io.Pipe()
	context.AfterFunc(ctx, func() { pw.CloseWithError(ctx.Err()) })
	go func() {
		_, err := io.Copy(pw, r)
		pw.CloseWithError(err) // io.EOF for nil
	}()
	return pr
}
