package cloudfront

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/awstls/awstls/tlslog"
)

func TestFieldNames(t *testing.T) {
	_, header, _ := strings.Cut(goodHeader, "#Fields: ")
	if got := FieldNames(); !slices.Equal(got, strings.Fields(header)) {
		t.Errorf("got %q", got)
	}
}

func TestDecodePlain(t *testing.T) {
	small := Record{ConnectionID: "c", ClientPort: 1}
	row := func(delimiter string) string { return strings.ReplaceAll(goodRow, "\t", delimiter) }
	tests := []struct {
		name      string
		fields    []string
		delimiter string
		in        string
		want      []Record
	}{
		{"defaults", nil, "", goodRow + "\r\n\n" + goodRow, []Record{good, good}},
		{"default fields", nil, ";;", row(";;") + "\n" + row(";;") + "\n", []Record{good, good}},
		{"a tab that is chosen", nil, "\t", goodRow, []Record{good}},
		{"default delimiter", []string{"clientPort", "connectionId"}, "", "1\tc\n1\tc", []Record{small, small}},
		{"both", []string{"clientPort", "new", "connectionId"}, " | ", "1 | - | c\n1 |  | c\n", []Record{
			{ConnectionID: "c", ClientPort: 1, Extra: `{"new":"-"}`}, small,
		}},
		{"five bytes", []string{"clientPort", "connectionId"}, "<tab>", "1<tab>c\n", []Record{small}},
		{"one space", []string{"clientPort", "connectionId", "tlsSni"}, " ", "1 c \n1 c -\n", []Record{small, small}},
		{"no delimiter and one field", []string{"connectionLogCustomData"}, "", "a\tb, c\n{}\n[\n#1\n-\n", []Record{
			{ConnectionLogCustomData: "a\tb, c"}, {ConnectionLogCustomData: "{}"}, {ConnectionLogCustomData: "["}, {ConnectionLogCustomData: "#1"}, {},
		}},
		{"names in other case", []string{"CLIENTPORT", "connectionid"}, ",", "1,c", []Record{small}},
		{"no name of AWS's", []string{"a", "b"}, ",", "1,c", []Record{{Extra: `{"a":"1","b":"c"}`}}},
		{"a brace that starts a row", []string{"tlsSni", "connectionId"}, ",", "{,c\n[,c\n#,c\n", []Record{
			{TLSSNI: "{", ConnectionID: "c"}, {TLSSNI: "[", ConnectionID: "c"}, {TLSSNI: "#", ConnectionID: "c"},
		}},
		{"JSON although rows are expected", []string{"clientPort", "connectionId"}, ",", goodJSON + "\n" + goodJSON, []Record{good, good}},
		{"JSON among rows", []string{"clientPort", "connectionId"}, ",", "1,c\n" + goodJSON + "\n1,c", []Record{small, good, small}},
		{"W3C although rows are expected", []string{"clientPort", "connectionId"}, ",", "#Fields: connectionId clientPort\nc,1\n#Fields: clientPort,connectionId\n1,c", []Record{small, small}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := NewDecoder(strings.NewReader(tt.in))
			d.Fields, d.Delimiter = tt.fields, tt.delimiter
			for _, want := range tt.want {
				wantRecord(t, d, want)
				if raw := d.Raw(); raw == "" || tt.in[:d.InputOffset()][d.InputOffset()-int64(len(raw)):] != raw {
					t.Errorf("Raw is %q, which does not end at %d", raw, d.InputOffset())
				}
			}
			wantEnd(t, d)
		})
	}
}

// TestDecodePlainErrors reads logs of three lines, the second of which is
// damaged at §.
func TestDecodePlainErrors(t *testing.T) {
	two := []string{"connectionId", "clientPort"}
	tests := []struct {
		name      string
		fields    []string
		delimiter string
		good, in  string
		format    string
		field     string
		err       error
		rec       Record
	}{
		{"value", two, ",", "c,1", "c,§x", " plain", "clientPort", tlslog.ErrNumber, Record{ConnectionID: "c"}},
		{"delimiter within a value", two, ",", "c,1", "§c,d,1", " plain", "", tlslog.ErrFieldCount, Record{}},
		{"too few values", two, ",", "c,1", "§c", " plain", "", tlslog.ErrFieldCount, Record{}},
		{"the other delimiter", two, ",", "c,1", "§c\t1", " plain", "", tlslog.ErrFieldCount, Record{}},
		{"no way to tell the delimiter", two, "||", "c||1", "§c|||1", " plain", "", tlslog.ErrFieldCount, Record{}},
		{"no way to tell three", []string{"a", "connectionId", "tlsSni"}, "aba", "xabacabad", "§xababacabad", " plain", "", tlslog.ErrFieldCount, Record{}},
		{"broken JSON", two, ",", "c,1", `§{"connectionId"}`, " json", "", tlslog.ErrSyntax, Record{}},

		{"sixteen values", nil, "", goodRow, "§" + firstRow[:strings.LastIndexByte(firstRow, '\t')], " plain", "", tlslog.ErrFieldCount, Record{}},
		{"a tab within a value", nil, "", goodRow, "§" + strings.Replace(goodRow, "C=US, ", "C=US,\t", 1), " plain", "", tlslog.ErrFieldCount, Record{}},
		{"masked address", nil, "", goodRow, strings.Replace(goodRow, "192.0.2.136", "§192.0.2.xxx", 1), " plain", "serverIp", tlslog.ErrAddress,
			with(func(r *Record) { r.ServerIP = Record{}.ServerIP })},
		{"another order", nil, "", goodRow, "§" + swap(goodRow, 0, 7), "", "", tlslog.ErrSyntax, Record{}},
		{"another order with a time first", nil, "", goodRow, "§" + swap(goodRow, 2, 7), " plain", "", tlslog.ErrSyntax, Record{}},
		{"another order with a status in place", nil, "", goodRow, "§" + swap(goodRow, 8, 9), " plain", "", tlslog.ErrSyntax, Record{}},
		{"another order and delimiter", nil, ",,", strings.ReplaceAll(goodRow, "\t", ",,"), "§" + strings.ReplaceAll(swap(goodRow, 0, 7), "\t", ",,"), " plain", "", tlslog.ErrSyntax, Record{}},
		{"text", nil, "", goodRow, "§hello, world", "", "", tlslog.ErrSyntax, Record{}},
		{"access log without its header", nil, "", goodRow, "§2019-12-04\t21:02:31\tLAX1\t392\t192.0.2.100\tGET", "", "", ErrAccessLog, Record{}},
		{"something like it", nil, "", goodRow, "§2019-12-04\t29:02:31\tLAX1\t392\t192.0.2.100\tGET", "", "", tlslog.ErrSyntax, Record{}},
		{"too long", nil, "", goodRow, "§" + strings.Repeat(goodRow, 11), "", "", tlslog.ErrTooLong, Record{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before, after, ok := strings.Cut(tt.good+"\n"+tt.in+"\n"+tt.good, "§")
			if !ok {
				t.Fatal("no mark")
			}
			want := &tlslog.ParseError{
				Format: "cloudfront" + tt.format,
				Record: 2,
				Line:   2,
				Offset: int64(len(before)),
				Field:  tt.field,
				Err:    tt.err,
			}
			d := NewDecoder(strings.NewReader(before + after))
			d.MaxRecordBytes, d.Fields, d.Delimiter = 5000, tt.fields, tt.delimiter
			var first, rec, third Record
			if err := d.Decode(&first); err != nil {
				t.Error(err)
			}
			rec = good
			err := d.Decode(&rec)
			if got, ok := errors.AsType[*tlslog.ParseError](err); !ok || *got != *want {
				t.Errorf("got %v, want %v", err, want)
			}
			if rec.Canonical() != tt.rec {
				t.Errorf("the rest of the record differs: %s", diff(tt.rec, rec.Canonical()))
			}
			if err := d.Decode(&third); err != nil || third != first {
				t.Errorf("%v, %s", err, diff(first, third))
			}
			wantEnd(t, d)
		})
	}
}

// swap returns a row with two of its values in each other's place.
func swap(row string, i, j int) string {
	values := strings.Split(row, "\t")
	values[i], values[j] = values[j], values[i]
	return strings.Join(values, "\t")
}

// TestOptions checks that options hold from the next call on.
func TestOptions(t *testing.T) {
	d := NewDecoder(strings.NewReader("c,1\n1;c\nc;1\nc\t1\n" + goodRow + "\n"))
	small := Record{ConnectionID: "c", ClientPort: 1}
	d.Fields, d.Delimiter = []string{"connectionId", "clientPort"}, ","
	wantRecord(t, d, small)
	d.Fields, d.Delimiter = []string{"clientPort", "connectionId"}, ";"
	wantRecord(t, d, small)
	d.Fields = []string{"connectionId", "clientPort"}
	wantRecord(t, d, small)
	d.Delimiter = ""
	wantRecord(t, d, small)
	d.Fields = nil
	wantRecord(t, d, good)
	d.Reset(strings.NewReader("c,1"))
	d.Fields, d.Delimiter = []string{"connectionId", "clientPort"}, ","
	wantRecord(t, d, small)
	wantEnd(t, d)
}

// TestCutPlain reads a row that was cut off at each byte.
func TestCutPlain(t *testing.T) {
	last := strings.LastIndexByte(firstRow, '\t') // an older row is whole
	for n := range len(goodRow) {
		d := NewDecoder(strings.NewReader(goodRow[:n]))
		var rec Record
		err := d.Decode(&rec)
		switch {
		case n == 0:
			if err != io.EOF {
				t.Error(err)
			}
		case n <= last:
			if !errors.Is(err, io.ErrUnexpectedEOF) || rec != (Record{}) {
				t.Errorf("at byte %d: %v, %s", n, err, diff(Record{}, rec))
			}
		case err != nil:
			t.Errorf("at byte %d, in the last value: %v", n, err)
		}
	}
}

func TestAppendPlain(t *testing.T) {
	for _, tt := range []struct {
		fields    []string
		delimiter string
		want      string
	}{
		{nil, "", goodRow},
		{nil, ";;", strings.ReplaceAll(goodRow, "\t", ";;")},
		{[]string{"clientPort", "timestamp", "connectionStatus"}, "", "12137\t-\tSuccess"},
		{[]string{"connectionLogCustomData"}, "", "REVOKED:00:b1 — soft fail"},
	} {
		b, err := good.AppendPlain([]byte("x"), tt.fields, tt.delimiter)
		if err != nil || string(b) != "x"+tt.want {
			t.Errorf("%v, got %s, want %s", err, b, tt.want)
		}
	}
}

func TestAppendPlainErrors(t *testing.T) {
	for _, tt := range []struct {
		name      string
		change    func(r *Record)
		fields    []string
		delimiter string
		field     string // in the message
	}{
		{"delimiter", func(r *Record) { r.TLSSNI = "a, b" }, nil, ", ", "tlsSni"},
		{"a part of the delimiter at the end", func(r *Record) { r.TLSSNI = "a|" }, nil, "||", "tlsSni"},
		{"a part of the delimiter at the start", func(r *Record) { r.TLSSNI = "|a" }, nil, "||", "tlsSni"},
		{"line feed", func(r *Record) { r.TLSSNI = "a\nb" }, nil, ",", "tlsSni"},
		{"line feed alone", func(r *Record) { r.TLSSNI = "a\nb" }, []string{"tlsSni"}, "", "tlsSni"},
		{"no time", func(r *Record) { *r = Record{ConnectionID: "c"} }, nil, "", "eventTimestamp"},
		{"no ID", func(r *Record) { r.ConnectionID = "" }, nil, ",", "eventTimestamp"},
		{"no known status", func(r *Record) { r.ConnectionStatus = "x" }, nil, "", "eventTimestamp"},
		{"what seems to be an envelope", func(r *Record) { r.TLSSNI = `{"Records":[` }, []string{"tlsSni", "connectionId"}, "", "tlsSni"},
		{"what seems to be of an export", func(r *Record) { r.TLSSNI = "2026-09-23T07:11:27.691Z x" }, []string{"tlsSni", "connectionId"}, ",", "tlsSni"},
		{"what seems to be a byte order mark", func(r *Record) { r.TLSSNI = "\ufeffx" }, []string{"tlsSni", "connectionId"}, ",", "tlsSni"},
		{"timestamp that was not chosen", func(r *Record) { r.Timestamp = "x" }, nil, "", "timestamp"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, err := with(tt.change).AppendPlain([]byte("before"), tt.fields, tt.delimiter)
			if !errors.Is(err, ErrUnwritable) || string(b) != "before" || !strings.HasPrefix(err.Error(), "cloudfront: "+tt.field+": ") {
				t.Errorf("got %q, %v", b, err)
			}
		})
	}
}

// FuzzDecodePlain compares rows with their slow twins.
func FuzzDecodePlain(f *testing.F) {
	f.Add(goodRow, "\t", true)
	f.Add("c,1,-", ",", false)
	f.Add("c||1||", "||", false)
	f.Add("c|||1||x", "||", false)
	f.Add("{aba1abac", "aba", false)
	f.Add(`{"connectionId":"c","tlsSni":"n","clientPort":"1"}`, ",", false)
	f.Add(`{"a":"c","b":"n","c":"1"}`, ",", false)
	f.Add(`{"connectionId":"c"},{"tlsSni":"n"},1`, ",", false)
	f.Add("\xff\xfe\xfe\xff", "\xff", false)
	f.Add("BZh7,1,-", ",", false)
	f.Fuzz(func(t *testing.T, row, delimiter string, all bool) {
		fields := []string{"connectionId", "clientPort", "new"}
		if all {
			fields = FieldNames()
		}
		if delimiter == "" || strings.ContainsAny(row+delimiter, "\r\n") || strings.Trim(row, " \t") == "" ||
			strings.HasPrefix(strings.ToLower(row), "#fields:") || !utf8.ValidString(row) && strings.ContainsAny(row, "{[") || slowIsJSON(row) {
			return
		}
		if startsOther(row) {
			return
		}
		d := NewDecoder(strings.NewReader(row + "\n"))
		d.Fields, d.Delimiter = fields, delimiter
		var rec Record
		err := d.Decode(&rec)
		want, others, ok := slowRow(row, fields, delimiter)
		if others == nil {
			if err == nil && rec.Canonical() != (Record{}) && !strings.HasPrefix(strings.TrimLeft(row, " \t"), "{") {
				t.Fatalf("a row with another number of values gives %#v", rec)
			}
			return
		}
		if errors.Is(err, tlslog.ErrFieldCount) || err != nil && d.Raw() != row {
			if doubtful(row, delimiter) {
				return
			}
			t.Fatal(err)
		}
		if ok != (err == nil) {
			t.Fatalf("error %v, want a sound record: %v", err, ok)
		}
		if (rec.Extra != "") != (len(others) > 0) {
			t.Fatalf("Extra is %s, want %v", rec.Extra, others)
		}
		rec.Extra = ""
		if rec != want {
			t.Fatalf("record differs (-want +got):\n%s", diff(want, rec))
		}
	})
}

// startsOther reports whether a log that starts with s is taken for something
// else than text in UTF-8, or for one with a byte order mark.
func startsOther(s string) bool {
	for _, magic := range []string{
		"\x1f\x8b\x08", "\xef\xbb\xbf", "\xff\xfe", "\xfe\xff", "PK\x03\x04", "PK\x05\x06", "PAR1", "BZh",
		"\x28\xb5\x2f\xfd", "\xfd7zXZ\x00", "\x04\x22\x4d\x18", "\xff\x06\x00\x00sN",
	} {
		if strings.HasPrefix(s, magic) && (magic != "BZh" || len(s) > 9 && s[4:10] == "1AY&SY") {
			return true
		}
	}
	return false
}

// doubtful reports whether the delimiters in a row can be found in another
// way: whether one of them overlaps with what strings.Split has not found.
func doubtful(row, delimiter string) bool {
	for i := range row {
		if strings.HasPrefix(row[i:], delimiter) {
			for k := 1; k < len(delimiter); k++ {
				if strings.HasPrefix(row[i+k:], delimiter) {
					return true
				}
			}
		}
	}
	return false
}
