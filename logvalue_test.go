package awstls_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
)

// TestLogValue checks that records are logged as their JSON.
func TestLogValue(t *testing.T) {
	firewall, err := networkfirewall.ParseRecord(firewallTLS)
	if err != nil {
		t.Fatal(err)
	}
	alert, err := networkfirewall.ParseAlertRecord(firewallAlert)
	if err != nil {
		t.Fatal(err)
	}
	call, err := cloudtrail.ParseRecord(trailEvent)
	if err != nil {
		t.Fatal(err)
	}
	for _, rec := range []slog.LogValuer{
		alb.Record{ConnTraceID: "TID_1", LeafClientCertSubject: "CN=<\"a\">\x1b[2J"},
		cloudfront.Record{ConnectionID: "c1", ConnectionLogCustomData: "a\nb"},
		firewall, alert, call,
	} {
		want, err := json.Marshal(rec)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		slog.New(slog.NewJSONHandler(&out, nil)).Info("record", "rec", rec)
		var line struct{ Rec any }
		if err := json.Unmarshal(out.Bytes(), &line); err != nil {
			t.Errorf("%T: %v", rec, err)
		}
		var fields any
		if err := json.Unmarshal(want, &fields); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(line.Rec, fields) {
			t.Errorf("%T is logged as %s, want %s", rec, out.Bytes(), want)
		}
		out.Reset()
		slog.New(slog.NewTextHandler(&out, nil)).Info("record", "rec", rec)
		if text := out.String(); strings.Count(text, "\n") != 1 || strings.Contains(text, "\x1b") || !strings.Contains(text, "rec=") {
			t.Errorf("%T is logged as %q", rec, text)
		}
	}
	// A value that JSON cannot hold.
	if v := (alb.Record{ConnTraceID: "-"}).LogValue().Any(); v == nil || !strings.Contains(v.(error).Error(), "conn_trace_id") {
		t.Errorf("%v", v)
	}
}
