package cloudtrail

import (
	"strings"
	"time"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
)

// A parser reads events, each in one pass over its text.
type parser struct {
	// eventOnly restricts it to the fields that Record.Event looks at.
	eventOnly bool

	// anyObject makes it take every object for an event.
	anyObject bool

	sc  *jsonscan.Scanner
	rec *Record

	// arena is where it keeps texts that do not stand in the log. Without one
	// each has memory of its own.
	arena *stream.Arena

	// isEvent means that a member was found by which events are known.
	isEvent bool

	// fault is the first damage.
	fault fault

	// variant means that appendRecord would not give back all values, or
	// would drop one of two members of the same name.
	variant bool

	// lowerID means that the name of the event's ID was eventId.
	lowerID bool

	// objects has a bit for each nested object that was met.
	objects object

	// extra holds the unknown members of the objects that are being read, the
	// innermost last.
	extra []byte
}

// A fault is damage to one field.
type fault struct {
	field string // AWS's name, with the objects around it
	pos   int    // the scanner's position
	err   error
}

// An object is one of the nested objects of an event.
type object uint32

const (
	objUserIdentity object = 1 << iota
	objSessionContext
	objSessionAttributes
	objSessionIssuer
	objWebIDFederationData
	objOnBehalfOf
	objInScopeOf
	objInvokedByDelegate
	objAddendum
	objEdgeDeviceDetails
	objTLSDetails
	objEventContext
	objInsightDetails
)

// maxKept is the size of the buffer for unknown members that is kept from one
// event to the next.
const maxKept = 64 << 10

// read replaces *p.rec with the event that the scanner stands at. It is a
// [jsonlog.Parse]: the verdict is Enter for a file of events.
func (p *parser) read(sc *jsonscan.Scanner) jsonlog.Verdict {
	p.sc = sc
	*p.rec = Record{}
	p.isEvent, p.variant, p.lowerID = false, false, false
	p.fault, p.objects = fault{}, 0
	if p.extra = p.extra[:0]; cap(p.extra) > maxKept {
		p.extra = nil
	}
	if !sc.EnterObject() {
		return jsonlog.Record
	}
	return p.members(p.rec)
}

// finish ends the reading of the value that is all of text, and returns its
// damage.
func (p *parser) finish(text string) fault {
	var err error
	switch {
	case text[0] == '[':
		err = tlslog.ErrType // within an array that is not the outermost
	case p.anyObject:
	case !p.isEvent:
		err = foreignObject(text)
	default:
		err = foreignSource(p.rec.EventSource)
	}
	if err != nil {
		*p.rec = Record{}
		return fault{err: err}
	}
	if p.rec.EventID != "" && p.lowerID != (p.rec.eventIDName() == "eventId") {
		p.variant = true
	}
	if p.eventOnly {
		p.rec.dropRest()
	} else if p.variant || p.fault.err != nil {
		p.rec.text = text
	}
	return p.fault
}

// members reads the members of an event.
func (p *parser) members(r *Record) jsonlog.Verdict {
	sc := p.sc
	p.simpleEvent(r)
	for sc.NextMember() {
		name := sc.Key()
		if p.eventOnly && !inEvent(name) {
			continue
		}
		switch name {
		case "eventVersion":
			p.isEvent = true
			p.text((*string)(&r.EventVersion), "eventVersion")
		case "userIdentity":
			p.userIdentity(&r.UserIdentity)
			p.simpleCall(r)
		case "eventTime":
			p.isEvent = true
			p.time(&r.EventTime, "eventTime")
		case "eventSource":
			p.isEvent = true
			p.text(&r.EventSource, "eventSource")
		case "eventName":
			p.isEvent = true
			p.text(&r.EventName, "eventName")
		case "awsRegion":
			p.text(&r.AWSRegion, "awsRegion")
		case "sourceIPAddress":
			p.text((*string)(&r.SourceIPAddress), "sourceIPAddress")
		case "userAgent":
			p.text(&r.UserAgent, "userAgent")
		case "errorCode":
			p.text((*string)(&r.ErrorCode), "errorCode")
		case "errorMessage":
			p.text(&r.ErrorMessage, "errorMessage")
		case "requestParameters":
			p.raw(&r.RequestParameters)
		case "responseElements":
			p.raw(&r.ResponseElements)
		case "additionalEventData":
			p.raw(&r.AdditionalEventData)
		case "requestID":
			p.text(&r.RequestID, "requestID")
		case "eventID":
			p.isEvent = true
			p.text(&r.EventID, "eventID")
		case "eventId":
			p.isEvent, p.lowerID = true, true
			p.text(&r.EventID, "eventId")
		case "readOnly":
			p.bool(&r.ReadOnly, "readOnly")
		case "resources":
			p.resources(&r.Resources)
		case "eventType":
			p.text((*string)(&r.EventType), "eventType")
		case "apiVersion":
			p.text(&r.APIVersion, "apiVersion")
		case "managementEvent":
			p.bool(&r.ManagementEvent, "managementEvent")
		case "recipientAccountId":
			p.text(&r.RecipientAccountID, "recipientAccountId")
		case "serviceEventDetails":
			p.raw(&r.ServiceEventDetails)
		case "sharedEventID":
			p.text(&r.SharedEventID, "sharedEventID")
		case "sharedEventId":
			p.variant = true
			p.text(&r.SharedEventID, "sharedEventId")
		case "vpcEndpointId":
			p.text(&r.VPCEndpointID, "vpcEndpointId")
		case "vpcEndpointAccountId":
			p.text(&r.VPCEndpointAccountID, "vpcEndpointAccountId")
		case "eventCategory":
			p.text((*string)(&r.EventCategory), "eventCategory")
		case "addendum":
			p.addendum(&r.Addendum)
		case "sessionCredentialFromConsole":
			p.flag(&r.SessionCredentialFromConsole, "sessionCredentialFromConsole")
		case "edgeDeviceDetails":
			p.edgeDeviceDetails(&r.EdgeDeviceDetails)
		case "tlsDetails":
			p.tlsDetails(&r.TLSDetails)
		case "eventContext":
			p.eventContext(&r.EventContext)
		case "insightDetails":
			p.insightDetails(&r.InsightDetails)
		case "accountId":
			p.text(&r.AccountID, "accountId")
		case "timeWindow":
			p.raw(&r.TimeWindow)
		case "summary":
			p.raw(&r.Summary)
		case "annotation":
			p.text(&r.Annotation, "annotation")
		case recordsName, eventsName:
			if !p.isEvent && !p.anyObject && sc.Kind() == jsonscan.Array {
				return jsonlog.Enter
			}
			p.unknown(0)
		default:
			p.unknown(0)
		}
	}
	r.Extra = p.takeExtra(0)
	return jsonlog.Record
}

// recordsName is the member of a file that holds its events, eventsName that of
// an answer of LookupEvents which holds them in envelopes.
const (
	recordsName = "Records"
	eventsName  = "Events"
)

// inEvent reports whether Record.Event needs the member with this name, or
// whether it tells what is no event.
func inEvent(name string) bool {
	switch name {
	case "userIdentity", "eventTime", "eventSource", "eventName", "awsRegion", "sourceIPAddress",
		"userAgent", "errorCode", "errorMessage", "responseElements", "additionalEventData",
		"eventID", "eventId", "resources", "eventType", "recipientAccountId", "eventCategory",
		"sessionCredentialFromConsole", "tlsDetails", "eventContext", "eventVersion", recordsName, eventsName:
		return true
	}
	return false
}

// again notes that the object o comes, and reports whether it has come before.
func (p *parser) again(o object) bool {
	again := p.objects&o != 0
	p.objects |= o
	p.variant = p.variant || again
	return again
}

// enter enters the object that is the next value.
func (p *parser) enter(path string) bool {
	if p.sc.EnterObject() {
		return true
	}
	p.wrong(path)
	return false
}

// text reads a string.
func (p *parser) text(dst *string, path string) {
	if *dst != "" {
		p.variant = true
	}
	raw, escaped, ok := p.sc.Str()
	switch {
	case !ok:
		p.wrong(path)
	case escaped:
		raw = p.unescape(raw)
	}
	if raw == "" {
		p.variant = true
	}
	*dst = raw
}

// unescape returns the text of a string that is written with escapes.
func (p *parser) unescape(raw string) string {
	text := p.keep(jsonscan.Unescape(p.room(len(raw)), raw))
	// Half of a surrogate pair becomes U+FFFD, which is not what was written.
	if strings.Contains(text, "\uFFFD") {
		p.variant = true
	}
	return text
}

// wrong notes that the next value is of the wrong type. null stands for a
// value that is not there.
func (p *parser) wrong(path string) {
	switch kind := p.sc.Kind(); {
	case p.sc.Err() != nil:
	case kind == jsonscan.Null:
		p.variant = true
	default:
		p.fail(path, tlslog.ErrType)
	}
}

// fail notes damage to the value at hand.
func (p *parser) fail(path string, err error) {
	if p.fault.err == nil {
		p.fault = fault{path, p.sc.ValuePos(), err}
	}
}

// raw takes a value as it stands.
func (p *parser) raw(dst *RawJSON) {
	if *dst != "" {
		p.variant = true
	}
	*dst = RawJSON(p.sc.Raw())
}

// resources takes an array as it stands.
func (p *parser) resources(dst *Resources) {
	if *dst != "" {
		p.variant = true
	}
	*dst = ""
	if p.sc.Kind() == jsonscan.Array {
		*dst = Resources(p.sc.Raw())
	} else {
		p.wrong("resources")
	}
}

// time reads a time.
func (p *parser) time(dst *time.Time, path string) {
	if !dst.IsZero() {
		p.variant = true
	}
	var text string
	variant := p.variant
	p.text(&text, path)
	if text == "" {
		*dst = time.Time{}
		return
	}
	p.variant = variant // how the text is escaped does not matter
	t, ok := field.Time(text)
	if !ok {
		t, ok = basicTime(text)
	}
	if !ok {
		p.fail(path, tlslog.ErrTime)
	} else if !field.CanonicalTime(text, 0) || t.IsZero() {
		p.variant = true
	}
	*dst = t
}

// basicTime reads the time 20060102T150405Z.
func basicTime(s string) (time.Time, bool) {
	if len(s) != len("20060102T150405Z") {
		return time.Time{}, false
	}
	return field.Time(s[:4] + "-" + s[4:6] + "-" + s[6:11] + ":" + s[11:13] + ":" + s[13:])
}

// bool reads a truth value, also one that is written as a string.
func (p *parser) bool(dst *tlslog.Opt[bool], path string) {
	if !dst.IsZero() {
		p.variant = true
	}
	v, ok := p.sc.Bool()
	if ok {
		*dst = tlslog.Some(v)
		return
	}
	p.variant = true
	*dst = p.boolText(path)
}

// flag reads a truth value that AWS writes as a string, also one that is not.
func (p *parser) flag(dst *tlslog.Opt[bool], path string) {
	if !dst.IsZero() {
		p.variant = true
	}
	v, ok := p.sc.Bool()
	if ok {
		p.variant = true
		*dst = tlslog.Some(v)
		return
	}
	*dst = p.boolText(path)
}

// boolText reads the string "true" or "false". The empty one stands for a
// value that is not there (observed).
func (p *parser) boolText(path string) tlslog.Opt[bool] {
	var text string
	p.text(&text, path)
	switch text {
	case "true":
		return tlslog.Some(true)
	case "false":
		return tlslog.Some(false)
	case "":
	default:
		p.fail(path, tlslog.ErrType)
	}
	return tlslog.Opt[bool]{}
}

// unknown keeps a member that no field is for. start is where the extra members
// of its object start.
func (p *parser) unknown(start int) {
	if p.eventOnly {
		return
	}
	name := p.sc.Key()
	value := p.sc.Raw()
	if len(p.extra) == start {
		p.extra = append(p.extra, '{')
	} else {
		p.extra = append(p.extra, ',')
	}
	p.extra = jsonscan.AppendString(p.extra, name)
	p.extra = append(p.extra, ':')
	p.extra = append(p.extra, value...)
}

// takeExtra returns the unknown members of an object that has been read.
func (p *parser) takeExtra(start int) RawJSON {
	if len(p.extra) == start {
		return ""
	}
	p.extra = append(p.extra, '}')
	members := p.extra[start:]
	text := p.keep(append(p.room(len(members)), members...))
	p.extra = p.extra[:start]
	return RawJSON(text)
}

// room returns an empty slice for a text of at most n bytes.
func (p *parser) room(n int) []byte {
	if p.arena == nil {
		return nil
	}
	return p.arena.Room(n)
}

// keep makes a string of what was appended to the last room.
func (p *parser) keep(b []byte) string {
	if p.arena == nil {
		return string(b)
	}
	return p.arena.Keep(b)
}
