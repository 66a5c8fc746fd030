package parquetfile

import (
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"
)

const (
	// maxNesting is how many groups a column may stand in, and with that the
	// highest of its levels.
	maxNesting = 64

	// maxName is the length of the longest name of a column, with those of its
	// groups.
	maxName = 1 << 10
)

// columns returns the leaf columns of a schema, of at most limit elements.
func columns(schema []format.SchemaElement, limit int) ([]*Column, error) {
	if len(schema) == 0 {
		return nil, corrupt("it has no schema")
	}
	if len(schema)-1 > limit {
		return nil, limitError("it has over %d columns and groups", int64(limit))
	}
	var found []*Column
	groups := []group{{left: int(schema[0].NumChildren.V)}}
	for i := range schema[1:] {
		e := &schema[1+i]
		for len(groups) > 0 && groups[len(groups)-1].left <= 0 {
			groups = groups[:len(groups)-1]
		}
		if len(groups) == 0 {
			return nil, corrupt("schema")
		}
		parent := &groups[len(groups)-1]
		parent.left--
		c := Column{repetition: parent.repetition, definition: parent.definition, element: parent.element, Name: e.Name}
		if parent.name != "" {
			c.Name = parent.name + "." + e.Name
		}
		switch e.RepetitionType.V {
		case format.Repeated:
			c.repetition++
			c.definition++
			c.element = c.definition
		case format.Optional:
			c.definition++
		}
		switch {
		case len(c.Name) > maxName:
			return nil, limitError("a column has a name of over %d bytes", maxName)
		case e.Type.Valid && e.NumChildren.V == 0:
			c.Nested, c.Repeated = len(groups) > 1, c.repetition > 0
			if err := c.setType(e); err != nil {
				return nil, err
			}
			found = append(found, &c)
		case len(groups) >= maxNesting:
			return nil, limitError("its groups are nested over %d deep", maxNesting)
		default:
			groups = append(groups, group{c.Name, int(e.NumChildren.V), c.repetition, c.definition, c.element})
		}
	}
	return found, nil
}

// A group is a group of columns whose elements are being read.
type group struct {
	name                   string
	left                   int // elements
	repetition, definition int // levels
	element                int // as in Column
}

// A Type says what the values of a column mean.
type Type uint8

// The types. A bare number or text is one that the schema says no more of.
const (
	Bool           Type = iota
	Int                 // a signed integer
	Uint                // an unsigned integer
	Decimal             // a decimal number, with the column's Scale
	Float               // of 32 bits
	Double              // of 64 bits
	Text                // bytes that are text, or of which the schema does not say what they are
	TimestampDay        // days since 1970
	TimestampMilli      // milliseconds since 1970
	TimestampMicro      // microseconds since 1970
	TimestampNano       // nanoseconds since 1970
	Int96               // nanoseconds of a day and its Julian day number, the timestamp of older writers
)

// setType sets the physical and the logical type of c.
func (c *Column) setType(e *format.SchemaElement) error {
	c.physical = e.Type.V
	switch c.physical {
	case format.Boolean:
		c.Type = Bool
	case format.Int32, format.Int64:
		c.Type = intType(e)
	case format.Int96:
		c.Type = Int96
	case format.Float:
		c.Type = Float
	case format.Double:
		c.Type = Double
	case format.ByteArray:
		c.Type = bytesType(e)
	case format.FixedLenByteArray:
		c.Type = bytesType(e)
		c.size = int(e.TypeLength.V)
		if c.size <= 0 {
			return corrupt("length of a type")
		}
	default:
		return unsupported("type of a column")
	}
	c.Bare = c.Type == Text && !isText(e)
	c.Scale = int(e.Scale.V)
	if d, ok := e.LogicalType.Value.(*format.DecimalType); ok {
		c.Scale = int(d.Scale)
	}
	if c.Type == Decimal && (c.Scale < 0 || c.Scale > maxScale) {
		return corrupt("scale of a decimal")
	}
	return nil
}

// maxScale is the scale of the most precise decimal numbers that other
// software can read.
const maxScale = 38

// bytesType returns the type of a column of bytes.
func bytesType(e *format.SchemaElement) Type {
	if _, ok := e.LogicalType.Value.(*format.DecimalType); ok || e.ConvertedType.Valid && e.ConvertedType.V == deprecated.Decimal {
		return Decimal
	}
	return Text
}

// isText reports whether the schema says that a column of bytes is text.
func isText(e *format.SchemaElement) bool {
	switch e.LogicalType.Value.(type) {
	case *format.StringType, *format.EnumType, *format.JsonType:
		return true
	}
	if !e.ConvertedType.Valid {
		return false
	}
	switch e.ConvertedType.V {
	case deprecated.UTF8, deprecated.Enum, deprecated.Json:
		return true
	}
	return false
}

// intType returns the type of a column of integers.
func intType(e *format.SchemaElement) Type {
	switch t := e.LogicalType.Value.(type) {
	case *format.TimestampType:
		switch t.Unit.Value.(type) {
		case *format.MilliSeconds:
			return TimestampMilli
		case *format.MicroSeconds:
			return TimestampMicro
		case *format.NanoSeconds:
			return TimestampNano
		}
	case *format.DateType:
		return TimestampDay
	case *format.DecimalType:
		return Decimal
	case *format.IntType:
		if !t.IsSigned {
			return Uint
		}
		return Int
	}
	if e.ConvertedType.Valid {
		switch e.ConvertedType.V {
		case deprecated.TimestampMillis:
			return TimestampMilli
		case deprecated.TimestampMicros:
			return TimestampMicro
		case deprecated.Date:
			return TimestampDay
		case deprecated.Decimal:
			return Decimal
		case deprecated.Uint8, deprecated.Uint16, deprecated.Uint32, deprecated.Uint64:
			return Uint
		}
	}
	return Int
}
