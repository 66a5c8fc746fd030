package cloudfront

import "github.com/awstls/awstls/internal/vended"

// ordinary reads a record that is as AWS writes nearly all of them; see
// [vended.Cursor]. What it reads the table reads, too, to the same record.
func ordinary(r *Record, c vended.Cursor) vended.Cursor {
	c = c.EpochMillis("eventTimestamp", &r.EventTimestamp)
	c = c.Text("connectionId", &r.ConnectionID)
	c = c.Text("connectionStatus", (*string)(&r.ConnectionStatus))
	c = c.ExpandedAddr("clientIp", &r.ClientIP)
	c = c.Port("clientPort", &r.ClientPort)
	c = c.ExpandedAddr("serverIp", &r.ServerIP)
	c = c.Text("distributionId", &r.DistributionID)
	c = c.Text("distributionTenantId", &r.DistributionTenantID)
	c = c.Text("tlsProtocol", (*string)(&r.TLSProtocol))
	c = c.Text("tlsCipher", (*string)(&r.TLSCipher))
	c = c.Millis("tlsHandshakeDuration", &r.TLSHandshakeDuration)
	c = c.Text("tlsSni", &r.TLSSNI)
	c = c.Text("clientLeafCertSerialNumber", &r.ClientLeafCertSerialNumber)
	c = c.Text("clientLeafCertSubject", &r.ClientLeafCertSubject)
	c = c.Text("clientLeafCertIssuer", &r.ClientLeafCertIssuer)
	c = c.Validity("clientLeafCertValidity", &r.ClientLeafCertValidity)
	c = c.Text("connectionLogCustomData", &r.ConnectionLogCustomData)
	r.Timestamp, r.Extra, r.text = "", "", ""
	return c
}
