package cloudtrail

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// oddEvents are events that are written in unusual ways, all of them valid.
// They are seeds of the fuzz targets, too.
var oddEvents = []string{
	`{}`,
	`{"eventID":"a"}`,
	"\n\t{ \"eventID\" : \"a\" ,\r\n \"x\" : [ 1 , { } ] } \n",
	`{"eventID":"a","eventID":"b"}`,
	`{"eventID":"a","eventId":"b"}`,
	`{"eventId":"a"}`,
	`{"eventId":"a","eventCategory":"Aggregated"}`,
	`{"eventID":"a","eventCategory":"Aggregated"}`,
	`{"eventID":"a","sharedEventId":"b"}`,
	`{"eventID":"a","sharedEventID":"b","sharedEventId":"c"}`,
	`{"eventID":"","eventName":null}`,
	`{"eventID":"a","requestParameters":null,"responseElements":null}`,
	`{"eventID":"a","requestParameters":"text","responseElements":12.5e3,"additionalEventData":[]}`,
	`{"eventID":"a","requestParameters":{"a":1},"requestParameters":{"b":2}}`,
	`{"eventID":"a","readOnly":true,"managementEvent":false}`,
	`{"eventID":"a","readOnly":"true","managementEvent":"false"}`,
	`{"eventID":"a","readOnly":"","managementEvent":null}`,
	`{"eventID":"a","readOnly":true,"readOnly":true}`,
	`{"eventID":"a","sessionCredentialFromConsole":"true"}`,
	`{"eventID":"a","sessionCredentialFromConsole":true}`,
	`{"eventID":"a","sessionCredentialFromConsole":"false","userIdentity":{"sessionContext":{"attributes":{"mfaAuthenticated":"true","sessionCredentialFromConsole":"true"},"assumedRoot":"true"}}}`,
	`{"eventID":"a","userIdentity":{"sessionContext":{"attributes":{"mfaAuthenticated":"","creationDate":""},"sourceIdentity":"","ec2RoleDelivery":"","assumedRoot":""}}}`,
	`{"eventID":"a","userIdentity":{"sessionContext":{"attributes":{"creationDate":"20131102T010628Z"}}}}`,
	`{"eventTime":"2023-07-10T12:06:33Z"}`,
	`{"eventTime":"2023-07-10T12:06:33.000Z"}`,
	`{"eventTime":"2023-07-10T12:06:33.5Z"}`,
	`{"eventTime":"2023-07-10T14:06:33+02:00"}`,
	`{"eventTime":"0001-01-01T00:00:00Z"}`,
	`{"eventTime":"2023-07-10T12:06:33Z","eventTime":"2024-07-10T12:06:33Z"}`,
	`{"eventTime":"\u0032023-07-10T12:06:33Z"}`,
	`{"eventID":"a","userIdentity":{},"tlsDetails":{},"addendum":{},"edgeDeviceDetails":{},"eventContext":{},"insightDetails":{}}`,
	`{"eventID":"a","userIdentity":null,"tlsDetails":null,"addendum":null,"edgeDeviceDetails":null,"eventContext":null,"insightDetails":null}`,
	`{"eventID":"a","userIdentity":{"sessionContext":{},"onBehalfOf":{},"inScopeOf":{},"invokedByDelegate":{}}}`,
	`{"eventID":"a","userIdentity":{"sessionContext":{"attributes":{},"sessionIssuer":{},"webIdFederationData":{}}}}`,
	`{"eventID":"a","userIdentity":{"sessionContext":{"webIdFederationData":{"federatedProvider":"p","attributes":{"a":"b"}}}}}`,
	`{"eventID":"a","tlsDetails":{"tlsVersion":""}}`,
	`{"eventID":"a","tlsDetails":{"tlsVersion":"TLSv1.2"},"tlsDetails":{"cipherSuite":"AES128-SHA"}}`,
	`{"eventID":"a","tlsDetails":{"tlsVersion":"TLSv1.2"},"tlsDetails":null}`,
	`{"eventID":"a","userIdentity":{"onBehalfOf":{"userId":"u"},"onBehalfOf":{"identityStoreArn":"i"},"inScopeOf":{"sourceArn":"s"},"inScopeOf":{"sourceAccount":"a"},"invokedByDelegate":{"accountId":"1"},"invokedByDelegate":{"new":2}}}`,
	`{"eventID":"a","userIdentity":{"sessionContext":{"webIdFederationData":{"attributes":{}},"webIdFederationData":{"federatedProvider":"f"}}}}`,
	`{"eventID":"a","addendum":{"reason":"r"},"addendum":{"updatedFields":"u"},"edgeDeviceDetails":{"type":"t"},"edgeDeviceDetails":{"deviceId":"d","attributes":5}}`,
	`{"eventID":"a","eventContext":{"tagContext":1},"eventContext":{"requestContext":2},"insightDetails":{"state":"Start"},"insightDetails":{"eventName":"n"}}`,
	`{"eventID":"a","resources":[1],"resources":[2]}`,
	`{"eventID":"a","big":"` + strings.Repeat("x", maxKept) + `"}`,
	`{"eventID":"a","new":1,"tlsDetails":{"new":{"a":[]},"newer":"x"},"newer":null,"userIdentity":{"new":true,"sessionContext":{"new":0,"attributes":{"new":-1}}}}`,
	`{"eventID":"a","new":1,"new":2,"a\"\\\u0001\u00e9b":3,"":4}`,
	`{"eventID":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00","userAgent":"\u0000"}`,
	`{"eventID":"\ud83d","userAgent":"\udead","userIdentity":{"arn":"` + "\uFFFD" + `"}}`,
	`{"\u0065ventID":"a"}`,
	`{"eventID":"a","resources":[]}`,
	`{"eventID":"a","resources":null}`,
	`{"eventID":"a","resources":[{"ARN":"arn","accountId":"1","type":"t"},{"ARNPrefix":"p"},5,{}]}`,
	`{"eventID":"a","Records":[]}`,
	`{"eventID":"a","Records":{"a":1}}`,
	`{"Records":[],"eventID":"a"}`,
	`{"Records":1,"eventID":"a"}`,
	`{"eventSource":"aws:s3","eventVersion":"2.1"}`,
	`{"eventSource":"aws:sqs"}`,
	`{"eventID":"a","additionalEventData":{"CipherSuite":"TLS_AES_128_GCM_SHA256"}}`,
	`{"eventID":"a","eventContext":{"requestContext":{"aws:SecureTransport":"false"}}}`,
	`{"eventName":"ConsoleLogin","responseElements":{"ConsoleLogin":"Failure"}}`,
}

// badEvents are events with damage at the mark § and in the field.
var badEvents = []struct {
	text  string
	field string
	err   error
}{
	{`{"eventID":§5}`, "eventID", tlslog.ErrType},
	{`{"eventID":"a","eventId":§{}}`, "eventId", tlslog.ErrType},
	{`{"eventID":"a","sharedEventId":§[]}`, "sharedEventId", tlslog.ErrType},
	{`{"eventID":"a", "eventTime": §"yesterday", "eventName": 5}`, "eventTime", tlslog.ErrTime},
	{`{"eventID":"a","eventTime":§1688990793}`, "eventTime", tlslog.ErrType},
	{`{"eventID":"a","eventTime":§"2023-02-30T00:00:00Z"}`, "eventTime", tlslog.ErrTime},
	{`{"eventID":"a","eventTime":§"2026-03-13T0:09:11Z"}`, "eventTime", tlslog.ErrTime},
	{`{"eventID":"a","readOnly":§"maybe"}`, "readOnly", tlslog.ErrType},
	{`{"eventID":"a","readOnly":§0}`, "readOnly", tlslog.ErrType},
	{`{"eventID":"a","sessionCredentialFromConsole":§"1"}`, "sessionCredentialFromConsole", tlslog.ErrType},
	{`{"eventID":"a","userIdentity":§"root"}`, "userIdentity", tlslog.ErrType},
	{`{"eventID":"a","userIdentity":{"type":"Root","arn":§[1,[2]],"accountId":"1"}}`, "userIdentity.arn", tlslog.ErrType},
	{`{"eventID":"a","userIdentity":{"sessionContext":§[]}}`, "userIdentity.sessionContext", tlslog.ErrType},
	{`{"eventID":"a","userIdentity":{"sessionContext":{"attributes":{"creationDate":§"20131102T010628"}}}}`, "userIdentity.sessionContext.attributes.creationDate", tlslog.ErrTime},
	{`{"eventID":"a","userIdentity":{"sessionContext":{"attributes":{"mfaAuthenticated":§3}}}}`, "userIdentity.sessionContext.attributes.mfaAuthenticated", tlslog.ErrType},
	{`{"eventID":"a","userIdentity":{"sessionContext":{"sessionIssuer":{"arn":§true}}}}`, "userIdentity.sessionContext.sessionIssuer.arn", tlslog.ErrType},
	{`{"eventID":"a","resources":§{"ARN":"x"}}`, "resources", tlslog.ErrType},
	{`{"eventID":"a","tlsDetails":{"tlsVersion":§1.2,"cipherSuite":"AES128-SHA"}}`, "tlsDetails.tlsVersion", tlslog.ErrType},
	{"{\"eventID\":\"a\",\n\n\"insightDetails\":{\"state\":§\n0}}", "insightDetails.state", tlslog.ErrType},
	{`{"eventID":"a","eventID":§1}`, "eventID", tlslog.ErrType},
	{`{"eventID":§1,"eventID":"a"}`, "eventID", tlslog.ErrType},
	{`  §{"eventID":"a"`, "", tlslog.ErrSyntax},
	{`§{"eventID":"a",}`, "", tlslog.ErrSyntax},
	{`§{"eventID":"a"}}`, "", tlslog.ErrSyntax},
	{`§{"eventID":"a"} {}`, "", tlslog.ErrSyntax},
	{`§{"eventID":"a` + "\x01" + `"}`, "", tlslog.ErrSyntax},
	{`§`, "", tlslog.ErrSyntax},
	{`§null`, "", tlslog.ErrSyntax},
	{`§[{"eventID":"a"}]`, "", tlslog.ErrSyntax},
	{`§{"a":1}`, "", tlslog.ErrForeign},
	{`§{"Records":[{"eventID":"a"}]}`, "", tlslog.ErrForeign},
	{"\n§CloudTrail validation message.", "", ErrValidationMessage},
}

func TestParseRecordBad(t *testing.T) {
	for _, test := range badEvents {
		pos := strings.Index(test.text, "§")
		text := strings.Replace(test.text, "§", "", 1)
		if strings.HasPrefix(text[pos:], "\n") {
			pos++ // the value is behind the line break
		}
		_, err := ParseRecord(text)
		perr, ok := errors.AsType[*tlslog.ParseError](err)
		if !ok {
			t.Errorf("%s: %v", text, err)
			continue
		}
		want := tlslog.ParseError{
			Format: "cloudtrail", Record: 1, Line: 1 + int64(strings.Count(text[:pos], "\n")),
			Offset: int64(pos), Field: test.field, Err: test.err,
		}
		if *perr != want {
			t.Errorf("%s:\n%v, want\n%v", text, perr, &want)
		}
	}
}

// TestParseRecordRest checks that damage costs its field and no other.
func TestParseRecordRest(t *testing.T) {
	rec, err := ParseRecord(`{"eventID":"a","readOnly":"?","userIdentity":{"arn":7,"accountId":"1"},"resources":0,"tlsDetails":{"tlsVersion":"TLSv1","keyExchange":{}},"eventName":"n"}`)
	want := Record{EventID: "a", EventName: "n", UserIdentity: UserIdentity{AccountID: "1"}, TLSDetails: TLSDetails{TLSVersion: "TLSv1"}}
	if err == nil || rec.Canonical() != want {
		t.Errorf("%v\n%s", err, diff(rec.Canonical(), want))
	}
}

func TestRecordAgainstOracle(t *testing.T) {
	for _, text := range oddEvents {
		checkRecord(t, text)
	}
	for _, test := range badEvents {
		checkRecord(t, strings.Replace(test.text, "§", "", 1))
	}
	for _, text := range someEvents() {
		checkRecord(t, text)
		if rec, err := ParseRecord(text); err != nil || rec.text != "" {
			t.Errorf("%v, text kept: %t, of a plain event:\n%s", err, rec.text != "", text)
		}
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	events := append(someEvents(), oddEvents...)
	n := 5000
	if testing.Short() {
		n = 500
	}
	for range n {
		checkRecord(t, mutate(rnd, events[rnd.IntN(len(events))]))
	}
}

// mutate changes an event: its values, its names, its bytes.
func mutate(rnd *rand.Rand, text string) string {
	values := []string{
		`null`, `true`, `false`, `0`, `-1.5e3`, `""`, `"x"`, `"true"`, `"false"`, `{}`, `[]`, `{"a":1}`, `[{"ARN":"b"}]`,
		`"2023-07-10T12:06:33Z"`, `"aws:s3"`, `"\u00e9\n"`, `"Aggregated"`, `" AWS Internal"`, ` 1 `,
	}
	names := fieldNames()
	for range 1 + rnd.IntN(3) {
		switch rnd.IntN(5) {
		case 0: // cut or double some bytes
			if len(text) > 2 {
				i := rnd.IntN(len(text) - 1)
				j := i + 1 + rnd.IntN(min(8, len(text)-i-1))
				text = text[:i] + strings.Repeat(text[i:j], rnd.IntN(3)) + text[j:]
			}
		default:
			// Put a member in front of another, or another value in its place.
			marks := indexes(text, `":`)
			if len(marks) == 0 {
				continue
			}
			i := marks[rnd.IntN(len(marks))]
			start := strings.LastIndexByte(text[:i], '"')
			if start < 0 {
				continue
			}
			value := values[rnd.IntN(len(values))]
			if rnd.IntN(2) == 0 {
				text = text[:start] + `"` + names[rnd.IntN(len(names))] + `":` + value + `,` + text[start:]
				continue
			}
			var end int
			if end = strings.IndexAny(text[i+2:], ",}"); end < 0 {
				continue
			}
			if text[i+2] == '"' {
				if q := strings.IndexByte(text[i+3:], '"'); q >= 0 {
					end = q + 2
				}
			}
			text = text[:i+2] + value + text[i+2+end:]
		}
	}
	return text
}

func indexes(s, sub string) (at []int) {
	for i := 0; ; {
		j := strings.Index(s[i:], sub)
		if j < 0 {
			return at
		}
		at = append(at, i+j)
		i += j + len(sub)
	}
}

// fieldNames returns all of AWS's names, sorted.
func fieldNames() []string {
	var list []string
	for _, fields := range names {
		for _, name := range fields {
			first, second, _ := strings.Cut(name, "|")
			list = append(list, first)
			if second != "" {
				list = append(list, second)
			}
		}
	}
	slices.Sort(list)
	return append(list, "Records", "new")
}
