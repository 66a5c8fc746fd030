package cloudtrail

import (
	"testing"

	"github.com/awstls/awstls/tlslog"
)

func TestRecordTLS(t *testing.T) {
	const ecdhe = "ECDHE-RSA-AES128-GCM-SHA256"
	suite, _ := tlslog.ParseCipherSuite(ecdhe)
	suite13, _ := tlslog.ParseCipherSuite("TLS_AES_128_GCM_SHA256")
	tests := []struct {
		event string
		want  TLSView
	}{
		{`"tlsDetails":{"tlsVersion":"TLSv1.2","cipherSuite":"` + ecdhe + `","clientProvidedHostHeader":"h","keyExchange":"SECP256R1"}`,
			TLSView{tlslog.EvidenceLogged, tlslog.VersionTLS12, suite, ecdhe, "secp256r1", "h"}},
		// Partial details are still what was logged.
		{`"tlsDetails":{"tlsVersion":"TLSv1"},"additionalEventData":{"CipherSuite":"x"}`,
			TLSView{Evidence: tlslog.EvidenceLogged, Version: tlslog.VersionTLS10}},
		{`"tlsDetails":{"cipherSuite":"NEW"}`, TLSView{Evidence: tlslog.EvidenceLogged, CipherName: "NEW"}},
		{`"tlsDetails":{"keyExchange":"new"}`, TLSView{Evidence: tlslog.EvidenceLogged, KeyExchange: "new"}},
		// S3.
		{`"additionalEventData":{"CipherSuite":"TLS_AES_128_GCM_SHA256"}`,
			TLSView{Evidence: tlslog.EvidenceInferred, Version: tlslog.VersionTLS13, CipherSuite: suite13, CipherName: "TLS_AES_128_GCM_SHA256"}},
		{`"additionalEventData":{"CipherSuite":"` + ecdhe + `"},"tlsDetails":{"clientProvidedHostHeader":"h"}`,
			TLSView{Evidence: tlslog.EvidenceInferred, CipherSuite: suite, CipherName: ecdhe, ServerName: "h"}},
		{`"additionalEventData":{"CipherSuite":"NEW"}`, TLSView{Evidence: tlslog.EvidenceInferred, CipherName: "NEW"}},
		{`"additionalEventData":{"CipherSuite":""}`, TLSView{}},
		{`"additionalEventData":{"CipherSuite":5}`, TLSView{}},
		{`"additionalEventData":null`, TLSView{}},
		// Why there is nothing.
		{`"tlsDetails":{}`, TLSView{}},
		{`"eventCategory":"NetworkActivity","userIdentity":{"invokedBy":"x"}`, TLSView{Evidence: tlslog.EvidenceNotRecorded}},
		{`"eventCategory":"Insight"`, TLSView{Evidence: tlslog.EvidenceNotRecorded}},
		{`"eventCategory":"Aggregated"`, TLSView{Evidence: tlslog.EvidenceNotRecorded}},
		{`"eventType":"AwsVpceEvents"`, TLSView{Evidence: tlslog.EvidenceNotRecorded}},
		{`"eventType":"AwsServiceEvent","userIdentity":{"invokedBy":"x"}`, TLSView{Evidence: tlslog.EvidenceNotRecorded}},
		{`"userIdentity":{"invokedBy":"AWS Internal"},"sessionCredentialFromConsole":"true"`, TLSView{Evidence: tlslog.EvidenceService}},
		{`"eventContext":{"requestContext":{"aws:SecureTransport":"false"}}`, TLSView{Evidence: tlslog.EvidencePlaintext}},
		{`"eventContext":{"requestContext":{"aws:SecureTransport":"true"}}`, TLSView{}},
		{`"eventContext":{"tagContext":{}}`, TLSView{}},
		{`"sessionCredentialFromConsole":"true"`, TLSView{Evidence: tlslog.EvidenceConsole}},
		{`"sessionCredentialFromConsole":"false"`, TLSView{}},
		{`"userIdentity":{"sessionContext":{"attributes":{"sessionCredentialFromConsole":"true"}}}`, TLSView{Evidence: tlslog.EvidenceConsole}},
		{`"eventType":"AwsConsoleAction"`, TLSView{Evidence: tlslog.EvidenceConsole}},
		{`"eventType":"AwsConsoleSignIn"`, TLSView{Evidence: tlslog.EvidenceConsole}},
	}
	for _, test := range tests {
		rec, err := ParseRecord(`{"eventName":"n",` + test.event + `}`)
		if got := rec.TLS(); err != nil || got != test.want {
			t.Errorf("%s: %v\n%+v, want\n%+v", test.event, err, got, test.want)
		}
	}
}
