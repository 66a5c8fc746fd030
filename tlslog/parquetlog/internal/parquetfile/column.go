package parquetfile

import (
	"hash/crc32"

	"github.com/parquet-go/parquet-go/format"
)

// A Column is one column of a file, and where it is read.
type Column struct {
	// Name is the name of the column, behind those of the groups that it is
	// in, with a period between them.
	Name string

	// Nested means that the column is in a group. Repeated means that it is
	// repeated, or a group that it is in, so that a row can have any number of
	// values of it.
	Nested, Repeated bool

	// Type says what the values mean, and Scale how many digits of a Decimal
	// are behind the point.
	Type  Type
	Scale int

	// Bare means that the schema does not say that the bytes of a Text are
	// one.
	Bare bool

	// Value is the value in this row, of a column that is not Repeated. Values
	// are those of one that is, of the lists in its lists one after the other.
	Value  Value
	Values []Value

	physical               format.Type
	size                   int // of a value in bytes, where it is fixed
	repetition, definition int // the highest levels
	element                int // the definition level from which on there is an element of the innermost list

	file *File

	// The column chunk.
	codec    format.CompressionCodec
	pos, end int64 // in the file
	values   int64 // in pages that were not read

	// The page.
	left        int // values in it
	repetitions runs
	definitions runs
	decoder     decoder
	body, plain []byte // as it stands in the file, and decompressed

	dictionary     dictionary
	hasDictionary  bool
	dictionaryData []byte

	bodyCharge, plainCharge, dictionaryCharge int64 // what they take

	// A value was read that belongs to the next row, with its levels.
	ahead           bool
	repeat, defined uint32
}

// open begins with a column chunk.
func (c *Column) open(meta *format.ColumnMetaData) error {
	if meta.Type != c.physical {
		return corrupt("type of a column")
	}
	start := meta.DataPageOffset
	if d := meta.DictionaryPageOffset; d > 0 && d < start {
		start = d
	}
	size := meta.TotalCompressedSize
	if start < int64(len(magic)) || size < 0 || start > c.file.body || size > c.file.body-start || meta.NumValues < 0 {
		return corrupt("place of a column")
	}
	c.codec, c.pos, c.end, c.values = meta.Codec, start, start+size, meta.NumValues
	c.left, c.ahead, c.hasDictionary = 0, false, false
	return nil
}

// ended reports whether all values of the column chunk were read.
func (c *Column) ended() bool { return c.values == 0 && c.left == 0 && !c.ahead }

// row reads the values of the next row.
func (c *Column) row() error {
	if !c.Repeated {
		if err := c.level(); err != nil {
			return err
		}
		c.Value.Null = c.defined != uint32(c.definition)
		if c.Value.Null {
			return nil
		}
		return c.value(&c.Value)
	}
	return c.repeatedRow()
}

// value reads the next value, which is not null.
func (c *Column) value(v *Value) error {
	if err := c.decoder.next(v); err != nil {
		return err
	}
	if c.Type == Decimal && len(v.Bytes) > maxDecimal {
		return corrupt("length of a decimal")
	}
	c.file.budget -= int64(len(v.Bytes)) // Next looks whether there is one left
	return nil
}

// maxDecimal is the length of the longest decimal numbers that other software
// has, in bytes. What it takes to write a number grows faster than its length.
const maxDecimal = 32

// repeatedRow reads the values up to the next one that begins a row.
func (c *Column) repeatedRow() error {
	clear(c.Values) // of their texts
	c.Values = c.Values[:0]
	if cap(c.Values) > keptValues {
		c.Values = nil
	}
	for first := true; ; first = false {
		if !c.ahead {
			if c.left == 0 && c.values == 0 && !first {
				return nil
			}
			if err := c.level(); err != nil {
				return err
			}
		}
		if c.ahead = c.repeat == 0 && !first; c.ahead {
			return nil
		}
		if first && c.repeat != 0 {
			return corrupt("row begins in the middle")
		}
		if c.defined < uint32(c.element) {
			continue // there is a list without elements, or none
		}
		v := Value{Null: c.defined != uint32(c.definition)}
		if !v.Null {
			if err := c.value(&v); err != nil {
				return err
			}
		}
		if c.file.repeated += valueBytes + int64(len(v.Bytes)); c.file.repeated > c.file.limits.MaxRow {
			continue
		}
		// A text can be overwritten, and the page replaced, by the next value.
		v.Bytes = append([]byte(nil), v.Bytes...)
		c.Values = append(c.Values, v)
	}
}

const (
	valueBytes = 48 // what a Value takes
	keptValues = 64 // for how many the room is kept from row to row
)

// level reads the levels of the next value, on the next page if need be.
func (c *Column) level() (err error) {
	for c.left == 0 {
		if err := c.page(); err != nil {
			return err
		}
	}
	c.left--
	c.repeat, c.defined = 0, uint32(c.definition)
	if c.repetition > 0 {
		if c.repeat, err = c.repetitions.next(); err != nil {
			return err
		}
	}
	if c.definition > 0 {
		if c.defined, err = c.definitions.next(); err != nil {
			return err
		}
	}
	if c.repeat > uint32(c.repetition) || c.defined > uint32(c.definition) {
		return corrupt("level beyond the schema")
	}
	return nil
}

// page goes to the next page with values.
func (c *Column) page() error {
	if c.values <= 0 || c.pos >= c.end {
		return corrupt("column has fewer values than rows")
	}
	var header format.PageHeader
	if err := c.header(&header); err != nil {
		return err
	}
	compressed, size := int64(header.CompressedPageSize), int64(header.UncompressedPageSize)
	if compressed < 0 || size < 0 || compressed > c.end-c.pos {
		return corrupt("size of a page")
	}
	at := c.pos
	c.pos += compressed
	switch header.Type {
	case format.DataPage, format.DataPageV2:
		c.decoder = nil
		if err := c.file.hold(&c.plainCharge, size); err != nil {
			return err
		}
	case format.DictionaryPage:
		if c.hasDictionary || !header.DictionaryPageHeader.Valid {
			return corrupt("dictionary")
		}
		// Texts in it need four bytes for where they end, and have four.
		if err := c.file.hold(&c.dictionaryCharge, 2*size); err != nil {
			return err
		}
	default:
		return nil // an index
	}
	if err := c.file.hold(&c.bodyCharge, compressed); err != nil {
		return err
	}
	if err := c.file.spend(compressed + size); err != nil {
		return err
	}
	c.body = resize(c.body, int(compressed))
	if err := c.file.readAt(c.body, at); err != nil {
		return err
	}
	if header.CRC != 0 && crc32.ChecksumIEEE(c.body) != uint32(header.CRC) {
		return corrupt("checksum of a page")
	}
	switch header.Type {
	case format.DictionaryPage:
		return c.readDictionary(&header.DictionaryPageHeader.V, int(size))
	case format.DataPage:
		if header.DataPageHeader.Valid {
			return c.readV1(&header.DataPageHeader.V, int(size))
		}
	case format.DataPageV2:
		if header.DataPageHeaderV2.Valid {
			return c.readV2(&header.DataPageHeaderV2.V, int(size))
		}
	}
	return corrupt("header of a page")
}

// firstHeader is how many bytes are tried first for the header of a page. It
// holds the least and the greatest value of the page, which can be long texts.
const firstHeader = 1 << 9

// header reads the header of the page at pos, and goes behind it.
func (c *Column) header(header *format.PageHeader) error {
	for try := int64(firstHeader); ; try *= 8 {
		window := min(try, c.end-c.pos)
		if err := c.file.hold(&c.bodyCharge, window); err != nil {
			return err
		}
		c.body = resize(c.body, int(window))
		if err := c.file.readAt(c.body, c.pos); err != nil {
			return err
		}
		n, _, err := decodeThrift(c.body, c.file.limits.MaxBytes, header)
		if err == nil {
			c.pos += int64(n)
			return nil
		}
		if err != errShort {
			return err
		}
		if window < try {
			return corrupt("header of a page")
		}
	}
}

func (c *Column) readDictionary(header *format.DictionaryPageHeader, size int) (err error) {
	if e := header.Encoding; e != format.Plain && e != plainDictionary {
		return unsupported("encoding of a dictionary")
	}
	if header.NumValues < 0 {
		return corrupt("dictionary")
	}
	if c.dictionaryData, err = c.inflate(c.dictionaryData, c.body, size); err != nil {
		return err
	}
	c.hasDictionary = true
	return c.dictionary.load(c, c.dictionaryData, int(header.NumValues))
}

func (c *Column) readV1(header *format.DataPageHeader, size int) (err error) {
	if c.plain, err = c.inflate(c.plain, c.body, size); err != nil {
		return err
	}
	data := c.plain
	if c.repetition > 0 {
		if data, err = c.repetitions.levels(data, header.RepetitionLevelEncoding, c.repetition); err != nil {
			return err
		}
	}
	if c.definition > 0 {
		if data, err = c.definitions.levels(data, header.DefinitionLevelEncoding, c.definition); err != nil {
			return err
		}
	}
	return c.begin(header.NumValues, header.Encoding, data)
}

// levels makes r read the levels at the start of data, which stand behind
// their length, and returns what is behind them.
func (r *runs) levels(data []byte, encoding format.Encoding, limit int) ([]byte, error) {
	if encoding != format.RLE {
		return nil, unsupported("encoding of levels")
	}
	text, rest, err := cutText(data)
	*r = runs{data: text, width: levelWidth(limit)}
	return rest, err
}

func (c *Column) readV2(header *format.DataPageHeaderV2, size int) (err error) {
	r, d := int64(header.RepetitionLevelsByteLength), int64(header.DefinitionLevelsByteLength)
	if r < 0 || d < 0 || r+d > int64(len(c.body)) || r+d > int64(size) {
		return corrupt("levels of a page")
	}
	c.repetitions = runs{data: c.body[:r], width: levelWidth(c.repetition)}
	c.definitions = runs{data: c.body[r : r+d], width: levelWidth(c.definition)}
	data := c.body[r+d:]
	if !header.IsCompressed.Valid || header.IsCompressed.V {
		if c.plain, err = c.inflate(c.plain, data, size-int(r+d)); err != nil {
			return err
		}
		data = c.plain
	}
	return c.begin(header.NumValues, header.Encoding, data)
}

// begin begins with the values of a page.
func (c *Column) begin(values int32, encoding format.Encoding, data []byte) (err error) {
	if values < 0 || int64(values) > c.values {
		return corrupt("number of values in a page")
	}
	c.values -= int64(values)
	c.left = int(values)
	c.decoder, err = c.newDecoder(encoding, data)
	return err
}

// inflate returns the decompressed text, in dst unless it is not compressed.
// Two pages of a column never share their bytes.
func (c *Column) inflate(dst, text []byte, size int) ([]byte, error) {
	if c.codec == format.Uncompressed {
		if len(text) != size {
			return nil, corrupt("size of a page")
		}
		return append(dst[:0], text...), nil
	}
	if len(text) == 0 && size == 0 {
		return dst[:0], nil // Parquet-Java writes such a page for nulls
	}
	return c.file.inflater.inflate(dst, text, c.codec, size)
}

// resize returns a slice of n bytes, b's own if it has the room.
func resize(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	return b[:n]
}
