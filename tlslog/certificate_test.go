package tlslog_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

func TestValidity(t *testing.T) {
	end := time.Date(2125, 5, 12, 23, 28, 21, 0, time.UTC)
	v := tlslog.Validity{NotBefore: end.AddDate(-100, 0, 0), NotAfter: end}
	tests := []struct {
		at      time.Time
		expired bool
		within  bool // an hour
	}{
		{end.Add(-2 * time.Hour), false, false},
		{end.Add(-time.Hour), false, false},
		{end.Add(-time.Hour + time.Second), false, true},
		{end, false, true},
		{end.Add(time.Second), true, true},
	}
	for _, tt := range tests {
		if got := v.Expired(tt.at); got != tt.expired {
			t.Errorf("Expired(%v) = %v", tt.at, got)
		}
		if got := v.ExpiresWithin(time.Hour, tt.at); got != tt.within {
			t.Errorf("ExpiresWithin(1h, %v) = %v", tt.at, got)
		}
	}
	var none tlslog.Validity
	if !none.IsZero() || none.Expired(end) || none.ExpiresWithin(time.Hour, end) || v.IsZero() {
		t.Error("the zero Validity expires")
	}
}

func TestSame(t *testing.T) {
	alb := tlslog.Certificate{
		Holder:  tlslog.HolderClient,
		Subject: `CN=client,O=Foo\, Inc.,C=US`,
		Serial:  "B143ED93D2D8F39D",
		Validity: tlslog.Validity{
			NotBefore: time.Date(2025, 6, 5, 23, 28, 21, 0, time.UTC),
			NotAfter:  time.Date(2125, 5, 12, 23, 28, 21, 0, time.UTC),
		},
	}
	cloudfront := alb
	cloudfront.Subject = "C=US, O=Foo, Inc., CN=client"
	cloudfront.Serial = "00:b1:43:ed:93:d2:d8:f3:9d"
	cloudfront.Issuer = "C=US, CN=CA"
	withFingerprint := tlslog.Certificate{Fingerprint: "aa:bb:cc"}

	tests := []struct {
		name   string
		of     tlslog.Certificate
		change func(c *tlslog.Certificate)
		want   bool
	}{
		{"as it is", cloudfront, func(*tlslog.Certificate) {}, true},
		{"itself", alb, func(c *tlslog.Certificate) { *c = alb }, true},
		{"serial number only", alb, func(c *tlslog.Certificate) { *c = tlslog.Certificate{Serial: alb.Serial} }, true},
		{"held by the server", cloudfront, func(c *tlslog.Certificate) { c.Holder = tlslog.HolderServer }, true},
		{"another time zone", cloudfront, func(c *tlslog.Certificate) {
			c.Validity.NotAfter = c.Validity.NotAfter.In(time.FixedZone("", 3600))
		}, true},
		{"another serial number", cloudfront, func(c *tlslog.Certificate) { c.Serial = "01" }, false},
		{"another subject", cloudfront, func(c *tlslog.Certificate) { c.Subject = "CN=Client" }, false},
		{"another issuer", cloudfront, func(c *tlslog.Certificate) { c.Issuer = "CN=other" }, true},
		{"another end", cloudfront, func(c *tlslog.Certificate) { c.Validity.NotAfter = time.Unix(0, 0) }, false},
		{"another begin", cloudfront, func(c *tlslog.Certificate) { c.Validity.NotBefore = time.Unix(0, 0) }, false},
		{"no serial number", cloudfront, func(c *tlslog.Certificate) { c.Serial = "" }, false},
		{"a serial number that is none", alb, func(c *tlslog.Certificate) { c.Serial = "x" }, false},
		{"a subject that is none", alb, func(c *tlslog.Certificate) { c.Subject = "x" }, false},
		{"another fingerprint", alb, func(c *tlslog.Certificate) { c.Fingerprint = "00" }, true},
	}
	for _, tt := range tests {
		o := tt.of
		tt.change(&o)
		if got := alb.Same(o); got != tt.want {
			t.Errorf("%s: Same is %v", tt.name, got)
		}
		if got := o.Same(alb); got != tt.want {
			t.Errorf("%s: Same is %v the other way round", tt.name, got)
		}
	}

	if !withFingerprint.Same(tlslog.Certificate{Fingerprint: "AABBCC", Subject: "CN=a"}) {
		t.Error("the same fingerprint is another")
	}
	if withFingerprint.Same(tlslog.Certificate{Fingerprint: "AABBCD"}) || withFingerprint.Same(tlslog.Certificate{}) || (tlslog.Certificate{}).Same(withFingerprint) {
		t.Error("another fingerprint is the same")
	}
	if (tlslog.Certificate{}).Same(tlslog.Certificate{}) {
		t.Error("a certificate of which nothing is known is the same as another")
	}
	for _, c := range []tlslog.Certificate{{Serial: "x"}, {Serial: "1", Subject: "x"}, {Serial: "1", Issuer: "x"}} {
		if !c.Same(c) {
			t.Errorf("%v is not the same as itself", c)
		}
	}
	one, other := cloudfront, cloudfront
	other.Issuer = "C=US, CN=other"
	if one.Same(other) {
		t.Error("a certificate of another issuer is the same")
	}
}

func ExampleCertificate_Same() {
	alb := tlslog.Certificate{Subject: "CN=client,C=US", Serial: "B143ED93D2D8F39D"}
	cloudfront := tlslog.Certificate{Subject: "C=US, CN=client", Serial: "00:b1:43:ed:93:d2:d8:f3:9d", Issuer: "C=US, CN=CA"}
	fmt.Println(alb == cloudfront, alb.Same(cloudfront))
	// Output: false true
}

func ExampleValidity_ExpiresWithin() {
	v := tlslog.Validity{
		NotBefore: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:  time.Date(2026, 12, 31, 23, 59, 59, 0, time.UTC),
	}
	now := time.Date(2026, 12, 10, 0, 0, 0, 0, time.UTC)
	fmt.Println(v.Expired(now), v.ExpiresWithin(30*24*time.Hour, now))
	// Output: false true
}

func ExampleValidity_IsZero() {
	fmt.Println(tlslog.Validity{}.IsZero(), tlslog.Certificate{Subject: "CN=a"}.Validity.IsZero())
	// Output: true true
}

func ExampleCertificate_Clone() {
	c := tlslog.Certificate{Subject: "CN=client", Serial: "0A1B"}
	fmt.Println(c.Clone() == c)
	// Output: true
}
