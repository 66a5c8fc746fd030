// Package facts answers what more than one schema asks of an event and the
// event does not say in one field. It allocates nothing.
//
// Used by tlslog/ecs, tlslog/ocsf and tlslog/otel, so that they agree.
package facts

import "github.com/awstls/awstls/tlslog"

// IsCall reports whether e is an API call. Other events are connections.
func IsCall(e *tlslog.Event) bool {
	return e.Source == tlslog.SourceCloudTrail || e.Source == tlslog.SourceUnknown && e.Operation != ""
}

// IsAlert reports whether e is of an alert log of Network Firewall, whose
// Message is the name of a rule and whose ID is that of a flow. Events of its
// TLS logs are known by their Evidence.
func IsAlert(e *tlslog.Event) bool {
	return e.Source == tlslog.SourceNetworkFirewall && e.Evidence != tlslog.EvidenceNotRecorded
}

// Established reports whether a TLS handshake was completed, as far as e tells.
//
// Of a call it does if there are TLS details. A connection at a load balancer
// or CloudFront is established as it succeeds. Network Firewall resets a
// connection over which it logs a failure in a TLS log; its alerts can come
// before the handshake is completed, or long after.
func Established(e *tlslog.Event) tlslog.Opt[bool] {
	logged := e.Evidence == tlslog.EvidenceLogged || e.Evidence == tlslog.EvidenceInferred
	switch {
	case IsCall(e) && logged:
		return tlslog.Some(true)
	case e.Evidence == tlslog.EvidenceFailed:
		return tlslog.Some(false)
	case e.Evidence == tlslog.EvidencePlaintext, IsCall(e), IsAlert(e):
	case e.Source == tlslog.SourceNetworkFirewall:
		if e.Result == tlslog.ResultFailure {
			return tlslog.Some(false)
		}
	case e.Result == tlslog.ResultSuccess:
		return tlslog.Some(true)
	case e.Result == tlslog.ResultFailure:
		return tlslog.Some(false)
	}
	return tlslog.Opt[bool]{}
}

// Refused reports whether r is the decision of one who looked at the connection
// or the call and turned it down. For other reasons it could not be made.
func Refused(r tlslog.Reason) bool {
	switch r {
	case tlslog.ReasonNone, tlslog.ReasonConnectionError, tlslog.ReasonConnectionTimeout, tlslog.ReasonFunctionError,
		tlslog.ReasonInternalError, tlslog.ReasonUnmappedConnection, tlslog.ReasonThrottled, tlslog.ReasonOther:
		return false
	}
	return true
}

// IsZone reports whether an event's Region is an Availability Zone such as
// us-east-1a. The names of Regions end in a digit.
func IsZone(region string) bool {
	n := len(region)
	return n >= 2 && 'a' <= region[n-1] && region[n-1] <= 'z' && '0' <= region[n-2] && region[n-2] <= '9'
}

// Protocol returns the name and the number of a version apart, as the Elastic
// Common Schema and OpenTelemetry have them: tls and 1.2, ssl and 3. A version
// without a name has no protocol, and its number is 0x0305 or the like.
func Protocol(v tlslog.Version) (name, number string) {
	switch v {
	case tlslog.VersionTLS13:
		return "tls", "1.3"
	case tlslog.VersionTLS12:
		return "tls", "1.2"
	case tlslog.VersionTLS11:
		return "tls", "1.1"
	case tlslog.VersionTLS10:
		return "tls", "1.0"
	case tlslog.VersionSSL30:
		return "ssl", "3"
	case tlslog.VersionSSL20:
		return "ssl", "2"
	}
	return "", v.String()
}

// IANACipher returns IANA's name for the cipher suite of e, or "" if that is
// not known.
func IANACipher(e *tlslog.Event) string {
	if e.CipherSuite != 0 {
		return e.CipherSuite.IANAName()
	}
	return e.CipherName.CipherSuite().IANAName()
}

// LoggedCipher returns the cipher suite of e as the log spells it, or as
// OpenSSL does if e has no spelling, or its number if OpenSSL does not know it.
func LoggedCipher(e *tlslog.Event) string {
	if e.CipherName != "" {
		return string(e.CipherName)
	}
	if name := e.CipherSuite.OpenSSLName(); name != "" {
		return name
	}
	return e.CipherSuite.String()
}
