package parquetlog

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"testing"
	"time"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/tlslog"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
)

// oneRow returns a file of one row, with a value for each leaf of a schema.
func oneRow(t testing.TB, columns parquet.Group, values ...parquet.Value) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewWriter(&b, parquet.NewSchema("row", columns))
	if _, err := w.WriteRows([]parquet.Row{values}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// int96 returns a timestamp of older writers.
func int96(day uint32, nanos uint64) parquet.Value {
	return parquet.Int96Value(deprecated.Int96{uint32(nanos), uint32(nanos >> 32), day})
}

// TestPhysicalTypes: a time and a duration in every type that can hold them,
// and what becomes of the same values in a column that is not known.
func TestPhysicalTypes(t *testing.T) {
	const unix = 1790147487 // 2026-09-23T07:11:27Z
	moment := time.Unix(unix, 0).UTC()
	millis := time.Unix(unix, 691_000_000).UTC()
	leaf := parquet.Leaf
	day := uint32(unix/86400 + 2440588)
	clock := uint64(unix%86400) * 1e9
	float := func(f float32) parquet.Value { return parquet.FloatValue(f) }
	whole := make([]byte, 8)
	binary.BigEndian.PutUint64(whole, 36_000_000)

	tests := []struct {
		name  string
		node  parquet.Node
		value parquet.Value
		time  time.Time // zero: it is none
		took  time.Duration
		other string // in JSON
	}{
		{"milliseconds", parquet.Timestamp(parquet.Millisecond), parquet.Int64Value(unix*1e3 + 691), millis, -1, `"2026-09-23T07:11:27.691Z"`},
		{"microseconds", parquet.Timestamp(parquet.Microsecond), parquet.Int64Value(unix*1e6 + 691e3), millis, -1, `"2026-09-23T07:11:27.691Z"`},
		{"nanoseconds", parquet.Timestamp(parquet.Nanosecond), parquet.Int64Value(unix*1e9 + 691e6), millis, -1, `"2026-09-23T07:11:27.691Z"`},
		{"milliseconds without zone", parquet.TimestampAdjusted(parquet.Millisecond, false), parquet.Int64Value(unix*1e3 + 691), millis, -1, `"2026-09-23T07:11:27.691Z"`},
		{"microseconds without zone", parquet.TimestampAdjusted(parquet.Microsecond, false), parquet.Int64Value(unix*1e6 + 691e3), millis, -1, `"2026-09-23T07:11:27.691Z"`},
		{"nanoseconds without zone", parquet.TimestampAdjusted(parquet.Nanosecond, false), parquet.Int64Value(unix * 1e9), moment, -1, `"2026-09-23T07:11:27Z"`},
		{"milliseconds beyond", parquet.Timestamp(parquet.Millisecond), parquet.Int64Value(math.MaxInt64), time.Time{}, -1, `"9223372036854775807"`},
		{"day", parquet.Date(), parquet.Int32Value(unix / 86400), moment.Truncate(24 * time.Hour), -1, `"2026-09-23T00:00:00Z"`},
		{"day beyond", parquet.Date(), parquet.Int32Value(math.MinInt32), time.Time{}, -1, `"-2147483648"`},
		{"int96", leaf(parquet.Int96Type), int96(day, clock), moment, -1, `"2026-09-23T07:11:27Z"`},
		{"int96 beyond", leaf(parquet.Int96Type), int96(day, 1<<63), time.Time{}, -1, fmt.Sprintf(`"0000000000000080%x"`, binary.LittleEndian.AppendUint32(nil, day))},
		{"int64", leaf(parquet.Int64Type), parquet.Int64Value(unix * 1e3), moment, -1, `1790147487000`},
		{"negative int64", leaf(parquet.Int64Type), parquet.Int64Value(-1), time.Unix(0, -1e6).UTC(), -1, `-1`},
		{"uint64", parquet.Uint(64), parquet.Int64Value(-1), time.Time{}, -1, `18446744073709551615`},
		{"uint32", parquet.Uint(32), parquet.Int32Value(-1), time.Unix(math.MaxUint32/1000, math.MaxUint32%1000*1e6).UTC(), math.MaxUint32 * time.Second, `4294967295`},
		{"int8", parquet.Int(8), parquet.Int32Value(7), time.Unix(0, 7e6).UTC(), 7 * time.Second, `7`},
		{"double", leaf(parquet.DoubleType), parquet.DoubleValue(0.036), time.Time{}, 36 * time.Millisecond, `0.036`},
		{"large double", leaf(parquet.DoubleType), parquet.DoubleValue(unix * 1e3), moment, -1, `1790147487000`},
		{"float", leaf(parquet.FloatType), float(0.036), time.Time{}, 36 * time.Millisecond, `0.036`},
		{"not a number", leaf(parquet.DoubleType), parquet.DoubleValue(math.NaN()), time.Time{}, -1, `"NaN"`},
		{"infinity", leaf(parquet.FloatType), float(float32(math.Inf(-1))), time.Time{}, -1, `"-Inf"`},
		{"decimal of 32 bits", parquet.Decimal(3, 9, parquet.Int32Type), parquet.Int32Value(36), time.Time{}, 36 * time.Millisecond, `0.036`},
		{"decimal of 64 bits", parquet.Decimal(9, 18, parquet.Int64Type), parquet.Int64Value(36e6), time.Time{}, 36 * time.Millisecond, `0.036000000`},
		{"negative decimal", parquet.Decimal(9, 18, parquet.Int64Type), parquet.Int64Value(-5), time.Time{}, -1, `-0.000000005`},
		{"decimal of bytes", parquet.Decimal(9, 18, parquet.ByteArrayType), parquet.ByteArrayValue([]byte{0, 5}), time.Time{}, 5, `0.000000005`},
		{"negative decimal of bytes", parquet.Decimal(1, 18, parquet.ByteArrayType), parquet.ByteArrayValue([]byte{0xff, 0x80}), time.Time{}, -1, `-12.8`},
		{"decimal of no bytes", parquet.Decimal(2, 18, parquet.ByteArrayType), parquet.ByteArrayValue([]byte{}), time.Time{}, 0, `0.00`},
		{"decimal of fixed bytes", parquet.Decimal(9, 18, parquet.FixedLenByteArrayType(8)), parquet.FixedLenByteArrayValue(whole), time.Time{}, 36 * time.Millisecond, `0.036000000`},
		{"decimal without digits behind the point", parquet.Decimal(0, 18, parquet.Int64Type), parquet.Int64Value(unix * 1e3), moment, -1, `1790147487000`},
		{"fixed text", leaf(parquet.FixedLenByteArrayType(5)), parquet.FixedLenByteArrayValue([]byte("0.036")), time.Time{}, 36 * time.Millisecond, `"0.036"`},
		{"bytes", leaf(parquet.FixedLenByteArrayType(2)), parquet.FixedLenByteArrayValue([]byte("\xff\x00")), time.Time{}, -1, `"ff00"`},
		{"bytes of any number", leaf(parquet.ByteArrayType), parquet.ByteArrayValue([]byte("a\xff")), time.Time{}, -1, `"61ff"`},
		{"bytes that are text", leaf(parquet.ByteArrayType), parquet.ByteArrayValue([]byte("é\x00")), time.Time{}, -1, `"é\u0000"`},
		{"broken text", parquet.String(), parquet.ByteArrayValue([]byte("a\xff")), time.Time{}, -1, `"a\ufffd"`},
		{"UUID", parquet.UUID(), parquet.FixedLenByteArrayValue([]byte("\xff23456789abcdef0")), time.Time{}, -1, `"ff323334353637383961626364656630"`},
		{"true", leaf(parquet.BooleanType), parquet.BooleanValue(true), time.Time{}, -1, `true`},
		{"enum", parquet.Enum(), parquet.ByteArrayValue([]byte("0")), time.Unix(0, 0).UTC(), 0, `"0"`},
		{"JSON", parquet.JSON(), parquet.ByteArrayValue([]byte("{}")), time.Time{}, -1, `"{}"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := oneRow(t, parquet.Group{"client_ip": parquet.String(), "time": tt.node}, parquet.ByteArrayValue([]byte("192.0.2.1")).Level(0, 0, 0), tt.value.Level(0, 0, 1))
			records, errs := decodeAll[alb.Record](file)
			if len(records) != 1 || tt.time.IsZero() != errors.Is(errs[0], tlslog.ErrTime) || records[0].Time != tt.time {
				t.Errorf("time: %v, %v", records, errs)
			}

			file = oneRow(t, parquet.Group{"client_ip": parquet.String(), "tls_handshake_latency": tt.node}, parquet.ByteArrayValue([]byte("192.0.2.1")).Level(0, 0, 0), tt.value.Level(0, 0, 1))
			records, errs = decodeAll[alb.Record](file)
			want := tlslog.Some(tt.took)
			if tt.took < 0 {
				want = tlslog.Opt[time.Duration]{}
			}
			if len(records) != 1 || (tt.took < 0) != errors.Is(errs[0], tlslog.ErrNumber) || records[0].TLSHandshakeLatency != want {
				t.Errorf("latency: %v, %v", records, errs)
			}

			file = oneRow(t, parquet.Group{"client_ip": parquet.String(), "new": tt.node}, parquet.ByteArrayValue([]byte("192.0.2.1")).Level(0, 0, 0), tt.value.Level(0, 0, 1))
			records, errs = decodeAll[alb.Record](file)
			if len(records) != 1 || errs[0] != nil || records[0].Extra != `{"new":`+tt.other+`}` {
				t.Errorf("other: %s, want %s; %v", records[0].Extra, tt.other, errs)
			}
		})
	}
}

// TestNestedTypes: lists, maps and structures are unknown columns, also under
// the name of a field.
func TestNestedTypes(t *testing.T) {
	type inner struct {
		Code *int32   `parquet:"code"`
		Tags []string `parquet:"tags,list"`
	}
	type row struct {
		ClientIP string           `parquet:"client_ip"`
		Elb      []string         `parquet:"elb,list"`
		Time     struct{ A int8 } `parquet:"time"`
		Map      map[string]int64 `parquet:"map"`
		Inner    *inner           `parquet:"inner"`
		Many     []inner          `parquet:"many"`
	}
	code := int32(-5)
	records, errs := decodeAll[alb.Record](vendedFile(t, &parquet.Zstd,
		row{ClientIP: "192.0.2.1", Elb: []string{"a", "-"}, Map: map[string]int64{"k": 1}, Inner: &inner{&code, []string{""}}, Many: []inner{{nil, []string{"x"}}, {&code, nil}}},
		row{ClientIP: "192.0.2.2"},
	))
	for i, want := range []string{
		`{"elb.list.element":["a","-"],"time.A":0,"map.key_value.key":["k"],"map.key_value.value":[1],` +
			`"inner.code":-5,"inner.tags.list.element":[""],"many.code":[null,-5],"many.tags.list.element":["x"]}`,
		`{"time.A":0}`,
	} {
		if len(records) != 2 || errs[i] != nil || records[i].Extra != want || records[i].ELB != "" || !records[i].ClientIP.IsValid() {
			t.Errorf("%+v, %v, want %s", records, errs, want)
		}
	}
}

// TestRepeatedTooLong: a row whose repeated columns are too long is told as one
// whose texts are, and the next row is whole.
func TestRepeatedTooLong(t *testing.T) {
	type row struct {
		ClientIP string   `parquet:"client_ip"`
		List     []string `parquet:"list"`
		Numbers  []int32  `parquet:"numbers"`
	}
	good := row{"192.0.2.1", []string{"a"}, []int32{1}}
	file := vendedFile(t, &parquet.Snappy, row{"192.0.2.1", make([]string, 60), make([]int32, 60)}, good, row{"192.0.2.1", []string{string(make([]byte, 5000))}, nil}, good)
	d := NewDecoder[alb.Record](bytes.NewReader(file), int64(len(file)))
	d.MaxRecordBytes = 5000
	for i := range 4 {
		var rec alb.Record
		err := d.Decode(&rec)
		if i%2 == 0 && (!errors.Is(err, tlslog.ErrTooLong) || rec != (alb.Record{})) ||
			i%2 != 0 && (err != nil || rec.Extra != `{"list":["a"],"numbers":[1]}`) {
			t.Errorf("row %d: %+v, %v", i+1, rec, err)
		}
	}
	var rec alb.Record
	if err := d.Decode(&rec); err != io.EOF {
		t.Error(err)
	}
}

// TestExtraColumn: the column extra and unknown columns are told together.
func TestExtraColumn(t *testing.T) {
	type row struct {
		ClientIP string `parquet:"client_ip"`
		Extra    string `parquet:"extra"`
		New      int32  `parquet:"new"`
	}
	for was, want := range map[string]string{
		``:              `{"new":7}`,
		`{}`:            `{"new":7}`,
		`{ } `:          `{"new":7}`,
		`{"a":{"b":1}}`: `{"new":7,"a":{"b":1}}`,
		`text`:          `{"new":7,"extra":"text"}`,
		`{a} {b}`:       `{"new":7,"extra":"{a} {b}"}`,
		`{`:             `{"new":7,"extra":"{"}`,
	} {
		records, errs := decodeAll[alb.Record](vendedFile(t, &parquet.Snappy, row{"192.0.2.1", was, 7}))
		if len(records) != 1 || errs[0] != nil || records[0].Extra != want {
			t.Errorf("%s: %+v, %v, want %s", was, records, errs, want)
		}
	}
}

// TestSchemaVersion: a file of a version that is not known is not guessed at.
func TestSchemaVersion(t *testing.T) {
	type row struct {
		ClientIP string `parquet:"client_ip"`
	}
	for version, want := range map[string]error{"1": nil, "2": tlslog.ErrUnsupported, "": tlslog.ErrUnsupported} {
		var b bytes.Buffer
		if err := parquet.Write(&b, []row{{"192.0.2.1"}}, parquet.KeyValueMetadata(KeyRecord, "alb"), parquet.KeyValueMetadata(KeyVersion, version)); err != nil {
			t.Fatal(err)
		}
		_, errs := decodeAll[alb.Record](b.Bytes())
		if len(errs) != 1 || !errors.Is(errs[0], want) {
			t.Errorf("version %q: %v", version, errs)
		}
	}
}

// TestMaxExpansion: many equal rows are read, and not if they may not be.
func TestMaxExpansion(t *testing.T) {
	file := write(t, nil, make([]alb.Record, 100_000)...)
	for limit, want := range map[int64]error{0: nil, 1000: ErrLimit} {
		d := NewDecoder[alb.Record](bytes.NewReader(file), int64(len(file)))
		d.MaxExpansion = limit
		rows, end := 0, error(nil)
		for _, err := range d.All() {
			if end = err; err == nil {
				rows++
			}
		}
		if !errors.Is(end, want) || end == nil && rows != 100_000 || end != nil && rows != 0 {
			t.Errorf("limit %d: %d rows, %v", limit, rows, end)
		}
	}
}

// FuzzDecoder reads any file as records of two kinds. Nothing may panic, and
// what a record has of unknown columns is JSON.
func FuzzDecoder(f *testing.F) {
	f.Add(vendedFile(f, &parquet.Snappy, allTexts{Time: "2026-09-23T07:11:27Z", ClientIP: "192.0.2.10"}))
	f.Add(vendedFile(f, &parquet.Uncompressed, numbers{ClientIP: "192.0.2.10", List: []string{"x"}}))
	f.Add(oneRow(f, parquet.Group{"client_ip": parquet.Decimal(9, 18, parquet.ByteArrayType), "time": parquet.Leaf(parquet.Int96Type)},
		parquet.ByteArrayValue([]byte{0xff, 0}).Level(0, 0, 0), int96(2440588, 0).Level(0, 0, 1)))
	f.Add(write(f, nil, alb.Record{ELB: "x"}))
	f.Add(write(f, nil, tlslog.Event{Source: tlslog.SourceALB, ID: "x"}))
	f.Fuzz(func(t *testing.T, file []byte) {
		fuzzDecoder[tlslog.Event](t, file)
		for _, rec := range fuzzDecoder[alb.Record](t, file) {
			if rec.Extra != "" && !bytes.Contains(file, []byte("extra")) && !json.Valid([]byte(rec.Extra)) {
				t.Errorf("extra is %q", rec.Extra)
			}
		}
	})
}

func fuzzDecoder[R Record](t *testing.T, file []byte) (records []R) {
	d := NewDecoder[R](bytes.NewReader(file), int64(len(file)))
	d.MaxBytes, d.MaxExpansion = 16<<20, 1<<12
	for range 1000 {
		var rec R
		err := d.Decode(&rec)
		if _, ok := errors.AsType[*tlslog.ParseError](err); err == nil || ok {
			records = append(records, rec)
			continue
		}
		for _, known := range []error{io.EOF, io.ErrUnexpectedEOF, ErrNotParquet, ErrCorrupt, ErrLimit, tlslog.ErrForeign, tlslog.ErrUnsupported} {
			if errors.Is(err, known) {
				return records
			}
		}
		t.Fatal(err)
	}
	return records
}
