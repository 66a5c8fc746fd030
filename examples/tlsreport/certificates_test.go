package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// cloudFrontLine returns a connection at CloudFront with this certificate,
// which is spelt as CloudFront does.
func cloudFrontLine(serial, subject string) string {
	return fmt.Sprintf(`{"eventTimestamp":"1790147487000","connectionId":"x","connectionStatus":"Success","clientIp":"192.0.2.51","clientPort":"1","serverIp":"198.51.100.1",`+
		`"distributionId":"E1","tlsProtocol":"TLSv1.3","tlsCipher":"TLS_AES_128_GCM_SHA256","tlsHandshakeDuration":"1","tlsSni":"a.example","clientLeafCertSerialNumber":"%s",`+
		`"clientLeafCertSubject":"%s","clientLeafCertIssuer":"CN=CA","clientLeafCertValidity":"NotBefore=2026-01-01T00:00:00Z;NotAfter=2026-10-01T00:00:00Z","connectionLogCustomData":"-"}`+"\n", serial, subject)
}

// albLine is like cloudFrontLine for a load balancer.
func albLine(serial, subject string) string {
	return strings.Replace(line, `"-" - -`, `"`+subject+`" NotBefore=2026-01-01T00:00:00Z;NotAfter=2026-10-01T00:00:00Z `+serial, 1) + "\n"
}

// TestCertificatesOnce checks that a certificate counts once, whichever logs
// tell of it, and that others do not become one.
func TestCertificatesOnce(t *testing.T) {
	alb, cloudFront := albLine("0B1C", "CN=till,O=Shop,C=DE"), cloudFrontLine("0b:1c", "C=DE, O=Shop, CN=till")
	for _, tt := range []struct {
		name, log    string
		certificates int
		row          string // of the text
	}{
		{"one log", alb + alb, 1, "  2026-10-01  CN=till,O=Shop,C=DE  0B1C         2"},
		{"both logs", alb + cloudFront + cloudFront, 1, "  2026-10-01  CN=till,O=Shop,C=DE  0B1C         3"},
		{"another number", alb + cloudFrontLine("0b:1d", "C=DE, O=Shop, CN=till"), 2, "CN=till"},
		{"another name", alb + cloudFrontLine("0b:1c", "C=DE, O=Shop, CN=tilt"), 2, "CN=tilt"},
		{"another issuer of the same log", cloudFront + strings.Replace(cloudFront, "CN=CA", "CN=CB", 1), 2, "CN=till"},
		{"no number", albLine("-", "CN=till,O=Shop,C=DE") + cloudFrontLine("-", "C=DE, O=Shop, CN=till"), 2, "CN=till"},
	} {
		got, errs, status := start(t, tt.log, "-fail-on", "expiring", "-")
		if want := fmt.Sprintf("expiring:30d  %s\n", quantity(int64(tt.certificates), "certificate")); status != exitFound || !strings.Contains(got, want) || !strings.Contains(got, tt.row) {
			t.Errorf("%s: status %d, %s, want %q in\n%s", tt.name, status, errs, want, got)
		}
		text, _, _ := start(t, tt.log, "-format", "json", "-")
		var doc document
		if err := json.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatal(err)
		}
		if x := doc.Expiry; x.Within[1].Certificates != tt.certificates || x.Expired+x.Within[0].Certificates+x.Later+x.Unknown != 0 {
			t.Errorf("%s: %+v", tt.name, x)
		}
	}
	page, _, _ := start(t, alb+cloudFront, "-format", "html", "-")
	if !strings.Contains(page, "0B1C, Application Load Balancer, CloudFront") {
		t.Error("the page does not name both logs")
	}
}
