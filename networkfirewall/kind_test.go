package networkfirewall

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// Records of the other kinds, in AWS's form.
const (
	plainAlert = `{"firewall_name":"egress","availability_zone":"us-east-1b","event_timestamp":"1772370849","event":{"timestamp":"2026-03-01T13:14:09.006481+0000","flow_id":1582438383425874,"event_type":"alert","src_ip":"203.0.113.4","src_port":55555,"dest_ip":"192.0.2.16","dest_port":111,"proto":"TCP","alert":{"action":"allowed","signature_id":5,"rev":0,"signature":"test_tcp","category":"","severity":1}}}`
	flow       = `{"firewall_name":"egress","availability_zone":"us-east-1b","event_timestamp":"1772370850","event":{"timestamp":"2026-03-01T13:14:10.006481+0000","flow_id":1582438383425873,"event_type":"netflow","src_ip":"192.0.2.113","src_port":443,"dest_ip":"10.0.100.55","dest_port":44474,"proto":"TCP","app_proto":"tls","netflow":{"pkts":5,"bytes":310,"start":"2026-03-01T13:14:01.000000+0000","end":"2026-03-01T13:14:02.000000+0000","age":1,"min_ttl":254,"max_ttl":254},"tcp":{"tcp_flags":"1b"}}}`
	proxy      = `{"proxy_name":"outbound","event_timestamp":1772370851,"client_src_ip":"192.168.10.1","client_src_port":123,"dest_domain":"www.example.com","url":{"scheme":"https","authority":"www.example.com"},"http_method":"GET","all_matches":{"matches":[{"rule_id":"default","hook":"pre_dns","action":"allow"}]},"final_action":"allow"}`
)

func TestKinds(t *testing.T) {
	// An alert that carries a TLS error is a TLS record.
	alertWithError := strings.Replace(blocked, `"event":{`, `"event":{"tls_error":{"error_message":"new"},`, 1)
	tests := []struct {
		name string
		text string
		want error   // of ParseRecord; nil for a TLS record
		tls  Skipped // what the Decoder counts
		eve  Skipped // what the AlertDecoder counts
	}{
		{"TLS error", noName, nil, Skipped{}, Skipped{TLS: 1}},
		{"revocation check", revocation, nil, Skipped{}, Skipped{TLS: 1}},
		{"TLS record with an event_type", strings.Replace(noName, `"sni"`, `"event_type":"tls","sni"`, 1), nil, Skipped{}, Skipped{TLS: 1}},
		{"alert with a TLS error", alertWithError, nil, Skipped{}, Skipped{TLS: 1}},
		{"damaged TLS error", `{"event":{"tls_error":7}}`, tlslog.ErrType, Skipped{}, Skipped{TLS: 1}},
		{"alert", plainAlert, ErrAlertRecord, Skipped{Alert: 1}, Skipped{Alert: 1}},
		{"alert of TLS", blocked, ErrAlertRecord, Skipped{Alert: 1}, Skipped{}},
		{"alert of TLS", allowed, ErrAlertRecord, Skipped{Alert: 1}, Skipped{}},
		{"alert, TLS by protocol", `{"event":{"event_type":"alert","app_proto":"tls"}}`, ErrAlertRecord, Skipped{Alert: 1}, Skipped{}},
		{"alert, TLS by inspection", `{"event":{"event_type":"alert","tls_inspected":true}}`, ErrAlertRecord, Skipped{Alert: 1}, Skipped{}},
		{"alert, TLS by SNI", `{"event":{"event_type":"alert","sni":"a.example"}}`, ErrAlertRecord, Skipped{Alert: 1}, Skipped{}},
		{"alert, TLS by empty SNI", `{"event":{"event_type":"alert","sni":"-"}}`, ErrAlertRecord, Skipped{Alert: 1}, Skipped{}},
		{"alert, empty TLS", `{"event":{"tls":{},"event_type":"alert"}}`, ErrAlertRecord, Skipped{Alert: 1}, Skipped{}},
		{"alert, no TLS", `{"event":{"tls":null,"event_type":"alert","app_proto":"http"}}`, ErrAlertRecord, Skipped{Alert: 1}, Skipped{Alert: 1}},
		{"event_type with escapes", `{"event":{"event_type":"\u0061lert","tls":{}}}`, ErrAlertRecord, Skipped{Alert: 1}, Skipped{}},
		{"event_type twice", `{"event":{"event_type":"netflow","event_type":"alert","tls":{}}}`, ErrAlertRecord, Skipped{Alert: 1}, Skipped{}},
		{"flow", flow, ErrFlowRecord, Skipped{Flow: 1}, Skipped{Flow: 1}},
		{"other record of Suricata", `{"event":{"event_type":"tls","tls":{"sni":"a.example"}}}`, ErrEVERecord, Skipped{EVE: 1}, Skipped{EVE: 1}},
		{"record of Suricata with damage", `{"event":{"event_type":7,"src_ip":"x"}}`, ErrEVERecord, Skipped{EVE: 1}, Skipped{EVE: 1}},
		{"proxy", proxy, ErrProxyRecord, Skipped{Proxy: 1}, Skipped{Proxy: 1}},
		{"nothing", `{}`, tlslog.ErrForeign, Skipped{Unknown: 1}, Skipped{Unknown: 1}},
		{"null", `{"event":{"tls_error":null,"event_type":null},"proxy_name":null}`, tlslog.ErrForeign, Skipped{Unknown: 1}, Skipped{Unknown: 1}},
		{"members elsewhere", `{"tls_error":{},"event_type":"alert","event":{"proxy_name":"x"}}`, tlslog.ErrForeign, Skipped{Unknown: 1}, Skipped{Unknown: 1}},
		{"no event", `{"firewall_name":"egress","event":"x"}`, tlslog.ErrForeign, Skipped{Unknown: 1}, Skipped{Unknown: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := ParseRecord(tt.text)
			if !errors.Is(err, tt.want) || tt.want == nil && err != nil {
				t.Errorf("ParseRecord: %v, want %v", err, tt.want)
			}
			if foreign := errors.Is(err, tlslog.ErrForeign); foreign != (tt.tls != Skipped{}) || foreign && rec != (Record{}) {
				t.Errorf("ParseRecord: %v, %v", rec, err)
			}
			alert, err := ParseAlertRecord(tt.text)
			if foreign := errors.Is(err, tlslog.ErrForeign); foreign != (tt.eve != Skipped{}) || foreign && alert != (AlertRecord{}) {
				t.Errorf("ParseAlertRecord: %v, %v", alert, err)
			}
			if tt.eve.TLS == 1 && !errors.Is(err, ErrTLSRecord) {
				t.Errorf("ParseAlertRecord: %v", err)
			}

			// What is of another kind is never an error in a log.
			in := noName + tt.text + blocked
			d := NewDecoder(strings.NewReader(in))
			n := 0
			for _, err := range d.All() {
				if n++; err != nil && !errors.Is(err, tlslog.ErrType) {
					t.Error(err)
				}
			}
			tt.tls.Alert++
			if want := int(3 - total(tt.tls)); d.Skipped() != tt.tls || n != want {
				t.Errorf("Decoder: %d records, and %+v skipped, want %d, %+v", n, d.Skipped(), want, tt.tls)
			}
			a := NewAlertDecoder(strings.NewReader(in))
			n = 0
			for _, err := range a.All() {
				if n++; err != nil {
					t.Error(err)
				}
			}
			tt.eve.TLS++
			if want := int(3 - total(tt.eve)); a.Skipped() != tt.eve || n != want {
				t.Errorf("AlertDecoder: %d records, and %+v skipped, want %d, %+v", n, a.Skipped(), want, tt.eve)
			}
			a.Reset(strings.NewReader(""))
			if err := a.Decode(&alert); err != io.EOF || a.Skipped() != (Skipped{}) {
				t.Errorf("after Reset: %v, %+v", err, a.Skipped())
			}
		})
	}
}

func total(s Skipped) int64 { return s.TLS + s.Alert + s.Flow + s.EVE + s.Proxy + s.Unknown }
