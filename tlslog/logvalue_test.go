package tlslog_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// TestLogValue checks that an event is logged with the names of its JSON, and
// with all of them.
func TestLogValue(t *testing.T) {
	text, err := json.Marshal(fullEvent)
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]any
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	slog.New(slog.NewJSONHandler(&out, nil)).Info("connection", "event", fullEvent)
	var line struct{ Event map[string]any }
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	names := func(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }
	if got := line.Event; !slices.Equal(names(got), names(want)) {
		t.Errorf("logged as\n%v, want\n%v", names(got), names(want))
	}
	for name, value := range want {
		if name == "certificate" {
			got, want := line.Event[name].(map[string]any), value.(map[string]any)
			if !slices.Equal(names(got), names(want)) || got["serial"] != want["serial"] {
				t.Errorf("certificate is logged as %v", got)
			}
			continue
		}
		if line.Event[name] != value {
			t.Errorf("%s is logged as %v, want %v", name, line.Event[name], value)
		}
	}
}

func TestLogValueZero(t *testing.T) {
	if g := (tlslog.Event{}).LogValue().Group(); len(g) != 0 {
		t.Errorf("the zero Event is logged as %v", g)
	}
}

func ExampleEvent_LogValue() {
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{
		ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey && len(groups) == 0 {
				return slog.Attr{} // for an output that does not change
			}
			return a
		},
	}))
	log.Info("turned down", "event", tlslog.Event{
		Source: tlslog.SourceALB,
		Result: tlslog.ResultFailure,
		Reason: tlslog.ReasonCertificateExpired,
		Code:   "ClientCertExpired",
	})
	// Output: level=INFO msg="turned down" event.source=alb event.result=failure event.reason=certificate_expired event.code=ClientCertExpired
}
