package parquetfile

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"net/netip"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

var specs = []Spec{
	{Name: "word", Type: Text, Repeating: true},
	{Name: "text", Type: Text},
	{Name: "addr", Type: Text, Repeating: true},
	{Name: "plain addr", Type: Text},
	{Name: "time", Type: TimestampMicro},
	{Name: "port", Type: Int, Bits: 32},
	{Name: "number", Type: Int, Bits: 64},
	{Name: "duration", Type: Decimal, Scale: 9, Precision: 18, Repeating: true},
	{Name: "flag", Type: Bool},
}

// put adds a value made of n to each column, or null where nulls has its bit.
// It returns the row as dump shows it.
func put(f *Writer, n int64, nulls uint) string {
	var b strings.Builder
	for i, c := range f.Columns {
		if nulls>>i&1 != 0 {
			c.Null()
			b.WriteByte('|')
			continue
		}
		text := strings.Repeat("x", int(uint64(n)%5)) + fmt.Sprint(n)
		addr := netip.AddrFrom4([4]byte{192, 0, byte(n >> 8), byte(n)})
		switch c.spec.Name {
		case "word", "text":
			if n%2 == 0 {
				c.Text(text)
			} else {
				c.TextOf([]byte(text))
			}
			fmt.Fprintf(&b, "%x ", text)
		case "addr", "plain addr":
			c.Addr(addr)
			fmt.Fprintf(&b, "%x ", addr.String())
		case "port":
			c.Int(int64(int32(n)))
			fmt.Fprintf(&b, "%d ", int32(n))
		case "flag":
			c.Bool(n&1 != 0)
			fmt.Fprintf(&b, "%d ", n&1)
		default:
			c.Int(n)
			fmt.Fprintf(&b, "%d ", n)
		}
		b.WriteByte('|')
	}
	return b.String() + "\n"
}

// newWriter returns a Writer into b.
func newWriter(t testing.TB, b *bytes.Buffer) *Writer {
	t.Helper()
	f, err := NewWriter(b, "test", specs)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// compare closes f and compares its rows, as parquet-go and this package read
// them, with those that there should be.
func compare(t testing.TB, f *Writer, b *bytes.Buffer, want string) {
	t.Helper()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := dump(b.Bytes(), Limits{MaxColumns: 100, MaxBytes: 1 << 28, MaxRow: 1 << 20, MaxExpansion: math.MaxInt64}, math.MaxInt)
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]string{"this package": got, "parquet-go": oracle(t, b.Bytes())} {
		if got == want {
			continue
		}
		a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Fatalf("%s reads row %d as\n%s, want\n%s", name, i, a[i], b[i])
			}
		}
		t.Fatalf("%s reads %d rows, want %d", name, len(a), len(b))
	}
}

// TestWriter writes values of few and of many kinds, with and without nulls,
// over pages, dictionaries that are too large, and row groups.
func TestWriter(t *testing.T) {
	for _, tt := range []struct {
		name  string
		rows  int
		kinds int64 // of values
		nulls func(rnd *rand.Rand) uint
	}{
		{"none", 0, 1, nil},
		{"one", 1, 1, nil},
		{"same", 1001, 1, nil},
		{"two", 1001, 2, nil},
		{"few", 1003, 100, func(rnd *rand.Rand) uint { return uint(rnd.IntN(1<<9)) &^ 3 }},
		{"all null", 77, 1, func(*rand.Rand) uint { return math.MaxUint }},
		{"pages", 2*pageRows + 7, 1000, func(rnd *rand.Rand) uint { return uint(rnd.Uint32()) }},
		{"many", 5 * pageRows, math.MaxInt64, func(rnd *rand.Rand) uint { return uint(rnd.IntN(2)) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(1, 2))
			var b bytes.Buffer
			var want strings.Builder
			f := newWriter(t, &b)
			for i := range tt.rows {
				nulls := uint(0)
				if tt.nulls != nil {
					nulls = tt.nulls(rnd)
				}
				if i%5 == 2 { // a row that is taken back
					put(f, int64(i), nulls)
					f.UndoRow(len(f.Columns))
				}
				want.WriteString(put(f, rnd.Int64N(tt.kinds), nulls))
				f.EndRow()
				if i == tt.rows/3 || i == tt.rows*9/10 {
					if err := f.EndRowGroup(); err != nil {
						t.Fatal(err)
					}
				}
			}
			compare(t, f, &b, want.String())
		})
	}
}

// TestWriterInvalid: a text that is not UTF-8 leaves no trace.
func TestWriterInvalid(t *testing.T) {
	var b bytes.Buffer
	f := newWriter(t, &b)
	zone := netip.MustParseAddr("fe80::1%\xff")
	for i := range f.Columns[:4] {
		c := f.Columns[i]
		if c.Text("\xff") || c.Text(strings.Repeat("x", 100)+"\xff") || c.Addr(zone) || c.rows != 0 {
			t.Errorf("%s takes it", c.spec.Name)
		}
	}
	want := put(f, 7, 0)
	f.EndRow()
	compare(t, f, &b, want)
}

// TestBounds: a row group tells the least and the greatest of its numbers, and
// nothing where there are none.
func TestBounds(t *testing.T) {
	var b bytes.Buffer
	f := newWriter(t, &b)
	for _, n := range []int64{-5, 3, 900} {
		put(f, n, 0)
		f.EndRow()
	}
	if err := f.EndRowGroup(); err != nil {
		t.Fatal(err)
	}
	put(f, 0, math.MaxUint)
	f.EndRow()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range file.Schema().Columns() {
		number := specs[i].Type != Text && specs[i].Type != Bool
		least, most, ok := file.RowGroups()[0].ColumnChunks()[i].(*parquet.FileColumnChunk).Bounds()
		if ok != number || ok && (fmt.Sprint(least) != "-5" || fmt.Sprint(most) != "900") {
			t.Errorf("%s: %v to %v, %v", name, least, most, ok)
		}
		if _, _, ok := file.RowGroups()[1].ColumnChunks()[i].(*parquet.FileColumnChunk).Bounds(); ok {
			t.Errorf("%s: nulls have bounds", name)
		}
	}
}

// short takes so many bytes, and fewer than it is given without saying why.
type short int

func (s *short) Write(b []byte) (int, error) {
	n := min(len(b), int(*s))
	*s -= short(n)
	return n, nil
}

func TestShortWrites(t *testing.T) {
	var b bytes.Buffer
	whole := newWriter(t, &b)
	put(whole, 1, 0)
	whole.EndRow()
	if err := whole.Close(); err != nil {
		t.Fatal(err)
	}
	for n := range b.Len() {
		s := short(n)
		f, err := NewWriter(&s, "test", specs)
		if err != nil {
			t.Fatal(err)
		}
		put(f, 1, 0)
		f.EndRow()
		if err := f.Close(); err != io.ErrShortWrite {
			t.Fatalf("%d of %d bytes: %v", n, b.Len(), err)
		}
	}
}

// FuzzWriter writes a row for each byte: its value, nulls and what happens then.
func FuzzWriter(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("aaaaaaaaabbbbbbb"))
	f.Add([]byte{0, 255, 3, 3, 3, 128, 7, 7, 64, 1})
	f.Fuzz(func(t *testing.T, rows []byte) {
		var b bytes.Buffer
		var want strings.Builder
		w := newWriter(t, &b)
		for i, row := range rows[:min(len(rows), 2000)] {
			nulls := uint(row) * 0x9E3779B9 >> 7
			if row%7 == 1 {
				put(w, int64(i), nulls)
				w.UndoRow(len(w.Columns))
			}
			want.WriteString(put(w, int64(row>>4)-3, nulls))
			w.EndRow()
			switch row % 31 {
			case 2:
				w.endPages()
			case 3:
				if err := w.EndRowGroup(); err != nil {
					t.Fatal(err)
				}
			}
		}
		compare(t, w, &b, want.String())
	})
}
