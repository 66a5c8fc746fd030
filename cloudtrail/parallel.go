package cloudtrail

import (
	"io"
	"iter"
	"runtime"
	"strings"
	"sync"

	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
)

const (
	// pieceBytes is how much of the log a worker is given at a time: enough
	// for the start of a goroutine, and for the reading of the next block in
	// between, not to matter. On two cores 256 KiB were 1.39 times as fast as
	// a Decoder, 512 KiB 1.5, these 1.6, and 1 MiB no more.
	pieceBytes = 768 << 10

	// pieceRecords is how many records a piece may have, so that memory is
	// bounded for a log of very short ones, too.
	pieceRecords = 1536
)

// A ParallelDecoder reads a log as a [Decoder] does, on several cores: to the
// same records and errors, in the same order, with the same Raw, InputOffset,
// Origin and Skipped. (Of a log that is damaged and cannot be read to its end,
// either can be the final error.) It pays for logs of megabytes, whose events are in one
// array or follow one another. Events in envelopes, and those around damage,
// it reads one by one.
//
// It reads ahead in blocks of some 768 KiB for each worker, and keeps the
// records of two blocks for each: about 12 MiB of memory a worker. Only Decode
// reads from the log, and only in the goroutine that calls it. The goroutines
// that it starts each end within a block, so that none is left behind when a
// loop over the records is left early; there is nothing to close.
//
// The zero ParallelDecoder reads an empty log. The options of Decoder hold
// here, too; they must not be changed between the first call of Decode and
// Reset. A ParallelDecoder must not be copied after the first call of Decode.
type ParallelDecoder struct {
	Decoder

	// Workers is how many goroutines read events at a time. Zero or less
	// means [runtime.GOMAXPROCS].
	Workers int

	pieceBytes int // for tests; zero means the constant

	run   batch // whose records Decode returns
	next  batch // that is being read
	done  sync.WaitGroup
	ahead bool // there is a next
	piece int  // of run, and the number of the record in it that comes next
	index int
	last  *entry // that Decode returned last; nil if it was the Decoder's
	pause int64  // offset in the log up to which the events are read one by one
}

// A batch is a part of the log that is read at a time.
type batch struct {
	all    []*piece // that were made, in use or not
	pieces []*piece
	window string
	offset int64 // of the window
}

// A piece is a part of a batch, which one worker reads.
type piece struct {
	p       parser
	arena   stream.Arena
	sc      jsonscan.Scanner
	entries []entry
	start   int // of the first event, a position in the window
	until   int // the piece ends with the first event that begins here or later
	next    int // where an event begins behind the last entry, or -1
}

// An entry is an event of a piece.
type entry struct {
	rec    Record
	text   string
	offset int64 // behind it
}

// NewParallelDecoder returns a ParallelDecoder that reads the log from r. It
// reads nothing before the first call of Decode.
func NewParallelDecoder(r io.Reader) *ParallelDecoder {
	d := new(ParallelDecoder)
	d.Reset(r)
	return d
}

// Reset makes d read another log from r, with the same options.
func (d *ParallelDecoder) Reset(r io.Reader) {
	d.done.Wait()
	d.Decoder.Reset(r)
	d.run.pieces, d.next.pieces = nil, nil
	d.ahead, d.piece, d.index, d.last, d.pause = false, 0, 0, nil, 0
}

// Decode replaces every field of *rec with the next event of the log; see
// [Decoder.Decode].
func (d *ParallelDecoder) Decode(rec *Record) error {
	for {
		if e := d.pop(); e != nil {
			*rec = e.rec
			d.last = e
			return nil
		}
		if !d.ahead {
			break
		}
		d.join()
	}
	d.last = nil
	err := d.Decoder.Decode(rec)
	if err == nil {
		d.fork()
	}
	return err
}

// All returns an iterator over the events that are still to be read; see
// [tlslog.All].
func (d *ParallelDecoder) All() iter.Seq2[Record, error] { return tlslog.All(d) }

// Raw is [Decoder.Raw].
func (d *ParallelDecoder) Raw() string {
	if d.last != nil {
		return d.last.text
	}
	return d.Decoder.Raw()
}

// InputOffset is [Decoder.InputOffset].
func (d *ParallelDecoder) InputOffset() int64 {
	if d.last != nil {
		return d.last.offset
	}
	return d.Decoder.InputOffset()
}

// Origin is [Decoder.Origin].
func (d *ParallelDecoder) Origin() tlslog.Origin {
	if d.last != nil {
		return tlslog.Origin{}
	}
	return d.Decoder.Origin()
}

// pop returns the next entry of the batch at hand, or nil.
func (d *ParallelDecoder) pop() *entry {
	for d.piece < len(d.run.pieces) {
		if entries := d.run.pieces[d.piece].entries; d.index < len(entries) {
			d.index++
			return &entries[d.index-1]
		}
		d.piece, d.index = d.piece+1, 0
	}
	return nil
}

// fork has the part of the log behind the event read last read by workers, if
// it is one for them.
func (d *ParallelDecoder) fork() {
	workers := d.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	size := d.pieceBytes
	if size == 0 {
		size = pieceBytes
	}
	log := d.in.Log()
	if workers == 1 || d.in.InMessage() || log.BeforeLast() != "" || log.Stream().Offset() < d.pause {
		return
	}
	if window, err := log.Peek(); err != nil || window == "" || window[0] != '{' {
		return // which Next will come to
	}
	// An error of Fill is the stream's to report behind what there is.
	_ = log.Stream().Fill(workers * size)
	b := &d.next
	b.window, b.offset = log.Stream().Window(), log.Stream().Offset()
	if len(b.window) < size {
		d.pause = b.offset + int64(len(b.window))
		return
	}
	b.split(workers)
	limit := d.MaxRecordBytes
	if limit <= 0 {
		limit = DefaultMaxRecordBytes
	}
	array := log.Nested()
	for _, p := range b.pieces {
		p.p.eventOnly = d.EventOnly
		d.done.Go(func() { p.read(b, limit, array) })
	}
	d.ahead = true
}

// join waits for the workers, makes what they have read the batch at hand, and
// has them read the next.
//
// Where a piece begins was guessed. It is right if the piece before comes to an
// event there; that of the first is known. The others are given up, and with
// them what is damaged or unusual: the Decoder reads it.
func (d *ParallelDecoder) join() {
	d.done.Wait()
	d.run, d.next = d.next, d.run
	d.ahead, d.piece, d.index = false, 0, 0

	b := &d.run
	sound, end := 0, 0
	for k, p := range b.pieces {
		if k > 0 && b.pieces[k-1].next != p.start {
			break
		}
		sound++
		if n := len(p.entries); n > 0 {
			d.record += int64(n)
			end = int(p.entries[n-1].offset - b.offset)
		}
	}
	for _, p := range b.pieces[sound:] {
		p.entries = p.entries[:0]
	}
	if end > 0 {
		d.in.Log().Pass(end)
	}
	if sound < len(b.pieces) || end == 0 {
		d.pause = b.offset + int64(len(b.window))
	}
	d.fork()
}

// split makes n pieces of the window, or less.
func (b *batch) split(n int) {
	for len(b.all) < n {
		b.all = append(b.all, new(piece))
	}
	b.pieces = b.all[:0]
	for start := 0; start >= 0; {
		k := len(b.pieces)
		b.pieces = b.all[:k+1]
		if k > 0 {
			b.pieces[k-1].until = start
		}
		b.pieces[k].start, b.pieces[k].until = start, len(b.window)
		if k+1 == n {
			break
		}
		start = boundary(b.window, max(start+1, len(b.window)/n*(k+1)))
	}
}

// boundary returns a position behind i where an event seems to begin, or -1.
func boundary(s string, i int) int {
	const start = `{"eventVersion":"`
	if j := strings.Index(s[i:], start); j >= 0 {
		return i + j
	}
	return -1
}

// read reads events up to the end of the piece, or to what is not a sound event
// of at most limit bytes. Commas stand between events if they are in an array.
func (p *piece) read(b *batch, limit int, array bool) {
	p.entries, p.next = p.entries[:0], -1
	p.p.arena = &p.arena
	s, i := b.window, p.start
	for len(p.entries) < pieceRecords {
		if len(p.entries) == cap(p.entries) {
			p.entries = append(p.entries, entry{})[:len(p.entries)]
		}
		e := &p.entries[:len(p.entries)+1][len(p.entries)]
		p.sc.Reset(s, i)
		p.p.rec = &e.rec
		verdict := p.p.read(&p.sc)
		end := p.sc.Pos()
		if p.sc.Err() != nil || verdict != jsonlog.Record || end-i > limit || p.p.finish(s[i:end]).err != nil {
			return
		}
		e.text, e.offset = s[i:end], b.offset+int64(end)
		p.entries = p.entries[:len(p.entries)+1]

		i = skipSpace(s, end)
		if array && i < len(s) && s[i] == ',' {
			i = skipSpace(s, i+1)
		} else if array {
			return
		}
		if i == len(s) || s[i] != '{' {
			return
		}
		if i >= p.until {
			p.next = i
			return
		}
	}
}

func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t') {
		i++
	}
	return i
}
