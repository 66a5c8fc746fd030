package parquetlog

import (
	"encoding/binary"
	"encoding/hex"
	"math"
	"math/big"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog/parquetlog/internal/parquetfile"
)

// A cell is the value of a column in a row that is being read. It is not null.
type cell struct {
	col   *parquetfile.Column
	value *parquetfile.Value
	arena *stream.Arena
	room  []byte // for values that have to be written
}

// bytes returns the value as a text, which is valid until the next call.
func (c *cell) bytes() []byte {
	if c.col.Type == parquetfile.Text {
		return c.value.Bytes
	}
	c.room = c.appendText(c.room[:0])
	return c.room
}

// text returns the value as a text that may be kept.
func (c *cell) text() string {
	b := c.bytes()
	return c.arena.Keep(append(c.arena.Room(len(b)), b...))
}

// absent reports whether the value is one of the texts that AWS writes where
// there is nothing to say.
func (c *cell) absent() bool {
	b := c.value.Bytes
	return c.col.Type == parquetfile.Text && (len(b) == 0 || len(b) == 1 && b[0] == '-')
}

// appendText appends the value as AWS would write it in a text.
func (c *cell) appendText(b []byte) []byte {
	switch v := c.value; c.col.Type {
	case parquetfile.Bool:
		return strconv.AppendBool(b, v.Bits != 0)
	case parquetfile.Int:
		return strconv.AppendInt(b, v.Int(), 10)
	case parquetfile.Uint:
		return strconv.AppendUint(b, v.Bits, 10)
	case parquetfile.Float:
		return strconv.AppendFloat(b, float64(math.Float32frombits(uint32(v.Bits))), 'f', -1, 32)
	case parquetfile.Double:
		return strconv.AppendFloat(b, math.Float64frombits(v.Bits), 'f', -1, 64)
	case parquetfile.Decimal:
		return c.appendDecimal(b)
	case parquetfile.Text:
		return append(b, v.Bytes...)
	}
	if t, ok := c.timestamp(); ok {
		return appendTime(b, t)
	}
	// It is of no year that a time can have.
	if c.col.Type == parquetfile.Int96 {
		return hex.AppendEncode(b, c.value.Bytes)
	}
	return strconv.AppendInt(b, c.value.Int(), 10)
}

// appendTime appends a time with as many digits of its second as it needs.
func appendTime(b []byte, t time.Time) []byte {
	for _, digits := range [...]int{0, 3, 6} {
		unit := 1_000_000_000
		for range digits {
			unit /= 10
		}
		if t.Nanosecond()%unit == 0 {
			return field.AppendTime(b, t, digits)
		}
	}
	return field.AppendTime(b, t, 9)
}

// appendDecimal appends a decimal number.
func (c *cell) appendDecimal(b []byte) []byte {
	n := big.NewInt(c.value.Int())
	if raw := c.value.Bytes; raw != nil {
		// Big-endian, in two's complement.
		n.SetBytes(raw)
		if len(raw) > 0 && raw[0] >= 0x80 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(raw))))
		}
	}
	if n.Sign() < 0 {
		b = append(b, '-')
		n.Neg(n)
	}
	start := len(b)
	b = n.Append(b, 10)
	scale := c.col.Scale
	for len(b)-start <= scale {
		b = append(b, 0)
		copy(b[start+1:], b[start:])
		b[start] = '0'
	}
	if scale == 0 {
		return b
	}
	b = append(b, 0)
	point := len(b) - 1 - scale
	copy(b[point+1:], b[point:])
	b[point] = '.'
	return b
}

// timestamp returns the value of a column of timestamps.
func (c *cell) timestamp() (t time.Time, ok bool) {
	n := c.value.Int()
	switch c.col.Type {
	case parquetfile.TimestampDay:
		t = time.Unix(int64(int32(n))*86400, 0)
		if int64(int32(n)) != n { // of a column of 64 bits
			return time.Time{}, false
		}
	case parquetfile.TimestampMilli:
		t = time.UnixMilli(n)
	case parquetfile.TimestampMicro:
		t = time.UnixMicro(n)
	case parquetfile.TimestampNano:
		t = time.Unix(0, n)
	case parquetfile.Int96:
		const unixDay = 2440588 // the Julian day number of 1970-01-01
		nanos := binary.LittleEndian.Uint64(c.value.Bytes)
		day := int64(int32(binary.LittleEndian.Uint32(c.value.Bytes[8:]))) - unixDay
		if nanos >= uint64(24*time.Hour) {
			return time.Time{}, false
		}
		t = time.Unix(day*86400, int64(nanos))
	default:
		return time.Time{}, false
	}
	sec := t.Unix()
	return t.UTC(), minUnix <= sec && sec <= maxUnix
}

// time returns the value as a time. A bare integer is a number of milliseconds
// since 1970, as in CloudFront's eventTimestamp.
func (c *cell) time() (time.Time, bool) {
	switch c.col.Type {
	case parquetfile.Text, parquetfile.Int, parquetfile.Uint, parquetfile.Float, parquetfile.Double, parquetfile.Decimal:
		s := c.text()
		if t, ok := field.Time(s); ok {
			return t, true
		}
		return field.EpochMillis(s)
	}
	return c.timestamp()
}

// duration returns the value as a duration: a decimal number of this kind, or
// what parse takes.
func (c *cell) duration(k kind, parse func(string) (time.Duration, bool)) (time.Duration, bool) {
	if c.col.Type == parquetfile.Decimal && c.col.Scale == k.scale() && c.value.Bytes == nil {
		return time.Duration(c.value.Int()), c.value.Int() >= 0
	}
	return parse(c.text())
}

// uint returns the value as a whole number up to limit.
func (c *cell) uint(limit uint64) (uint64, bool) {
	n, ok := c.value.Bits, true
	switch c.col.Type {
	case parquetfile.Int:
		ok = c.value.Int() >= 0
	case parquetfile.Uint:
	default:
		n, ok = field.Uint64(c.text())
	}
	return n, ok && n <= limit
}

// bool returns the value as a truth value.
func (c *cell) bool() (value, ok bool) {
	if c.col.Type == parquetfile.Bool {
		return c.value.Bits != 0, true
	}
	switch string(c.bytes()) {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	return false, false
}

// appendJSON appends the value in JSON: null, numbers and truth values as such,
// all others as strings, and what is no text in hexadecimal digits.
func (c *cell) appendJSON(b []byte) []byte {
	if c.value.Null {
		return append(b, "null"...)
	}
	switch c.col.Type {
	case parquetfile.Float, parquetfile.Double:
		if f := c.float(); math.IsNaN(f) || math.IsInf(f, 0) {
			break
		}
		return c.appendText(b)
	case parquetfile.Bool, parquetfile.Int, parquetfile.Uint, parquetfile.Decimal:
		return c.appendText(b)
	}
	text := c.bytes()
	if c.col.Bare && !utf8.Valid(text) {
		return append(hex.AppendEncode(append(b, '"'), text), '"')
	}
	return jsonscan.AppendString(b, string(text))
}

func (c *cell) float() float64 {
	if c.col.Type == parquetfile.Float {
		return float64(math.Float32frombits(uint32(c.value.Bits)))
	}
	return math.Float64frombits(c.value.Bits)
}
