package cloudtrail

import (
	"strings"
	"testing"

	"github.com/awstls/awstls/internal/jsonscan"
)

const simpleEvent = `{"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROA1:me","arn":"arn:aws:sts::111122223333:assumed-role/r/me",` +
	`"accountId":"111122223333","accessKeyId":"ASIA1","userName":"u","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROA1","arn":"arn:aws:iam::111122223333:role/r",` +
	`"accountId":"111122223333","userName":"r"},"webIdFederationData":{},"attributes":{"creationDate":"2026-03-14T01:02:03Z","mfaAuthenticated":"false"}}},` +
	`"eventTime":"2026-03-14T04:05:06Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.1","userAgent":"a/1",` +
	`"errorCode":"AccessDenied","errorMessage":"No.","requestParameters":{"a":[1,"\u0041"]},"responseElements":null,"additionalEventData":[],"requestID":"r","eventID":"e","readOnly":true,` +
	`"resources":[{"ARN":"arn"}],"eventType":"AwsApiCall","apiVersion":"1","managementEvent":false,"recipientAccountId":"111122223333","sharedEventID":"s",` +
	`"vpcEndpointId":"vpce-1","vpcEndpointAccountId":"111122223333","eventCategory":"Data",` +
	`"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"h","keyExchange":"x25519"}}`

// TestSimple checks how much of the event each method reads.
func TestSimple(t *testing.T) {
	var r Record
	tests := []struct {
		name       string
		read       func(p *parser)
		start, end string // what stands before and behind what is read
	}{
		{"event", func(p *parser) { p.simpleEvent(&r) }, `{`, `,"userIdentity"`},
		{"identity", func(p *parser) { p.simpleIdentity(&r.UserIdentity) }, `"userIdentity":{`, `,"sessionContext"`},
		{"issuer", func(p *parser) { p.simpleIssuer(&r.UserIdentity.SessionContext.SessionIssuer) }, `"sessionIssuer":{`, `},"webId`},
		{"attributes", func(p *parser) { p.simpleAttributes(&r.UserIdentity.SessionContext.Attributes) }, `"attributes":{`, `,"mfa`},
		{"call", func(p *parser) { p.simpleCall(&r) }, `}}}`, `,"tlsDetails"`},
		{"tls", func(p *parser) { p.simpleTLS(&r.TLSDetails) }, `"tlsDetails":{`, `}}`},
	}
	for _, test := range tests {
		_, text, _ := strings.Cut(simpleEvent, test.start)
		var sc jsonscan.Scanner
		sc.Reset(text, 0)
		p := parser{sc: &sc, rec: &r}
		test.read(&p)
		if !strings.HasPrefix(text[sc.Pos():], test.end) {
			t.Errorf("%s: %s is left", test.name, text[sc.Pos():])
		}
	}
	checkRecord(t, simpleEvent)
}

// TestNearlySimple compares the reader with the oracle on an event that is cut
// short, or has one byte that is another.
func TestNearlySimple(t *testing.T) {
	step := 1
	if testing.Short() {
		step = 7
	}
	for i := 0; i < len(simpleEvent); i += step {
		checkRecord(t, simpleEvent[:i])
		for _, c := range []string{`"`, `\`, `,`, `}`, `{`, ` `, "\n", "\x80", ""} {
			checkRecord(t, simpleEvent[:i]+c+simpleEvent[i+1:])
		}
	}
}

// TestSimpleTwice has each member come a second time, with another value or
// none, in its place and at the end.
func TestSimpleTwice(t *testing.T) {
	var sc jsonscan.Scanner
	sc.Reset(simpleEvent, 0)
	for sc.EnterObject(); sc.NextMember(); {
		name := simpleEvent[sc.KeyPos():sc.ValuePos()]
		start := sc.KeyPos()
		member := name + sc.Raw()
		for _, value := range []string{`""`, `"b"`, `null`, `true`, `{}`, `{"x":1}`, `[2]`, `7`, `"2026-03-14T04:05:07Z"`, `"2026-03-14T04:05:99Z"`} {
			second := name + value
			checkRecord(t, simpleEvent[:start]+second+simpleEvent[start+len(member):])
			checkRecord(t, simpleEvent[:start]+member+","+second+simpleEvent[start+len(member):])
			checkRecord(t, simpleEvent[:len(simpleEvent)-1]+","+second+"}")
			checkRecord(t, "{"+second+","+simpleEvent[1:])
		}
	}
}
