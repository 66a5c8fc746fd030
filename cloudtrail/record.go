package cloudtrail

import (
	"strings"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// A Record is one CloudTrail event, such as one call of an AWS API. It has
// every field of "CloudTrail record contents" in the user guide up to
// eventVersion 1.11, those that only Insights events and aggregated events
// have, and annotation, which only event data stores know.
//
// The zero value of a field means that the event does not say. No kind of
// event has all fields: network activity events have no user agent, Insights
// events no user identity, aggregated events no time.
//
// Records are comparable with ==. Two that were read from texts which spell a
// value differently, such as an absent and an empty string, are not equal, so
// that [Record.AppendJSON] can give each back; compare what [Record.Canonical]
// returns where only the values matter. Free-form parts are as they were
// written, white space included.
type Record struct {
	// EventVersion is the version of the format of this event.
	EventVersion EventVersion

	// UserIdentity is who made the call.
	UserIdentity UserIdentity

	// EventTime is when the call was completed, in UTC and with seconds.
	// Aggregated events have a TimeWindow in its place.
	EventTime time.Time

	// EventSource is the service that was called: s3.amazonaws.com.
	EventSource string

	// EventName is the operation of the service: GetObject.
	EventName string

	// AWSRegion is the Region that the call was made to.
	AWSRegion string

	// SourceIPAddress is where the call came from.
	SourceIPAddress SourceAddress

	// UserAgent is what the client says that it is, up to 1 KB. For calls
	// that AWS services make it is the service's DNS name or "AWS Internal".
	UserAgent string

	// ErrorCode and ErrorMessage are why the call failed, up to 1 KB each.
	// They are empty if it did not. Either can stand alone (observed).
	ErrorCode    FailureCode
	ErrorMessage string

	// RequestParameters and ResponseElements are the parameters of the call
	// and what it changed. They are absent where they are over 100 KB, and
	// often null.
	RequestParameters RawJSON
	ResponseElements  RawJSON

	// AdditionalEventData is what the service logs besides. Most S3 data
	// events have the cipher suite of the connection there; see [Record.TLS].
	AdditionalEventData RawJSON

	// RequestID is the service's ID for the call.
	RequestID string

	// EventID is the GUID of the event. The same event can be delivered
	// several times, with the same EventID. Its name in the log is eventID, in
	// aggregated events eventId; both are read in all.
	EventID string

	// ReadOnly says whether the operation is one that changes nothing.
	ReadOnly tlslog.Opt[bool]

	// Resources are the resources that the call touched.
	Resources Resources

	// EventType is the kind of thing that happened.
	EventType EventType

	// APIVersion is the version of the service's API.
	APIVersion string

	// ManagementEvent says whether this is a management event.
	ManagementEvent tlslog.Opt[bool]

	// RecipientAccountID is the account that the event was delivered to. It
	// can differ from the caller's account.
	RecipientAccountID string

	// ServiceEventDetails says what a service did, in events that no call
	// has caused.
	ServiceEventDetails RawJSON

	// SharedEventID is the same in all events that accounts got of one call,
	// and in the events of the start and the end of an insight. Its name in
	// the log is sharedEventID; sharedEventId is read, too.
	SharedEventID string

	// VPCEndpointID is the VPC endpoint that the call went through, and
	// VPCEndpointAccountID the account that owns it. Both can be names such as
	// "AWS Internal" (observed).
	VPCEndpointID        string
	VPCEndpointAccountID string

	// EventCategory is the category by which events are selected for a trail.
	EventCategory EventCategory

	// Addendum says why the event comes late or again.
	Addendum Addendum

	// SessionCredentialFromConsole says whether the call was made with the
	// credentials of a session in the AWS Management Console. In the log it
	// is the string "true"; it is left out where it is not so (observed).
	SessionCredentialFromConsole tlslog.Opt[bool]

	// EdgeDeviceDetails is the Snow device that the call was made to.
	EdgeDeviceDetails EdgeDeviceDetails

	// TLSDetails is what CloudTrail knows of the TLS connection that the call
	// came over. [Record.TLS] knows more.
	TLSDetails TLSDetails

	// EventContext holds the tags and condition keys that an event data store
	// was asked to add.
	EventContext EventContext

	// InsightDetails is what an Insights event tells of.
	InsightDetails InsightDetails

	// AccountID is the account of an aggregated event, TimeWindow the time
	// that it covers and Summary what was counted in it.
	AccountID  string
	TimeWindow RawJSON
	Summary    RawJSON

	// Annotation says why an event data store cut the event short.
	Annotation string

	// Extra holds, as a JSON object, the members that are none of the fields
	// above.
	Extra RawJSON

	// text is the event as it was read, if AppendJSON would say it in another
	// way.
	text string
}

// Canonical returns r without the memory of how its text was spelled.
func (r Record) Canonical() Record {
	r.text = ""
	return r
}

// Clone returns a copy of r that shares no memory with the log it was read
// from, so that keeping it does not keep a block of the log.
func (r Record) Clone() Record {
	cloneAll(
		(*string)(&r.EventVersion), &r.EventSource, &r.EventName, &r.AWSRegion,
		(*string)(&r.SourceIPAddress), &r.UserAgent, (*string)(&r.ErrorCode), &r.ErrorMessage,
		(*string)(&r.RequestParameters), (*string)(&r.ResponseElements), (*string)(&r.AdditionalEventData),
		&r.RequestID, &r.EventID, (*string)(&r.Resources), (*string)(&r.EventType), &r.APIVersion,
		&r.RecipientAccountID, (*string)(&r.ServiceEventDetails), &r.SharedEventID,
		&r.VPCEndpointID, &r.VPCEndpointAccountID, (*string)(&r.EventCategory),
		&r.AccountID, (*string)(&r.TimeWindow), (*string)(&r.Summary), &r.Annotation,
		(*string)(&r.Extra), &r.text,
	)
	r.UserIdentity = r.UserIdentity.clone()
	r.Addendum = r.Addendum.clone()
	r.EdgeDeviceDetails = r.EdgeDeviceDetails.clone()
	r.TLSDetails = r.TLSDetails.clone()
	r.EventContext = r.EventContext.clone()
	r.InsightDetails = r.InsightDetails.clone()
	return r
}

// cloneAll replaces each string by a copy of its own.
func cloneAll(s ...*string) {
	for _, s := range s {
		*s = strings.Clone(*s)
	}
}
