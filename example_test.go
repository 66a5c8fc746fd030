package awstls_test

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/tlslog"
)

// mixture is what a delivery stream of several logs may hold.
const mixture = `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_1
{"firewall_name":"egress","event":{"timestamp":"2026-09-23T07:11:28.4Z","src_ip":"10.0.2.53","sni":"-","tls_error":{"error_message":"Server name is not found in client hello."}}}
{"Records":[{"eventVersion":"1.11","eventTime":"2026-09-23T07:11:29Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","eventID":"e1","tlsDetails":{"tlsVersion":"TLSv1.2"}}]}
`

func Example() {
	for e, err := range awstls.Events(strings.NewReader(mixture)) {
		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
			fmt.Println(perr) // one record is damaged; e holds the rest of it
		} else if err != nil {
			fmt.Println(err) // the log cannot be read further
			break
		}
		fmt.Println(e.Source, e.Time.Format("15:04:05"), e.Version, e.Result)
	}
	// Output:
	// alb 07:11:27 TLS 1.3 success
	// networkfirewall 07:11:28  failure
	// cloudtrail 07:11:29 TLS 1.2 success
}

func ExampleEvents() {
	failed := 0
	for e, err := range awstls.Events(strings.NewReader(mixture)) {
		if err == nil && e.Result == tlslog.ResultFailure {
			failed++
		}
	}
	fmt.Println(failed)
	// Output: 1
}

func ExampleNewDecoder() {
	d := awstls.NewDecoder(strings.NewReader(mixture))
	d.MaxRecordBytes = 256 << 10
	n := 0
	for range d.All() {
		n++
	}
	fmt.Println(n)
	// Output: 3
}

func ExampleDecoder_Decode() {
	d := awstls.NewDecoder(strings.NewReader(mixture))
	var e tlslog.Event
	for d.Decode(&e) == nil {
		fmt.Println(e.Source)
	}
	fmt.Println(d.Decode(&e) == io.EOF)
	// Output:
	// alb
	// networkfirewall
	// cloudtrail
	// true
}

func ExampleDecoder_All() {
	for e := range awstls.NewDecoder(strings.NewReader(mixture)).All() {
		fmt.Println(e.ClientIP)
		break
	}
	// Output: 192.0.2.10
}

func ExampleDecoder_Next() {
	d := awstls.NewDecoder(strings.NewReader(mixture))
	for d.Next() == nil {
		switch rec := d.Record().(type) {
		case alb.Record:
			fmt.Println(rec.ConnTraceID, rec.TLSHandshakeLatency)
		case cloudtrail.Record:
			fmt.Println(rec.EventID, rec.EventVersion)
		}
	}
	// Output:
	// TID_1 36ms
	// e1 1.11
}

func ExampleDecoder_Record() {
	d := awstls.NewDecoder(strings.NewReader(mixture))
	if d.Next() == nil {
		fmt.Printf("%T\n", d.Record())
	}
	// Output: alb.Record
}

func ExampleDecoder_Source() {
	d := awstls.NewDecoder(strings.NewReader(mixture))
	if d.Next() == nil {
		fmt.Println(d.Source())
	}
	// Output: alb
}

func ExampleDecoder_Raw() {
	d := awstls.NewDecoder(strings.NewReader(mixture))
	if d.Next() == nil {
		fmt.Println(len(d.Raw()), d.InputOffset())
	}
	// Output: 107 107
}

func ExampleDecoder_InputOffset() {
	d := awstls.NewDecoder(strings.NewReader(mixture))
	for d.Next() == nil {
		fmt.Println(d.InputOffset())
	}
	// Output:
	// 107
	// 286
	// 466
}

func ExampleDecoder_Origin() {
	d := awstls.NewDecoder(strings.NewReader(`{"messageType":"DATA_MESSAGE","owner":"111122223333",` +
		`"logGroup":"/aws/network-firewall/tls","logStream":"egress","logEvents":[{"id":"1","timestamp":1790147488000,` +
		`"message":"{\"firewall_name\":\"egress\",\"event\":{\"sni\":\"-\",\"tls_error\":{}}}"}]}`))
	for e := range d.All() {
		fmt.Println(e.Resource, d.Origin().Envelope, d.Origin().LogGroup)
	}
	// Output: egress cloudwatch_logs /aws/network-firewall/tls
}

func ExampleDecoder_Reset() {
	var d awstls.Decoder
	for _, log := range strings.SplitAfter(mixture, "\n") {
		d.Reset(strings.NewReader(log))
		for e := range d.All() {
			fmt.Println(e.Source)
		}
	}
	// Output:
	// alb
	// networkfirewall
	// cloudtrail
}

func ExampleDecoder_Skipped() {
	d := awstls.NewDecoder(strings.NewReader("Enable ConnectionLog for ELB: app/web/0 at 2026-05-30T16:47:00.781Z\n" +
		`{"awsAccountId":"111122223333","digestS3Object":"example"}` + "\nsome text\nmore text\n"))
	for _, err := range d.All() {
		fmt.Println(err) // once
	}
	for kind, n := range d.Skipped() {
		fmt.Println(n, errors.Is(kind, cloudtrail.ErrDigestFile), kind)
	}
	// Output:
	// awstls: record 1, line 3, byte 127: not a record of this log: it is not recognised
	// 1 false not a record of this log: it is a test file
	// 2 false not a record of this log: it is not recognised
	// 1 true not a record of this log: it is a digest file
}

func ExampleSourceOfKey() {
	o := awstls.SourceOfKey("AWSLogs/111122223333/network-firewall/tls/eu-west-1/egress/2026/09/23/08/" +
		"111122223333_network-firewall_tls_eu-west-1_egress_20260923T0805Z_5f1c.log.gz")
	fmt.Println(o.Source, o.Kind, o.Account, o.Region, o.Resource, o.Time)
	// Output: networkfirewall log 111122223333 eu-west-1 egress 2026-09-23 08:05:00 +0000 UTC
}
