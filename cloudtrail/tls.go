package cloudtrail

import "github.com/awstls/awstls/tlslog"

// A TLSView is what an event tells of the TLS connection that its call came
// over.
type TLSView struct {
	// Evidence says where the next four fields come from, or why they are
	// zero.
	Evidence tlslog.Evidence

	// Version is the negotiated protocol.
	Version tlslog.Version

	// CipherSuite is the negotiated cipher suite, and CipherName its name as
	// written, which is set for unknown suites, too.
	CipherSuite tlslog.CipherSuite
	CipherName  tlslog.CipherName

	// KeyExchange is the group of the key exchange in its canonical
	// spelling.
	KeyExchange tlslog.KeyExchange

	// ServerName is the host that the client asked for.
	ServerName string
}

// TLS returns what r tells of the TLS connection.
//
// Where TLSDetails has neither version nor cipher suite nor key exchange, TLS
// takes the cipher suite from AdditionalEventData, where S3 logs it, and says
// [tlslog.EvidenceInferred]. The version then is TLS 1.3 if the suite is one of
// TLS 1.3, and is not known otherwise, since suites of TLS 1.2 are used with
// several versions.
//
// Where there is no cipher suite either, the evidence says why, as far as it is
// known:
//
//   - [tlslog.EvidenceNotRecorded] for network activity events, Insights
//     events, aggregated events and events of the type AwsServiceEvent, none
//     of which ever has TLS details;
//   - [tlslog.EvidenceService] if an AWS service made the call (InvokedBy);
//   - [tlslog.EvidencePlaintext] if the event context says that the call came
//     without TLS: aws:SecureTransport is false;
//   - [tlslog.EvidenceConsole] for calls from the AWS Management Console;
//   - else [tlslog.EvidenceNone]. Some services never log TLS details
//     (observed).
func (r Record) TLS() TLSView { return tlsView(&r) }

func tlsView(r *Record) TLSView {
	d := &r.TLSDetails
	v := TLSView{ServerName: d.ClientProvidedHostHeader}
	if d.TLSVersion != "" || d.CipherSuite != "" || d.KeyExchange != "" {
		v.Evidence = tlslog.EvidenceLogged
		v.Version = d.TLSVersion.Version()
		v.CipherSuite = d.CipherSuite.CipherSuite()
		v.CipherName = d.CipherSuite
		v.KeyExchange = tlslog.ParseKeyExchange(string(d.KeyExchange))
		return v
	}
	if r.AdditionalEventData != "" {
		if name, _ := r.AdditionalEventData.Member("CipherSuite").Text(); name != "" {
			v.Evidence = tlslog.EvidenceInferred
			v.CipherName = tlslog.CipherName(name)
			v.CipherSuite = v.CipherName.CipherSuite()
			if isTLS13(v.CipherSuite) {
				v.Version = tlslog.VersionTLS13
			}
			return v
		}
	}
	v.Evidence = whyNoTLS(r)
	return v
}

// whyNoTLS returns why r has no TLS details.
func whyNoTLS(r *Record) tlslog.Evidence {
	switch r.EventCategory {
	case CategoryNetworkActivity, CategoryInsight, CategoryAggregated:
		return tlslog.EvidenceNotRecorded
	}
	switch r.EventType {
	case EventTypeVPCEndpointEvent, "AwsVpceEvents", EventTypeInsight, EventTypeAggregatedEvent, EventTypeServiceEvent:
		return tlslog.EvidenceNotRecorded
	}
	switch {
	case r.UserIdentity.InvokedBy != "":
		return tlslog.EvidenceService
	case r.insecureTransport():
		return tlslog.EvidencePlaintext
	case r.fromConsole():
		return tlslog.EvidenceConsole
	}
	return tlslog.EvidenceNone
}

// insecureTransport reports whether the event context says that the call came
// without TLS.
func (r *Record) insecureTransport() bool {
	if r.EventContext.RequestContext == "" {
		return false
	}
	value, _ := r.EventContext.RequestContext.Member("aws:SecureTransport").Text()
	return value == "false"
}

// fromConsole reports whether the call came through the console.
func (r *Record) fromConsole() bool {
	return r.SessionCredentialFromConsole.Or(false) ||
		r.UserIdentity.SessionContext.Attributes.SessionCredentialFromConsole.Or(false) ||
		r.EventType == EventTypeConsoleAction || r.EventType == EventTypeConsoleSignIn
}

// isTLS13 reports whether c is a cipher suite of TLS 1.3, which has the code
// points 0x1301 to 0x1305 (RFC 8446, appendix B.4).
func isTLS13(c tlslog.CipherSuite) bool { return 0x1301 <= c && c <= 0x1305 }
