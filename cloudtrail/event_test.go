package cloudtrail

import (
	"net/netip"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

var _ tlslog.Eventer = Record{}

func TestRecordEvent(t *testing.T) {
	rec, err := ParseRecord(`{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"P","arn":"arn:user","accountId":"1"},"eventTime":"2026-03-14T09:26:53Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.1","userAgent":"ua","errorCode":"AccessDenied","errorMessage":"no","eventID":"id","resources":[{"ARN":"arn:key"},{"ARN":"arn:other"}],"recipientAccountId":"2","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_256_GCM_SHA384","clientProvidedHostHeader":"kms.eu-west-1.amazonaws.com","keyExchange":"x25519"}}`)
	if err != nil {
		t.Fatal(err)
	}
	suite, _ := tlslog.ParseCipherSuite("TLS_AES_256_GCM_SHA384")
	want := tlslog.Event{
		Source:           tlslog.SourceCloudTrail,
		Time:             time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC),
		ID:               "id",
		Account:          "2",
		Region:           "eu-west-1",
		Resource:         "arn:key",
		ClientIP:         netip.MustParseAddr("192.0.2.1"),
		ServerName:       "kms.eu-west-1.amazonaws.com",
		Evidence:         tlslog.EvidenceLogged,
		Version:          tlslog.VersionTLS13,
		CipherSuite:      suite,
		CipherName:       "TLS_AES_256_GCM_SHA384",
		KeyExchange:      "x25519",
		Result:           tlslog.ResultFailure,
		Reason:           tlslog.ReasonAccessDenied,
		Code:             "AccessDenied",
		Message:          "no",
		Service:          "kms.amazonaws.com",
		Operation:        "Decrypt",
		Principal:        "arn:user",
		PrincipalAccount: "1",
		UserAgent:        "ua",
	}
	got, ok := rec.Event()
	if !ok || got != want {
		t.Errorf("%+v, want\n%+v", got, want)
	}
	back, ok := FromEvent(got)
	if again, _ := back.Event(); !ok || again != want {
		t.Errorf("%+v after FromEvent", again)
	}
}

func TestRecordEventOdd(t *testing.T) {
	tests := []struct {
		event string
		want  tlslog.Event
		ok    bool
	}{
		{`{"eventVersion":"1.11","awsRegion":"r"}`, tlslog.Event{}, false},
		{`{"eventCategory":"Insight","eventID":"a"}`, tlslog.Event{}, false},
		{`{"eventType":"AwsCloudTrailInsight","eventID":"a"}`, tlslog.Event{}, false},
		{`{"eventCategory":"Aggregated","eventId":"a"}`, tlslog.Event{}, false},
		{`{"eventType":"AwsAggregatedEvent","eventId":"a"}`, tlslog.Event{}, false},
		{`{"eventID":"a"}`, tlslog.Event{ID: "a", Result: tlslog.ResultSuccess}, true},
		{`{"eventName":"a","errorMessage":"m"}`,
			tlslog.Event{Operation: "a", Result: tlslog.ResultFailure, Reason: tlslog.ReasonOther, Message: "m"}, true},
		{`{"eventName":"a","errorCode":"NoSuchBucket"}`,
			tlslog.Event{Operation: "a", Result: tlslog.ResultFailure, Reason: tlslog.ReasonOther, Code: "NoSuchBucket"}, true},
		{`{"eventName":"ConsoleLogin","responseElements":{"ConsoleLogin":"Failure"},"errorMessage":"Failed authentication"}`,
			tlslog.Event{Operation: "ConsoleLogin", Result: tlslog.ResultFailure, Reason: tlslog.ReasonAuthenticationFailed, Message: "Failed authentication"}, true},
		{`{"eventName":"ConsoleLogin","responseElements":{"ConsoleLogin":"Success"}}`,
			tlslog.Event{Operation: "ConsoleLogin", Result: tlslog.ResultSuccess}, true},
		{`{"eventName":"a","responseElements":{"ConsoleLogin":"Failure"}}`,
			tlslog.Event{Operation: "a", Result: tlslog.ResultSuccess}, true},
		{`{"eventName":"a","sourceIPAddress":"AWS Internal","userIdentity":{"principalId":"p","invokedBy":"s"}}`,
			tlslog.Event{Operation: "a", Result: tlslog.ResultSuccess, ClientHost: "AWS Internal", Principal: "p", Evidence: tlslog.EvidenceService}, true},
		{`{"eventName":"a","userIdentity":{"invokedBy":"s"}}`,
			tlslog.Event{Operation: "a", Result: tlslog.ResultSuccess, Principal: "s", Evidence: tlslog.EvidenceService}, true},
		{`{"eventName":"a","resources":[{"ARNPrefix":"p"}]}`,
			tlslog.Event{Operation: "a", Result: tlslog.ResultSuccess, Resource: "p"}, true},
	}
	for _, test := range tests {
		var rec Record
		if err := rec.UnmarshalJSON([]byte(test.event)); err != nil {
			t.Fatal(err)
		}
		if test.ok {
			test.want.Source = tlslog.SourceCloudTrail
		}
		got, ok := rec.Event()
		if got != test.want || ok != test.ok {
			t.Errorf("%s: %t\n%+v, want\n%+v", test.event, ok, got, test.want)
		}
	}
	if e, ok := (Record{}).Event(); ok || e != (tlslog.Event{}) {
		t.Errorf("zero record: %v", e)
	}
}

func TestFromEvent(t *testing.T) {
	suite, _ := tlslog.ParseCipherSuite("ECDHE-RSA-AES128-SHA")
	// Events that a record tells as they are, but for the source.
	for _, e := range []tlslog.Event{
		{Operation: "a", Result: tlslog.ResultSuccess},
		{Operation: "a", Result: tlslog.ResultFailure, Reason: tlslog.ReasonThrottled, Code: "Throttling"},
		{Operation: "a", Result: tlslog.ResultFailure, Reason: tlslog.ReasonOther, Message: "m"},
		{Operation: "ConsoleLogin", Result: tlslog.ResultFailure, Reason: tlslog.ReasonAuthenticationFailed},
		{Operation: "a", Result: tlslog.ResultSuccess, Evidence: tlslog.EvidenceInferred, CipherSuite: suite, CipherName: "ECDHE-RSA-AES128-SHA"},
		{Operation: "a", Result: tlslog.ResultSuccess, Evidence: tlslog.EvidenceConsole, ServerName: "h"},
		{Operation: "a", Result: tlslog.ResultSuccess, ClientHost: "AWS Internal", Resource: "arn", Account: "1", Region: "r", ID: "i", Time: time.Unix(1, 0).UTC()},
	} {
		rec, ok := FromEvent(e)
		got, _ := rec.Event()
		e.Source = tlslog.SourceCloudTrail
		if !ok || got != e {
			t.Errorf("%+v, want\n%+v", got, e)
		}
		if back, err := ParseRecord(rec.String()); err != nil || back != rec {
			t.Errorf("%s: %v", rec, err)
		}
	}
	// Events of which something is added.
	rec, _ := FromEvent(tlslog.Event{Operation: "a", Result: tlslog.ResultFailure, Reason: tlslog.ReasonAccessDenied})
	if rec.ErrorCode != AccessDenied {
		t.Errorf("code %q", rec.ErrorCode)
	}
	rec, _ = FromEvent(tlslog.Event{Operation: "a", Result: tlslog.ResultFailure, Reason: tlslog.ReasonServerNameMissing})
	if rec.ErrorCode != "" || rec.ErrorMessage != tlslog.ReasonServerNameMissing.Description() {
		t.Errorf("code %q, message %q", rec.ErrorCode, rec.ErrorMessage)
	}
	rec, _ = FromEvent(tlslog.Event{Operation: "a", Result: tlslog.ResultFailure})
	if e, _ := rec.Event(); e.Result != tlslog.ResultFailure {
		t.Errorf("a failure became %v", e.Result)
	}
	rec, _ = FromEvent(tlslog.Event{Operation: "a", Evidence: tlslog.EvidenceLogged, CipherSuite: suite, Version: tlslog.VersionTLS10})
	if rec.TLSDetails != (TLSDetails{TLSVersion: "TLSv1", CipherSuite: "ECDHE-RSA-AES128-SHA"}) {
		t.Errorf("%+v", rec.TLSDetails)
	}
	// Events of connections.
	for _, e := range []tlslog.Event{
		{},
		{ServerName: "h"},
		{Source: tlslog.SourceALB, Operation: "a"},
		{Source: tlslog.SourceCloudFront},
		{Source: tlslog.SourceNetworkFirewall},
	} {
		if rec, ok := FromEvent(e); ok || rec != (Record{}) {
			t.Errorf("%+v gives %v", e, rec)
		}
	}
}
