package alb

import (
	"io"
	"iter"

	"github.com/awstls/awstls/internal/envelope"
	"github.com/awstls/awstls/internal/vended"
	"github.com/awstls/awstls/tlslog"
)

// DefaultMaxRecordBytes is the limit of a [Decoder] whose MaxRecordBytes is
// zero. Entries have some 200 to 500 bytes; the longest part of one is the
// subject of a certificate, and a certificate has at most 16 KiB.
const DefaultMaxRecordBytes = 1 << 20

// These are the limits of a [Decoder] whose MaxEnvelopeBytes and
// MaxEnvelopeDepth are zero: 64 MiB and 8. A Lambda function is given events of
// at most 6 MB (documented), and AWS nests five envelopes at most.
const (
	DefaultMaxEnvelopeBytes = envelope.DefaultMaxBytes
	DefaultMaxEnvelopeDepth = envelope.DefaultMaxDepth
)

// A Decoder reads the records of a connection log. It implements
// [tlslog.Decoder].
//
// The zero Decoder reads an empty log. Its exported fields are options; they
// may be set at any time and hold from the next call of Decode on.
type Decoder struct {
	// MaxRecordBytes is the length of the longest entry, in bytes without
	// the line terminator. Longer ones are passed over and reported with
	// [tlslog.ErrTooLong]. Zero or less means [DefaultMaxRecordBytes].
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

	// Fields are the names of the columns of vended plain and raw logs, as
	// they were chosen in the delivery, in their order. Empty means the
	// documented ones in AWS's order, and any that AWS has added behind them.
	// Names that are not AWS's go to [Record.Extra]. A slice that is set is not
	// to be written to any more.
	Fields []string

	// Delimiter is what the delivery puts between the values of a row, 0 to
	// 5 bytes. Empty means a tab, or nothing at all if there is but one
	// field: then the value is the whole row. (That a delivery has tabs by
	// default is inferred; AWS documents no default.)
	Delimiter string

	d vended.Decoder[Record]
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
func (d *Decoder) Reset(r io.Reader) { d.d.Reset(r) }

// Decode replaces every field of *rec with the next record of the log.
//
// At the end of the log it returns [io.EOF]. A [*tlslog.ParseError] concerns
// one entry; *rec then holds its undamaged fields, and the next call goes on
// behind it. Any other error is final. Blank lines, directives and the line of
// a control object are passed over.
//
// A header that names no field of connection logs is reported once, without a
// record. The rows below it are passed over; they count as records.
//
// A log whose last line has no line feed is complete if that line has all of
// its columns. If it has too few, or an open quotation mark, the log was cut
// off, and the error is [io.ErrUnexpectedEOF], as it is for a log that ends
// within a JSON object or array. A classic line that was cut off behind its
// eleventh column cannot be told from a short one, nor a row that was cut off
// in its last value from a whole one.
func (d *Decoder) Decode(rec *Record) error {
	// Each on its own: a composite literal is made elsewhere and copied.
	var opt vended.Options
	opt.MaxRecordBytes = d.MaxRecordBytes
	opt.MaxEnvelopeBytes = d.MaxEnvelopeBytes
	opt.MaxEnvelopeDepth = d.MaxEnvelopeDepth
	opt.Fields = d.Fields
	opt.Delimiter = d.Delimiter
	if opt.MaxRecordBytes <= 0 {
		opt.MaxRecordBytes = DefaultMaxRecordBytes
	}
	return d.d.Decode(&table, &opt, rec)
}

// All returns an iterator over the records that are still to be read; see
// [tlslog.All].
func (d *Decoder) All() iter.Seq2[Record, error] { return tlslog.All(d) }

// Raw returns the entry that the last call of Decode read, as it stands in the
// log without its line terminator. It stays valid. It is empty before the
// first call, after a final error, for an entry over the limit, and for a value
// with broken syntax in a log that is JSON. Such an object in a log of lines is
// its line.
func (d *Decoder) Raw() string { return d.d.Raw() }

// InputOffset returns the position in the log, in bytes after decompression,
// behind the entry that the last call of Decode read: Raw ends there. For an
// entry that came in an envelope it is the position behind the outermost one.
func (d *Decoder) InputOffset() int64 { return d.d.InputOffset() }

// Origin returns what the envelopes around the entry that the last call of
// Decode read say of it: such as its log group. It is zero for one that came
// in none. Its strings are parts of the log, as those of records are.
func (d *Decoder) Origin() tlslog.Origin { return d.d.Origin() }
