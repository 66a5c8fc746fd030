package cloudfront

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/google/go-cmp/cmp"
)

// newer are the fields that AWS has added to the first seventeen: a value, and
// how the slow parser of these tests reads one. A new field is one row here.
var newer = []struct {
	name, value string
	set         func(r *Record, v string) (ok bool)
}{}

// The record that most tests are made of, in each format. Its values are of
// the shapes that AWS documents.
var good, goodJSON, goodRow, goodHeader = goodOf(len(newer))

// goodOf returns it with the first n of the newer fields.
func goodOf(n int) (rec Record, object, row, header string) {
	rec, object, row, header = first, firstJSON, firstRow, firstHeader
	for _, f := range newer[:n] {
		f.set(&rec, f.value)
		object += fmt.Sprintf(",%q:%q", f.name, f.value)
		row += "\t" + f.value
		header += " " + f.name
	}
	return rec, object + "}", row, header + "\n"
}

// The same with the first seventeen fields.
const (
	firstJSON = `{"eventTimestamp":"1731620046814","connectionId":"oLHiEKbQSn8lkvJfA3D4gFowK3_iZ0g4i5nMUjE1Akod8TuAzn5nzg==",` +
		`"connectionStatus":"Success","clientIp":"2001:0db8:85a3:0000:0000:8a2e:0370:7334","clientPort":"12137",` +
		`"serverIp":"192.0.2.136","distributionId":"EDFDVBD6EXAMPLE","distributionTenantId":"dt_example",` +
		`"tlsProtocol":"TLSv1.3","tlsCipher":"TLS_AES_128_GCM_SHA256","tlsHandshakeDuration":"153",` +
		`"tlsSni":"www.example.com","clientLeafCertSerialNumber":"00:b1:43:ed:93:d2:d8:f3:9d",` +
		`"clientLeafCertSubject":"C=US, ST=WA, L=Seattle, O=Example Corp, OU=Devices, CN=client.example.com",` +
		`"clientLeafCertIssuer":"C=US, ST=WA, L=Seattle, O=Example Corp, OU=Devices, CN=ca.example.com",` +
		`"clientLeafCertValidity":"NotBefore=2025-06-05T23:28:21Z;NotAfter=2125-05-12T23:28:21Z",` +
		`"connectionLogCustomData":"REVOKED:00:b1 — soft fail"`

	firstRow = "1731620046814\toLHiEKbQSn8lkvJfA3D4gFowK3_iZ0g4i5nMUjE1Akod8TuAzn5nzg==\t" +
		"Success\t2001:0db8:85a3:0000:0000:8a2e:0370:7334\t12137\t" +
		"192.0.2.136\tEDFDVBD6EXAMPLE\tdt_example\t" +
		"TLSv1.3\tTLS_AES_128_GCM_SHA256\t153\t" +
		"www.example.com\t00:b1:43:ed:93:d2:d8:f3:9d\t" +
		"C=US, ST=WA, L=Seattle, O=Example Corp, OU=Devices, CN=client.example.com\t" +
		"C=US, ST=WA, L=Seattle, O=Example Corp, OU=Devices, CN=ca.example.com\t" +
		"NotBefore=2025-06-05T23:28:21Z;NotAfter=2125-05-12T23:28:21Z\t" +
		"REVOKED:00:b1 — soft fail"

	firstHeader = "#Version: 1.0\n#Fields: eventTimestamp connectionId connectionStatus clientIp clientPort serverIp " +
		"distributionId distributionTenantId tlsProtocol tlsCipher tlsHandshakeDuration tlsSni clientLeafCertSerialNumber " +
		"clientLeafCertSubject clientLeafCertIssuer clientLeafCertValidity connectionLogCustomData"
)

var first = Record{
	EventTimestamp:             date("2024-11-14T21:34:06.814Z"),
	ConnectionID:               "oLHiEKbQSn8lkvJfA3D4gFowK3_iZ0g4i5nMUjE1Akod8TuAzn5nzg==",
	ConnectionStatus:           "Success",
	ClientIP:                   netip.MustParseAddr("2001:db8:85a3::8a2e:370:7334"),
	ClientPort:                 12137,
	ServerIP:                   netip.MustParseAddr("192.0.2.136"),
	DistributionID:             "EDFDVBD6EXAMPLE",
	DistributionTenantID:       "dt_example",
	TLSProtocol:                "TLSv1.3",
	TLSCipher:                  "TLS_AES_128_GCM_SHA256",
	TLSHandshakeDuration:       tlslog.Some(153 * time.Millisecond),
	TLSSNI:                     "www.example.com",
	ClientLeafCertSerialNumber: "00:b1:43:ed:93:d2:d8:f3:9d",
	ClientLeafCertSubject:      "C=US, ST=WA, L=Seattle, O=Example Corp, OU=Devices, CN=client.example.com",
	ClientLeafCertIssuer:       "C=US, ST=WA, L=Seattle, O=Example Corp, OU=Devices, CN=ca.example.com",
	ClientLeafCertValidity: tlslog.Validity{
		NotBefore: date("2025-06-05T23:28:21Z"),
		NotAfter:  date("2125-05-12T23:28:21Z"),
	},
	ConnectionLogCustomData: "REVOKED:00:b1 — soft fail",
}

// with returns the good record with a change.
func with(change func(r *Record)) Record {
	r := good
	change(&r)
	return r
}

func date(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func diff(want, got Record) string {
	return cmp.Diff(fmt.Sprintf("%#v", want), fmt.Sprintf("%#v", got))
}

// wantRecord reads the next record, which may remember how it was written.
func wantRecord(t *testing.T, d *Decoder, want Record) {
	t.Helper()
	rec := Record{Extra: "left over", text: "left over"}
	if err := d.Decode(&rec); err != nil {
		t.Errorf("error %v", err)
	}
	if rec.Canonical() != want {
		t.Errorf("record differs (-want +got):\n%s", diff(want, rec.Canonical()))
	}
}

// wantEnd checks that the log is at its end, and stays there.
func wantEnd(t *testing.T, d *Decoder) {
	t.Helper()
	for range 2 {
		rec := good
		if err := d.Decode(&rec); err != io.EOF || rec != (Record{}) || d.Raw() != "" {
			t.Errorf("at the end: %v, Raw %q, %s", err, d.Raw(), diff(Record{}, rec))
		}
	}
}

// chunks is a reader that returns pieces of random length.
type chunks struct {
	in  string
	rng *rand.Rand
}

func (c *chunks) Read(p []byte) (int, error) {
	if c.in == "" {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), 1+c.rng.IntN(40))], c.in)
	c.in = c.in[n:]
	return n, nil
}
