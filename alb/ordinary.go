package alb

import "github.com/awstls/awstls/internal/vended"

// ordinary reads a record that is as AWS writes nearly all of them; see
// [vended.Cursor]. What it reads the table reads, too, to the same record.
func ordinary(r *Record, c vended.Cursor) vended.Cursor {
	c = c.Micros("time", &r.Time)
	c = c.Addr("client_ip", &r.ClientIP)
	c = c.Port("client_port", &r.ClientPort)
	c = c.Port("listener_port", &r.ListenerPort)
	c = c.Text("tls_protocol", (*string)(&r.TLSProtocol))
	c = c.Text("tls_cipher", (*string)(&r.TLSCipher))
	c = c.Seconds("tls_handshake_latency", &r.TLSHandshakeLatency)
	c = c.QuotedText("leaf_client_cert_subject", &r.LeafClientCertSubject)
	c = c.Validity("leaf_client_cert_validity", &r.LeafClientCertValidity)
	c = c.Text("leaf_client_cert_serial_number", &r.LeafClientCertSerialNumber)
	c = c.Text("tls_verify_status", (*string)(&r.TLSVerifyStatus))
	c = c.Text("conn_trace_id", &r.ConnTraceID)
	c = c.Text("tls_keyexchange", (*string)(&r.TLSKeyExchange))
	c = c.Text("elb", &r.ELB)
	c = c.Addr("ip_address", &r.IPAddress)
	r.Extra, r.text = "", ""
	return c
}
