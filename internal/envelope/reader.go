package envelope

import (
	"errors"
	"io"

	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
)

// These are the limits of a [Reader] whose fields are zero. A subscription
// sends batches of a few megabytes at most, and a Lambda function is given at
// most 6 MB (documented); AWS nests envelopes five deep, a Kinesis event with
// a record with log events with an event of EventBridge.
const (
	DefaultMaxBytes = 64 << 20
	DefaultMaxDepth = 8
)

// expansion is how many times MaxBytes the data in one envelope may have after
// decompression. A batch for a Lambda function has some 5 MB of gzip, which is
// 100 MB of log at most, unless it was made to do harm.
const expansion = 4

// ErrMoved means that what was to be read next is in another log than before:
// an envelope was opened, or a message has come to its end.
var ErrMoved = errors.New("the log at hand is another one")

// A Fault is damage to an envelope or a message. The Reader goes on behind it.
type Fault struct {
	Field        string // AWS's name for the damaged member, or empty
	Offset, Line int64  // its place in the outermost log
	Err          error  // one of those listed at tlslog.ParseError
}

func (f *Fault) Error() string { return f.Err.Error() }

// A Cut is what a log is cut into.
type Cut uint8

const (
	Unknown Cut = iota
	Lines
	Values // of JSON
)

// A Reader reads a log and the messages in its envelopes. The zero Reader is
// an empty log.
type Reader struct {
	// MaxBytes is the length of the longest envelope. What data in the
	// envelopes within one outermost envelope is unpacked to may together
	// have four times as many bytes. It is read as a stream, so that a log of
	// many outermost envelopes that each hold a bomb costs time, in proportion
	// to their number, and no memory. MaxDepth is how many envelopes may stand
	// in one another. Zero or less means the defaults.
	MaxBytes, MaxDepth int

	// Line and LineLook are those of the logs; see [jsonlog.Reader].
	Line     func(head string) bool
	LineLook int

	shared *Reader // that this one stands for; see Share
	turn   bool    // whoever shares this one may read a line or a value

	outer    jsonlog.Reader
	cut      Cut // of outer
	open     []*level
	depth    int // of open that is in use
	room     int64
	arena    stream.Arena
	byLine   bool   // what was read last is a line
	prefix   string // of it
	controls int64
}

// Reset makes r read the log from src. It does not read yet.
func (r *Reader) Reset(src io.Reader) {
	if s, ok := src.(share); ok {
		r.shared = s.r
		return
	}
	r.shared, r.turn = nil, false
	r.outer.Reset(src)
	r.cut, r.depth, r.byLine, r.controls = Unknown, 0, false, 0
	r.prepare(&r.outer)
}

// prepare sets the options of a log.
func (r *Reader) prepare(log *jsonlog.Reader) {
	log.Long, log.Prefix, log.MaxPrefix = MayBe, valuePrefix, PrefixLen
	log.Line, log.LineLook = r.Line, r.LineLook
}

// Log returns the log at hand: the innermost message, or the log itself.
func (r *Reader) Log() *jsonlog.Reader {
	if r.shared != nil {
		return r.shared.Log()
	}
	if r.depth == 0 {
		return &r.outer
	}
	return &r.open[r.depth-1].log
}

// InMessage reports whether the log at hand is a message in an envelope.
func (r *Reader) InMessage() bool {
	if r.shared != nil {
		return r.shared.InMessage()
	}
	return r.depth > 0
}

// Cut returns what SetCut has said of the log at hand.
func (r *Reader) Cut() Cut {
	if r.shared != nil {
		return r.shared.Cut()
	}
	if r.depth == 0 {
		return r.cut
	}
	return r.open[r.depth-1].cut
}

// SetCut notes what the log at hand is cut into.
func (r *Reader) SetCut(c Cut) {
	if r.shared != nil {
		r.shared.SetCut(c)
		return
	}
	if r.depth == 0 {
		r.cut = c
	} else {
		r.open[r.depth-1].cut = c
	}
}

// InputOffset returns the offset behind the value read last, or behind the
// outermost envelope that it came in.
func (r *Reader) InputOffset() int64 {
	if r.shared != nil {
		return r.shared.InputOffset()
	}
	return r.outer.InputOffset()
}

// Controls returns how many control messages of CloudWatch Logs were passed
// over.
func (r *Reader) Controls() int64 {
	if r.shared != nil {
		return r.shared.Controls()
	}
	return r.controls
}

// Fail wraps a final error with the place that the log has come to; io.EOF it
// returns as it is.
func (r *Reader) Fail(format string, err error) error {
	if r.shared != nil {
		return r.shared.Fail(format, err)
	}
	return r.outer.Fail(format, err)
}

// Next has parse read the next value of the log or of a message in it, as
// [jsonlog.Reader.Next] does. Its errors are those of that method, and
// [*Fault] for a message that is damaged as a whole.
func (r *Reader) Next(limit int, parse jsonlog.Parse) (jsonlog.Item, error) {
	for {
		it, err := r.Step(limit, parse)
		if err != ErrMoved {
			return it, err
		}
	}
}

// Step is Next for the log at hand alone. At the end of a message it returns
// [ErrMoved].
func (r *Reader) Step(limit int, parse jsonlog.Parse) (jsonlog.Item, error) {
	if r.shared != nil {
		if err := r.Turn(); err != nil {
			return jsonlog.Item{}, err
		}
		return r.shared.Step(limit, parse)
	}
	r.byLine = false
	log := r.Log()
	log.MaxLong = r.maxBytes()
	it, err := log.Next(limit, parse)
	if r.depth > 0 {
		it = r.open[r.depth-1].place(it)
	}
	switch err {
	case nil:
		if len(it.Text) <= limit {
			return it, nil
		}
		if r.Open(it) {
			return it, ErrMoved
		}
		it.Text = ""
		return it, tlslog.ErrTooLong
	case jsonlog.ErrSyntax, jsonlog.ErrDepth, tlslog.ErrTooLong:
		return it, err
	}
	return it, r.End(err)
}

// Open looks whether the value read last is an envelope. If so, the log at
// hand is now the first message in it.
func (r *Reader) Open(it jsonlog.Item) bool {
	if r.shared != nil {
		return r.shared.Open(it)
	}
	var from tlslog.Origin
	if r.depth > 0 || r.before() != "" {
		from = r.Origin()
	}
	d := read(it.Text, from)
	switch d.shape {
	case noEnvelope:
		return false
	case inControl:
		r.controls++
		return true
	}
	if r.depth == 0 {
		r.room = expansion * int64(r.maxBytes())
	}
	if r.depth == len(r.open) {
		r.open = append(r.open, new(level))
	}
	lv := r.open[r.depth]
	r.depth++
	r.byLine = false
	lv.enter(it, d)
	r.prepare(&lv.log)
	switch {
	case r.depth > r.maxDepth():
		lv.refuse(tlslog.ErrNesting)
	case len(it.Text) > r.maxBytes():
		lv.refuse(tlslog.ErrTooLong)
	}
	return true
}

// OpenLine is Open for a line, or a part of one, that is a JSON value. Before
// it on the line is what [CutPrefix] has cut off.
func (r *Reader) OpenLine(text string, offset, line int64) bool {
	if r.shared != nil {
		return r.shared.OpenLine(text, offset, line)
	}
	it := jsonlog.ItemAt(text, offset, line)
	if r.depth > 0 {
		it = r.open[r.depth-1].place(it)
	}
	return r.Open(it)
}

// SetPrefix notes that a line is read, and what was cut off before it.
func (r *Reader) SetPrefix(prefix string) {
	if r.shared != nil {
		r.shared.SetPrefix(prefix)
		return
	}
	r.byLine, r.prefix = true, prefix
}

// Place returns the place in the outermost log of a place in the log at hand.
func (r *Reader) Place(offset, line int64) (int64, int64) {
	if r.shared != nil {
		return r.shared.Place(offset, line)
	}
	if r.depth > 0 {
		it := r.open[r.depth-1].place(jsonlog.ItemAt("", offset, line))
		return it.Offset, it.Line()
	}
	return offset, line
}

// End ends the log at hand, of which err is the end. If it is a message, the
// next one is now the log at hand, and the error is [ErrMoved], or a [*Fault]
// if the message did not come to a good end. Else the error is err.
func (r *Reader) End(err error) error {
	if r.shared != nil {
		return r.shared.End(err)
	}
	if r.depth == 0 {
		return err
	}
	lv := r.open[r.depth-1]
	var fault *Fault
	if err != io.EOF {
		fault = lv.broken(err)
	} else {
		fault = lv.fault
		lv.fault = nil
	}
	if fault != nil {
		lv.log.ResetText("", 0, 1)
		return fault
	}
	if more, fault := lv.next(r); fault != nil {
		lv.log.ResetText("", 0, 1)
		return fault
	} else if !more {
		r.depth--
	}
	return ErrMoved
}

// Origin returns what the envelopes say of the record read last.
func (r *Reader) Origin() tlslog.Origin {
	if r.shared != nil {
		return r.shared.Origin()
	}
	var o tlslog.Origin
	if r.depth > 0 {
		o = r.open[r.depth-1].message
	}
	if prefix := r.before(); prefix != "" {
		o.Envelope = tlslog.EnvelopeCloudWatchLogsExport
		o.Time = prefixTime(prefix)
	}
	return o
}

// before returns the prefix of the line or value read last.
func (r *Reader) before() string {
	if r.byLine {
		return r.prefix
	}
	return r.Log().BeforeLast()
}

func (r *Reader) maxBytes() int {
	if r.MaxBytes > 0 {
		return r.MaxBytes
	}
	return DefaultMaxBytes
}

func (r *Reader) maxDepth() int {
	if r.MaxDepth > 0 {
		return r.MaxDepth
	}
	return DefaultMaxDepth
}
