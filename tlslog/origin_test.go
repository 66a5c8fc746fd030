package tlslog_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

func TestOriginJSON(t *testing.T) {
	origins := map[string]tlslog.Origin{
		`{}`: {},
		`{"envelope":"cloudwatch_logs","logGroup":"g","logStream":"s","account":"123456789012","region":"eu-central-1","id":"i","time":"2026-09-23T07:11:27.691Z"}`: {
			tlslog.EnvelopeCloudWatchLogs, "g", "s", "123456789012", "eu-central-1", "i", time.Date(2026, 9, 23, 7, 11, 27, 691e6, time.UTC),
		},
	}
	for text, o := range origins {
		b, err := json.Marshal(o)
		var back tlslog.Origin
		if err != nil || string(b) != text || json.Unmarshal(b, &back) != nil || back != o {
			t.Errorf("%s, %v, want %s; back %+v", b, err, text, back)
		}
	}
}

func TestOriginClone(t *testing.T) {
	o := tlslog.Origin{LogGroup: "g", LogStream: "s", Account: "a", Region: "r", ID: "i", Envelope: tlslog.EnvelopeKinesis, Time: time.Unix(1, 0).UTC()}
	c := o.Clone()
	if c != o {
		t.Errorf("%+v", c)
	}
	for i, p := range [][2]string{{o.LogGroup, c.LogGroup}, {o.LogStream, c.LogStream}, {o.Account, c.Account}, {o.Region, c.Region}, {o.ID, c.ID}} {
		if sameBytes(p[0], p[1]) {
			t.Errorf("string %d is shared", i)
		}
	}
}

func TestEnvelopeNames(t *testing.T) {
	for e := tlslog.EnvelopeNone; e <= tlslog.EnvelopeLookupEvents; e++ {
		text, err := e.MarshalText()
		var back tlslog.Envelope
		if err != nil || string(text) != e.String() || back.UnmarshalText(text) != nil || back != e {
			t.Errorf("%d: %q, %v, %v", e, text, err, back)
		}
		if appended, err := e.AppendText([]byte("x")); string(appended) != "x"+e.String() || err != nil {
			t.Errorf("%q, %v", appended, err)
		}
	}
	if s := tlslog.Envelope(200).String(); s != "Envelope(200)" {
		t.Error(s)
	}
	var e tlslog.Envelope
	if e.UnmarshalText([]byte("Envelope(1)")) == nil || e != tlslog.EnvelopeNone {
		t.Error("an unknown name is taken")
	}
}

func ExampleOrigin() {
	o := tlslog.Origin{Envelope: tlslog.EnvelopeCloudWatchLogs, LogGroup: "/aws/alb", Account: "123456789012"}
	b, _ := json.Marshal(o)
	fmt.Println(string(b))
	// Output: {"envelope":"cloudwatch_logs","logGroup":"/aws/alb","account":"123456789012"}
}

// An Origin that is kept is copied, lest it keep its block of the log.
func ExampleOrigin_Clone() {
	o := tlslog.Origin{LogGroup: "/aws/alb"}
	kept := o.Clone()
	fmt.Println(kept == o)
	// Output: true
}
