package cloudfront

import "github.com/awstls/awstls/tlslog"

// Event returns r in the shared vocabulary. It returns false if r has neither
// a time nor a status nor an ID, as the zero Record.
//
// Protocol and cipher suite are those of a connection that succeeded. Those of
// one whose status is missing or not known are left out, for it may have failed;
// so are those of one that failed, see
// [tlslog.EvidenceFailed]. AWS does not document whether they are those of the
// attempt, and those of load balancers are not (observed). No failure comes
// after a completed handshake: Connection Functions, too, run within it, and
// it is completed or terminated as they decide (documented in the developer
// guide, "Associate a CloudFront Connection Function").
//
// What Event cannot carry are DistributionTenantID, Timestamp and Extra.
func (r Record) Event() (tlslog.Event, bool) {
	e := tlslog.Event{
		Source:            tlslog.SourceCloudFront,
		Time:              r.EventTimestamp,
		ID:                r.ConnectionID,
		Resource:          r.DistributionID,
		ClientIP:          r.ClientIP,
		ClientPort:        r.ClientPort,
		ServerIP:          r.ServerIP,
		ServerName:        r.TLSSNI,
		HandshakeDuration: r.TLSHandshakeDuration,
		Result:            r.ConnectionStatus.Result(),
		Code:              string(r.ConnectionStatus.FailureCode()),
		Message:           r.ConnectionLogCustomData,
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
	}
	return e, !r.EventTimestamp.IsZero() || r.ConnectionStatus != "" || r.ConnectionID != ""
}

func (r Record) certificate() tlslog.Certificate {
	c := tlslog.Certificate{
		Subject:  r.ClientLeafCertSubject,
		Issuer:   r.ClientLeafCertIssuer,
		Serial:   r.ClientLeafCertSerialNumber,
		Validity: r.ClientLeafCertValidity,
	}
	if c != (tlslog.Certificate{}) {
		c.Holder = tlslog.HolderClient
	}
	return c
}

// FromEvent returns the record that CloudFront would have written for e. It
// returns false for an event of Network Firewall or CloudTrail, which is not
// about a client's connection to a distribution or the like.
//
// A failure for which CloudFront has no code becomes
// [UnmappedConnectionError]. A record has no place for an event's account,
// region, server port, key exchange and action, nor for the fingerprint of its
// certificate. Names and serial numbers of a certificate keep the form of
// their source. The record of an event that comes from another source than
// CloudFront has no DistributionID.
func FromEvent(e tlslog.Event) (Record, bool) {
	switch e.Source {
	case tlslog.SourceNetworkFirewall, tlslog.SourceCloudTrail:
		return Record{}, false
	}
	r := Record{
		EventTimestamp:          e.Time,
		ConnectionID:            e.ID,
		ConnectionStatus:        ConnectionStatus(failures.StatusOf(e, tlslog.SourceCloudFront, UnmappedConnectionError)),
		ClientIP:                e.ClientIP,
		ClientPort:              e.ClientPort,
		ServerIP:                e.ServerIP,
		TLSProtocol:             e.Version.ProtocolName(),
		TLSCipher:               e.CipherName,
		TLSHandshakeDuration:    e.HandshakeDuration,
		TLSSNI:                  e.ServerName,
		ConnectionLogCustomData: e.Message,
	}
	if r.TLSCipher == "" {
		r.TLSCipher = tlslog.CipherName(e.CipherSuite.OpenSSLName())
	}
	if e.Certificate.Holder == tlslog.HolderClient {
		r.ClientLeafCertSubject = e.Certificate.Subject
		r.ClientLeafCertIssuer = e.Certificate.Issuer
		r.ClientLeafCertSerialNumber = e.Certificate.Serial
		r.ClientLeafCertValidity = e.Certificate.Validity
	}
	if e.Source == tlslog.SourceCloudFront {
		r.DistributionID = e.Resource
	}
	return r, true
}
