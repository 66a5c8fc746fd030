package networkfirewall_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"os"
	"strings"
	"time"

	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

const mismatch = `{"firewall_name":"egress","availability_zone":"us-east-1d","event_timestamp":1772370845,"event":{"timestamp":"2026-03-01T13:14:05.000001Z","src_ip":"10.0.2.54","src_port":"44798","dest_ip":"198.51.100.80","dest_port":"443","sni":"www.example.com","tls_error":{"error_message":"SNI: www.example.com Match Failed to server certificate names: a.example.net/a.example.net/b.example.net "}}}`

const revoked = `{"firewall_name":"egress","availability_zone":"us-east-1d","event_timestamp":1772370846,"event":{"src_ip":"10.0.2.55","src_port":"55930","revocation_check":{"leaf_cert_fpr":"0123456789ABCDEF","status":"REVOKED","action":"DROP"},"dest_ip":"203.0.113.72","dest_port":"443","timestamp":"2026-03-01T13:14:06.441824Z","sni":"revoked.example.com"}}`

const alert = `{"firewall_name":"egress","availability_zone":"us-east-1b","event_timestamp":"1772370847","event":{"timestamp":"2026-03-01T13:14:07.006867+0000","flow_id":1972143099170468,"event_type":"alert","src_ip":"10.0.100.55","src_port":44474,"dest_ip":"192.0.2.113","dest_port":443,"proto":"TCP","alert":{"action":"blocked","signature_id":6,"rev":1,"signature":"old TLS","category":"","severity":3},"verdict":{"action":"drop"},"tls":{"sni":"old.example.com","version":"TLS 1.1"},"app_proto":"tls","direction":"to_server","aws_category":"[\"Technology and Internet\"]"}}`

// A log with a damaged address, and with an alert between the TLS records.
var log = mismatch + "\n" + strings.Replace(revoked, "10.0.2.55", "10.0.2.xxx", 1) + "\n" + alert + "\n" + revoked + "\n"

// newLogger returns a logger without times.
func newLogger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
}

func Example() {
	d := networkfirewall.NewDecoder(strings.NewReader(log))
	for rec, err := range d.All() {
		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
			fmt.Println(perr) // one record is damaged; rec holds the rest of it
		} else if err != nil {
			fmt.Println("the log cannot be read further:", err)
			return
		}
		fmt.Println(rec.SNI, rec.FailureCode())
	}
	fmt.Println("alerts:", d.Skipped().Alert)
	// Output:
	// www.example.com SNI_MISMATCH
	// networkfirewall: record 2, line 2, byte 493: event.src_ip: malformed IP address
	// revoked.example.com REVOKED
	// revoked.example.com REVOKED
	// alerts: 1
}

func ExampleRecord() {
	rec, _ := networkfirewall.ParseRecord(revoked)
	if e, ok := rec.TLSError.Get(); ok {
		fmt.Println("error:", e.Kind())
	}
	if check, ok := rec.RevocationCheck.Get(); ok {
		fmt.Println("certificate:", check.Status, check.Action)
	}
	// Output: certificate: REVOKED DROP
}

func ExampleNewDecoder() {
	d := networkfirewall.NewDecoder(strings.NewReader(log)) // compressed with gzip or not
	var rec networkfirewall.Record
	for {
		err := d.Decode(&rec)
		if err == io.EOF {
			break
		}
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			fmt.Println(err)
			return
		}
		fmt.Println(rec.Timestamp.Format(time.TimeOnly), rec.DestIP)
	}
	// Output:
	// 13:14:05 198.51.100.80
	// 13:14:06 203.0.113.72
	// 13:14:06 203.0.113.72
}

func ExampleDecoder_Decode() {
	var rec networkfirewall.Record
	d := networkfirewall.NewDecoder(strings.NewReader("[" + mismatch + "]"))
	fmt.Println(d.Decode(&rec), rec.SrcPort)
	fmt.Println(d.Decode(&rec), rec == networkfirewall.Record{})
	// Output:
	// <nil> 44798
	// EOF true
}

func ExampleDecoder_All() {
	codes := make(map[networkfirewall.FailureCode]int)
	for rec, err := range networkfirewall.NewDecoder(strings.NewReader(log)).All() {
		if err == nil {
			codes[rec.FailureCode()]++
		}
	}
	fmt.Println(codes)
	// Output: map[REVOKED:1 SNI_MISMATCH:1]
}

func ExampleDecoder_Reset() {
	d := networkfirewall.NewDecoder(strings.NewReader(log))
	d.MaxRecordBytes = 64 << 10
	for range 2 { // two logs, one decoder
		n := 0
		for range d.All() {
			n++
		}
		fmt.Println(n, "records")
		d.Reset(strings.NewReader(mismatch))
	}
	// Output:
	// 3 records
	// 1 records
}

func ExampleDecoder_Raw() {
	d := networkfirewall.NewDecoder(strings.NewReader(`{"event":{"tls_error":"damaged"}}` + mismatch))
	for _, err := range d.All() {
		if err != nil {
			fmt.Printf("%s ends at byte %d\n", d.Raw(), d.InputOffset())
		}
	}
	// Output: {"event":{"tls_error":"damaged"}} ends at byte 33
}

func ExampleDecoder_InputOffset() {
	d := networkfirewall.NewDecoder(strings.NewReader(log))
	for range d.All() {
		fmt.Println(d.InputOffset())
	}
	// Output:
	// 386
	// 730
	// 1634
}

func ExampleDecoder_Origin() {
	const log = `{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"/aws/firewall","logStream":"1",` +
		`"logEvents":[{"id":"2","timestamp":1790147487691,"message":"{\"firewall_name\":\"egress\",\"event\":{\"tls_error\":{\"error_message\":\"Server name is not found in client hello.\"}}}"}]}`
	d := networkfirewall.NewDecoder(strings.NewReader(log))
	for rec, err := range d.All() {
		if err != nil {
			fmt.Println(err)
		}
		o := d.Origin()
		fmt.Println(rec.FirewallName, o.Envelope, o.LogGroup, o.Account, o.Time.Format(time.RFC3339Nano))
	}
	// Output: egress cloudwatch_logs /aws/firewall 123456789012 2026-09-23T07:11:27.691Z
}

func ExampleDecoder_Skipped() {
	d := networkfirewall.NewDecoder(strings.NewReader(log + `{"proxy_name":"outbound"}`))
	for range d.All() {
	}
	fmt.Printf("%+v\n", d.Skipped())
	// Output: {TLS:0 Alert:1 Flow:0 EVE:0 Proxy:1 Unknown:0 ControlMessages:0}
}

func ExampleNewAlertDecoder() {
	d := networkfirewall.NewAlertDecoder(strings.NewReader(log))
	for rec, err := range d.All() {
		fmt.Println(rec.TLS.SNI, rec.TLS.Version, rec.Verdict.Action, err)
	}
	// Output: old.example.com TLS 1.1 drop <nil>
}

func ExampleAlertDecoder_Decode() {
	var rec networkfirewall.AlertRecord
	d := networkfirewall.NewAlertDecoder(strings.NewReader(alert))
	fmt.Println(d.Decode(&rec), rec.Alert.Signature)
	fmt.Println(d.Decode(&rec), rec == networkfirewall.AlertRecord{})
	// Output:
	// <nil> old TLS
	// EOF true
}

func ExampleAlertDecoder_All() {
	d := networkfirewall.NewAlertDecoder(strings.NewReader(log))
	for e, err := range tlslog.Events(d.All()) {
		fmt.Println(e.Version, e.Result, err)
	}
	// Output: TLS 1.1 failure <nil>
}

func ExampleAlertDecoder_Reset() {
	d := networkfirewall.NewAlertDecoder(strings.NewReader(mismatch))
	fmt.Println(d.Decode(new(networkfirewall.AlertRecord)))
	d.Reset(strings.NewReader(alert))
	fmt.Println(d.Decode(new(networkfirewall.AlertRecord)))
	// Output:
	// EOF
	// <nil>
}

func ExampleAlertDecoder_Raw() {
	d := networkfirewall.NewAlertDecoder(strings.NewReader(log))
	for range d.All() {
		fmt.Println(d.Raw() == alert)
	}
	// Output: true
}

func ExampleAlertDecoder_InputOffset() {
	d := networkfirewall.NewAlertDecoder(strings.NewReader(alert + "\n"))
	for range d.All() {
		fmt.Println(d.InputOffset() == int64(len(alert)))
	}
	// Output: true
}

func ExampleAlertDecoder_Origin() {
	const log = `{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"/aws/firewall","logStream":"1",` +
		`"logEvents":[{"id":"2","timestamp":1790147487691,"message":"{\"firewall_name\":\"egress\",\"event\":{\"event_type\":\"alert\",\"tls\":{\"sni\":\"example.com\"}}}"}]}`
	d := networkfirewall.NewAlertDecoder(strings.NewReader(log))
	for rec, err := range d.All() {
		if err != nil {
			fmt.Println(err)
		}
		o := d.Origin()
		fmt.Println(rec.FirewallName, o.Envelope, o.LogGroup, o.Account, o.Time.Format(time.RFC3339Nano))
	}
	// Output: egress cloudwatch_logs /aws/firewall 123456789012 2026-09-23T07:11:27.691Z
}

func ExampleAlertDecoder_Skipped() {
	d := networkfirewall.NewAlertDecoder(strings.NewReader(log))
	for range d.All() {
	}
	fmt.Println("TLS records:", d.Skipped().TLS)
	// Output: TLS records: 3
}

func ExampleParseRecord() {
	rec, err := networkfirewall.ParseRecord(mismatch)
	fmt.Println(rec.SrcIP, rec.SNI, err)

	_, err = networkfirewall.ParseRecord(alert)
	fmt.Println(errors.Is(err, tlslog.ErrForeign), errors.Is(err, networkfirewall.ErrAlertRecord))
	// Output:
	// 10.0.2.54 www.example.com <nil>
	// true true
}

func ExampleParseAlertRecord() {
	rec, err := networkfirewall.ParseAlertRecord(alert)
	fmt.Println(rec.SrcIP, rec.FlowID, err)
	// Output: 10.0.100.55 1972143099170468 <nil>
}

func ExampleRecord_AppendJSON() {
	// Values keep the types that they came with.
	text := strings.Replace(mismatch, `"44798"`, `44798`, 1)
	rec, _ := networkfirewall.ParseRecord(text)
	fmt.Println(string(rec.AppendJSON(nil)) == text)

	// A record that was changed is written in AWS's form.
	rec.SrcIP = netip.Addr{} // anonymised
	rec.TLSError = tlslog.Some(networkfirewall.TLSError{ErrorMessage: "…"})
	fmt.Println(string(rec.AppendJSON(nil)))
	// Output:
	// true
	// {"firewall_name":"egress","availability_zone":"us-east-1d","event_timestamp":1772370845,"event":{"timestamp":"2026-03-01T13:14:05.000001Z","src_port":"44798","dest_ip":"198.51.100.80","dest_port":"443","sni":"www.example.com","tls_error":{"error_message":"…"}}}
}

func ExampleRecord_MarshalJSON() {
	rec := networkfirewall.Record{
		SrcPort:         44798,
		NoSNI:           true,
		RevocationCheck: tlslog.Some(networkfirewall.RevocationCheck{Status: networkfirewall.StatusUnknown, Action: networkfirewall.ActionPass}),
	}
	data, err := json.Marshal(rec)
	fmt.Println(string(data), err)
	// Output: {"event":{"src_port":"44798","sni":"-","revocation_check":{"status":"UNKNOWN","action":"PASS"}}} <nil>
}

func ExampleRecord_UnmarshalJSON() {
	var rec networkfirewall.Record
	err := json.Unmarshal([]byte(mismatch), &rec)
	fmt.Println(rec.SNI, err)
	// Output: www.example.com <nil>
}

func ExampleRecord_String() {
	fmt.Println(networkfirewall.Record{FirewallName: "egress", DestPort: 443})
	// Output: {"firewall_name":"egress","event":{"dest_port":"443"}}
}

func ExampleRecord_LogValue() {
	newLogger().Info("refused", "record", networkfirewall.Record{FirewallName: "egress", DestPort: 443})
	// Output: {"level":"INFO","msg":"refused","record":{"firewall_name":"egress","event":{"dest_port":"443"}}}
}

func ExampleAlertRecord_LogValue() {
	newLogger().Info("alert", "record", networkfirewall.AlertRecord{Verdict: networkfirewall.Verdict{Action: "drop"}})
	// Output: {"level":"INFO","msg":"alert","record":{"event":{"verdict":{"action":"drop"}}}}
}

func ExampleRecord_Canonical() {
	a, _ := networkfirewall.ParseRecord(mismatch)
	b, _ := networkfirewall.ParseRecord(strings.Replace(mismatch, "1772370845", `"1772370845"`, 1))
	fmt.Println(a == b, a.Canonical() == b.Canonical())
	// Output: false true
}

func ExampleRecord_Clone() {
	var kept []networkfirewall.Record
	for rec := range networkfirewall.NewDecoder(strings.NewReader(log)).All() {
		if rec.FailureCode() == networkfirewall.SNIMismatch {
			kept = append(kept, rec.Clone()) // without its block of the log
		}
	}
	fmt.Println(len(kept), kept[0].SNI)
	// Output: 1 www.example.com
}

func ExampleRecord_Event() {
	rec, _ := networkfirewall.ParseRecord(revoked)
	e, ok := rec.Event()
	fmt.Println(ok, e.Source, e.Result, e.Reason, e.Action)
	// The log never has a protocol or a cipher suite.
	fmt.Println(e.Evidence)
	// Output:
	// true networkfirewall failure certificate_revoked DROP
	// not_recorded
}

func ExampleRecord_FailureCode() {
	rec, _ := networkfirewall.ParseRecord(revoked)
	fmt.Println(rec.FailureCode(), rec.FailureCode().Reason())
	// Output: REVOKED certificate_revoked
}

func ExampleFromEvent() {
	rec, ok := networkfirewall.FromEvent(tlslog.Event{
		Source:   tlslog.SourceNetworkFirewall,
		Evidence: tlslog.EvidenceNotRecorded,
		Result:   tlslog.ResultFailure,
		Reason:   tlslog.ReasonServerNameMissing,
	})
	fmt.Println(rec, ok)
	// Output: {"event":{"sni":"-","tls_error":{"error_message":"Server name is not found in client hello."}}} true
}

func ExampleAlertRecord_AppendJSON() {
	rec, _ := networkfirewall.ParseAlertRecord(alert)
	fmt.Println(string(rec.AppendJSON(nil)) == alert)
	// Output: true
}

func ExampleAlertRecord_MarshalJSON() {
	data, err := json.Marshal(networkfirewall.AlertRecord{
		EventType: "alert",
		SrcPort:   44474,
		TLS:       networkfirewall.TLS{SNI: "old.example.com", SessionResumed: tlslog.Some(false)},
	})
	fmt.Println(string(data), err)
	// Output: {"event":{"event_type":"alert","src_port":44474,"tls":{"sni":"old.example.com","session_resumed":false}}} <nil>
}

func ExampleAlertRecord_UnmarshalJSON() {
	var rec networkfirewall.AlertRecord
	err := json.Unmarshal([]byte(alert), &rec)
	fmt.Println(rec.AppProto, err)
	// Output: tls <nil>
}

func ExampleAlertRecord_String() {
	fmt.Println(networkfirewall.AlertRecord{FirewallName: "egress", Verdict: networkfirewall.Verdict{Action: "drop"}})
	// Output: {"firewall_name":"egress","event":{"verdict":{"action":"drop"}}}
}

func ExampleAlertRecord_Canonical() {
	a, _ := networkfirewall.ParseAlertRecord(alert)
	b, _ := networkfirewall.ParseAlertRecord(strings.Replace(alert, "443,", `"443",`, 1))
	fmt.Println(a == b, a.Canonical() == b.Canonical())
	// Output: false true
}

func ExampleAlertRecord_Clone() {
	rec, _ := networkfirewall.ParseAlertRecord(alert)
	fmt.Println(rec.Clone() == rec)
	// Output: true
}

func ExampleAlertRecord_Event() {
	rec, _ := networkfirewall.ParseAlertRecord(alert)
	e, ok := rec.Event()
	fmt.Println(ok, e.Evidence, e.Version, e.Version.Deprecated())
	fmt.Println(e.Result, e.Reason, e.Message)
	// Output:
	// true logged TLS 1.1 true
	// failure connection_refused old TLS
}

func ExampleAlertFromEvent() {
	rec, ok := networkfirewall.AlertFromEvent(tlslog.Event{
		Source:     tlslog.SourceNetworkFirewall,
		ServerName: "old.example.com",
		Version:    tlslog.VersionTLS10,
		Result:     tlslog.ResultFailure,
	})
	fmt.Println(rec.TLS.Version, rec.Alert.Action, ok)
	// Output: TLSv1 blocked true
}

func ExampleParseMismatch() {
	rec, _ := networkfirewall.ParseRecord(mismatch)
	e, _ := rec.TLSError.Get()
	asked, names, ok := networkfirewall.ParseMismatch(e.ErrorMessage)
	fmt.Println(asked, ok)
	for name := range names.All() {
		fmt.Println("-", name)
	}
	// Output:
	// www.example.com true
	// - a.example.net
	// - b.example.net
}

func ExampleNames_All() {
	for name := range networkfirewall.Names("a.example/a.example/b.example").All() {
		fmt.Println(name)
	}
	// Output:
	// a.example
	// b.example
}

func ExampleTLSError_Kind() {
	for _, message := range []string{
		"Server name is not found in client hello.",
		"SNI: a.example Match Failed to server certificate names: b.example/b.example ",
		"something new",
	} {
		kind := networkfirewall.TLSError{ErrorMessage: message}.Kind()
		fmt.Printf("%q %q\n", kind, kind.FailureCode())
	}
	// Output:
	// "no_sni" "NO_SNI"
	// "sni_mismatch" "SNI_MISMATCH"
	// "" ""
}

func ExampleErrorKind_UnmarshalText() {
	var kind networkfirewall.ErrorKind
	err := kind.UnmarshalText([]byte("sni_mismatch"))
	fmt.Println(kind == networkfirewall.ErrorSNIMismatch, err)
	// Output: true <nil>
}

func ExampleFailureCode() {
	for _, code := range []networkfirewall.FailureCode{networkfirewall.NoSNI, networkfirewall.Revoked, "GOOD"} {
		fmt.Println(code, code.Known(), code.Reason())
	}
	// Output:
	// NO_SNI true server_name_missing
	// REVOKED true certificate_revoked
	// GOOD false other
}

func ExampleFailureCodes() {
	fmt.Println(networkfirewall.FailureCodes())
	// Output: [NO_SNI SNI_MISMATCH REVOKED UNKNOWN]
}

func ExampleFailureCodeOf() {
	fmt.Println(networkfirewall.FailureCodeOf(tlslog.ReasonCertificateRevoked))
	fmt.Println(networkfirewall.FailureCodeOf(tlslog.ReasonCertificateExpired))
	// Output:
	// REVOKED true
	//  false
}

func ExampleRevocationStatus() {
	for _, s := range []networkfirewall.RevocationStatus{networkfirewall.StatusRevoked, "GOOD"} {
		fmt.Println(s, s.Known())
	}
	// Output:
	// REVOKED true
	// GOOD false
}

func ExampleAction() {
	for _, a := range []networkfirewall.Action{networkfirewall.ActionPass, networkfirewall.ActionReject, "HOLD"} {
		fmt.Printf("%s %t %q\n", a, a.Known(), a.Result())
	}
	// Output:
	// PASS true "success"
	// REJECT true "failure"
	// HOLD false ""
}

func ExampleCategories_All() {
	rec, _ := networkfirewall.ParseAlertRecord(alert)
	for name := range rec.AWSCategory.All() {
		fmt.Println(name)
	}
	// Output: Technology and Internet
}

func ExampleErrorKind_FailureCode() {
	fmt.Println(networkfirewall.ErrorNoSNI.FailureCode(), networkfirewall.ErrorSNIMismatch.FailureCode())
	// Output: NO_SNI SNI_MISMATCH
}

// The events of both kinds of records, in their order.
func ExampleNewEventDecoder() {
	d := networkfirewall.NewEventDecoder(strings.NewReader(log))
	for e, err := range d.All() {
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			fmt.Println("the log cannot be read further:", err)
			return
		}
		fmt.Printf("%s %q %q\n", e.ServerName, e.Version, e.Action)
	}
	// Output:
	// www.example.com "" ""
	// revoked.example.com "" "DROP"
	// old.example.com "TLS 1.1" "drop"
	// revoked.example.com "" "DROP"
}

func ExampleEventDecoder_Decode() {
	d := networkfirewall.NewEventDecoder(strings.NewReader(alert))
	var e tlslog.Event
	fmt.Println(d.Decode(&e), e.ServerName)
	fmt.Println(d.Decode(&e))
	// Output:
	// <nil> old.example.com
	// EOF
}

// What an event has no place for is in its record.
func ExampleEventDecoder_Record() {
	d := networkfirewall.NewEventDecoder(strings.NewReader(mismatch + "\n" + alert + "\n"))
	for range d.All() {
		if rec, ok := d.Record(); ok {
			fmt.Println(rec.FirewallName, rec.AvailabilityZone)
		}
		if rec, ok := d.AlertRecord(); ok {
			fmt.Println(rec.Alert.Signature)
		}
	}
	// Output:
	// egress us-east-1d
	// old TLS
}

func ExampleEventDecoder_Raw() {
	var d networkfirewall.EventDecoder
	d.Reset(strings.NewReader(mismatch + "\n" + revoked + "\n"))
	for range d.All() {
		fmt.Println(len(d.Raw()), d.InputOffset(), d.Origin().LogGroup == "")
	}
	// Output:
	// 386 386 true
	// 342 729 true
}
