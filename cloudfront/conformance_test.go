package cloudfront

import (
	"io"
	"strings"
	"testing"

	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/tlslogtest"
)

// TestConformance checks what all decoders promise, for each format.
func TestConformance(t *testing.T) {
	chosen := []string{"connectionId", "eventTimestamp", "clientIp", "new"}
	for _, f := range []struct {
		name    string
		fields  []string
		samples tlslogtest.Samples[Record]
	}{
		{"JSON lines", nil, tlslogtest.Samples[Record]{
			Separator: "\n",
			Footer:    "\n",
			Records:   jsonSamples,
		}},
		{"JSON array", nil, tlslogtest.Samples[Record]{
			Header:    "[\n",
			Separator: ",\n",
			Footer:    "\n]",
			Records:   inMessages,
		}},
		{"JSON in a row", nil, tlslogtest.Samples[Record]{Records: inMessages}},
		{"w3c", nil, tlslogtest.Samples[Record]{
			Header:    goodHeader,
			Separator: "\n",
			Footer:    "\n",
			Whole:     wholeRow("\t", len(FieldNames())),
			Records:   rowSamples,
		}},
		{"plain", nil, tlslogtest.Samples[Record]{
			Separator: "\r\n",
			Footer:    "\r\n",
			Whole:     wholeRow("\t", table.MinValues),
			Records:   rowSamples,
		}},
		{"plain, chosen fields", chosen, tlslogtest.Samples[Record]{
			Separator: "\n",
			Footer:    "\n",
			Whole:     wholeRow("|", len(chosen)),
			Records: []tlslogtest.Sample[Record]{
				{Text: "c1|1731620046814|2001:db8::1|new"},
				{Text: "c2|-|192.0.2.1|-"},
				{Text: "c3|§yesterday|192.0.2.300|-", Field: "eventTimestamp", Err: tlslog.ErrTime},
				{Text: "c4|-", Err: tlslog.ErrFieldCount},
			},
		}},
		{"subscription", nil, tlslogtest.Samples[Record]{
			Wrap:    func(texts []string) string { return envelopetest.Subscription(texts...) },
			Records: inMessages,
		}},
	} {
		t.Run(f.name, func(t *testing.T) {
			newDecoder := func(r io.Reader) *Decoder {
				d := NewDecoder(r)
				if d.Fields = f.fields; f.fields != nil {
					d.Delimiter = "|"
				}
				return d
			}
			f.samples.Gzip = true
			f.samples.Allocs = 0.1
			// What a record is alone, it is among others.
			for i, m := range f.samples.Records {
				log := f.samples.Header + strings.Replace(m.Text, tlslogtest.Mark, "", 1) + f.samples.Footer
				_ = newDecoder(strings.NewReader(log)).Decode(&f.samples.Records[i].Record)
			}
			tlslogtest.TestDecoder(t, newDecoder, f.samples)
		})
	}
}

var jsonSamples = []tlslogtest.Sample[Record]{
	{Text: goodJSON},
	{Text: `{"eventTimestamp":"1731620046814","connectionId":"c2","new":[{"a":"\""}],"connectionStatus":"Failed:\u0043lientCertUntrusted"}`},
	{Text: "{ \"eventTimestamp\" : 1731620046814,\r\n\"connectionId\": \"c3\", \"tlsHandshakeDuration\" : 5 }"},
	{Text: strings.Replace(goodJSON, `"12137"`, `§"65536"`, 1), Field: "clientPort", Err: tlslog.ErrNumber},
	{Text: strings.Replace(goodJSON, `"192.0.2.136"`, `§{"a":"192.0.2.136"}`, 1), Field: "serverIp", Err: tlslog.ErrType},
	{Text: `{"client_ip":"192.0.2.10","elb":"app/web/0123456789abcdef"}`, Err: tlslog.ErrForeign},
	{Text: `{"clientIp":}`, Err: tlslog.ErrSyntax},
	{Text: `{"clientIp":"192.0.2.10}`, Err: tlslog.ErrSyntax},
}

// inMessages are those that do not hide what is behind them.
var inMessages = jsonSamples[:len(jsonSamples)-1]

var rowSamples = []tlslogtest.Sample[Record]{
	{Text: goodRow},
	{Text: strings.Replace(goodRow, "www.example.com", "-", 1)},
	{Text: strings.Replace(goodRow, "192.0.2.136", "§192.0.2.xxx", 1), Field: "serverIp", Err: tlslog.ErrAddress},
	{Text: goodRow[:40], Err: tlslog.ErrFieldCount},
}

// wholeRow returns a function that reports whether the last line of a log has
// so many values, or there is none.
func wholeRow(delimiter string, values int) func(string) bool {
	return func(start string) bool {
		last := start[strings.LastIndexByte(start, '\n')+1:]
		return last == "" || !strings.HasPrefix(last, "#") && strings.Count(last, delimiter) >= values-1
	}
}
