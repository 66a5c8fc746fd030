package parquetlog

import (
	"net/netip"
	"time"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/tlslog"
)

// albTable has AWS's names in AWS's order, but for the validity of the
// certificate, which is in two columns.
var albTable = table[alb.Record]{
	record: "alb",
	format: "alb parquet",
	listed: albColumns(),
	names:  alb.FieldNames,
	extra:  func(r *alb.Record) *string { return &r.Extra },
	when:   func(r *alb.Record) time.Time { return r.Time },
}

func albColumns() []column[alb.Record] {
	type record = alb.Record
	return []column[record]{
		moment("time", func(r *record) *time.Time { return &r.Time }).or("timestamp").inOtherLogs(),
		addr("client_ip", func(r *record) *netip.Addr { return &r.ClientIP }),
		number("client_port", func(r *record) *uint16 { return &r.ClientPort }).inOtherLogs(),
		number("listener_port", func(r *record) *uint16 { return &r.ListenerPort }),
		word("tls_protocol", func(r *record) *tlslog.ProtocolName { return &r.TLSProtocol }),
		word("tls_cipher", func(r *record) *tlslog.CipherName { return &r.TLSCipher }).inOtherLogs(),
		seconds("tls_handshake_latency", func(r *record) *tlslog.Opt[time.Duration] { return &r.TLSHandshakeLatency }),
		word("leaf_client_cert_subject", func(r *record) *string { return &r.LeafClientCertSubject }),
		moment("leaf_client_cert_not_before", func(r *record) *time.Time { return &r.LeafClientCertValidity.NotBefore }),
		moment("leaf_client_cert_not_after", func(r *record) *time.Time { return &r.LeafClientCertValidity.NotAfter }),
		word("leaf_client_cert_serial_number", func(r *record) *string { return &r.LeafClientCertSerialNumber }),
		word("tls_verify_status", func(r *record) *alb.VerifyStatus { return &r.TLSVerifyStatus }),
		text("conn_trace_id", func(r *record) *string { return &r.ConnTraceID }).inOtherLogs(),
		word("tls_keyexchange", func(r *record) *tlslog.KeyExchange { return &r.TLSKeyExchange }).inOtherLogs(),
		word("elb", func(r *record) *string { return &r.ELB }).inOtherLogs(),
		addr("ip_address", func(r *record) *netip.Addr { return &r.IPAddress }).inOtherLogs(),
		word("extra", func(r *record) *string { return &r.Extra }).inOtherLogs(),
		validity("leaf_client_cert_validity", func(r *record) *tlslog.Validity { return &r.LeafClientCertValidity }),
	}
}
