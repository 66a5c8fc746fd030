package networkfirewall

import (
	"errors"
	"io"
	"iter"

	"github.com/awstls/awstls/tlslog"
)

// An EventDecoder reads in one pass what a [Decoder] and an [AlertDecoder]
// read: the TLS records of a log and the alert records that say something of
// TLS, as events, in their order. It implements [tlslog.Decoder].
//
// The zero EventDecoder reads an empty log. Its exported fields are options;
// they may be set at any time and hold from the next call of Decode on.
type EventDecoder struct {
	// MaxRecordBytes is the length of the longest record in bytes. Longer
	// ones are passed over and reported with [tlslog.ErrTooLong]. Zero or
	// less means [DefaultMaxRecordBytes].
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

	log   log[entry]
	entry entry
}

// NewEventDecoder returns an EventDecoder that reads the log from r. It reads
// nothing before the first call of Decode; then it reads ahead in blocks of up
// to 256 KiB.
func NewEventDecoder(r io.Reader) *EventDecoder {
	d := new(EventDecoder)
	d.Reset(r)
	return d
}

// Reset makes d read another log from r, with the same options.
func (d *EventDecoder) Reset(r io.Reader) {
	d.log.reset(r)
	d.entry = entry{}
}

// Decode replaces every field of *e with the event of the next record of the
// log that is a TLS record or an alert that says something of TLS. Records of
// other kinds are passed over and counted; see [EventDecoder.Skipped]. Its
// errors are as those of [Decoder.Decode].
func (d *EventDecoder) Decode(e *tlslog.Event) error {
	d.log.limit(d.MaxEnvelopeBytes, d.MaxEnvelopeDepth)
	err := d.log.decode(&bothRecords, d.MaxRecordBytes, &d.entry)
	perr, damaged := errors.AsType[*tlslog.ParseError](err)
	switch {
	case err != nil && !damaged:
		*e = tlslog.Event{}
	case d.entry.isAlert:
		*e, _ = d.entry.alert.Event()
		if damaged {
			perr.Format = alertRecords.format
		}
	default:
		*e, _ = d.entry.record.Event()
	}
	return err
}

// All returns an iterator over the events that are still to be read; see
// [tlslog.All].
func (d *EventDecoder) All() iter.Seq2[tlslog.Event, error] { return tlslog.All(d) }

// Record returns the record that the last call of Decode read, and whether it
// was a TLS record.
func (d *EventDecoder) Record() (Record, bool) {
	return d.entry.record, d.log.raw != "" && !d.entry.isAlert
}

// AlertRecord returns the record that the last call of Decode read, and
// whether it was an alert record.
func (d *EventDecoder) AlertRecord() (AlertRecord, bool) { return d.entry.alert, d.entry.isAlert }

// Raw returns the record that the last call of Decode read, as it stands in
// the log; see [Decoder.Raw].
func (d *EventDecoder) Raw() string { return d.log.raw }

// InputOffset returns the position in the log, in bytes after decompression,
// behind the record that the last call of Decode read: Raw ends there. For a
// record that came in an envelope it is the position behind the outermost one.
func (d *EventDecoder) InputOffset() int64 { return d.log.in.InputOffset() }

// Origin returns what the envelopes around the record that the last call of
// Decode read say of it: such as its log group. It is zero for one that came
// in none. Its strings are parts of the log, as those of records are.
func (d *EventDecoder) Origin() tlslog.Origin { return d.log.in.Origin() }

// Skipped returns how many records of other kinds the decoder has passed over
// since it was made or reset.
func (d *EventDecoder) Skipped() Skipped { return d.log.skipped }

// An entry is a record of either kind.
type entry struct {
	record  Record
	alert   AlertRecord
	isAlert bool
}

// bothRecords are the records of both kinds.
var bothRecords = source[entry]{
	format: tlsRecords.format,
	kind:   kindTLS,
	other:  kindTLSAlert,
	read:   (*parser).either,
	rest: func(e *entry) (extra, text *string) {
		if e.isAlert {
			return alertRecords.rest(&e.alert)
		}
		return tlsRecords.rest(&e.record)
	},
}

// either replaces *e with a record of either kind. Of which one it is is known
// only at its end, so that an alert is read twice.
func (p *parser) either(e *entry) {
	if e.isAlert {
		*e = entry{}
	}
	start := *p.sc
	p.record(&e.record)
	if p.sc.Err() != nil || p.tls || !p.eve || p.eventType != eventTypeAlert {
		return
	}
	*p.sc = start
	p.start(p.sc)
	e.record, e.isAlert = Record{}, true
	p.alertRecord(&e.alert)
}
