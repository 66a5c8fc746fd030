package cloudfront

import (
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// TestDecodeW3C reads one log below headers of all kinds. The rows are those
// of rec, and ID rows of a record with nothing but a ConnectionID.
func TestDecodeW3C(t *testing.T) {
	id := Record{ConnectionID: "c"}
	custom := Record{ConnectionID: "c", ConnectionLogCustomData: `{"a": [1]}`}
	tests := []struct {
		name string
		in   string
		want []Record
	}{
		{"documented", goodHeader + goodRow + "\n" + goodRow + "\n", []Record{good, good}},
		{"no line feed at the end", goodHeader + goodRow, []Record{good}},
		{"CRLF", strings.ReplaceAll(goodHeader+goodRow+"\n", "\n", "\r\n"), []Record{good}},
		{"a directive with as many words as there are columns", "#Fields: connectionId tlsSni\nc1\ta.b\n#Version: 1.0\n#Date: 2026-09-23\n#x\ta.b\n",
			[]Record{{ConnectionID: "c1", TLSSNI: "a.b"}, {ConnectionID: "#x", TLSSNI: "a.b"}}},
		{"no version", goodHeader[len("#Version: 1.0\n"):] + goodRow, []Record{good}},
		{"other directives", "#Software: x\n" + goodHeader + "#Date: y\n\n" + goodRow + "\n#Remark: connectionId\n" + goodRow + "\n", []Record{good, good}},
		{"header with tabs", strings.Replace(strings.ReplaceAll(goodHeader, " ", "\t"), "#Version:\t", "#Version: ", 1) + goodRow, []Record{good}},
		{"header with many blanks", strings.ReplaceAll(goodHeader, " ", " \t  ") + goodRow, []Record{good}},
		{"header in other case", strings.ToUpper(goodHeader) + goodRow, []Record{good}},
		{"repeated header", goodHeader + goodRow + "\n" + goodHeader + goodRow, []Record{good, good}},
		{"changed header", goodHeader + goodRow + "\n#Fields: connectionId tlsSni\nc\t-\n#Fields: tlsSni connectionId\n-\tc\n", []Record{good, id, id}},
		{"one column", "#Fields: connectionId\nc\n#Date: x\nc\n", []Record{id, id}},
		{"one column, with a tab in it", "#Fields: connectionId\nc\td\n", []Record{{ConnectionID: "c\td"}}},
		{"empty values", "#Fields: connectionId tlsSni clientIp clientPort\nc\t\t\t\n", []Record{id}},
		{"only empty values are no row", "#Fields: connectionId tlsSni\n\t\nc\t-\n", []Record{id}},
		{"percent signs", "#Fields: connectionId clientLeafCertSubject\nc\tC=US,%20CN=%2541\n", []Record{{ConnectionID: "c", ClientLeafCertSubject: "C=US,%20CN=%2541"}}},
		{"spaces as written", "#Fields: connectionId clientLeafCertSubject\nc\t C=US,  CN=a \n", []Record{{ConnectionID: "c", ClientLeafCertSubject: " C=US,  CN=a "}}},
		{"spaces for tabs", "#Fields: connectionId tlsSni clientPort\nc    www.example.com    1\nc www.example.com 1\n", []Record{
			{ConnectionID: "c", TLSSNI: "www.example.com", ClientPort: 1},
			{ConnectionID: "c", TLSSNI: "www.example.com", ClientPort: 1},
		}},
		{"quotation marks for what they are", "#Fields: connectionId tlsSni\n\"c\" \"d\n", []Record{{ConnectionID: `"c"`, TLSSNI: `"d`}}},
		{"unknown fields", "#Fields: connectionId new-field(x) tlsSni other\nc\ta\"b\tn\t-\nc\t\tn\t\n", []Record{
			{ConnectionID: "c", TLSSNI: "n", Extra: `{"new-field(x)":"a\"b","other":"-"}`},
			{ConnectionID: "c", TLSSNI: "n"},
		}},
		{"the same field twice", "#Fields: tlsSni connectionId tlsSni\na\tc\tb\n", []Record{{ConnectionID: "c", TLSSNI: "b", Extra: `{"tlsSni":"a"}`}}},
		{"JSON among rows", goodHeader + goodJSON + "\n" + goodRow + "\n  " + only(`"tlsSni":"-"`) + "\n", []Record{good, good, id}},
		{"a brace that starts a row", "#Fields: connectionLogCustomData connectionId\n{\"a\": [1]}\tc\n", []Record{custom}},
		{"a number sign that starts a row", "#Fields: tlsSni connectionId\n#1\tc\n", []Record{{ConnectionID: "c", TLSSNI: "#1"}}},
		{"header below rows", goodRow + "\n#Fields: connectionId\nc\n", []Record{good, id}},
		{"below a foreign header there can be another", "#Fields: connectionId\nc\n", []Record{id}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := NewDecoder(strings.NewReader(tt.in))
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

// TestDecodeW3CErrors reads logs in which § stands where the error is: at the
// start of a value, or of a record.
func TestDecodeW3CErrors(t *testing.T) {
	left := Record{ConnectionID: "c"}
	const header = "#Fields: connectionId clientIp clientPort\n"
	tests := []struct {
		name   string
		header string
		in     string
		format string
		field  string
		err    error
		rec    Record
	}{
		{"masked address", header, "c\t§192.0.2.xxx\t-", "", "clientIp", tlslog.ErrAddress, left},
		{"two of them", header, "c\t§x\ty", "", "clientIp", tlslog.ErrAddress, left},
		{"in spaces", header, "c   -   §y", "", "clientPort", tlslog.ErrNumber, left},
		{"too few values", header, "§c\t-", "", "", tlslog.ErrFieldCount, Record{}},
		{"too many values", header, "§c\t-\t1\t-", "", "", tlslog.ErrFieldCount, Record{}},
		{"a tab within a value", "#Fields: connectionId clientIp connectionLogCustomData\n", "§c\t-\ta\tb", "", "", tlslog.ErrFieldCount, Record{}},
		{"one more tab and a brace", header, "§{\t-\t1\t-", " json", "", tlslog.ErrSyntax, Record{}},
		{"too many words", header, "§c - 1 -", "", "", tlslog.ErrFieldCount, Record{}},
		{"words and a tab", header, "§c -\t1", "", "", tlslog.ErrFieldCount, Record{}},
		{"damaged JSON", header, `§{"connectionId":c}`, " json", "", tlslog.ErrSyntax, Record{}},
		{"damaged JSON value", header, `{"connectionId":"c","clientPort":§"x"}`, " json", "clientPort", tlslog.ErrNumber, left},
		{"foreign JSON", header, `§{"cs-method":"GET"}`, " json", "", ErrAccessLog, Record{}},
		{"too long", header, "§" + strings.Repeat("x", 10_000), "", "", tlslog.ErrTooLong, Record{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before, after, ok := strings.Cut(tt.header+"c\t-\t-\n"+tt.in+"\nc\t-\t-", "§")
			if !ok {
				t.Fatal("no mark")
			}
			if tt.format == "" {
				tt.format = " w3c"
			}
			want := &tlslog.ParseError{
				Format: "cloudfront" + tt.format,
				Record: 2,
				Line:   int64(1 + strings.Count(before, "\n")),
				Offset: int64(len(before)),
				Field:  tt.field,
				Err:    tt.err,
			}
			d := NewDecoder(strings.NewReader(before + after))
			d.MaxRecordBytes = 5000
			wantRecord(t, d, left)
			rec := good
			err := d.Decode(&rec)
			if got, ok := errors.AsType[*tlslog.ParseError](err); !ok || *got != *want {
				t.Errorf("got %v, want %v", err, want)
			}
			if rec.Canonical() != tt.rec {
				t.Errorf("the rest of the record differs: %s", diff(tt.rec, rec.Canonical()))
			}
			wantRecord(t, d, left)
			wantEnd(t, d)
		})
	}
}

// TestForeignHeader checks that the rows below a header of another log are
// reported once, and counted.
func TestForeignHeader(t *testing.T) {
	for _, tt := range []struct {
		name, header string
		err          error
	}{
		{"legacy access log", "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host)", ErrAccessLog},
		{"access log", "#Fields: timestamp(ms)\tx-edge-location\tcs(Cookie)", ErrAccessLog},
		{"access log with a field of ours", "#Fields: timestamp c-ip", ErrAccessLog},
		{"real-time log", "#Fields: connection-id asn", ErrAccessLog},
		{"unknown", "#Fields: a b c", tlslog.ErrForeign},
		{"no fields", "#Fields:", tlslog.ErrSyntax},
		{"no fields but blanks", "#fields: \t ", tlslog.ErrSyntax},
		{"too long", "#Fields: " + strings.Repeat("connectionId ", 1000), tlslog.ErrTooLong},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := "#Version: 1.0\n#Fields: connectionId tlsSni\nc\t-\n"
			in := before + tt.header + "\n" +
				"2019-12-04\t21:02:31\tLAX1\n#Remark: x\n\nx\t-\n" + // two rows
				only(`"tlsSni":"-"`) + "\n" +
				"#Fields: connectionId clientPort\nc\t-\nc\tx\n"
			want := &tlslog.ParseError{Format: "cloudfront w3c", Record: 2, Line: 4, Offset: int64(len(before)), Err: tt.err}
			d := NewDecoder(strings.NewReader(in))
			d.MaxRecordBytes = 5000
			wantRecord(t, d, Record{ConnectionID: "c"})
			rec := good
			err := d.Decode(&rec)
			if got, ok := errors.AsType[*tlslog.ParseError](err); !ok || *got != *want || rec != (Record{}) {
				t.Errorf("got %v, want %v; %s", err, want, diff(Record{}, rec))
			}
			if !errors.Is(err, tt.err) || tt.err == ErrAccessLog && !errors.Is(err, tlslog.ErrForeign) {
				t.Errorf("%v is not what it is", err)
			}
			if raw := d.Raw(); raw != "" && raw != tt.header {
				t.Errorf("Raw is %q", raw)
			}
			wantRecord(t, d, Record{ConnectionID: "c"}) // the fourth
			wantRecord(t, d, Record{ConnectionID: "c"})
			perr, ok := errors.AsType[*tlslog.ParseError](d.Decode(&rec))
			if !ok || perr.Record != 6 || perr.Field != "clientPort" {
				t.Errorf("got %v", perr)
			}
			wantEnd(t, d)
		})
	}
}

// TestCutW3C reads a log that was cut off at each byte.
func TestCutW3C(t *testing.T) {
	in := "#Version: 1.0\n#Fields: connectionId clientPort tlsSni\nc1\t1\ta.b\nc2\t2\ta.b\n"
	for n := range len(in) {
		d := NewDecoder(strings.NewReader(in[:n]))
		records := 0
		var err error
		for _, err = range d.All() {
			if err != nil {
				break
			}
			records++
		}
		line := in[strings.LastIndexByte(in[:n], '\n')+1 : n]
		want := max(0, strings.Count(in[:n], "\n")-2)
		switch {
		case line == "":
			if err != nil || records != want {
				t.Errorf("at byte %d, between lines: %d records and %v", n, records, err)
			}
		case line[0] == '#' || strings.Count(line, "\t") < 2:
			if !errors.Is(err, io.ErrUnexpectedEOF) || records != want {
				t.Errorf("at byte %d, after %q: %d records and %v", n, line, records, err)
			}
		default:
			if err != nil || records != want+1 {
				t.Errorf("at byte %d, in the last value: %d records and %v", n, records, err)
			}
		}
	}
}

func TestAppendW3C(t *testing.T) {
	b := AppendW3CHeader(nil)
	b, err := good.AppendW3C(b)
	if want := goodHeader + goodRow; err != nil || string(b) != want {
		t.Errorf("%v:\ngot  %s\nwant %s", err, b, want)
	}
	fields := []string{"tlsSni", "new", "TIMESTAMP", "none", "clientPort"}
	b = AppendW3CHeader(nil, fields...)
	rec := with(func(r *Record) { r.Extra, r.Timestamp, r.ClientPort = `{"new":"-","other":1}`, "x", 0 })
	b, err = rec.AppendW3C(b, fields...)
	if want := "#Version: 1.0\n#Fields: tlsSni new TIMESTAMP none clientPort\nwww.example.com\t-\tx\t\t-"; err != nil || string(b) != want {
		t.Errorf("%v:\ngot  %s\nwant %s", err, b, want)
	}
}

func TestAppendW3CErrors(t *testing.T) {
	set := func(text string) func(r *Record) { return func(r *Record) { r.TLSSNI = text } }
	for _, tt := range []struct {
		name   string
		change func(r *Record)
		fields []string
		field  string // in the message
	}{
		{"tab", set("a\tb"), nil, "tlsSni"},
		{"line feed", set("a\nb"), nil, "tlsSni"},
		{"carriage return", set("a\r"), nil, "tlsSni"},
		{"dash", set("-"), nil, "tlsSni"},
		{"year", func(r *Record) { r.EventTimestamp = r.EventTimestamp.AddDate(9000, 0, 0) }, nil, "eventTimestamp"},
		{"validity", func(r *Record) { r.ClientLeafCertValidity.NotAfter = r.EventTimestamp.AddDate(-9000, 0, 0) }, nil, "clientLeafCertValidity"},
		{"duration", func(r *Record) { r.TLSHandshakeDuration = tlslog.Some(r.TLSHandshakeDuration.Or(0) * -1) }, nil, "tlsHandshakeDuration"},
		{"timestamp that was not chosen", func(r *Record) { r.Timestamp = "x" }, nil, "timestamp"},
		{"Extra that was not chosen", func(r *Record) { r.Extra = `{"a":"b"}` }, nil, "Extra"},
		{"Extra that is no text", func(r *Record) { r.Extra = `{"a":1}` }, []string{"connectionId", "a"}, "a"},
		{"Extra that is empty", func(r *Record) { r.Extra = `{"a":""}` }, []string{"connectionId", "a"}, "a"},
		{"a field with a space", set("a"), []string{"tls Sni"}, "tls Sni"},
		{"a field without a name", set("a"), []string{"tlsSni", ""}, ""},
		{"a row that is blank", set(" "), []string{"tlsSni"}, "tlsSni"},
		{"a row that is a header", set("#fields: x"), []string{"tlsSni", "connectionId"}, "tlsSni"},
		{"a row that is a directive", set("#x"), []string{"tlsSni"}, "tlsSni"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, err := with(tt.change).AppendW3C([]byte("before"), tt.fields...)
			if !errors.Is(err, ErrUnwritable) || string(b) != "before" || !strings.HasPrefix(err.Error(), "cloudfront: "+tt.field+": ") {
				t.Errorf("got %q, %v", b, err)
			}
		})
	}
}

// FuzzDecodeW3C compares the rows below a header with their slow twins.
func FuzzDecodeW3C(f *testing.F) {
	_, header, _ := strings.Cut(strings.TrimSuffix(goodHeader, "\n"), "#Fields: ")
	f.Add(header, goodRow)
	f.Add("connectionId clientPort new", "c\t1\t-")
	f.Add("TLSSNI\tconnectionId", "{\tc")
	f.Add("clientIp eventTimestamp", "::ffff:192.0.2.1\t2024-11-14T21:34:06.814+01:00")
	f.Fuzz(func(t *testing.T, header, row string) {
		fields := strings.Fields(header)
		if strings.ContainsAny(header+row, "\r\n") || len(fields) < 2 || !strings.Contains(row, "\t") || strings.TrimSpace(row) == "" ||
			strings.HasPrefix(strings.ToLower(row), "#fields:") {
			return
		}
		known := map[string]bool{}
		for _, name := range fields {
			n := slowName(name)
			if n != "" && known[n] {
				return
			}
			known[n] = true
		}
		if delete(known, ""); len(known) == 0 || len(known) == 1 && known["timestamp"] {
			return
		}
		d := NewDecoder(strings.NewReader("#Fields: " + header + "\n" + row + "\n"))
		var rec Record
		err := d.Decode(&rec)
		want, others, ok := slowRow(row, fields, "\t")
		if ok != (err == nil) {
			t.Fatalf("error %v, want a sound record: %v", err, ok)
		}
		if others == nil {
			return // not even a row
		}
		if d.Raw() != row {
			t.Fatalf("Raw is %q", d.Raw())
		}
		extra := rec.Extra
		rec.Extra = ""
		if rec != want {
			t.Fatalf("record differs (-want +got):\n%s", diff(want, rec))
		}
		got := map[string]string{}
		if extra != "" {
			if err := json.Unmarshal([]byte(extra), &got); err != nil {
				t.Fatalf("%v in %s", err, extra)
			}
		}
		for name, v := range others {
			others[name] = strings.ToValidUTF8(v, "\ufffd")
		}
		if len(got) != len(others) || !reflect.DeepEqual(got, others) && !strings.ContainsRune(extra+row+header, '\ufffd') {
			t.Fatalf("Extra is %s, want %v", extra, others)
		}
	})
}
