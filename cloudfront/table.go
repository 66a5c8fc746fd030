package cloudfront

import (
	"net/netip"
	"time"

	"github.com/awstls/awstls/internal/vended"
	"github.com/awstls/awstls/tlslog"
)

// table lists the fields of an entry in the order in which AWS documents them
// (developer guide for CloudFront, "Observability using connection logs"),
// and the one that only the schema of the delivery has.
//
// A new field of AWS's is one line here and one in [Record]. Until there is one
// in ordinary, too, records that have the field are read by way of this table,
// which takes longer.
var table = vended.Table[Record]{
	Format:    "cloudfront",
	MinValues: 17,
	Fields: []vended.Field[Record]{
		vended.EpochMillis("eventTimestamp", func(r *Record) *time.Time { return &r.EventTimestamp }),
		vended.Text("connectionId", func(r *Record) *string { return &r.ConnectionID }),
		vended.Text("connectionStatus", func(r *Record) *ConnectionStatus { return &r.ConnectionStatus }),
		vended.ExpandedAddr("clientIp", func(r *Record) *netip.Addr { return &r.ClientIP }),
		vended.Port("clientPort", func(r *Record) *uint16 { return &r.ClientPort }),
		vended.ExpandedAddr("serverIp", func(r *Record) *netip.Addr { return &r.ServerIP }),
		vended.Text("distributionId", func(r *Record) *string { return &r.DistributionID }),
		vended.Text("distributionTenantId", func(r *Record) *string { return &r.DistributionTenantID }),
		vended.Text("tlsProtocol", func(r *Record) *tlslog.ProtocolName { return &r.TLSProtocol }),
		vended.Text("tlsCipher", func(r *Record) *tlslog.CipherName { return &r.TLSCipher }),
		vended.Millis("tlsHandshakeDuration", func(r *Record) *tlslog.Opt[time.Duration] { return &r.TLSHandshakeDuration }),
		vended.Text("tlsSni", func(r *Record) *string { return &r.TLSSNI }),
		vended.Text("clientLeafCertSerialNumber", func(r *Record) *string { return &r.ClientLeafCertSerialNumber }),
		vended.Text("clientLeafCertSubject", func(r *Record) *string { return &r.ClientLeafCertSubject }),
		vended.Text("clientLeafCertIssuer", func(r *Record) *string { return &r.ClientLeafCertIssuer }),
		vended.Validity("clientLeafCertValidity", func(r *Record) *tlslog.Validity { return &r.ClientLeafCertValidity }),
		vended.Text("connectionLogCustomData", func(r *Record) *string { return &r.ConnectionLogCustomData }),
		vended.Text("timestamp", func(r *Record) *string { return &r.Timestamp }).NotDocumented().InOtherLogs(),
	},
	Ordinary: ordinary,
	Extra:    func(r *Record) *string { return &r.Extra },
	Text:     func(r *Record) *string { return &r.text },
	Classify: classify,
	OtherLog: otherLog,
	Certain:  certain,
}

// certain reports whether a row whose columns were taken to be in the
// documented order can be one. It looks at what no other column could be.
func certain(r *Record) bool {
	return !r.EventTimestamp.IsZero() && r.ConnectionID != "" &&
		(r.ConnectionStatus == "" || r.ConnectionStatus.Result() != tlslog.ResultUnknown) &&
		(r.TLSProtocol == "" || r.TLSProtocol.Version() != 0)
}
