package alb

import (
	"github.com/awstls/awstls/internal/vended"
	"github.com/awstls/awstls/tlslog"
)

// ordinary reads a record that is as AWS writes nearly all of them; see
// [vended.Cursor]. What it reads the table reads, too, to the same record.
func ordinary(r *Record, c vended.Cursor) vended.Cursor {
	r.Time = c.Micros("time")
	r.ClientIP = c.Addr("client_ip")
	r.ClientPort = c.Port("client_port")
	r.ListenerPort = c.Port("listener_port")
	r.TLSProtocol = tlslog.ProtocolName(c.Text("tls_protocol"))
	r.TLSCipher = tlslog.CipherName(c.Text("tls_cipher"))
	r.TLSHandshakeLatency = c.Seconds("tls_handshake_latency")
	r.LeafClientCertSubject = c.QuotedText("leaf_client_cert_subject")
	r.LeafClientCertValidity = c.Validity("leaf_client_cert_validity")
	r.LeafClientCertSerialNumber = c.Text("leaf_client_cert_serial_number")
	r.TLSVerifyStatus = VerifyStatus(c.Text("tls_verify_status"))
	r.ConnTraceID = c.Text("conn_trace_id")
	r.TLSKeyExchange = tlslog.KeyExchange(c.Text("tls_keyexchange"))
	r.ELB = c.Text("elb")
	r.IPAddress = c.Addr("ip_address")
	r.Extra, r.text = "", ""
	return c
}
