package awstls_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/tlslogtest"
)

// TestConformance checks of the front door what all decoders promise, with
// logs of several sources.
func TestConformance(t *testing.T) {
	type sample = tlslogtest.Sample[tlslog.Event]
	sound := func(text string) string { return strings.TrimSuffix(text, "\n") }
	objects := []sample{
		{Text: sound(albJSON)},
		{Text: sound(cloudfrontJSON)},
		{Text: sound(firewallTLS)},
		{Text: trailEvent},
		{Text: sound(firewallAlert)},
		{Text: sound(strings.Replace(albJSON, `"192.0.2.10"`, `§"192.0.2.xxx"`, 1)), Field: "client_ip", Err: tlslog.ErrAddress},
		{Text: sound(strings.Replace(cloudfrontJSON, `"1790147487691"`, `§"2026-09-23"`, 1)), Field: "eventTimestamp", Err: tlslog.ErrTime},
		{Text: sound(strings.Replace(firewallTLS, `"192.0.2.10"`, `§"192.0.2.xxx"`, 1)), Field: "event.src_ip", Err: tlslog.ErrAddress},
		{Text: strings.Replace(trailEvent, `"Decrypt"`, `§["Decrypt"]`, 1), Field: "eventName", Err: tlslog.ErrType},
	}
	mixed := append([]sample{
		{Text: sound(classicLine)},
		{Text: sound(strings.Replace(classicLine, "192.0.2.10", "§192.0.2.xxx", 1)), Field: "client_ip", Err: tlslog.ErrAddress},
	}, objects...)
	header, row, _ := strings.Cut(sound(cloudfrontW3C), "\n")
	for name, samples := range map[string]tlslogtest.Samples[tlslog.Event]{
		"lines": {Separator: "\n", Footer: "\n", Records: mixed, Whole: func(start string) bool {
			last := start[strings.LastIndexByte(start, '\n')+1:]
			if !strings.Contains(start, " 443 ") {
				return true // of what it is cannot be told, as is reported
			}
			return last == "" || len(strings.Fields(last)) >= 11 || json.Valid([]byte(last))
		}},
		"file":  {Header: `{"Records":[`, Separator: ",", Footer: "]}", Records: objects},
		"array": {Header: "[\n", Separator: ",\r\n", Footer: "\n]\n", Records: objects},
		"w3c": {Header: header + "\n", Separator: "\n", Footer: "\n", Records: []sample{
			{Text: row},
			{Text: strings.Replace(row, "c2", strings.Repeat("c", len(header)), 1)},
			{Text: strings.Replace(row, "192.0.2.10", "§192.0.2.xxx", 1), Field: "clientIp", Err: tlslog.ErrAddress},
		}, Whole: func(start string) bool {
			last := start[strings.LastIndexByte(start, '\n')+1:]
			return last == "" || last[0] != '#' && strings.Count(last, "\t") == 3
		}},
		"subscription": {Wrap: func(texts []string) string { return envelopetest.Subscription(texts...) }, Records: mixed},
	} {
		t.Run(name, func(t *testing.T) {
			samples.Gzip = true
			samples.Allocs = 1 // the event of an alert has its flow's number as a text
			for i, m := range samples.Records {
				samples.Records[i].Record = eventOf(t, strings.Replace(m.Text, tlslogtest.Mark, "", 1))
			}
			tlslogtest.TestDecoder(t, awstls.NewDecoder, samples)
		})
	}
}

// eventOf returns the event of a record as its package reads it.
func eventOf(t *testing.T, text string) tlslog.Event {
	var rec tlslog.Eventer
	switch {
	case strings.Contains(text, "connectionId"):
		rec, _ = cloudfront.ParseRecord(text)
	case strings.Contains(text, "alert"):
		rec, _ = networkfirewall.ParseAlertRecord(text)
	case strings.Contains(text, "tls_error"):
		rec, _ = networkfirewall.ParseRecord(text)
	case strings.Contains(text, "eventVersion"):
		rec, _ = cloudtrail.ParseRecord(text)
	case strings.HasPrefix(text, "{"):
		var r alb.Record
		_ = r.UnmarshalJSON([]byte(text))
		rec = r
	case strings.Contains(text, "\t"):
		header, _, _ := strings.Cut(cloudfrontW3C, "\n")
		var r cloudfront.Record
		_ = cloudfront.NewDecoder(strings.NewReader(header + "\n" + text)).Decode(&r)
		rec = r
	default:
		rec, _ = alb.ParseRecord(text)
	}
	e, ok := rec.Event()
	if !ok {
		t.Fatalf("no event in %s", text)
	}
	return e
}
