package parquetlog

import (
	"net/netip"
	"time"

	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/tlslog"
)

// cloudfrontTable has AWS's names in AWS's order, but for the validity of the
// certificate, which is in two columns.
var cloudfrontTable = table[cloudfront.Record]{
	record: "cloudfront",
	format: "cloudfront parquet",
	listed: cloudfrontColumns(),
	names:  cloudfront.FieldNames,
	extra:  func(r *cloudfront.Record) *string { return &r.Extra },
	when:   func(r *cloudfront.Record) time.Time { return r.EventTimestamp },
}

func cloudfrontColumns() []column[cloudfront.Record] {
	type record = cloudfront.Record
	return []column[record]{
		moment("eventTimestamp", func(r *record) *time.Time { return &r.EventTimestamp }),
		text("connectionId", func(r *record) *string { return &r.ConnectionID }),
		word("connectionStatus", func(r *record) *cloudfront.ConnectionStatus { return &r.ConnectionStatus }),
		addr("clientIp", func(r *record) *netip.Addr { return &r.ClientIP }),
		number("clientPort", func(r *record) *uint16 { return &r.ClientPort }),
		addr("serverIp", func(r *record) *netip.Addr { return &r.ServerIP }),
		word("distributionId", func(r *record) *string { return &r.DistributionID }),
		word("distributionTenantId", func(r *record) *string { return &r.DistributionTenantID }),
		word("tlsProtocol", func(r *record) *tlslog.ProtocolName { return &r.TLSProtocol }),
		word("tlsCipher", func(r *record) *tlslog.CipherName { return &r.TLSCipher }),
		millis("tlsHandshakeDuration", func(r *record) *tlslog.Opt[time.Duration] { return &r.TLSHandshakeDuration }),
		word("tlsSni", func(r *record) *string { return &r.TLSSNI }),
		word("clientLeafCertSerialNumber", func(r *record) *string { return &r.ClientLeafCertSerialNumber }),
		word("clientLeafCertSubject", func(r *record) *string { return &r.ClientLeafCertSubject }),
		word("clientLeafCertIssuer", func(r *record) *string { return &r.ClientLeafCertIssuer }),
		moment("clientLeafCertNotBefore", func(r *record) *time.Time { return &r.ClientLeafCertValidity.NotBefore }),
		moment("clientLeafCertNotAfter", func(r *record) *time.Time { return &r.ClientLeafCertValidity.NotAfter }),
		word("connectionLogCustomData", func(r *record) *string { return &r.ConnectionLogCustomData }),
		word("timestamp", func(r *record) *string { return &r.Timestamp }).inOtherLogs(),
		word("extra", func(r *record) *string { return &r.Extra }).inOtherLogs(),
		validity("clientLeafCertValidity", func(r *record) *tlslog.Validity { return &r.ClientLeafCertValidity }),
	}
}
