package parquetfile

import (
	"encoding/binary"
	"io"
	"math"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// These are when the pages of all columns end.
const (
	pageRows  = 20_000  // that Parquet's Java writer takes, too
	pageBytes = 4 << 20 // of all columns, before compression
)

// A Writer writes a file of optional columns, row by row. Pages are of version
// 1, compressed with zstd, and encoded with PLAIN and RLE_DICTIONARY alone,
// which all software reads.
type Writer struct {
	// Columns take the values of a row: one each before [Writer.EndRow].
	Columns []*WriterColumn

	dst     io.Writer
	name    string
	meta    []format.KeyValue
	texts   *zstd.Encoder
	numbers *zstd.Encoder
	offset  int64 // in the file
	rows    int64 // in the row group
	paged   int   // rows since the last page
	pending int   // bytes since the last page
	groups  []format.RowGroup
	total   int64 // rows in the row groups
}

// NewWriter returns a Writer of a file whose schema has the given name and
// columns. It writes nothing yet.
func NewWriter(w io.Writer, name string, columns []Spec) (*Writer, error) {
	f := &Writer{dst: w, name: name}
	for encoder, level := range map[**zstd.Encoder]zstd.EncoderLevel{
		&f.texts: zstd.SpeedFastest,
		// The fastest level finds next to nothing in numbers.
		&f.numbers: zstd.SpeedDefault,
	} {
		var err error
		*encoder, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(level), zstd.WithEncoderConcurrency(1),
			zstd.WithEncoderCRC(false), zstd.WithZeroFrames(true), zstd.WithLowerEncoderMem(true))
		if err != nil {
			return nil, err
		}
	}
	for _, spec := range columns {
		f.Columns = append(f.Columns, newWriterColumn(f, spec))
	}
	return f, nil
}

// SetMetadata adds a key and its value to the metadata of the file.
func (f *Writer) SetMetadata(key, value string) {
	f.meta = append(f.meta, format.KeyValue{Key: key, Value: value})
}

// EndRow ends the row. It reports whether a page ended with it, so that it is a
// good time to look at the size.
func (f *Writer) EndRow() bool {
	f.rows++
	f.paged++
	if f.paged < pageRows && f.pending < pageBytes {
		return false
	}
	f.endPages()
	return true
}

// UndoRow takes back the values that the first columns were given since the
// last [Writer.EndRow]. What they added to dictionaries stays, so that pages
// end with such rows, too.
func (f *Writer) UndoRow(columns int) {
	for _, c := range f.Columns[:columns] {
		c.undo()
	}
	if f.pending >= pageBytes {
		f.endPages()
	}
}

func (f *Writer) endPages() {
	for _, c := range f.Columns {
		if f.paged > 0 {
			c.endPage()
		}
		if len(c.dictionary) > maxDictionary {
			c.endDictionary()
		}
	}
	f.paged, f.pending = 0, 0
}

// Rows returns how many rows the row group has.
func (f *Writer) Rows() int64 { return f.rows }

// Size returns how many bytes of the file the row group takes, as far as its
// pages have ended.
func (f *Writer) Size() int64 {
	size := 0
	for _, c := range f.Columns {
		size += len(c.chunk) + len(c.dictionary)
	}
	return int64(size)
}

// EndRowGroup writes the row group.
func (f *Writer) EndRowGroup() error {
	f.endPages()
	if f.rows == 0 {
		return nil
	}
	if err := f.begin(); err != nil {
		return err
	}
	g := format.RowGroup{
		NumRows:    f.rows,
		FileOffset: f.offset,
		Ordinal:    int16(min(len(f.groups), math.MaxInt16)), // which nothing but encryption needs
	}
	for _, c := range f.Columns {
		chunk, err := c.write()
		if err != nil {
			return err
		}
		g.Columns = append(g.Columns, chunk)
		g.TotalByteSize += chunk.MetaData.TotalUncompressedSize
		g.TotalCompressedSize += chunk.MetaData.TotalCompressedSize
	}
	f.groups = append(f.groups, g)
	f.total += f.rows
	f.rows = 0
	return nil
}

// begin writes the start of the file, if it was not written.
func (f *Writer) begin() error {
	if f.offset > 0 {
		return nil
	}
	return f.write([]byte(magic))
}

func (f *Writer) write(b []byte) error {
	n, err := f.dst.Write(b)
	f.offset += int64(n)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	return err
}

// Close writes the last row group and the footer.
func (f *Writer) Close() error {
	if err := f.EndRowGroup(); err != nil {
		return err
	}
	if err := f.begin(); err != nil {
		return err
	}
	meta := format.FileMetaData{
		Version:          1,
		NumRows:          f.total,
		RowGroups:        f.groups,
		KeyValueMetadata: f.meta,
		CreatedBy:        "awstls",
		Schema:           []format.SchemaElement{{Name: f.name, NumChildren: thrift.New(int32(len(f.Columns)))}},
	}
	for _, c := range f.Columns {
		meta.Schema = append(meta.Schema, c.spec.element())
		// Without it the bounds of a column chunk mean nothing.
		meta.ColumnOrders = append(meta.ColumnOrders, format.ColumnOrder{Value: new(format.TypeDefinedOrder)})
	}
	footer, err := thrift.Marshal(new(thrift.CompactProtocol), &meta)
	if err != nil {
		return err
	}
	footer = binary.LittleEndian.AppendUint32(footer, uint32(len(footer)))
	return f.write(append(footer, magic...))
}
