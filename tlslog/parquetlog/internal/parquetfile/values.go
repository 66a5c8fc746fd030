package parquetfile

import (
	"encoding/binary"
	"slices"

	"github.com/parquet-go/parquet-go/format"
)

// A Value is one value of a column.
type Value struct {
	// Null means that there is none.
	Null bool

	// Bits is the value of a boolean (0 or 1), of an integer in two's
	// complement of 64 bits, and the bits of a floating-point number.
	Bits uint64

	// Bytes is the value of a column of bytes, and of one of the types Int96
	// and Decimal where that is no integer. It is valid until the next row.
	Bytes []byte
}

// Int returns the value of an integer.
func (v *Value) Int() int64 { return int64(v.Bits) }

// A decoder reads the values of a page.
type decoder interface {
	next(v *Value) error
}

// plainDictionary is what old writers call the encoding of a dictionary, which
// is PLAIN, and of its indexes, which is RLE_DICTIONARY.
const plainDictionary = format.Encoding(2)

// errEnd says that a page has fewer values than it should.
func errEnd() error { return corrupt("page ends within its values") }

// newDecoder returns a decoder of the values in data.
func (c *Column) newDecoder(encoding format.Encoding, data []byte) (decoder, error) {
	switch encoding {
	case format.Plain:
		if c.physical == format.Boolean {
			return &plainBools{data: data}, nil
		}
		return &plain{c: c, data: data}, nil
	case plainDictionary, format.RLEDictionary:
		if !c.hasDictionary {
			return nil, corrupt("page without its dictionary")
		}
		if len(data) == 0 {
			return &indexed{dictionary: &c.dictionary}, nil // all values are null
		}
		width := uint(data[0])
		if width > 32 {
			return nil, corrupt("width of indexes")
		}
		return &indexed{runs{data: data[1:], width: width}, &c.dictionary}, nil
	case format.RLE:
		if c.physical == format.Boolean && len(data) >= 4 {
			return &runBools{runs{data: data[4:], width: 1}}, nil
		}
	case format.DeltaBinaryPacked:
		if c.physical == format.Int32 || c.physical == format.Int64 {
			d := &deltaInts{narrow: c.physical == format.Int32, unsigned: c.Type == Uint}
			return d, d.open(data)
		}
	case format.DeltaLengthByteArray:
		if c.physical == format.ByteArray {
			return newDeltaLengths(data)
		}
	case format.DeltaByteArray:
		if c.physical == format.ByteArray || c.physical == format.FixedLenByteArray {
			return newDeltaBytes(data)
		}
	case format.ByteStreamSplit:
		if size := c.width(); size > 0 {
			// Without a value there is no room for one, of the size that the
			// file claims.
			return &split{c: c, data: data, count: len(data) / size, value: make([]byte, min(size, len(data)))}, nil
		}
	}
	return nil, unsupported("encoding of a page")
}

// width returns the length of a value in bytes, or 0 if values differ in it.
func (c *Column) width() int {
	switch c.physical {
	case format.Int32, format.Float:
		return 4
	case format.Int64, format.Double:
		return 8
	case format.Int96:
		return 12
	case format.FixedLenByteArray:
		return c.size
	}
	return 0
}

// set sets v to the value of fixed length in b.
func (c *Column) set(v *Value, b []byte) {
	switch {
	case c.physical == format.Int32 && c.Type != Uint:
		v.Bits = uint64(int32(binary.LittleEndian.Uint32(b)))
	case c.physical == format.Int32, c.physical == format.Float:
		v.Bits = uint64(binary.LittleEndian.Uint32(b))
	case c.physical == format.Int64, c.physical == format.Double:
		v.Bits = binary.LittleEndian.Uint64(b)
	default:
		v.Bytes = b
	}
}

// plainBools reads booleans as single bits.
type plainBools struct {
	data []byte
	bit  uint
}

func (p *plainBools) next(v *Value) error {
	if len(p.data) == 0 {
		return errEnd()
	}
	v.Bits = uint64(p.data[0] >> p.bit & 1)
	if p.bit++; p.bit == 8 {
		p.data, p.bit = p.data[1:], 0
	}
	return nil
}

// plain reads values one after the other, texts with their length before them.
type plain struct {
	c    *Column
	data []byte
}

func (p *plain) next(v *Value) error {
	size := p.c.width()
	if size == 0 {
		var err error
		v.Bytes, p.data, err = cutText(p.data)
		return err
	}
	if size > len(p.data) {
		return errEnd()
	}
	p.c.set(v, p.data[:size])
	p.data = p.data[size:]
	return nil
}

// cutText returns the text at the start of data, and what is behind it.
func cutText(data []byte) (text, rest []byte, err error) {
	if len(data) < 4 {
		return nil, nil, errEnd()
	}
	n := binary.LittleEndian.Uint32(data)
	if data = data[4:]; uint64(n) > uint64(len(data)) {
		return nil, nil, errEnd()
	}
	return data[:n], data[n:], nil
}

// runBools reads booleans as runs.
type runBools struct{ runs }

func (r *runBools) next(v *Value) error {
	n, err := r.runs.next()
	v.Bits = uint64(n)
	return err
}

// A dictionary holds the values that pages refer to by their index.
type dictionary struct {
	c     *Column
	data  []byte
	ends  []uint32 // of the texts in data, if they are texts
	count int
}

// load makes d the dictionary of count values in data.
func (d *dictionary) load(c *Column, data []byte, count int) error {
	*d = dictionary{c: c, data: data, ends: d.ends[:0], count: count}
	size := c.width()
	switch {
	case c.physical == format.Boolean:
		return unsupported("dictionary of booleans")
	case size > 0:
		if count > len(data)/size {
			return corrupt("dictionary is too short")
		}
		return nil
	case count > len(data)/4:
		return corrupt("dictionary is too short")
	}
	d.ends = slices.Grow(d.ends, count)
	for rest := data; len(d.ends) < count; {
		var err error
		if _, rest, err = cutText(rest); err != nil {
			return err
		}
		d.ends = append(d.ends, uint32(len(data)-len(rest)))
	}
	return nil
}

// An indexed reads the values of a dictionary by their index.
type indexed struct {
	runs
	dictionary *dictionary
}

func (x *indexed) next(v *Value) error {
	n, err := x.runs.next()
	if err != nil {
		return err
	}
	d := x.dictionary
	if uint64(n) >= uint64(d.count) {
		return corrupt("index beyond the dictionary")
	}
	if size := d.c.width(); size > 0 {
		d.c.set(v, d.data[int(n)*size:][:size])
		return nil
	}
	start := uint32(0)
	if n > 0 {
		start = d.ends[n-1]
	}
	v.Bytes = d.data[start+4 : d.ends[n]]
	return nil
}

// deltaInts reads integers as differences.
type deltaInts struct {
	deltas
	narrow, unsigned bool // of 32 bits, and no signed ones
}

func (d *deltaInts) next(v *Value) error {
	n, err := d.deltas.next()
	switch {
	case d.narrow && d.unsigned:
		n = int64(uint32(n))
	case d.narrow:
		n = int64(int32(n))
	}
	v.Bits = uint64(n)
	return err
}

// deltaLengths reads texts that stand behind the differences of their lengths.
type deltaLengths struct {
	lengths deltas
	data    []byte
}

func newDeltaLengths(data []byte) (*deltaLengths, error) {
	d := new(deltaLengths)
	if err := d.lengths.open(data); err != nil {
		return nil, err
	}
	var err error
	d.data, err = d.lengths.rest()
	return d, err
}

func (d *deltaLengths) next(v *Value) error {
	n, err := d.lengths.next()
	if err != nil {
		return err
	}
	if n < 0 || n > int64(len(d.data)) {
		return errEnd()
	}
	v.Bytes, d.data = d.data[:n], d.data[n:]
	return nil
}

// deltaBytes reads texts that begin with what the text before begins with.
type deltaBytes struct {
	prefixes deltas
	suffixes *deltaLengths
	text     []byte // the last one
}

func newDeltaBytes(data []byte) (*deltaBytes, error) {
	d := new(deltaBytes)
	if err := d.prefixes.open(data); err != nil {
		return nil, err
	}
	data, err := d.prefixes.rest()
	if err != nil {
		return nil, err
	}
	d.suffixes, err = newDeltaLengths(data)
	return d, err
}

func (d *deltaBytes) next(v *Value) error {
	n, err := d.prefixes.next()
	if err != nil {
		return err
	}
	if err := d.suffixes.next(v); err != nil {
		return err
	}
	if n < 0 || n > int64(len(d.text)) {
		return corrupt("text begins with more than there is")
	}
	d.text = append(d.text[:n], v.Bytes...)
	v.Bytes = d.text
	return nil
}

// A split reads values whose first bytes stand together, and then their second
// bytes, and so on.
type split struct {
	c     *Column
	data  []byte
	count int
	at    int
	value []byte
}

func (s *split) next(v *Value) error {
	if s.at >= s.count {
		return errEnd()
	}
	for i := range s.value {
		s.value[i] = s.data[i*s.count+s.at]
	}
	s.at++
	s.c.set(v, s.value)
	return nil
}
