package networkfirewall

import (
	"io"
	"iter"

	"github.com/awstls/awstls/tlslog"
)

// A Decoder reads the TLS records of a log. It implements [tlslog.Decoder].
//
// The zero Decoder reads an empty log. Its exported fields are options; they
// may be set at any time and hold from the next call of Decode on.
type Decoder struct {
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

	log log[Record]
}

// NewDecoder returns a Decoder that reads the log from r. It reads nothing
// before the first call of Decode; then it reads ahead in blocks of up to
// 256 KiB.
func NewDecoder(r io.Reader) *Decoder {
	d := new(Decoder)
	d.Reset(r)
	return d
}

// Reset makes d read another log from r, with the same options.
func (d *Decoder) Reset(r io.Reader) { d.log.reset(r) }

// Decode replaces every field of *rec with the next TLS record of the log.
// Records of other kinds are passed over and counted; see [Decoder.Skipped].
//
// At the end of the log it returns [io.EOF]. A [*tlslog.ParseError] concerns
// one record, and the next call goes on behind it: where a value is damaged,
// *rec holds the others, and where the JSON is, nothing. The number of the
// record in the error counts records of all kinds. Any other error is final.
//
// In an array, broken JSON within a record costs that record alone, if its
// brackets close. A comma that is missing between two records, or that follows
// the last one, ends the log with a final error, since it does not tell where
// the next record starts.
//
// A member that is null, and an address, time or port that is "" or "-", is
// absent and no error.
func (d *Decoder) Decode(rec *Record) error {
	d.log.limit(d.MaxEnvelopeBytes, d.MaxEnvelopeDepth)
	return d.log.decode(&tlsRecords, d.MaxRecordBytes, rec)
}

// All returns an iterator over the records that are still to be read; see
// [tlslog.All].
func (d *Decoder) All() iter.Seq2[Record, error] { return tlslog.All(d) }

// Raw returns the record that the last call of Decode read, as it stands in
// the log. It stays valid. It is empty before the first call, after a final
// error, and for a record whose JSON is broken or that is over the limit. For
// JSON that is no object it is that value.
func (d *Decoder) Raw() string { return d.log.raw }

// InputOffset returns the position in the log, in bytes after decompression,
// behind the record that the last call of Decode read: Raw ends there. For a
// record that came in an envelope it is the position behind the outermost one.
func (d *Decoder) InputOffset() int64 { return d.log.in.InputOffset() }

// Origin returns what the envelopes around the record that the last call of
// Decode read say of it: such as its log group. It is zero for one that came
// in none. Its strings are parts of the log, as those of records are.
func (d *Decoder) Origin() tlslog.Origin { return d.log.in.Origin() }

// Skipped returns how many records of other kinds the decoder has passed over
// since it was made or reset.
func (d *Decoder) Skipped() Skipped { return d.log.skipped }
