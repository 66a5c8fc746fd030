package parquetfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// A forgery is a file of one column, made by hand.
type forgery struct {
	element format.SchemaElement
	codec   format.CompressionCodec
	rows    int64 // that the footer claims
	pages   []byte
	change  func(*format.FileMetaData)
}

func (f *forgery) file(t testing.TB) []byte {
	t.Helper()
	f.element.Name = "x"
	meta := format.FileMetaData{
		NumRows: f.rows,
		Schema:  []format.SchemaElement{{Name: "root", NumChildren: thrift.New(int32(1))}, f.element},
		RowGroups: []format.RowGroup{{NumRows: f.rows, Columns: []format.ColumnChunk{{MetaData: format.ColumnMetaData{
			Type: f.element.Type.V, Codec: f.codec, NumValues: f.rows, DataPageOffset: int64(len(magic)), TotalCompressedSize: int64(len(f.pages)),
		}}}}},
	}
	if f.change != nil {
		f.change(&meta)
	}
	body := footer(t, &meta)
	return append(append([]byte(magic), f.pages...), body[len(magic):]...)
}

// column returns a column in a schema.
func column(physical format.Type, repetition format.FieldRepetitionType) format.SchemaElement {
	return format.SchemaElement{Type: thrift.New(physical), RepetitionType: thrift.New(repetition)}
}

// decimal returns a column of decimal numbers of so many bytes, or of any
// number.
func decimal(bytes int32) format.SchemaElement {
	e := column(format.ByteArray, format.Required)
	e.ConvertedType = thrift.New(deprecated.Decimal)
	if bytes > 0 {
		e.Type, e.TypeLength = thrift.New(format.FixedLenByteArray), thrift.New(bytes)
	}
	return e
}

// page returns a page that claims so many bytes before it was compressed.
func page(t testing.TB, header format.PageHeader, size int, body []byte) []byte {
	t.Helper()
	header.UncompressedPageSize, header.CompressedPageSize = int32(size), int32(len(body))
	text, err := thrift.Marshal(new(thrift.CompactProtocol), &header)
	if err != nil {
		t.Fatal(err)
	}
	return append(text, body...)
}

func values(n int32, encoding format.Encoding) format.PageHeader {
	return format.PageHeader{Type: format.DataPage, DataPageHeader: thrift.New(format.DataPageHeader{
		NumValues: n, Encoding: encoding, DefinitionLevelEncoding: format.RLE, RepetitionLevelEncoding: format.RLE,
	})}
}

func valuesV2(n int32, repetitions, definitions int32) format.PageHeader {
	return format.PageHeader{Type: format.DataPageV2, DataPageHeaderV2: thrift.New(format.DataPageHeaderV2{
		NumValues: n, Encoding: format.Plain, RepetitionLevelsByteLength: repetitions, DefinitionLevelsByteLength: definitions,
	})}
}

func entries(n int32) format.PageHeader {
	return format.PageHeader{Type: format.DictionaryPage, DictionaryPageHeader: thrift.New(format.DictionaryPageHeader{
		NumValues: n, Encoding: format.Plain,
	})}
}

// run returns a run of n equal numbers of up to 8 bits.
func run(n uint64, number byte) []byte { return append(binary.AppendUvarint(nil, n<<1), number) }

// text returns parts behind the length that they have together.
func text(parts ...[]byte) []byte { return appendText(nil, bytes.Join(parts, nil)) }

// packed compresses b.
func packed(t testing.TB, codec format.CompressionCodec, b []byte) []byte {
	t.Helper()
	switch codec {
	case format.Snappy:
		return snappy.Encode(nil, b)
	case format.Gzip:
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		if _, err := w.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	case format.Zstd:
		w, err := zstd.NewWriter(nil)
		if err != nil {
			t.Fatal(err)
		}
		return w.EncodeAll(b, nil)
	}
	return b
}

// scan reads all rows of a file and returns how many there are.
func scan(file []byte, limits Limits) (rows int, err error) {
	f, err := Open(bytes.NewReader(file), int64(len(file)), limits)
	for ; err == nil; rows++ {
		if err = f.Next(); err != nil {
			break
		}
	}
	if err == io.EOF {
		err = nil
	}
	return rows, err
}

// TestForged: what a file claims and does not have ends in an error, soon, and
// in little memory.
func TestForged(t *testing.T) {
	const (
		many     = math.MaxInt32
		required = format.Required
		optional = format.Optional
		repeated = format.Repeated
	)
	four := make([]byte, 4)
	big := make([]byte, 32<<20)
	bigText := text(big)
	ofIndexes := append([]byte{1}, run(many, 0)...)
	fixed := func(size int32) format.SchemaElement {
		e := column(format.FixedLenByteArray, required)
		e.TypeLength = thrift.New(size)
		return e
	}
	emptyPages := func(codec format.CompressionCodec, pages int) []byte {
		return bytes.Repeat(page(t, values(0, format.Plain), len(big), packed(t, codec, big)), pages)
	}
	negative := func(size, body int32) []byte {
		header := values(1, format.Plain)
		header.UncompressedPageSize, header.CompressedPageSize = size, body
		b, err := thrift.Marshal(new(thrift.CompactProtocol), &header)
		if err != nil {
			t.Fatal(err)
		}
		return append(b, four...)
	}
	chunk := func(meta *format.FileMetaData) *format.ColumnMetaData { return &meta.RowGroups[0].Columns[0].MetaData }

	for _, tt := range []struct {
		name string
		forgery
		want error
	}{
		{"sound", forgery{element: column(format.Int32, required), rows: 1, pages: page(t, values(1, format.Plain), 4, four)}, nil},
		{"sound nulls", forgery{element: column(format.Int32, optional), rows: 1e6,
			pages: page(t, values(1e6, format.Plain), 8, text(run(1e6, 0)))}, nil},

		// Claims of many values.
		{"2^31 nulls", forgery{element: column(format.Int32, optional), rows: many,
			pages: page(t, values(many, format.Plain), 10, text(run(many, 0)))}, ErrLimit},
		{"2^31 equal numbers", forgery{element: column(format.Int32, required), rows: many,
			pages: append(page(t, entries(1), 4, four), page(t, values(many, format.RLEDictionary), len(ofIndexes), ofIndexes)...)}, ErrLimit},
		{"2^62 rows", forgery{element: column(format.Int32, required), rows: 1 << 62, pages: page(t, values(1, format.Plain), 4, four)}, ErrLimit},
		{"2^62 values", forgery{element: column(format.Int32, repeated), rows: 1, pages: page(t, values(1, format.Plain), 4, four),
			change: func(m *format.FileMetaData) { chunk(m).NumValues = 1 << 62 }}, ErrLimit},
		{"a row of 2^31 nulls", forgery{element: column(format.Int32, repeated), rows: 1,
			pages:  page(t, values(many, format.Plain), 20, append(text(run(1, 0), run(many, 1)), text(run(many, 0))...)),
			change: func(m *format.FileMetaData) { chunk(m).NumValues = many }}, ErrLimit},
		{"row groups of the same bytes", forgery{element: column(format.Int32, required), rows: 1, pages: page(t, values(1, format.Plain), 4, four),
			change: func(m *format.FileMetaData) {
				for m.NumRows < 1000 {
					m.NumRows++
					m.RowGroups = append(m.RowGroups, m.RowGroups[0])
				}
			}}, ErrCorrupt},
		{"more rows than values", forgery{element: column(format.Int32, required), rows: 2, pages: page(t, values(1, format.Plain), 4, four)}, ErrCorrupt},
		{"more values than rows", forgery{element: column(format.Int32, required), rows: 1, pages: page(t, values(2, format.Plain), 4, four),
			change: func(m *format.FileMetaData) { chunk(m).NumValues = 2 }}, ErrCorrupt},
		{"rows of the footer", forgery{element: column(format.Int32, required), rows: 1, pages: page(t, values(1, format.Plain), 4, four),
			change: func(m *format.FileMetaData) { m.NumRows = 2 }}, ErrCorrupt},
		{"negative rows", forgery{element: column(format.Int32, required), rows: -1, pages: page(t, values(1, format.Plain), 4, four)}, ErrCorrupt},
		{"negative values", forgery{element: column(format.Int32, required), rows: 1, pages: page(t, values(-1, format.Plain), 4, four)}, ErrCorrupt},
		{"fewer bytes than values", forgery{element: column(format.Int64, required), rows: 1, pages: page(t, values(1, format.Plain), 4, four)}, ErrCorrupt},

		// Claims of many bytes.
		{"one text, many times", forgery{element: column(format.ByteArray, required), codec: format.Zstd, rows: 1e6,
			pages: append(page(t, entries(1), len(bigText), packed(t, format.Zstd, bigText)),
				page(t, values(1e6, format.RLEDictionary), len(ofIndexes), packed(t, format.Zstd, ofIndexes))...)}, ErrLimit},
		{"zstd bombs", forgery{element: column(format.Int32, required), codec: format.Zstd, rows: 1, pages: emptyPages(format.Zstd, 4)}, ErrCorrupt},
		{"gzip bombs", forgery{element: column(format.Int32, required), codec: format.Gzip, rows: 1, pages: emptyPages(format.Gzip, 4)}, ErrCorrupt},
		{"snappy bombs", forgery{element: column(format.Int32, required), codec: format.Snappy, rows: 1, pages: emptyPages(format.Snappy, 2)}, ErrCorrupt},
		{"fixed of 2 GiB", forgery{element: fixed(many), rows: 1, pages: page(t, values(1, format.Plain), 4, four)}, ErrCorrupt},
		{"split of 2 GiB", forgery{element: fixed(many), rows: 1, pages: page(t, values(1, format.ByteStreamSplit), 4, four)}, ErrCorrupt},
		{"fixed of nothing", forgery{element: fixed(0), rows: 1, pages: page(t, values(1, format.Plain), 4, four)}, ErrCorrupt},
		{"fixed of less", forgery{element: fixed(math.MinInt32), rows: 1, pages: page(t, values(1, format.Plain), 4, four)}, ErrCorrupt},
		{"long decimal", forgery{element: decimal(0), rows: 1, pages: page(t, values(1, format.Plain), 4+100, text(make([]byte, 100)))}, ErrCorrupt},
		{"long fixed decimal", forgery{element: decimal(100), rows: 1, pages: page(t, values(1, format.Plain), 100, make([]byte, 100))}, ErrCorrupt},
		{"negative page", forgery{element: column(format.Int32, required), rows: 1, pages: negative(4, -4)}, ErrCorrupt},
		{"negative text", forgery{element: column(format.Int32, required), rows: 1, pages: negative(-4, 4)}, ErrCorrupt},
		{"least page", forgery{element: column(format.Int32, required), rows: 1, pages: negative(math.MinInt32, math.MinInt32)}, ErrCorrupt},
		{"more than compressed", forgery{element: column(format.Int32, required), rows: 1, pages: page(t, values(1, format.Plain), 8, four)}, ErrCorrupt},
		{"less than in zstd", forgery{element: column(format.Int32, required), codec: format.Zstd, rows: 1,
			pages: page(t, values(1, format.Plain), 3, packed(t, format.Zstd, four))}, ErrCorrupt},
		{"less than in gzip", forgery{element: column(format.Int32, required), codec: format.Gzip, rows: 1,
			pages: page(t, values(1, format.Plain), 3, packed(t, format.Gzip, four))}, ErrCorrupt},

		// Places.
		{"chunk before the file", forgery{element: column(format.Int32, required), rows: 1, pages: page(t, values(1, format.Plain), 4, four),
			change: func(m *format.FileMetaData) { chunk(m).DataPageOffset = -1 }}, ErrCorrupt},
		{"chunk behind the file", forgery{element: column(format.Int32, required), rows: 1, pages: page(t, values(1, format.Plain), 4, four),
			change: func(m *format.FileMetaData) { chunk(m).DataPageOffset = math.MaxInt64 }}, ErrCorrupt},
		{"chunk beyond the file", forgery{element: column(format.Int32, required), rows: 1, pages: page(t, values(1, format.Plain), 4, four),
			change: func(m *format.FileMetaData) { chunk(m).TotalCompressedSize = math.MaxInt64 }}, ErrCorrupt},
		{"negative chunk", forgery{element: column(format.Int32, required), rows: 1, pages: page(t, values(1, format.Plain), 4, four),
			change: func(m *format.FileMetaData) { chunk(m).TotalCompressedSize = -1 }}, ErrCorrupt},
		{"chunk in another file", forgery{element: column(format.Int32, required), rows: 1, pages: page(t, values(1, format.Plain), 4, four),
			change: func(m *format.FileMetaData) { m.RowGroups[0].Columns[0].FilePath = "y" }}, ErrUnsupported},
		{"no chunk", forgery{element: column(format.Int32, required), rows: 1, pages: page(t, values(1, format.Plain), 4, four),
			change: func(m *format.FileMetaData) { m.RowGroups[0].Columns = nil }}, ErrCorrupt},

		// Levels and indexes.
		{"definition beyond", forgery{element: column(format.Int32, optional), rows: 1,
			pages: page(t, values(1, format.Plain), 10, append(text(run(1, 3)), four...))}, ErrCorrupt},
		{"repetition beyond", forgery{element: column(format.Int32, repeated), rows: 1,
			pages: page(t, values(1, format.Plain), 16, bytes.Join([][]byte{text(run(1, 2)), text(run(1, 1)), four}, nil))}, ErrCorrupt},
		{"row begins in the middle", forgery{element: column(format.Int32, repeated), rows: 1,
			pages: page(t, values(1, format.Plain), 16, bytes.Join([][]byte{text(run(1, 1)), text(run(1, 1)), four}, nil))}, ErrCorrupt},
		{"too few levels", forgery{element: column(format.Int32, optional), rows: 2,
			pages: page(t, values(2, format.Plain), 14, append(text(run(1, 1)), bytes.Repeat(four, 2)...))}, ErrCorrupt},
		{"levels without end", forgery{element: column(format.Int32, optional), rows: 1,
			pages: page(t, values(1, format.Plain), 4, []byte{0xff, 0xff, 0xff, 0xff})}, ErrCorrupt},
		{"long levels of version 2", forgery{element: column(format.Int32, optional), rows: 1,
			pages: page(t, valuesV2(1, many, many), 4, four)}, ErrCorrupt},
		{"negative levels of version 2", forgery{element: column(format.Int32, optional), rows: 1,
			pages: page(t, valuesV2(1, 0, -1), 4, four)}, ErrCorrupt},
		{"index beyond", forgery{element: column(format.Int32, required), rows: 1,
			pages: append(page(t, entries(1), 4, four), page(t, values(1, format.RLEDictionary), 3, append([]byte{1}, run(1, 1)...))...)}, ErrCorrupt},
		{"wide index", forgery{element: column(format.Int32, required), rows: 1,
			pages: append(page(t, entries(1), 4, four), page(t, values(1, format.RLEDictionary), 3, append([]byte{33}, run(1, 0)...))...)}, ErrCorrupt},
		{"no dictionary", forgery{element: column(format.Int32, required), rows: 1,
			pages: page(t, values(1, format.RLEDictionary), 3, append([]byte{1}, run(1, 0)...))}, ErrCorrupt},
		{"two dictionaries", forgery{element: column(format.Int32, required), rows: 1,
			pages: bytes.Repeat(page(t, entries(1), 4, four), 2)}, ErrCorrupt},
		{"short dictionary", forgery{element: column(format.Int32, required), rows: 1, pages: page(t, entries(many), 4, four)}, ErrCorrupt},
		{"short dictionary of texts", forgery{element: column(format.ByteArray, required), rows: 1, pages: page(t, entries(many), 4, four)}, ErrCorrupt},
		{"negative dictionary", forgery{element: column(format.Int32, required), rows: 1, pages: page(t, entries(-1), 4, four)}, ErrCorrupt},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := tt.file(t)
			var err error
			start := time.Now()
			used := allocated(func() {
				_, err = scan(file, Limits{MaxColumns: 10, MaxBytes: 256 << 20, MaxRow: 4 << 20, MaxExpansion: 1 << 18})
			})
			took := time.Since(start)
			if !errors.Is(err, tt.want) || tt.want == nil && err != nil {
				t.Errorf("%v, want %v", err, tt.want)
			}
			t.Logf("%v: %d bytes take %v and %d KiB", err, len(file), took, used>>10)
			// A few hundred milliseconds on a quiet machine.
			if took > 20*time.Second || used > 100<<20 {
				t.Errorf("%d bytes take %v and %d bytes", len(file), took, used)
			}
		})
	}
}

// TestExpansion: what counts is what the file stands for, and a file of any
// size has some.
func TestExpansion(t *testing.T) {
	f := forgery{element: column(format.Int32, format.Optional), rows: 1000, pages: page(t, values(1000, format.Plain), 7, text(run(1000, 0)))}
	file := f.file(t)
	limits := limits
	for _, tt := range []struct {
		limit int64
		want  error
	}{
		{1000*valueCost/smallFile + 1, nil},
		{1000 * valueCost / smallFile, ErrLimit},
		{math.MaxInt64, nil},
	} {
		limits.MaxExpansion = tt.limit
		rows, err := scan(file, limits)
		if !errors.Is(err, tt.want) || err == nil != (tt.want == nil) {
			t.Errorf("limit %d: %v, want %v", tt.limit, err, tt.want)
		}
		if err != nil && rows > 0 {
			t.Errorf("limit %d: %d rows came before the error", tt.limit, rows)
		}
	}
}
