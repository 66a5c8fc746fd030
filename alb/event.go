package alb

import "github.com/awstls/awstls/tlslog"

// Event returns r in the shared vocabulary. It returns false if r has neither
// a time nor a status nor a client, as the zero Record.
//
// Protocol, cipher suite and key exchange are those of a handshake that
// succeeded. Those of any other are left out, since nothing was negotiated; see
// [tlslog.EvidenceFailed]. What Event cannot carry is Extra.
func (r Record) Event() (tlslog.Event, bool) {
	e := tlslog.Event{
		Source:            tlslog.SourceALB,
		Time:              r.Time,
		ID:                r.ConnTraceID,
		Resource:          r.ELB,
		ClientIP:          r.ClientIP,
		ClientPort:        r.ClientPort,
		ServerIP:          r.IPAddress,
		ServerPort:        r.ListenerPort,
		HandshakeDuration: r.TLSHandshakeLatency,
		Result:            r.TLSVerifyStatus.Result(),
		Code:              string(r.TLSVerifyStatus.FailureCode()),
		Certificate:       r.certificate(),
	}
	switch {
	case e.Result == tlslog.ResultFailure:
		e.Evidence = tlslog.EvidenceFailed
		e.Reason = tlslog.ReasonOther
		if e.Code != "" {
			e.Reason = FailureCode(e.Code).Reason()
		}
	case e.Result == tlslog.ResultSuccess:
		e.Evidence = tlslog.EvidenceLogged
		e.Version = r.TLSProtocol.Version()
		e.CipherSuite = r.TLSCipher.CipherSuite()
		e.CipherName = r.TLSCipher
		e.KeyExchange = tlslog.ParseKeyExchange(string(r.TLSKeyExchange))
	case r.TLSVerifyStatus == "" && r.TLSProtocol == "" && r.ListenerPort != 0:
		// A listener without TLS. A record without the listener's port comes
		// from rows with chosen columns, and says nothing.
		e.Evidence = tlslog.EvidencePlaintext
	}
	return e, !r.Time.IsZero() || r.TLSVerifyStatus != "" || r.ClientIP.IsValid()
}

func (r Record) certificate() tlslog.Certificate {
	c := tlslog.Certificate{
		Subject:  r.LeafClientCertSubject,
		Serial:   r.LeafClientCertSerialNumber,
		Validity: r.LeafClientCertValidity,
	}
	if c != (tlslog.Certificate{}) {
		c.Holder = tlslog.HolderClient
	}
	return c
}

// FromEvent returns the record that a load balancer would have written for e.
// It returns false for an event of Network Firewall or CloudTrail, which is
// not about a client's connection to a load balancer or the like, and for one
// that does not say how a connection with TLS ended, which a record must.
//
// A failure for which load balancers have no code becomes
// [UnmappedConnectionError]. A record has no place for an event's account and
// region, its server name, its message and action, nor for the issuer and the
// fingerprint of its certificate. The record of an event that comes from
// another source than a load balancer has no ELB.
func FromEvent(e tlslog.Event) (Record, bool) {
	switch e.Source {
	case tlslog.SourceNetworkFirewall, tlslog.SourceCloudTrail:
		return Record{}, false
	}
	if e.Result == tlslog.ResultUnknown {
		// A record without a status is of a listener without TLS.
		if e.Evidence != tlslog.EvidencePlaintext || e.ServerPort == 0 {
			return Record{}, false
		}
		e.Version, e.CipherSuite, e.CipherName, e.KeyExchange = 0, 0, "", ""
	}
	r := Record{
		Time:                e.Time,
		ClientIP:            e.ClientIP,
		ClientPort:          e.ClientPort,
		ListenerPort:        e.ServerPort,
		TLSProtocol:         e.Version.ProtocolName(),
		TLSCipher:           e.CipherName,
		TLSHandshakeLatency: e.HandshakeDuration,
		TLSVerifyStatus:     VerifyStatus(failures.StatusOf(e, tlslog.SourceALB, UnmappedConnectionError)),
		ConnTraceID:         e.ID,
		TLSKeyExchange:      e.KeyExchange,
		IPAddress:           e.ServerIP,
	}
	if r.TLSCipher == "" {
		r.TLSCipher = tlslog.CipherName(e.CipherSuite.OpenSSLName())
	}
	if e.Certificate.Holder == tlslog.HolderClient {
		r.LeafClientCertSubject = e.Certificate.Subject
		r.LeafClientCertValidity = e.Certificate.Validity
		r.LeafClientCertSerialNumber = e.Certificate.Serial
	}
	if e.Source == tlslog.SourceALB {
		r.ELB = e.Resource
	}
	return r, true
}
