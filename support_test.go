package awstls_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
	"github.com/google/go-cmp/cmp"
)

// support returns the README's table of what is read from what. It is made of
// the rows of [formats], [envelopeSources] and [envelopes], so that a cell says
// yes if a test reads it.
func support() string {
	columns := []struct {
		title    string
		envelope tlslog.Envelope
	}{
		{"CloudWatch Logs subscription", tlslog.EnvelopeCloudWatchLogs},
		{"CloudWatch Logs export", tlslog.EnvelopeCloudWatchLogsExport},
		{"Kinesis event", tlslog.EnvelopeKinesis},
		{"Firehose event", tlslog.EnvelopeFirehose},
		{"EventBridge", tlslog.EnvelopeEventBridge},
		{"LookupEvents", tlslog.EnvelopeLookupEvents},
	}
	var b strings.Builder
	b.WriteString("| package | format | file")
	for _, c := range columns {
		b.WriteString(" | " + c.title)
	}
	b.WriteString(" |\n|---|---|" + strings.Repeat(":-:|", 1+len(columns)) + "\n")
	for _, f := range formats {
		b.WriteString("| `" + f.source + "` | " + f.format + " | yes")
		for _, c := range columns {
			if reads(f.source+" "+f.format, c.envelope) {
				b.WriteString(" | yes")
			} else {
				b.WriteString(" | ")
			}
		}
		b.WriteString(" |\n")
	}
	return b.String()
}

// reads reports whether TestEnvelopes reads records of a row of formats out of
// an envelope.
func reads(format string, envelope tlslog.Envelope) bool {
	return slices.ContainsFunc(envelopeSources, func(s envelopeSource) bool {
		if !strings.HasPrefix(s.name, format) {
			return false
		}
		for _, e := range envelopes {
			if e.origin.Envelope == envelope && strings.HasPrefix(s.name, e.only) {
				return true
			}
		}
		return false
	})
}

// TestReadmeSupport checks that the README has the table of what these tests
// read. With -update it writes it.
func TestReadmeSupport(t *testing.T) {
	const file, begin, end = "README.md", "<!-- generated: support -->\n", "<!-- end -->\n"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	got, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no part %q", file, begin)
	}
	want := support()
	if *update && got != want {
		if err := os.WriteFile(file, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		got = want
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("the table of %s is stale: run go generate in the root of the module (-file +tests):\n%s", file, diff)
	}
}
