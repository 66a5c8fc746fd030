package awstls_test

import (
	"io"
	"maps"
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
