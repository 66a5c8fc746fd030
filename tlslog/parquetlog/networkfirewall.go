package parquetlog

import (
	"net/netip"
	"time"

	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// networkfirewallTable has the names of AWS's members, without event, and
// with the name of the object for those of tls_error and revocation_check.
var networkfirewallTable = table[networkfirewall.Record]{
	record: "networkfirewall",
	format: "networkfirewall parquet",
	listed: []column[networkfirewall.Record]{
		word("firewall_name", func(r *networkfirewall.Record) *string { return &r.FirewallName }),
		word("availability_zone", func(r *networkfirewall.Record) *string { return &r.AvailabilityZone }),
		moment("event_timestamp", func(r *networkfirewall.Record) *time.Time { return &r.EventTimestamp }),
		moment("timestamp", func(r *networkfirewall.Record) *time.Time { return &r.Timestamp }),
		addr("src_ip", func(r *networkfirewall.Record) *netip.Addr { return &r.SrcIP }),
		number("src_port", func(r *networkfirewall.Record) *uint16 { return &r.SrcPort }),
		addr("dest_ip", func(r *networkfirewall.Record) *netip.Addr { return &r.DestIP }),
		number("dest_port", func(r *networkfirewall.Record) *uint16 { return &r.DestPort }),
		word("sni", func(r *networkfirewall.Record) *string { return &r.SNI }),
		truth("no_sni", func(r *networkfirewall.Record) *bool { return &r.NoSNI }),
		member("tls_error_message", func(r *networkfirewall.Record) *tlslog.Opt[networkfirewall.TLSError] { return &r.TLSError },
			func(e *networkfirewall.TLSError) *string { return &e.ErrorMessage }),
		member("revocation_check_leaf_cert_fpr", revocationCheck,
			func(c *networkfirewall.RevocationCheck) *string { return &c.LeafCertFPR }),
		member("revocation_check_status", revocationCheck,
			func(c *networkfirewall.RevocationCheck) *networkfirewall.RevocationStatus { return &c.Status }),
		member("revocation_check_action", revocationCheck,
			func(c *networkfirewall.RevocationCheck) *networkfirewall.Action { return &c.Action }),
		word("extra", func(r *networkfirewall.Record) *string { return &r.Extra }).inOtherLogs(),
	},
	extra: func(r *networkfirewall.Record) *string { return &r.Extra },
	when:  func(r *networkfirewall.Record) time.Time { return r.Timestamp },
}

func revocationCheck(r *networkfirewall.Record) *tlslog.Opt[networkfirewall.RevocationCheck] {
	return &r.RevocationCheck
}

// member makes a column of a text in an object that can be absent. The text is
// null where the object is absent, and else is not.
func member[R any, O comparable, S ~string](name string, object func(*R) *tlslog.Opt[O], at func(*O) *S) column[R] {
	return column[R]{
		name: name,
		kind: kindWord,
		put: func(o *output, rec *R) bool {
			v, ok := object(rec).Get()
			if !ok {
				return o.null()
			}
			return o.anyText(string(*at(&v)))
		},
		set: func(rec *R, c *cell) error {
			v := object(rec).Or(*new(O))
			*at(&v) = S(c.text())
			*object(rec) = tlslog.Some(v)
			return nil
		},
	}
}

// truth makes a column of truth values that are never absent.
func truth[R any](name string, at func(*R) *bool) column[R] {
	return column[R]{
		name: name,
		kind: kindBool,
		put:  func(o *output, rec *R) bool { return o.bool(*at(rec)) },
		set: func(rec *R, c *cell) error {
			v, ok := c.bool()
			if !ok {
				return tlslog.ErrType
			}
			*at(rec) = v
			return nil
		},
	}
}

// alertTable has the names of AWS's members, without event, and with the name
// of the object for those within an object.
var alertTable = table[networkfirewall.AlertRecord]{
	record: "networkfirewall_alert",
	format: "networkfirewall alert parquet",
	listed: alertColumns(),
	extra:  func(r *networkfirewall.AlertRecord) *string { return &r.Extra },
	when:   func(r *networkfirewall.AlertRecord) time.Time { return r.Timestamp },
}

func alertColumns() []column[networkfirewall.AlertRecord] {
	type record = networkfirewall.AlertRecord
	return []column[record]{
		word("firewall_name", func(r *record) *string { return &r.FirewallName }),
		word("availability_zone", func(r *record) *string { return &r.AvailabilityZone }),
		moment("event_timestamp", func(r *record) *time.Time { return &r.EventTimestamp }),
		moment("timestamp", func(r *record) *time.Time { return &r.Timestamp }),
		word("event_type", func(r *record) *string { return &r.EventType }),
		addr("src_ip", func(r *record) *netip.Addr { return &r.SrcIP }),
		number("src_port", func(r *record) *uint16 { return &r.SrcPort }),
		addr("dest_ip", func(r *record) *netip.Addr { return &r.DestIP }),
		number("dest_port", func(r *record) *uint16 { return &r.DestPort }),
		word("proto", func(r *record) *string { return &r.Proto }),
		word("app_proto", func(r *record) *string { return &r.AppProto }),
		word("direction", func(r *record) *string { return &r.Direction }),
		word("pkt_src", func(r *record) *string { return &r.PktSrc }),
		number("flow_id", func(r *record) *uint64 { return &r.FlowID }),
		count("tx_id", func(r *record) *tlslog.Opt[uint64] { return &r.TxID }),
		word("alert_action", func(r *record) *string { return &r.Alert.Action }),
		number("alert_signature_id", func(r *record) *uint32 { return &r.Alert.SignatureID }),
		number("alert_rev", func(r *record) *uint32 { return &r.Alert.Rev }),
		word("alert_signature", func(r *record) *string { return &r.Alert.Signature }),
		word("alert_category", func(r *record) *string { return &r.Alert.Category }),
		number("alert_severity", func(r *record) *uint32 { return &r.Alert.Severity }),
		word("verdict_action", func(r *record) *string { return &r.Verdict.Action }),
		word("tls_sni", func(r *record) *string { return &r.TLS.SNI }),
		word("tls_version", func(r *record) *tlslog.ProtocolName { return &r.TLS.Version }),
		word("tls_subject", func(r *record) *string { return &r.TLS.Subject }),
		word("tls_issuerdn", func(r *record) *string { return &r.TLS.IssuerDN }),
		word("tls_serial", func(r *record) *string { return &r.TLS.Serial }),
		word("tls_fingerprint", func(r *record) *string { return &r.TLS.Fingerprint }),
		moment("tls_notbefore", func(r *record) *time.Time { return &r.TLS.Validity.NotBefore }),
		moment("tls_notafter", func(r *record) *time.Time { return &r.TLS.Validity.NotAfter }),
		flag("tls_session_resumed", func(r *record) *tlslog.Opt[bool] { return &r.TLS.SessionResumed }),
		word("tls_ja3_hash", func(r *record) *string { return &r.TLS.JA3.Hash }),
		word("tls_ja3_string", func(r *record) *string { return &r.TLS.JA3.String }),
		word("tls_ja3s_hash", func(r *record) *string { return &r.TLS.JA3S.Hash }),
		word("tls_ja3s_string", func(r *record) *string { return &r.TLS.JA3S.String }),
		word("tls_ja4", func(r *record) *string { return &r.TLS.JA4 }),
		flag("tls_inspected", func(r *record) *tlslog.Opt[bool] { return &r.TLSInspected }),
		word("sni", func(r *record) *string { return &r.SNI }),
		truth("no_sni", func(r *record) *bool { return &r.NoSNI }),
		word("aws_category", func(r *record) *networkfirewall.Categories { return &r.AWSCategory }),
		word("extra", func(r *record) *string { return &r.Extra }).inOtherLogs(),
	}
}
