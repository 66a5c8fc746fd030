package networkfirewall

import (
	"io"
	"strings"
	"testing"

	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/tlslogtest"
)

// The records of both kinds, some of them damaged.
var (
	recordSamples = []tlslogtest.Sample[Record]{
		{Text: noName}, {Text: wrongName}, {Text: revocation},
		{Text: pretty(strings.Replace(noName, `"event":{`, `"new":[{"a":"\""}],"event":{"new":0.10,`, 1))},
		{Text: strings.Replace(noName, `"10.0.2.53"`, `§"10.0.2.xxx"`, 1), Field: "event.src_ip", Err: tlslog.ErrAddress},
		{Text: strings.Replace(wrongName, `1772370845`, `§"2026-03-01"`, 1), Field: "event_timestamp", Err: tlslog.ErrTime},
		{Text: strings.Replace(revocation, `"55930"`, `§{"a":55930}`, 1), Field: "event.src_port", Err: tlslog.ErrType},
		{Text: `{"firewall_name":"egress","event":{"tls_error":}}`, Err: tlslog.ErrSyntax},
	}
	alertSamples = []tlslogtest.Sample[AlertRecord]{
		{Text: blocked}, {Text: allowed},
		{Text: pretty(strings.Replace(blocked, `"tx_id"`, `"new":[{"a":"\""}],"tx_id"`, 1))},
		{Text: strings.Replace(blocked, `"10.0.100.55"`, `§"10.0.100.xxx"`, 1), Field: "event.src_ip", Err: tlslog.ErrAddress},
		{Text: strings.Replace(allowed, `"tx_id":1`, `"tx_id":§-1`, 1), Field: "event.tx_id", Err: tlslog.ErrNumber},
		{Text: `{"firewall_name":"egress","event":{"alert":}}`, Err: tlslog.ErrSyntax},
	}
)

// TestConformance checks what all decoders promise.
func TestConformance(t *testing.T) {
	t.Run("Decoder", func(t *testing.T) { conforms(t, NewDecoder, recordSamples, 0.1) })
	t.Run("AlertDecoder", func(t *testing.T) { conforms(t, NewAlertDecoder, alertSamples, 0.1) })

	var events []tlslogtest.Sample[tlslog.Event]
	for i, m := range recordSamples {
		events = append(events, tlslogtest.Sample[tlslog.Event]{Text: m.Text, Field: m.Field, Err: m.Err})
		if i < len(alertSamples) {
			m := alertSamples[i]
			events = append(events, tlslogtest.Sample[tlslog.Event]{Text: m.Text, Field: m.Field, Err: m.Err})
		}
	}
	// The event of an alert has its flow's number as a text.
	t.Run("EventDecoder", func(t *testing.T) { conforms(t, NewEventDecoder, events, 1) })
}

// conforms runs the suite for each form of a log.
func conforms[R comparable, D tlslog.Decoder[R]](t *testing.T, newDecoder func(io.Reader) D, records []tlslogtest.Sample[R], allocs float64) {
	// What a record is alone, it is among others.
	for i, m := range records {
		log := strings.Replace(m.Text, tlslogtest.Mark, "", 1) + "\n"
		_ = newDecoder(strings.NewReader(log)).Decode(&records[i].Record)
	}
	// In an array it would hide what is behind it.
	open := tlslogtest.Sample[R]{Text: `{"firewall_name":"egress`, Record: records[len(records)-1].Record, Err: tlslog.ErrSyntax}
	for name, samples := range map[string]tlslogtest.Samples[R]{
		"lines":        {Separator: "\n", Footer: "\n", Records: append(records[:len(records):len(records)], open)},
		"array":        {Header: "[", Separator: ",\r\n", Footer: "]\n", Records: records},
		"in a row":     {Records: records},
		"subscription": {Wrap: func(texts []string) string { return envelopetest.Subscription(texts...) }, Records: records},
	} {
		t.Run(name, func(t *testing.T) {
			samples.Gzip = true
			samples.Allocs = allocs
			tlslogtest.TestDecoder(t, newDecoder, samples)
		})
	}
}
