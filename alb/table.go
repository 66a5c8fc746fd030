package alb

import (
	"net/netip"
	"time"

	"github.com/awstls/awstls/internal/vended"
	"github.com/awstls/awstls/tlslog"
)

// table lists the fields of an entry in AWS's order, which is that of the
// classic line (documented in the user guide for Application Load Balancers,
// "Connection logs"). The first eleven were there from the start.
//
// A new field of AWS's is one line here and one in [Record]. Until there is one
// in ordinary, too, records that have the field are read by way of this table,
// which takes longer.
var table = vended.Table[Record]{
	Format:     "alb",
	MinColumns: 11,
	MinValues:  15,
	Fields: []vended.Field[Record]{
		vended.Time("time", 6, func(r *Record) *time.Time { return &r.Time }).InLine("timestamp").InOtherLogs(),
		vended.Addr("client_ip", func(r *Record) *netip.Addr { return &r.ClientIP }),
		vended.Port("client_port", func(r *Record) *uint16 { return &r.ClientPort }).InOtherLogs(),
		vended.Port("listener_port", func(r *Record) *uint16 { return &r.ListenerPort }),
		vended.Text("tls_protocol", func(r *Record) *tlslog.ProtocolName { return &r.TLSProtocol }),
		vended.Text("tls_cipher", func(r *Record) *tlslog.CipherName { return &r.TLSCipher }).InOtherLogs(),
		vended.Seconds("tls_handshake_latency", func(r *Record) *tlslog.Opt[time.Duration] { return &r.TLSHandshakeLatency }),
		vended.Text("leaf_client_cert_subject", func(r *Record) *string { return &r.LeafClientCertSubject }).InQuotes(),
		vended.Validity("leaf_client_cert_validity", func(r *Record) *tlslog.Validity { return &r.LeafClientCertValidity }),
		vended.Text("leaf_client_cert_serial_number", func(r *Record) *string { return &r.LeafClientCertSerialNumber }),
		vended.Text("tls_verify_status", func(r *Record) *VerifyStatus { return &r.TLSVerifyStatus }),
		vended.Text("conn_trace_id", func(r *Record) *string { return &r.ConnTraceID }).InOtherLogs(),
		vended.Text("tls_keyexchange", func(r *Record) *tlslog.KeyExchange { return &r.TLSKeyExchange }).InOtherLogs(),
		vended.Text("elb", func(r *Record) *string { return &r.ELB }).InOtherLogs(),
		vended.Addr("ip_address", func(r *Record) *netip.Addr { return &r.IPAddress }).InOtherLogs(),
	},
	Ordinary: ordinary,
	Extra:    func(r *Record) *string { return &r.Extra },
	Text:     func(r *Record) *string { return &r.text },
	Classify: classify,
	OtherLog: otherLog,
}
