package networkfirewall

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// The alert records that the tests are made of.
const (
	// In the form of AWS's examples of 2025.
	blocked = `{"firewall_name":"egress","availability_zone":"us-east-1b","event_timestamp":"1772370847","event":{"aws_category":"[\"Technology and Internet\"]","tx_id":0,"app_proto":"tls","src_ip":"10.0.100.55","src_port":44474,"event_type":"alert","alert":{"severity":3,"signature_id":6,"rev":0,"signature":"","action":"blocked","category":""},"flow_id":1972143099170468,"dest_ip":"192.0.2.113","proto":"TCP","verdict":{"action":"drop"},"tls":{"sni":"developers.example.com","version":"UNDETERMINED"},"dest_port":443,"pkt_src":"geneve encapsulation","timestamp":"2026-03-01T13:14:07.006867+0000","direction":"to_server"}}`

	// With all that Suricata can say of a handshake.
	allowed = `{"firewall_name":"egress","availability_zone":"us-east-1b","event_timestamp":"1772370848","event":{"timestamp":"2026-03-01T13:14:08.006867+0000","flow_id":1582438383425873,"event_type":"alert","src_ip":"192.0.2.113","src_port":443,"dest_ip":"10.0.100.55","dest_port":44474,"proto":"TCP","pkt_src":"geneve encapsulation","tx_id":1,"alert":{"action":"allowed","signature_id":7,"rev":2,"signature":"old TLS","category":"Misc activity","severity":3},"verdict":{"action":"alert"},"tls":{"subject":"CN=old.example.com","issuerdn":"C=US, O=Example CA, CN=Example CA","serial":"00:B4:01","fingerprint":"0a:1b:2c","sni":"old.example.com","version":"TLS 1.1","notbefore":"2025-11-03T00:00:00","notafter":"2026-11-03T23:59:59","session_resumed":false,"ja3":{"hash":"e7d705a3286e19ea42f587b344ee6865","string":"771,4865,0,,"},"ja3s":{"hash":"0debd3853f330c574b05e0b6d882dc27","string":"770,49199,0"},"ja4":"t13d1516h2_8daaf6152771_b186095e22b6"},"app_proto":"tls","direction":"to_client","tls_inspected":true,"sni":"-","aws_category":"[\"A\",\"B\"]"}}`
)

var (
	blockedRecord = AlertRecord{
		FirewallName: "egress", AvailabilityZone: "us-east-1b", EventTimestamp: date("2026-03-01T13:14:07Z"),
		Timestamp: date("2026-03-01T13:14:07.006867Z"), EventType: "alert",
		SrcIP: addr("10.0.100.55"), SrcPort: 44474, DestIP: addr("192.0.2.113"), DestPort: 443,
		Proto: "TCP", AppProto: "tls", Direction: "to_server", PktSrc: "geneve encapsulation",
		FlowID: 1972143099170468, TxID: tlslog.Some(uint64(0)),
		Alert:       Alert{Action: "blocked", SignatureID: 6, Severity: 3},
		Verdict:     Verdict{"drop"},
		TLS:         TLS{SNI: "developers.example.com", Version: "UNDETERMINED"},
		AWSCategory: `["Technology and Internet"]`,
	}
	allowedRecord = AlertRecord{
		FirewallName: "egress", AvailabilityZone: "us-east-1b", EventTimestamp: date("2026-03-01T13:14:08Z"),
		Timestamp: date("2026-03-01T13:14:08.006867Z"), EventType: "alert",
		SrcIP: addr("192.0.2.113"), SrcPort: 443, DestIP: addr("10.0.100.55"), DestPort: 44474,
		Proto: "TCP", AppProto: "tls", Direction: "to_client", PktSrc: "geneve encapsulation",
		FlowID: 1582438383425873, TxID: tlslog.Some(uint64(1)),
		Alert:   Alert{Action: "allowed", SignatureID: 7, Rev: 2, Signature: "old TLS", Category: "Misc activity", Severity: 3},
		Verdict: Verdict{"alert"},
		TLS: TLS{
			SNI: "old.example.com", Version: "TLS 1.1", Subject: "CN=old.example.com", IssuerDN: "C=US, O=Example CA, CN=Example CA",
			Serial: "00:B4:01", Fingerprint: "0a:1b:2c",
			Validity:       tlslog.Validity{NotBefore: date("2025-11-03T00:00:00Z"), NotAfter: date("2026-11-03T23:59:59Z")},
			SessionResumed: tlslog.Some(false),
			JA3:            JA3{"e7d705a3286e19ea42f587b344ee6865", "771,4865,0,,"},
			JA3S:           JA3{"0debd3853f330c574b05e0b6d882dc27", "770,49199,0"},
			JA4:            "t13d1516h2_8daaf6152771_b186095e22b6",
		},
		TLSInspected: tlslog.Some(true), NoSNI: true, AWSCategory: `["A","B"]`,
	}
)

func TestParseAlertRecord(t *testing.T) {
	got, err := ParseAlertRecord(blocked)
	if err != nil {
		t.Error(err)
	}
	wantSame(t, got.Canonical(), blockedRecord)
	if s := got.String(); s != blocked {
		t.Errorf("written as %s", s)
	}
	got, err = ParseAlertRecord(allowed)
	if err != nil {
		t.Error(err)
	}
	wantSame(t, got, allowedRecord) // it is spelled as AppendJSON does
	if s := got.String(); s != allowed {
		t.Errorf("written as\n%s\nwant\n%s", s, allowed)
	}
	// Pretty-printed, it is the same record.
	if got, err := ParseAlertRecord(pretty(allowed)); err != nil || got != allowedRecord {
		t.Error(err, got)
	}
}

func TestAlertSpellings(t *testing.T) {
	other := func(change func(*AlertRecord)) AlertRecord {
		r := allowedRecord
		change(&r)
		return r
	}
	tests := []struct {
		name     string
		old, new string
		want     AlertRecord
	}{
		{"event_timestamp as a number", `"1772370848"`, `1772370848`, allowedRecord},
		{"ports as strings", `443`, `"443"`, allowedRecord},
		{"zone of TLS records", `+0000`, `Z`, allowedRecord},
		{"subject twice, as Suricata before 7 has it", `"subject":"CN=old.example.com"`, `"subject":"CN=first","subject":"CN=old.example.com"`, allowedRecord},
		{"flow_id as a string", `1582438383425873`, `"1582438383425873"`, allowedRecord},
		{"flow_id in full", `1582438383425873`, `"18446744073709551615"`, other(func(r *AlertRecord) { r.FlowID = 1<<64 - 1 })},
		{"numbers as floating point", `"signature_id":7,"rev":2`, `"signature_id":7.0,"rev":2e0`, allowedRecord},
		{"flow_id as floating point", `1582438383425873`, `1.582438383425873E15`, allowedRecord},
		{"tx_id as floating point", `"tx_id":1`, `"tx_id":1.0`, allowedRecord},
		{"half a surrogate pair", `"old TLS"`, `"old \udc00TLS"`, other(func(r *AlertRecord) { r.Alert.Signature = "old \ufffdTLS" })},
		{"invalid UTF-8", `"old TLS"`, "\"old \xc3TLS\"", other(func(r *AlertRecord) { r.Alert.Signature = "old \xc3TLS" })},
		{"tx_id as a string", `"tx_id":1`, `"tx_id":"1"`, allowedRecord},
		{"empty JA3", `{"hash":"e7d705a3286e19ea42f587b344ee6865","string":"771,4865,0,,"}`, `{}`, other(func(r *AlertRecord) { r.TLS.JA3 = JA3{} })},
		{"empty verdict", `{"action":"alert"}`, `{}`, other(func(r *AlertRecord) { r.Verdict = Verdict{} })},
		{"no verdict", `{"action":"alert"}`, `null`, other(func(r *AlertRecord) { r.Verdict = Verdict{} })},
		{"category as an array", `"[\"A\",\"B\"]"`, `["A","B"]`, allowedRecord},
		{"category outside", `,"aws_category":"[\"A\",\"B\"]"}}`, `},"aws_category":"[\"A\",\"B\"]"}`, allowedRecord},
		{"category as an array outside", `,"aws_category":"[\"A\",\"B\"]"}}`, `},"aws_category":["A","B"]}`, allowedRecord},
		{"category in both places", `"event":{`, `"aws_category":"[\"C\"]","event":{`, allowedRecord},
		{"category in both places", `}}`, `},"aws_category":"[\"C\"]"}`, allowedRecord},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(allowed, tt.old, tt.new, 1)
			got, err := ParseAlertRecord(text)
			if err != nil || text == allowed {
				t.Fatal(err, text)
			}
			wantSame(t, got.Canonical(), tt.want)
			if s := got.String(); s != text || got == tt.want {
				t.Errorf("written as\n%s\nwant\n%s", s, text)
			}
		})
	}
}

func TestAlertExtra(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{`"event":{`, `"event":{"http":{"url":"/"},"tls_error_x":1,`, `{"event":{"http":{"url":"/"},"tls_error_x":1}}`},
		{`"subject"`, `"client":{"subject":"CN=c"},"subject"`, `{"event":{"tls":{"client":{"subject":"CN=c"}}}}`},
		{`"string"`, `"x":1,"string"`, `{"event":{"tls":{"ja3":{"x":1}}}}`},
		{`{"hash":"0d`, `{"x":1,"hash":"0d`, `{"event":{"tls":{"ja3s":{"x":1}}}}`},
		{`{"action":"alert"`, `{"reject":["tcp-reset"],"reject_target":"both","action":"alert"`, `{"event":{"verdict":{"reject":["tcp-reset"],"reject_target":"both"}}}`},
		{`"rev"`, `"gid":1,"rev"`, `{"event":{"alert":{"gid":1}}}`},
	} {
		got, err := ParseAlertRecord(strings.Replace(allowed, tt.old, tt.new, 1))
		if err != nil || got.Extra != tt.want || got.text != "" {
			t.Errorf("Extra is %s, want %s (%v)", got.Extra, tt.want, err)
		}
		again, err := ParseAlertRecord(got.String())
		if err != nil {
			t.Error(err)
		}
		wantSame(t, again, got)
	}
}

// TestAlertDamage reads records in which § stands before a damaged value.
func TestAlertDamage(t *testing.T) {
	for _, tt := range []struct {
		old, new string
		field    string
		err      error
		mend     func(*AlertRecord)
	}{
		{`"2025-11-03T00:00:00"`, `§"2025-11-03"`, "event.tls.notbefore", tlslog.ErrTime, func(r *AlertRecord) { r.TLS.Validity.NotBefore = allowedRecord.TLS.Validity.NotBefore }},
		{`false`, `§"false"`, "event.tls.session_resumed", tlslog.ErrType, func(r *AlertRecord) { r.TLS.SessionResumed = tlslog.Some(false) }},
		{`"signature_id":7`, `"signature_id":§4294967296`, "event.alert.signature_id", tlslog.ErrNumber, func(r *AlertRecord) { r.Alert.SignatureID = 7 }},
		{`1582438383425873`, `§-1`, "event.flow_id", tlslog.ErrNumber, func(r *AlertRecord) { r.FlowID = allowedRecord.FlowID }},
		{`"tx_id":1`, `"tx_id":§1.5`, "event.tx_id", tlslog.ErrNumber, func(r *AlertRecord) { r.TxID = tlslog.Some(uint64(1)) }},
		{`"string":"771,4865,0,,"`, `"string":§[771]`, "event.tls.ja3.string", tlslog.ErrType, func(r *AlertRecord) { r.TLS.JA3.String = "771,4865,0,," }},
		{`"[\"A\",\"B\"]"`, `§{}`, "event.aws_category", tlslog.ErrType, func(r *AlertRecord) { r.AWSCategory = allowedRecord.AWSCategory }},
		{`"event":{`, `"aws_category":§0,"event":{`, "aws_category", tlslog.ErrType, func(*AlertRecord) {}},
		{`"alert":{"action":"allowed","signature_id":7,"rev":2,"signature":"old TLS","category":"Misc activity","severity":3}`, `"alert":§""`, "event.alert", tlslog.ErrType,
			func(r *AlertRecord) { r.Alert = allowedRecord.Alert }},
	} {
		before, after, ok := strings.Cut(strings.Replace(allowed, tt.old, tt.new, 1), "§")
		if !ok {
			t.Fatal("no mark")
		}
		rec, err := ParseAlertRecord(before + after)
		want := tlslog.ParseError{Format: "networkfirewall alert", Record: 1, Line: 1, Offset: int64(len(before)), Field: tt.field, Err: tt.err}
		if got, ok := errors.AsType[*tlslog.ParseError](err); !ok || *got != want {
			t.Errorf("got %v, want %v", err, &want)
		}
		tt.mend(&rec)
		wantSame(t, rec.Canonical(), allowedRecord)
	}
}

func TestCategories(t *testing.T) {
	for _, tt := range []struct {
		c    Categories
		want []string
	}{
		{"", nil},
		{`[]`, nil},
		{`["A"]`, []string{"A"}},
		{` [ "A & B" , "\u0043" ] `, []string{"A & B", "C"}},
		{`["A",1,null,["B"],"C"]`, []string{"A", "C"}},
		{`["A"`, []string{"A"}},
		{`A`, []string{"A"}},
		{`"A"`, []string{`"A"`}},
	} {
		if got := slices.Collect(tt.c.All()); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.c, got, tt.want)
		}
	}
	for name := range Categories(`["A","B"]`).All() {
		if name != "A" {
			t.Errorf("went on to %s", name)
		}
		break
	}
}
