package cloudtrail

import (
	"strconv"
	"strings"
	"time"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// AppendJSON appends r to b as the JSON object that CloudTrail writes, on one
// line and without a line terminator.
//
// A record that was read and not changed since gives back every value with the
// type and the spelling that it had. Any other is written with the members that
// it has values for, in AWS's order: empty strings are left out, free-form parts
// that are null are not. RawJSON must be JSON, and an Extra an object. Bytes in
// strings that are not valid UTF-8 are written as U+FFFD.
//
// A record of a [Decoder] with EventOnly is written as far as it was decoded.
func (r Record) AppendJSON(b []byte) []byte {
	if r.text != "" {
		var was Record
		p := parser{rec: &was, anyObject: true}
		if p.parse(r.text); was == r {
			return appendLine(b, r.text)
		}
	}
	return appendRecord(b, &r)
}

// MarshalJSON returns what [Record.AppendJSON] appends.
func (r Record) MarshalJSON() ([]byte, error) { return r.AppendJSON(nil), nil }

// String returns r as JSON; see [Record.AppendJSON].
func (r Record) String() string { return string(r.AppendJSON(nil)) }

func appendRecord(b []byte, r *Record) []byte {
	b = append(b, '{')
	b = appendText(b, "eventVersion", string(r.EventVersion))
	if r.UserIdentity != (UserIdentity{}) {
		b = appendUserIdentity(appendName(b, "userIdentity"), &r.UserIdentity)
	}
	b = appendTime(b, "eventTime", r.EventTime)
	b = appendText(b, "eventSource", r.EventSource)
	b = appendText(b, "eventName", r.EventName)
	b = appendText(b, "awsRegion", r.AWSRegion)
	b = appendText(b, "sourceIPAddress", string(r.SourceIPAddress))
	b = appendText(b, "userAgent", r.UserAgent)
	b = appendText(b, "errorCode", string(r.ErrorCode))
	b = appendText(b, "errorMessage", r.ErrorMessage)
	b = appendRaw(b, "requestParameters", r.RequestParameters)
	b = appendRaw(b, "responseElements", r.ResponseElements)
	b = appendRaw(b, "additionalEventData", r.AdditionalEventData)
	b = appendText(b, "requestID", r.RequestID)
	b = appendText(b, r.eventIDName(), r.EventID)
	b = appendBool(b, "readOnly", r.ReadOnly)
	b = appendRaw(b, "resources", RawJSON(r.Resources))
	b = appendText(b, "eventType", string(r.EventType))
	b = appendText(b, "apiVersion", r.APIVersion)
	b = appendBool(b, "managementEvent", r.ManagementEvent)
	b = appendText(b, "recipientAccountId", r.RecipientAccountID)
	b = appendRaw(b, "serviceEventDetails", r.ServiceEventDetails)
	b = appendText(b, "sharedEventID", r.SharedEventID)
	b = appendText(b, "vpcEndpointId", r.VPCEndpointID)
	b = appendText(b, "vpcEndpointAccountId", r.VPCEndpointAccountID)
	b = appendText(b, "eventCategory", string(r.EventCategory))
	if a := &r.Addendum; *a != (Addendum{}) {
		b = append(appendName(b, "addendum"), '{')
		b = appendText(b, "reason", a.Reason)
		b = appendText(b, "updatedFields", a.UpdatedFields)
		b = appendText(b, "originalRequestID", a.OriginalRequestID)
		b = appendText(b, "originalEventID", a.OriginalEventID)
		b = appendEnd(b, a.Extra)
	}
	b = appendFlag(b, "sessionCredentialFromConsole", r.SessionCredentialFromConsole)
	if d := &r.EdgeDeviceDetails; *d != (EdgeDeviceDetails{}) {
		b = append(appendName(b, "edgeDeviceDetails"), '{')
		b = appendText(b, "type", d.Type)
		b = appendText(b, "snowJobId", d.SnowJobID)
		b = appendText(b, "deviceId", d.DeviceID)
		b = appendText(b, "deviceFamily", d.DeviceFamily)
		b = appendRaw(b, "attributes", d.Attributes)
		b = appendEnd(b, d.Extra)
	}
	if d := &r.TLSDetails; *d != (TLSDetails{}) {
		b = append(appendName(b, "tlsDetails"), '{')
		b = appendText(b, "tlsVersion", string(d.TLSVersion))
		b = appendText(b, "cipherSuite", string(d.CipherSuite))
		b = appendText(b, "clientProvidedHostHeader", d.ClientProvidedHostHeader)
		b = appendText(b, "keyExchange", string(d.KeyExchange))
		b = appendEnd(b, d.Extra)
	}
	if c := &r.EventContext; *c != (EventContext{}) {
		b = append(appendName(b, "eventContext"), '{')
		b = appendRaw(b, "requestContext", c.RequestContext)
		b = appendRaw(b, "tagContext", c.TagContext)
		b = appendEnd(b, c.Extra)
	}
	if d := &r.InsightDetails; *d != (InsightDetails{}) {
		b = append(appendName(b, "insightDetails"), '{')
		b = appendText(b, "state", d.State)
		b = appendText(b, "eventSource", d.EventSource)
		b = appendText(b, "eventName", d.EventName)
		b = appendText(b, "insightType", d.InsightType)
		b = appendText(b, "errorCode", string(d.ErrorCode))
		b = appendRaw(b, "insightContext", d.InsightContext)
		b = appendEnd(b, d.Extra)
	}
	b = appendText(b, "accountId", r.AccountID)
	b = appendRaw(b, "timeWindow", r.TimeWindow)
	b = appendRaw(b, "summary", r.Summary)
	b = appendText(b, "annotation", r.Annotation)
	return appendEnd(b, r.Extra)
}

// eventIDName returns the name that EventID has in an event of this category.
func (r *Record) eventIDName() string {
	if r.EventCategory == CategoryAggregated {
		return "eventId"
	}
	return "eventID"
}

func appendUserIdentity(b []byte, u *UserIdentity) []byte {
	b = append(b, '{')
	b = appendText(b, "type", string(u.Type))
	b = appendText(b, "principalId", u.PrincipalID)
	b = appendText(b, "arn", u.ARN)
	b = appendText(b, "accountId", u.AccountID)
	b = appendText(b, "accessKeyId", u.AccessKeyID)
	b = appendText(b, "userName", u.UserName)
	if u.SessionContext != (SessionContext{}) {
		b = appendSessionContext(appendName(b, "sessionContext"), &u.SessionContext)
	}
	b = appendText(b, "invokedBy", u.InvokedBy)
	if d := &u.InvokedByDelegate; *d != (InvokedByDelegate{}) {
		b = append(appendName(b, "invokedByDelegate"), '{')
		b = appendText(b, "accountId", d.AccountID)
		b = appendEnd(b, d.Extra)
	}
	b = appendText(b, "identityProvider", u.IdentityProvider)
	b = appendText(b, "credentialId", u.CredentialID)
	if o := &u.OnBehalfOf; *o != (OnBehalfOf{}) {
		b = append(appendName(b, "onBehalfOf"), '{')
		b = appendText(b, "userId", o.UserID)
		b = appendText(b, "identityStoreArn", o.IdentityStoreARN)
		b = appendEnd(b, o.Extra)
	}
	if s := &u.InScopeOf; *s != (InScopeOf{}) {
		b = append(appendName(b, "inScopeOf"), '{')
		b = appendText(b, "sourceArn", s.SourceARN)
		b = appendText(b, "sourceAccount", s.SourceAccount)
		b = appendText(b, "issuerType", s.IssuerType)
		b = appendText(b, "credentialsIssuedTo", s.CredentialsIssuedTo)
		b = appendEnd(b, s.Extra)
	}
	return appendEnd(b, u.Extra)
}

func appendSessionContext(b []byte, c *SessionContext) []byte {
	b = append(b, '{')
	if i := &c.SessionIssuer; *i != (SessionIssuer{}) {
		b = append(appendName(b, "sessionIssuer"), '{')
		b = appendText(b, "type", string(i.Type))
		b = appendText(b, "principalId", i.PrincipalID)
		b = appendText(b, "arn", i.ARN)
		b = appendText(b, "accountId", i.AccountID)
		b = appendText(b, "userName", i.UserName)
		b = appendEnd(b, i.Extra)
	}
	if w := &c.WebIDFederationData; *w != (WebIDFederationData{}) {
		b = append(appendName(b, "webIdFederationData"), '{')
		b = appendText(b, "federatedProvider", w.FederatedProvider)
		b = appendRaw(b, "attributes", w.Attributes)
		b = appendEnd(b, w.Extra)
	}
	if a := &c.Attributes; *a != (SessionAttributes{}) {
		b = append(appendName(b, "attributes"), '{')
		b = appendTime(b, "creationDate", a.CreationDate)
		b = appendFlag(b, "mfaAuthenticated", a.MFAAuthenticated)
		b = appendFlag(b, "sessionCredentialFromConsole", a.SessionCredentialFromConsole)
		b = appendEnd(b, a.Extra)
	}
	b = appendText(b, "sourceIdentity", c.SourceIdentity)
	b = appendText(b, "ec2RoleDelivery", c.EC2RoleDelivery)
	b = appendText(b, "ec2IssuedInVpc", c.EC2IssuedInVPC)
	b = appendFlag(b, "assumedRoot", c.AssumedRoot)
	return appendEnd(b, c.Extra)
}

// appendName appends the name of a member, with a comma if it is not the first.
func appendName(b []byte, name string) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	b = append(b, '"')
	b = append(b, name...)
	return append(b, '"', ':')
}

func appendText(b []byte, name, text string) []byte {
	if text == "" {
		return b
	}
	return jsonscan.AppendString(appendName(b, name), text)
}

func appendRaw(b []byte, name string, json RawJSON) []byte {
	if json == "" {
		return b
	}
	return appendLine(appendName(b, name), string(json))
}

// appendLine appends JSON without the white space between its tokens, if there
// are line breaks in it.
func appendLine(b []byte, json string) []byte {
	if strings.IndexByte(json, '\n') < 0 && strings.IndexByte(json, '\r') < 0 {
		return append(b, json...)
	}
	quoted := false
	for i := 0; i < len(json); i++ {
		c := json[i]
		switch {
		case !quoted && c <= ' ':
			continue
		case c == '"':
			quoted = !quoted
		case c == '\\' && i+1 < len(json):
			b = append(b, c)
			i++
		}
		b = append(b, json[i])
	}
	return b
}

func appendBool(b []byte, name string, v tlslog.Opt[bool]) []byte {
	if v.IsZero() {
		return b
	}
	return strconv.AppendBool(appendName(b, name), v.Or(false))
}

// appendFlag appends a truth value that AWS writes as a string.
func appendFlag(b []byte, name string, v tlslog.Opt[bool]) []byte {
	if v.IsZero() {
		return b
	}
	b = append(appendName(b, name), '"')
	b = strconv.AppendBool(b, v.Or(false))
	return append(b, '"')
}

// appendTime appends a time with as many digits of a fraction as it needs,
// which is none in AWS's events.
func appendTime(b []byte, name string, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	digits := 9
	for n := t.Nanosecond(); digits > 0 && n%10 == 0; n /= 10 {
		digits--
	}
	b = append(appendName(b, name), '"')
	b = field.AppendTime(b, t, digits)
	return append(b, '"')
}

// appendEnd appends the members of extra, and the end of the object that they
// belong to.
func appendEnd(b []byte, extra RawJSON) []byte {
	members := strings.TrimPrefix(strings.TrimSpace(string(extra)), "{")
	members = strings.TrimSpace(strings.TrimSuffix(members, "}"))
	if members != "" {
		if b[len(b)-1] != '{' {
			b = append(b, ',')
		}
		b = appendLine(b, members)
	}
	return append(b, '}')
}
