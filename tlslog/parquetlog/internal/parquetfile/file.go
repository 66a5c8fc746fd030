package parquetfile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/parquet-go/parquet-go/format"
)

// magic stands at the start and at the end of a file.
const magic = "PAR1"

// Limits bound what reading a file can take.
type Limits struct {
	MaxColumns int   // and groups in the schema
	MaxBytes   int64 // of the metadata, and of the pages and dictionaries held at once
	MaxRow     int64 // bytes of the values of repeated columns in one row

	// MaxExpansion is how many bytes each byte of the file may stand for. That
	// bounds the time: a run of a few bytes can be a billion values.
	MaxExpansion int64
}

const (
	// valueCost is how many bytes a value counts, besides those that it has.
	// A value of a run takes as long as copying so many.
	valueCost = 64

	// smallFile is what a smaller file counts, in bytes. The pages of a few
	// hundred bytes may well stand for a million equal rows.
	smallFile = 4 << 10
)

// A File is a Parquet file whose rows are read one after the other.
type File struct {
	// Columns are the leaf columns, in the order of the schema.
	Columns []*Column

	src      io.ReaderAt
	body     int64 // where the footer starts
	meta     format.FileMetaData
	limits   Limits
	held     int64 // bytes
	budget   int64 // bytes that the rest of the file may stand for
	inflater inflater

	group    int   // row groups that were begun
	rows     int64 // left in the last of them
	behind   int64 // rows behind it, as the footer has it
	chunks   int64 // bytes in the column chunks that were begun
	repeated int64 // bytes of the values of repeated columns in this row
}

// Open reads the footer of the file of size bytes in r.
func Open(r io.ReaderAt, size int64, limits Limits) (*File, error) {
	f := &File{src: r, limits: limits}
	const tail = 4 + len(magic) // the length of the footer, and magic
	var head [len(magic)]byte
	var foot [tail]byte
	start := head[:max(min(size, int64(len(head))), 0)]
	if err := f.readAt(start, 0); err != nil {
		return nil, err
	}
	switch string(start) {
	case magic:
	case magic[:1], magic[:2], magic[:3]:
		return nil, io.ErrUnexpectedEOF
	case "PARE":
		return nil, unsupported("encrypted Parquet file")
	default:
		return nil, ErrNotParquet
	}
	if size < int64(len(head)+tail) {
		return nil, io.ErrUnexpectedEOF
	}
	if err := f.readAt(foot[:], size-int64(tail)); err != nil {
		return nil, err
	}
	if string(foot[4:]) != magic {
		return nil, io.ErrUnexpectedEOF // the footer is what is written last
	}
	length := int64(binary.LittleEndian.Uint32(foot[:]))
	f.body = size - int64(tail) - length
	if f.body < int64(len(head)) {
		return nil, corrupt("length of the footer")
	}
	if length > limits.MaxBytes {
		return nil, limitError("its metadata takes over %d bytes", limits.MaxBytes)
	}
	text := make([]byte, length)
	if err := f.readAt(text, f.body); err != nil {
		return nil, err
	}
	_, memory, err := decodeThrift(text, limits.MaxBytes, &f.meta)
	switch {
	case err == errShort:
		return nil, corrupt("metadata is cut off")
	case err != nil:
		return nil, err
	case f.meta.EncryptionAlgorithm.Value != nil:
		return nil, unsupported("encrypted Parquet file")
	}
	f.held, f.behind = memory, f.meta.NumRows
	f.budget = math.MaxInt64
	if n := max(size, smallFile); limits.MaxExpansion <= math.MaxInt64/n {
		f.budget = limits.MaxExpansion * n
	}
	f.Columns, err = columns(f.meta.Schema, limits.MaxColumns)
	for _, c := range f.Columns {
		c.file = f
	}
	return f, err
}

// Metadata returns the value that the file has for a key.
func (f *File) Metadata(key string) (value string, ok bool) {
	for _, kv := range f.meta.KeyValueMetadata {
		if kv.Key == key {
			return kv.Value, true
		}
	}
	return "", false
}

// Next reads the next row into the columns. At the end it returns [io.EOF]. All
// its other errors are final.
func (f *File) Next() error {
	for f.rows == 0 {
		if err := f.ended(); err != nil {
			return err
		}
		if f.group == len(f.meta.RowGroups) {
			if f.behind != 0 {
				return corrupt("number of rows")
			}
			return io.EOF
		}
		if err := f.begin(&f.meta.RowGroups[f.group]); err != nil {
			return err
		}
		f.group++
	}
	f.rows--
	f.repeated = 0
	for _, c := range f.Columns {
		if err := c.row(); err != nil {
			return fmt.Errorf("column %q: %w", c.Name, err)
		}
	}
	return f.spend(0)
}

// RepeatedBytes returns how many bytes the values of repeated columns have in
// this row, each 48 and its text. If they have more than they may have, not all
// of them are there.
func (f *File) RepeatedBytes() int64 { return f.repeated }

// begin begins with a row group.
func (f *File) begin(g *format.RowGroup) error {
	if len(g.Columns) != len(f.Columns) || g.NumRows < 0 {
		return corrupt("columns of a row group")
	}
	f.rows = g.NumRows
	f.behind -= f.rows
	if f.rows == 0 {
		return nil
	}
	if len(f.Columns) == 0 {
		return corrupt("rows without columns")
	}
	for i, c := range f.Columns {
		if g.Columns[i].FilePath != "" {
			return unsupported("column in another file")
		}
		meta := &g.Columns[i].MetaData
		if err := c.open(meta); err != nil {
			return err
		}
		if f.chunks += meta.TotalCompressedSize; f.chunks > f.body {
			return corrupt("columns overlap")
		}
		values := min(max(meta.NumValues, g.NumRows), math.MaxInt64/valueCost)
		if err := f.spend(values * valueCost); err != nil {
			return err
		}
	}
	return nil
}

// spend takes bytes from what the file may stand for.
func (f *File) spend(bytes int64) error {
	if f.budget -= bytes; f.budget < 0 {
		return limitError("it stands for over %d times its size", f.limits.MaxExpansion)
	}
	return nil
}

// ended returns an error if the last row group has values that are in no row.
func (f *File) ended() error {
	for _, c := range f.Columns {
		if !c.ended() {
			return corrupt("column has more values than rows")
		}
	}
	return nil
}

// hold notes what something takes, if it is not too much with all the rest.
// Memory is used again, and not given back.
func (f *File) hold(charge *int64, bytes int64) error {
	f.held += max(bytes-*charge, 0)
	*charge = max(*charge, bytes)
	if f.held > f.limits.MaxBytes {
		return limitError("its pages take over %d bytes", f.limits.MaxBytes)
	}
	return nil
}

// readAt fills b from the file.
func (f *File) readAt(b []byte, offset int64) error {
	n, err := f.src.ReadAt(b, offset)
	if n == len(b) {
		return nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// limitError says which limit was exceeded.
func limitError(what string, limit int64) error {
	return fmt.Errorf("%w: "+what, ErrLimit, limit)
}
