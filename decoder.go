package awstls

import (
	"io"
	"iter"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/internal/envelope"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// Events returns an iterator over the events in the log r, whatever sources it
// is of; see [Decoder.Decode].
func Events(r io.Reader) iter.Seq2[tlslog.Event, error] { return NewDecoder(r).All() }

// A Decoder reads the events of a log of which it does not know the source: it
// recognises each record by its content, so that the sources may change within
// the log. It implements [tlslog.Decoder].
//
// The zero Decoder reads an empty log. Its exported fields are options; they
// may be set at any time and hold from the next call on. A Decoder must not be
// copied.
type Decoder struct {
	// MaxRecordBytes is the length of the longest record, in bytes. Longer
	// ones are passed over and reported with [tlslog.ErrTooLong]. Zero or less
	// means the default of the source, such as alb.DefaultMaxRecordBytes.
	MaxRecordBytes int

	// MaxEnvelopeBytes is the length of the longest envelope that is opened, in
	// bytes: of a document of the log or within another envelope. What the data
	// in one document of the log is unpacked to may have four times as many.
	// Longer ones are reported with [tlslog.ErrTooLong]. Zero or less means
	// alb.DefaultMaxEnvelopeBytes.
	MaxEnvelopeBytes int

	// MaxEnvelopeDepth is how many envelopes may stand in one another. What
	// is deeper is reported with [tlslog.ErrNesting]. Zero or less means
	// alb.DefaultMaxEnvelopeDepth.
	MaxEnvelopeDepth int

	in    envelope.Reader
	begun bool // in was reset

	// The decoders of the sources read with in, one line or value at a time.
	// Each is used for what is recognised as its own.
	alb        alb.Decoder
	cloudfront cloudfront.Decoder
	firewall   networkfirewall.EventDecoder
	trail      cloudtrail.Decoder

	// What they have read, the last one of source.
	source           tlslog.Source
	albRecord        alb.Record
	cloudfrontRecord cloudfront.Record
	firewallEvent    tlslog.Event
	trailRecord      cloudtrail.Record

	rows    tlslog.Source // of the last line that told one; a line that tells none is of it
	columns int           // in the header above the rows; 0 if there is none
	below   error         // what the rows below the header are, if they are not of a log that is read

	skipped []skipped
	record  int64
	fault   error // of the record read last
	raw     string
	end     int64
	err     error // final
}

// NewDecoder returns a Decoder that reads the log from r. It reads nothing
// before the first call of Decode or Next; then it reads ahead in blocks of up
// to 256 KiB.
func NewDecoder(r io.Reader) *Decoder {
	d := new(Decoder)
	d.Reset(r)
	return d
}

// Reset makes d read another log from r, with the same options.
func (d *Decoder) Reset(r io.Reader) {
	d.begun = true
	if d.in.Line == nil {
		d.in.Line, d.in.LineLook = d.isLine, maxLook
	}
	d.in.Reset(r)
	d.alb.Reset(d.in.Share())
	d.cloudfront.Reset(d.in.Share())
	d.firewall.Reset(d.in.Share())
	d.trail.Reset(d.in.Share())
	d.rows, d.columns, d.below = tlslog.SourceUnknown, 0, nil
	d.skipped = nil
	d.record, d.end, d.err = 0, 0, nil
	d.clear()
}

// Decode replaces every field of *e with the next event of the log. Records
// without an event are passed over and counted; see [Decoder.Skipped].
//
// At the end of the log it returns [io.EOF]. A [*tlslog.ParseError] concerns
// one record, and the next call goes on behind it; *e then holds what could be
// read of the record. Any other error is final. The number of the record in
// the error counts the records of all sources.
//
// What is of none of the sources, or of another log of theirs, is reported once
// for each kind of such records, with an error that wraps [tlslog.ErrForeign],
// and then only counted. A line that is not recognised is taken to be of the
// source of the lines before it, and so is damage to it; before any line was
// recognised it is counted with [ErrUnknown].
//
// A log that stops in the middle ends in [io.ErrUnexpectedEOF], as far as that
// can be told; see the Decode methods of the sources.
func (d *Decoder) Decode(e *tlslog.Event) error {
	for {
		err := d.Next()
		if ok := d.event(e); ok || err != nil {
			return err
		}
		d.skip(ErrNoEvent)
	}
}

// All returns an iterator over the events that are still to be read; see
// [tlslog.All].
func (d *Decoder) All() iter.Seq2[tlslog.Event, error] { return tlslog.All(d) }

// Next reads the next record, whether it has an event or not, which
// [Decoder.Record] then returns. Its errors are those of Decode.
func (d *Decoder) Next() error {
	if !d.begun {
		d.Reset(nil)
	}
	d.clear()
	if d.err != nil {
		return d.err
	}
	d.in.MaxBytes, d.in.MaxDepth = d.MaxEnvelopeBytes, d.MaxEnvelopeDepth
	for {
		if err := d.step(); err != errOnward {
			return err
		}
	}
}

// Record returns the record that was read last, as the package of its source
// has it: an [alb.Record], [cloudfront.Record], [networkfirewall.Record],
// [networkfirewall.AlertRecord] or [cloudtrail.Record]. After a
// [*tlslog.ParseError] it holds what could be read. It is nil if nothing of
// that kind was read last.
//
// It is made on demand, for it needs an allocation: reading events needs none.
func (d *Decoder) Record() tlslog.Eventer {
	switch d.source {
	case tlslog.SourceALB:
		return d.albRecord
	case tlslog.SourceCloudFront:
		return d.cloudfrontRecord
	case tlslog.SourceNetworkFirewall:
		if rec, ok := d.firewall.AlertRecord(); ok {
			return rec
		}
		rec, _ := d.firewall.Record()
		return rec
	case tlslog.SourceCloudTrail:
		return d.trailRecord
	}
	return nil
}

// Source returns the source of the record that was read last.
func (d *Decoder) Source() tlslog.Source { return d.source }

// Raw returns the record that was read last, as it stands in the log, or the
// line or value that is of no source. It stays valid. When it is empty say the
// Raw methods of the sources.
func (d *Decoder) Raw() string { return d.raw }

// InputOffset returns the position in the log, in bytes after decompression,
// behind the record that was read last. For a record that came in an envelope
// it is the position behind the outermost one.
func (d *Decoder) InputOffset() int64 { return d.end }

// Origin returns what the envelopes around the record that was read last say
// of it: such as its log group. It is zero for one that came in none. Its
// strings are parts of the log, as those of records are.
func (d *Decoder) Origin() tlslog.Origin { return d.in.Origin() }

// ended returns the error for the end of the log, or of a message in it.
func (d *Decoder) ended(err error) error {
	if err == envelope.ErrMoved {
		return errOnward
	}
	if fault, ok := err.(*envelope.Fault); ok {
		d.record++
		return d.parseError(fault.Field, fault.Err, fault.Line, fault.Offset)
	}
	return d.stop(d.in.Fail("awstls", err))
}

// stop ends the log with err.
func (d *Decoder) stop(err error) error {
	d.clear()
	d.in.SetPrefix("")
	d.err = err
	return err
}

// clear forgets the record that was read last.
func (d *Decoder) clear() { d.source, d.raw = tlslog.SourceUnknown, "" }

// event makes *e the event of the record that was read last, and reports
// whether there is one.
func (d *Decoder) event(e *tlslog.Event) (ok bool) {
	switch d.source {
	case tlslog.SourceALB:
		*e, ok = d.albRecord.Event()
	case tlslog.SourceCloudFront:
		*e, ok = d.cloudfrontRecord.Event()
	case tlslog.SourceNetworkFirewall:
		*e, ok = d.firewallEvent, true
	case tlslog.SourceCloudTrail:
		*e, ok = d.trailRecord.Event()
	default:
		*e = tlslog.Event{}
	}
	return ok
}
