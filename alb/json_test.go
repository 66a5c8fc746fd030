package alb

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/awstls/awstls/tlslog"
)

// decodeAll returns the records of a log without damage, as they are and
// without the memory of how they were written.
func decodeAll(t *testing.T, d *Decoder) (records, canonical []Record) {
	t.Helper()
	for rec, err := range d.All() {
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, rec)
		canonical = append(canonical, rec.Canonical())
	}
	return records, canonical
}

func TestDecodeJSON(t *testing.T) {
	want := mustParse(t, classicLine)
	with := func(change func(r *Record)) Record {
		r := want
		change(&r)
		return r
	}
	absent := Record{Time: want.Time, ListenerPort: 80}
	for _, tt := range []struct {
		name string
		in   string
		want Record
	}{
		{"strings", vendedJSON, want},
		{"numbers", strings.NewReplacer(`"64326"`, "64326", `"443"`, "443", `"0.036"`, "0.0360").Replace(vendedJSON), want},
		{"the name of the classic line", strings.Replace(vendedJSON, "time", "timestamp", 1), want},
		{"other case", strings.Replace(vendedJSON, "client_ip", "Client_IP", 1), want},
		{"in an array", "[\n" + vendedJSON + "\n]", want},
		{"absent", `{"time":"2026-09-23T07:11:27.691358Z","listener_port":80,"client_ip":null,"tls_cipher":"-","tls_handshake_latency":"","leaf_client_cert_validity":"-"}`, absent},
		{"new fields", strings.Replace(vendedJSON, "{", `{"new": {"a": 1},`, 1), with(func(r *Record) { r.Extra = `{"new":{"a":1}}` })},
		{"columns of a classic line", strings.Replace(vendedJSON, "{", `{"extra":"\"-\" x",`, 1), with(func(r *Record) { r.Extra = `"-" x` })},
		{"quotation marks", strings.Replace(vendedJSON, "CN=client", `CN=\"client\"\\,`, 1), with(func(r *Record) { r.LeafClientCertSubject = `CN="client"\,,O=Example Corp` })},
	} {
		t.Run(tt.name, func(t *testing.T) {
			records, got := decodeAll(t, NewDecoder(strings.NewReader(tt.in+"\n"+tt.in)))
			if len(got) != 2 || got[0] != tt.want || got[1] != tt.want {
				t.Fatalf("record differs (-want +got):\n%s", diff(tt.want, got[0]))
			}
			text, err := records[0].AppendJSON([]byte("x"))
			if err != nil {
				t.Fatal(err)
			}
			in := strings.Trim(tt.in, "[]")
			if !reflect.DeepEqual(jsonValue(t, string(text[1:])), jsonValue(t, in)) {
				t.Errorf("written as %s\nread as    %s", text, in)
			}
			text, err = tt.want.AppendJSON(nil)
			if err != nil {
				t.Fatal(err)
			}
			var again Record
			if err := json.Unmarshal(text, &again); err != nil || again != tt.want {
				t.Errorf("the canonical text %s gives %v and %s", text, err, diff(tt.want, again))
			}
		})
	}
}

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

// TestFormatsAgree writes one record in every format and reads it back.
func TestFormatsAgree(t *testing.T) {
	want := mustParse(t, classicLine)
	text, err := json.Marshal(want)
	if err != nil || string(text) != vendedJSON {
		t.Errorf("%v, as JSON:\n%s\nwant\n%s", err, text, vendedJSON)
	}
	row, err := want.AppendW3C(AppendW3CHeader(nil))
	if err != nil || string(row) != vendedHeader+vendedRow {
		t.Errorf("%v, as W3C:\n%s\nwant\n%s", err, row, vendedHeader+vendedRow)
	}
	row, err = want.AppendPlain(nil, nil, "")
	if err != nil || string(row) != vendedRow {
		t.Errorf("%v, as plain:\n%s\nwant\n%s", err, row, vendedRow)
	}
	if line := want.String(); line != classicLine {
		t.Errorf("as a classic line:\n%s\nwant\n%s", line, classicLine)
	}
	// All of them in one log.
	in := strings.Join([]string{
		classicLine, vendedJSON, vendedRow,
		strings.TrimSpace(vendedHeader), vendedRow, vendedJSON, classicLine,
		"#Fields: conn_trace_id\ttime listener_port", "TID_1\t2026-09-23T07:11:27.691358Z\t443",
	}, "\r\n") + "\r\n"
	last := Record{Time: want.Time, ListenerPort: 443, ConnTraceID: "TID_1"}
	_, got := decodeAll(t, NewDecoder(strings.NewReader(in)))
	if !reflect.DeepEqual(got, []Record{want, want, want, want, want, want, last}) {
		t.Errorf("got %d records: %v", len(got), got)
	}
	// A classic line does not remember how JSON was written, and the other
	// way round.
	long, _ := ParseRecord(strings.Replace(classicLine, "192.0.2.10", "2001:DB8::1", 1) + " -")
	var short Record
	if err := json.Unmarshal([]byte(`{"listener_port": 443}`), &short); err != nil {
		t.Fatal(err)
	}
	if text, err := long.AppendJSON(nil); err != nil || !strings.Contains(string(text), `"2001:db8::1"`) || !strings.HasSuffix(string(text), `,"extra":"-"}`) {
		t.Errorf("%v, %s", err, text)
	}
	if line, want := short.String(), `- - - 443 - - - "-" - - -`+absentOf(len(newer)); line != want {
		t.Errorf("got %s", line)
	}
	if err := json.Unmarshal([]byte("{\n\"listener_port\": null}"), &short); err != nil {
		t.Fatal(err)
	}
	if line, want := short.String(), `- - - - - - - "-" - - -`+absentOf(len(newer)); line != want {
		t.Errorf("got %s", line)
	}
}

// TestDecodeVendedErrors reads logs of three entries, the second of which is
// damaged at §.
func TestDecodeVendedErrors(t *testing.T) {
	rows := func(fields ...string) func(*Decoder) {
		return func(d *Decoder) { d.Fields, d.Delimiter = fields, "|" }
	}
	none := func(*Decoder) {}
	row, line := vendedRow+"\n", classicLine+"\n"
	for _, tt := range []struct {
		name    string
		options func(*Decoder)
		header  string
		good    string
		in      string
		format  string
		field   string
		err     error
	}{
		{"value in JSON", none, "", vendedJSON + "\n", strings.Replace(vendedJSON, `"443"`, `§"x"`, 1), " json", "listener_port", tlslog.ErrNumber},
		{"type in JSON", none, "", vendedJSON + "\n", strings.Replace(vendedJSON, `"443"`, `§["x"]`, 1), " json", "listener_port", tlslog.ErrType},
		{"time in JSON", none, "", vendedJSON + "\n", strings.Replace(vendedJSON, `"2026`, `§"x2026`, 1), " json", "time", tlslog.ErrTime},
		{"foreign JSON", none, "", vendedJSON + "\n", `§{"a":"b"}`, " json", "", tlslog.ErrForeign},
		{"access log", none, "", vendedJSON + "\n", `§{"time":"2026-09-23T07:11:27.691358Z","elb":"app/a/b","request_line":"GET"}`, " json", "", ErrAccessLog},
		{"access log of a Network Load Balancer", none, "", vendedJSON + "\n", `§{"time":"2026-09-23T07:11:27.691358Z","tls_cipher":"-","listener":"x"}`, " json", "", ErrAccessLog},
		{"health check log", none, "", vendedJSON + "\n", `§{"time":"2026-09-23T07:11:27.691358Z","reason_code":"-"}`, " json", "", ErrHealthCheckLog},
		{"value in W3C", none, vendedHeader, row, strings.Replace(vendedRow, "0.036", "§x", 1), " w3c", "tls_handshake_latency", tlslog.ErrNumber},
		{"tab in W3C", none, vendedHeader, row, "§" + strings.Replace(vendedRow, "Corp", "\t", 1), " w3c", "", tlslog.ErrFieldCount},
		{"words in W3C", none, vendedHeader, row, "§a b c", " w3c", "", tlslog.ErrFieldCount},
		{"classic line in W3C", none, "#Fields: time client_ip\n", "2026-09-23T07:11:27.691358Z\t192.0.2.10\n", strings.Replace(classicLine, "192.0.2.10", "§x", 1), "", "client_ip", tlslog.ErrAddress},
		{"value in a row", none, "", row, strings.Replace(vendedRow, "0.036", "§x", 1), " plain", "tls_handshake_latency", tlslog.ErrNumber},
		{"tab in a row", none, "", row, "§" + strings.Replace(vendedRow, "Corp", "\t", 1), " plain", "", tlslog.ErrFieldCount},
		{"row with a word", none, "", row, "§x" + vendedRow, "", "", tlslog.ErrSyntax},
		{"value among classic lines", none, "", line, strings.Replace(classicLine, "0.036", "§x", 1), "", "tls_handshake_latency", tlslog.ErrNumber},
		{"JSON among classic lines", none, "", line, `§{"time":"}`, " json", "", tlslog.ErrSyntax},
		{"value with options", rows("elb", "client_ip"), "", "e|192.0.2.1\n", "e|§x", " plain", "client_ip", tlslog.ErrAddress},
		{"delimiter in a value", rows("elb", "client_ip"), "", "e|192.0.2.1\n", "§e|f|192.0.2.1", " plain", "", tlslog.ErrFieldCount},
		{"classic line with options", rows("elb", "client_ip"), "", "e|192.0.2.1\n", "§" + classicLine, " plain", "", tlslog.ErrFieldCount},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, after, ok := strings.Cut(tt.header+tt.good+tt.in+"\n"+tt.good, "§")
			if !ok {
				t.Fatal("no mark")
			}
			want := &tlslog.ParseError{
				Format: "alb" + tt.format,
				Record: 2,
				Line:   int64(1 + strings.Count(before, "\n")),
				Offset: int64(len(before)),
				Field:  tt.field,
				Err:    tt.err,
			}
			d := NewDecoder(strings.NewReader(before + after))
			tt.options(d)
			var first, rec, third Record
			if err := d.Decode(&first); err != nil {
				t.Error(err)
			}
			err := d.Decode(&rec)
			if got, ok := errors.AsType[*tlslog.ParseError](err); !ok || *got != *want {
				t.Errorf("got %v, want %v", err, want)
			}
			if err := d.Decode(&third); err != nil || third != first {
				t.Errorf("%v, %s", err, diff(first, third))
			}
		})
	}
}

func TestForeignHeader(t *testing.T) {
	for header, want := range map[string]error{
		"#Fields: type time elb client_port request_line": ErrAccessLog,
		"#Fields: time elb latency":                       ErrHealthCheckLog,
		"#Fields: a b":                                    tlslog.ErrForeign,
	} {
		in := header + "\n1 2 3 4 5\nx\n" + vendedHeader + vendedRow
		d := NewDecoder(strings.NewReader(in))
		var rec Record
		perr, ok := errors.AsType[*tlslog.ParseError](d.Decode(&rec))
		if !ok || perr.Err != want || perr.Record != 1 || perr.Offset != 0 || !errors.Is(perr, tlslog.ErrForeign) || rec != (Record{}) {
			t.Errorf("%s: %v", header, perr)
		}
		if _, got := decodeAll(t, d); len(got) != 1 || got[0] != mustParse(t, classicLine) {
			t.Errorf("%s: then %v", header, got)
		}
	}
}

// FuzzRoundTrip checks that every format gives back every record that it can
// be given, and refuses the others.
func FuzzRoundTrip(f *testing.F) {
	f.Add("text", "Success", "", int64(1_790_000_000), int64(1000), int64(36_000_000), uint16(443), ",")
	f.Add(`CN="a b"`, "Failed:X", `{"a":"b"}`, int64(-62135596800), int64(1), int64(1), uint16(0), "||")
	f.Add("a\tb", "-", `"-" x`, int64(253402300800), int64(0), int64(-1), uint16(1), " ")
	f.Add(`"a`, "", "\n", int64(0), int64(999_999_999), int64(0), uint16(1), "|")
	f.Fuzz(func(t *testing.T, text, text2, extra string, sec, nsec, latency int64, port uint16, delimiter string) {
		rec := Record{
			Time:                  time.Unix(sec, nsec%1e9).UTC(),
			ListenerPort:          port,
			TLSCipher:             tlslog.CipherName(text2),
			TLSHandshakeLatency:   tlslog.Some(time.Duration(latency)),
			LeafClientCertSubject: text,
			TLSVerifyStatus:       VerifyStatus(text2),
			ELB:                   text + text2,
			Extra:                 extra,
		}
		rec.LeafClientCertValidity.NotAfter = rec.Time
		back := func(format string, b []byte, err error, fields []string, delimiter string) {
			t.Helper()
			if err != nil {
				if !errors.Is(err, ErrUnwritable) {
					t.Fatalf("%s: %v", format, err)
				}
				return
			}
			d := NewDecoder(strings.NewReader(string(b) + "\n"))
			d.Fields, d.Delimiter = fields, delimiter
			var got Record
			if err := d.Decode(&got); err != nil || got != rec {
				t.Fatalf("%s: %v, %q gives (-want +got)\n%s", format, err, b, diff(rec, got))
			}
		}
		b, err := rec.AppendJSON(nil)
		back("json", b, err, nil, "")
		if err != nil && latency >= 0 && rec.Time.Year() > 0 && rec.Time.Year() < 10000 && text != "-" && text2 != "-" && text+text2 != "-" {
			t.Fatal("JSON refuses what it can hold", err)
		}
		if err == nil && utf8.ValidString(string(b)) && !json.Valid(b) {
			t.Fatalf("%s is not JSON", b)
		}
		b, err = rec.AppendW3C(AppendW3CHeader(nil))
		back("w3c", b, err, nil, "")
		b, err = rec.AppendPlain(nil, nil, "")
		back("plain", b, err, nil, "")
		if delimiter != "" && !strings.ContainsAny(delimiter, "\r\n") {
			b, err = rec.AppendPlain(nil, nil, delimiter)
			back("plain with a delimiter", b, err, nil, delimiter)
			b, err = rec.AppendPlain(nil, FieldNames(), delimiter)
			if rec.Extra == "" { // else it is left out
				back("plain with fields", b, err, FieldNames(), delimiter)
			}
		}
	})
}

func TestDecodeVendedAllocs(t *testing.T) {
	const n = 10_000
	var texts, rows strings.Builder
	rows.Write(AppendW3CHeader(nil))
	for line := range strings.Lines(benchLog(n)) {
		rec := mustParse(t, line)
		text, err := rec.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		row, err := rec.AppendW3C(nil)
		if err != nil {
			t.Fatal(err)
		}
		texts.Write(append(text, '\n'))
		rows.Write(append(row, '\n'))
	}
	for format, in := range map[string]string{"json": texts.String(), "w3c": rows.String()} {
		src := strings.NewReader(in)
		d := NewDecoder(src)
		allocs := testing.AllocsPerRun(5, func() {
			src.Reset(in)
			d.Reset(src)
			var rec Record
			count := 0
			for d.Decode(&rec) == nil {
				count++
			}
			if count != n {
				t.Fatalf("%s: %d records", format, count)
			}
		})
		if perRecord := allocs / n; perRecord > 0.02 {
			t.Errorf("%s: %.4f allocations per record", format, perRecord)
		}
	}
}
