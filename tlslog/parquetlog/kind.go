package parquetlog

import "github.com/awstls/awstls/tlslog/parquetlog/internal/parquetfile"

// A kind is the type of a column and how its values are encoded.
type kind uint8

const (
	kindText    kind = iota // STRING
	kindWord                // STRING with a dictionary
	kindTime                // TIMESTAMP in microseconds, UTC
	kindSeconds             // DECIMAL(18,9), in seconds: the unscaled number is nanoseconds
	kindMillis              // DECIMAL(18,6), in milliseconds: the unscaled number is nanoseconds
	kindInt32               // INT(32)
	kindInt64               // INT(64)
	kindBool                // BOOLEAN
)

// digits is how many digits the decimal numbers of a duration have.
const digits = 18

// spec returns what the column holds.
func (k kind) spec(name string) parquetfile.Spec {
	s := parquetfile.Spec{Name: name}
	switch k {
	case kindText, kindWord:
		s.Type, s.Repeating = parquetfile.Text, k == kindWord
	case kindTime:
		s.Type = parquetfile.TimestampMicro
	case kindSeconds, kindMillis:
		s.Type, s.Repeating, s.Scale, s.Precision = parquetfile.Decimal, true, k.scale(), digits
	case kindInt32:
		s.Type, s.Bits = parquetfile.Int, 32
	case kindInt64:
		s.Type, s.Bits = parquetfile.Int, 64
	case kindBool:
		s.Type = parquetfile.Bool
	}
	return s
}

// scale returns how many digits of a duration are behind the point.
func (k kind) scale() int {
	if k == kindMillis {
		return 6
	}
	return 9
}
