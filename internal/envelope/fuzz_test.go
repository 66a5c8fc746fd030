package envelope

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/tlslog"
)

// FuzzMessages compares Messages with the slow form below, for logs that are
// JSON as encoding/json has it; for all others it shows that Messages comes to
// an end, and reads the same in whatever pieces the log comes.
func FuzzMessages(f *testing.F) {
	for _, test := range messageTests {
		f.Add(strings.ReplaceAll(test.log, "§", ""))
	}
	f.Fuzz(func(t *testing.T, log string) {
		texts := func(r io.Reader) (all []string, final error) {
			var m Messages
			m.Reset(r)
			for n := 0; ; n++ {
				if n > len(log)+1<<20 {
					t.Fatal("no end")
				}
				it, err := m.Next(maxRecord)
				if fault, ok := errors.AsType[*Fault](err); ok {
					all = append(all, "!"+fault.Field)
				} else if err == jsonlog.ErrSyntax || err == jsonlog.ErrDepth || err == tlslog.ErrTooLong {
					all = append(all, "!")
				} else if err != nil {
					return all, err
				} else {
					all = append(all, it.Text)
					if offset, _ := it.At(len(it.Text)); offset < it.Offset || offset > int64(len(log)) && log[:min(1, len(log))] != "\x1f" {
						t.Fatalf("%+v in %d bytes", it, len(log))
					}
				}
			}
		}
		got, final := texts(strings.NewReader(log))
		pieces, finalPieces := texts(iotest.OneByteReader(strings.NewReader(log)))
		if !slices.Equal(got, pieces) || (final == io.EOF) != (finalPieces == io.EOF) {
			t.Errorf("%q, %v; in single bytes %q, %v", got, final, pieces, finalPieces)
		}
		var s slow
		s.log(log, 0)
		if !s.skip && (!slices.Equal(got, s.texts) || final != io.EOF) {
			t.Errorf("%q, %v, want\n%q", got, final, s.texts)
		}
	})
}

// slow reads logs of JSON as Messages does.
type slow struct {
	texts []string
	skip  bool // the log is not one that it knows to read
}

var exported = regexp.MustCompile(`(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ `)

func (s *slow) log(log string, depth int) {
	trimmed := strings.TrimLeft(log, " \t\r\n")
	if trimmed == "" {
		return
	}
	if !utf8.ValidString(log) || trimmed[0] != '{' && trimmed[0] != '[' {
		// Lines are for the tests of tables.
		if strings.ContainsAny(trimmed[:1], "0123456789abcdefghijklmnopqrstuvwxyz") && !strings.ContainsAny(trimmed, "{[") && !exported.MatchString(trimmed) && utf8.ValidString(log) {
			for line := range strings.Lines(log) {
				line = strings.TrimSuffix(line, "\n")
				line = strings.TrimSuffix(line, "\r")
				if strings.Trim(line, " \t\r") != "" {
					s.texts = append(s.texts, line)
				}
			}
			return
		}
		s.skip = true
		return
	}
	d := json.NewDecoder(strings.NewReader(log))
	for {
		var value json.RawMessage
		if err := d.Decode(&value); err == io.EOF {
			break
		} else if err != nil {
			s.skip = true
			return
		}
		switch value[0] {
		case '{':
			s.object(string(value), depth)
		case '[':
			s.elements(value, depth)
		default:
			s.skip = true
		}
	}
}

func (s *slow) elements(array json.RawMessage, depth int) {
	var values []json.RawMessage
	_ = json.Unmarshal(array, &values)
	for _, v := range values {
		switch v[0] {
		case '{':
			s.object(string(v), depth)
		case '[':
			s.texts = append(s.texts, string(v))
		default:
			s.skip = true
		}
	}
}

type slowMember struct {
	name  string
	value json.RawMessage
}

// slowMembers returns the members of an object in their order.
func slowMembers(object json.RawMessage) (all []slowMember) {
	d := json.NewDecoder(bytes.NewReader(object))
	if start, _ := d.Token(); start != json.Delim('{') {
		return nil
	}
	for d.More() {
		name, _ := d.Token()
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return nil
		}
		all = append(all, slowMember{name.(string), value})
	}
	return all
}

func (s *slow) object(text string, depth int) {
	members := slowMembers(json.RawMessage(text))
	if len(members) > 0 && members[0].name == "Records" && members[0].value[0] == '[' {
		for _, m := range members[1:] {
			s.skip = s.skip || m.name == "Records"
		}
		s.elements(members[0].value, depth)
		return
	}
	holder, value, controls := slowHolder(members, false)
	switch {
	case controls:
		return
	case holder == "":
		s.texts = append(s.texts, text)
		return
	case depth == DefaultMaxDepth:
		s.texts = append(s.texts, "!")
		return
	}
	depth++
	switch holder {
	case "awslogs.data", "kinesis.data", "data":
		s.data(holder, value, depth)
	case "detail":
		s.log(string(value), depth)
	case "CloudTrailEvent":
		s.text(holder, value, depth)
	case "logEvents":
		if value[0] != '[' {
			s.texts = append(s.texts, "!logEvents.message")
			return
		}
		var events []json.RawMessage
		_ = json.Unmarshal(value, &events)
		for _, e := range events {
			message := json.RawMessage("null")
			n := 0
			for _, m := range slowMembers(e) {
				if m.name == "message" {
					message = m.value
					n++
				}
			}
			if n > 1 {
				message = json.RawMessage("null")
			}
			s.text("logEvents.message", message, depth)
		}
	default:
		var values []json.RawMessage
		_ = json.Unmarshal(value, &values)
		for _, v := range values {
			s.log(string(v), depth)
		}
	}
}

// slowHolder returns the member that holds messages, or reports that there are
// none in a control message.
func slowHolder(members []slowMember, inList bool) (name string, value json.RawMessage, controls bool) {
	last := map[string]string{}
	for _, m := range members {
		if m.value[0] == '"' {
			var text string
			_ = json.Unmarshal(m.value, &text)
			last[m.name] = text
		}
	}
	if last["messageType"] == "CONTROL_MESSAGE" && !inList {
		return "", nil, true
	}
	found, kinds := map[string]int{}, map[string]json.RawMessage{}
	hold := func(name string, v json.RawMessage) { found[name]++; kinds[name] = v }
	typed := false
	for _, m := range members {
		switch m.name {
		case "awslogs", "kinesis":
			for _, inner := range slowMembers(m.value) {
				if inner.name == "data" {
					hold(m.name+".data", inner.value)
				}
			}
		case "Records", "records", "Events":
			hold("elements", m.value)
		case "data", "logEvents", "detail", "CloudTrailEvent":
			hold(m.name, m.value)
		case "detail-type":
			typed = true
		}
	}
	twice := false
	for _, n := range found {
		twice = twice || n > 1
	}
	n := 0
	for holder, v := range kinds {
		ok := true
		switch holder {
		case "data":
			ok = last["recordId"] != ""
		case "logEvents":
			ok = last["messageType"] != "" || last["logGroup"] != ""
		case "detail":
			ok = typed && v[0] == '{'
		case "CloudTrailEvent":
			ok = last["EventId"] != ""
		case "elements":
			ok = v[0] == '['
		}
		if ok {
			n++
			name, value = holder, v
		}
	}
	if n != 1 || twice {
		return "", nil, false
	}
	if name == "elements" {
		var values []json.RawMessage
		_ = json.Unmarshal(value, &values)
		if len(values) > 0 {
			inner, _, _ := slowHolder(slowMembers(values[0]), true)
			if inner == "" || inner == "elements" {
				return "", nil, false
			}
		}
	}
	return name, value, false
}

func (s *slow) text(name string, value json.RawMessage, depth int) {
	if value[0] != '"' {
		s.texts = append(s.texts, "!"+name)
		return
	}
	var text string
	_ = json.Unmarshal(value, &text)
	s.log(text, depth)
}

func (s *slow) data(name string, value json.RawMessage, depth int) {
	if value[0] != '"' {
		s.texts = append(s.texts, "!"+name)
		return
	}
	var text string
	_ = json.Unmarshal(value, &text)
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		s.texts = append(s.texts, "!"+name)
		return
	}
	for bytes.HasPrefix(b, []byte("\x1f\x8b\x08")) {
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err == nil {
			b, err = io.ReadAll(z)
		}
		if err != nil {
			s.skip = true
			return
		}
	}
	s.log(string(b), depth)
}

// FuzzNesting puts a message into envelopes upon envelopes: it comes out as it
// was.
func FuzzNesting(f *testing.F) {
	f.Add(`{"a":"\n\"b"}`, []byte("abcdefgh"))
	f.Add("a \\ \" b", []byte("gfeab"))
	f.Add("", []byte("h"))
	f.Fuzz(func(t *testing.T, message string, shapes []byte) {
		var direct Messages
		direct.Reset(strings.NewReader(message))
		want, final := readings(&direct)
		if final != io.EOF || len(shapes) > 5 || len(want) > 1 || len(want) == 1 && strings.Contains(want[0], " !") || !utf8.ValidString(message) ||
			strings.HasPrefix(message, "\x1f\x8b") || strings.HasPrefix(message, "\ufeff") {
			return
		}
		log := message
		for _, shape := range shapes {
			switch shape % 8 {
			case 0:
				log = envelopetest.Subscription(log)
			case 1:
				log = envelopetest.Lambda(log)
			case 2:
				log = envelopetest.Kinesis(log)
			case 3:
				log = envelopetest.Firehose(log)
			case 4:
				if json.Valid([]byte(log)) && strings.HasPrefix(log, "{") {
					log = envelopetest.EventBridge(log)
				}
			case 5:
				log = envelopetest.LookupEvents(log)
			case 6:
				log = envelopetest.Control + log
				if !strings.HasPrefix(strings.TrimLeft(log[len(envelopetest.Control):], " \t\r\n"), "{") {
					log = log[len(envelopetest.Control):]
				}
			case 7:
				log = envelopetest.Lambda(envelopetest.Gzip(log))
			}
		}
		var m Messages
		m.Reset(strings.NewReader(log))
		m.MaxDepth = 20
		got, final := readings(&m)
		text := func(all []string) (texts []string) {
			for _, s := range all {
				_, s, _ = strings.Cut(s, " ")
				texts = append(texts, s)
			}
			return texts
		}
		if !slices.Equal(text(got), text(want)) || final != io.EOF {
			t.Errorf("%q in %q:\n%q, %v, want\n%q", message, log, got, final, want)
		}
	})
}
