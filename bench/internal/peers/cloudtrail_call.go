package peers

import (
	"io"
	"slices"
	"time"

	"github.com/awstls/awstls/bench/internal/gen"
	"github.com/awstls/awstls/cloudtrail"
)

// cloudTrailCallsCase is a log of which the members alone are read that a
// tlslog.Event is made of. The peers are spared the resources, which ours reads.
func cloudTrailCallsCase() Case {
	newDecoder := func(log io.Reader) *cloudtrail.Decoder {
		d := cloudtrail.NewDecoder(log)
		d.EventOnly = true
		return d
	}
	return Case{
		Name:     "cloudtrail-events",
		Title:    "CloudTrail log file, what tlslog.Event needs",
		Generate: gen.CloudTrail,
		Ours:     newOurs(newDecoder),
		Peers: slices.Concat([]Peer{
			fullRecords(),
			newPeer("encoding/json", readCallsWithDecoder(decodeEvents), projectCall),
			newPeer("goccy/go-json", readCalls(goccyFile), projectCall),
			newPeer("bytedance/sonic", readCalls(sonicFile), projectCall),
			newPeer("segmentio/encoding", readCalls(segmentioFile), projectCall),
			newPeer("json/v2", readCallsWithDecoder(decodeEventsV2), projectCall),
		}, treePeers(fastEvents, simdEvents, (*cloudTrailCall).set, projectCall), duckDBPeers(duckDBCalls(), projectCall)),
	}
}

// A cloudTrailCallJSON is an event in JSON.
type cloudTrailCallJSON struct {
	EventTime    string `json:"eventTime"`
	UserIdentity struct {
		ARN         string `json:"arn"`
		PrincipalID string `json:"principalId"`
		AccountID   string `json:"accountId"`
		InvokedBy   string `json:"invokedBy"`
	} `json:"userIdentity"`
	EventSource        string `json:"eventSource"`
	EventName          string `json:"eventName"`
	AWSRegion          string `json:"awsRegion"`
	SourceIPAddress    string `json:"sourceIPAddress"`
	UserAgent          string `json:"userAgent"`
	ErrorCode          string `json:"errorCode"`
	ErrorMessage       string `json:"errorMessage"`
	EventID            string `json:"eventID"`
	EventType          string `json:"eventType"`
	RecipientAccountID string `json:"recipientAccountId"`
	EventCategory      string `json:"eventCategory"`
	TLSDetails         struct {
		TLSVersion               string `json:"tlsVersion"`
		CipherSuite              string `json:"cipherSuite"`
		ClientProvidedHostHeader string `json:"clientProvidedHostHeader"`
		KeyExchange              string `json:"keyExchange"`
	} `json:"tlsDetails"`
}

// A cloudTrailCall is an event with a time.
type cloudTrailCall struct {
	EventTime time.Time
	Texts     cloudTrailCallJSON // but for the time
}

func (r *cloudTrailCall) set(w *cloudTrailCallJSON) error {
	var c converter
	r.EventTime = c.time(w.EventTime)
	r.Texts = *w
	r.Texts.EventTime = ""
	return c.err
}

func projectCall(r cloudtrail.Record) cloudTrailCall {
	p := cloudTrailCall{EventTime: r.EventTime}
	t := &p.Texts
	t.UserIdentity.ARN = r.UserIdentity.ARN
	t.UserIdentity.PrincipalID = r.UserIdentity.PrincipalID
	t.UserIdentity.AccountID = r.UserIdentity.AccountID
	t.UserIdentity.InvokedBy = r.UserIdentity.InvokedBy
	t.EventSource = r.EventSource
	t.EventName = r.EventName
	t.AWSRegion = r.AWSRegion
	t.SourceIPAddress = string(r.SourceIPAddress)
	t.UserAgent = r.UserAgent
	t.ErrorCode = string(r.ErrorCode)
	t.ErrorMessage = r.ErrorMessage
	t.EventID = r.EventID
	t.EventType = string(r.EventType)
	t.RecipientAccountID = r.RecipientAccountID
	t.EventCategory = string(r.EventCategory)
	t.TLSDetails.TLSVersion = string(r.TLSDetails.TLSVersion)
	t.TLSDetails.CipherSuite = string(r.TLSDetails.CipherSuite)
	t.TLSDetails.ClientProvidedHostHeader = r.TLSDetails.ClientProvidedHostHeader
	t.TLSDetails.KeyExchange = string(r.TLSDetails.KeyExchange)
	return p
}

// fullRecords is this library when it is not told what is wanted.
func fullRecords() Peer {
	p := newOurs(cloudtrail.NewDecoder)
	project := func(row any) any { return projectCall(row.(cloudtrail.Record)) }
	rows := p.rows
	p.Name = "awstls, full records"
	p.rows = func(log io.Reader, each func(any)) error {
		return rows(log, func(row any) { each(project(row)) })
	}
	p.project = project
	return p
}

// readCalls returns the reader that reads a whole file into memory.
func readCalls(unmarshal func(log io.Reader, v any) error) reader[cloudTrailCall] {
	return func(log io.Reader, each func(*cloudTrailCall)) error {
		var file struct{ Records []cloudTrailCallJSON }
		if err := unmarshal(log, &file); err != nil {
			return err
		}
		var rec cloudTrailCall
		for i := range file.Records {
			if err := rec.set(&file.Records[i]); err != nil {
				return err
			}
			each(&rec)
		}
		return nil
	}
}

// readCallsWithDecoder returns the reader that reads one event after the other.
func readCallsWithDecoder(decode objectReader) reader[cloudTrailCall] {
	return func(log io.Reader, each func(*cloudTrailCall)) error {
		var w, empty cloudTrailCallJSON
		var rec cloudTrailCall
		return decode(log, &w, func() error {
			if err := rec.set(&w); err != nil {
				return err
			}
			each(&rec)
			w = empty
			return nil
		})
	}
}

func (w *cloudTrailCallJSON) text(object, name []byte) *string {
	switch string(object) {
	case "":
		switch string(name) {
		case "eventTime":
			return &w.EventTime
		case "eventSource":
			return &w.EventSource
		case "eventName":
			return &w.EventName
		case "awsRegion":
			return &w.AWSRegion
		case "sourceIPAddress":
			return &w.SourceIPAddress
		case "userAgent":
			return &w.UserAgent
		case "errorCode":
			return &w.ErrorCode
		case "errorMessage":
			return &w.ErrorMessage
		case "eventID":
			return &w.EventID
		case "eventType":
			return &w.EventType
		case "recipientAccountId":
			return &w.RecipientAccountID
		case "eventCategory":
			return &w.EventCategory
		}
	case "userIdentity":
		switch string(name) {
		case "arn":
			return &w.UserIdentity.ARN
		case "principalId":
			return &w.UserIdentity.PrincipalID
		case "accountId":
			return &w.UserIdentity.AccountID
		case "invokedBy":
			return &w.UserIdentity.InvokedBy
		}
	case "tlsDetails":
		switch string(name) {
		case "tlsVersion":
			return &w.TLSDetails.TLSVersion
		case "cipherSuite":
			return &w.TLSDetails.CipherSuite
		case "clientProvidedHostHeader":
			return &w.TLSDetails.ClientProvidedHostHeader
		case "keyExchange":
			return &w.TLSDetails.KeyExchange
		}
	}
	return nil
}

func (*cloudTrailCallJSON) number([]byte) *int64 { return nil }

func (*cloudTrailCallJSON) enter(object, name []byte) bool {
	return object == nil && (string(name) == "userIdentity" || string(name) == "tlsDetails")
}
