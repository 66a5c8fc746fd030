package networkfirewall

import (
	"net/netip"
	"strings"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// A Record is one entry of a TLS log: an error that Network Firewall met when
// it inspected an outbound TLS connection, or the result of checking whether
// the server's certificate was revoked. The zero value of a field means that
// the log does not say.
//
// Records are comparable with ==. A record that was read keeps its text if
// [Record.AppendJSON] would spell a value in another way than the text does,
// such as a port that is a number. Two records are equal if all their fields
// are equal, and either neither keeps a text or both keep the same, byte for
// byte. So the order of members and the white space between them count only
// in texts that are kept. Compare what [Record.Canonical] returns where only
// the values matter.
type Record struct {
	// FirewallName is the name of the firewall.
	FirewallName string

	// AvailabilityZone is the zone of the firewall endpoint that the
	// connection came through, such as us-east-1d.
	AvailabilityZone string

	// EventTimestamp is when the log entry was created, in UTC and whole
	// seconds. In all published records it is Timestamp without its
	// fraction.
	EventTimestamp time.Time

	// Timestamp is when the error or the check happened, in UTC and with
	// microseconds. AWS's name is event.timestamp.
	Timestamp time.Time

	// SrcIP and SrcPort are the client, within the VPC; DestIP and DestPort
	// are the server.
	SrcIP    netip.Addr
	SrcPort  uint16
	DestIP   netip.Addr
	DestPort uint16

	// SNI is the server name that the client asked for. NoSNI means that
	// the client hello has none, for which the log writes "-"; SNI is then
	// empty.
	SNI   string
	NoSNI bool

	// TLSError and RevocationCheck tell what this record is about. Every
	// published record has exactly one of them; both may be there.
	TLSError        tlslog.Opt[TLSError]
	RevocationCheck tlslog.Opt[RevocationCheck]

	// Extra holds what the log says beyond these fields: a JSON object of
	// the record's own shape with the members that are not known, such as
	// {"event":{"new":1}}. It is empty if there are none. Where an alert
	// record carries a TLS error, the facts of the alert are here.
	Extra string

	// text is the JSON that the record was read from, if AppendJSON would
	// write a value of it in another way.
	text string
}

// A TLSError is an error in a TLS connection that Network Firewall inspected.
// The firewall resets such a connection (documented).
type TLSError struct {
	// ErrorMessage is the error in Network Firewall's words. [TLSError.Kind]
	// tells the known ones apart. Parts of it come from the client and from
	// the server's certificate.
	ErrorMessage string
}

// A RevocationCheck is the result of asking whether the certificate of a
// server was revoked, and what the firewall did about it.
type RevocationCheck struct {
	// LeafCertFPR is the fingerprint of the server's certificate. AWS does
	// not document its algorithm and encoding, and has published no real
	// one.
	LeafCertFPR string

	// Status is the result.
	Status RevocationStatus

	// Action is what the firewall's TLS inspection configuration asks for
	// in the case of this status.
	Action Action
}

// Canonical returns r without the text that it keeps of what it was read from.
// Two records are equal in canonical form exactly if all their fields are.
func (r Record) Canonical() Record {
	r.text = ""
	return r
}

// Clone returns a copy of r that shares no memory with the log it was read
// from, so that keeping it does not keep a block of the log.
func (r Record) Clone() Record {
	if e, ok := r.TLSError.Get(); ok {
		e.ErrorMessage = strings.Clone(e.ErrorMessage)
		r.TLSError = tlslog.Some(e)
	}
	if c, ok := r.RevocationCheck.Get(); ok {
		c.LeafCertFPR = strings.Clone(c.LeafCertFPR)
		c.Status = RevocationStatus(strings.Clone(string(c.Status)))
		c.Action = Action(strings.Clone(string(c.Action)))
		r.RevocationCheck = tlslog.Some(c)
	}
	for _, s := range []*string{&r.FirewallName, &r.AvailabilityZone, &r.SNI, &r.Extra, &r.text} {
		*s = strings.Clone(*s)
	}
	return r
}
