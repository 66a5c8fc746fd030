package alb

import (
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/tlslogtest"
)

// TestConformance checks what all decoders promise, for each format.
func TestConformance(t *testing.T) {
	open := func(r io.Reader) tlslog.Decoder[Record] { return NewDecoder(r) }
	chosen := []string{"conn_trace_id", "time", "leaf_client_cert_subject", "client_ip", "new"}
	for _, f := range []struct {
		name       string
		newDecoder func(io.Reader) tlslog.Decoder[Record]
		samples    tlslogtest.Samples[Record]
	}{
		{"line", open, tlslogtest.Samples[Record]{
			Separator: "\n",
			Footer:    "\n",
			Whole: func(start string) bool {
				last := start[strings.LastIndexByte(start, '\n')+1:]
				values := strings.Fields(regexp.MustCompile(`"[^"]*"`).ReplaceAllString(last, "subject"))
				return last == "" || len(values) >= 11 && strings.Count(last, `"`) != 1
			},
			Records: []tlslogtest.Sample[Record]{
				{Text: success},
				{Text: classicLine + ` "new column" -`},
				{Text: good},
				{Text: strings.Replace(good, "192.0.2.10", "§192.0.2.xxx", 1), Field: "client_ip", Err: tlslog.ErrAddress},
				{Text: strings.NewReplacer("64326", "§x4326", "0.036", "y").Replace(good), Field: "client_port", Err: tlslog.ErrNumber},
				{Text: head + tls13 + `§"CN=a - - Success` + tail, Field: "leaf_client_cert_subject", Err: tlslog.ErrQuote},
				{Text: head + tls13, Err: tlslog.ErrFieldCount},
				{Text: "what is this", Err: tlslog.ErrSyntax},
				{Text: "https 2026-09-23T07:11:27.691358Z app/web/0123456789abcdef 192.0.2.10:64326 - -1 -1 -1 460 - 0 0", Err: ErrAccessLog},
			},
		}},
		{"JSON lines", open, tlslogtest.Samples[Record]{
			Separator: "\n",
			Footer:    "\n",
			Records:   jsonSamples,
		}},
		{"JSON array", open, tlslogtest.Samples[Record]{
			Header:    "[",
			Separator: ",\r\n",
			Footer:    "]",
			Records:   inMessages,
		}},
		{"JSON in a row", open, tlslogtest.Samples[Record]{Records: inMessages}},
		{"w3c", open, tlslogtest.Samples[Record]{
			Header:    vendedHeader,
			Separator: "\r\n",
			Footer:    "\r\n",
			Whole:     wholeRow("#", "\t", len(FieldNames())),
			Records:   rowSamples,
		}},
		{"plain", open, tlslogtest.Samples[Record]{
			Separator: "\n",
			Footer:    "\n",
			Whole:     wholeRow("", "\t", table.MinValues),
			Records:   rowSamples,
		}},
		{"plain, chosen fields", func(r io.Reader) tlslog.Decoder[Record] {
			d := NewDecoder(r)
			d.Fields, d.Delimiter = chosen, ";"
			return d
		}, tlslogtest.Samples[Record]{
			Separator: "\n",
			Footer:    "\n",
			Whole:     wholeRow("", ";", len(chosen)),
			Records: []tlslogtest.Sample[Record]{
				{Text: "TID_1;2026-09-23T07:11:27.691358Z;CN=client,O=Example Corp;2001:db8::1;new"},
				{Text: "TID_2;-;-;192.0.2.1;-"},
				{Text: "TID_3;§yesterday;-;192.0.2.300;-", Field: "time", Err: tlslog.ErrTime},
				{Text: "TID_4;-", Err: tlslog.ErrFieldCount},
			},
		}},
		{"exported log group", func(r io.Reader) tlslog.Decoder[Record] {
			// What the export puts before an entry counts for the limit.
			return struct{ tlslog.Decoder[Record] }{NewDecoder(r)}
		}, tlslogtest.Samples[Record]{
			Wrap: func(texts []string) string { return envelopetest.Export(texts...) },
			Whole: func(start string) bool {
				last := start[strings.LastIndexByte(start, '\n')+1:]
				return last == "" || len(last) > 25 && json.Valid([]byte(last[25:]))
			},
			Records: inMessages,
		}},
		{"subscription", open, tlslogtest.Samples[Record]{
			Wrap:    func(texts []string) string { return envelopetest.Subscription(texts...) },
			Records: inMessages,
		}},
	} {
		t.Run(f.name, func(t *testing.T) {
			f.samples.Gzip = true
			f.samples.Allocs = 0.05
			// What a record is alone, it is among others.
			for i, m := range f.samples.Records {
				log := f.samples.Header + strings.Replace(m.Text, tlslogtest.Mark, "", 1) + f.samples.Footer
				_ = f.newDecoder(strings.NewReader(log)).Decode(&f.samples.Records[i].Record)
			}
			tlslogtest.TestDecoder(t, f.newDecoder, f.samples)
		})
	}
}

var jsonSamples = []tlslogtest.Sample[Record]{
	{Text: vendedJSON},
	{Text: `{"time":"2026-09-23T07:11:27.691358Z","client_ip":"192.0.2.10","new":[{"a":"\""}],"tls_verify_status":"Failed:\u0043lientCertUntrusted"}`},
	{Text: `{ "time" : null, "client_ip": "192.0.2.10", "client_port": 64326, "tls_handshake_latency" : 0.5 }`},
	{Text: strings.Replace(vendedJSON, `"192.0.2.10"`, `§"192.0.2.xxx"`, 1), Field: "client_ip", Err: tlslog.ErrAddress},
	{Text: strings.Replace(vendedJSON, `"443"`, `§[443]`, 1), Field: "listener_port", Err: tlslog.ErrType},
	{Text: `{"eventTimestamp":"1731620046814"}`, Err: tlslog.ErrForeign},
	{Text: `{"client_ip":}`, Err: tlslog.ErrSyntax},
	{Text: "{\"client_ip\":\"192.0.2.10}", Err: tlslog.ErrSyntax},
}

// inMessages are those that do not hide what is behind them.
var inMessages = jsonSamples[:len(jsonSamples)-1]

var rowSamples = []tlslogtest.Sample[Record]{
	{Text: vendedRow},
	{Text: strings.Replace(vendedRow, "CN=client,O=Example Corp", "-", 1)},
	{Text: strings.Replace(vendedRow, "192.0.2.10", "§192.0.2.xxx", 1), Field: "client_ip", Err: tlslog.ErrAddress},
	{Text: vendedRow[:40], Err: tlslog.ErrFieldCount},
}

// wholeRow returns a function that reports whether the last line of a log has
// so many values. A line that starts with the prefix is none.
func wholeRow(directive, delimiter string, values int) func(string) bool {
	return func(start string) bool {
		last := start[strings.LastIndexByte(start, '\n')+1:]
		if directive != "" && strings.HasPrefix(last, directive) {
			return false
		}
		return last == "" || strings.Count(last, delimiter) >= values-1
	}
}
