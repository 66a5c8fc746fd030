// Package envelopetest puts messages into the envelopes that package envelope
// opens, for the tests of those who read through it.
package envelopetest

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
)

// Time is the time that the envelopes give for their messages, in RFC 3339,
// and Millis is the same in milliseconds since 1970 UTC.
const (
	Time         = "2026-09-23T07:11:27.691Z"
	Millis int64 = 1790147487691
)

// Subscription returns a message of a CloudWatch Logs subscription, before
// compression, with a log event for each message.
func Subscription(messages ...string) string {
	var b strings.Builder
	b.WriteString(`{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"/aws/tls","logStream":"stream-1","subscriptionFilters":["all"],"logEvents":[`)
	for i, m := range messages {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"event-%d","timestamp":%d,"message":%s,"extractedFields":{"a":"1","@aws.region":"eu-central-1"}}`, i+1, Millis, quote(m))
	}
	b.WriteString(`]}`)
	return b.String()
}

// Control is the message with which CloudWatch Logs tests a destination.
const Control = `{"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"","logStream":"","subscriptionFilters":[],` +
	`"logEvents":[{"id":"","timestamp":1790147487691,"message":"CWL CONTROL MESSAGE: Checking health of destination Firehose."}]}`

// Lambda returns the event that a Lambda function is given for a subscription.
func Lambda(data string) string { return `{"awslogs":{"data":"` + encode(data) + `"}}` }

// Kinesis returns the event that a Lambda function is given for the records of
// a Kinesis stream.
func Kinesis(data ...string) string {
	return list("Records", data, func(i int, data string) string {
		return fmt.Sprintf(`{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"k","sequenceNumber":"%d","data":"%s","approximateArrivalTimestamp":1790147487.691},`+
			`"eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"shardId-0:%d","eventName":"aws:kinesis:record",`+
			`"awsRegion":"eu-central-1","eventSourceARN":"arn:aws:kinesis:eu-central-1:123456789012:stream/s"}`, i+1, encode(data), i+1)
	})
}

// Firehose returns the event that a Lambda function is given for the records
// of a Firehose stream.
func Firehose(data ...string) string {
	return `{"invocationId":"i","deliveryStreamArn":"arn:aws:firehose:eu-central-1:123456789012:deliverystream/d","region":"eu-central-1",` +
		list("records", data, func(i int, data string) string {
			return fmt.Sprintf(`{"recordId":"record-%d","approximateArrivalTimestamp":%d,"data":"%s"}`, i+1, Millis, encode(data))
		})[1:]
}

// EventBridge returns an event of EventBridge whose detail is a JSON object.
func EventBridge(detail string) string {
	return `{"version":"0","id":"bridge-1","detail-type":"AWS API Call via CloudTrail","source":"aws.kms","account":"123456789012",` +
		`"time":"` + Time + `","region":"eu-central-1","resources":[],"detail":` + strings.TrimRight(detail, "\n") + `}`
}

// LookupEvents returns an answer of CloudTrail's LookupEvents.
func LookupEvents(events ...string) string {
	return list("Events", events, func(i int, event string) string {
		return fmt.Sprintf(`{"EventId":"lookup-%d","EventName":"Decrypt","ReadOnly":"true","EventTime":1790147487,"EventSource":"kms.amazonaws.com",`+
			`"Resources":[],"CloudTrailEvent":%s}`, i+1, quote(event))
	})
}

// Records returns {"Records":[…]} with JSON values.
func Records(values ...string) string {
	return list("Records", values, func(_ int, value string) string { return value })
}

// Export returns the lines of an exported log group.
func Export(messages ...string) string {
	var b strings.Builder
	for _, m := range messages {
		b.WriteString(Time + " " + strings.TrimRight(m, "\n") + "\n")
	}
	return b.String()
}

// Gzip returns data as one member of gzip.
func Gzip(data string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(data))
	_ = w.Close()
	return b.String()
}

func list(name string, items []string, item func(int, string) string) string {
	all := make([]string, len(items))
	for i, s := range items {
		all[i] = item(i, s)
	}
	return `{"` + name + `":[` + strings.Join(all, ",") + `]}`
}

func encode(data string) string { return base64.StdEncoding.EncodeToString([]byte(data)) }

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}
