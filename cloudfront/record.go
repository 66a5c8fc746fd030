package cloudfront

import (
	"net/netip"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// A Record is one entry of a connection log: one attempt of a viewer to
// connect to an edge server of CloudFront with mutual TLS. The zero value of a
// field means that the log does not say. A log has only the fields that were
// chosen for its delivery, always with eventTimestamp, connectionId and
// distributionId among them (schema of the delivery).
//
// Texts are as the log has them, not percent-decoded; see [PercentDecode].
//
// Records are comparable with ==. One that was read from JSON remembers its
// text if [Record.AppendJSON] would otherwise write other values, such as a
// string for a number; so two that tell the same can be unequal. Compare what
// [Record.Canonical] returns where only the values matter.
type Record struct {
	// EventTimestamp is when the connection was established or failed, in
	// UTC. AWS documents it as an ISO 8601 timestamp, and with an example in
	// milliseconds since 1970; both are read.
	EventTimestamp time.Time

	// ConnectionID is the opaque ID of the connection. It stands in the
	// distribution's access logs, too, as connection-id.
	ConnectionID string

	// ConnectionStatus is the outcome of the connection.
	ConnectionStatus ConnectionStatus

	// ClientIP and ClientPort are the viewer's end of the connection.
	ClientIP   netip.Addr
	ClientPort uint16

	// ServerIP is the address of CloudFront's edge server.
	ServerIP netip.Addr

	// DistributionID is the distribution, such as E2DX1SLDPK0123, and
	// DistributionTenantID the tenant in it, where there is one.
	DistributionID       string
	DistributionTenantID string

	// TLSProtocol and TLSCipher are the protocol and the cipher suite of the
	// connection, as written: TLSv1.3, TLS_AES_128_GCM_SHA256. Whether those
	// of a failed connection are to be trusted is not documented; at load
	// balancers they are not. [Record.Event] leaves them out.
	TLSProtocol tlslog.ProtocolName
	TLSCipher   tlslog.CipherName

	// TLSHandshakeDuration is how long the handshake took. The log has it in
	// milliseconds.
	TLSHandshakeDuration tlslog.Opt[time.Duration]

	// TLSSNI is the server name that the viewer asked for.
	TLSSNI string

	// ClientLeafCertSerialNumber is the serial number of the viewer's
	// certificate: bytes in hexadecimal with colons between them, of which
	// the first can be a 00 for the sign, as in 00:b1:43:ed:93:d2:d8:f3:9d.
	ClientLeafCertSerialNumber string

	// ClientLeafCertSubject and ClientLeafCertIssuer are the distinguished
	// names in the viewer's certificate, in OpenSSL's one-line form:
	// C=US, ST=WA, L=Seattle, O=Example, CN=client.example.com.
	ClientLeafCertSubject string
	ClientLeafCertIssuer  string

	// ClientLeafCertValidity is the validity of the viewer's certificate.
	ClientLeafCertValidity tlslog.Validity

	// ConnectionLogCustomData is what a Connection Function has written: free
	// text in UTF-8 of up to 800 bytes.
	ConnectionLogCustomData string

	// Timestamp is the field timestamp, as written. AWS lists it in the
	// schema of the delivery and does not document what it means.
	Timestamp string

	// Extra holds what the log says beyond these fields, as the text of a
	// JSON object: the members of a JSON record, or the columns of a row,
	// that have other names than AWS's. Of a row without names it is what
	// stands behind the last field, as written.
	Extra string

	// text is the JSON object that the record was read from, if AppendJSON
	// would write other values.
	text string
}

// Canonical returns r without the memory of how it was written.
func (r Record) Canonical() Record {
	r.text = ""
	return r
}

// Clone returns a copy of r that shares no memory with the log it was read
// from, so that keeping it does not keep a block of the log.
func (r Record) Clone() Record { return table.Clone(r) }
