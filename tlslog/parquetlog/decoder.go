package parquetlog

import (
	"fmt"
	"io"
	"iter"
	"strconv"

	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/parquetlog/internal/parquetfile"
)

// These are the limits of a [Decoder] whose options are zero.
const (
	DefaultMaxRecordBytes = 4 << 20
	DefaultMaxColumns     = 1000
	DefaultMaxBytes       = 256 << 20
	DefaultMaxExpansion   = 1 << 18
)

// These are found in the final errors of a [Decoder], besides
// [tlslog.ErrForeign] for a file without the columns of such a record,
// [tlslog.ErrUnsupported] for a compression, encoding, encryption or
// [SchemaVersion] that is not read, and [io.ErrUnexpectedEOF] for a file that
// was cut off.
var (
	ErrNotParquet = parquetfile.ErrNotParquet // the file does not start as one
	ErrCorrupt    = parquetfile.ErrCorrupt    // the file contradicts itself
	ErrLimit      = parquetfile.ErrLimit      // the file exceeds one of the decoder's limits
)

// A Decoder reads the records of a Parquet file. It implements
// [tlslog.Decoder].
//
// Its exported fields are options, to be set before the first call of Decode.
// The zero Decoder reads an empty log; make one for a file with [NewDecoder].
// It starts no goroutines and needs no closing.
type Decoder[R Record] struct {
	// MaxRecordBytes is how many bytes the texts of a row may have together,
	// and all values of its repeated columns, of which each counts 48 bytes
	// and its text. Longer rows are reported with [tlslog.ErrTooLong]. Zero or
	// less means [DefaultMaxRecordBytes].
	MaxRecordBytes int

	// MaxColumns is how many columns and groups a file may have, and MaxBytes
	// how many bytes its metadata, and the pages and dictionaries that are
	// held at the same time: of each column one page, compressed and
	// decompressed, and one dictionary. A file that has more ends in
	// [ErrLimit]. Zero or less means [DefaultMaxColumns] and
	// [DefaultMaxBytes].
	MaxColumns int
	MaxBytes   int64

	// MaxExpansion bounds the time that a file can take: a few of its bytes
	// can stand for any number of equal rows. It is how many bytes each byte
	// of a file may stand for, where a page counts with its bytes, compressed
	// and decompressed, a value, null or not, with 64 bytes and its text, and
	// a file of less than 4 KiB as one of 4 KiB. A file that has more ends in
	// [ErrLimit]; if it claims more values than that, then before the first
	// row of the row group with which it does. A byte of a common log stands
	// for a few hundred bytes, and one of a million equal lines for 10,000 to
	// 100,000. Zero or less means [DefaultMaxExpansion].
	MaxExpansion int64

	src     io.ReaderAt
	size    int64
	table   *table[R]
	file    *parquetfile.File
	known   []binding[R]
	unknown []*parquetfile.Column

	own   bool // texts are as a Writer wrote them
	arena stream.Arena
	cell  cell
	extra []byte
	row   int64
	err   error // final
}

// NewDecoder returns a Decoder that reads the file of size bytes in r. It reads
// nothing before the first call of Decode.
func NewDecoder[R Record](r io.ReaderAt, size int64) *Decoder[R] {
	d := new(Decoder[R])
	d.Reset(r, size)
	return d
}

// Reset makes d read another file, with the same options.
func (d *Decoder[R]) Reset(r io.ReaderAt, size int64) {
	*d = Decoder[R]{
		MaxRecordBytes: d.MaxRecordBytes, MaxColumns: d.MaxColumns, MaxBytes: d.MaxBytes, MaxExpansion: d.MaxExpansion,
		arena: d.arena, src: r, size: size,
	}
}

// Decode replaces every field of *rec with the record of the next row.
//
// At the end of the file it returns [io.EOF]. A [*tlslog.ParseError] concerns
// one row; *rec then holds its undamaged fields, and the next call goes on with
// the next row. Its Record is the number of the row in the file, counting from
// 1, and its Field the name of the column in this package's schema; Line and
// Offset are zero. Any other error is final, and *rec is then zero.
func (d *Decoder[R]) Decode(rec *R) error {
	*rec = *new(R)
	if d.err != nil {
		return d.err
	}
	if d.file == nil {
		if err := d.open(); err != nil {
			return d.fail(err)
		}
	}
	if err := d.file.Next(); err != nil {
		return d.fail(err)
	}
	d.row++
	return d.record(rec)
}

// All returns an iterator over the records that are still to be read; see
// [tlslog.All].
func (d *Decoder[R]) All() iter.Seq2[R, error] { return tlslog.All(d) }

func (d *Decoder[R]) open() error {
	if d.src == nil {
		return io.EOF
	}
	d.table = tableOf[R]()
	file, err := parquetfile.Open(d.src, d.size, parquetfile.Limits{
		MaxColumns:   int(limit(int64(d.MaxColumns), DefaultMaxColumns)),
		MaxBytes:     limit(d.MaxBytes, DefaultMaxBytes),
		MaxRow:       d.maxRecord(),
		MaxExpansion: limit(d.MaxExpansion, DefaultMaxExpansion),
	})
	if err != nil {
		return err
	}
	d.known, d.unknown = d.table.bind(file.Columns)
	record, ok := file.Metadata(KeyRecord)
	if d.own = ok; ok && record != d.table.record {
		return fmt.Errorf("%w: its rows are of another kind", tlslog.ErrForeign)
	}
	if version, _ := file.Metadata(KeyVersion); ok && version != strconv.Itoa(SchemaVersion) {
		return fmt.Errorf("%w: another version of the schema", tlslog.ErrUnsupported)
	}
	if err := foreign(d.known); err != nil {
		return err
	}
	d.file = file
	d.cell.arena = &d.arena
	return nil
}

func (d *Decoder[R]) maxRecord() int64 {
	return limit(int64(d.MaxRecordBytes), DefaultMaxRecordBytes)
}

// fail ends the file with err.
func (d *Decoder[R]) fail(err error) error {
	if err != io.EOF {
		err = fmt.Errorf("%s: row %d: %w", tableOf[R]().format, d.row+1, err)
	}
	d.err = err
	return err
}

// record makes the record of the row at hand.
func (d *Decoder[R]) record(rec *R) error {
	size := d.file.RepeatedBytes()
	for _, b := range d.known {
		size += textBytes(b.from)
	}
	for _, from := range d.unknown {
		size += textBytes(from)
	}
	if size > d.maxRecord() {
		return d.parseError("", tlslog.ErrTooLong)
	}
	var field string
	var damage error
	for _, b := range d.known {
		if b.from.Value.Null {
			continue
		}
		d.cell.col, d.cell.value = b.from, &b.from.Value
		if !d.own && d.cell.absent() {
			continue
		}
		if err := b.to.set(rec, &d.cell); err != nil && damage == nil {
			field, damage = b.to.name, err
		}
	}
	if len(d.unknown) > 0 && d.table.extra != nil {
		d.keepUnknown(rec)
	}
	if damage != nil {
		return d.parseError(field, damage)
	}
	return nil
}

// textBytes returns the length of the value of a column, if it is a text.
func textBytes(c *parquetfile.Column) int64 {
	if c.Repeated || c.Value.Null || c.Type != parquetfile.Text {
		return 0
	}
	return int64(len(c.Value.Bytes))
}

func (d *Decoder[R]) parseError(field string, err error) error {
	return &tlslog.ParseError{Format: d.table.format, Record: d.row, Field: field, Err: err}
}
