package posture

import (
	"net/netip"
	"reflect"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// TestFields tests that every field of every key is compared, copied, written
// and read, with keys that each have one field set.
func TestFields(t *testing.T) {
	ip := netip.MustParseAddr("192.0.2.1")
	testFields(t,
		moment{start: -5}, moment{version: 1}, moment{source: 1}, moment{evidence: 1}, moment{result: 1},
		moment{reason: 1})
	testFields(t,
		suiteKey{cipher: Cipher{CipherSuite: 1}}, suiteKey{cipher: Cipher{CipherName: "x"}},
		suiteKey{keyExchange: "x"}, suiteKey{version: 1}, suiteKey{source: 1}, suiteKey{evidence: 1})
	testFields(t,
		endpointKey{name: "x"}, endpointKey{result: 1}, endpointKey{suite: suiteKey{source: 1}})
	testFields(t, Failure{Source: 1}, Failure{Result: 1}, Failure{Reason: 1}, Failure{Code: "x"})
	testFields(t,
		Client{Source: 1}, Client{IP: ip}, Client{Host: "x"}, Client{Version: 1})
	testFields(t,
		Call{PrincipalAccount: "x"}, Call{Account: "x"}, Call{Principal: "x"}, Call{Service: "x"},
		Call{Operation: "x"}, Call{Region: "x"}, Call{Version: 1}, Call{Cipher: Cipher{CipherSuite: 1}},
		Call{UserAgent: "x"})
	testFields(t, Certificate{Source: 1}, Certificate{Certificate: tlslog.Certificate{Holder: 1}})
	for _, c := range []tlslog.Certificate{
		{Holder: 1}, {Subject: "x"}, {Issuer: "x"}, {Serial: "x"}, {Fingerprint: "x"},
		{Validity: tlslog.Validity{NotBefore: t0.Add(time.Nanosecond)}}, {Validity: tlslog.Validity{NotAfter: t0}},
	} {
		testField(t, Certificate{Certificate: c})
	}
	testFields(t,
		Finding{Reason: 1}, Finding{Code: "x"}, Finding{Action: "x"}, Finding{ServerName: "x"},
		Finding{Message: "x"}, Finding{ClientIP: ip}, Finding{Fingerprint: "x"})
	testFields(t, latencyKey{bucket: 1}, latencyKey{source: 1})
	testFields(t,
		problemKey{input: "x"}, problemKey{format: "x"}, problemKey{field: "x"}, problemKey{cause: "x"},
		problemKey{final: 1})
}

// testFields tests keys, of which there is at least one for each field.
func testFields[K key[K]](t *testing.T, keys ...K) {
	t.Helper()
	if n := reflect.TypeFor[K]().NumField(); n > len(keys) {
		t.Errorf("%T has %d fields, but there are %d tests", keys[0], n, len(keys))
	}
	for _, k := range keys {
		testField(t, k)
	}
}

func testField[K key[K]](t *testing.T, k K) {
	t.Helper()
	var zero K
	if k.compare(zero) == 0 || k.compare(zero) != -zero.compare(k) || k.compare(k) != 0 {
		t.Errorf("compare is wrong for %+v", k)
	}
	if got := k.fields(cloner{}); got != k {
		t.Errorf("the clone of %+v is %+v", k, got)
	}
	var w encoder
	k.fields(&w)
	r := decoder{rest: w.bytes}
	if got := zero.fields(&r); got != k || r.failed || len(r.rest) > 0 {
		t.Errorf("%+v is read as %+v", k, got)
	}
}

// TestFieldsOutOfRange tests that what no field can hold is turned down.
func TestFieldsOutOfRange(t *testing.T) {
	tests := []struct {
		name  string
		write func(w *encoder)
		read  func(r *decoder)
	}{
		{"a byte", func(w *encoder) { number(w, 256) }, func(r *decoder) { number(r, uint8(0)) }},
		{"a negative count", func(w *encoder) { number(w, -1) }, func(r *decoder) { count(r, 0) }},
		{"a bucket", func(w *encoder) { number(w, maxBucket+1); number(w, 0) }, func(r *decoder) { latencyKey{}.fields(r) }},
		{"an address", func(w *encoder) { text(w, "12345") }, func(r *decoder) { address(r, netip.Addr{}) }},
		{"a second", func(w *encoder) { number(w, int64(maxUnix-minUnix+1)); number(w, 0) }, func(r *decoder) { instant(r, time.Time{}) }},
		{"a nanosecond", func(w *encoder) { number(w, 0); number(w, 1000000000) }, func(r *decoder) { instant(r, time.Time{}) }},
		{"a text", func(w *encoder) { text(w, string(make([]byte, maxText+17))) }, func(r *decoder) { text(r, "") }},
	}
	for _, test := range tests {
		var w encoder
		test.write(&w)
		r := decoder{rest: w.bytes}
		test.read(&r)
		if !r.failed {
			t.Errorf("%s out of range is accepted", test.name)
		}
	}
}
