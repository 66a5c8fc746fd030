package posture

import (
	"cmp"
	"net/netip"

	"github.com/awstls/awstls/tlslog"
)

// A Finding is a fault that Network Firewall found in outbound connections.
type Finding struct {
	Reason tlslog.Reason `json:"reason,omitzero"`

	// Code is the revocation status, REVOKED or UNKNOWN, and Action what the
	// firewall did.
	Code   string `json:"code,omitzero"`
	Action string `json:"action,omitzero"`

	// ServerName is the name that the client asked for. Where it is not that
	// of the server, Message has the names that the server presented.
	ServerName string `json:"server_name,omitzero"`
	Message    string `json:"message,omitzero"`

	// ClientIP is the client that asked for no name. It is set for
	// [tlslog.ReasonServerNameMissing] only; other faults are the server's.
	ClientIP netip.Addr `json:"client_ip,omitzero"`

	// Fingerprint is that of the server's certificate.
	Fingerprint string `json:"fingerprint,omitzero"`
}

// Egress returns what Network Firewall found, the most frequent first.
func (s *Summary) Egress() Table[Row[Finding]] { return list(&s.findings, byEvents, rowOf) }

func findingOf(e *tlslog.Event) Finding {
	f := Finding{
		Reason:      e.Reason,
		Code:        cut(e.Code),
		Action:      cut(e.Action),
		ServerName:  cut(e.ServerName),
		Message:     cut(e.Message),
		Fingerprint: cut(e.Certificate.Fingerprint),
	}
	if e.Reason == tlslog.ReasonServerNameMissing {
		f.ClientIP = cutAddr(e.ClientIP)
	}
	return f
}

func (f Finding) compare(o Finding) int {
	return cmp.Or(
		cmp.Compare(f.Reason, o.Reason),
		cmp.Compare(f.Code, o.Code),
		cmp.Compare(f.Action, o.Action),
		cmp.Compare(f.ServerName, o.ServerName),
		cmp.Compare(f.Message, o.Message),
		f.ClientIP.Compare(o.ClientIP),
		cmp.Compare(f.Fingerprint, o.Fingerprint),
	)
}

func (f Finding) fields(v visitor) Finding {
	return Finding{
		Reason:      number(v, f.Reason),
		Code:        text(v, f.Code),
		Action:      text(v, f.Action),
		ServerName:  text(v, f.ServerName),
		Message:     text(v, f.Message),
		ClientIP:    address(v, f.ClientIP),
		Fingerprint: text(v, f.Fingerprint),
	}
}
