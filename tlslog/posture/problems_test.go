package posture

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

func TestProblems(t *testing.T) {
	at := func(record int64, field string, err error) error {
		return &tlslog.ParseError{Format: "alb", Record: record, Line: record + 1, Offset: 100 * record, Field: field, Err: err}
	}
	place := func(record int64) Place { return Place{record, record + 1, 100 * record} }
	errs := []error{
		at(9, "time", tlslog.ErrTime),
		at(3, "time", fmt.Errorf("%w: no month", tlslog.ErrTime)),
		fmt.Errorf("wrapped: %w", at(7, "time", tlslog.ErrTime)),
		at(5, "time", tlslog.ErrTime),
		at(4, "", tlslog.ErrFieldCount),
		at(8, "", errors.New("of another kind")),
		at(8, "", nil),
		nil,
		io.EOF,
		fmt.Errorf("byte 900: %w", io.ErrUnexpectedEOF),
	}
	want := Table[Problem]{
		Rows: []Problem{
			{Input: "a.log", Format: "alb", Field: "time", Cause: "malformed time", Records: 4,
				Places: []Place{place(3), place(5), place(7)}},
			{Input: "a.log", Cause: "byte 900: unexpected EOF", Final: true, Records: 1},
			{Input: "a.log", Format: "alb", Cause: "", Records: 1, Places: []Place{place(8)}},
			{Input: "a.log", Format: "alb", Cause: "of another kind", Records: 1, Places: []Place{place(8)}},
			{Input: "a.log", Format: "alb", Cause: "wrong number of fields", Records: 1, Places: []Place{place(4)}},
		},
		Events: 8,
	}
	r := newRand(1)
	for range 20 {
		r.Shuffle(len(errs), func(i, j int) { errs[i], errs[j] = errs[j], errs[i] })
		var a, b Summary
		for _, err := range errs {
			pick(r, &a, &b).AddError("a.log", err)
		}
		a.Merge(throughBinary(t, &b))
		if d := diff(want, a.Problems()); d != "" {
			t.Fatalf("(-want +got):\n%s", d)
		}
	}
}

func TestProblemsLongNames(t *testing.T) {
	var s Summary
	long := strings.Repeat("x", 5000)
	s.AddError(long, errors.New(long))
	s.AddError(long+"y", &tlslog.ParseError{Format: long, Field: long, Err: errors.New(long)})
	rows := s.Problems().Rows
	if len(rows) != 2 {
		t.Fatalf("got %d rows, want 2", len(rows))
	}
	for _, p := range rows {
		for _, text := range []string{p.Input, p.Format, p.Field, p.Cause} {
			if len(text) > maxText {
				t.Errorf("a text of %d bytes", len(text))
			}
		}
	}
}
