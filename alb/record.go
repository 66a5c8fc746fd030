package alb

import (
	"net/netip"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// A Record is one entry of a connection log: one attempt of a client to
// connect to a node of a load balancer. The zero value of a field means that
// the log does not say, which it does not for most fields where the listener
// does not use TLS.
//
// Records are comparable with ==. Two that were read from lines which spell a
// value differently (0.5 and 0.500) or have different numbers of columns are
// not equal, so that [Record.AppendLine] can give each line back; compare
// what [Record.Canonical] returns where only the values matter.
type Record struct {
	// Time is when the load balancer established the connection or failed
	// to, in UTC and with microseconds. AWS's name is timestamp, in vended
	// logs time.
	Time time.Time

	// ClientIP and ClientPort are the client's end of the connection.
	ClientIP   netip.Addr
	ClientPort uint16

	// ListenerPort is the port of the load balancer's listener.
	ListenerPort uint16

	// TLSProtocol and TLSCipher are the protocol and the cipher suite used
	// in the handshake, as written: TLSv1.3, ECDHE-RSA-AES128-GCM-SHA256.
	// They are empty for a listener without TLS.
	//
	// Those of a failed connection are not to be trusted: the same refused
	// TLS 1.0 attempt was observed to be logged with TLSv1.2. [Record.Event]
	// leaves them out.
	TLSProtocol tlslog.ProtocolName
	TLSCipher   tlslog.CipherName

	// TLSHandshakeLatency is how long the handshake took. The log has it in
	// seconds with three decimals, and only for a completed handshake.
	TLSHandshakeLatency tlslog.Opt[time.Duration]

	// LeafClientCertSubject is the distinguished name of the client's
	// certificate, in the order and with the escapes of RFC 2253. It is as
	// written between the quotation marks: with backslashes, and with \x22
	// for a quotation mark, if that is how AWS writes one (inferred from
	// access logs).
	LeafClientCertSubject string

	// LeafClientCertValidity is the validity of the client's certificate.
	LeafClientCertValidity tlslog.Validity

	// LeafClientCertSerialNumber is its serial number in hexadecimal,
	// without separators: FEF257372D5C14D4. It can be longer than 64 bits.
	LeafClientCertSerialNumber string

	// TLSVerifyStatus is the outcome of the connection. It is empty if the
	// listener does not use TLS.
	TLSVerifyStatus VerifyStatus

	// ConnTraceID is the opaque ID of the connection. It stands in the load
	// balancer's access log, too. Logs have it since May 2024.
	ConnTraceID string

	// TLSKeyExchange is the key exchange of the handshake, as written.
	// Logs have it since November 2025.
	TLSKeyExchange tlslog.KeyExchange

	// ELB is the load balancer, as app/name/id. Logs have it since 2026.
	ELB string

	// IPAddress is the address of the load balancer's node. Logs have it
	// since 2026.
	IPAddress netip.Addr

	// Extra holds what the log says beyond these fields: the columns behind
	// the last of them, as written, with what stands between them. AWS adds
	// columns at the end, and writes "-" in a new one for some time before it
	// says what it means (documented). Where a vended log names its values it
	// is the text of a JSON object, with the members or columns that have
	// other names than AWS's.
	Extra string

	// text is the line or the JSON object that the record was read from, if
	// AppendLine would write it in another way, or AppendJSON other values.
	text string
}

// Canonical returns r without the memory of how its line was spelled.
func (r Record) Canonical() Record {
	r.text = ""
	return r
}

// Clone returns a copy of r that shares no memory with the log it was read
// from, so that keeping it does not keep a block of the log.
func (r Record) Clone() Record { return table.Clone(r) }
