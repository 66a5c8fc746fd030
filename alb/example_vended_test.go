package alb_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/awstls/awstls/alb"
)

// The decoder sees by itself that a vended log is in JSON.
func ExampleDecoder_json() {
	d := alb.NewDecoder(strings.NewReader(`{"time":"2026-09-23T07:11:27.691358Z","client_ip":"192.0.2.10","tls_verify_status":"Success"}
{"time":"2026-09-23T07:11:29.000312Z","client_ip":"-","tls_verify_status":"Failed:ClientCertExpired"}
`))
	for rec, err := range d.All() {
		fmt.Println(rec.ClientIP, rec.TLSVerifyStatus, err)
	}
	// Output:
	// 192.0.2.10 Success <nil>
	// invalid IP Failed:ClientCertExpired <nil>
}

// The header of a vended log in the W3C format tells the columns.
func ExampleDecoder_w3c() {
	d := alb.NewDecoder(strings.NewReader("#Version: 1.0\n#Fields: time listener_port leaf_client_cert_subject\n" +
		"2026-09-23T07:11:27.691358Z\t443\tCN=client,O=Example Corp\n"))
	for rec, err := range d.All() {
		fmt.Println(rec.ListenerPort, rec.LeafClientCertSubject, err)
	}
	// Output: 443 CN=client,O=Example Corp <nil>
}

// A vended plain log has no header: the fields and the delimiter are those
// that were chosen for the delivery.
func ExampleDecoder_plain() {
	d := alb.NewDecoder(strings.NewReader("443|CN=client,O=Example Corp\n443|CN=a|b\n"))
	d.Fields = []string{"listener_port", "leaf_client_cert_subject"}
	d.Delimiter = "|"
	for rec, err := range d.All() {
		fmt.Println(rec.LeafClientCertSubject, err)
	}
	// Output:
	// CN=client,O=Example Corp <nil>
	//  alb plain: record 2, line 2, byte 29: wrong number of fields
}

func ExampleRecord_AppendJSON() {
	var rec alb.Record
	err := json.Unmarshal([]byte(`{ "listener_port": 443, "tls_protocol": "TLSv1.3" }`), &rec)
	fmt.Println(rec.TLSProtocol, err)
	text, err := rec.AppendJSON(nil)
	fmt.Println(string(text), err) // the values that were read
	// Output:
	// TLSv1.3 <nil>
	// {"listener_port":443,"tls_protocol":"TLSv1.3"} <nil>
}

func ExampleRecord_MarshalJSON() {
	rec, _ := alb.ParseRecord(line)
	text, err := json.Marshal(rec)
	start, _, _ := strings.Cut(string(text), `,"listener_port"`)
	fmt.Println(start, err)
	// Output: {"time":"2026-09-23T07:11:29.000312Z","client_ip":"192.0.2.11","client_port":"41380" <nil>
}

func ExampleRecord_UnmarshalJSON() {
	var message struct{ Message alb.Record }
	err := json.Unmarshal([]byte(`{"message":{"listener_port":"443","tls_verify_status":"Success"}}`), &message)
	fmt.Println(message.Message.TLSVerifyStatus, err)
	// Output: Success <nil>
}

func ExampleRecord_AppendW3C() {
	fields := []string{"time", "listener_port", "tls_verify_status"}
	b := alb.AppendW3CHeader(nil, fields...)
	rec, _ := alb.ParseRecord(line)
	b, err := rec.AppendW3C(b, fields...)
	fmt.Println(strings.ReplaceAll(string(b), "\t", " | "), err)
	// Output:
	// #Version: 1.0
	// #Fields: time listener_port tls_verify_status
	// 2026-09-23T07:11:29.000312Z | 443 | Failed:ClientCertExpired <nil>
}

func ExampleAppendW3CHeader() {
	fmt.Printf("%q\n", alb.AppendW3CHeader(nil, "time", "elb"))
	// Output: "#Version: 1.0\n#Fields: time elb\n"
}

func ExampleRecord_AppendPlain() {
	rec, _ := alb.ParseRecord(line)
	row, err := rec.AppendPlain(nil, []string{"listener_port", "elb", "leaf_client_cert_subject"}, "|")
	fmt.Println(string(row), err)
	_, err = rec.AppendPlain(nil, []string{"listener_port", "elb", "leaf_client_cert_subject"}, ",")
	fmt.Println(err)
	fmt.Println(errors.Is(err, alb.ErrUnwritable))
	// Output:
	// 443|-|CN=client,O=Example Corp <nil>
	// alb: leaf_client_cert_subject: value cannot be written in this format
	// true
}

func ExampleFieldNames() {
	fmt.Println(alb.FieldNames()[:3])
	// Output: [time client_ip client_port]
}

func ExamplePercentDecode() {
	fmt.Println(alb.PercentDecode("CN=client,O=Example%20Corp"))
	// Output: CN=client,O=Example Corp <nil>
}
