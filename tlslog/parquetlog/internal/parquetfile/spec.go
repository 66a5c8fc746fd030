package parquetfile

import (
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// A Spec says what a column of a [Writer] holds.
type Spec struct {
	Name string
	Type Type // Bool, Int, Decimal, Text or TimestampMicro
	Bits int  // of an Int: 32 or 64

	// Scale and Precision are the digits of a Decimal behind the point, and
	// all of them.
	Scale, Precision int

	// Repeating means that values repeat, so that a dictionary pays.
	Repeating bool
}

// element returns the column in the schema. It has the types of the first
// versions of the format, too, which some software still goes by.
func (s *Spec) element() format.SchemaElement {
	e := format.SchemaElement{Name: s.Name, RepetitionType: thrift.New(format.Optional), Type: thrift.New(s.physical())}
	switch s.Type {
	case Text:
		e.LogicalType.Value = new(format.StringType)
		e.ConvertedType = thrift.New(deprecated.UTF8)
	case TimestampMicro:
		e.LogicalType.Value = &format.TimestampType{IsAdjustedToUTC: true, Unit: format.TimeUnit{Value: new(format.MicroSeconds)}}
		e.ConvertedType = thrift.New(deprecated.TimestampMicros)
	case Decimal:
		e.LogicalType.Value = &format.DecimalType{Scale: int32(s.Scale), Precision: int32(s.Precision)}
		e.ConvertedType = thrift.New(deprecated.Decimal)
		e.Scale, e.Precision = thrift.New(int32(s.Scale)), thrift.New(int32(s.Precision))
	case Int:
		e.LogicalType.Value = &format.IntType{BitWidth: int8(s.Bits), IsSigned: true}
		e.ConvertedType = thrift.New(deprecated.Int64)
		if s.Bits == 32 {
			e.ConvertedType = thrift.New(deprecated.Int32)
		}
	}
	return e
}

// physical returns the type in which values are stored.
func (s *Spec) physical() format.Type {
	switch {
	case s.Type == Bool:
		return format.Boolean
	case s.Type == Text:
		return format.ByteArray
	case s.Type == Int && s.Bits == 32:
		return format.Int32
	}
	return format.Int64
}
