package cloudtrail

import (
	"io"
	"iter"

	"github.com/awstls/awstls/internal/envelope"
	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
)

// DefaultMaxRecordBytes is the limit of a [Decoder] whose MaxRecordBytes is
// zero. An event has at most 256 KB, in an event data store for large events
// 1 MB (documented); a digest file has some 500 bytes for each log file.
const DefaultMaxRecordBytes = 4 << 20

// These are the limits of a [Decoder] whose MaxEnvelopeBytes and MaxEnvelopeDepth
// are zero: 64 MiB and 8. A Lambda function is given events of at most 6 MB
// (documented), and AWS nests five envelopes at most.
const (
	DefaultMaxEnvelopeBytes = envelope.DefaultMaxBytes
	DefaultMaxEnvelopeDepth = envelope.DefaultMaxDepth
)

const format = "cloudtrail"

// A Decoder reads the events of a log. It implements [tlslog.Decoder].
//
// The zero Decoder reads an empty log. Its exported fields are options; they
// may be set at any time and hold from the next call of Decode on.
type Decoder struct {
	// MaxRecordBytes is the length of the longest event, in bytes. Longer ones
	// are passed over and reported with [tlslog.ErrTooLong]. Zero or less means
	// [DefaultMaxRecordBytes].
	MaxRecordBytes int

	// MaxEnvelopeBytes is the length of the longest envelope that is opened, in
	// bytes: of a document of the log or within another envelope. What the data
	// in one document of the log is unpacked to may have four times as many.
	// Longer ones are reported with [tlslog.ErrTooLong]. Zero or less means
	// [DefaultMaxEnvelopeBytes].
	MaxEnvelopeBytes int

	// MaxEnvelopeDepth is how many envelopes may stand in one another. What
	// is deeper is reported with [tlslog.ErrNesting]. Zero or less means
	// [DefaultMaxEnvelopeDepth].
	MaxEnvelopeDepth int

	// EventOnly makes Decode read only the fields that [Record.Event] needs,
	// and leave the others zero. All of an event is still checked to be JSON,
	// but damage to other fields is not reported. Records of such a Decoder
	// have no Extra and are written incompletely by [Record.AppendJSON]; Raw
	// is complete. The gain is small, a few percent of the time at most: what
	// costs is to pass over the bytes of an event, whoever wants them.
	EventOnly bool

	in      envelope.Reader
	begun   bool
	p       parser
	arena   stream.Arena
	err     error // final
	record  int64
	raw     string
	skipped Skipped
}

// NewDecoder returns a Decoder that reads the log from r. It reads nothing
// before the first call of Decode; then it reads ahead in blocks of up to
// 256 KiB, or of the length of an event that is longer.
func NewDecoder(r io.Reader) *Decoder {
	d := new(Decoder)
	d.Reset(r)
	return d
}

// Reset makes d read another log from r, with the same options.
func (d *Decoder) Reset(r io.Reader) {
	*d = Decoder{
		MaxRecordBytes:   d.MaxRecordBytes,
		MaxEnvelopeBytes: d.MaxEnvelopeBytes,
		MaxEnvelopeDepth: d.MaxEnvelopeDepth,
		EventOnly:        d.EventOnly,
		arena:            d.arena,
		in:               d.in,
	}
	d.in.Reset(r)
}

// Decode replaces every field of *rec with the next event of the log.
//
// At the end of the log it returns [io.EOF]. A [*tlslog.ParseError] concerns
// one event; *rec then holds its undamaged fields, and the next call goes on
// behind it. Any other error is final. A log that stops within an event, or
// before the end of the array or object around the events, ends in
// [io.ErrUnexpectedEOF].
//
// A value of the wrong type costs its field, and so does a time that is none;
// null stands for a value that is not there. An event with broken JSON is
// reported with [tlslog.ErrSyntax] and no field is decoded. Decode goes on
// behind it where it is certain at which byte the next one starts:
//
//   - in an array, such as Records, if the strings, brackets, commas and colons
//     of the broken event are where JSON has them, so that the damage is a word,
//     a number, an escape or something missing, and if a comma or the end of the
//     array follows;
//   - between events without an array around them, if the same holds and
//     another event or the end of the line follows, and else at the next line
//     that starts with a bracket, unless another event seems to follow on the
//     line.
//
// Where it is not certain the error is final: a quotation mark too many would
// otherwise hide the sound events up to the next one.
//
// Documents that are known to hold no events are passed over and counted; see
// [Decoder.Skipped]. Any other object with none of eventVersion, eventTime,
// eventSource, eventName and eventID is reported with [tlslog.ErrForeign], and
// so are notifications other than those of Amazon S3.
func (d *Decoder) Decode(rec *Record) error {
	if d.err != nil {
		*rec = Record{}
		return d.err
	}
	limit := d.MaxRecordBytes
	if limit <= 0 {
		limit = DefaultMaxRecordBytes
	}
	d.in.MaxBytes, d.in.MaxDepth = d.MaxEnvelopeBytes, d.MaxEnvelopeDepth
	if !d.begun {
		d.begun = true
		if isValidation(d.in.Log().Stream()) {
			d.skipped.add(ErrValidationMessage)
		}
	}
	d.p.rec, d.p.arena, d.p.eventOnly = rec, &d.arena, d.EventOnly
	err := d.decode(limit)
	d.p.rec, d.p.sc = nil, nil
	return err
}

func (d *Decoder) decode(limit int) error {
	for {
		it, err := d.in.Next(limit, d.p.read)
		d.raw = it.Text
		switch err {
		case nil:
			f := d.p.finish(it.Text)
			if f.err != nil && f.field == "" && d.in.Open(it) || d.skipped.add(f.err) {
				continue
			}
			d.record++
			if f.err != nil {
				return d.parseError(it, f)
			}
			return nil
		case jsonlog.ErrSyntax, jsonlog.ErrDepth, tlslog.ErrTooLong:
			d.record++
			*d.p.rec = Record{}
			if err != tlslog.ErrTooLong {
				err = tlslog.ErrSyntax
			}
			return d.parseError(it, fault{err: err})
		case envelope.ErrTurn:
			return err
		default:
			*d.p.rec = Record{}
			d.raw = ""
			if damaged, ok := err.(*envelope.Fault); ok {
				d.record++
				return d.parseError(jsonlog.ItemAt("", damaged.Offset, damaged.Line), fault{damaged.Field, 0, damaged.Err})
			}
			d.err = d.in.Fail(format, err)
			return d.err
		}
	}
}

// parseError makes the error for damage to the event read last.
func (d *Decoder) parseError(it jsonlog.Item, f fault) error {
	offset, line := it.At(f.pos)
	return &tlslog.ParseError{
		Format: format,
		Record: d.record,
		Line:   line,
		Offset: offset,
		Field:  f.field,
		Err:    f.err,
	}
}

// All returns an iterator over the events that are still to be read; see
// [tlslog.All].
func (d *Decoder) All() iter.Seq2[Record, error] { return tlslog.All(d) }

// Raw returns the event that the last call of Decode read, as it stands in the
// log. It stays valid. It is empty before the first call, after a final error,
// and for an event that is not JSON or is over the limit.
func (d *Decoder) Raw() string { return d.raw }

// InputOffset returns the position in the log, in bytes after decompression,
// behind the event that the last call of Decode read: Raw ends there. For an
// event that came in an envelope it is the position behind the outermost one,
// not counting the arrays Records and Events.
func (d *Decoder) InputOffset() int64 { return d.in.InputOffset() }

// Origin returns what the envelopes around the event that the last call of
// Decode read say of it: such as its log group. It is zero for one that came
// in none. Its strings are parts of the log, as those of records are.
func (d *Decoder) Origin() tlslog.Origin { return d.in.Origin() }

// Skipped returns how many documents that hold no events the decoder has passed
// over since it was made or reset.
func (d *Decoder) Skipped() Skipped {
	s := d.skipped
	s.ControlMessages += d.in.Controls()
	return s
}
