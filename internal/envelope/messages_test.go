package envelope

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/tlslog"
)

// maxRecord is the limit of records in the tests.
const maxRecord = 1 << 20

// readings reads a log to its end. Each item is its text and place, each
// damage its cause.
func readings(m *Messages) (all []string, final error) {
	for {
		it, err := m.Next(maxRecord)
		fault, ok := errors.AsType[*Fault](err)
		switch {
		case ok:
			all = append(all, fmt.Sprintf("%d:%d !%s:%v", fault.Line, fault.Offset, fault.Field, fault.Err))
		case err == jsonlog.ErrSyntax || err == jsonlog.ErrDepth || err == tlslog.ErrTooLong:
			all = append(all, fmt.Sprintf("%d:%d !%v", it.Line(), it.Offset, err))
		case err != nil:
			return all, err
		default:
			all = append(all, fmt.Sprintf("%d:%d %s", it.Line(), it.Offset, it.Text))
		}
	}
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// messageTests are logs with what is read from them. A mark § in the log is the
// place of the reading of the same number.
var messageTests = []struct {
	name, log string
	want      []string
}{
	{"nothing", "", nil},
	{"blank", " \r\n\n", nil},
	{"lines", "§a b\n\n§c\r\n", []string{"a b", "c"}},
	{"objects", `§{"a":1}§{"b":[]}` + "\n" + `§{"c":""}`, []string{`{"a":1}`, `{"b":[]}`, `{"c":""}`}},
	{"an array", `[§{"a":1}, §{"b":2}]`, []string{`{"a":1}`, `{"b":2}`}},
	{"a file of CloudTrail", "{\"Records\":[§{\"a\":1},\n§{\"b\":2}]}", []string{`{"a":1}`, `{"b":2}`}},
	{"messages as they are", `{"messageType":"DATA_MESSAGE","logEvents":[{"message":"§a b"},` + "\n" + `{"id":"1","message":"§c"}]}`, []string{"a b", "c"}},
	{"a message with escapes", `{"messageType":"DATA_MESSAGE","logEvents":[{"message":§"a\tb\nc"}]}`, []string{"a\tb", "@c"}},
	{"order of members", `{"logEvents":[{"message":"§a"}],"logGroup":"g"}`, []string{"a"}},
	{"no messages", `{"messageType":"DATA_MESSAGE","logEvents":[]}§{"a":1}`, []string{`{"a":1}`}},
	{"a blank message", `{"messageType":"DATA_MESSAGE","logEvents":[{"message":" "},{"message":"§a"}]}`, []string{"a"}},
	{"a control message", envelopetest.Control + `§{"a":1}`, []string{`{"a":1}`}},
	{"a control message without events", `{"messageType":"CONTROL_MESSAGE"}§{"a":1}`, []string{`{"a":1}`}},
	{"behind a line", "§a\n" + `{"detail-type":"x","detail":§{"a":1}}` + "\n§b\n", []string{"a", `{"a":1}`, "b"}},
	{"between objects", `§{"a":1}` + "\n" + ` { "detail" : ` + "\n" + `§{"b": 2} , "detail-type":"x"}§{"c":3}`, []string{`{"a":1}`, `{"b": 2}`, `{"c":3}`}},
	{"data", `{"awslogs":{"data":§"` + b64(`{"a":1} {"b":2}`) + `"}}`, []string{`{"a":1}`, `@{"b":2}`}},
	{"data with escapes", `{"awslogs":{"data":§"` + strings.ReplaceAll(b64("???>>>"), "/", `\/`) + `"}}`, []string{"???>>>"}},
	{"no data", `{"awslogs":{"data":""}}§{"a":1}`, []string{`{"a":1}`}},
	{"data in layers of gzip", `{"awslogs":{"data":§"` + b64(envelopetest.Gzip(envelopetest.Gzip("a\n")+envelopetest.Gzip("b\n"))) + `"}}`, []string{"a", "@b"}},
	{"envelope in data", `{"records":[{"recordId":"r","data":§"` + b64(`{"detail-type":"","detail":{"a":1}}`) + `"}]}`, []string{`{"a":1}`}},
	{"Kinesis", `{"Records":[{"kinesis":{"data":§"` + b64("a") + `"}},{"kinesis":{"data":§"` + b64("b") + `"}}]}`, []string{"a", "b"}},
	{"exported lines", "2026-09-23T07:11:27.691Z §{\"a\":1}\n2026-09-23T07:11:27.691Z §2026-09-23T07:11:27.691Z b\n§2026-09-23T07:11:27.691Z 192.0.2.1 c\n",
		[]string{`{"a":1}`, "2026-09-23T07:11:27.691Z b", "2026-09-23T07:11:27.691Z 192.0.2.1 c"}},
	{"exported line behind another", "§2.26-09-2@T07:11:27.691Z a\n2026-09-23T07:11:27.691Z §2026-09-23T07:11:27.691Z b\n",
		[]string{"2.26-09-2@T07:11:27.691Z a", "2026-09-23T07:11:27.691Z b"}},
	{"exported header", "2026-09-23T07:11:27.691Z §#Fields: a b\n", []string{"#Fields: a b"}},
	{"exported envelope", `2026-09-23T07:11:27.691Z {"detail-type":"","detail":§{"a":1}}`, []string{`{"a":1}`}},
	{"exported line between objects", `§{"a":1}` + "\n" + `2026-09-23T07:11:27.691Z §{"b":2}` + "\n" + `§{"c":3}`, []string{`{"a":1}`, `{"b":2}`, `{"c":3}`}},

	// What is like an envelope and is none.
	{"two holders", `§{"awslogs":{"data":""},"detail-type":"","detail":{}}`, []string{`{"awslogs":{"data":""},"detail-type":"","detail":{}}`}},
	{"a holder twice", `§{"messageType":"x","logEvents":[],"logEvents":[{"message":"a"}]}`, []string{`{"messageType":"x","logEvents":[],"logEvents":[{"message":"a"}]}`}},
	{"notification of S3", `{"Records":[§{"eventSource":"aws:s3"}]}`, []string{`{"eventSource":"aws:s3"}`}},
	{"notification of SNS", `§{"Type":"Notification","Message":"{}"}`, []string{`{"Type":"Notification","Message":"{}"}`}},
	{"detail of something else", `§{"id":"","detail":{"a":1}}`, []string{`{"id":"","detail":{"a":1}}`}},
	{"list of other objects", `§{"Events":[{"a":1}]}`, []string{`{"Events":[{"a":1}]}`}},
	{"detail that is no object", `§{"detail-type":"","detail":"a"}`, []string{`{"detail-type":"","detail":"a"}`}},
	{"two on a line", "x\n" + `§{"awslogs":{"data":"YQ=="}} {"awslogs":{"data":"Yg=="}}`, []string{"@@x", `{"awslogs":{"data":"YQ=="}} {"awslogs":{"data":"Yg=="}}`}},

	// Damage.
	{"no base64", `{"awslogs":{"data":§"a b"}}§{"a":1}`, []string{"!awslogs.data:malformed base64 or gzip", `{"a":1}`}},
	{"no string", `{"awslogs":{"data":§5}}§{"a":1}`, []string{"!awslogs.data:unexpected JSON type", `{"a":1}`}},
	{"gzip that is cut off", `{"awslogs":{"data":§"` + b64(envelopetest.Gzip("a\n")[:12]) + `"}}§{"a":1}`, []string{"!awslogs.data:malformed base64 or gzip", `{"a":1}`}},
	{"gzip with a wrong sum", `{"awslogs":{"data":§"` + b64(strings.TrimSuffix(envelopetest.Gzip("a\n"), "\x00")+"\x01") + `"}}`, []string{"a", "@!awslogs.data:malformed base64 or gzip"}},
	{"another container", `{"awslogs":{"data":§"` + b64("PK\x03\x04abc") + `"}}§{"a":1}`, []string{"!awslogs.data:unsupported input: zip archive", `{"a":1}`}},
	{"data that stops within an object", `{"awslogs":{"data":§"` + b64(`{"a":1}{"b"`) + `"}}§{"a":1}`, []string{`{"a":1}`, "@!awslogs.data:malformed record", `{"a":1}`}},
	{"message that is no string", `{"messageType":"DATA_MESSAGE","logEvents":[{"message":§{}},§5,{"message":"§a"}]}`,
		[]string{"!logEvents.message:unexpected JSON type", "!logEvents.message:unexpected JSON type", "a"}},
	{"no message", `{"messageType":"DATA_MESSAGE","logEvents":[§{"id":""},{"message":"§a"}]}`, []string{"!logEvents.message:unexpected JSON type", "a"}},
	{"two messages", `{"messageType":"DATA_MESSAGE","logEvents":[§{"message":"a","message":"b"},{"message":"§c"}]}`, []string{"!logEvents.message:unexpected JSON type", "c"}},
	{"no array", `{"messageType":"DATA_MESSAGE","logEvents":§{}}§{"a":1}`, []string{"!logEvents.message:unexpected JSON type", `{"a":1}`}},
	{"message that stops", `{"messageType":"DATA_MESSAGE","logEvents":[{"message":"§{"},{"message":"§[{]x"},{"message":"§a"}]}`,
		[]string{"!logEvents.message:malformed record", "!logEvents.message:malformed record", "a"}},
	{"broken message", `{"messageType":"DATA_MESSAGE","logEvents":[{"message":§"{\"a\":x}{}"},{"message":"§a"}]}`, []string{"!malformed JSON", "@{}", "a"}},
	{"broken envelope", `§{"awslogs":{"data":x}}` + "\n" + `§{"a":1}`, []string{"!malformed JSON", `{"a":1}`}},
	{"no log event", `{"Events":[{"EventId":"1","CloudTrailEvent":"§{}"},{"EventId":"2","CloudTrailEvent":§null}]}`, []string{"{}", "!CloudTrailEvent:unexpected JSON type"}},
}

// unmark takes the marks out of a log. It returns what is to be read with its
// places; an @ before one means that its place is that of the one before, and
// two that it is at the start.
func unmark(marked string, want []string) (log string, placed []string) {
	var places []string
	parts := strings.Split(marked, "§")
	for i, part := range parts {
		if i > 0 {
			places = append(places, fmt.Sprintf("%d:%d ", 1+strings.Count(log, "\n"), len(log)))
		}
		log += part
	}
	last := "1:0 "
	for _, w := range want {
		switch {
		case strings.HasPrefix(w, "@@"):
			placed = append(placed, "1:0 "+w[2:])
			continue
		case strings.HasPrefix(w, "@"):
			w = w[1:]
		case len(places) > 0:
			last, places = places[0], places[1:]
		}
		placed = append(placed, last+w)
	}
	return log, placed
}

func TestMessages(t *testing.T) {
	for _, test := range messageTests {
		log, want := unmark(test.log, test.want)
		for form, r := range map[string]io.Reader{
			"whole": strings.NewReader(log), "bytes": iotest.OneByteReader(strings.NewReader(log)),
			"gzip": strings.NewReader(envelopetest.Gzip(log)),
		} {
			var m Messages
			m.Reset(r)
			got, final := readings(&m)
			if !slices.Equal(got, want) || final != io.EOF {
				t.Errorf("%s, %s:\n%q, %v, want\n%q", test.name, form, got, final, want)
			}
		}
	}
}

// TestMessagesReset: nothing of one log is left for the next.
func TestMessagesReset(t *testing.T) {
	var m Messages
	for range 2 {
		for _, test := range messageTests {
			log, want := unmark(test.log, test.want)
			m.Reset(strings.NewReader(log))
			_, _ = m.Next(maxRecord) // and leave the rest
			m.Reset(strings.NewReader(log))
			if got, final := readings(&m); !slices.Equal(got, want) || final != io.EOF {
				t.Errorf("%s:\n%q, %v, want\n%q", test.name, got, final, want)
			}
			if m.Origin() != (tlslog.Origin{}) {
				t.Errorf("%s: %+v at the end", test.name, m.Origin())
			}
		}
	}
}

// TestMessagesCutOff: a log that stops anywhere but between two values says so.
func TestMessagesCutOff(t *testing.T) {
	log := envelopetest.Subscription("a") + envelopetest.EventBridge(`{"b":1}`)
	whole := len(envelopetest.Subscription("a"))
	for n := 1; n < len(log); n++ {
		var m Messages
		m.Reset(strings.NewReader(log[:n]))
		_, final := readings(&m)
		if want := n == whole; (final == io.EOF) != want || !want && !errors.Is(final, io.ErrUnexpectedEOF) {
			t.Errorf("cut off at byte %d: %v", n, final)
		}
	}
}

// TestMessagesReadError: a log that cannot be read further ends in the error,
// and says where.
func TestMessagesReadError(t *testing.T) {
	broken := errors.New("broken")
	var m Messages
	m.Reset(io.MultiReader(strings.NewReader(envelopetest.Subscription("a")+"\n"), iotest.ErrReader(broken)))
	got, final := readings(&m)
	if len(got) != 1 || final != broken || !strings.HasPrefix(m.Fail("x", final).Error(), "x: line 2, byte ") {
		t.Errorf("%q, %v", got, m.Fail("x", final))
	}
}

func TestMessagesOrigin(t *testing.T) {
	var m Messages
	m.Reset(strings.NewReader(envelopetest.Kinesis(envelopetest.Subscription("a", envelopetest.EventBridge("{}")), "b") + "{}"))
	var got []string
	for {
		if _, err := m.Next(maxRecord); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		o := m.Origin()
		got = append(got, strings.Join([]string{o.Envelope.String(), o.LogGroup, o.LogStream, o.Account, o.Region, o.ID, o.Time.Format("15:04:05.000")}, " "))
	}
	want := []string{
		"cloudwatch_logs /aws/tls stream-1 123456789012 eu-central-1 event-1 07:11:27.691",
		"eventbridge /aws/tls stream-1 123456789012 eu-central-1 bridge-1 07:11:27.691",
		"kinesis    eu-central-1 shardId-0:2 07:11:27.691",
		"      00:00:00.000",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}
