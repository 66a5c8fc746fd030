package tlslog_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// script is a decoder that returns what it is told to.
type script struct {
	steps []step
	calls int
}

type step struct {
	rec record
	err error
}

// A record is an event with its ID, or without an event if that is empty.
type record struct{ id string }

func (r record) Event() (tlslog.Event, bool) {
	return tlslog.Event{ID: r.id}, r.id != ""
}

func (s *script) Decode(rec *record) error {
	s.calls++
	if len(s.steps) == 0 {
		*rec = record{}
		return io.EOF
	}
	next := s.steps[0]
	s.steps = s.steps[1:]
	*rec = next.rec
	return next.err
}

var (
	errDamage = &tlslog.ParseError{Err: tlslog.ErrTime}
	errBroken = errors.New("broken")
)

func TestAll(t *testing.T) {
	tests := []struct {
		name  string
		steps []step
		want  []step
	}{
		{"nothing", nil, nil},
		{"records", []step{{record{"a"}, nil}, {record{"b"}, nil}}, []step{{record{"a"}, nil}, {record{"b"}, nil}}},
		{
			"goes on after a ParseError",
			[]step{{record{"a"}, errDamage}, {record{"b"}, nil}},
			[]step{{record{"a"}, errDamage}, {record{"b"}, nil}},
		},
		{
			"ends after another error",
			[]step{{record{"a"}, nil}, {record{}, errBroken}, {record{"b"}, nil}},
			[]step{{record{"a"}, nil}, {record{}, errBroken}},
		},
		{
			"an unexpected end is an error",
			[]step{{record{"a"}, nil}, {record{}, io.ErrUnexpectedEOF}},
			[]step{{record{"a"}, nil}, {record{}, io.ErrUnexpectedEOF}},
		},
		{
			"ends at io.EOF",
			[]step{{record{"a"}, nil}, {record{}, io.EOF}, {record{"b"}, nil}},
			[]step{{record{"a"}, nil}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []step
			for rec, err := range tlslog.All(&script{steps: tt.steps}) {
				got = append(got, step{rec, err})
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestAllBreak(t *testing.T) {
	d := &script{steps: []step{{record{"a"}, nil}, {record{"b"}, nil}, {record{"c"}, nil}}}
	for rec := range tlslog.All(d) {
		if rec.id == "a" {
			break
		}
	}
	if d.calls != 1 {
		t.Errorf("%d calls of Decode for one record", d.calls)
	}
	var rest []string
	for rec := range tlslog.All(d) {
		rest = append(rest, rec.id)
	}
	if !slices.Equal(rest, []string{"b", "c"}) {
		t.Errorf("went on with %q, want b and c", rest)
	}
}

func TestEvents(t *testing.T) {
	d := &script{steps: []step{{record{"a"}, nil}, {record{}, nil}, {record{}, errDamage}, {record{"b"}, errDamage}, {record{}, errBroken}}}
	var got strings.Builder
	for e, err := range tlslog.Events(tlslog.All(d)) {
		fmt.Fprintf(&got, "%s %v\n", e.ID, err != nil)
	}
	if want := "a false\n true\nb true\n true\n"; got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
	d = &script{steps: []step{{record{"a"}, nil}, {record{"b"}, nil}}}
	for range tlslog.Events(tlslog.All(d)) {
		break
	}
	if d.calls != 1 {
		t.Errorf("%d calls of Decode for one event", d.calls)
	}
}

func ExampleAll() {
	var log tlslog.Decoder[record] = &script{steps: []step{
		{record{"first"}, nil},
		{record{"second"}, &tlslog.ParseError{Format: "alb", Record: 2, Line: 2, Offset: 231, Field: "client_ip", Err: tlslog.ErrAddress}},
		{record{"third"}, nil},
	}}
	for rec, err := range tlslog.All(log) {
		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
			fmt.Println(perr) // one record is damaged; rec holds the rest of it
		} else if err != nil {
			fmt.Println("the log cannot be read further:", err)
			return
		}
		fmt.Println(rec.id)
	}
	// Output:
	// first
	// alb: record 2, line 2, byte 231: client_ip: malformed IP address
	// second
	// third
}

func ExampleEvents() {
	log := &script{steps: []step{{record{"first"}, nil}, {record{"second"}, nil}}}
	for e, err := range tlslog.Events(tlslog.All(log)) {
		if err != nil {
			fmt.Println(err)
		}
		fmt.Println(e.ID)
	}
	// Output:
	// first
	// second
}
