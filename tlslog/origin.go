package tlslog

import (
	"strings"
	"time"
)

// An Origin is what the envelope that a record came in says of the way that it
// took. The zero Origin means that the record came in none, or in none that says
// anything, and the zero value of a field that the envelope does not say it.
// Where envelopes stand in one another, each field is from the innermost that
// has it.
//
// Origins are comparable with ==. An Origin is not part of the record: what
// the record itself says of its account or region counts.
type Origin struct {
	// Envelope is the kind of the innermost envelope.
	Envelope Envelope `json:"envelope,omitzero"`

	// LogGroup and LogStream are those of CloudWatch Logs.
	LogGroup  string `json:"logGroup,omitzero"`
	LogStream string `json:"logStream,omitzero"`

	// Account is the twelve digits of the account that the envelope is from,
	// and Region is its AWS region.
	Account string `json:"account,omitzero"`
	Region  string `json:"region,omitzero"`

	// ID is the envelope's own name for the message: the id of a log event in
	// CloudWatch Logs or of an event in EventBridge, the eventID of a record in
	// Kinesis, the recordId in Firehose, the EventId of LookupEvents.
	ID string `json:"id,omitzero"`

	// Time is the time that the envelope gives for the message, in UTC: the
	// timestamp of a log event in CloudWatch Logs, the approximate arrival at
	// Kinesis or Firehose, the time of an event in EventBridge, the time before
	// an exported line. Answers of LookupEvents have none but the event's own.
	Time time.Time `json:"time,omitzero"`
}

// Clone returns a copy of o that shares no memory with the log it was read
// from.
func (o Origin) Clone() Origin {
	for _, s := range [...]*string{&o.LogGroup, &o.LogStream, &o.Account, &o.Region, &o.ID} {
		*s = strings.Clone(*s)
	}
	return o
}

// An Envelope is a kind of envelope around records. The zero Envelope is none.
type Envelope uint8

// The envelopes that the decoders open.
const (
	EnvelopeNone                 Envelope = iota
	EnvelopeCloudWatchLogs                // a log event of a CloudWatch Logs subscription
	EnvelopeCloudWatchLogsExport          // a line of a log group that was exported to Amazon S3
	EnvelopeKinesis                       // a record of a Kinesis data stream
	EnvelopeFirehose                      // a record of a Firehose stream, as it is given to a Lambda function
	EnvelopeEventBridge                   // an event of Amazon EventBridge
	EnvelopeLookupEvents                  // an event in an answer of CloudTrail's LookupEvents
)

var envelopeNames = []string{"", "cloudwatch_logs", "cloudwatch_logs_export", "kinesis", "firehose", "eventbridge", "lookup_events"}

// String returns the name of e, such as "cloudwatch_logs", or "" for
// [EnvelopeNone].
func (e Envelope) String() string { return string(e.append(nil)) }

// AppendText implements [encoding.TextAppender] with the text of String.
func (e Envelope) AppendText(b []byte) ([]byte, error) { return e.append(b), nil }

// MarshalText implements [encoding.TextMarshaler] with the text of String.
func (e Envelope) MarshalText() ([]byte, error) { return e.append(nil), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. It takes what String
// returns for the envelopes above.
func (e *Envelope) UnmarshalText(text []byte) error {
	i, err := parseName("Envelope", envelopeNames, string(text))
	if err == nil {
		*e = Envelope(i)
	}
	return err
}

func (e Envelope) append(b []byte) []byte { return appendName(b, "Envelope", envelopeNames, int(e)) }
