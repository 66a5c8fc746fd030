package cloudtrail

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/tlslogtest"
)

// TestConformance checks what all decoders promise, for each form of a log.
func TestConformance(t *testing.T) {
	t.Run("Decoder", func(t *testing.T) {
		conforms(t, NewDecoder, eventSamples())
	})
	t.Run("EventOnly", func(t *testing.T) {
		var samples []tlslogtest.Sample[Record]
		for _, m := range eventSamples() {
			if m.Field != "awsRegion" { // which it does not read
				samples = append(samples, m)
			}
		}
		conforms(t, func(r io.Reader) *Decoder {
			d := NewDecoder(r)
			d.EventOnly = true
			return d
		}, samples)
	})
}

func conforms(t *testing.T, newDecoder func(io.Reader) *Decoder, events []tlslogtest.Sample[Record]) {
	// What an event is alone, it is among others.
	for i, m := range events {
		log := strings.Replace(m.Text, tlslogtest.Mark, "", 1) + "\n"
		_ = newDecoder(strings.NewReader(log)).Decode(&events[i].Record)
	}
	inArrays := events[:len(events)-1]
	for name, samples := range map[string]tlslogtest.Samples[Record]{
		"file":         {Header: `{"Records":[`, Separator: ",", Footer: "]}", Records: inArrays},
		"array":        {Header: "[\n", Separator: ",\n", Footer: "\n]\n", Records: inArrays},
		"files":        {Header: `{"Records":[`, Separator: "]}\n{\"Records\":[", Footer: "]}\n", Records: inArrays, Whole: wholeJSON},
		"lines":        {Separator: "\n", Footer: "\n", Records: events},
		"in a row":     {Records: inArrays},
		"subscription": {Wrap: func(texts []string) string { return envelopetest.Subscription(texts...) }, Records: inArrays},
	} {
		t.Run(name, func(t *testing.T) {
			samples.Gzip = true
			samples.Allocs = 0.1
			if name == "files" {
				samples.Allocs++ // each is one
			}
			tlslogtest.TestDecoder(t, newDecoder, samples)
		})
	}
}

// wholeJSON reports whether a log ends behind a JSON value.
func wholeJSON(start string) bool {
	d := json.NewDecoder(strings.NewReader(start))
	for {
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return err == io.EOF
		}
	}
}

// eventSamples are some events. The damage of the last one is not certain in
// an array.
func eventSamples() []tlslogtest.Sample[Record] {
	const (
		start = `{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","accountId":"111122223333","arn":"arn:aws:iam::111122223333:user/a"},`
		end   = `"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"kms.us-east-1.amazonaws.com"}}`
		event = start + `"eventTime":"2026-09-23T07:11:27Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","awsRegion":"us-east-1",` +
			`"sourceIPAddress":"192.0.2.10","userAgent":"aws-\u0063li","eventID":"e1",` + end
	)
	return []tlslogtest.Sample[Record]{
		{Text: event},
		{Text: `{"eventVersion":"1.08","eventTime":"2026-09-23T07:11:28Z","eventID":"e2"}`},
		{Text: indent(strings.Replace(event, `"eventID"`, `"requestParameters":{"a":["]}",null,1e3]},"new":{"\"":"\\"},"eventID"`, 1))},
		{Text: strings.Replace(event, `"2026-09-23T07:11:27Z"`, `§"2026-13-23T07:11:27Z"`, 1), Field: "eventTime", Err: tlslog.ErrTime},
		{Text: strings.Replace(event, `"us-east-1"`, `§["us-east-1"]`, 1), Field: "awsRegion", Err: tlslog.ErrType},
		{Text: strings.Replace(event, `"TLSv1.3"`, `§{"a":"TLSv1.3"}`, 1), Field: "tlsDetails.tlsVersion", Err: tlslog.ErrType},
		{Text: `{"a":"192.0.2.10"}`, Err: tlslog.ErrForeign},
		{Text: start + `"eventID":}`, Err: tlslog.ErrSyntax},
		{Text: start + `"eventID":"e1}`, Err: tlslog.ErrSyntax},
	}
}

// TestLakeConformance checks the same for the results of queries.
func TestLakeConformance(t *testing.T) {
	const columns = "arn,eventSource,tlsVersion,numOutdatedTlsCalls,new"
	samples := tlslogtest.Samples[LakeRow]{
		Header:    columns + "\n",
		Separator: "\n",
		Footer:    "\n",
		Whole: func(start string) bool {
			switch i := strings.LastIndexByte(start, '\n'); {
			case i < 0:
				return start == ""
			default:
				return start[i+1:] == "" || strings.Count(start[i:], ",") >= 4 && strings.Count(start[i:], `"`)%2 == 0
			}
		},
		Gzip:   true,
		Allocs: 1, // for a doubled quotation mark
		Records: []tlslogtest.Sample[LakeRow]{
			{Text: `arn:aws:iam::111122223333:user/legacy,iam.amazonaws.com,TLSv1,17,`, Record: LakeRow{
				ARN: "arn:aws:iam::111122223333:user/legacy", EventSource: "iam.amazonaws.com", TLSVersion: "TLSv1", NumOutdatedTLSCalls: tlslog.Some[uint64](17),
			}},
			{Text: `a,s3.amazonaws.com,TLSv1.1,,"new ""value"""`, Record: LakeRow{
				ARN: "a", EventSource: "s3.amazonaws.com", TLSVersion: "TLSv1.1", Extra: `{"new":"new \"value\""}`,
			}},
			{Text: `b,s3.amazonaws.com,TLSv1.1,§123456789x,`, Record: LakeRow{ARN: "b", EventSource: "s3.amazonaws.com", TLSVersion: "TLSv1.1"},
				Field: "numOutdatedTlsCalls", Err: tlslog.ErrNumber},
			{Text: `c,§"s3"x,TLSv1.1,1,`, Record: LakeRow{ARN: "c", TLSVersion: "TLSv1.1", NumOutdatedTLSCalls: tlslog.Some[uint64](1)},
				Field: "eventSource", Err: tlslog.ErrQuote},
			{Text: `d,s3.amazonaws.com`, Record: LakeRow{ARN: "d", EventSource: "s3.amazonaws.com"}, Err: tlslog.ErrFieldCount},
		},
	}
	tlslogtest.TestDecoder(t, NewLakeDecoder, samples)
}
