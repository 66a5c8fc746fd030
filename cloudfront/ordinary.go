package cloudfront

import (
	"github.com/awstls/awstls/internal/vended"
	"github.com/awstls/awstls/tlslog"
)

// ordinary reads a record that is as AWS writes nearly all of them; see
// [vended.Cursor]. What it reads the table reads, too, to the same record.
func ordinary(r *Record, c vended.Cursor) vended.Cursor {
	r.EventTimestamp = c.EpochMillis("eventTimestamp")
	r.ConnectionID = c.Text("connectionId")
	r.ConnectionStatus = ConnectionStatus(c.Text("connectionStatus"))
	r.ClientIP = c.ExpandedAddr("clientIp")
	r.ClientPort = c.Port("clientPort")
	r.ServerIP = c.ExpandedAddr("serverIp")
	r.DistributionID = c.Text("distributionId")
	r.DistributionTenantID = c.Text("distributionTenantId")
	r.TLSProtocol = tlslog.ProtocolName(c.Text("tlsProtocol"))
	r.TLSCipher = tlslog.CipherName(c.Text("tlsCipher"))
	r.TLSHandshakeDuration = c.Millis("tlsHandshakeDuration")
	r.TLSSNI = c.Text("tlsSni")
	r.ClientLeafCertSerialNumber = c.Text("clientLeafCertSerialNumber")
	r.ClientLeafCertSubject = c.Text("clientLeafCertSubject")
	r.ClientLeafCertIssuer = c.Text("clientLeafCertIssuer")
	r.ClientLeafCertValidity = c.Validity("clientLeafCertValidity")
	r.ConnectionLogCustomData = c.Text("connectionLogCustomData")
	r.Timestamp, r.Extra, r.text = "", "", ""
	return c
}
