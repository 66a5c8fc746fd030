package alb_test

import (
	"errors"
	"fmt"
	"io"
	"net/netip"
	"strings"
	"time"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/tlslog"
)

const log = `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_01 x25519 app/web/0123456789abcdef 198.51.100.7
2026-09-23T07:11:28.120001Z 192.0.2.xxx 50122 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 0.051 "-" - - Success TID_02 secp256r1 app/web/0123456789abcdef 198.51.100.7
2026-09-23T07:11:29.000312Z 192.0.2.11 41380 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 - "CN=client,O=Example Corp" NotBefore=2025-01-01T00:00:00Z;NotAfter=2026-01-01T00:00:00Z 0A1B Failed:ClientCertExpired TID_03 - app/web/0123456789abcdef 198.51.100.7
`

const line = `2026-09-23T07:11:29.000312Z 192.0.2.11 41380 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 - "CN=client,O=Example Corp" NotBefore=2025-01-01T00:00:00Z;NotAfter=2026-01-01T00:00:00Z 0A1B Failed:ClientCertExpired TID_03`

func Example() {
	d := alb.NewDecoder(strings.NewReader(log))
	for rec, err := range d.All() {
		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
			fmt.Println(perr) // one line is damaged; rec holds the rest of it
		} else if err != nil {
			fmt.Println("the log cannot be read further:", err)
			return
		}
		fmt.Println(rec.ClientPort, rec.TLSProtocol, rec.TLSVerifyStatus)
	}
	// Output:
	// 64326 TLSv1.3 Success
	// alb: record 2, line 2, byte 182: client_ip: malformed IP address
	// 50122 TLSv1.2 Success
	// 41380 TLSv1.2 Failed:ClientCertExpired
}

func ExampleNewDecoder() {
	d := alb.NewDecoder(strings.NewReader(log)) // compressed with gzip or not
	var rec alb.Record
	for {
		err := d.Decode(&rec)
		if err == io.EOF {
			break
		}
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			fmt.Println(err)
			return
		}
		fmt.Println(rec.Time.Format(time.TimeOnly), rec.ConnTraceID)
	}
	// Output:
	// 07:11:27 TID_01
	// 07:11:28 TID_02
	// 07:11:29 TID_03
}

func ExampleDecoder_Decode() {
	var rec alb.Record
	d := alb.NewDecoder(strings.NewReader(line))
	fmt.Println(d.Decode(&rec), rec.LeafClientCertSubject)
	fmt.Println(d.Decode(&rec), rec == alb.Record{})
	// Output:
	// <nil> CN=client,O=Example Corp
	// EOF true
}

func ExampleDecoder_All() {
	failures := make(map[alb.FailureCode]int)
	for rec, err := range alb.NewDecoder(strings.NewReader(log)).All() {
		if err == nil {
			failures[rec.TLSVerifyStatus.FailureCode()]++
		}
	}
	fmt.Println(failures)
	// Output: map[:1 ClientCertExpired:1]
}

func ExampleDecoder_Reset() {
	d := alb.NewDecoder(strings.NewReader(log))
	d.MaxRecordBytes = 64 << 10
	for range 2 { // two logs, one decoder
		n := 0
		for range d.All() {
			n++
		}
		fmt.Println(n, "records")
		d.Reset(strings.NewReader(line))
	}
	// Output:
	// 3 records
	// 1 records
}

func ExampleDecoder_Raw() {
	d := alb.NewDecoder(strings.NewReader("damaged\n" + line))
	for _, err := range d.All() {
		if err != nil {
			fmt.Printf("%q ends at byte %d\n", d.Raw(), d.InputOffset())
		}
	}
	// Output: "damaged" ends at byte 7
}

func ExampleDecoder_InputOffset() {
	d := alb.NewDecoder(strings.NewReader(log))
	for range d.All() {
		fmt.Println(d.InputOffset())
	}
	// Output:
	// 153
	// 316
	// 568
}

func ExampleDecoder_Origin() {
	const log = `{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"/aws/alb","logStream":"1",` +
		`"logEvents":[{"id":"2","timestamp":1790147487691,"message":"2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 \"-\" - - Success"}]}`
	d := alb.NewDecoder(strings.NewReader(log))
	for rec, err := range d.All() {
		if err != nil {
			fmt.Println(err)
		}
		o := d.Origin()
		fmt.Println(rec.ClientIP, o.Envelope, o.LogGroup, o.Account, o.Time.Format(time.RFC3339Nano))
	}
	// Output: 192.0.2.10 cloudwatch_logs /aws/alb 123456789012 2026-09-23T07:11:27.691Z
}

func ExampleParseRecord() {
	rec, err := alb.ParseRecord(line)
	fmt.Println(err)
	fmt.Println(rec.ClientIP, rec.TLSVerifyStatus.FailureCode())
	fmt.Println(rec.LeafClientCertValidity.NotAfter)
	// Output:
	// <nil>
	// 192.0.2.11 ClientCertExpired
	// 2026-01-01 00:00:00 +0000 UTC
}

// The message of a log event in CloudWatch Logs is an entry, too.
func ExampleParseRecord_vended() {
	rec, err := alb.ParseRecord(`{"time":"2026-09-23T07:11:27.691358Z","client_ip":"192.0.2.10","tls_protocol":"TLSv1.3","tls_verify_status":"Success"}`)
	fmt.Println(rec.ClientIP, rec.TLSProtocol, rec.TLSVerifyStatus, err)
	// Output: 192.0.2.10 TLSv1.3 Success <nil>
}

func ExampleRecord_AppendLine() {
	rec, _ := alb.ParseRecord(line)
	fmt.Println(string(rec.AppendLine(nil)) == line)

	rec.ClientIP = netip.Addr{} // anonymised
	rec.LeafClientCertSubject = ""
	text, _, _ := strings.Cut(string(rec.AppendLine(nil)), " TID_03")
	fmt.Println(text)
	// Output:
	// true
	// 2026-09-23T07:11:29.000312Z - 41380 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 - "-" NotBefore=2025-01-01T00:00:00Z;NotAfter=2026-01-01T00:00:00Z 0A1B Failed:ClientCertExpired
}

func ExampleRecord_String() {
	rec := alb.Record{ListenerPort: 443, TLSVerifyStatus: alb.Failed(alb.ClientCertExpired)}
	fmt.Println(strings.Fields(rec.String())[:11])
	// Output: [- - - 443 - - - "-" - - Failed:ClientCertExpired]
}

func ExampleRecord_Canonical() {
	short, _ := alb.ParseRecord(line)
	full, _ := alb.ParseRecord(line + " - - -")
	fmt.Println(short == full, short.Canonical() == full.Canonical())
	// Output: false true
}

func ExampleRecord_Clone() {
	var kept []alb.Record
	for rec := range alb.NewDecoder(strings.NewReader(log)).All() {
		if rec.TLSVerifyStatus.Result() == tlslog.ResultFailure {
			kept = append(kept, rec.Clone()) // without its block of the log
		}
	}
	fmt.Println(len(kept), kept[0].ConnTraceID)
	// Output: 1 TID_03
}

func ExampleRecord_Event() {
	rec, _ := alb.ParseRecord(line)
	e, ok := rec.Event()
	fmt.Println(ok, e.Source, e.Result, e.Reason)
	// Nothing was negotiated, whatever the line says.
	fmt.Println(e.Evidence, e.CipherName == "")
	// Output:
	// true alb failure certificate_expired
	// failed true
}

func ExampleFromEvent() {
	rec, ok := alb.FromEvent(tlslog.Event{
		Source: tlslog.SourceCloudFront,
		Result: tlslog.ResultFailure,
		Reason: tlslog.ReasonCertificatePurpose,
		Code:   "ClientCertIntentInvalid",
	})
	fmt.Println(rec.TLSVerifyStatus, ok)
	// Output: Failed:ClientCertPurposeInvalid true
}

func ExampleFailureCode() {
	for _, code := range []alb.FailureCode{alb.ClientCertCrlHit, "ClientCertNew"} {
		fmt.Println(code, code.Known(), code.Reason())
	}
	// Output:
	// ClientCertCrlHit true certificate_revoked
	// ClientCertNew false other
}

func ExampleFailureCodes() {
	fmt.Println(alb.FailureCodes()[0])
	// Output: ClientCertMaxChainDepthExceeded
}

func ExampleFailureCodeOf() {
	fmt.Println(alb.FailureCodeOf(tlslog.ReasonCertificateRevoked))
	fmt.Println(alb.FailureCodeOf(tlslog.ReasonServerNameMissing))
	// Output:
	// ClientCertCrlHit true
	//  false
}

func ExampleVerifyStatus() {
	for _, s := range []alb.VerifyStatus{alb.StatusSuccess, "Failed:ClientCertExpired", ""} {
		fmt.Printf("%q %q\n", s.Result(), s.FailureCode())
	}
	// Output:
	// "success" ""
	// "failure" "ClientCertExpired"
	// "" ""
}

func ExampleFailed() {
	fmt.Println(alb.Failed(alb.ClientCertUntrusted))
	// Output: Failed:ClientCertUntrusted
}
