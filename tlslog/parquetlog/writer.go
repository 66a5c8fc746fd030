package parquetlog

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/awstls/awstls/tlslog/parquetlog/internal/parquetfile"
)

// SchemaVersion is the version of the schemas in the package documentation. It
// stands in the metadata of each file. A new column at the end does not change
// it; it changes when a column gets another name, type or meaning.
const SchemaVersion = 1

// The keys of the metadata that a [Writer] writes.
const (
	// KeyRecord has the kind of the rows: alb, cloudfront, networkfirewall,
	// networkfirewall_alert, cloudtrail or event.
	KeyRecord = "awstls.record"

	// KeyVersion has the [SchemaVersion] in decimal digits.
	KeyVersion = "awstls.schema_version"
)

// These are the limits of a [Writer] whose options are zero.
const (
	// DefaultRowGroupBytes is what Amazon Athena's documentation recommends
	// for the parts of a file that are read in parallel ("Optimize data").
	DefaultRowGroupBytes = 128 << 20

	// DefaultRowGroupRows is the number of rows that some software takes as
	// the most that a row group has.
	DefaultRowGroupRows = 1 << 20
)

// ErrUnwritable is found in the error of Write for a record with a value that
// its column cannot hold. Nothing of that record is written.
var ErrUnwritable = errors.New("value cannot be written in this format")

// A Writer writes a Parquet file whose rows are records R. It streams: what it
// holds in memory is one row group in its encoded form, up to 4 MiB of values
// and, for each column whose values repeat, a dictionary of 1 MiB and a row at
// most, with some 5 MiB to find them in it. Without values that repeat, which is
// the worst case, a Writer of events took 450 MiB.
//
// Its exported fields are options, to be set before the first call of Write.
// Make one with [NewWriter]. A Writer is for one goroutine at a time.
type Writer[R Record] struct {
	// RowGroupRows is how many rows a row group has, and RowGroupBytes the
	// number of bytes of the file at which it ends even so: with the page, of
	// 20,000 rows at most, with which it has reached it.
	// Zero or less means [DefaultRowGroupBytes] and [DefaultRowGroupRows].
	RowGroupBytes int64
	RowGroupRows  int64

	// ReplaceInvalid makes Write put U+FFFD in the place of bytes that are
	// not valid UTF-8, which clients can send and which a column of texts
	// cannot hold. Without it such a record is an error.
	ReplaceInvalid bool

	dst   io.Writer
	table *table[R]
	file  *parquetfile.Writer // nil before the first row
	outs  []output
	puts  []func(o *output, rec *R) bool
	rec   R // the last one: what Write is given stays on its caller's stack
	rows  int64
	err   error // final
}

// NewWriter returns a Writer that writes the file to w. It writes nothing
// before the first call of Write or Close.
func NewWriter[R Record](w io.Writer) *Writer[R] {
	return &Writer[R]{dst: w, table: tableOf[R]()}
}

// open begins with the file.
func (w *Writer[R]) open() error {
	var specs []parquetfile.Spec
	for _, c := range w.table.columns() {
		if c.put != nil {
			specs = append(specs, c.kind.spec(c.name))
			w.puts = append(w.puts, c.put)
		}
	}
	file, err := parquetfile.NewWriter(w.dst, w.table.record, specs)
	if err != nil {
		return w.fail(err)
	}
	file.SetMetadata(KeyRecord, w.table.record)
	file.SetMetadata(KeyVersion, strconv.Itoa(SchemaVersion))
	for _, c := range file.Columns {
		w.outs = append(w.outs, output{WriterColumn: c, replace: w.ReplaceInvalid})
	}
	w.file = file
	return nil
}

// Write writes a record as the next row. It keeps the strings of *rec until the
// next one.
//
// An error that wraps [ErrUnwritable] concerns this record only, and names the
// column; the package documentation says what a column can hold. Any other error
// is final.
func (w *Writer[R]) Write(rec *R) error {
	w.rec = *rec
	return w.write(&w.rec)
}

func (w *Writer[R]) write(rec *R) error {
	if w.err != nil {
		return w.err
	}
	if w.file == nil {
		if err := w.open(); err != nil {
			return err
		}
	}
	for i, put := range w.puts {
		if !put(&w.outs[i], rec) {
			w.file.UndoRow(i)
			return fmt.Errorf("%s: row %d: %s: %w", w.table.format, w.rows+1, w.columnName(i), ErrUnwritable)
		}
	}
	w.rows++
	if pageEnded := w.file.EndRow(); w.file.Rows() >= limit(w.RowGroupRows, DefaultRowGroupRows) ||
		pageEnded && w.file.Size() >= limit(w.RowGroupBytes, DefaultRowGroupBytes) {
		if err := w.file.EndRowGroup(); err != nil {
			return w.fail(err)
		}
	}
	return nil
}

// columnName returns the name of a column that is written.
func (w *Writer[R]) columnName(i int) string {
	for _, c := range w.table.columns() {
		if c.put == nil {
			continue
		}
		if i == 0 {
			return c.name
		}
		i--
	}
	return ""
}

// limit returns n, or the default where n is no limit.
func limit(n, otherwise int64) int64 {
	if n <= 0 {
		return otherwise
	}
	return n
}

func (w *Writer[R]) fail(err error) error {
	w.err = fmt.Errorf("%s: %w", w.table.format, err)
	return w.err
}

// errClosed is returned by a writer that was closed.
var errClosed = errors.New("writer is closed")

// Close writes what is left, and the footer without which the file cannot be
// read. A Writer without rows writes a file without rows. Close does not close
// the underlying writer.
func (w *Writer[R]) Close() error {
	if w.err != nil {
		return w.err
	}
	if w.file == nil {
		if err := w.open(); err != nil {
			return err
		}
	}
	if err := w.file.Close(); err != nil {
		return w.fail(err)
	}
	w.err = fmt.Errorf("%s: %w", w.table.format, errClosed)
	return nil
}
