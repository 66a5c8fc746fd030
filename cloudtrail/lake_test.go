package cloudtrail

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unsafe"

	"github.com/awstls/awstls/tlslog"
)

var _ tlslog.Decoder[LakeRow] = (*LakeDecoder)(nil)

func TestLakeFile(t *testing.T) {
	text, err := os.ReadFile("testdata/lake_result.csv")
	if err != nil {
		t.Fatal(err)
	}
	want := []LakeRow{
		{
			AccountID: "111122223333", RecipientAccountID: "111122223333", ARN: "arn:aws:iam::111122223333:user/legacy",
			EventSource: "iam.amazonaws.com", EventName: "ListUsers", AWSRegion: "us-east-1",
			TLSVersion: "TLSv1", CipherSuite: "ECDHE-RSA-AES128-SHA", UserAgent: "Boto/2.49.0 Python/2.7.18",
			NumOutdatedTLSCalls: tlslog.Some(uint64(17)),
		},
		{
			AccountID: "111122223333", RecipientAccountID: "111122223333", ARN: "arn:aws:iam::111122223333:user/legacy",
			EventSource: "s3.amazonaws.com", EventName: "PutObject", AWSRegion: "us-east-1",
			TLSVersion: "TLSv1.1", CipherSuite: "ECDHE-RSA-AES128-SHA", UserAgent: `old "client", 1.0`,
			NumOutdatedTLSCalls: tlslog.Some(uint64(3)),
		},
	}
	for _, log := range []string{string(text), zip(string(text)), "\xef\xbb\xbf" + string(text), strings.ReplaceAll(string(text), "\n", "\r\n\r\n")} {
		var got []LakeRow
		for row, err := range NewLakeDecoder(strings.NewReader(log)).All() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, row)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%+v", got)
		}
	}
}

func TestLakeColumns(t *testing.T) {
	const log = `tlsDetails.cipherSuite,USERIDENTITY.ARN,eventTime,tlsversion,numOutdatedTLSCalls,tlsVersion,"a ""b"""
AES128-SHA,arn,2026-03-14 09:00:00.000,,0,TLSv1.1,"x
y"
`
	d := NewLakeDecoder(strings.NewReader(log))
	var row LakeRow
	want := LakeRow{
		ARN: "arn", CipherSuite: "AES128-SHA", NumOutdatedTLSCalls: tlslog.Some(uint64(0)),
		Extra: `{"eventTime":"2026-03-14 09:00:00.000","tlsVersion":"TLSv1.1","a \"b\"":"x\ny"}`,
	}
	if err := d.Decode(&row); err != nil || row != want {
		t.Errorf("%v\n%+v, want\n%+v", err, row, want)
	}
	if err := d.Decode(&row); err != io.EOF || row != (LakeRow{}) || d.Raw() != "" {
		t.Error(err, row, d.Raw())
	}
}

// TestLakeDamage has the place of the damage at §, and the values of the column
// eventName of each row, with ! for each damaged one.
func TestLakeDamage(t *testing.T) {
	const head = "eventName,numOutdatedTlsCalls\n"
	tests := []struct {
		log   string
		names string
		field string
		err   error
		final error
	}{
		{head + "a,1\nb,§x\nc,3\n", "a!bc", "numOutdatedTlsCalls", tlslog.ErrNumber, io.EOF},
		{head + "a,1\nb,§-1\n", "a!b", "numOutdatedTlsCalls", tlslog.ErrNumber, io.EOF},
		{head + "a,1\n§b\nc,3\n", "a!bc", "", tlslog.ErrFieldCount, io.EOF},
		{head + "a,1\n§b,2,3\nc,3\n", "a!bc", "", tlslog.ErrFieldCount, io.EOF},
		{head + "a,1\n§b\"b,2\nc,3\n", "a!c", "eventName", tlslog.ErrQuote, io.EOF},
		{head + "a,1\n§\"b\"b,2\nc,3\n", "a!c", "eventName", tlslog.ErrQuote, io.EOF},
		{head + "a,1\n\"b\nb\",§\"2\"2\nc,3", "a!b\nbc", "numOutdatedTlsCalls", tlslog.ErrQuote, io.EOF},
		{head + "a,1\nb", "a", "", nil, io.ErrUnexpectedEOF},
		{head + "a,1\n\"b,2\nc,3\n", "a", "", nil, io.ErrUnexpectedEOF},
		{head, "", "", nil, io.EOF},
		{"", "", "", nil, io.EOF},
		{"\n\r\n", "", "", nil, io.EOF},
		{"eventName", "", "", nil, io.ErrUnexpectedEOF},
		{"\"eventName", "", "", nil, io.ErrUnexpectedEOF},
		{"event\"Name\na\n", "", "", nil, tlslog.ErrQuote},
		{"{\"version\":\"1.0\"}\n", "", "", nil, tlslog.ErrForeign},
		{strings.Repeat(",", maxColumns) + "\n", "", "", nil, tlslog.ErrFieldCount},
	}
	for _, test := range tests {
		pos := strings.Index(test.log, "§")
		log := strings.Replace(test.log, "§", "", 1)
		for _, r := range []io.Reader{strings.NewReader(log), iotest.OneByteReader(strings.NewReader(log))} {
			d := NewLakeDecoder(r)
			var names strings.Builder
			var final error
			for n := int64(1); ; n++ {
				row := LakeRow{ARN: "left over"}
				err := d.Decode(&row)
				perr, ok := errors.AsType[*tlslog.ParseError](err)
				if err != nil && !ok {
					if again := d.Decode(&row); again != err || row != (LakeRow{}) || d.Raw() != "" {
						t.Errorf("%q: %v after %v", log, again, err)
					}
					final = err
					break
				}
				if row.ARN != "" {
					t.Errorf("%q: not all fields were replaced", log)
				}
				if ok {
					names.WriteString("!")
					want := tlslog.ParseError{
						Format: "cloudtrail lake", Record: n, Line: 1 + int64(strings.Count(log[:pos], "\n")),
						Offset: int64(pos), Field: test.field, Err: test.err,
					}
					if *perr != want {
						t.Errorf("%q: %v, want %v", log, perr, &want)
					}
				}
				if raw, end := d.Raw(), d.InputOffset(); log[end-int64(len(raw)):end] != raw || raw == "" {
					t.Errorf("%q: Raw %q at %d", log, raw, end)
				}
				names.WriteString(row.EventName)
			}
			if names.String() != test.names || !errors.Is(final, test.final) {
				t.Errorf("%q: %s, want %s, and %v", log, names.String(), test.names, final)
			}
		}
	}
}

func TestLakeLimit(t *testing.T) {
	long := "\"" + strings.Repeat("x\n", 500) + "\""
	log := "eventName\na\n" + long + "\nb\n" + long
	for _, limit := range []int{10, len(long) - 1, len(long)} {
		d := NewLakeDecoder(iotest.OneByteReader(strings.NewReader(log)))
		d.MaxRecordBytes = limit
		var got strings.Builder
		for row, err := range d.All() {
			if got.WriteString(row.EventName[:min(1, len(row.EventName))]); err != nil {
				got.WriteString("!")
				if !errors.Is(err, tlslog.ErrTooLong) || row != (LakeRow{}) || d.Raw() != "" {
					t.Errorf("%v, Raw %q", err, d.Raw())
				}
			}
		}
		want := "a!b!"
		if limit == len(long) {
			want = "axbx"
		}
		if got.String() != want {
			t.Errorf("limit %d: %s, want %s", limit, got.String(), want)
		}
	}
	d := NewLakeDecoder(strings.NewReader("eventName,awsRegion\n"))
	d.MaxRecordBytes = 5
	if err := d.Decode(new(LakeRow)); !errors.Is(err, tlslog.ErrTooLong) {
		t.Errorf("header over the limit: %v", err)
	}
	if _, ok := errors.AsType[*tlslog.ParseError](d.Decode(new(LakeRow))); ok {
		t.Error("header over the limit: not final")
	}
}

func TestLakeReset(t *testing.T) {
	d := &LakeDecoder{MaxRecordBytes: 50}
	if err := d.Decode(new(LakeRow)); err != io.EOF {
		t.Errorf("zero LakeDecoder: %v", err)
	}
	for range 2 {
		d.Reset(strings.NewReader("eventName\na\n"))
		var row LakeRow
		if err := d.Decode(&row); err != nil || row.EventName != "a" || d.MaxRecordBytes != 50 {
			t.Error(err, row)
		}
	}
}

func TestLakeRowClone(t *testing.T) {
	row := LakeRow{NumOutdatedTLSCalls: tlslog.Some(uint64(1))}
	v := reflect.ValueOf(&row).Elem()
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.String {
			v.Field(i).SetString(fmt.Sprint("s", i))
		}
	}
	clone := row.Clone()
	c := reflect.ValueOf(clone)
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.String && unsafe.StringData(v.Field(i).String()) == unsafe.StringData(c.Field(i).String()) {
			t.Errorf("%s is shared", v.Type().Field(i).Name)
		}
	}
	if clone != row {
		t.Errorf("%+v, want %+v", clone, row)
	}
}

func TestLakeAllocs(t *testing.T) {
	log := "eventName,eventTime\n" + strings.Repeat("a,2026-03-14 09:00:00.000\n", 10000)
	r := strings.NewReader(log)
	d := new(LakeDecoder)
	var row LakeRow
	n := 0
	allocs := testing.AllocsPerRun(5, func() {
		r.Reset(log)
		d.Reset(r)
		for n = 0; d.Decode(&row) == nil; n++ {
		}
	})
	if allocs > float64(n)/50 {
		t.Errorf("%v allocations for %d rows", allocs, n)
	}
}

func TestCutValue(t *testing.T) {
	tests := []struct {
		s, value, rest string
		more           bool
		fault          int
	}{
		{`a,b`, `a`, `b`, true, -1},
		{`,`, ``, ``, true, -1},
		{``, ``, ``, false, -1},
		{`"a,""b""",c`, `a,"b"`, `c`, true, -1},
		{`""`, ``, ``, false, -1},
		{`a"b,c`, `a"b`, `c`, true, 1},
		{`"a"b,c`, `"a"b`, `c`, true, 3},
		{`"a`, `"a`, ``, false, 0},
	}
	for _, test := range tests {
		value, rest, more, fault := cutValue(test.s)
		if value != test.value || rest != test.rest || more != test.more || fault != test.fault {
			t.Errorf("%s: %s, %s, %t, %d", test.s, value, rest, more, fault)
		}
	}
}

// lakeSeeds are seeds of FuzzLake.
var lakeSeeds = []string{
	"eventName,awsRegion\na,b\n", "eventName\n\"a\"\"b\"\n", "a,b\r\n\"x\ny\",\"\"\r\n", "a\n\"x\"y\n", "a\nx\"y\n",
	"a,b\n1\n", "a,b\n1,2,3\n", "a\n\"x", "a\n\n\n1", "a\n1", "\"a\",\"b\"\n,\n", "a\n\"\r\n\"\n", "a\n\"x\"\ry\n", "a\nx\r\n",
}

// FuzzLake compares LakeDecoder with encoding/csv, where neither finds damage.
func FuzzLake(f *testing.F) {
	for _, log := range lakeSeeds {
		f.Add(log)
	}
	f.Fuzz(checkLake)
}

func TestLakeAgainstCSV(t *testing.T) {
	for _, log := range lakeSeeds {
		checkLake(t, log)
	}
}

func checkLake(t *testing.T, log string) {
	rows := func(r io.Reader) (list []string, last error) {
		d := NewLakeDecoder(r)
		for {
			var row LakeRow
			err := d.Decode(&row)
			if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
				return list, err
			}
			if raw, end := d.Raw(), d.InputOffset(); raw != "" && strings.HasPrefix(log, "a") && log[end-int64(len(raw)):end] != raw {
				t.Fatalf("Raw %q at %d of %q", raw, end, log)
			}
			list = append(list, fmt.Sprint(row, err))
		}
	}
	got, last := rows(strings.NewReader(log))
	again, lastAgain := rows(iotest.OneByteReader(strings.NewReader(log)))
	if !slices.Equal(got, again) || fmt.Sprint(last) != fmt.Sprint(lastAgain) {
		t.Fatalf("%q: in one piece\n%q, %v\nin many\n%q, %v", log, got, last, again, lastAgain)
	}

	// The values, by a decoder that puts all columns into Extra.
	if log != "" && (log[0] < ' ' || log[0] > '~' || strings.ContainsRune("(BP{", rune(log[0]))) {
		return // perhaps no text, or foreign
	}
	if log = strings.ReplaceAll(log, "\r", ""); log != "" && !strings.HasSuffix(log, "\n") {
		log += "\n"
	}
	c := csv.NewReader(strings.NewReader(log))
	want, err := c.ReadAll()
	if err != nil || len(want) == 0 || len(want[0]) > maxColumns {
		return
	}
	d := NewLakeDecoder(strings.NewReader(log))
	for _, values := range want[1:] {
		var row LakeRow
		if err := d.Decode(&row); err != nil && !errors.Is(err, tlslog.ErrNumber) {
			t.Fatalf("%q: %v", log, err)
		}
		for i, value := range values {
			cut, rest, more, fault := "", d.Raw(), true, -1
			for range i + 1 {
				if !more || fault >= 0 {
					t.Fatalf("%q: a row of %d values is %q", log, len(values), d.Raw())
				}
				cut, rest, more, fault = cutValue(rest)
			}
			if cut != value {
				t.Fatalf("%q: value %q, want %q", log, cut, value)
			}
		}
	}
	if err := d.Decode(new(LakeRow)); err != io.EOF {
		t.Fatalf("%q: %v at the end", log, err)
	}
}
