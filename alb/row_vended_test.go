package alb

import (
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// TestQuotedSubject checks that a subject in quotation marks is read without
// them, whatever stands between the values of a row.
func TestQuotedSubject(t *testing.T) {
	for _, subject := range []string{`"-"`, `""`, "-", "", `"CN=a, O=b"`, "CN=a, O=b", `"CN=\"a\""`, `"`} {
		want := mustParse(t, classicLine)
		want.LeafClientCertSubject = subject
		if strings.HasPrefix(subject, `"`) && len(subject) > 1 {
			want.LeafClientCertSubject = subject[1 : len(subject)-1]
		}
		if want.LeafClientCertSubject == "-" {
			want.LeafClientCertSubject = ""
		}
		row := strings.Replace(vendedRow, "CN=client,O=Example Corp", subject, 1)
		for _, tt := range []struct {
			name, in, delimiter string
			fields              []string
		}{
			{"tabs", row, "", nil},
			{"w3c", vendedHeader + row, "", nil},
			{"bars", strings.ReplaceAll(row, "\t", "|"), "|", nil},
			{"two bytes", strings.ReplaceAll(row, "\t", "||"), "||", FieldNames()},
		} {
			d := NewDecoder(strings.NewReader(tt.in + "\n"))
			d.Fields, d.Delimiter = tt.fields, tt.delimiter
			wantRecord(t, d, want, nil)
		}
		if subject == "" {
			continue // a blank line
		}
		d := NewDecoder(strings.NewReader(subject + "\n"))
		d.Fields = []string{"leaf_client_cert_subject"}
		wantRecord(t, d, Record{LeafClientCertSubject: want.LeafClientCertSubject}, nil)
	}
}

// TestUnquotedColumns checks that only the subject is read so.
func TestUnquotedColumns(t *testing.T) {
	d := NewDecoder(strings.NewReader("\"e\"|\"x\"|192.0.2.1\n"))
	d.Fields, d.Delimiter = []string{"elb", "new", "client_ip"}, "|"
	var rec Record
	if err := d.Decode(&rec); err != nil || rec.ELB != `"e"` || rec.Extra != `{"new":"\"x\""}` {
		t.Errorf("%v, %+v", err, rec)
	}
}

// TestQuoteInRow checks that a row is not taken for a classic line with an open
// quotation mark.
func TestQuoteInRow(t *testing.T) {
	want := mustParse(t, classicLine)
	want.ELB = `a "b`
	row, err := want.AppendPlain(nil, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	wantRecord(t, NewDecoder(strings.NewReader(string(row)+"\n")), want, nil)
}

func TestUnwritableQuotes(t *testing.T) {
	rec := mustParse(t, classicLine)
	for subject, ok := range map[string]bool{`"a"`: false, `""`: false, `"-"`: false, `"`: true, `"a`: true, `a"`: true, `a"b"c`: true} {
		rec.LeafClientCertSubject = subject
		rec.ELB = `"e"`
		for format, write := range map[string]func() ([]byte, error){
			"w3c":     func() ([]byte, error) { return rec.AppendW3C(nil) },
			"plain":   func() ([]byte, error) { return rec.AppendPlain(nil, nil, "") },
			"bars":    func() ([]byte, error) { return rec.AppendPlain(nil, nil, "|") },
			"subject": func() ([]byte, error) { return rec.AppendPlain(nil, []string{"leaf_client_cert_subject"}, "") },
		} {
			b, err := write()
			if ok != (err == nil) || !ok && (len(b) > 0 || !errors.Is(err, ErrUnwritable) || !strings.Contains(err.Error(), "alb: leaf_client_cert_subject: ")) {
				t.Errorf("%s: %s: %q, %v", format, subject, b, err)
			}
		}
	}
}

// TestSpellings checks that the exact name of a field counts where there are
// others, and that the others are kept.
func TestSpellings(t *testing.T) {
	rec := func(year int, ip, extra string) Record {
		r := mustParse(t, classicLine)
		r = Record{ClientIP: r.ClientIP, Extra: extra}
		if ip == "" {
			r.ClientIP = Record{}.ClientIP
		}
		if year > 0 {
			r.Time = time.Date(year, 1, 2, 0, 0, 0, 0, time.UTC)
		}
		return r
	}
	const ip = "192.0.2.10"
	for in, want := range map[string]Record{
		`{"time":"2026-01-02T00:00:00Z","client_ip":"192.0.2.10","timestamp":"2020-01-02T00:00:00Z"}`:           rec(2026, ip, `{"timestamp":"2020-01-02T00:00:00Z"}`),
		`{"timestamp":"2020-01-02T00:00:00Z","client_ip":"192.0.2.10","time":"2026-01-02T00:00:00Z"}`:           rec(2026, ip, `{"timestamp":"2020-01-02T00:00:00Z"}`),
		`{"client_ip":"192.0.2.10","Client_IP":"9.9.9.9"}`:                                                      rec(0, ip, `{"Client_IP":"9.9.9.9"}`),
		`{"Client_IP":"9.9.9.9","client_ip":"192.0.2.10"}`:                                                      rec(0, ip, `{"Client_IP":"9.9.9.9"}`),
		`{"Client_IP": [1, "x"],"client_ip":"192.0.2.10"}`:                                                      rec(0, ip, `{"Client_IP":[1,"x"]}`),
		`{"Client_IP":"x","client_ip":"192.0.2.10"}`:                                                            rec(0, ip, `{"Client_IP":"x"}`),
		`{"client_ip":"-","Client_IP":"9.9.9.9"}`:                                                               rec(0, "", `{"Client_IP":"9.9.9.9"}`),
		`{"client_ip":"9.9.9.9","client_ip":"192.0.2.10"}`:                                                      rec(0, ip, ""),
		`{"Client_IP":"9.9.9.9","Client_IP":"192.0.2.10"}`:                                                      rec(0, ip, ""),
		`{"CLIENT_IP":"9.9.9.9","Client_IP":"192.0.2.10"}`:                                                      rec(0, ip, `{"CLIENT_IP":"9.9.9.9"}`),
		`{"Time":"2020-01-02T00:00:00Z","client_ip":"192.0.2.10","a":1,"timestamp":"2026-01-02T00:00:00Z"}`:     rec(2026, ip, `{"a":1,"Time":"2020-01-02T00:00:00Z"}`),
		`{"client_ip":"192.0.2.10","timestamp":"2020-01-02T00:00:00Z","time":null,"timestamp":"x","TIME":true}`: rec(0, ip, `{"timestamp":"2020-01-02T00:00:00Z","timestamp":"x","TIME":true}`),

		"#Fields: time client_ip timestamp\n2026-01-02T00:00:00Z\t192.0.2.10\t2020-01-02T00:00:00Z": rec(2026, ip, `{"timestamp":"2020-01-02T00:00:00Z"}`),
		"#Fields: timestamp client_ip time\n2020-01-02T00:00:00Z\t192.0.2.10\t2026-01-02T00:00:00Z": rec(2026, ip, `{"timestamp":"2020-01-02T00:00:00Z"}`),
		"#Fields: client_ip Client_IP\n192.0.2.10\tx":                                               rec(0, ip, `{"Client_IP":"x"}`),
		"#Fields: client_ip client_ip\nx\t192.0.2.10":                                               rec(0, ip, `{"client_ip":"x"}`),
		"#Fields: CLIENT_IP Client_IP\nx\t192.0.2.10":                                               rec(0, ip, `{"CLIENT_IP":"x"}`),
	} {
		var got Record
		if err := NewDecoder(strings.NewReader(in)).Decode(&got); err != nil || got.Canonical() != want {
			t.Errorf("%s: %v\n%s", in, err, diff(want, got.Canonical()))
		}
		for name, r := range map[string]Record{"as it was": got, "anew": want} {
			text, err := r.AppendJSON(nil)
			if err != nil {
				t.Fatal(err)
			}
			var again Record
			if err := NewDecoder(strings.NewReader(string(text))).Decode(&again); err != nil || again.Canonical() != want {
				t.Errorf("%s, %s: %s gives %v\n%s", in, name, text, err, diff(want, again.Canonical()))
			}
		}
	}
}

// TestSpellingFault checks that damage is reported where it is, and only
// where the value counts.
func TestSpellingFault(t *testing.T) {
	for _, in := range []string{
		`{"Client_IP":§"x","listener_port":"y"}`,
		`{"listener_port":§"y","Client_IP":"x"}`,
		`{"elb":"e","Client_IP": §["x"]}`,
		`{"Client_IP":"x","client_ip":§"y"}`,
		`{"Client_IP":§"x","Client_IP":"192.0.2.10"}`,
	} {
		before, after, _ := strings.Cut(in, "§")
		var rec Record
		perr, ok := errors.AsType[*tlslog.ParseError](NewDecoder(strings.NewReader(before + after)).Decode(&rec))
		if !ok || perr.Offset != int64(len(before)) || perr.Field == "" {
			t.Errorf("%s: %v", in, perr)
		}
	}
}

// TestLongDirective checks that a long line takes the header away from the
// rows below it only if it is a header.
func TestLongDirective(t *testing.T) {
	for _, tt := range []struct {
		line   string
		header bool
	}{
		{"# ", false},
		{"#Remark: ", false},
		{"#Field: ", false},
		{"#Fields ", false},
		{"#Fields: ", true},
		{"#FIELDS:", true},
	} {
		in := "#Fields: client_port elb\n1\ta\n" + tt.line + strings.Repeat("x", 1000) + "\n2\tb\n" + "#Fields: elb client_port\nc\t3\n"
		d := NewDecoder(iotest.OneByteReader(strings.NewReader(in)))
		d.MaxRecordBytes = 100
		wantRecord(t, d, Record{ClientPort: 1, ELB: "a"}, nil)
		var rec Record
		perr, ok := errors.AsType[*tlslog.ParseError](d.Decode(&rec))
		if !ok || perr.Err != tlslog.ErrTooLong || perr.Line != 3 || perr.Format != "alb w3c" || rec != (Record{}) {
			t.Errorf("%s: %v", tt.line, perr)
		}
		if !tt.header {
			wantRecord(t, d, Record{ClientPort: 2, ELB: "b"}, nil)
		}
		wantRecord(t, d, Record{ClientPort: 3, ELB: "c"}, nil)
		wantRecord(t, d, Record{}, io.EOF)
	}
}

// TestNoLimit checks the largest limit.
func TestNoLimit(t *testing.T) {
	d := NewDecoder(strings.NewReader("{e,1\n{f,2\n"))
	d.MaxRecordBytes, d.Fields, d.Delimiter = math.MaxInt, []string{"elb", "client_port"}, ","
	wantRecord(t, d, Record{ELB: "{e", ClientPort: 1}, nil)
	wantRecord(t, d, Record{ELB: "{f", ClientPort: 2}, nil)
	d = NewDecoder(strings.NewReader(vendedJSON))
	d.MaxRecordBytes = math.MaxInt
	wantRecord(t, d, mustParse(t, classicLine), nil)
}

// TestJSONDespiteOptions checks that records in JSON are not taken for rows
// that happen to have as many values.
func TestJSONDespiteOptions(t *testing.T) {
	two := []string{"elb", "tls_cipher"}
	const object = `{"client_port":"1","listener_port":"2"}`
	want := Record{ClientPort: 1, ListenerPort: 2}
	for _, tt := range []struct {
		name      string
		fields    []string
		delimiter string
		in        string
		want      []Record
	}{
		{"object", two, ",", object, []Record{want}},
		{"one field", []string{"elb"}, "", object + "\n" + object, []Record{want, want}},
		{"array", two, ",", "[" + object + "]", []Record{want}},
		{"objects on a line", []string{"elb", "elb", "elb"}, ",", object + " " + object, []Record{want, want}},
		{"below a row", two, ",", "a,b\n " + object + "\r\nc,d\n", []Record{{ELB: "a", TLSCipher: "b"}, want, {ELB: "c", TLSCipher: "d"}}},
		{"no field of ours", two, ",", `{"a":1,"b":2}`, []Record{{ELB: `{"a":1`, TLSCipher: `"b":2}`}}},
		{"a field that others have", two, ",", `{"time":1,"elb":2}`, []Record{{ELB: `{"time":1`, TLSCipher: `"elb":2}`}}},
		{"no JSON", two, ",", object[1:], []Record{{ELB: `"client_port":"1"`, TLSCipher: `"listener_port":"2"}`}}},
		{"more than JSON", two, ",", object + "x", []Record{{ELB: `{"client_port":"1"`, TLSCipher: `"listener_port":"2"}x`}}},
		{"a header", []string{"elb"}, "", "#Fields: elb\n" + object + "\n", []Record{{ELB: object}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := NewDecoder(strings.NewReader(tt.in))
			d.Fields, d.Delimiter = tt.fields, tt.delimiter
			for _, want := range tt.want {
				var got Record
				if err := d.Decode(&got); err != nil || got.Canonical() != want {
					t.Errorf("%v\n%s", err, diff(want, got.Canonical()))
				}
			}
			wantRecord(t, d, Record{}, io.EOF)
		})
	}
	for _, rec := range []Record{{ELB: object}, {ELB: "[" + object + "]"}} {
		if b, err := rec.AppendPlain(nil, []string{"elb"}, ""); !errors.Is(err, ErrUnwritable) {
			t.Errorf("written as %s, %v", b, err)
		}
		if _, err := rec.AppendW3C(nil, "elb", "client_port"); err != nil {
			t.Error(err)
		}
	}
}
