package networkfirewall

import (
	"io"
	"iter"

	"github.com/awstls/awstls/tlslog"
)

// An AlertDecoder reads the alert records of a log that say something of TLS:
// those with event.tls, event.tls_inspected or event.sni, or whose app_proto
// is tls. It implements [tlslog.Decoder].
//
// A record with a tls_error or revocation_check it leaves to [Decoder], so
// that no record is read by both.
//
// The zero AlertDecoder reads an empty log. Its exported fields are options;
// they may be set at any time and hold from the next call of Decode on.
type AlertDecoder struct {
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

	log log[AlertRecord]
}

// NewAlertDecoder returns an AlertDecoder that reads the log from r. It reads
// nothing before the first call of Decode; then it reads ahead in blocks of up
// to 256 KiB.
func NewAlertDecoder(r io.Reader) *AlertDecoder {
	d := new(AlertDecoder)
	d.Reset(r)
	return d
}

// Reset makes d read another log from r, with the same options.
func (d *AlertDecoder) Reset(r io.Reader) { d.log.reset(r) }

// Decode replaces every field of *rec with the next alert record of the log
// that says something of TLS. Records of other kinds are passed over and
// counted; see [AlertDecoder.Skipped]. Its errors are as those of
// [Decoder.Decode].
func (d *AlertDecoder) Decode(rec *AlertRecord) error {
	d.log.limit(d.MaxEnvelopeBytes, d.MaxEnvelopeDepth)
	return d.log.decode(&alertRecords, d.MaxRecordBytes, rec)
}

// All returns an iterator over the records that are still to be read; see
// [tlslog.All].
func (d *AlertDecoder) All() iter.Seq2[AlertRecord, error] { return tlslog.All(d) }

// Raw returns the record that the last call of Decode read, as it stands in
// the log; see [Decoder.Raw].
func (d *AlertDecoder) Raw() string { return d.log.raw }

// InputOffset returns the position in the log, in bytes after decompression,
// behind the record that the last call of Decode read: Raw ends there. For a
// record that came in an envelope it is the position behind the outermost one.
func (d *AlertDecoder) InputOffset() int64 { return d.log.in.InputOffset() }

// Origin returns what the envelopes around the record that the last call of
// Decode read say of it: such as its log group. It is zero for one that came
// in none. Its strings are parts of the log, as those of records are.
func (d *AlertDecoder) Origin() tlslog.Origin { return d.log.in.Origin() }

// Skipped returns how many records of other kinds the decoder has passed over
// since it was made or reset.
func (d *AlertDecoder) Skipped() Skipped { return d.log.skipped }
