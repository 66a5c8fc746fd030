package cloudtrail_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/tlslog"
)

const log = `{"Records":[
{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/ci","accountId":"111122223333"},"eventTime":"2026-03-14T09:26:53Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.17","eventID":"01","resources":[{"accountId":"111122223333","type":"AWS::KMS::Key","ARN":"arn:aws:kms:eu-west-1:111122223333:key/1"}],"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_256_GCM_SHA384","clientProvidedHostHeader":"kms.eu-west-1.amazonaws.com","keyExchange":"X25519MLKEM768"}},
{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/legacy","accountId":"111122223333"},"eventTime":"yesterday","eventSource":"iam.amazonaws.com","eventName":"ListUsers","awsRegion":"us-east-1","sourceIPAddress":"198.51.100.4","errorCode":"AccessDenied","eventID":"02","tlsDetails":{"tlsVersion":"TLSv1","cipherSuite":"ECDHE-RSA-AES128-SHA","clientProvidedHostHeader":"iam.amazonaws.com"}},
{"eventVersion":"1.10","userIdentity":{"type":"AWSAccount","principalId":"AROAEXAMPLE:reader","accountId":"444455556666"},"eventTime":"2026-03-14T10:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"us-east-1","sourceIPAddress":"2001:db8::42","requestParameters":{"bucketName":"example-bucket","key":"a/b.txt"},"additionalEventData":{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256"},"eventID":"03"}
]}`

const event = `{"eventVersion":"1.10","eventTime":"2026-03-14T10:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","sourceIPAddress":"cloudformation.amazonaws.com","requestParameters":{"bucketName":"example-bucket","key":"a/b.txt"},"responseElements":null,"additionalEventData":{"CipherSuite":"ECDHE-RSA-AES128-GCM-SHA256"},"eventID":"03","resources":[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::example-bucket/a/b.txt"},{"type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::example-bucket"}]}`

func Example() {
	d := cloudtrail.NewDecoder(strings.NewReader(log))
	for rec, err := range d.All() {
		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
			fmt.Println(perr) // one event is damaged; rec holds the rest of it
		} else if err != nil {
			fmt.Println("the log cannot be read further:", err)
			return
		}
		fmt.Printf("%s %q %q\n", rec.EventName, rec.TLSDetails.TLSVersion, rec.TLSDetails.KeyExchange)
	}
	// Output:
	// Decrypt "TLSv1.3" "X25519MLKEM768"
	// cloudtrail: record 2, line 3, byte 724: eventTime: malformed time
	// ListUsers "TLSv1" ""
	// GetObject "" ""
}

func ExampleNewDecoder() {
	d := cloudtrail.NewDecoder(strings.NewReader(log)) // compressed with gzip or not
	var rec cloudtrail.Record
	for {
		err := d.Decode(&rec)
		if err == io.EOF {
			break
		}
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			fmt.Println(err)
			return
		}
		fmt.Println(rec.EventID, rec.EventSource)
	}
	// Output:
	// 01 kms.amazonaws.com
	// 02 iam.amazonaws.com
	// 03 s3.amazonaws.com
}

// A log that stops in the middle never ends well.
func ExampleDecoder_Decode() {
	d := cloudtrail.NewDecoder(strings.NewReader(log[:1400]))
	var rec cloudtrail.Record
	var err error
	n := 0
	for ; ; n++ {
		err = d.Decode(&rec)
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			break
		}
	}
	fmt.Println(n, "events and then:", err)
	fmt.Println(errors.Is(err, io.ErrUnexpectedEOF))
	// Output:
	// 2 events and then: cloudtrail: line 4, byte 1015: unexpected EOF
	// true
}

// EventOnly leaves out what Event has no need of.
func ExampleDecoder_eventOnly() {
	d := cloudtrail.NewDecoder(strings.NewReader(log))
	d.EventOnly = true
	for e, err := range tlslog.Events(d.All()) {
		if err == nil {
			fmt.Println(e.Operation, e.Version, e.Evidence)
		}
	}
	// Output:
	// Decrypt TLS 1.3 logged
	// GetObject TLS 1.3 inferred
}

func ExampleDecoder_Reset() {
	var d cloudtrail.Decoder
	for _, name := range []string{"CreateUser", "DeleteUser"} {
		d.Reset(strings.NewReader(`{"Records":[{"eventName":"` + name + `"}]}`))
		for rec, err := range d.All() {
			fmt.Println(rec.EventName, err)
		}
	}
	// Output:
	// CreateUser <nil>
	// DeleteUser <nil>
}

func ExampleDecoder_All() {
	d := cloudtrail.NewDecoder(strings.NewReader(log))
	for rec, err := range d.All() {
		if err != nil {
			continue
		}
		fmt.Println(rec.EventTime, rec.UserIdentity.AccountID)
	}
	// Output:
	// 2026-03-14 09:26:53 +0000 UTC 111122223333
	// 2026-03-14 10:00:00 +0000 UTC 444455556666
}

func ExampleDecoder_Raw() {
	d := cloudtrail.NewDecoder(strings.NewReader(`[{"eventID":"01", "eventName":"ListUsers"}]`))
	var rec cloudtrail.Record
	fmt.Println(d.Decode(&rec))
	fmt.Println(d.Raw(), "ends at", d.InputOffset())
	// Output:
	// <nil>
	// {"eventID":"01", "eventName":"ListUsers"} ends at 42
}

func ExampleDecoder_Origin() {
	const log = `{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"/aws/cloudtrail","logStream":"1",` +
		`"logEvents":[{"id":"2","timestamp":1790147487691,"message":"{\"eventVersion\":\"1.11\",\"eventName\":\"Decrypt\",\"eventID\":\"e1\"}"}]}`
	d := cloudtrail.NewDecoder(strings.NewReader(log))
	for rec, err := range d.All() {
		if err != nil {
			fmt.Println(err)
		}
		o := d.Origin()
		fmt.Println(rec.EventName, o.Envelope, o.LogGroup, o.Account, o.Time.Format(time.RFC3339Nano))
	}
	// Output: Decrypt cloudwatch_logs /aws/cloudtrail 123456789012 2026-09-23T07:11:27.691Z
}

func ExampleDecoder_Skipped() {
	const digest = `{"awsAccountId":"111122223333","digestS3Object":"AWSLogs/…","logFiles":[]}`
	d := cloudtrail.NewDecoder(strings.NewReader(digest))
	for range d.All() {
		fmt.Println("no event comes")
	}
	fmt.Println(d.Skipped().DigestFiles, "digest file")
	// Output:
	// 1 digest file
}

func ExampleNewParallelDecoder() {
	file := strings.NewReader(`{"Records":[{"eventName":"PutObject"},{"eventName":"GetObject"}]}`)
	d := cloudtrail.NewParallelDecoder(file)
	for rec, err := range d.All() {
		if err != nil {
			fmt.Println(err)
		}
		fmt.Println(rec.EventName) // in the order of the file
	}
	// Output:
	// PutObject
	// GetObject
}

func ExampleParallelDecoder_Decode() {
	d := cloudtrail.ParallelDecoder{Workers: 2}
	d.EventOnly = true
	d.Reset(strings.NewReader(`[{"eventName":"PutObject"}]`))
	var rec cloudtrail.Record
	fmt.Println(d.Decode(&rec), rec.EventName)
	fmt.Println(d.Decode(&rec))
	// Output:
	// <nil> PutObject
	// EOF
}

func ExampleParseRecord() {
	rec, err := cloudtrail.ParseRecord(event)
	fmt.Println(rec.EventName, err)

	_, err = cloudtrail.ParseRecord(`{"s3Bucket":"example-bucket","s3ObjectKey":["a.json.gz"]}`)
	fmt.Println(errors.Is(err, cloudtrail.ErrLogFileNotification))
	// Output:
	// GetObject <nil>
	// true
}

// Most S3 data events have the cipher suite in another place.
func ExampleRecord_TLS() {
	rec, _ := cloudtrail.ParseRecord(event)
	tls := rec.TLS()
	fmt.Println(rec.TLSDetails == cloudtrail.TLSDetails{})
	fmt.Println(tls.CipherName, tls.Evidence, tls.Version == 0)
	// Output:
	// true
	// ECDHE-RSA-AES128-GCM-SHA256 inferred true
}

func ExampleRecord_Event() {
	rec, _ := cloudtrail.ParseRecord(event)
	e, ok := rec.Event()
	fmt.Println(e.Source, e.Operation, e.ClientHost, e.Resource, e.Result, ok)
	// Output:
	// cloudtrail GetObject cloudformation.amazonaws.com arn:aws:s3:::example-bucket/a/b.txt success true
}

func ExampleFromEvent() {
	rec, ok := cloudtrail.FromEvent(tlslog.Event{
		Service:   "sts.amazonaws.com",
		Operation: "AssumeRole",
		Evidence:  tlslog.EvidenceLogged,
		Version:   tlslog.VersionTLS12,
		Result:    tlslog.ResultFailure,
		Reason:    tlslog.ReasonAccessDenied,
	})
	fmt.Println(rec, ok)

	_, ok = cloudtrail.FromEvent(tlslog.Event{Source: tlslog.SourceALB})
	fmt.Println(ok)
	// Output:
	// {"eventSource":"sts.amazonaws.com","eventName":"AssumeRole","errorCode":"AccessDenied","tlsDetails":{"tlsVersion":"TLSv1.2"}} true
	// false
}

func ExampleRecord_AppendJSON() {
	rec, _ := cloudtrail.ParseRecord(`{"eventID": "01", "new": [1, 2]}`)
	rec.EventName = "ListUsers"
	fmt.Printf("%s\n", rec.AppendJSON(nil))
	// Output:
	// {"eventName":"ListUsers","eventID":"01","new":[1, 2]}
}

func ExampleRecord_MarshalJSON() {
	rec := cloudtrail.Record{EventID: "01", ReadOnly: tlslog.Some(true)}
	b, err := json.Marshal(rec)
	fmt.Println(string(b), err)
	// Output:
	// {"eventID":"01","readOnly":true} <nil>
}

func ExampleRecord_UnmarshalJSON() {
	var file struct{ Records []cloudtrail.Record }
	err := json.Unmarshal([]byte(`{"Records":[{"eventID":"01","eventName":"ListUsers"}]}`), &file)
	fmt.Println(file.Records[0].EventName, err)
	// Output:
	// ListUsers <nil>
}

func ExampleRecord_Canonical() {
	a, _ := cloudtrail.ParseRecord(`{"eventID":"01","eventTime":"2026-03-14T10:00:00Z"}`)
	b, _ := cloudtrail.ParseRecord(`{"eventID":"01","eventTime":"2026-03-14T10:00:00.000Z"}`)
	fmt.Println(a == b, a.Canonical() == b.Canonical())
	// Output:
	// false true
}

func ExampleRecord_Clone() {
	var kept []cloudtrail.Record
	for rec, err := range cloudtrail.NewDecoder(strings.NewReader(log)).All() {
		if err == nil && rec.EventSource == "kms.amazonaws.com" {
			kept = append(kept, rec.Clone()) // does not keep the block that rec was read into
		}
	}
	fmt.Println(len(kept))
	// Output:
	// 1
}

func ExampleEventVersion_Compare() {
	fmt.Println(cloudtrail.EventVersion("1.10").Compare("1.09"))
	fmt.Println(cloudtrail.EventVersion("1.10").Numbers())
	// Output:
	// 1
	// 1 10 true
}

func ExampleSourceAddress() {
	for _, a := range []cloudtrail.SourceAddress{"192.0.2.17", "AWS Internal"} {
		fmt.Printf("%v %q\n", a.IP().IsValid(), a.Host())
	}
	// Output:
	// true ""
	// false "AWS Internal"
}

func ExampleRawJSON_Decode() {
	rec, _ := cloudtrail.ParseRecord(event)
	var params struct{ BucketName, Key string }
	err := rec.RequestParameters.Decode(&params)
	fmt.Println(params.BucketName, params.Key, err)
	// Output:
	// example-bucket a/b.txt <nil>
}

func ExampleRawJSON_Member() {
	rec, _ := cloudtrail.ParseRecord(event)
	key, ok := rec.RequestParameters.Member("key").Text()
	fmt.Println(key, ok)
	fmt.Println(rec.ResponseElements.IsNull(), rec.ServiceEventDetails == "")
	// Output:
	// a/b.txt true
	// true true
}

func ExampleResources_All() {
	rec, _ := cloudtrail.ParseRecord(event)
	for r := range rec.Resources.All() {
		fmt.Println(r.Type, r.ARN)
	}
	// Output:
	// AWS::S3::Object arn:aws:s3:::example-bucket/a/b.txt
	// AWS::S3::Bucket arn:aws:s3:::example-bucket
}

func ExampleResourcesOf() {
	fmt.Println(cloudtrail.ResourcesOf(cloudtrail.Resource{ARN: "arn:aws:s3:::example-bucket", Type: "AWS::S3::Bucket"}))
	// Output:
	// [{"type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::example-bucket"}]
}

func ExampleFailureCode_Reason() {
	for _, code := range []cloudtrail.FailureCode{"Client.UnauthorizedOperation", "NoSuchBucket"} {
		fmt.Println(code, code.Known(), code.Reason())
	}
	// Output:
	// Client.UnauthorizedOperation true access_denied
	// NoSuchBucket false other
}

func ExampleFailureCodeOf() {
	fmt.Println(cloudtrail.FailureCodeOf(tlslog.ReasonEndpointPolicyDenied))
	fmt.Println(cloudtrail.FailureCodeOf(tlslog.ReasonCertificateExpired))
	// Output:
	// VpceAccessDenied true
	//  false
}

func ExampleFailureCodes() {
	fmt.Println(cloudtrail.FailureCodes()[0])
	// Output: AuthFailure
}

func ExampleNewLakeDecoder() {
	const result = `"arn","eventName","tlsVersion","numOutdatedTlsCalls"
"arn:aws:iam::111122223333:user/legacy","ListUsers","TLSv1","17"
`
	d := cloudtrail.NewLakeDecoder(strings.NewReader(result)) // compressed with gzip or not
	for row, err := range d.All() {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(row.ARN, row.EventName, row.TLSVersion, row.NumOutdatedTLSCalls)
	}
	// Output:
	// arn:aws:iam::111122223333:user/legacy ListUsers TLSv1 17
}

// Resources are read when they are asked for.
func ExampleResources_First() {
	rec, _ := cloudtrail.ParseRecord(event)
	fmt.Println(rec.Resources.First().ARN)
	fmt.Println(cloudtrail.Resources("").First() == cloudtrail.Resource{})
	// Output:
	// arn:aws:s3:::example-bucket/a/b.txt
	// true
}

const lakeResult = "arn,eventName,numOutdatedTlsCalls,sourceIPAddress\n" +
	"arn:aws:iam::111122223333:user/a,ListUsers,many,192.0.2.1\n" +
	"arn:aws:iam::111122223333:user/b,GetUser,3,192.0.2.2\n"

func ExampleLakeDecoder_Decode() {
	d := cloudtrail.NewLakeDecoder(strings.NewReader(lakeResult))
	for {
		var row cloudtrail.LakeRow
		err := d.Decode(&row)
		if err == io.EOF {
			break
		}
		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
			fmt.Println(perr) // one row is damaged; row holds the rest of it
		} else if err != nil {
			fmt.Println("the results cannot be read further:", err)
			return
		}
		fmt.Println(row.EventName, row.NumOutdatedTLSCalls, row.Extra)
	}
	// Output:
	// cloudtrail lake: record 1, line 2, byte 93: numOutdatedTlsCalls: malformed number
	// ListUsers  {"sourceIPAddress":"192.0.2.1"}
	// GetUser 3 {"sourceIPAddress":"192.0.2.2"}
}

// One decoder can read one file of results after the other.
func ExampleLakeDecoder_Reset() {
	var d cloudtrail.LakeDecoder
	for _, file := range []string{lakeResult, "eventName\nPutObject\n"} {
		d.Reset(strings.NewReader(file))
		n := 0
		for range d.All() {
			n++
		}
		fmt.Println(n)
	}
	// Output:
	// 2
	// 1
}

func ExampleLakeDecoder_Raw() {
	d := cloudtrail.NewLakeDecoder(strings.NewReader(lakeResult))
	for _, err := range d.All() {
		if err != nil {
			fmt.Println(d.Raw(), "ends at byte", d.InputOffset())
		}
	}
	// Output: arn:aws:iam::111122223333:user/a,ListUsers,many,192.0.2.1 ends at byte 107
}

// A program that keeps a few of many rows copies them, lest they keep the
// blocks that they were read from.
func ExampleLakeRow_Clone() {
	var kept []cloudtrail.LakeRow
	for row := range cloudtrail.NewLakeDecoder(strings.NewReader(lakeResult)).All() {
		if row.EventName == "GetUser" {
			kept = append(kept, row.Clone())
		}
	}
	fmt.Println(len(kept), kept[0].ARN)
	// Output: 1 arn:aws:iam::111122223333:user/b
}

// It tells of each event what a Decoder tells.
func ExampleParallelDecoder_Raw() {
	const log = `[{"eventName":"PutObject"},{"eventName":"GetObject"}]`
	d := cloudtrail.NewParallelDecoder(strings.NewReader(log))
	for range d.All() {
		fmt.Println(d.Raw(), d.InputOffset(), d.Origin().Envelope == tlslog.EnvelopeNone)
	}
	// Output:
	// {"eventName":"PutObject"} 26 true
	// {"eventName":"GetObject"} 52 true
}
