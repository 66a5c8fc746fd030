package cloudfront_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"strings"
	"time"

	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/tlslog"
)

const log = `{"eventTimestamp":"1731620046814","connectionId":"id1","connectionStatus":"Success","clientIp":"2001:0db8:0000:0000:0000:0000:0000:0001","tlsProtocol":"TLSv1.3"}
{"eventTimestamp":"1731620046901","connectionId":"id2","connectionStatus":"Success","clientIp":"192.0.2.xxx","tlsProtocol":"TLSv1.2"}
{"eventTimestamp":"1731620047003","connectionId":"id3","connectionStatus":"Failed:ClientCertMissing","clientIp":"192.0.2.11","tlsProtocol":"TLSv1.3"}
`

const w3cLog = `#Version: 1.0
#Fields: eventTimestamp connectionId connectionStatus clientLeafCertSubject
1731620046814	id1	Success	C=US, O=Example Corp, CN=client.example.com
1731620047003	id3	Failed:ClientCertMissing	-
`

func Example() {
	d := cloudfront.NewDecoder(strings.NewReader(log))
	for rec, err := range d.All() {
		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
			fmt.Println(perr) // one entry is damaged; rec holds the rest of it
		} else if err != nil {
			fmt.Println("the log cannot be read further:", err)
			return
		}
		fmt.Println(rec.ConnectionID, rec.TLSProtocol, rec.ConnectionStatus)
	}
	// Output:
	// id1 TLSv1.3 Success
	// cloudfront json: record 2, line 2, byte 257: clientIp: malformed IP address
	// id2 TLSv1.2 Success
	// id3 TLSv1.3 Failed:ClientCertMissing
}

// The decoder sees by itself that a log is in the W3C format; its header tells
// the columns.
func Example_w3c() {
	for rec, err := range cloudfront.NewDecoder(strings.NewReader(w3cLog)).All() {
		fmt.Println(rec.ConnectionID, rec.ConnectionStatus, rec.ClientLeafCertSubject, err)
	}
	// Output:
	// id1 Success C=US, O=Example Corp, CN=client.example.com <nil>
	// id3 Failed:ClientCertMissing  <nil>
}

// A plain log has no header: the fields and the delimiter are those that were
// chosen for the delivery.
func Example_plain() {
	d := cloudfront.NewDecoder(strings.NewReader("id1|Success|C=US, O=Example Corp\nid2|Failed|C=US, O=A|B\n"))
	d.Fields = []string{"connectionId", "connectionStatus", "clientLeafCertSubject"}
	d.Delimiter = "|"
	for rec, err := range d.All() {
		fmt.Println(rec.ConnectionID, rec.ClientLeafCertSubject, err)
	}
	// Output:
	// id1 C=US, O=Example Corp <nil>
	//   cloudfront plain: record 2, line 2, byte 33: wrong number of fields
}

func ExampleNewDecoder() {
	d := cloudfront.NewDecoder(strings.NewReader(log)) // compressed with gzip or not
	var rec cloudfront.Record
	for {
		err := d.Decode(&rec)
		if err == io.EOF {
			break
		}
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			fmt.Println(err)
			return
		}
		fmt.Println(rec.EventTimestamp.Format(time.StampMilli), rec.ConnectionID)
	}
	// Output:
	// Nov 14 21:34:06.814 id1
	// Nov 14 21:34:06.901 id2
	// Nov 14 21:34:07.003 id3
}

func ExampleDecoder_Decode() {
	d := cloudfront.NewDecoder(strings.NewReader("#Fields: date time x-edge-location\n2019-12-04\t21:02:31\tLAX1\n"))
	var rec cloudfront.Record
	err := d.Decode(&rec)
	fmt.Println(errors.Is(err, cloudfront.ErrAccessLog), err)
	fmt.Println(d.Decode(&rec))
	// Output:
	// true cloudfront w3c: record 1, line 1, byte 0: not a record of this log: it is of an access log
	// EOF
}

func ExampleDecoder_All() {
	failures := make(map[cloudfront.FailureCode]int)
	for rec, err := range cloudfront.NewDecoder(strings.NewReader(log)).All() {
		if err == nil {
			failures[rec.ConnectionStatus.FailureCode()]++
		}
	}
	fmt.Println(failures)
	// Output: map[:1 ClientCertMissing:1]
}

func ExampleDecoder_Reset() {
	d := cloudfront.NewDecoder(strings.NewReader(log))
	d.MaxRecordBytes = 64 << 10
	for range 2 { // two logs, one decoder
		n := 0
		for range d.All() {
			n++
		}
		fmt.Println(n, "records")
		d.Reset(strings.NewReader(w3cLog))
	}
	// Output:
	// 3 records
	// 2 records
}

func ExampleDecoder_Raw() {
	d := cloudfront.NewDecoder(strings.NewReader("damaged\n" + log))
	for _, err := range d.All() {
		if errors.Is(err, tlslog.ErrSyntax) {
			fmt.Printf("%q ends at byte %d\n", d.Raw(), d.InputOffset())
		}
	}
	// Output: "damaged" ends at byte 7
}

func ExampleDecoder_InputOffset() {
	d := cloudfront.NewDecoder(strings.NewReader(w3cLog))
	for range d.All() {
		fmt.Println(d.InputOffset())
	}
	// Output:
	// 159
	// 204
}

func ExampleDecoder_Origin() {
	const log = `{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"/aws/cloudfront","logStream":"1",` +
		`"logEvents":[{"id":"2","timestamp":1790147487691,"message":"{\"eventTimestamp\":\"1790147487691\",\"connectionId\":\"c1\",\"connectionStatus\":\"Success\"}"}]}`
	d := cloudfront.NewDecoder(strings.NewReader(log))
	for rec, err := range d.All() {
		if err != nil {
			fmt.Println(err)
		}
		o := d.Origin()
		fmt.Println(rec.ConnectionID, o.Envelope, o.LogGroup, o.Account, o.Time.Format(time.RFC3339Nano))
	}
	// Output: c1 cloudwatch_logs /aws/cloudfront 123456789012 2026-09-23T07:11:27.691Z
}

func ExampleParseRecord() {
	rec, err := cloudfront.ParseRecord(`{"connectionId":"id1","tlsHandshakeDuration":"153",` +
		`"clientLeafCertValidity":"NotBefore=2025-06-05T23:28:21Z;NotAfter=2125-05-12T23:28:21Z"}`)
	fmt.Println(err)
	fmt.Println(rec.TLSHandshakeDuration)
	fmt.Println(rec.ClientLeafCertValidity.NotAfter)
	// Output:
	// <nil>
	// 153ms
	// 2125-05-12 23:28:21 +0000 UTC
}

func ExampleRecord_AppendJSON() {
	rec, _ := cloudfront.ParseRecord(`{ "connectionId": "id1", "clientPort": 12137 }`)
	text, err := rec.AppendJSON(nil)
	fmt.Println(string(text), err) // the values that were read
	// Output: {"connectionId":"id1","clientPort":12137} <nil>
}

func ExampleRecord_MarshalJSON() {
	text, err := json.Marshal(cloudfront.Record{
		EventTimestamp: time.UnixMilli(1731620046814),
		ClientIP:       netip.MustParseAddr("2001:db8::1"),
		ClientPort:     12137,
	})
	start, _, _ := strings.Cut(string(text), `,"serverIp"`)
	fmt.Println(start, err)
	// Output: {"eventTimestamp":"1731620046814","connectionId":"-","connectionStatus":"-","clientIp":"2001:0db8:0000:0000:0000:0000:0000:0001","clientPort":"12137" <nil>
}

func ExampleRecord_UnmarshalJSON() {
	var message struct{ Message cloudfront.Record }
	err := json.Unmarshal([]byte(`{"message":{"connectionId":"id1","connectionStatus":"Success"}}`), &message)
	fmt.Println(message.Message.ConnectionStatus, err)
	// Output: Success <nil>
}

func ExampleRecord_AppendW3C() {
	fields := []string{"eventTimestamp", "connectionId", "connectionStatus"}
	b := cloudfront.AppendW3CHeader(nil, fields...)
	for rec := range cloudfront.NewDecoder(strings.NewReader(log)).All() {
		var err error
		if b, err = rec.AppendW3C(b, fields...); err != nil {
			fmt.Println(err)
			return
		}
		b = append(b, '\n')
	}
	fmt.Println(strings.ReplaceAll(string(b), "\t", " | "))
	// Output:
	// #Version: 1.0
	// #Fields: eventTimestamp connectionId connectionStatus
	// 1731620046814 | id1 | Success
	// 1731620046901 | id2 | Success
	// 1731620047003 | id3 | Failed:ClientCertMissing
}

func ExampleAppendW3CHeader() {
	fmt.Printf("%q\n", cloudfront.AppendW3CHeader(nil, "connectionId", "tlsSni"))
	// Output: "#Version: 1.0\n#Fields: connectionId tlsSni\n"
}

func ExampleRecord_AppendPlain() {
	rec := cloudfront.Record{ConnectionID: "id1", ConnectionLogCustomData: "a|b"}
	row, err := rec.AppendPlain(nil, []string{"connectionId", "clientIp", "connectionLogCustomData"}, ", ")
	fmt.Println(string(row), err)
	_, err = rec.AppendPlain(nil, []string{"connectionId", "clientIp", "connectionLogCustomData"}, "|")
	fmt.Println(err)
	fmt.Println(errors.Is(err, cloudfront.ErrUnwritable))
	// Output:
	// id1, -, a|b <nil>
	// cloudfront: connectionLogCustomData: value cannot be written in this format
	// true
}

func ExampleFieldNames() {
	fmt.Println(cloudfront.FieldNames()[:3])
	// Output: [eventTimestamp connectionId connectionStatus]
}

func ExamplePercentDecode() {
	fmt.Println(cloudfront.PercentDecode("C=US,%20O=Example%20Corp"))
	twice, _ := cloudfront.PercentDecode("C=US,%2520O=Example%2520Corp")
	fmt.Println(cloudfront.PercentDecode(twice))
	fmt.Println(cloudfront.PercentDecode("100% sure"))
	// Output:
	// C=US, O=Example Corp <nil>
	// C=US, O=Example Corp <nil>
	// 100% sure percent sign without two hexadecimal digits behind it
}

func ExampleRecord_Canonical() {
	text, _ := cloudfront.ParseRecord(`{"connectionId":"id1","clientPort":"12137"}`)
	number, _ := cloudfront.ParseRecord(`{"connectionId":"id1","clientPort":12137}`)
	fmt.Println(text == number, text.Canonical() == number.Canonical())
	// Output: false true
}

func ExampleRecord_Clone() {
	var kept []cloudfront.Record
	for rec := range cloudfront.NewDecoder(strings.NewReader(log)).All() {
		if rec.ConnectionStatus.Result() == tlslog.ResultFailure {
			kept = append(kept, rec.Clone()) // without its block of the log
		}
	}
	fmt.Println(len(kept), kept[0].ConnectionID)
	// Output: 1 id3
}

func ExampleRecord_Event() {
	rec, _ := cloudfront.ParseRecord(`{"connectionId":"id3","connectionStatus":"Failed:ClientCertMissing","tlsProtocol":"TLSv1.3"}`)
	e, ok := rec.Event()
	fmt.Println(ok, e.Source, e.Result, e.Reason)
	// Whether the protocol is that of the attempt is not documented.
	fmt.Println(e.Evidence, e.Version == 0)
	// Output:
	// true cloudfront failure certificate_missing
	// failed true
}

func ExampleFromEvent() {
	rec, ok := cloudfront.FromEvent(tlslog.Event{
		Source: tlslog.SourceALB,
		Result: tlslog.ResultFailure,
		Reason: tlslog.ReasonCertificatePurpose,
		Code:   "ClientCertPurposeInvalid",
	})
	fmt.Println(rec.ConnectionStatus, ok)
	// Output: Failed:ClientCertIntentInvalid true
}

func ExampleFailureCode() {
	for _, code := range []cloudfront.FailureCode{cloudfront.ClientCertMissing, "ClientCertNew"} {
		fmt.Println(code, code.Known(), code.Reason())
	}
	// Output:
	// ClientCertMissing true certificate_missing
	// ClientCertNew false other
}

func ExampleFailureCodes() {
	fmt.Println(cloudfront.FailureCodes()[0])
	// Output: ClientCertMaxChainDepthExceeded
}

func ExampleFailureCodeOf() {
	fmt.Println(cloudfront.FailureCodeOf(tlslog.ReasonCertificateMissing))
	fmt.Println(cloudfront.FailureCodeOf(tlslog.ReasonServerNameMissing))
	// Output:
	// ClientCertMissing true
	//  false
}

func ExampleConnectionStatus() {
	for _, s := range []cloudfront.ConnectionStatus{cloudfront.StatusSuccess, "Failed:TcpTimeout", "Failed", ""} {
		fmt.Printf("%q %q\n", s.Result(), s.FailureCode())
	}
	// Output:
	// "success" ""
	// "failure" "TcpTimeout"
	// "failure" ""
	// "" ""
}

func ExampleFailed() {
	fmt.Println(cloudfront.Failed(cloudfront.ClientCertUntrusted))
	// Output: Failed:ClientCertUntrusted
}
