package cloudtrail

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
)

func benchFile() string {
	c := newCorpus(2)
	var events []string
	for size := 0; size < 8<<20; {
		e := c.event()
		events = append(events, e)
		size += len(e)
	}
	return file(events)
}

func benchmarkDecode(b *testing.B, log string, opt Decoder) {
	b.SetBytes(int64(len(log)))
	b.ReportAllocs()
	d := &opt
	var rec Record
	n := 0
	for b.Loop() {
		d.Reset(strings.NewReader(log))
		for n = 0; ; n++ {
			if err := d.Decode(&rec); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(n), "records")
}

func BenchmarkDecode(b *testing.B) { benchmarkDecode(b, benchFile(), Decoder{}) }

func BenchmarkDecodeEventOnly(b *testing.B) {
	benchmarkDecode(b, benchFile(), Decoder{EventOnly: true})
}

// BenchmarkEvent is Decode and Record.Event.
func BenchmarkEvent(b *testing.B) {
	for _, only := range []bool{false, true} {
		b.Run(map[bool]string{false: "Full", true: "EventOnly"}[only], func(b *testing.B) {
			log := benchFile()
			b.SetBytes(int64(len(log)))
			b.ReportAllocs()
			d := &Decoder{EventOnly: only}
			var rec Record
			for b.Loop() {
				d.Reset(strings.NewReader(log))
				for d.Decode(&rec) == nil {
					rec.Event()
				}
			}
		})
	}
}

// BenchmarkAll is the loop that most programs write.
func BenchmarkAll(b *testing.B) {
	log := benchFile()
	b.SetBytes(int64(len(log)))
	b.ReportAllocs()
	d := new(Decoder)
	for b.Loop() {
		d.Reset(strings.NewReader(log))
		for rec, err := range d.All() {
			if err != nil || rec.EventVersion == "" {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkEncodingJSON decodes the same fields with encoding/json, into a
// struct with free-form parts as json.RawMessage.
func BenchmarkEncodingJSON(b *testing.B) {
	log := []byte(benchFile())
	b.SetBytes(int64(len(log)))
	b.ReportAllocs()
	for b.Loop() {
		var f struct{ Records []plainRecord }
		if err := json.Unmarshal(log, &f); err != nil {
			b.Fatal(err)
		}
	}
}

// A plainRecord is what one writes by hand for encoding/json.
type plainRecord struct {
	EventVersion string `json:"eventVersion"`
	UserIdentity struct {
		Type, PrincipalID, ARN, AccountID, AccessKeyID, UserName, InvokedBy string
		SessionContext                                                      struct {
			Attributes          struct{ CreationDate, MFAAuthenticated string }
			SessionIssuer       struct{ Type, PrincipalID, ARN, AccountID, UserName string }
			WebIDFederationData json.RawMessage
			EC2RoleDelivery     string
		}
	} `json:"userIdentity"`
	EventTime                    string                                                                          `json:"eventTime"`
	EventSource                  string                                                                          `json:"eventSource"`
	EventName                    string                                                                          `json:"eventName"`
	AWSRegion                    string                                                                          `json:"awsRegion"`
	SourceIPAddress              string                                                                          `json:"sourceIPAddress"`
	UserAgent                    string                                                                          `json:"userAgent"`
	ErrorCode                    string                                                                          `json:"errorCode"`
	ErrorMessage                 string                                                                          `json:"errorMessage"`
	RequestParameters            json.RawMessage                                                                 `json:"requestParameters"`
	ResponseElements             json.RawMessage                                                                 `json:"responseElements"`
	AdditionalEventData          json.RawMessage                                                                 `json:"additionalEventData"`
	RequestID                    string                                                                          `json:"requestID"`
	EventID                      string                                                                          `json:"eventID"`
	ReadOnly                     bool                                                                            `json:"readOnly"`
	Resources                    json.RawMessage                                                                 `json:"resources"`
	EventType                    string                                                                          `json:"eventType"`
	ManagementEvent              bool                                                                            `json:"managementEvent"`
	RecipientAccountID           string                                                                          `json:"recipientAccountId"`
	SharedEventID                string                                                                          `json:"sharedEventID"`
	VPCEndpointID                string                                                                          `json:"vpcEndpointId"`
	EventCategory                string                                                                          `json:"eventCategory"`
	SessionCredentialFromConsole string                                                                          `json:"sessionCredentialFromConsole"`
	TLSDetails                   struct{ TLSVersion, CipherSuite, ClientProvidedHostHeader, KeyExchange string } `json:"tlsDetails"`
}
