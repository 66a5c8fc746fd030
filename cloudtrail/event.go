package cloudtrail

import (
	"cmp"

	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// Event returns r in the shared vocabulary. It returns false for what is not
// about one call: Insights events, aggregated events, and a record that has
// neither a time nor a name nor an ID, as the zero Record.
//
// A call failed if the event has an error code or an error message, or if it is
// a ConsoleLogin whose response says so. The principal is the ARN of the
// identity, or its principal ID, or else the service that made the call. The
// resource is the first one's ARN or ARN prefix. Where the TLS fields come from
// says [Record.TLS].
func (r Record) Event() (tlslog.Event, bool) {
	switch r.EventCategory {
	case CategoryInsight, CategoryAggregated:
		return tlslog.Event{}, false
	}
	switch r.EventType {
	case EventTypeInsight, EventTypeAggregatedEvent:
		return tlslog.Event{}, false
	}
	if r.EventTime.IsZero() && r.EventName == "" && r.EventID == "" {
		return tlslog.Event{}, false
	}
	view := tlsView(&r)
	u := &r.UserIdentity
	e := tlslog.Event{
		Source:           tlslog.SourceCloudTrail,
		Time:             r.EventTime,
		ID:               r.EventID,
		Account:          r.RecipientAccountID,
		Region:           r.AWSRegion,
		ClientIP:         r.SourceIPAddress.IP(),
		ServerName:       view.ServerName,
		Evidence:         view.Evidence,
		Version:          view.Version,
		CipherSuite:      view.CipherSuite,
		CipherName:       view.CipherName,
		KeyExchange:      view.KeyExchange,
		Result:           tlslog.ResultSuccess,
		Code:             string(r.ErrorCode),
		Message:          r.ErrorMessage,
		Service:          r.EventSource,
		Operation:        r.EventName,
		Principal:        cmp.Or(u.ARN, u.PrincipalID, u.InvokedBy),
		PrincipalAccount: u.AccountID,
		UserAgent:        r.UserAgent,
	}
	if !e.ClientIP.IsValid() {
		e.ClientHost = string(r.SourceIPAddress)
	}
	if r.Resources != "" {
		first := r.Resources.First()
		e.Resource = cmp.Or(first.ARN, first.ARNPrefix)
	}
	switch {
	case r.EventName == consoleLogin && r.loginFailed():
		e.Result = tlslog.ResultFailure
		e.Reason = tlslog.ReasonAuthenticationFailed
	case r.ErrorCode != "":
		e.Result = tlslog.ResultFailure
		e.Reason = r.ErrorCode.Reason()
	case r.ErrorMessage != "":
		e.Result = tlslog.ResultFailure
		e.Reason = tlslog.ReasonOther
	}
	return e, true
}

// consoleLogin is the name of the event of a sign-in to the console. Its
// response is {"ConsoleLogin":"Failure"} or {"ConsoleLogin":"Success"}
// (documented in "AWS Management Console sign-in events").
const consoleLogin = "ConsoleLogin"

// loginFailed reports whether the response says that the sign-in failed.
func (r *Record) loginFailed() bool {
	outcome, _ := r.ResponseElements.Member(consoleLogin).Text()
	return outcome == "Failure"
}

// FromEvent returns a record that tells what e does. It returns false for an
// event about a connection: one of the other three sources, or one without a
// source that names no operation.
//
// The record has the fields that an event has a place for, and neither an
// eventVersion nor a type or category. A cipher suite that was inferred is put
// where S3 logs it. A failure without a code gets the code of its reason if API
// calls have one, and a message if it would show in nothing else. There is no
// place for a handshake's duration and a certificate, for ports, for the
// server's address and a firewall's action, nor for why there is no evidence
// of TLS, but for the console.
func FromEvent(e tlslog.Event) (Record, bool) {
	switch e.Source {
	case tlslog.SourceCloudTrail:
	case tlslog.SourceUnknown:
		if e.Operation == "" {
			return Record{}, false
		}
	default:
		return Record{}, false
	}
	r := Record{
		EventTime:          e.Time,
		EventID:            e.ID,
		RecipientAccountID: e.Account,
		AWSRegion:          e.Region,
		SourceIPAddress:    SourceAddress(e.ClientHost),
		UserIdentity:       UserIdentity{ARN: e.Principal, AccountID: e.PrincipalAccount},
		ErrorCode:          FailureCode(e.Code),
		ErrorMessage:       e.Message,
		EventSource:        e.Service,
		EventName:          e.Operation,
		UserAgent:          e.UserAgent,
		TLSDetails:         TLSDetails{ClientProvidedHostHeader: e.ServerName},
	}
	if e.ClientIP.IsValid() {
		r.SourceIPAddress = SourceAddress(e.ClientIP.String())
	}
	if e.Resource != "" {
		r.Resources = ResourcesOf(Resource{ARN: e.Resource})
	}
	if e.Result == tlslog.ResultFailure && e.Code == "" {
		r.setFailure(e)
	}
	cipher := e.CipherName
	if cipher == "" {
		cipher = tlslog.CipherName(e.CipherSuite.OpenSSLName())
	}
	switch e.Evidence {
	case tlslog.EvidenceInferred:
		if cipher != "" {
			b := jsonscan.AppendString([]byte(`{"CipherSuite":`), string(cipher))
			r.AdditionalEventData = RawJSON(append(b, '}'))
		}
	case tlslog.EvidenceConsole:
		r.SessionCredentialFromConsole = tlslog.Some(true)
	default:
		r.TLSDetails.TLSVersion = e.Version.ProtocolName()
		r.TLSDetails.CipherSuite = cipher
		r.TLSDetails.KeyExchange = e.KeyExchange
	}
	return r, true
}

// setFailure makes r tell that the call failed, as e does without a code.
func (r *Record) setFailure(e tlslog.Event) {
	if e.Operation == consoleLogin {
		r.ResponseElements = `{"ConsoleLogin":"Failure"}`
		return
	}
	r.ErrorCode, _ = FailureCodeOf(e.Reason)
	if r.ErrorCode == "" && r.ErrorMessage == "" {
		r.ErrorMessage = cmp.Or(e.Reason.Description(), "The call failed.")
	}
}
