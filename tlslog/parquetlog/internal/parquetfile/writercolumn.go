package parquetfile

import (
	"encoding/binary"
	"hash/crc32"
	"math/bits"
	"net/netip"
	"strings"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// maxDictionary is the size of the largest dictionary, in bytes. The pages
// behind one that has grown larger have the values themselves.
const maxDictionary = 1 << 20

// A WriterColumn takes the values of one column: texts or addresses, but not
// both, where they are texts.
type WriterColumn struct {
	file *Writer
	spec Spec

	// The page.
	rows    int
	present []byte   // a bit for each row that has a value
	nulls   int      // rows that have none
	data    []byte   // values
	mark    int      // where the last one starts in data
	indexes []uint32 // of values in the dictionary, and truth values

	// The dictionary, in the form that it has in the file, with the index of
	// each value by what the column is given.
	indexed    bool
	dictionary []byte
	count      uint32
	texts      map[string]uint32
	addrs      map[netip.Addr]uint32
	ints       map[int64]uint32
	entries    []string // the texts by their index
	last       uint32   // index of the last value, which many are the same as
	lastAddr   netip.Addr

	// The column chunk.
	chunk         []byte // pages
	plainSize     int64  // of the pages before compression, with their headers
	values        int64
	allNulls      int64
	bounded       bool // there are bounds
	least, most   int64
	plain, packed []byte // room for pages
}

func newWriterColumn(f *Writer, spec Spec) *WriterColumn {
	c := &WriterColumn{file: f, spec: spec}
	c.reset()
	return c
}

// reset begins with a column chunk.
func (c *WriterColumn) reset() {
	c.indexed = c.spec.Repeating
	c.dictionary, c.count = c.dictionary[:0], 0
	clear(c.texts)
	clear(c.addrs)
	clear(c.ints)
	clear(c.entries)
	c.entries = c.entries[:0]
	c.last, c.lastAddr = 0, netip.Addr{}
	c.chunk, c.plainSize = c.chunk[:0], 0
	c.values, c.allNulls, c.bounded = 0, 0, false
}

// Null adds a row without a value.
func (c *WriterColumn) Null() {
	c.row(0)
	c.nulls++
}

// row adds a row, with a value if bit is 1.
func (c *WriterColumn) row(bit byte) {
	if c.rows&7 == 0 {
		c.present = append(c.present, 0)
	}
	c.present[c.rows>>3] |= bit << (c.rows & 7)
	c.rows++
}

// undo takes the last row back, which was added since the last [Writer.EndRow].
func (c *WriterColumn) undo() {
	c.rows--
	bit := byte(1) << (c.rows & 7)
	switch {
	case c.present[c.rows>>3]&bit == 0:
		c.nulls--
	case c.indexed || c.spec.Type == Bool:
		c.indexes = c.indexes[:len(c.indexes)-1]
	default:
		c.data = c.data[:c.mark]
	}
	c.present[c.rows>>3] &^= bit
	if c.rows&7 == 0 {
		c.present = c.present[:c.rows>>3]
	}
}

// Bool adds a truth value.
func (c *WriterColumn) Bool(v bool) {
	c.row(1)
	n := uint32(0)
	if v {
		n = 1
	}
	c.indexes = append(c.indexes, n)
}

// Int adds the value of any column of numbers.
func (c *WriterColumn) Int(n int64) {
	c.row(1)
	if !c.indexed {
		c.mark = len(c.data)
		c.data = c.appendInt(c.data, n)
		c.file.pending += 8
		c.bound(n)
		return
	}
	i, ok := c.ints[n]
	if !ok {
		if c.ints == nil {
			c.ints = make(map[int64]uint32)
		}
		c.dictionary = c.appendInt(c.dictionary, n)
		c.file.pending += 8
		c.bound(n)
		i = c.count
		c.ints[n] = i
		c.count++
	}
	c.indexes = append(c.indexes, i)
}

func (c *WriterColumn) appendInt(b []byte, n int64) []byte {
	if c.spec.Bits == 32 {
		return binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	return binary.LittleEndian.AppendUint64(b, uint64(n))
}

// bound makes n one of the values that the bounds are of.
func (c *WriterColumn) bound(n int64) {
	if !c.bounded {
		c.bounded, c.least, c.most = true, n, n
	}
	c.least, c.most = min(c.least, n), max(c.most, n)
}

// Text adds a text. It adds none, and returns false, if that is not valid UTF-8.
func (c *WriterColumn) Text(s string) bool {
	if c.indexed {
		return c.textIndex(s)
	}
	if !valid(s) {
		return false
	}
	c.row(1)
	c.mark = len(c.data)
	c.data = appendText(c.data, s)
	c.file.pending += 4 + len(s)
	return true
}

// valid reports whether s is valid UTF-8. For short texts in ASCII it takes
// less than utf8.ValidString.
func valid(s string) bool {
	if len(s) < 64 {
		var all byte
		for i := range len(s) {
			all |= s[i]
		}
		if all < utf8.RuneSelf {
			return true
		}
	}
	return utf8.ValidString(s)
}

func appendText[T string | []byte](b []byte, s T) []byte {
	return append(binary.LittleEndian.AppendUint32(b, uint32(len(s))), s...)
}

// textIndex adds a text by its index in the dictionary.
func (c *WriterColumn) textIndex(s string) bool {
	if c.count == 0 || s != c.entries[c.last] {
		i, ok := c.texts[s]
		if !ok {
			if !valid(s) {
				return false
			}
			if c.texts == nil {
				c.texts = make(map[string]uint32)
			}
			s = strings.Clone(s)
			i = c.entry(s)
			c.texts[s] = i
			c.entries = append(c.entries, s)
		}
		c.last = i
	}
	c.row(1)
	c.indexes = append(c.indexes, c.last)
	return true
}

// TextOf is Text for a text in b, which it does not keep. It makes no string of
// one that the dictionary has.
func (c *WriterColumn) TextOf(b []byte) bool {
	if c.indexed && c.count > 0 {
		i, ok := c.last, string(b) == c.entries[c.last]
		if !ok {
			i, ok = c.texts[string(b)]
		}
		if ok {
			c.last = i
			c.row(1)
			c.indexes = append(c.indexes, i)
			return true
		}
	}
	return c.Text(string(b))
}

// entry adds a text to the dictionary, and returns its index.
func (c *WriterColumn) entry(s string) uint32 {
	c.dictionary = appendText(c.dictionary, s)
	c.file.pending += 4 + len(s)
	c.count++
	return c.count - 1
}

// Addr adds a valid address as a text, which is not made where the dictionary
// has the address. It adds none, and returns false, if that is not valid UTF-8,
// which only a zone can be the cause of.
func (c *WriterColumn) Addr(a netip.Addr) bool {
	if !utf8.ValidString(a.Zone()) {
		return false
	}
	if !c.indexed {
		c.row(1)
		c.mark = len(c.data)
		c.data = append(c.data, 0, 0, 0, 0) // the length
		c.data = a.AppendTo(c.data)
		size := len(c.data) - c.mark
		binary.LittleEndian.PutUint32(c.data[c.mark:], uint32(size-4))
		c.file.pending += size
		return true
	}
	if c.count == 0 || a != c.lastAddr {
		i, ok := c.addrs[a]
		if !ok {
			if c.addrs == nil {
				c.addrs = make(map[netip.Addr]uint32)
			}
			i = c.entry(a.String())
			c.addrs[a] = i
		}
		c.last, c.lastAddr = i, a
	}
	c.row(1)
	c.indexes = append(c.indexes, c.last)
	return true
}

// endPage ends the page, which has a row.
func (c *WriterColumn) endPage() {
	encoding := format.Plain
	b := c.appendLevels(c.plain[:0])
	switch {
	case c.spec.Type == Bool:
		b = appendPacked(b, c.indexes, 1)
	case c.count > 0 && c.indexed:
		encoding = format.RLEDictionary
		b = c.appendIndexes(b)
	default:
		b = append(b, c.data...)
	}
	c.plain = b
	c.addPage(&c.chunk, b, &format.PageHeader{
		Type: format.DataPage,
		DataPageHeader: thrift.New(format.DataPageHeader{
			NumValues:               int32(c.rows),
			Encoding:                encoding,
			DefinitionLevelEncoding: format.RLE,
			RepetitionLevelEncoding: format.RLE,
			Statistics:              format.Statistics{NullCount: int64(c.nulls)},
		}),
	})
	c.values += int64(c.rows)
	c.allNulls += int64(c.nulls)
	c.rows, c.nulls = 0, 0
	c.present, c.data, c.indexes = c.present[:0], c.data[:0], c.indexes[:0]
}

// endDictionary makes the values that follow stand for themselves. What finds a
// value in the dictionary, which takes several times as much, is let go.
func (c *WriterColumn) endDictionary() {
	c.indexed = false
	c.texts, c.addrs, c.ints, c.entries = nil, nil, nil, nil
}

// addPage appends a page and its header to what is written of the chunk.
func (c *WriterColumn) addPage(to *[]byte, page []byte, header *format.PageHeader) {
	encoder := c.file.numbers
	if c.spec.Type == Text {
		encoder = c.file.texts
	}
	c.packed = encoder.EncodeAll(page, c.packed[:0])
	header.UncompressedPageSize = int32(len(page))
	header.CompressedPageSize = int32(len(c.packed))
	header.CRC = int32(crc32.ChecksumIEEE(c.packed))
	// Marshal fails for a value that is no structure, and for nothing else.
	text, _ := thrift.Marshal(new(thrift.CompactProtocol), header)
	*to = append(append(*to, text...), c.packed...)
	c.plainSize += int64(len(text) + len(page))
}

// appendLevels appends the definition levels, which say where there is a value.
func (c *WriterColumn) appendLevels(b []byte) []byte {
	start := len(b)
	b = append(b, 0, 0, 0, 0) // the length
	switch c.nulls {
	case 0:
		b = append(binary.AppendUvarint(b, uint64(c.rows)<<1), 1)
	case c.rows:
		b = append(binary.AppendUvarint(b, uint64(c.rows)<<1), 0)
	default:
		b = append(binary.AppendUvarint(b, uint64(len(c.present))<<1|1), c.present...)
	}
	binary.LittleEndian.PutUint32(b[start:], uint32(len(b)-start-4))
	return b
}

// appendIndexes appends the indexes, behind their width: as one run if they are
// all the same, and else packed. Runs within them are for zstd.
func (c *WriterColumn) appendIndexes(b []byte) []byte {
	var all uint32
	same := true
	for _, n := range c.indexes {
		all |= n
		same = same && n == c.indexes[0]
	}
	width := max(bits.Len32(all), 1)
	b = append(b, byte(width))
	switch {
	case len(c.indexes) == 0:
	case same:
		b = binary.AppendUvarint(b, uint64(len(c.indexes))<<1)
		for i := 0; i < width; i += 8 {
			b = append(b, byte(c.indexes[0]>>i))
		}
	default:
		b = binary.AppendUvarint(b, uint64(len(c.indexes)+7)/8<<1|1)
		b = appendPacked(b, c.indexes, width)
		// The last eight numbers are filled up.
		n := len(c.indexes)
		b = append(b, make([]byte, (n+7)/8*width-(n*width+7)/8)...)
	}
	return b
}

// appendPacked appends numbers of so many bits each, the first in the lowest
// bits, and fills up the last byte.
func appendPacked(b []byte, numbers []uint32, width int) []byte {
	var word uint64
	used := 0
	for _, n := range numbers {
		word |= uint64(n) << used
		if used += width; used >= 32 {
			b = binary.LittleEndian.AppendUint32(b, uint32(word))
			word >>= 32
			used -= 32
		}
	}
	for ; used > 0; used -= 8 {
		b = append(b, byte(word))
		word >>= 8
	}
	return b
}

// write writes the column chunk, and begins with the next one.
func (c *WriterColumn) write() (format.ColumnChunk, error) {
	f := c.file
	meta := format.ColumnMetaData{
		Type:         c.spec.physical(),
		Encoding:     []format.Encoding{format.Plain, format.RLE},
		PathInSchema: []string{c.spec.Name},
		Codec:        format.Zstd,
		NumValues:    c.values,
		Statistics:   format.Statistics{NullCount: c.allNulls},
	}
	start := f.offset
	if c.count > 0 {
		meta.Encoding = append(meta.Encoding, format.RLEDictionary)
		meta.DictionaryPageOffset = start
		var page []byte
		c.addPage(&page, c.dictionary, &format.PageHeader{
			Type:                 format.DictionaryPage,
			DictionaryPageHeader: thrift.New(format.DictionaryPageHeader{NumValues: int32(c.count), Encoding: format.Plain}),
		})
		if err := f.write(page); err != nil {
			return format.ColumnChunk{}, err
		}
	}
	meta.DataPageOffset = f.offset
	if err := f.write(c.chunk); err != nil {
		return format.ColumnChunk{}, err
	}
	meta.TotalCompressedSize = f.offset - start
	meta.TotalUncompressedSize = c.plainSize
	if c.bounded {
		meta.Statistics.MinValue = c.appendInt(nil, c.least)
		meta.Statistics.MaxValue = c.appendInt(nil, c.most)
	}
	c.reset()
	return format.ColumnChunk{FileOffset: start, MetaData: meta}, nil
}
