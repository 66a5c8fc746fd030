package envelope

import (
	"time"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// A shape is how an envelope holds its messages.
type shape uint8

const (
	noEnvelope  shape = iota
	inControl         // not at all
	inObject          // one, a JSON value
	inText            // one, the text of a string
	inData            // one, the base64 in a string
	inArray           // the elements of an array
	inLogEvents       // the strings in the elements of an array
)

// many reports whether the messages are in an array.
func (s shape) many() bool { return s == inArray || s == inLogEvents }

// A document is what is known of an envelope.
type document struct {
	shape  shape
	pos    int    // of the value with the message, or of the array with them
	field  string // AWS's name for what holds a message
	origin tlslog.Origin
}

// The members that hold messages.
const (
	awslogsData = iota
	kinesisData
	firehoseData
	logEvents
	detail
	lookupEvent
	elements
	holders
)

// A members is what was found in an object. A member that is not there has no
// position and no text.
type members struct {
	pos        [holders]int
	kind       [holders]jsonscan.Kind
	twice      bool // one of these is there more than once
	detailType bool

	messageType, owner, logGroup, logStream string
	id, account, region, time               string
	awsRegion, eventID, recordID, lookupID  string
	arrival                                 string
}

// read tells whether text is a JSON object that is an envelope. What it says of the
// origin of its messages is added to from.
func read(text string, from tlslog.Origin) document {
	var sc jsonscan.Scanner
	sc.Reset(text, 0)
	if !sc.EnterObject() {
		return document{}
	}
	var m members
	m.read(&sc)
	if sc.Err() != nil || sc.Kind() != jsonscan.End {
		return document{} // or what is broken or follows would be lost
	}
	if m.messageType == "CONTROL_MESSAGE" {
		return document{shape: inControl}
	}
	holder, ok := m.holder()
	if !ok || holder == elements && !holdsEnvelopes(text, m.pos[elements]) {
		return document{}
	}
	d := document{pos: m.pos[holder], origin: from}
	o := &d.origin
	switch holder {
	case awslogsData:
		d.shape, d.field = inData, "awslogs.data"
	case kinesisData:
		d.shape, d.field = inData, "kinesis.data"
		o.Envelope = tlslog.EnvelopeKinesis
		set(&o.ID, m.eventID)
		set(&o.Region, m.awsRegion)
		setTime(o, m.arrival, field.EpochSeconds)
	case firehoseData:
		d.shape, d.field = inData, "data"
		o.Envelope = tlslog.EnvelopeFirehose
		set(&o.ID, m.recordID)
		setTime(o, m.arrival, field.EpochMillis)
	case logEvents:
		d.shape, d.field = inLogEvents, "logEvents.message"
		o.Envelope = tlslog.EnvelopeCloudWatchLogs
		set(&o.Account, m.owner)
		set(&o.LogGroup, m.logGroup)
		set(&o.LogStream, m.logStream)
	case detail:
		d.shape, d.field = inObject, "detail"
		o.Envelope = tlslog.EnvelopeEventBridge
		set(&o.ID, m.id)
		set(&o.Account, m.account)
		set(&o.Region, m.region)
		setTime(o, m.time, field.Time)
	case lookupEvent:
		d.shape, d.field = inText, "CloudTrailEvent"
		o.Envelope = tlslog.EnvelopeLookupEvents
		set(&o.ID, m.lookupID)
	case elements:
		d.shape = inArray
		set(&o.Region, m.region)
	}
	return d
}

// read reads the members of the object that the scanner has entered.
func (m *members) read(sc *jsonscan.Scanner) {
	for sc.NextMember() {
		switch sc.Key() {
		case "awslogs":
			m.inner(sc, awslogsData)
		case "kinesis":
			m.inner(sc, kinesisData)
		case "data":
			m.hold(firehoseData, sc)
		case "logEvents":
			m.hold(logEvents, sc)
		case "detail":
			m.hold(detail, sc)
		case "CloudTrailEvent":
			m.hold(lookupEvent, sc)
		case "Records", "records", "Events":
			m.hold(elements, sc)
		case "detail-type":
			m.detailType = true
		case "approximateArrivalTimestamp":
			m.arrival, _ = sc.Number()
		case "messageType":
			m.messageType, _ = sc.Text()
		case "owner":
			m.owner, _ = sc.Text()
		case "logGroup":
			m.logGroup, _ = sc.Text()
		case "logStream":
			m.logStream, _ = sc.Text()
		case "id":
			m.id, _ = sc.Text()
		case "account":
			m.account, _ = sc.Text()
		case "region":
			m.region, _ = sc.Text()
		case "time":
			m.time, _ = sc.Text()
		case "awsRegion":
			m.awsRegion, _ = sc.Text()
		case "eventID":
			m.eventID, _ = sc.Text()
		case "recordId":
			m.recordID, _ = sc.Text()
		case "EventId":
			m.lookupID, _ = sc.Text()
		}
	}
}

// inner reads the object that has the member data, and maybe the time at which
// that arrived.
func (m *members) inner(sc *jsonscan.Scanner, holder int) {
	if !sc.EnterObject() {
		return
	}
	for sc.NextMember() {
		switch sc.Key() {
		case "data":
			m.hold(holder, sc)
		case "approximateArrivalTimestamp":
			m.arrival, _ = sc.Number()
		}
	}
}

// hold notes the member at hand.
func (m *members) hold(holder int, sc *jsonscan.Scanner) {
	m.twice = m.twice || m.pos[holder] > 0
	m.pos[holder], m.kind[holder] = sc.ValuePos(), sc.Kind()
}

// holder returns the member that holds the messages, if the object is an
// envelope. If there are two of them it is none, since one would be lost.
func (m *members) holder() (holder int, ok bool) {
	for i, pos := range m.pos {
		if pos == 0 || !m.confirmed(i) {
			continue
		}
		if ok || m.twice {
			return 0, false
		}
		holder, ok = i, true
	}
	return holder, ok
}

// confirmed reports whether the members beside a holder are those that it has
// in an envelope.
func (m *members) confirmed(holder int) bool {
	switch holder {
	case firehoseData:
		return m.recordID != ""
	case logEvents:
		return m.messageType != "" || m.logGroup != ""
	case detail:
		return m.detailType && m.kind[detail] == jsonscan.Object
	case lookupEvent:
		return m.lookupID != ""
	case elements:
		return m.kind[elements] == jsonscan.Array
	}
	return true
}

// holdsEnvelopes reports whether the array at pos is empty, or of envelopes as
// its first element tells. Notifications of other services have such arrays,
// too, and so have log files of CloudTrail.
func holdsEnvelopes(text string, pos int) bool {
	var sc jsonscan.Scanner
	sc.Reset(text, pos)
	if !sc.EnterArray() {
		return false
	}
	if !sc.NextElement() {
		return sc.Err() == nil
	}
	if !sc.EnterObject() {
		return false
	}
	var m members
	m.read(&sc)
	holder, ok := m.holder()
	return ok && holder != elements
}

// MayBe reports whether an object may be an envelope, as its first bytes tell:
// whether a member has a name that envelopes have.
func MayBe(head string) bool {
	var sc jsonscan.Scanner
	sc.Reset(head, 0)
	if !sc.EnterObject() {
		return false
	}
	for sc.NextMember() {
		switch sc.Key() {
		case "awslogs", "kinesis", "data", "logEvents", "messageType", "logGroup", "detail", "detail-type",
			"CloudTrailEvent", "Records", "records", "Events":
			return true
		}
	}
	return false
}

// readLogEvent reads the log event that the scanner stands at. It adds what
// it says to o, and returns where its message is, or where it is itself if it
// has none, or two of which one would be lost.
func readLogEvent(sc *jsonscan.Scanner, o *tlslog.Origin) (pos int) {
	start := sc.Pos()
	pos = start
	if !sc.EnterObject() {
		return pos
	}
	messages := 0
	for sc.NextMember() {
		switch sc.Key() {
		case "message":
			if messages++; messages == 1 {
				pos = sc.ValuePos()
			} else {
				pos = start
			}
		case "id":
			id, _ := sc.Text()
			set(&o.ID, id)
		case "timestamp":
			ms, _ := sc.Number()
			setTime(o, ms, field.EpochMillis)
		case "extractedFields":
			if !sc.EnterObject() {
				continue
			}
			for sc.NextMember() {
				switch sc.Key() {
				case "@aws.account":
					account, _ := sc.Text()
					set(&o.Account, account)
				case "@aws.region":
					region, _ := sc.Text()
					set(&o.Region, region)
				}
			}
		}
	}
	return pos
}

// set sets *s to v unless that is empty.
func set(s *string, v string) {
	if v != "" {
		*s = v
	}
}

// setTime sets the time that s tells as parse reads it, if it does.
func setTime(o *tlslog.Origin, s string, parse func(string) (time.Time, bool)) {
	if t, ok := parse(s); ok {
		o.Time = t
	}
}
