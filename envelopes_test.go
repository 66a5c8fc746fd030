package awstls_test

import (
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// An enveloped is what a decoder gives for one record.
type enveloped struct {
	record any
	err    error
	origin tlslog.Origin
	raw    string
}

// A reader is a source whose records can come in envelopes, with two records
// of it.
type envelopeSource struct {
	name    string // starts with the source and the format of a row of [formats]
	records []string
	decode  func(io.Reader) []enveloped // the last one is the final error
}

// A decoder is what all decoders have in common.
type decoder[R any] interface {
	tlslog.Decoder[R]
	Origin() tlslog.Origin
	Raw() string
	InputOffset() int64
}

func drain[R any](d decoder[R]) (all []enveloped) {
	for {
		var rec R
		err := d.Decode(&rec)
		all = append(all, enveloped{rec, err, d.Origin(), d.Raw()})
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			return all
		}
	}
}

var envelopeSources = []envelopeSource{
	{"alb line", []string{
		`2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success`,
		`2026-09-23T07:11:28.691358Z 192.0.2.11 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "CN=a\"b" - - Success`,
	}, func(r io.Reader) []enveloped { return drain(alb.NewDecoder(r)) }},
	{"alb JSON", []string{
		`{"time":"2026-09-23T07:11:27.691358Z","client_ip":"192.0.2.10","conn_trace_id":"first","leaf_client_cert_subject":"CN=a\"b\\c"}`,
		`{"time":"2026-09-23T07:11:28.691358Z","client_ip":"192.0.2.10","conn_trace_id":"second"}`,
	}, func(r io.Reader) []enveloped { return drain(alb.NewDecoder(r)) }},
	{"alb plain, raw", []string{
		"first;2026-09-23T07:11:27.691358Z", "second;2026-09-23T07:11:28.691358Z",
	}, func(r io.Reader) []enveloped {
		d := alb.NewDecoder(r)
		d.Fields, d.Delimiter = []string{"conn_trace_id", "time"}, ";"
		return drain(d)
	}},
	{"cloudfront JSON", []string{
		`{"eventTimestamp":"1790147487691","connectionId":"first","connectionStatus":"Success"}`,
		`{"eventTimestamp":"1790147488691","connectionId":"second","connectionStatus":"Failed:ClientCertExpired"}`,
	}, func(r io.Reader) []enveloped { return drain(cloudfront.NewDecoder(r)) }},
	{"cloudfront plain, raw", []string{
		"1790147487691\tfirst\tSuccess" + strings.Repeat("\t-", 14), "1790147488691\tsecond\tSuccess" + strings.Repeat("\t-", 14),
	}, func(r io.Reader) []enveloped { return drain(cloudfront.NewDecoder(r)) }},
	{"networkfirewall JSON", []string{
		`{"firewall_name":"first","event_timestamp":1790147487,"event":{"timestamp":"2026-09-23T07:11:27.691358Z","src_ip":"192.0.2.10","sni":"-","tls_error":{"error_message":"x"}}}`,
		`{"firewall_name":"second","event_timestamp":1790147488,"event":{"timestamp":"2026-09-23T07:11:28.691358Z","src_ip":"192.0.2.10","sni":"-","tls_error":{"error_message":"x"}}}`,
	}, func(r io.Reader) []enveloped { return drain(networkfirewall.NewDecoder(r)) }},
	{"networkfirewall JSON, alerts", []string{
		`{"firewall_name":"first","event_timestamp":"1790147487","event":{"timestamp":"2026-09-23T07:11:27.691358+0000","event_type":"alert","src_ip":"192.0.2.10","tls":{"sni":"a"}}}`,
		`{"firewall_name":"second","event_timestamp":"1790147488","event":{"timestamp":"2026-09-23T07:11:28.691358+0000","event_type":"alert","src_ip":"192.0.2.10","tls":{"sni":"a"}}}`,
	}, func(r io.Reader) []enveloped { return drain(networkfirewall.NewAlertDecoder(r)) }},
	{"cloudtrail JSON", []string{
		`{"eventVersion":"1.11","eventTime":"2026-09-23T07:11:27Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","eventID":"first","requestParameters":{"a":"\""}}`,
		`{"eventVersion":"1.11","eventTime":"2026-09-23T07:11:28Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","eventID":"second"}`,
	}, func(r io.Reader) []enveloped { return drain(cloudtrail.NewDecoder(r)) }},
	{"cloudtrail JSON, file", []string{
		`{"Records":[{"eventVersion":"1.11","eventTime":"2026-09-23T07:11:27Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","eventID":"first"}]}`,
		`{"Records":[{"eventVersion":"1.11","eventTime":"2026-09-23T07:11:28Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","eventID":"second"}]}`,
	}, func(r io.Reader) []enveloped { return drain(cloudtrail.NewDecoder(r)) }},
}

// Origins of the first of two messages.
var (
	fromCloudWatch = tlslog.Origin{
		Envelope: tlslog.EnvelopeCloudWatchLogs, LogGroup: "/aws/tls", LogStream: "stream-1",
		Account: "123456789012", Region: "eu-central-1", ID: "event-1", Time: date(envelopetest.Time),
	}
	fromKinesis  = tlslog.Origin{Envelope: tlslog.EnvelopeKinesis, Region: "eu-central-1", ID: "shardId-0:1", Time: date(envelopetest.Time)}
	fromFirehose = tlslog.Origin{Envelope: tlslog.EnvelopeFirehose, Region: "eu-central-1", ID: "record-1", Time: date(envelopetest.Time)}
	fromExport   = tlslog.Origin{Envelope: tlslog.EnvelopeCloudWatchLogsExport, Time: date(envelopetest.Time)}
	fromBridge   = tlslog.Origin{Envelope: tlslog.EnvelopeEventBridge, Account: "123456789012", Region: "eu-central-1", ID: "bridge-1", Time: date(envelopetest.Time)}
	fromLookup   = tlslog.Origin{Envelope: tlslog.EnvelopeLookupEvents, ID: "lookup-1"}
)

// within returns an origin with what another one says and it does not.
func within(o, outer tlslog.Origin) tlslog.Origin {
	inner, around := reflect.ValueOf(&o).Elem(), reflect.ValueOf(outer)
	for i := range inner.NumField() {
		if inner.Field(i).IsZero() {
			inner.Field(i).Set(around.Field(i))
		}
	}
	return o
}

// envelopes are the ways in which AWS delivers two messages.
var envelopes = []struct {
	name   string
	wrap   func(a, b string) string
	origin tlslog.Origin // of a
	only   string        // the source that can come so, or all
}{
	{"none", func(a, b string) string { return a + "\n" + b }, tlslog.Origin{}, ""},
	{"subscription", func(a, b string) string { return envelopetest.Subscription(a, b) }, fromCloudWatch, ""},
	{"subscription, messages with line feeds", func(a, b string) string { return envelopetest.Subscription(a+"\n", b+"\n") }, fromCloudWatch, ""},
	{"subscriptions without a separator", func(a, b string) string {
		return envelopetest.Subscription(a) + envelopetest.Control + envelopetest.Subscription(b)
	}, fromCloudWatch, ""},
	{"subscriptions, a line each", func(a, b string) string {
		return envelopetest.Control + "\n" + envelopetest.Subscription(a) + "\n" + envelopetest.Subscription(b) + "\n"
	}, fromCloudWatch, ""},
	{"Lambda event of a subscription", func(a, b string) string {
		return envelopetest.Lambda(envelopetest.Gzip(envelopetest.Subscription(a, b)))
	}, fromCloudWatch, ""},
	{"Lambda event of a subscription, not compressed", func(a, b string) string {
		return envelopetest.Lambda(envelopetest.Subscription(a, b))
	}, fromCloudWatch, ""},
	{"Kinesis event", func(a, b string) string { return envelopetest.Kinesis(a, b+"\n") }, fromKinesis, ""},
	{"Kinesis event of a subscription", func(a, b string) string {
		return envelopetest.Kinesis(envelopetest.Gzip(envelopetest.Subscription(a)), envelopetest.Gzip(envelopetest.Control), envelopetest.Gzip(envelopetest.Subscription(b)))
	}, within(fromCloudWatch, fromKinesis), ""},
	{"Firehose event", func(a, b string) string { return envelopetest.Firehose(a, b) }, fromFirehose, ""},
	{"Firehose event of a subscription", func(a, b string) string {
		return envelopetest.Firehose(envelopetest.Gzip(envelopetest.Gzip(envelopetest.Subscription(a)) + envelopetest.Gzip(envelopetest.Subscription(b))))
	}, within(fromCloudWatch, fromFirehose), ""},
	{"export", func(a, b string) string { return envelopetest.Export(a, b) }, fromExport, ""},
	{"export of Records", func(a, b string) string { return envelopetest.Export(envelopetest.Records(a, b)) }, fromExport, "cloudtrail"},
	{"EventBridge", func(a, b string) string { return envelopetest.EventBridge(a) + envelopetest.EventBridge(b) }, fromBridge, "cloudtrail"},
	{"EventBridge in Records", func(a, b string) string {
		return envelopetest.Records(envelopetest.EventBridge(a), envelopetest.EventBridge(b))
	}, fromBridge, "cloudtrail"},
	{"EventBridge in an export", func(a, b string) string {
		return envelopetest.Export(envelopetest.EventBridge(a), envelopetest.EventBridge(b))
	}, fromBridge, "cloudtrail"},
	{"EventBridge in a subscription in a Kinesis event", func(a, b string) string {
		return envelopetest.Kinesis(envelopetest.Gzip(envelopetest.Subscription(envelopetest.EventBridge(a), envelopetest.EventBridge(b))))
	}, within(fromBridge, within(fromCloudWatch, fromKinesis)), "cloudtrail"},
	{"LookupEvents", func(a, b string) string { return envelopetest.LookupEvents(a, b) }, fromLookup, "cloudtrail"},
}

// drainFront reads with the front door what a source's own decoder reads.
func drainFront(r io.Reader) (all []enveloped) {
	d := awstls.NewDecoder(r)
	for {
		err := d.Next()
		all = append(all, enveloped{d.Record(), err, d.Origin(), d.Raw()})
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			all[len(all)-1].record = nil
			return all
		}
	}
}

// TestEnvelopes reads each source from each envelope, as it is and compressed,
// whole and in single bytes, with its own decoder and with the front door, and
// compares with what is read without envelope.
func TestEnvelopes(t *testing.T) {
	for _, src := range envelopeSources {
		want := src.decode(strings.NewReader(strings.Join(src.records, "\n")))
		if len(want) != 3 || want[0].err != nil || want[1].err != nil || want[2].err != io.EOF {
			t.Fatalf("%s: %v", src.name, want)
		}
		for _, env := range envelopes {
			if env.only != "" && !strings.HasPrefix(src.name, env.only) {
				continue
			}
			log := env.wrap(src.records[0], src.records[1])
			gzip := envelopetest.Gzip(log)
			forms := map[string]func() io.Reader{
				"plain":         func() io.Reader { return strings.NewReader(log) },
				"bytes":         func() io.Reader { return iotest.OneByteReader(strings.NewReader(log)) },
				"gzip":          func() io.Reader { return strings.NewReader(gzip) },
				"gzip in gzip":  func() io.Reader { return strings.NewReader(envelopetest.Gzip(gzip)) },
				"gzip in bytes": func() io.Reader { return iotest.OneByteReader(strings.NewReader(gzip)) },
			}
			for form, log := range forms {
				for name, decode := range map[string]func(io.Reader) []enveloped{"": src.decode, ", front door": drainFront} {
					if name != "" && src.name == "alb plain, raw" {
						continue // which nobody can recognise
					}
					got := decode(log())
					same := slices.EqualFunc(got, want, func(g, w enveloped) bool {
						return (g.record == w.record || w.err != nil) && g.err == w.err && g.raw == w.raw
					})
					if !same {
						t.Errorf("%s, %s, %s%s: read\n%+v\nwant\n%+v", src.name, env.name, form, name, got, want)
						continue
					}
					second := got[1].origin // whose ID may be another one
					if (second.ID == "") == (env.origin.ID == "") {
						second.ID = env.origin.ID
					}
					if got[0].origin != env.origin || second != env.origin || got[2].origin != (tlslog.Origin{}) {
						t.Errorf("%s, %s, %s%s: origins\n%+v\n%+v\n%+v\nwant\n%+v", src.name, env.name, form, name, got[0].origin, got[1].origin, got[2].origin, env.origin)
					}
				}
			}
		}
	}
}

// TestEnvelopesCutOff cuts logs off at each byte: what is missing is never
// missing in silence.
func TestEnvelopesCutOff(t *testing.T) {
	for _, src := range envelopeSources {
		for _, env := range envelopes[1:] {
			if env.only != "" && !strings.HasPrefix(src.name, env.only) || env.name == "export" && !strings.Contains(src.records[0], "{") {
				continue // a row that was cut off cannot be told from a short one
			}
			log := env.wrap(src.records[0], src.records[1])
			for step, log := range map[int]string{1: log, 11: envelopetest.Gzip(log)} {
				for n := 1; n < len(log); n += step {
					got := src.decode(strings.NewReader(log[:n]))
					records, final := len(got)-1, got[len(got)-1].err
					for _, g := range got[:records] {
						if g.err != nil {
							records = 2 // told
						}
					}
					// Between two documents a log can end well.
					between := strings.HasPrefix(log, "{") && (log[n-1] == '}' || log[n-1] == '\n') || strings.HasPrefix(log, envelopetest.Time)
					if records < 2 && !errors.Is(final, io.ErrUnexpectedEOF) && !(between && final == io.EOF) {
						t.Fatalf("%s, %s: cut off at byte %d of %d: %d records, %v", src.name, env.name, n, len(log), records, final)
					}
				}
			}
		}
	}
}

// TestEnvelopesDamage: a damaged record in an envelope is told with its place
// in the log around it, where it stands there as it is, and with that of the
// string around it where it does not; so is a message that is damaged as a
// whole. The mark § is the place.
func TestEnvelopesDamage(t *testing.T) {
	type test struct {
		name, log, field string
		err              error
	}
	for _, src := range envelopeSources {
		good := src.records[0]
		feed := ""
		if strings.HasPrefix(good, "{") {
			feed = "\n" // in a log of lines an envelope is on one
		}
		wrap := func(event string) string {
			return `{"messageType":"DATA_MESSAGE","logGroup":"g",` + feed + `"logEvents":[{"message":` + strings.TrimSuffix(strings.SplitN(envelopetest.Subscription(good), `"message":`, 2)[1], `,"extractedFields":{"a":"1","@aws.region":"eu-central-1"}}]}`) + `},{` + event + `}]}`
		}
		tests := []test{
			{"base64", `{"awslogs":{"data":§"!"}}`, "awslogs.data", tlslog.ErrEncoding},
			{"gzip", `{"Records":[{"kinesis":{"data":§"H4sIAAAA"}}]}`, "kinesis.data", tlslog.ErrEncoding},
			{"no message", wrap(`"message":§7`), "logEvents.message", tlslog.ErrType},
			{"too deep", strings.Repeat(`{"detail-type":"","detail":`, 8) + `§{"detail-type":"","detail":{}}` + strings.Repeat("}", 8), "", tlslog.ErrNesting},
		}
		if strings.HasPrefix(good, "{") {
			tests = append(tests, test{"half a record", wrap(`"message":"§{"`), "logEvents.message", tlslog.ErrSyntax},
				test{"damaged record", wrap(`"message":§"{\"a\":x}"`), "", tlslog.ErrSyntax})
		}
		if strings.HasPrefix(src.name, "cloudtrail") {
			tests = append(tests, test{"no time", "{\n" + `"detail":{"eventID":"x","eventTime":§7},"detail-type":""}`, "eventTime", tlslog.ErrType})
		}
		if src.name == "alb line" {
			tests = append(tests,
				test{"no address, as it is", wrap(`"message":"2026-09-23T07:11:27.691358Z §x 64326 443 - - - - - - Success"`), "client_ip", tlslog.ErrAddress},
				test{"no address, with escapes", wrap(`"message":§"2026-09-23T07:11:27.691358Z x 64326 443 - - - \"-\" - - Success"`), "client_ip", tlslog.ErrAddress},
				test{"no address, in an export", envelopetest.Time + ` 2026-09-23T07:11:27.691358Z §x 64326 443 - - - "-" - - Success`, "client_ip", tlslog.ErrAddress},
				test{"cut off", wrap(`"message":"§2026-09-23T07:11:27.691358Z x"`), "", tlslog.ErrFieldCount})
		}
		for _, test := range tests {
			before := good + "\n"
			log := before + strings.Replace(test.log, "§", "", 1) + "\n" + good
			pos := len(before) + strings.Index(test.log, "§")
			got := src.decode(strings.NewReader(log))
			var damaged []*tlslog.ParseError
			records := int64(0)
			number := int64(0)
			for i, g := range got {
				perr, ok := errors.AsType[*tlslog.ParseError](g.err)
				switch {
				case ok:
					damaged = append(damaged, perr)
					number = int64(i) + 1
				case g.err == nil:
					records++
				}
			}
			final := got[len(got)-1].err
			if len(damaged) != 1 || final != io.EOF {
				t.Errorf("%s, %s: %d damaged of %d records, %v", src.name, test.name, len(damaged), records, final)
				continue
			}
			e := damaged[0]
			line := 1 + int64(strings.Count(log[:pos], "\n"))
			if !errors.Is(e, test.err) || e.Field != test.field || e.Offset != int64(pos) || e.Line != line || e.Record != number {
				t.Errorf("%s, %s: %v, want record %d, line %d, byte %d: %s: %v", src.name, test.name, e, number, line, pos, test.field, test.err)
			}
			if records < 2 {
				t.Errorf("%s, %s: %d sound records", src.name, test.name, records)
			}
		}
	}
}

// TestNoEnvelopes: what only tells where records are holds none, and says so.
func TestNoEnvelopes(t *testing.T) {
	notifications := []string{
		`{"Type":"Notification","MessageId":"m","TopicArn":"t","Message":"{\"s3Bucket\":\"b\",\"s3ObjectKey\":[\"k\"]}"}`,
		`{"Records":[{"messageId":"m","body":"{}","eventSource":"aws:sqs"}]}`,
		`{"Records":[{"EventSource":"aws:sns","Sns":{"Message":"{}"}}]}`,
	}
	for _, n := range notifications {
		for _, src := range envelopeSources {
			if strings.HasPrefix(src.name, "networkfirewall") || src.name == "alb plain, raw" {
				continue // which count what they do not know, or read rows of anything
			}
			got := src.decode(strings.NewReader(n))
			if len(got) != 2 || !errors.Is(got[0].err, tlslog.ErrForeign) || got[1].err != io.EOF {
				t.Errorf("%s: %s: %v", src.name, n, got)
			}
		}
	}
	d := networkfirewall.NewDecoder(strings.NewReader(strings.Join(notifications, "\n") + envelopetest.Control))
	if err := d.Decode(new(networkfirewall.Record)); err != io.EOF || d.Skipped() != (networkfirewall.Skipped{Unknown: 3, ControlMessages: 1}) {
		t.Errorf("%v, %+v", err, d.Skipped())
	}
	c := cloudtrail.NewDecoder(strings.NewReader(envelopetest.Control + envelopetest.Kinesis(envelopetest.Gzip(envelopetest.Control))))
	if err := c.Decode(new(cloudtrail.Record)); err != io.EOF || c.Skipped() != (cloudtrail.Skipped{ControlMessages: 2}) {
		t.Errorf("%v, %+v", err, c.Skipped())
	}
}

// TestEnvelopesInputOffset: behind the outermost envelope.
func TestEnvelopesInputOffset(t *testing.T) {
	for _, src := range envelopeSources {
		if src.name != "alb line" && src.name != "networkfirewall JSON" && src.name != "cloudtrail JSON" {
			continue
		}
		first, second := envelopetest.Subscription(src.records...), envelopetest.Subscription(src.records[0])
		want := []int64{int64(len(first)), int64(len(first)), int64(len(first + second))}
		log := strings.NewReader(first + second)
		var got []int64
		switch src.name {
		case "alb line":
			d := alb.NewDecoder(log)
			for range d.All() {
				got = append(got, d.InputOffset())
			}
		case "networkfirewall JSON":
			d := networkfirewall.NewDecoder(log)
			for range d.All() {
				got = append(got, d.InputOffset())
			}
		case "cloudtrail JSON":
			d := cloudtrail.NewDecoder(log)
			for range d.All() {
				got = append(got, d.InputOffset())
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d, want %d", src.name, got, want)
		}
		d := awstls.NewDecoder(strings.NewReader(first + second))
		got = nil
		for range d.All() {
			got = append(got, d.InputOffset())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s, front door: %d, want %d", src.name, got, want)
		}
	}
}

// TestEnvelopeLimits: the limits are those that the fields of the decoders say.
func TestEnvelopeLimits(t *testing.T) {
	decoders := map[string]func(log io.Reader, bytes, depth int) error{
		"alb": func(log io.Reader, bytes, depth int) error {
			d := alb.NewDecoder(log)
			d.MaxEnvelopeBytes, d.MaxEnvelopeDepth = bytes, depth
			return d.Decode(new(alb.Record))
		},
		"cloudfront": func(log io.Reader, bytes, depth int) error {
			d := cloudfront.NewDecoder(log)
			d.MaxEnvelopeBytes, d.MaxEnvelopeDepth = bytes, depth
			return d.Decode(new(cloudfront.Record))
		},
		"networkfirewall": func(log io.Reader, bytes, depth int) error {
			d := networkfirewall.NewDecoder(log)
			d.MaxEnvelopeBytes, d.MaxEnvelopeDepth = bytes, depth
			return d.Decode(new(networkfirewall.Record))
		},
		"networkfirewall alerts": func(log io.Reader, bytes, depth int) error {
			d := networkfirewall.NewAlertDecoder(log)
			d.MaxEnvelopeBytes, d.MaxEnvelopeDepth = bytes, depth
			return d.Decode(new(networkfirewall.AlertRecord))
		},
		"networkfirewall events": func(log io.Reader, bytes, depth int) error {
			d := networkfirewall.NewEventDecoder(log)
			d.MaxEnvelopeBytes, d.MaxEnvelopeDepth = bytes, depth
			return d.Decode(new(tlslog.Event))
		},
		"cloudtrail": func(log io.Reader, bytes, depth int) error {
			d := cloudtrail.NewDecoder(log)
			d.MaxEnvelopeBytes, d.MaxEnvelopeDepth = bytes, depth
			return d.Decode(new(cloudtrail.Record))
		},
		"front door": func(log io.Reader, bytes, depth int) error {
			d := awstls.NewDecoder(log)
			d.MaxEnvelopeBytes, d.MaxEnvelopeDepth = bytes, depth
			return d.Decode(new(tlslog.Event))
		},
	}
	log := envelopetest.Lambda(envelopetest.Subscription())
	log = envelopetest.Firehose(log)
	for name, decode := range decoders {
		for _, tt := range []struct {
			bytes, depth int
			want         error
		}{
			{0, 0, io.EOF},
			{len(log), 4, io.EOF},
			{len(log) - 1, 4, tlslog.ErrTooLong},
			{len(log), 3, tlslog.ErrNesting},
			{-1, -1, io.EOF},
		} {
			if err := decode(strings.NewReader(log), tt.bytes, tt.depth); !errors.Is(err, tt.want) {
				t.Errorf("%s, %d bytes, %d deep: %v, want %v", name, tt.bytes, tt.depth, err, tt.want)
			}
		}
	}
}
