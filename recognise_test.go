package awstls

import (
	"strings"
	"testing"

	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/tlslog"
)

// A look is a line or JSON value, or the start of one, and what it is taken
// for.
type look struct {
	text string
	want sight
}

var lines = []look{
	{"", sight{}},
	{"hello", sight{}},
	{"hello world, this is no log", sight{}},
	{"2026", sight{}},
	{"2026-09-23T07:11:27.691Z a message of some program", sight{}},

	// Load balancers.
	{`2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success`, sight{source: tlslog.SourceALB, form: formLine}},
	{`2026-09-23T07:11:27.691358Z 2001:db8::1 64326 443 - - - "-" - - - TID_1 - app/a/b 192.0.2.1`, sight{source: tlslog.SourceALB, form: formLine}},
	{`2026-09-23T07:11:27.691358Z 192.0.2.xxx 64326 443 -`, sight{source: tlslog.SourceALB, form: formLine}},
	{"2026-09-23T07:11:27Z 192.0.2.10 64326 443 TLSv1.3 x 0.036 \"CN=a\tb\" - - Success", sight{source: tlslog.SourceALB, form: formLine}},
	{`2026-09-23T07:11:27Z - - - -`, sight{source: tlslog.SourceALB, form: formLine}},
	{`2026-09-23T07:11:27.691358Z 192.0.2.10 643260 443 TLSv1.3`, sight{}},
	{"2026-09-23T07:11:27.691358Z\t192.0.2.10\t64326\t443\tTLSv1.3", sight{source: tlslog.SourceALB, form: formLine}},
	{"2026-09-23T07:11:27Z" + strings.Repeat("\t-", 14), sight{source: tlslog.SourceALB, form: formLine}},
	{`https 2026-09-23T07:11:27.691358Z app/web/0123456789abcdef 192.0.2.10:64326 - -1 -1 -1 460 - 0 0`, sight{source: tlslog.SourceALB, form: formLine}},
	{`http 2026-09-23T07:11:27.691358Z 0.019584011 192.0.2.97:80 targets PASS 200 -`, sight{source: tlslog.SourceALB, form: formLine}},
	{`tls 2.0 2026-09-23T07:11:27 net/web/0123456789abcdef 0123456789abcdef 192.0.2.10:64326`, sight{source: tlslog.SourceALB, form: formLine}},
	{`https and more`, sight{}},
	{`tls and more`, sight{}},
	{`Enable ConnectionLog for ELB: app/web/0 at 2026-05-30T16:47:00.781Z`, sight{form: formTrace, other: ErrTestFile}},
	{`Enable AccessLog for ELB: app/web/0 at 2026-05-30T16:47:00.781Z`, sight{form: formTrace, other: ErrTestFile}},
	{`Enable the thing`, sight{}},
	{`Enable Log`, sight{}},
	{`Permission Check Successful`, sight{form: formTrace, other: ErrTestFile}},
	{`Permission Check Successful, or not`, sight{}},

	// CloudFront.
	{"1790147487691\tid\tSuccess\t192.0.2.10", sight{source: tlslog.SourceCloudFront, form: formLine}},
	{"2026-09-23T07:11:27.691Z\tid\tFailed:ClientCertExpired", sight{source: tlslog.SourceCloudFront, form: formLine}},
	{"2026-09-23\t07:11:27\tFRA60-P1\t392\t192.0.2.100\tGET", sight{source: tlslog.SourceCloudFront, form: formLine}},
	{"1790147487691\tid\tnothing", sight{}},
	{"a" + strings.Repeat("\tb", 20), sight{}},

	// Lines with a number sign.
	{"#Version: 1.0", sight{form: formDirective}},
	{"#", sight{form: formDirective}},
	{"#Fields:", sight{form: formHeader}},
	{"#Fields: date time a b", sight{form: formHeader}},
	{"#Fields: time client_ip client_port", sight{source: tlslog.SourceALB, form: formHeader}},
	{"#fields: EVENTTIMESTAMP x", sight{source: tlslog.SourceCloudFront, form: formHeader}},
	{"#Fields: date time x-edge-location sc-bytes", sight{source: tlslog.SourceCloudFront, form: formHeader}},
	{"#Fields: type time elb request_processing_time", sight{source: tlslog.SourceALB, form: formHeader}},

	// Others.
	{"CloudTrail validation message.", sight{form: formTrace, other: cloudtrail.ErrValidationMessage}},
	{"CloudTrail is a service", sight{}},
	{"2 111122223333 eni-1235b8ca123456789 192.0.2.1 192.0.2.2 49761 3389 6 20 4249 1418530010 1418530070 REJECT OK", sight{other: ErrVPCFlowLog}},
	{"version account-id interface-id srcaddr dstaddr", sight{other: ErrVPCFlowLog}},
	{"version of something", sight{}},
	{"accountId,eventSource,tlsVersion,numOutdatedTlsCalls", sight{other: ErrQueryResult}},
}

func TestRecogniseLine(t *testing.T) {
	for _, tt := range lines {
		if got := recogniseLine(tt.text); got != tt.want {
			t.Errorf("%q is taken for %+v, want %+v", tt.text, got, tt.want)
		}
	}
}

var values = []look{
	{"", sight{}},
	{"{", sight{}},
	{"{}", sight{}},
	{"[]", sight{}},
	{`{"a":{"b":[1,"x"]}}`, sight{}},
	{`{"a":"conn_trace_id","b":"eventVersion"}`, sight{}}, // values, not names
	{`{"x":"` + strings.Repeat("y", 1000) + `","userIdentity":{`, sight{source: tlslog.SourceCloudTrail, form: formJSON}},

	{`{"time":"-","client_ip":"-"`, sight{source: tlslog.SourceALB, form: formJSON}},
	{`{"Tls_Verify_Status":`, sight{}}, // cut before it is certain to be a name
	{`{"Tls_Verify_Status":"-"`, sight{source: tlslog.SourceALB, form: formJSON}},
	{`{"type":"https","elb_status_code":"200"`, sight{source: tlslog.SourceALB, form: formJSON}},
	{`{"eventTimestamp":"1790147487691"`, sight{source: tlslog.SourceCloudFront, form: formJSON}},
	{`{"timestamp":"-","CONNECTIONID":"a"`, sight{source: tlslog.SourceCloudFront, form: formJSON}},
	{`{"date":"2026-09-23","cs(Host)":"a"`, sight{source: tlslog.SourceCloudFront, form: formJSON}},
	{"{\n \"proxy_name\": \"p\"", sight{source: tlslog.SourceNetworkFirewall, form: formJSON}},
	{`{"firewall_name":"f"`, sight{source: tlslog.SourceNetworkFirewall, form: formJSON}},
	{`{"event":{"timestamp":"2026"},"firewall_name":"f"`, sight{source: tlslog.SourceNetworkFirewall, form: formJSON}},
	{`{"event":{"sni":"-","tls_error":{"error_message":"x"}}}`, sight{source: tlslog.SourceNetworkFirewall, form: formJSON}},
	{`{"event":{"sni":"-"}}`, sight{}},
	{`{"eventVersion":"1.11"`, sight{source: tlslog.SourceCloudTrail, form: formJSON}},
	{`{"additionalEventData":{"client_ip":"x"},"awsRegion":"eu-west-1"`, sight{source: tlslog.SourceCloudTrail, form: formJSON}},
	{`{"awsAccountId":"111122223333","digestStartTime":"`, sight{source: tlslog.SourceCloudTrail, form: formJSON}},
	{`{"Records":[`, sight{form: formContainer, name: records, pos: len(`{"Records":`)}},
	{`{"a":1, "Records": [{"eventVersion"`, sight{form: formContainer, name: records, pos: len(`{"a":1, "Records": `)}},
	{`{"Records":{"eventVersion":1}}`, sight{}},
}

func TestRecogniseJSON(t *testing.T) {
	for _, tt := range values {
		if got, _ := recogniseJSON(tt.text); got != tt.want {
			t.Errorf("%.80q is taken for %+v, want %+v", tt.text, got, tt.want)
		}
	}
}

// FuzzRecognise checks that a text is taken for the same when there is more of
// it, once it is taken for something.
func FuzzRecognise(f *testing.F) {
	for _, tt := range append(lines, values...) {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		recogniseLine(text)
		whole, _ := recogniseJSON(text)
		for n := range min(len(text), 256) {
			if part, more := recogniseJSON(text[:n]); !more && strings.TrimSpace(text[:n]) != "" && part != whole && part.form != formNone {
				t.Fatalf("%q is taken for %+v, its start %q for %+v", text, whole, text[:n], part)
			}
		}
	})
}
