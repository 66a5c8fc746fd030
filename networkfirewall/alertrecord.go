package networkfirewall

import (
	"net/netip"
	"strings"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// An AlertRecord is one entry of an alert log: a rule of the firewall's policy
// that matched a packet, in the form of Suricata's EVE JSON. The zero value of
// a field means that the log does not say.
//
// AlertRecords are comparable with ==, in the same way as [Record] values: the
// text counts, byte for byte, where [AlertRecord.AppendJSON] would spell a
// value in another way than the text does. Compare what
// [AlertRecord.Canonical] returns where only the values matter.
type AlertRecord struct {
	// FirewallName is the name of the firewall.
	FirewallName string

	// AvailabilityZone is the zone of the firewall endpoint that the packet
	// came through, such as us-east-1d.
	AvailabilityZone string

	// EventTimestamp is when the log entry was created, in UTC and whole
	// seconds.
	EventTimestamp time.Time

	// Timestamp is when the rule matched, in UTC and with microseconds.
	// AWS's name is event.timestamp.
	Timestamp time.Time

	// EventType is "alert" in every record that an [AlertDecoder] yields.
	EventType string

	// SrcIP and SrcPort are where the packet came from, DestIP and DestPort
	// where it went to. The packet can be one of the server's; see
	// Direction.
	SrcIP    netip.Addr
	SrcPort  uint16
	DestIP   netip.Addr
	DestPort uint16

	// Proto is the transport protocol, such as TCP. AppProto is the protocol
	// above it as Suricata detected it, such as tls or http2.
	Proto    string
	AppProto string

	// Direction is to_server or to_client. Records of Suricata before 7 do
	// not have it.
	Direction string

	// PktSrc is how the packet came to the engine, such as
	// "geneve encapsulation".
	PktSrc string

	// FlowID is Suricata's number of the flow. The flow log has it, too.
	FlowID uint64

	// TxID is the number of the transaction in the flow, counting from 0.
	TxID tlslog.Opt[uint64]

	// Alert is the rule that matched.
	Alert Alert

	// Verdict is what was done with the packet.
	Verdict Verdict

	// TLS is what the handshake told up to the packet.
	TLS TLS

	// TLSInspected tells whether the firewall decrypted the traffic. Records
	// of traffic that it did not decrypt do not have it (documented).
	TLSInspected tlslog.Opt[bool]

	// SNI and NoSNI are event.sni, which AWS's definition of an Athena table
	// has for alerts. In published records the server name is in TLS.
	SNI   string
	NoSNI bool

	// AWSCategory is the categories of the server's URL or domain. The
	// documentation has it beside event, its examples have it within. If it
	// is in both places, the one in event counts.
	AWSCategory Categories

	// Extra holds what the log says beyond these fields: a JSON object of
	// the record's own shape with the members that are not known, such as
	// {"event":{"http":{…}}}. It is empty if there are none.
	Extra string

	// text is the JSON that the record was read from, if AppendJSON would
	// write a value of it in another way.
	text string
}

// An Alert tells of the rule that matched.
type Alert struct {
	// Action is allowed or blocked.
	Action string

	// SignatureID and Rev are the number and the revision of the rule.
	SignatureID uint32
	Rev         uint32

	// Signature is the message of the rule, Category its class.
	Signature string
	Category  string

	// Severity is from 1, the highest, to 255.
	Severity uint32
}

// A Verdict is what Suricata did with a packet.
type Verdict struct {
	// Action is drop, alert, accept or pass. Suricata writes drop for a
	// rejected connection, too.
	Action string
}

// A TLS is what Suricata knows of a handshake when it writes a record. Which
// of the fields there are depends on how far the handshake had come, and the
// JA3 and JA4 fingerprints on whether a rule asks for them.
type TLS struct {
	// SNI is the server name that the client asked for.
	SNI string

	// Version is the protocol as Suricata spells it: TLSv1, TLS 1.1,
	// TLS 1.2, TLS 1.3, or UNDETERMINED before the server has answered.
	Version tlslog.ProtocolName

	// Subject and IssuerDN are distinguished names in the server's
	// certificate, in the form C=US, O=…, CN=….
	Subject  string
	IssuerDN string

	// Serial is the serial number of the certificate in hexadecimal, with
	// colons.
	Serial string

	// Fingerprint is the SHA-1 hash of the certificate in hexadecimal, with
	// colons.
	Fingerprint string

	// Validity is the validity of the certificate. AWS's names are notbefore
	// and notafter.
	Validity tlslog.Validity

	// SessionResumed tells whether the handshake resumed an earlier session.
	SessionResumed tlslog.Opt[bool]

	// JA3 and JA3S are the fingerprints of the client's and the server's
	// hello.
	JA3  JA3
	JA3S JA3

	// JA4 is the JA4 fingerprint of the client's hello.
	JA4 string
}

// A JA3 is a fingerprint of a hello.
type JA3 struct {
	Hash   string // the MD5 hash of String in hexadecimal
	String string // the numbers in the hello
}

// Canonical returns r without the text that it keeps of what it was read from.
// Two records are equal in canonical form exactly if all their fields are.
func (r AlertRecord) Canonical() AlertRecord {
	r.text = ""
	return r
}

// Clone returns a copy of r that shares no memory with the log it was read
// from, so that keeping it does not keep a block of the log.
func (r AlertRecord) Clone() AlertRecord {
	for _, s := range []*string{
		&r.FirewallName, &r.AvailabilityZone, &r.EventType, &r.Proto, &r.AppProto,
		&r.Direction, &r.PktSrc, &r.Alert.Action, &r.Alert.Signature,
		&r.Alert.Category, &r.Verdict.Action, &r.TLS.SNI, (*string)(&r.TLS.Version),
		&r.TLS.Subject, &r.TLS.IssuerDN, &r.TLS.Serial, &r.TLS.Fingerprint,
		&r.TLS.JA3.Hash, &r.TLS.JA3.String, &r.TLS.JA3S.Hash, &r.TLS.JA3S.String,
		&r.TLS.JA4, &r.SNI, (*string)(&r.AWSCategory), &r.Extra, &r.text,
	} {
		*s = strings.Clone(*s)
	}
	return r
}
