package vended

import (
	"strings"

	"github.com/awstls/awstls/tlslog"
)

// A Field is one field of a source.
type Field[R any] struct {
	// Name is AWS's name for the field in vended logs, in its exact case.
	Name string

	// LineName is its name in the classic line, where that differs.
	LineName string

	// Set stores the value v, which is neither empty nor "-", in *rec. Its
	// error is one of those listed at tlslog.ParseError.
	Set func(rec *R, v string) error

	// Append appends the field's value to b, or nothing when it is absent.
	Append func(b []byte, rec *R) []byte

	// Clear makes the field absent.
	Clear func(rec *R)

	// Clone gives the field memory of its own. A nil Clone means that it has.
	Clone func(rec *R)

	// Fits reports whether Set takes what Append writes, and takes it for the
	// same value. A nil Fits means always.
	Fits func(rec *R) bool

	// Canonical reports whether Append gives back v, for a v that Set has
	// taken. A nil Canonical means always.
	Canonical func(v string) bool

	// Quoted means that the classic line has the value in quotation marks.
	Quoted bool

	// Shared means that other logs of AWS's have a field of this name, so
	// that it does not tell a record of this source.
	Shared bool

	// Undocumented means that AWS names the field and does not document it.
	// It is not among the fields that are written when no others are chosen,
	// and JSON has it only when it is not absent.
	Undocumented bool
}

// InLine returns f with another name in the classic line.
func (f Field[R]) InLine(name string) Field[R] {
	f.LineName = name
	return f
}

// InQuotes returns f with quotation marks in the classic line.
func (f Field[R]) InQuotes() Field[R] {
	f.Quoted = true
	return f
}

// InOtherLogs returns f as a field whose name other logs have, too.
func (f Field[R]) InOtherLogs() Field[R] {
	f.Shared = true
	return f
}

// NotDocumented returns f as a field that AWS does not document.
func (f Field[R]) NotDocumented() Field[R] {
	f.Undocumented = true
	return f
}

// inJSON reports whether AppendJSON writes the field of rec.
func (f *Field[R]) inJSON(rec *R) bool { return !f.Undocumented || len(f.Append(nil, rec)) > 0 }

// lineName returns the field's name in the classic line.
func (f *Field[R]) lineName() string {
	if f.LineName != "" {
		return f.LineName
	}
	return f.Name
}

// A Table describes the records R of one source.
type Table[R comparable] struct {
	// Format is the source's name in errors, such as "alb".
	Format string

	// Fields are the source's fields in AWS's order.
	Fields []Field[R]

	// Ordinary reads a record by calling c, and then each Cursor that a call
	// returns, for the documented fields in AWS's order. It returns the last
	// one. It replaces every field of *rec. Without it, all is
	// read by way of Fields, to the same records. So is what has a field that
	// Ordinary does not know, which may be the last ones of Fields.
	Ordinary func(rec *R, c Cursor) Cursor

	// MinColumns is the number of columns that the first version of the
	// classic line had. It is zero for a source that has none.
	MinColumns int

	// MinValues is the number of values that a row with all documented fields
	// had in the first version of the vended logs.
	MinValues int

	// Extra and Text give access to two fields that every record has: what
	// the table does not know, and the record's own text where Append would
	// spell a value in another way.
	Extra, Text func(rec *R) *string

	// Classify says what a line is that is no record of this source:
	// [ErrControl] for one to be skipped, an error that wraps
	// tlslog.ErrForeign for a record of another log, nil if it does not know
	// it. It is asked only for lines whose start or number of columns is
	// wrong, so that the common line is not looked at twice.
	Classify func(text string) error

	// OtherLog says of which log a field is that is not of this source: an
	// error that wraps tlslog.ErrForeign, or nil if it does not know it. It
	// is asked only for records and headers without a field of this source's
	// own.
	OtherLog func(name string) error

	// Certain reports whether a record whose fields were assigned by AWS's
	// order, without anything to say that they are in that order, makes
	// sense. A nil Certain means always.
	Certain func(rec *R) bool
}

// Clone returns a copy of rec that shares no memory with the log it was read
// from.
func (t *Table[R]) Clone(rec R) R {
	for i := range t.Fields {
		if clone := t.Fields[i].Clone; clone != nil {
			clone(&rec)
		}
	}
	for _, s := range []*string{t.Extra(&rec), t.Text(&rec)} {
		*s = strings.Clone(*s)
	}
	return rec
}

// A format is how a record is written, as it is added to a table's Format.
type format string

const (
	classic format = ""
	inJSON  format = " json"
	inW3C   format = " w3c"
	inPlain format = " plain"
)

// A Fault is damage to a record. The zero Fault is none.
type Fault struct {
	Field string // AWS's name, or empty for the record as a whole
	Pos   int    // in bytes from the start of the record
	Err   error
	Cut   bool // the text ends before the record does: its end may be missing
}

// first keeps the fault that comes first.
func (f *Fault) first(g Fault) {
	if f.Err == nil {
		*f = g
	}
}

// parseError makes the error for a fault in the record that starts at offset,
// in the given format of the source.
func (t *Table[R]) parseError(format format, f Fault, record, line, offset int64) error {
	return &tlslog.ParseError{
		Format: t.Format + string(format),
		Record: record,
		Line:   line,
		Offset: offset + int64(f.Pos),
		Field:  f.Field,
		Err:    f.Err,
	}
}
