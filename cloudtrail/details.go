package cloudtrail

import "github.com/awstls/awstls/tlslog"

// TLSDetails is what CloudTrail logs of the TLS connection that a call came
// over. The zero TLSDetails mean that the event has no such object; an object
// without any known member has an Extra of at least {}.
//
// Any member can be missing; the user guide of 2023 names the host as an
// example. CloudTrail logs no details for calls that an AWS service makes on
// somebody's behalf, and not always those of the AWS Management Console
// (documented).
type TLSDetails struct {
	// TLSVersion is the negotiated protocol: TLSv1.3, TLSv1.2, TLSv1.1, or
	// TLSv1 for TLS 1.0.
	TLSVersion tlslog.ProtocolName

	// CipherSuite is the negotiated cipher suite, by IANA's name for TLS 1.3
	// and by OpenSSL's before.
	CipherSuite tlslog.CipherName

	// ClientProvidedHostHeader is the host that the client asked for, mostly
	// the service's endpoint.
	ClientProvidedHostHeader string

	// KeyExchange is the group of the key exchange as written: x25519,
	// secp256r1, X25519MLKEM768. Logs have it since 2025.
	KeyExchange tlslog.KeyExchange

	// Extra is as in [UserIdentity].
	Extra RawJSON
}

// An Addendum says why an event comes late or again; see "CloudTrail record
// contents" in the user guide.
type Addendum struct {
	Reason            string // DELIVERY_DELAY, UPDATED_DATA or SERVICE_OUTAGE
	UpdatedFields     string // the names of the fields that were updated
	OriginalRequestID string
	OriginalEventID   string

	// Extra is as in [UserIdentity].
	Extra RawJSON
}

// EdgeDeviceDetails is the Snow device that a call was made to.
type EdgeDeviceDetails struct {
	Type         string
	SnowJobID    string
	DeviceID     string
	DeviceFamily string
	Attributes   RawJSON

	// Extra is as in [UserIdentity].
	Extra RawJSON
}

// EventContext holds what an event data store was asked to add to its events.
// Events of trails, of the event history and of EventBridge never have it
// (documented).
type EventContext struct {
	// RequestContext is an object of IAM global condition keys, such as
	// aws:SecureTransport, with strings or arrays as values.
	RequestContext RawJSON

	// TagContext is an object with the tags of the principal and of
	// resources.
	TagContext RawJSON

	// Extra is as in [UserIdentity].
	Extra RawJSON
}

// InsightDetails is what an Insights event tells of: the start or the end of
// unusual activity.
type InsightDetails struct {
	State       string // Start or End
	EventSource string
	EventName   string
	InsightType string // ApiCallRateInsight or ApiErrorRateInsight
	ErrorCode   FailureCode

	// InsightContext is an object with statistics and attributions. In the
	// attributions the literal string "null" stands for no error.
	InsightContext RawJSON

	// Extra is as in [UserIdentity].
	Extra RawJSON
}

func (d TLSDetails) clone() TLSDetails {
	cloneAll((*string)(&d.TLSVersion), (*string)(&d.CipherSuite), &d.ClientProvidedHostHeader,
		(*string)(&d.KeyExchange), (*string)(&d.Extra))
	return d
}

func (a Addendum) clone() Addendum {
	cloneAll(&a.Reason, &a.UpdatedFields, &a.OriginalRequestID, &a.OriginalEventID, (*string)(&a.Extra))
	return a
}

func (d EdgeDeviceDetails) clone() EdgeDeviceDetails {
	cloneAll(&d.Type, &d.SnowJobID, &d.DeviceID, &d.DeviceFamily, (*string)(&d.Attributes), (*string)(&d.Extra))
	return d
}

func (c EventContext) clone() EventContext {
	cloneAll((*string)(&c.RequestContext), (*string)(&c.TagContext), (*string)(&c.Extra))
	return c
}

func (d InsightDetails) clone() InsightDetails {
	cloneAll(&d.State, &d.EventSource, &d.EventName, &d.InsightType, (*string)(&d.ErrorCode),
		(*string)(&d.InsightContext), (*string)(&d.Extra))
	return d
}
