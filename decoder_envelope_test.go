package awstls_test

import (
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/tlslog"
)

// TestDecoderEnvelopes puts records of all sources into one envelope, and the
// envelope among records without one.
func TestDecoderEnvelopes(t *testing.T) {
	trim := func(s string) string { return strings.TrimSuffix(s, "\n") }
	messages := []string{trim(classicLine), trim(albJSON), trim(cloudfrontJSON), trim(firewallTLS), trailEvent, trim(classicLine), trim(firewallAlert), trailEvent}
	want := map[tlslog.Source]int{tlslog.SourceALB: 3, tlslog.SourceCloudFront: 1, tlslog.SourceNetworkFirewall: 2, tlslog.SourceCloudTrail: 2}
	all := envelopetest.Subscription(messages...)
	zipped := envelopetest.Gzip(all)
	rows := []string{"#Version: 1.0", "#Fields: time client_ip conn_trace_id", "2026-09-23T07:11:27Z\t192.0.2.10\tTID_5", "2026-09-23T07:11:28Z\t192.0.2.10\tTID_6"}
	two := map[tlslog.Source]int{tlslog.SourceALB: 2}
	for _, tt := range []struct {
		name, text string
		origin     tlslog.Envelope
		want       map[tlslog.Source]int
	}{
		{"subscription", all, tlslog.EnvelopeCloudWatchLogs, want},
		{"for Lambda", envelopetest.Lambda(zipped), tlslog.EnvelopeCloudWatchLogs, want},
		{"Kinesis", envelopetest.Kinesis(zipped), tlslog.EnvelopeCloudWatchLogs, want},
		{"Kinesis, records", envelopetest.Kinesis(messages...), tlslog.EnvelopeKinesis, want},
		{"Firehose", envelopetest.Firehose(messages...), tlslog.EnvelopeFirehose, want},
		{"Firehose in S3", envelopetest.Gzip(zipped), tlslog.EnvelopeCloudWatchLogs, want},
		{"export", envelopetest.Export(messages...), tlslog.EnvelopeCloudWatchLogsExport, want},
		{"subscription, header and rows", envelopetest.Subscription(rows...), tlslog.EnvelopeCloudWatchLogs, two},
		{"Firehose, header and rows", envelopetest.Firehose(strings.Join(rows, "\n")), tlslog.EnvelopeFirehose, two},
		{"export, header and rows", envelopetest.Export(rows...), tlslog.EnvelopeCloudWatchLogsExport, two},
		{"EventBridge", envelopetest.EventBridge(trailEvent), tlslog.EnvelopeEventBridge, map[tlslog.Source]int{tlslog.SourceCloudTrail: 1}},
		{"EventBridge in records", envelopetest.Records(envelopetest.EventBridge(trailEvent), envelopetest.EventBridge(trailEvent)),
			tlslog.EnvelopeEventBridge, map[tlslog.Source]int{tlslog.SourceCloudTrail: 2}},
		{"LookupEvents", envelopetest.LookupEvents(trailEvent, trailEvent), tlslog.EnvelopeLookupEvents, map[tlslog.Source]int{tlslog.SourceCloudTrail: 2}},
	} {
		for _, pieces := range []func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.OneByteReader} {
			d := awstls.NewDecoder(pieces(strings.NewReader(tt.text)))
			got := map[tlslog.Source]int{}
			for e, err := range d.All() {
				if err != nil {
					t.Errorf("%s: %v", tt.name, err)
				}
				if o := d.Origin(); o.Envelope != tt.origin {
					t.Errorf("%s: %v came in %v", tt.name, e.Source, o.Envelope)
				}
				got[e.Source]++
			}
			if !maps.Equal(got, tt.want) {
				t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
			}
		}
		if strings.HasPrefix(tt.text, "\x1f\x8b") {
			continue
		}
		for _, around := range []string{classicLine, trailEvent, cloudfrontW3C} {
			among, err := read(strings.NewReader(around + around))
			if err != nil {
				t.Fatal(err)
			}
			for source, n := range tt.want {
				among[source] += n
			}
			if got, err := read(strings.NewReader(around + tt.text + "\n" + around)); err != nil || !maps.Equal(got, among) {
				t.Errorf("%s, among %.20s: %v, %v", tt.name, around, got, err)
			}
		}
	}
}

// TestDecoderOrigin: a record has the origin of its own, and not that of what
// was read before it in another way.
func TestDecoderOrigin(t *testing.T) {
	trim := func(s string) string { return strings.TrimSuffix(s, "\n") }
	const none, export, bridge = tlslog.EnvelopeNone, tlslog.EnvelopeCloudWatchLogsExport, tlslog.EnvelopeEventBridge
	for _, tt := range []struct {
		name, log string
		want      []tlslog.Envelope
	}{
		{"line, line", envelopetest.Export(classicLine) + classicLine, []tlslog.Envelope{export, none}},
		{"line, unknown line", envelopetest.Export(classicLine) + flowLine, []tlslog.Envelope{export, none}},
		{"line, value", envelopetest.Export(classicLine) + firewallTLS, []tlslog.Envelope{export, none}},
		{"value, line", envelopetest.Export(firewallTLS) + classicLine, []tlslog.Envelope{export, none}},
		{"value, unknown line", envelopetest.Export(firewallTLS) + flowLine, []tlslog.Envelope{export, none}},
		{"value, value", envelopetest.Export(firewallTLS) + firewallTLS, []tlslog.Envelope{export, none}},
		{"container, container", envelopetest.Export(trailFile2) + trailFile2, []tlslog.Envelope{export, export, none, none}},
		{"container, array", envelopetest.Export(trailFile2) + "[" + trailEvent + "]", []tlslog.Envelope{export, export, none}},
		{"container, line", envelopetest.Export(trailFile2) + classicLine, []tlslog.Envelope{export, export, none}},
		{"envelopes in a container", envelopetest.Export(envelopetest.Records(envelopetest.EventBridge(trailEvent), trailEvent)) + trailEvent,
			[]tlslog.Envelope{bridge, export, none}},
		{"one name twice", envelopetest.Export(`{"Records":[` + trailEvent + `],"Records":[` + trailEvent + `]}`), []tlslog.Envelope{export, export}},
		{"container within one", envelopetest.Export(envelopetest.Records(envelopetest.Records(trailEvent), trailEvent)), []tlslog.Envelope{export, export}},
		{"unknown line in a message", envelopetest.Subscription(trim(flowLine), trim(classicLine)) + classicLine,
			[]tlslog.Envelope{tlslog.EnvelopeCloudWatchLogs, tlslog.EnvelopeCloudWatchLogs, none}},
		{"line, damaged envelope", envelopetest.Export(classicLine) + `{"awslogs":{"data":"!"}}`, []tlslog.Envelope{export, none}},
		{"line, cut off", envelopetest.Export(classicLine) + `{"awslogs":`, []tlslog.Envelope{export}},
		{"container, cut off", strings.TrimSuffix(envelopetest.Export(envelopetest.Records(trailEvent, `{"eventVersion":"1"`)), "}]}\n"), []tlslog.Envelope{export}},
	} {
		d := awstls.NewDecoder(strings.NewReader(tt.log))
		var got []tlslog.Envelope
		for {
			err := d.Decode(new(tlslog.Event))
			if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
				break
			}
			got = append(got, d.Origin().Envelope)
		}
		if !slices.Equal(got, tt.want) || d.Origin() != (tlslog.Origin{}) {
			t.Errorf("%s: %v, and at the end %+v; want %v", tt.name, got, d.Origin(), tt.want)
		}
	}
}
