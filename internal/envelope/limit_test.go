package envelope

import (
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/tlslog"
)

// TestDepth: envelopes are opened up to MaxDepth deep, and what is deeper is
// one fault, whatever it is made of.
func TestDepth(t *testing.T) {
	wraps := map[string]func(string) string{
		"object": func(s string) string { return `{"detail-type":"","detail":` + s + `}` },
		"data":   func(s string) string { return `{"awslogs":{"data":"` + b64(s) + `"}}` },
		"string": func(s string) string { return envelopetest.Subscription(s) },
	}
	for name, wrap := range wraps {
		log := `{"a":1}`
		for n := 1; n <= 12; n++ {
			log = wrap(log)
			if name == "string" && n > 9 {
				break // each escapes the escapes of the one before
			}
			for _, depth := range []int{0, 1, 8, 20} {
				var m Messages
				m.MaxDepth = depth
				m.Reset(strings.NewReader(log))
				got, final := readings(&m)
				deepest := max(depth, 1)
				if depth == 0 {
					deepest = DefaultMaxDepth
				}
				want := `{"a":1}`
				if n > deepest {
					want = "!:" + tlslog.ErrNesting.Error()
				}
				if len(got) != 1 || !strings.HasSuffix(got[0], want) || final != io.EOF {
					t.Errorf("%s, %d deep with a limit of %d: %.200q, %v", name, n, depth, got, final)
				}
			}
		}
	}
}

// TestHostile: what is made to do harm ends in an error, within bounded time
// and memory, and what follows is read.
func TestHostile(t *testing.T) {
	deep := `{"a":1}`
	for range 1000 {
		deep = `{"detail-type":"","detail":` + deep + `}`
	}
	bomb := envelopetest.Gzip(strings.Repeat("\x00", 20<<20))
	members := envelopetest.Gzip(strings.Repeat(envelopetest.Gzip(""), 1<<20))
	tests := []struct {
		name, log string
		want      error
	}{
		{"1,000 deep", deep, tlslog.ErrNesting},
		{"bomb", envelopetest.Lambda(bomb), tlslog.ErrTooLong},
		{"bomb in a bomb", envelopetest.Lambda(envelopetest.Gzip(bomb)), tlslog.ErrTooLong},
		{"members without content", envelopetest.Lambda(members), tlslog.ErrTooLong},
		{"bombs", envelopetest.Firehose(bomb, bomb, bomb, bomb), tlslog.ErrTooLong},
		{"zeros", strings.Repeat("\x00", 20<<20), tlslog.ErrTooLong},
		{"object of zeros", envelopetest.Gzip(strings.Repeat("\x00", 20<<20) + "\n" + `{"last":1}`), tlslog.ErrTooLong},
		{"long line", envelopetest.Lambda(envelopetest.Gzip(strings.Repeat("a", 20<<20))), tlslog.ErrTooLong},
		{"long envelope", `{"awslogs":{"data":"` + strings.Repeat("A", 5<<20) + `"}}`, tlslog.ErrTooLong},
		{"not even an envelope", `{"a":"` + strings.Repeat("A", 5<<20) + `"}`, tlslog.ErrTooLong},
	}
	for _, test := range tests {
		start := time.Now()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		var m Messages
		m.MaxBytes = 4 << 20
		if test.name != "object of zeros" {
			test.log += "\n" + `{"last":1}`
		}
		m.Reset(strings.NewReader(test.log))
		found := false
		var last string
		for {
			it, err := m.Next(maxRecord)
			if fault, ok := errors.AsType[*Fault](err); ok {
				found = found || fault.Err == test.want
			} else if err == tlslog.ErrTooLong {
				found = found || err == test.want
			} else if err == io.EOF {
				break
			} else if err != nil && err != jsonlog.ErrSyntax {
				t.Fatalf("%s: %v", test.name, err)
			}
			last = it.Text
		}
		runtime.ReadMemStats(&after)
		if !found || last != `{"last":1}` {
			t.Errorf("%s: %v is missing, or what follows", test.name, test.want)
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 100 || time.Since(start) > time.Minute {
			t.Errorf("%s: %d MB, %v", test.name, mb, time.Since(start))
		}
	}
}

// TestLongEnvelope: an envelope may be longer than a record, which may not, in
// one or without one.
func TestLongEnvelope(t *testing.T) {
	messages := make([]string, 1000)
	for i := range messages {
		messages[i] = strings.Repeat("a", 100)
	}
	long := envelopetest.Subscription(messages...)
	reversed := strings.Replace(`{"a":"b",`+long[1:], `"messageType":"DATA_MESSAGE",`, "", 1)
	for _, log := range []string{long, reversed, "[" + long + "]", envelopetest.Lambda(long)} {
		var m Messages
		m.Reset(strings.NewReader(log))
		for range messages {
			if it, err := m.Next(100); err != nil || it.Text != messages[0] {
				t.Fatalf("%q, %v", it.Text, err)
			}
		}
		if _, err := m.Next(100); err != io.EOF {
			t.Error(err)
		}
		m.Reset(strings.NewReader(log))
		if _, err := m.Next(99); err != tlslog.ErrTooLong {
			t.Error(err)
		}
	}
	object := `{"a":"` + messages[0] + `"}`
	three := func(wrap func(string) string) string { return strings.Repeat(wrap(object), 3) }
	for name, log := range map[string]string{
		"Kinesis":      envelopetest.Kinesis(object, object, object),
		"Firehose":     envelopetest.Firehose(object, object, object),
		"LookupEvents": envelopetest.LookupEvents(object, object, object),
		"Lambda":       envelopetest.Lambda(three(strings.Clone)),
		"EventBridge":  three(envelopetest.EventBridge),
		"long resources": three(func(s string) string {
			return `{"detail":` + s + `,"resources":["` + messages[0] + `"],"detail-type":""}`
		}),
	} {
		var m Messages
		m.Reset(strings.NewReader(log))
		n := 0
		for it, err := m.Next(180); err != io.EOF; it, err = m.Next(180) {
			if err != nil || it.Text != object {
				t.Fatalf("%s: %q, %v", name, it.Text, err)
			}
			n++
		}
		if n != 3 {
			t.Errorf("%s: %d messages", name, n)
		}
	}
	var m Messages
	m.Reset(strings.NewReader(`{"data":"` + strings.Repeat("a", 100) + `"}` + long))
	if it, err := m.Next(100); err != tlslog.ErrTooLong || it.Text != "" {
		t.Errorf("%q, %v", it.Text, err)
	}
	if it, err := m.Next(100); err != nil || it.Text != messages[0] {
		t.Errorf("%q, %v", it.Text, err)
	}
}

// TestAllocations: a message costs no allocation of its own.
func TestAllocations(t *testing.T) {
	messages := make([]string, 1000)
	for i := range messages {
		messages[i] = `{"a":"` + strings.Repeat("b", 200) + `"}`
	}
	for name, log := range map[string]string{
		"log events":    envelopetest.Subscription(messages...),
		"compressed":    envelopetest.Lambda(envelopetest.Gzip(envelopetest.Subscription(messages...))),
		"Kinesis":       envelopetest.Kinesis(messages...),
		"lookup events": envelopetest.LookupEvents(messages...),
		"export":        envelopetest.Export(messages...),
	} {
		var m Messages
		allocs := testing.AllocsPerRun(5, func() {
			m.Reset(strings.NewReader(log))
			n := 0
			for {
				if _, err := m.Next(maxRecord); err == io.EOF {
					break
				} else if err != nil {
					t.Fatal(err)
				}
				n++
			}
			if n != len(messages) {
				t.Fatal(n)
			}
		})
		if perMessage := allocs / float64(len(messages)); perMessage > 0.1 {
			t.Errorf("%s: %.2f allocations a message", name, perMessage)
		}
	}
}

// TestMaxBytes: the limit of envelopes holds also where that of records is
// greater.
func TestMaxBytes(t *testing.T) {
	log := envelopetest.Subscription(`{"a":1}`)
	for _, text := range []string{log, envelopetest.Lambda(log), "x\n" + log} {
		for _, tt := range []struct {
			maxBytes int
			fault    bool
		}{{len(text), false}, {len(log) - 1, true}} {
			var m Messages
			m.MaxBytes = tt.maxBytes
			m.Reset(strings.NewReader(text))
			got, final := readings(&m)
			last := got[len(got)-1]
			if final != io.EOF || strings.HasSuffix(last, ` {"a":1}`) == tt.fault || strings.HasSuffix(last, ":"+tlslog.ErrTooLong.Error()) != tt.fault {
				t.Errorf("%d bytes, limit %d: %q, %v", len(text), tt.maxBytes, got, final)
			}
		}
	}
}
