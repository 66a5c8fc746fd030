package networkfirewall

import (
	"strconv"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// The words of Suricata that Event looks at.
const (
	directionToServer = "to_server"
	directionToClient = "to_client"
	appProtoTLS       = "tls"
	verdictDrop       = "drop"
	alertBlocked      = "blocked"
	alertAllowed      = "allowed"
)

// saysTLS reports whether r says something of TLS.
func (r *AlertRecord) saysTLS() bool {
	return r.TLS != TLS{} || r.AppProto == appProtoTLS || !r.TLSInspected.IsZero() || r.SNI != "" || r.NoSNI
}

// Event returns r in the shared vocabulary. It returns false if r says nothing
// of TLS, as the zero AlertRecord.
//
// The client is the source of the packet, unless the direction is to_client.
// A dropped packet is a failure: a rule refused the connection, or cut it. The
// verdict tells that, or the alert's action where there is none. Traffic that
// was let through and that the firewall had decrypted is a success. For all
// else the result is unknown, since a rule can match before the handshake is
// completed.
//
// The ID of the event is the flow's, its Message is the rule's. What Event
// cannot carry are the other facts of the rule, the fingerprints of the
// hellos, AWSCategory and Extra.
func (r AlertRecord) Event() (tlslog.Event, bool) {
	e := tlslog.Event{
		Source:      tlslog.SourceNetworkFirewall,
		Time:        r.Timestamp,
		Region:      r.AvailabilityZone,
		Resource:    r.FirewallName,
		ClientIP:    r.SrcIP,
		ClientPort:  r.SrcPort,
		ServerIP:    r.DestIP,
		ServerPort:  r.DestPort,
		ServerName:  r.TLS.SNI,
		Version:     r.TLS.Version.Version(),
		Action:      r.Verdict.Action,
		Message:     r.Alert.Signature,
		Certificate: r.TLS.certificate(),
	}
	if r.Direction == directionToClient {
		e.ClientIP, e.ClientPort, e.ServerIP, e.ServerPort = e.ServerIP, e.ServerPort, e.ClientIP, e.ClientPort
	}
	if r.FlowID != 0 {
		e.ID = strconv.FormatUint(r.FlowID, 10)
	}
	if e.ServerName == "" {
		e.ServerName = r.SNI
	}
	if e.Version != 0 {
		e.Evidence = tlslog.EvidenceLogged
	}
	if e.Action == "" {
		e.Action = r.Alert.Action
	}
	switch {
	case e.Action == verdictDrop || e.Action == alertBlocked:
		e.Result = tlslog.ResultFailure
		e.Reason = tlslog.ReasonConnectionRefused
	case r.TLSInspected.Or(false):
		e.Result = tlslog.ResultSuccess
	}
	return e, r.saysTLS()
}

func (t TLS) certificate() tlslog.Certificate {
	c := tlslog.Certificate{
		Subject:     t.Subject,
		Issuer:      t.IssuerDN,
		Serial:      t.Serial,
		Validity:    t.Validity,
		Fingerprint: t.Fingerprint,
	}
	if c != (tlslog.Certificate{}) {
		c.Holder = tlslog.HolderServer
	}
	return c
}

// AlertFromEvent returns the alert record that Network Firewall would have
// written for e. It returns false for an event of another source, and for one
// of a TLS record; see [FromEvent].
//
// A record has no place for an event's account, cipher suite and code. The
// client becomes the source. EventTimestamp becomes the second of the event's
// Time.
func AlertFromEvent(e tlslog.Event) (AlertRecord, bool) {
	if e.Source != tlslog.SourceNetworkFirewall || e.Evidence == tlslog.EvidenceNotRecorded {
		return AlertRecord{}, false
	}
	r := AlertRecord{
		FirewallName:     e.Resource,
		AvailabilityZone: e.Region,
		EventTimestamp:   e.Time.Truncate(time.Second),
		Timestamp:        e.Time,
		EventType:        eventTypeAlert,
		SrcIP:            e.ClientIP,
		SrcPort:          e.ClientPort,
		DestIP:           e.ServerIP,
		DestPort:         e.ServerPort,
		Proto:            "TCP",
		AppProto:         appProtoTLS,
		Direction:        directionToServer,
		Alert:            Alert{Action: alertAllowed, Signature: e.Message},
		TLS: TLS{
			SNI:         e.ServerName,
			Version:     protocolName(e.Version),
			Subject:     e.Certificate.Subject,
			IssuerDN:    e.Certificate.Issuer,
			Serial:      e.Certificate.Serial,
			Fingerprint: e.Certificate.Fingerprint,
			Validity:    e.Certificate.Validity,
		},
	}
	r.FlowID, _ = strconv.ParseUint(e.ID, 10, 64)
	switch e.Result {
	case tlslog.ResultFailure:
		r.Alert.Action = alertBlocked
	case tlslog.ResultSuccess:
		r.TLSInspected = tlslog.Some(true)
	}
	switch {
	case e.Action == "" && e.Result != tlslog.ResultFailure:
		r.Alert.Action = "" // the event does not say
	case e.Action != r.Alert.Action:
		r.Verdict.Action = e.Action
	}
	return r, true
}

// protocolName returns v as Suricata spells it: in the words of crypto/tls,
// but for TLS 1.0.
func protocolName(v tlslog.Version) tlslog.ProtocolName {
	if v == tlslog.VersionTLS10 {
		return "TLSv1"
	}
	return tlslog.ProtocolName(v.String())
}
