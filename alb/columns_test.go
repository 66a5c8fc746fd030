package alb

import (
	"net/netip"
	"strings"

	"github.com/awstls/awstls/tlslog"
)

// newer are the columns that AWS has added to the first eleven: a value, and
// how the slow parser of these tests reads one. A new column is one row here.
var newer = []struct {
	name, value string
	set         func(r *Record, v string) (ok bool)
}{
	{"conn_trace_id", "TID_0123456789abcdef", func(r *Record, v string) bool { r.ConnTraceID = v; return true }},
	{"tls_keyexchange", "x25519", func(r *Record, v string) bool { r.TLSKeyExchange = tlslog.KeyExchange(v); return true }},
	{"elb", "app/web/0123456789abcdef", func(r *Record, v string) bool { r.ELB = v; return true }},
	{"ip_address", "198.51.100.7", func(r *Record, v string) (ok bool) { r.IPAddress, ok = slowAddr(v); return ok }},
}

// withNewer returns r with the first n of the newer columns.
func withNewer(r Record, n int) Record {
	for _, c := range newer[:n] {
		c.set(&r, c.value)
	}
	return r
}

// slowAddr reads an address, or nothing.
func slowAddr(v string) (netip.Addr, bool) {
	if v == "" {
		return netip.Addr{}, true
	}
	a, err := netip.ParseAddr(v)
	return a, err == nil
}

// Parts of the lines that the tests are made of.
const (
	head    = "2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 "
	tls13   = "TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "
	noCert  = `"-" - - `
	success = head + tls13 + noCert + "Success" // 11 columns
)

var (
	tail        = lineOf(len(newer))
	good        = success + tail // all columns
	classicLine = head + tls13 + withCert + "Success" + tail
)

// lineOf returns the first n of the newer columns of a line.
func lineOf(n int) string {
	var b strings.Builder
	for _, c := range newer[:n] {
		b.WriteString(" " + c.value)
	}
	return b.String()
}

// absentOf returns n columns without a value.
func absentOf(n int) string { return strings.Repeat(" -", n) }

// The record of classicLine in the formats of vended logs.
var vendedJSON, vendedRow, vendedHeader = vendedOf(len(newer))

// vendedOf returns it with the first n of the newer columns.
func vendedOf(n int) (object, row, header string) {
	object = `{"time":"2026-09-23T07:11:27.691358Z","client_ip":"192.0.2.10","client_port":"64326","listener_port":"443",` +
		`"tls_protocol":"TLSv1.3","tls_cipher":"TLS_AES_128_GCM_SHA256","tls_handshake_latency":"0.036",` +
		`"leaf_client_cert_subject":"CN=client,O=Example Corp","leaf_client_cert_validity":"NotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z",` +
		`"leaf_client_cert_serial_number":"0A1B","tls_verify_status":"Success"`
	row = "2026-09-23T07:11:27.691358Z\t192.0.2.10\t64326\t443\tTLSv1.3\tTLS_AES_128_GCM_SHA256\t0.036\t" +
		"CN=client,O=Example Corp\tNotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z\t0A1B\tSuccess"
	header = "#Version: 1.0\n#Fields: time client_ip client_port listener_port tls_protocol tls_cipher tls_handshake_latency " +
		"leaf_client_cert_subject leaf_client_cert_validity leaf_client_cert_serial_number tls_verify_status"
	for _, c := range newer[:n] {
		object += `,"` + c.name + `":"` + c.value + `"`
		row += "\t" + c.value
		header += " " + c.name
	}
	return object + "}", row, header + "\n"
}
