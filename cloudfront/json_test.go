package cloudfront

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/awstls/awstls/tlslog"
)

// only is an object with the members that the tests below are about, and one
// that makes it a connection log's.
func only(members string) string { return `{"connectionId":"c",` + members + `}` }

var jsonTests = []struct {
	name string
	in   string
	want Record
}{
	{"documented", goodJSON, good},
	{"pretty", strings.NewReplacer(`{`, "{\n  ", `,"`, ",\r\n\t\"", `:"`, `: "`, `}`, "\n}").Replace(goodJSON), good},
	{"other order", `{"distributionId":"E","connectionId":"c","eventTimestamp":"1731620046814"}`,
		Record{EventTimestamp: good.EventTimestamp, ConnectionID: "c", DistributionID: "E"}},
	{"ISO 8601", only(`"eventTimestamp":"2024-11-14T21:34:06.814Z"`), Record{ConnectionID: "c", EventTimestamp: good.EventTimestamp}},
	{"ISO 8601 with a zone", only(`"eventTimestamp":"2024-11-14T22:34:06.814+01:00"`), Record{ConnectionID: "c", EventTimestamp: good.EventTimestamp}},
	{"nanoseconds", only(`"eventTimestamp":"2024-11-14T21:34:06.814000001Z"`), Record{ConnectionID: "c", EventTimestamp: good.EventTimestamp.Add(1)}},
	{"time as a number", only(`"eventTimestamp":1731620046814`), Record{ConnectionID: "c", EventTimestamp: good.EventTimestamp}},
	{"numbers", only(`"clientPort":12137,"tlsHandshakeDuration":0.5`), Record{ConnectionID: "c", ClientPort: 12137, TLSHandshakeDuration: tlslog.Some(500 * time.Microsecond)}},
	{"number for a text", only(`"tlsSni":1.50`), Record{ConnectionID: "c", TLSSNI: "1.50"}},
	{"zero is a duration", only(`"tlsHandshakeDuration":"0"`), Record{ConnectionID: "c", TLSHandshakeDuration: tlslog.Some(time.Duration(0))}},
	{"dash", only(`"clientIp":"-","clientPort":"-","tlsHandshakeDuration":"-","tlsSni":"-","clientLeafCertValidity":"-","timestamp":"-"`), Record{ConnectionID: "c"}},
	{"null", only(`"clientIp":null,"clientPort":null,"tlsSni":null,"clientLeafCertValidity":null`), Record{ConnectionID: "c"}},
	{"empty", only(`"clientIp":"","clientPort":"","tlsSni":"","clientLeafCertValidity":""`), Record{ConnectionID: "c"}},
	{"short IPv6", only(`"clientIp":"2001:DB8::1"`), Record{ConnectionID: "c", ClientIP: netip.MustParseAddr("2001:db8::1")}},
	{"bare failure", only(`"connectionStatus":"Failed"`), Record{ConnectionID: "c", ConnectionStatus: "Failed"}},
	{"unknown failure", only(`"connectionStatus":"Failed:New"`), Record{ConnectionID: "c", ConnectionStatus: "Failed:New"}},
	{"other case", `{"CONNECTIONID":"c","clientport":"1","TlsSni":"n"}`, Record{ConnectionID: "c", ClientPort: 1, TLSSNI: "n"}},
	{"twice", only(`"tlsSni":"a","clientPort":"1","tlsSni":"b","clientPort":null`), Record{ConnectionID: "c", TLSSNI: "b"}},
	{"escapes", only(`"tlsSni":"a\u0062\"\\\/\n","\u0074lsCipher":"x"`), Record{ConnectionID: "c", TLSSNI: "ab\"\\/\n", TLSCipher: "x"}},
	{"half a surrogate", only(`"tlsSni":"a\ud800b"`), Record{ConnectionID: "c", TLSSNI: "a\ufffdb"}},
	{"bytes", only("\"tlsSni\":\"a\xffb\""), Record{ConnectionID: "c", TLSSNI: "a\xffb"}},
	{"percent signs", only(`"clientLeafCertSubject":"C=US,%20ST=WA"`), Record{ConnectionID: "c", ClientLeafCertSubject: "C=US,%20ST=WA"}},
	{"undocumented", only(`"timestamp":"1731620046"`), Record{ConnectionID: "c", Timestamp: "1731620046"}},
	{"only what several logs have", `{"timestamp":"1"}`, Record{Timestamp: "1"}},
	{"new fields", only(`"a":"x y","tlsSni":"n","b" : { "c" : [ 1, "d  e\"" ] , "f":null }`),
		Record{ConnectionID: "c", TLSSNI: "n", Extra: `{"a":"x y","b":{"c":[1,"d  e\""],"f":null}}`}},
	{"new field of this package's name", only(`"extra":"x"`), Record{ConnectionID: "c", Extra: "x"}},
	{"and another", only(`"extra":"x","a":1`), Record{ConnectionID: "c", Extra: `{"extra":"x","a":1}`}},
	{"new field like an access log's", only(`"asn":"1"`), Record{ConnectionID: "c", Extra: `{"asn":"1"}`}},
}

func TestParseRecordJSON(t *testing.T) {
	for _, tt := range jsonTests {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := ParseRecord(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if rec.Canonical() != tt.want {
				t.Errorf("record differs (-want +got):\n%s", diff(tt.want, rec.Canonical()))
			}
			// The values come back as they were, and make the same record.
			text, err := rec.AppendJSON([]byte("x"))
			if err != nil {
				t.Fatal(err)
			}
			if want, got := jsonValue(t, tt.in), jsonValue(t, string(text[1:])); !reflect.DeepEqual(want, got) {
				t.Errorf("written as %s\nread as    %s", text, tt.in)
			}
			if again, err := ParseRecord(string(text[1:])); err != nil || again.Canonical() != tt.want {
				t.Errorf("written as %s, which gives %v and %s", text, err, diff(tt.want, again.Canonical()))
			}
			// What Canonical leaves out is the spelling alone.
			if text, err = rec.Canonical().AppendJSON(nil); err != nil {
				t.Fatal(err)
			}
			if again, err := ParseRecord(string(text)); err != nil || again != tt.want {
				t.Errorf("the canonical text %s gives %v and %s", text, err, diff(tt.want, again))
			}
		})
	}
}

// jsonValue returns the value of a JSON text, with the last one of members
// with the same name.
func jsonValue(t *testing.T, text string) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

func TestCanonicalJSON(t *testing.T) {
	if rec, _ := ParseRecord(goodJSON); rec != good {
		t.Errorf("the documented form is remembered: %s", diff(good, rec))
	}
	text, err := good.AppendJSON(nil)
	if err != nil || string(text) != goodJSON {
		t.Errorf("%v:\ngot  %s\nwant %s", err, text, goodJSON)
	}
	b := []byte(`{"eventTimestamp":"-","connectionId":"-","connectionStatus":"-","clientIp":"-","clientPort":"-","serverIp":"-",` +
		`"distributionId":"-","distributionTenantId":"-","tlsProtocol":"-","tlsCipher":"-","tlsHandshakeDuration":"-","tlsSni":"-",` +
		`"clientLeafCertSerialNumber":"-","clientLeafCertSubject":"-","clientLeafCertIssuer":"-","clientLeafCertValidity":"-",` +
		`"connectionLogCustomData":"-"`)
	for _, f := range newer {
		b = fmt.Appendf(b, `,%q:"-"`, f.name)
	}
	absent := string(b) + "}"
	if text, err := (Record{}).AppendJSON(nil); err != nil || string(text) != absent {
		t.Errorf("%v:\ngot  %s\nwant %s", err, text, absent)
	}
	if rec, err := ParseRecord(absent); err != nil || rec != (Record{}) {
		t.Errorf("%v, %s", err, diff(Record{}, rec))
	}
}

func TestAppendJSONChanged(t *testing.T) {
	rec, err := ParseRecord(only(`"clientPort":1`))
	if err != nil {
		t.Fatal(err)
	}
	rec.ClientPort = 2
	text, err := rec.AppendJSON(nil)
	if err != nil || !strings.Contains(string(text), `"clientPort":"2"`) {
		t.Errorf("a changed record is written as %s, %v", text, err)
	}
}

func TestMarshalJSON(t *testing.T) {
	type report struct {
		Records []Record `json:"records"`
		None    *Record  `json:"none"`
	}
	in := `{"records":[` + goodJSON + `,` + only(`"clientPort":1,"tlsSni":"a<b"`) + `],"none":null}`
	var r report
	if err := json.Unmarshal([]byte(in), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Records) != 2 || r.Records[0] != good || r.Records[1].TLSSNI != "a<b" {
		t.Fatalf("read as %#v", r)
	}
	text, err := json.Marshal(r)
	if err != nil || !reflect.DeepEqual(jsonValue(t, string(text)), jsonValue(t, in)) {
		t.Errorf("%v, written as %s", err, text)
	}
	rec := good
	if err := json.Unmarshal([]byte("null"), &rec); err != nil || rec != good {
		t.Errorf("null: %v, %s", err, diff(good, rec))
	}
	err = json.Unmarshal([]byte(`[{"connectionId":"c","clientIp":"x"}]`), &[]Record{})
	if perr, ok := errors.AsType[*tlslog.ParseError](err); !ok || perr.Field != "clientIp" || perr.Err != tlslog.ErrAddress {
		t.Errorf("got %v", err)
	}
}

// TestDecodeJSON reads the same records in all the ways in which JSON can
// follow JSON.
func TestDecodeJSON(t *testing.T) {
	small := only(`"tlsSni":"n"`)
	want := Record{ConnectionID: "c", TLSSNI: "n"}
	for name, in := range map[string]string{
		"lines":              goodJSON + "\n" + small + "\n" + goodJSON + "\n",
		"without line feeds": goodJSON + small + goodJSON,
		"CRLF":               "\r\n" + goodJSON + "\r\n\r\n" + small + "\r\n" + goodJSON,
		"array":              " [" + goodJSON + ",\n" + small + " , " + goodJSON + "]\n",
		"arrays":             "[" + goodJSON + "]\n[][" + small + "," + goodJSON + "]",
		"BOM":                "\ufeff" + goodJSON + small + goodJSON,
		"blanks":             strings.Repeat(" \n", 1000) + goodJSON + small + goodJSON,
	} {
		t.Run(name, func(t *testing.T) {
			d := NewDecoder(strings.NewReader(in))
			for _, want := range []Record{good, want, good} {
				wantRecord(t, d, want)
				if raw := d.Raw(); raw == "" || in[:d.InputOffset()][d.InputOffset()-int64(len(raw)):] != raw {
					t.Errorf("Raw is %q, which does not end at %d", raw, d.InputOffset())
				}
			}
			wantEnd(t, d)
		})
	}
}

// TestDecodeJSONErrors reads logs in which § stands where the error is: at the
// start of a value, or of a record.
func TestDecodeJSONErrors(t *testing.T) {
	left := Record{ConnectionID: "c"}
	tests := []struct {
		name  string
		in    string
		field string
		err   error
		rec   Record
	}{
		{"time", only(`"eventTimestamp":§"2024-11-14"`), "eventTimestamp", tlslog.ErrTime, left},
		{"time in exponents", only(`"eventTimestamp":§1.7e12`), "eventTimestamp", tlslog.ErrTime, left},
		{"masked address", only(`"clientIp": §"192.0.2.xxx"`), "clientIp", tlslog.ErrAddress, left},
		{"port", only(`"clientPort":§"65536"`), "clientPort", tlslog.ErrNumber, left},
		{"duration", only(`"tlsHandshakeDuration":§-1`), "tlsHandshakeDuration", tlslog.ErrNumber, left},
		{"validity", only(`"clientLeafCertValidity":§"NotBefore=2025-06-05T23:28:21Z"`), "clientLeafCertValidity", tlslog.ErrTime, left},
		{"object for a text", only(`"tlsSni":§{"a":"b"}`), "tlsSni", tlslog.ErrType, left},
		{"array for an address", only(`"clientIp":§[]`), "clientIp", tlslog.ErrType, left},
		{"true", only(`"clientPort":§true`), "clientPort", tlslog.ErrType, left},
		{"two of them", only(`"clientPort":§"x","clientIp":"y"`), "clientPort", tlslog.ErrNumber, left},
		{"AWS's name", only(`"CLIENTPORT":§"x"`), "clientPort", tlslog.ErrNumber, left},
		{"over lines", "{\n\"connectionId\":\"c\",\n \"clientPort\" :\n §\"x\"\n}", "clientPort", tlslog.ErrNumber, left},
		{"missing quote", `§{"connectionId":"c}`, "", tlslog.ErrSyntax, Record{}},
		{"missing brace", `§{"connectionId":"c"`, "", tlslog.ErrSyntax, Record{}},
		{"no value", `§{"connectionId":}`, "", tlslog.ErrSyntax, Record{}},
		{"too deep", `§` + only(`"a":`+strings.Repeat("[", 2000)+strings.Repeat("]", 2000)), "", tlslog.ErrSyntax, Record{}},
		{"no object", `[§1]`, "", tlslog.ErrSyntax, Record{}},
		{"no object but a text", `[§"connectionId"]`, "", tlslog.ErrSyntax, Record{}},
		{"array in an array", `[§[1]]`, "", tlslog.ErrSyntax, Record{}},
		{"empty object", `§{}`, "", tlslog.ErrForeign, Record{}},
		{"foreign object", `§{"event_timestamp":"1"}`, "", tlslog.ErrForeign, Record{}},
		{"access log", `§{"timestamp(ms)":"1","cs(Host)":"h","x-edge-location":"LAX1"}`, "", ErrAccessLog, Record{}},
		{"access log with a field of ours", `§{"timestamp":"1","date":"2024-11-14","c-ip":"192.0.2.1"}`, "", ErrAccessLog, Record{}},
		{"too long", `§` + only(`"tlsSni":"`+strings.Repeat("x", 10_000)+`"`), "", tlslog.ErrTooLong, Record{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before, after, ok := strings.Cut(goodJSON+"\n"+tt.in+"\n"+goodJSON, "§")
			if !ok {
				t.Fatal("no mark")
			}
			in := before + after
			want := &tlslog.ParseError{
				Format: "cloudfront json",
				Record: 2,
				Line:   int64(1 + strings.Count(before, "\n")),
				Offset: int64(len(before)),
				Field:  tt.field,
				Err:    tt.err,
			}
			d := NewDecoder(strings.NewReader(in))
			d.MaxRecordBytes = 5000
			wantRecord(t, d, good)
			rec := good
			err := d.Decode(&rec)
			if got, ok := errors.AsType[*tlslog.ParseError](err); !ok || *got != *want {
				t.Errorf("got %v, want %v", err, want)
			}
			if rec.Canonical() != tt.rec {
				t.Errorf("the rest of the record differs: %s", diff(tt.rec, rec.Canonical()))
			}
			if raw := d.Raw(); in[:d.InputOffset()][d.InputOffset()-int64(len(raw)):] != raw {
				t.Errorf("Raw is %q, which does not end at %d", raw, d.InputOffset())
			}
			if tt.field != "" { // the damage is given back
				if text, err := rec.AppendJSON(nil); err != nil || !reflect.DeepEqual(jsonValue(t, d.Raw()), jsonValue(t, string(text))) {
					t.Errorf("%v, written as %s", err, text)
				}
			}
			wantRecord(t, d, good)
			wantEnd(t, d)
		})
	}
}

func TestParseRecordErrors(t *testing.T) {
	for in, want := range map[string]tlslog.ParseError{
		"":                              {Format: "cloudfront", Err: tlslog.ErrSyntax},
		"\n":                            {Format: "cloudfront", Err: tlslog.ErrSyntax},
		"hello, world":                  {Format: "cloudfront", Err: tlslog.ErrSyntax},
		goodRow + "\n" + goodRow:        {Format: "cloudfront", Err: tlslog.ErrSyntax, Offset: int64(len(goodRow))},
		goodHeader + goodRow:            {Format: "cloudfront", Err: tlslog.ErrSyntax, Offset: int64(len("#Version: 1.0"))},
		"#Fields: connectionId":         {Format: "cloudfront", Err: tlslog.ErrSyntax},
		"#Fields: c-ip":                 {Format: "cloudfront w3c", Err: tlslog.ErrSyntax},
		swap(goodRow, 14, 15) + "\tx":   {Format: "cloudfront plain", Err: tlslog.ErrFieldCount},
		" {\"connectionId\":1}x":        {Format: "cloudfront json", Err: tlslog.ErrSyntax, Offset: 1},
		goodJSON + "\n" + goodJSON:      {Format: "cloudfront json", Err: tlslog.ErrSyntax},
		"\n {\"connectionId\":":         {Format: "cloudfront json", Err: tlslog.ErrSyntax, Offset: 2, Line: 2},
		"{\n\"tlsSni\": []}":            {Format: "cloudfront json", Err: tlslog.ErrType, Field: "tlsSni", Offset: 12, Line: 2},
		"2019-12-04\t21:02:31\tLAX1\t1": {Format: "cloudfront", Err: ErrAccessLog},
	} {
		want.Record, want.Line = 1, max(want.Line, 1)
		_, err := ParseRecord(in)
		if got, ok := errors.AsType[*tlslog.ParseError](err); !ok || *got != want {
			t.Errorf("%q: got %v, want %v", in, err, &want)
		}
	}
}

// FuzzParseRecordJSON compares the decoder with its slow twin, and checks that
// AppendJSON gives back every value.
func FuzzParseRecordJSON(f *testing.F) {
	for _, tt := range jsonTests {
		f.Add(tt.in)
	}
	f.Add(`{"CONNECTIONID":"x","tlssni":["b"],"connectionId":"c","TLSSNI":"d","TIMESTAMP":1}`)
	f.Add(only(`"eventTimestamp":"-62135596800000","clientLeafCertValidity":"NotBefore=0001-01-01T00:00:00Z;NotAfter=0001-01-01T00:00:00Z"`))
	f.Add(only(`"clientLeafCertValidity":"NotBefore=0001-01-01T00:00:00.1Z;NotAfter=2001-01-01T00:00:00.000000001Z","clientIp":"::ffff:192.0.2.1"`))
	f.Fuzz(func(t *testing.T, in string) {
		rec, err := ParseRecord(in)
		if !strings.HasPrefix(strings.TrimLeft(in, " \t\r\n"), "{") || !utf8.ValidString(in) || strings.Count(in, "[")+strings.Count(in, "{") > 1000 {
			return // another format; what encoding/json reads otherwise
		}
		want, others, ok := slowJSON(in)
		if ok != (err == nil) {
			t.Fatalf("error %v, want a sound record: %v", err, ok)
		}
		got := rec.Canonical()
		extra := got.Extra
		got.Extra = ""
		if perr, isField := errors.AsType[*tlslog.ParseError](err); isField && perr.Field == "" {
			return
		}
		if got != want {
			t.Fatalf("record differs (-want +got):\n%s", diff(want, got))
		}
		switch value, alone := others["extra"].(string); {
		case len(others) == 0 && extra != "":
			t.Fatalf("Extra is %s, want none", extra)
		case len(others) == 1 && alone && value != "" && extra == value:
		case len(others) > 0 && !reflect.DeepEqual(jsonValue(t, extra), any(others)):
			t.Fatalf("Extra is %s, want %v", extra, others)
		}
		text, err := rec.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(string(text), "\r\n") || !reflect.DeepEqual(jsonValue(t, in), jsonValue(t, string(text))) {
			t.Fatalf("written as %s", text)
		}
		if text, err = rec.Canonical().AppendJSON(nil); err != nil {
			t.Fatal(err)
		}
		if again, err := ParseRecord(string(text)); err != nil || again != rec.Canonical() {
			t.Fatalf("the canonical text %s gives %v and %s", text, err, diff(rec.Canonical(), again))
		}
	})
}

// TestCutJSON reads logs that were cut off at each byte.
func TestCutJSON(t *testing.T) {
	small := only(`"tlsSni":"n"`)
	for _, in := range []string{small + "\n" + small + "\n", "[" + small + "," + small + "]\n"} {
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
			whole := strings.Count(in[:n], "}")
			between := in[0] == '{' && strings.HasSuffix(strings.TrimSpace(in[:n]), "}") || strings.TrimSpace(in[:n]) == "" || strings.Contains(in[:n], "]")
			if records != whole || between != (err == nil) || err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("%d bytes of %s: %d records and %v", n, in, records, err)
			}
		}
	}
}
