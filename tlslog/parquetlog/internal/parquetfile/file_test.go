package parquetfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
	"github.com/parquet-go/parquet-go/encoding"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

var limits = Limits{MaxColumns: 1000, MaxBytes: 64 << 20, MaxRow: 1 << 20, MaxExpansion: 1 << 18}

// dump returns the rows of a file, a line for each, up to so many.
func dump(file []byte, limits Limits, rows int) (string, error) {
	f, err := Open(bytes.NewReader(file), int64(len(file)), limits)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for range rows {
		if err := f.Next(); err == io.EOF {
			break
		} else if err != nil {
			return b.String(), err
		}
		for _, c := range f.Columns {
			if c.Repeated {
				for i := range c.Values {
					b.WriteString(show(c, &c.Values[i]))
				}
			} else if !c.Value.Null {
				b.WriteString(show(c, &c.Value))
			}
			b.WriteByte('|')
		}
		b.WriteByte('\n')
	}
	return b.String(), nil
}

func show(c *Column, v *Value) string {
	if v.Null {
		return "null "
	}
	switch c.physical {
	case format.ByteArray, format.FixedLenByteArray, format.Int96:
		return fmt.Sprintf("%x ", v.Bytes)
	}
	return fmt.Sprintf("%d ", v.Int())
}

// oracle does what dump does, with parquet-go.
func oracle(t testing.TB, file []byte) string {
	t.Helper()
	f, err := parquet.OpenFile(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, g := range f.RowGroups() {
		rows := g.Rows()
		buf := make([]parquet.Row, 1)
		for {
			n, err := rows.ReadRows(buf)
			if n == 0 {
				if err != io.EOF {
					t.Fatal(err)
				}
				break
			}
			buf[0].Range(func(_ int, values []parquet.Value) bool {
				for _, v := range values {
					switch {
					case v.IsNull() && v.DefinitionLevel() == 2: // an element of a column d of sample
						b.WriteString("null ")
					case v.IsNull():
					case v.Kind() == parquet.ByteArray, v.Kind() == parquet.FixedLenByteArray:
						fmt.Fprintf(&b, "%x ", v.ByteArray())
					case v.Kind() == parquet.Int96:
						i := v.Int96()
						var raw [12]byte
						for k, word := range i {
							binary.LittleEndian.PutUint32(raw[4*k:], word)
						}
						fmt.Fprintf(&b, "%x ", raw)
					case v.Kind() == parquet.Boolean:
						fmt.Fprintf(&b, "%d ", map[bool]int{true: 1}[v.Boolean()])
					case v.Kind() == parquet.Int32:
						fmt.Fprintf(&b, "%d ", v.Int32())
					case v.Kind() == parquet.Float:
						fmt.Fprintf(&b, "%d ", v.Uint32())
					default:
						fmt.Fprintf(&b, "%d ", v.Int64())
					}
				}
				b.WriteByte('|')
				return true
			})
			b.WriteByte('\n')
		}
		rows.Close()
	}
	return b.String()
}

// A variant is a way to write the test's rows.
type variant struct {
	name  string
	node  parquet.Node
	value func(rnd *rand.Rand) parquet.Value
}

func variants() []variant {
	texts := func(rnd *rand.Rand) parquet.Value {
		return parquet.ByteArrayValue([]byte(strings.Repeat("ab", rnd.IntN(4)) + fmt.Sprint(rnd.IntN(30))))
	}
	ints32 := func(rnd *rand.Rand) parquet.Value { return parquet.Int32Value(int32(rnd.Uint32()) >> rnd.IntN(32)) }
	ints64 := func(rnd *rand.Rand) parquet.Value { return parquet.Int64Value(int64(rnd.Uint64()) >> rnd.IntN(64)) }
	fixed := func(rnd *rand.Rand) parquet.Value {
		return parquet.FixedLenByteArrayValue(fmt.Appendf(nil, "%05d", rnd.IntN(99999)))
	}
	var all []variant
	add := func(name string, node parquet.Node, value func(*rand.Rand) parquet.Value, encodings ...encoding.Encoding) {
		for _, e := range encodings {
			all = append(all, variant{fmt.Sprintf("%s %v", name, e), parquet.Encoded(node, e), value})
		}
	}
	add("text", parquet.String(), texts, &parquet.Plain, &parquet.RLEDictionary, &parquet.DeltaLengthByteArray, &parquet.DeltaByteArray)
	add("int32", parquet.Leaf(parquet.Int32Type), ints32, &parquet.Plain, &parquet.RLEDictionary, &parquet.DeltaBinaryPacked)
	add("int64", parquet.Leaf(parquet.Int64Type), ints64, &parquet.Plain, &parquet.RLEDictionary, &parquet.DeltaBinaryPacked)
	add("fixed", parquet.Leaf(parquet.FixedLenByteArrayType(5)), fixed, &parquet.Plain, &parquet.RLEDictionary, &parquet.DeltaByteArray)
	add("double", parquet.Leaf(parquet.DoubleType), func(rnd *rand.Rand) parquet.Value { return parquet.DoubleValue(rnd.NormFloat64()) },
		&parquet.Plain, &parquet.ByteStreamSplit, &parquet.RLEDictionary)
	add("float", parquet.Leaf(parquet.FloatType), func(rnd *rand.Rand) parquet.Value { return parquet.FloatValue(rnd.Float32()) },
		&parquet.Plain, &parquet.ByteStreamSplit)
	add("bool", parquet.Leaf(parquet.BooleanType), func(rnd *rand.Rand) parquet.Value { return parquet.BooleanValue(rnd.IntN(3) == 0) },
		&parquet.Plain, &parquet.RLE)
	return all
}

// sample writes rows with every variant as a required, an optional and a
// repeated column.
func sample(t testing.TB, codec compress.Codec, version, rows int, seed uint64) []byte {
	t.Helper()
	group := parquet.Group{}
	all := variants()
	for i, v := range all {
		name := fmt.Sprintf("c%02d", i)
		group[name+"a"] = v.node
		group[name+"b"] = parquet.Optional(v.node)
		group[name+"c"] = parquet.Repeated(v.node)
		group[name+"d"] = parquet.Optional(parquet.Group{"x": parquet.Repeated(parquet.Group{"y": parquet.Optional(v.node)})})
	}
	var b bytes.Buffer
	w := parquet.NewWriter(&b, parquet.NewSchema("sample", group), parquet.Compression(codec), parquet.DataPageVersion(version), parquet.PageBufferSize(2000))
	rnd := rand.New(rand.NewPCG(seed, 1))
	for n := range rows {
		var row parquet.Row
		column := 0
		value := func(v parquet.Value, repetition, definition int) {
			row = append(row, v.Level(repetition, definition, column))
		}
		for i := range all {
			get := all[i].value
			value(get(rnd), 0, 0)
			column++
			if n/50%3 == 1 || rnd.IntN(4) == 0 {
				value(parquet.Value{}, 0, 0)
			} else {
				value(get(rnd), 0, 1)
			}
			column++
			if count := rnd.IntN(4); count == 0 {
				value(parquet.Value{}, 0, 0)
			} else {
				for k := range count {
					value(get(rnd), min(k, 1), 1)
				}
			}
			column++
			switch count := rnd.IntN(5); count {
			case 0, 1:
				value(parquet.Value{}, 0, count)
			default:
				for k := range count {
					if rnd.IntN(3) == 0 {
						value(parquet.Value{}, min(k, 1), 2)
					} else {
						value(get(rnd), min(k, 1), 3)
					}
				}
			}
			column++
		}
		if _, err := w.WriteRows([]parquet.Row{row}); err != nil {
			t.Fatal(err)
		}
		if n == rows/2 {
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestOracle compares the rows of files in every encoding and codec with what
// parquet-go reads from them.
func TestOracle(t *testing.T) {
	for _, codec := range []compress.Codec{&parquet.Uncompressed, &parquet.Snappy, &parquet.Gzip, &parquet.Zstd} {
		for version := 1; version <= 2; version++ {
			t.Run(fmt.Sprintf("%v v%d", codec, version), func(t *testing.T) {
				file := sample(t, codec, version, 700, 1)
				got, err := dump(file, limits, 1e6)
				if err != nil {
					t.Fatal(err)
				}
				if want := oracle(t, file); got != want {
					a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
					for i := range min(len(a), len(b)) {
						if a[i] != b[i] {
							t.Fatalf("row %d:\n%s, want\n%s", i, a[i], b[i])
						}
					}
					t.Fatalf("%d rows, want %d", len(a), len(b))
				}
			})
		}
	}
}

func TestNotParquet(t *testing.T) {
	good := sample(t, &parquet.Snappy, 1, 3, 1)
	tests := []struct {
		name, file string
		want       error
	}{
		{"empty", "", ErrNotParquet},
		{"text", "2026-09-23T07:11:27.691358Z 192.0.2.1", ErrNotParquet},
		{"first byte", "P", io.ErrUnexpectedEOF},
		{"three bytes", "PAR", io.ErrUnexpectedEOF},
		{"three others", "PA1", ErrNotParquet},
		{"magic only", "PAR1", io.ErrUnexpectedEOF},
		{"half", string(good[:len(good)/2]), io.ErrUnexpectedEOF},
		{"last byte", string(good[:len(good)-1]), io.ErrUnexpectedEOF},
		{"encrypted", "PARE" + string(good[4:]), ErrUnsupported},
		{"long footer", string(good[:len(good)-8]) + "\xff\xff\xff\x7fPAR1", ErrCorrupt},
		{"short footer", string(good[:len(good)-8]) + "\x05\x00\x00\x00PAR1", ErrCorrupt},
		{"empty footer", "PAR1\x00\x00\x00\x00PAR1", ErrCorrupt},
		{"no schema", "PAR1\x00\x01\x00\x00\x00PAR1", ErrCorrupt},
		{"body cut out", string(good[:4]) + string(good[len(good)/2:]), ErrCorrupt},
	}
	for _, tt := range tests {
		if _, err := dump([]byte(tt.file), limits, 10); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

// footer returns a file that consists of a footer.
func footer(t testing.TB, meta *format.FileMetaData) []byte {
	t.Helper()
	text, err := thrift.Marshal(new(thrift.CompactProtocol), meta)
	if err != nil {
		t.Fatal(err)
	}
	b := append([]byte(magic), text...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(text)))
	return append(b, magic...)
}

// allocated returns how much memory f allocates, in bytes.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestBombs: what claims to be large ends in an error before it is.
func TestBombs(t *testing.T) {
	leaf := func(name string) format.SchemaElement {
		return format.SchemaElement{Type: thrift.New(format.Int32), Name: name, RepetitionType: thrift.New(format.Required)}
	}
	group := func(name string, children int32) format.SchemaElement {
		return format.SchemaElement{Name: name, NumChildren: thrift.New(children), RepetitionType: thrift.New(format.Optional)}
	}
	wide := format.FileMetaData{Schema: []format.SchemaElement{group("root", 10_000)}}
	for i := range 10_000 {
		wide.Schema = append(wide.Schema, leaf(fmt.Sprint("c", i)))
	}
	deep := format.FileMetaData{Schema: []format.SchemaElement{group("root", 1)}}
	for range 900 {
		deep.Schema = append(deep.Schema, group("g", 1))
	}
	deep.Schema = append(deep.Schema, leaf("x"))
	names := format.FileMetaData{Schema: []format.SchemaElement{group("root", 1), leaf(strings.Repeat("n", 1<<20))}}
	// A list of two million column chunks of one byte each, which would take
	// gigabytes.
	list := []byte{0x19, 0x1c, 0x19, 0xfc}
	list = binary.AppendUvarint(list, 2<<20)
	list = append(list, make([]byte, 2<<20)...)
	list = append(list, 0, 0)
	chunks := append(append([]byte(magic), 0x49), list[1:]...)
	chunks = binary.LittleEndian.AppendUint32(chunks, uint32(len(chunks)-len(magic)))
	chunks = append(chunks, magic...)
	claim := append([]byte(magic), 0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07, 0)
	claim = binary.LittleEndian.AppendUint32(claim, uint32(len(claim)-len(magic)))
	claim = append(claim, magic...)
	nested := append([]byte(magic), bytes.Repeat([]byte{0x1c}, 1<<20)...)
	nested = binary.LittleEndian.AppendUint32(nested, 1<<20)
	nested = append(nested, magic...)

	for _, tt := range []struct {
		name string
		file []byte
		want error
	}{
		{"10,000 columns", footer(t, &wide), ErrLimit},
		{"deep groups", footer(t, &deep), ErrLimit},
		{"long name", footer(t, &names), ErrLimit},
		{"column chunks", chunks, ErrLimit},
		{"claimed list", claim, ErrCorrupt},
		{"nested structures", nested, ErrCorrupt},
	} {
		var err error
		used := allocated(func() { _, err = dump(tt.file, limits, 10) })
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
		if used > 64<<20 {
			t.Errorf("%s: takes %d bytes", tt.name, used)
		}
	}
}

// TestPageBombs: a page that is compressed more than it may be, or that holds
// more values than there are.
func TestPageBombs(t *testing.T) {
	for _, codec := range []compress.Codec{&parquet.Snappy, &parquet.Gzip, &parquet.Zstd} {
		var b bytes.Buffer
		w := parquet.NewWriter(&b, parquet.NewSchema("bomb", parquet.Group{"x": parquet.String()}), parquet.Compression(codec), parquet.DataPageStatistics(false), parquet.SkipPageBounds("x"))
		if _, err := w.WriteRows([]parquet.Row{{parquet.ByteArrayValue(make([]byte, 4<<20)).Level(0, 0, 0)}}); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		var err error
		used := allocated(func() { _, err = dump(b.Bytes(), Limits{MaxColumns: 1, MaxBytes: 1 << 20, MaxExpansion: 1 << 18}, 10) })
		if !errors.Is(err, ErrLimit) {
			t.Errorf("%v: %v", codec, err)
		}
		if used > 1<<20 {
			t.Errorf("%v: takes %d bytes", codec, used)
		}
	}
}

// TestRowLimit: of a row of too many values only those are kept that may be,
// in all columns together, and the next row is whole.
func TestRowLimit(t *testing.T) {
	numbers := parquet.Repeated(parquet.Leaf(parquet.Int32Type))
	var b bytes.Buffer
	w := parquet.NewWriter(&b, parquet.NewSchema("bomb", parquet.Group{"x": numbers, "y": numbers}))
	for _, count := range []int{60_000, 1} {
		var row parquet.Row
		for column := range 2 {
			for i := range count {
				row = append(row, parquet.Int32Value(7).Level(min(i, 1), 1, column))
			}
		}
		if _, err := w.WriteRows([]parquet.Row{row}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	limits := limits
	limits.MaxRow = 100_000 * valueBytes
	f, err := Open(bytes.NewReader(b.Bytes()), int64(b.Len()), limits)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range [][2]int{{60_000, 40_000}, {1, 1}} {
		if err := f.Next(); err != nil {
			t.Fatal(err)
		}
		got := [2]int{len(f.Columns[0].Values), len(f.Columns[1].Values)}
		if tooLong := f.RepeatedBytes() > limits.MaxRow; got != want || tooLong != (want[0] > 1) {
			t.Errorf("%d values, want %d; %d bytes", got, want, f.RepeatedBytes())
		}
	}
	if err := f.Next(); err != io.EOF {
		t.Error(err)
	}
}

// TestDamage changes every byte of a file in turn. Nothing may panic, and
// every error is one of this package.
func TestDamage(t *testing.T) {
	file := sample(t, &parquet.Snappy, 1, 4, 1)
	step := max(1, len(file)/1000)
	for i := 0; i < len(file); i += step {
		for _, change := range []byte{0xff, 0x01, 0x80} {
			damaged := bytes.Clone(file)
			damaged[i] ^= change
			checkErrors(t, damaged)
		}
	}
}

// TestCutOff: a file that was cut off is never taken for a whole one.
func TestCutOff(t *testing.T) {
	file := small(t, &parquet.Zstd, 2)
	for n := range file {
		if _, err := dump(file[:n], limits, 100); err == nil || n > 0 && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%d of %d bytes: %v", n, len(file), err)
		}
	}
}

func checkErrors(t *testing.T, file []byte) {
	t.Helper()
	_, err := dump(file, Limits{MaxColumns: 1000, MaxBytes: 16 << 20, MaxRow: 1 << 20, MaxExpansion: 1 << 18}, 2000)
	for _, known := range []error{nil, ErrNotParquet, ErrCorrupt, ErrLimit, ErrUnsupported, io.ErrUnexpectedEOF} {
		if errors.Is(err, known) {
			return
		}
	}
	t.Errorf("%v", err)
}

func FuzzFile(f *testing.F) {
	for version := 1; version <= 2; version++ {
		for _, codec := range []compress.Codec{&parquet.Uncompressed, &parquet.Snappy, &parquet.Gzip, &parquet.Zstd} {
			f.Add(small(f, codec, version))
		}
	}
	f.Add([]byte("PAR1\x00\x01\x00\x00\x00PAR1"))
	f.Fuzz(func(t *testing.T, file []byte) { checkErrors(t, file) })
}

// small writes a file that a fuzzer can work on.
func small(t testing.TB, codec compress.Codec, version int) []byte {
	t.Helper()
	group := parquet.Group{
		"a": parquet.Encoded(parquet.Optional(parquet.String()), &parquet.RLEDictionary),
		"b": parquet.Repeated(parquet.Encoded(parquet.String(), &parquet.DeltaByteArray)),
		"c": parquet.Encoded(parquet.Leaf(parquet.Int64Type), &parquet.DeltaBinaryPacked),
	}
	var b bytes.Buffer
	w := parquet.NewWriter(&b, parquet.NewSchema("x", group), parquet.Compression(codec), parquet.DataPageVersion(version))
	for i := range 20 {
		row := parquet.Row{
			parquet.ByteArrayValue([]byte("text")).Level(0, 1, 0),
			parquet.ByteArrayValue(fmt.Append(nil, "value", i)).Level(0, 1, 1),
			parquet.ByteArrayValue([]byte("valued")).Level(1, 1, 1),
			parquet.Int64Value(int64(i*i)).Level(0, 0, 2),
		}
		if _, err := w.WriteRows([]parquet.Row{row}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
