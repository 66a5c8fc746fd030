package networkfirewall

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/google/go-cmp/cmp"
)

// The records that the tests are made of, in the form of AWS's.
const (
	wrongNameMessage = "SNI: www.example.com Match Failed to server certificate names: a.example.net/a.example.net/b.example.net "

	noName     = `{"firewall_name":"egress","availability_zone":"us-east-1d","event_timestamp":1772370844,"event":{"timestamp":"2026-03-01T13:14:04.412778Z","src_ip":"10.0.2.53","src_port":"59844","dest_ip":"192.0.2.27","dest_port":"443","sni":"-","tls_error":{"error_message":"Server name is not found in client hello."}}}`
	wrongName  = `{"firewall_name":"egress","availability_zone":"us-east-1d","event_timestamp":1772370845,"event":{"timestamp":"2026-03-01T13:14:05.000001Z","src_ip":"10.0.2.54","src_port":"44798","dest_ip":"198.51.100.80","dest_port":"444","sni":"www.example.com","tls_error":{"error_message":"` + wrongNameMessage + `"}}}`
	revocation = `{"firewall_name":"egress","availability_zone":"us-east-1d","event_timestamp":1772370846,"event":{"src_ip":"10.0.2.55","src_port":"55930","revocation_check":{"leaf_cert_fpr":"0123456789ABCDEF","status":"REVOKED","action":"DROP"},"dest_ip":"203.0.113.72","dest_port":"443","timestamp":"2026-03-01T13:14:06.441824Z","sni":"revoked.example.com"}}`
)

func addr(s string) netip.Addr { return netip.MustParseAddr(s) }

func date(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// The records that the texts above hold.
var (
	noNameRecord = Record{
		FirewallName: "egress", AvailabilityZone: "us-east-1d", EventTimestamp: date("2026-03-01T13:14:04Z"),
		Timestamp: date("2026-03-01T13:14:04.412778Z"),
		SrcIP:     addr("10.0.2.53"), SrcPort: 59844, DestIP: addr("192.0.2.27"), DestPort: 443,
		NoSNI:    true,
		TLSError: tlslog.Some(TLSError{"Server name is not found in client hello."}),
	}
	wrongNameRecord = Record{
		FirewallName: "egress", AvailabilityZone: "us-east-1d", EventTimestamp: date("2026-03-01T13:14:05Z"),
		Timestamp: date("2026-03-01T13:14:05.000001Z"),
		SrcIP:     addr("10.0.2.54"), SrcPort: 44798, DestIP: addr("198.51.100.80"), DestPort: 444,
		SNI:      "www.example.com",
		TLSError: tlslog.Some(TLSError{wrongNameMessage}),
	}
	revocationRecord = Record{
		FirewallName: "egress", AvailabilityZone: "us-east-1d", EventTimestamp: date("2026-03-01T13:14:06Z"),
		Timestamp: date("2026-03-01T13:14:06.441824Z"),
		SrcIP:     addr("10.0.2.55"), SrcPort: 55930, DestIP: addr("203.0.113.72"), DestPort: 443,
		SNI:             "revoked.example.com",
		RevocationCheck: tlslog.Some(RevocationCheck{"0123456789ABCDEF", StatusRevoked, ActionDrop}),
	}
)

func TestParseRecord(t *testing.T) {
	for _, tt := range []struct {
		text string
		want Record
	}{
		{noName, noNameRecord},
		{wrongName, wrongNameRecord},
		{revocation, revocationRecord},
		{" \t\r\n" + noName + "\n", noNameRecord},
		{pretty(noName), noNameRecord},
	} {
		got, err := ParseRecord(tt.text)
		if err != nil {
			t.Error(err)
		}
		wantSame(t, got, tt.want)
	}
}

// TestSpellings reads records that spell a value in another way than AWS's
// TLS records do. The record is the same but for its memory of the text, and
// is written as it was read.
func TestSpellings(t *testing.T) {
	other := func(change func(*Record)) Record {
		r := noNameRecord
		change(&r)
		return r
	}
	tests := []struct {
		name     string
		old, new string
		want     Record
	}{
		{"event_timestamp as a string", `1772370844`, `"1772370844"`, noNameRecord},
		{"event_timestamp with a fraction", `1772370844`, `1772370844.0`, noNameRecord},
		{"event_timestamp with an exponent", `1772370844`, `1.772370844e9`, noNameRecord},
		{"event_timestamp as a large exponent", `1772370844`, `1772370844000E-0003`, noNameRecord},
		{"ports as numbers", `"59844"`, `59844`, noNameRecord},
		{"port as a floating point number", `"443"`, `443.0`, noNameRecord},
		{"port with an exponent", `"443"`, `4.43e2`, noNameRecord},
		{"invalid UTF-8", `egress`, "e\xffgress", other(func(r *Record) { r.FirewallName = "e\xffgress" })},
		{"invalid UTF-8 beside an escape", `egress`, "\\u0065\xffgress", other(func(r *Record) { r.FirewallName = "e\xffgress" })},
		{"half a surrogate pair", `egress`, `e\ud800gress`, other(func(r *Record) { r.FirewallName = "e\ufffdgress" })},
		{"port with a leading zero", `"443"`, `"0443"`, noNameRecord},
		{"Suricata's zone", `412778Z`, `412778+0000`, noNameRecord},
		{"another zone", `13:14:04.412778Z`, `14:14:04.412778+01:00`, noNameRecord},
		{"time with fewer digits", `.412778Z`, `Z`, other(func(r *Record) { r.Timestamp = date("2026-03-01T13:14:04Z") })},
		{"IPv6", `192.0.2.27`, `2001:DB8::1`, other(func(r *Record) { r.DestIP = addr("2001:db8::1") })},
		{"null", `"10.0.2.53"`, `null`, other(func(r *Record) { r.SrcIP = netip.Addr{} })},
		{"null for an object", `{"error_message":"Server name is not found in client hello."}`, `null,"revocation_check":{"status":"REVOKED"}`,
			other(func(r *Record) {
				r.TLSError, r.RevocationCheck = tlslog.Opt[TLSError]{}, tlslog.Some(RevocationCheck{Status: StatusRevoked})
			})},
		{"empty name", `"egress"`, `""`, other(func(r *Record) { r.FirewallName = "" })},
		{"empty message", `"Server name is not found in client hello."`, `""`, other(func(r *Record) { r.TLSError = tlslog.Some(TLSError{}) })},
		{"empty SNI", `"-"`, `""`, other(func(r *Record) { r.NoSNI = false })},
		{"dash for an address", `"10.0.2.53"`, `"-"`, other(func(r *Record) { r.SrcIP = netip.Addr{} })},
		{"empty port", `"443"`, `""`, other(func(r *Record) { r.DestPort = 0 })},
		{"port zero", `"443"`, `"0"`, other(func(r *Record) { r.DestPort = 0 })},
		{"the year one", `2026-03-01T13:14:04.412778Z`, `0001-01-01T00:00:00.000000Z`, other(func(r *Record) { r.Timestamp = time.Time{} })},
		{"member twice", `"firewall_name":`, `"firewall_name":"first","firewall_name":`, noNameRecord},
		{"object twice", `"tls_error":`, `"tls_error":{"error_message":"first"},"tls_error":`, noNameRecord},
		{"empty object and another", `"tls_error":`, `"tls_error":{},"tls_error":`, noNameRecord},
		{"empty event and another", `"event":`, `"event":{},"event":`, noNameRecord},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(noName, tt.old, tt.new, 1)
			got, err := ParseRecord(text)
			if err != nil || text == noName {
				t.Fatal(err, text)
			}
			wantSame(t, got.Canonical(), tt.want)
			if got == tt.want {
				t.Error("the spelling is forgotten")
			}
			if s := got.String(); s != text {
				t.Errorf("written as\n%s\nwant\n%s", s, text)
			}
			got.SrcPort = 1 // the text is no longer true
			tt.want.SrcPort = 1
			if s := got.String(); s != tt.want.String() {
				t.Errorf("after a change it is written as\n%s\nwant\n%s", s, tt.want.String())
			}
		})
	}
}

// TestSameSpelling reads records in which something differs that is no value.
func TestSameSpelling(t *testing.T) {
	for _, tt := range []struct{ old, new string }{
		{`"sni"`, `"\u0073ni"`},
		{`"egress"`, `"\u0065gress"`},
		{`:`, ` : `},
		{`,`, "\r\n,\t"},
		{`"firewall_name":"egress","availability_zone":"us-east-1d"`, `"availability_zone":"us-east-1d","firewall_name":"egress"`},
		{`"event":{"timestamp":"2026-03-01T13:14:04.412778Z",`, `"event":{"timestamp":"2026-03-01T13:14:04.412778Z"},"event":{`},
	} {
		got, err := ParseRecord(strings.Replace(noName, tt.old, tt.new, 1))
		if err != nil {
			t.Error(err)
		}
		wantSame(t, got, noNameRecord)
	}
}

// TestEqual compares records of texts that differ in nothing but white space.
func TestEqual(t *testing.T) {
	odd := strings.Replace(noName, `"443"`, `443`, 1)
	for _, tt := range []struct {
		text string
		want bool
	}{
		{noName, true},
		{odd, false}, // each keeps its text
	} {
		a, b := mustParse(t, tt.text), mustParse(t, pretty(tt.text))
		if (a == b) != tt.want {
			t.Errorf("%s: equal is %v", tt.text, a == b)
		}
		wantSame(t, mustParse(t, tt.text), a)
		wantSame(t, a.Canonical(), b.Canonical())
	}
}

func TestBothKinds(t *testing.T) {
	text := strings.Replace(noName, `"tls_error"`, `"revocation_check":{},"tls_error"`, 1)
	got, err := ParseRecord(text)
	want := noNameRecord
	want.RevocationCheck = tlslog.Some(RevocationCheck{})
	if err != nil {
		t.Error(err)
	}
	wantSame(t, got, want)
	if s := got.String(); !strings.Contains(s, `"revocation_check":{}`) {
		t.Errorf("written without the empty object: %s", s)
	}
}

func TestTimeInNanoseconds(t *testing.T) {
	text := strings.Replace(noName, "412778Z", "412778123Z", 1)
	got, err := ParseRecord(text)
	want := noNameRecord
	want.Timestamp = date("2026-03-01T13:14:04.412778123Z")
	if err != nil {
		t.Error(err)
	}
	wantSame(t, got, want)
	if s := got.String(); s != text {
		t.Errorf("written as %s", s)
	}
}

func TestExtra(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{`"event":{`, `"new":[1, {"a" : "b c"}],"event":{`, `{"new":[1,{"a":"b c"}]}`},
		{`"sni"`, `"new":null,"sni"`, `{"event":{"new":null}}`},
		{`"sni"`, `"event_type":"tls","sni"`, `{"event":{"event_type":"tls"}}`},
		{`"sni"`, `"event_type":7,"sni"`, `{"event":{"event_type":7}}`},
		{`"event":{`, `"proxy_name":"p","event":{`, `{"proxy_name":"p"}`},
		{`"error_message"`, `"code":1e3,"error_message"`, `{"event":{"tls_error":{"code":1e3}}}`},
		{`"sni"`, `"revocation_check":{"x":"\"\\\u0041"},"sni"`, `{"event":{"revocation_check":{"x":"\"\\\u0041"}}}`},
		{`"event":{`, `"z":1,"a":2,"event":{"z":3,"a":4,"revocation_check":{"b":5},`, `{"z":1,"a":2,"event":{"z":3,"a":4,"revocation_check":{"b":5}}}`},
		{`"sni"`, `"new":1,"new":2,"sni"`, `{"event":{"new":1,"new":2}}`},
		{`"sni"`, `"a\"\u00e4":1,"sni"`, `{"event":{"a\"\u00e4":1}}`},
		{`"sni"`, `"tls":{"sni":"x"},"sni"`, `{"event":{"tls":{"sni":"x"}}}`},
	} {
		text := strings.Replace(noName, tt.old, tt.new, 1)
		for _, text := range []string{text, pretty(text)} {
			got, err := ParseRecord(text)
			if err != nil || got.Extra != tt.want {
				t.Errorf("Extra is %s, want %s (%v)", got.Extra, tt.want, err)
			}
			if got.text != "" {
				t.Errorf("the text is kept for Extra alone: %s", text)
			}
			wantSame(t, mustParse(t, got.String()), got)
		}
	}
}

// TestExtraByHand sets Extra to what no decoder makes.
func TestExtraByHand(t *testing.T) {
	for _, tt := range []struct{ extra, want string }{
		{`{"event":{"src_port":1,"new":2}}`, strings.Replace(noName, `}}}`, `},"new":2}}`, 1)},
		{` { "new" : 2 } `, strings.Replace(noName, `}}}`, `}},"new":2}`, 1)},
		{`{"event":7}`, noName},
		{`{}`, noName},
		{`[]`, noName},
		{`7`, noName},
		{`{"new":2`, noName},
		{`{"new":2}}`, noName},
		{`damage`, noName},
	} {
		r := noNameRecord
		r.Extra = tt.extra
		if got := r.String(); got != tt.want {
			t.Errorf("Extra %s is written as\n%s\nwant\n%s", tt.extra, got, tt.want)
		}
	}
}

// TestDamage reads records in which § stands before a damaged value.
func TestDamage(t *testing.T) {
	for _, tt := range damaged {
		t.Run(tt.name, func(t *testing.T) {
			marked := strings.Replace(noName, tt.old, tt.new, 1)
			before, after, ok := strings.Cut("\n"+marked, "§")
			if !ok {
				t.Fatal("no mark")
			}
			want := tlslog.ParseError{
				Format: "networkfirewall",
				Record: 1,
				Line:   int64(1 + strings.Count(before, "\n")),
				Offset: int64(len(before)),
				Field:  tt.field,
				Err:    tt.err,
			}
			rec, err := ParseRecord(before + after)
			got, ok := errors.AsType[*tlslog.ParseError](err)
			if !ok || *got != want {
				t.Fatalf("got %v, want %v", err, &want)
			}
			if tt.field == "" {
				wantSame(t, rec, Record{})
				return
			}
			// Damage costs one field: with it, the record is whole.
			if s := rec.String(); s != strings.NewReplacer("\n", "", " 1e12", "1e12").Replace(before+after) {
				t.Errorf("written as %s", s)
			}
			tt.mend(&rec)
			wantSame(t, rec.Canonical(), noNameRecord)
		})
	}
}

// damaged are changes to noName after which one value is damaged, and the way
// back.
var damaged = []struct {
	name     string
	old, new string
	field    string
	err      error
	mend     func(*Record)
}{
	{"name", `"egress"`, `§7`, "firewall_name", tlslog.ErrType, func(r *Record) { r.FirewallName = "egress" }},
	{"zone", `"us-east-1d"`, `§["us-east-1d"]`, "availability_zone", tlslog.ErrType, func(r *Record) { r.AvailabilityZone = "us-east-1d" }},
	{"epoch", `1772370844`, `§true`, "event_timestamp", tlslog.ErrType, mendEpoch},
	{"epoch with exponent", `1772370844`, ` §1e12`, "event_timestamp", tlslog.ErrTime, mendEpoch},
	{"epoch in words", `1772370844`, "\n§\"2026-03-01T13:14:04Z\"", "event_timestamp", tlslog.ErrTime, mendEpoch},
	{"time", `"2026-03-01T13`, `§"2026-03-01 13`, "event.timestamp", tlslog.ErrTime, mendTime},
	{"time that is no string", `"2026-03-01T13:14:04.412778Z"`, `§1772370844`, "event.timestamp", tlslog.ErrType, mendTime},
	{"time without zone", `"2026-03-01T13:14:04.412778Z"`, `§"2026-03-01T13:14:04.412778"`, "event.timestamp", tlslog.ErrTime, mendTime},
	{"address", `"10.0.2.53"`, `§"10.0.2.xxx"`, "event.src_ip", tlslog.ErrAddress, func(r *Record) { r.SrcIP = addr("10.0.2.53") }},
	{"address with escapes", `"192.0.2.27"`, `§"192.0.2.\u0078"`, "event.dest_ip", tlslog.ErrAddress, func(r *Record) { r.DestIP = addr("192.0.2.27") }},
	{"port", `"443"`, `§65536`, "event.dest_port", tlslog.ErrNumber, mendPort},
	{"port with a fraction", `"443"`, `§443.5`, "event.dest_port", tlslog.ErrNumber, mendPort},
	{"port with an exponent", `"443"`, `§443e-1`, "event.dest_port", tlslog.ErrNumber, mendPort},
	{"port with a fraction in quotes", `"443"`, `§"443.0"`, "event.dest_port", tlslog.ErrNumber, mendPort},
	{"negative port", `"443"`, `§-443.0`, "event.dest_port", tlslog.ErrNumber, mendPort},
	{"port as an object", `"443"`, `§{"n":443}`, "event.dest_port", tlslog.ErrType, mendPort},
	{"SNI", `"-"`, `§false`, "event.sni", tlslog.ErrType, func(r *Record) { r.NoSNI = true }},
	{"TLS error", `{"error_message":"Server name is not found in client hello."}`, `§"Server name is not found in client hello."`,
		"event.tls_error", tlslog.ErrType, func(r *Record) { r.TLSError = noNameRecord.TLSError }},
	{"message", `"Server name is not found in client hello."`, `§0`, "event.tls_error.error_message", tlslog.ErrType, func(r *Record) { r.TLSError = noNameRecord.TLSError }},
	{"member twice, the first damaged", `"dest_port":`, `"dest_port":§{},"dest_port":`, "event.dest_port", tlslog.ErrType, func(*Record) {}},
	{"two values", `"59844","dest_ip":"192.0.2.27"`, `§"x","dest_ip":"y"`, "event.src_port", tlslog.ErrNumber, func(r *Record) {
		r.SrcPort, r.DestIP = noNameRecord.SrcPort, noNameRecord.DestIP
	}},

	{"not JSON", `{"firewall_name"`, `§{firewall_name`, "", tlslog.ErrSyntax, nil},
	{"cut off", `{"firewall_name":"egress"`, `§{"firewall_name":"egress"}`, "", tlslog.ErrSyntax, nil},
	{"a string", noName, `§"record"`, "", tlslog.ErrSyntax, nil},
	{"an array", noName, `§[]`, "", tlslog.ErrSyntax, nil},
	{"null", noName, `§null`, "", tlslog.ErrSyntax, nil},
	{"nothing", noName, `§`, "", tlslog.ErrSyntax, nil},
	{"two records", noName, `§` + noName + noName, "", tlslog.ErrSyntax, nil},
}

func mendEpoch(r *Record) { r.EventTimestamp = noNameRecord.EventTimestamp }
func mendTime(r *Record)  { r.Timestamp = noNameRecord.Timestamp }
func mendPort(r *Record)  { r.DestPort = noNameRecord.DestPort }

func mustParse(t testing.TB, text string) Record {
	t.Helper()
	rec, err := ParseRecord(text)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// pretty returns a JSON text over many lines.
func pretty(text string) string {
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(text), "", "  "); err != nil {
		panic(err)
	}
	return b.String()
}

// wantSame compares records, or events, with all that they hold.
func wantSame[T comparable](t testing.TB, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("differs (-want +got):\n%s", cmp.Diff(fields(want), fields(got)))
	}
}

// fields returns v in words, a line for each field.
func fields(v any) string {
	return strings.ReplaceAll(fmt.Sprintf("%#v", v), ", ", ",\n")
}
