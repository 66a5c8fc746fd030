package posture

import (
	"cmp"
	"errors"
	"io"

	"github.com/awstls/awstls/tlslog"
)

// A Problem is what could not be read of one input, and why.
type Problem struct {
	Input string `json:"input"` // as given to [Summary.AddError]

	// Format and Field are those of the [tlslog.ParseError]. Field is empty
	// where records as a whole are damaged.
	Format string `json:"format,omitzero"`
	Field  string `json:"field,omitzero"`

	// Cause is the message of the error listed at [tlslog.ErrSyntax] that
	// is the cause, such as "malformed time". If there is none, it is the
	// message of the error itself.
	Cause string `json:"cause"`

	// Final reports whether reading ended at this problem, so that what
	// follows it in the input is not counted anywhere.
	Final bool `json:"final,omitzero"`

	// Records is the number of damaged records. It may be too low by Missed,
	// because the table was full when the row began.
	Records int64 `json:"records"`
	Missed  int64 `json:"missed,omitzero"`

	// Places are where the first of these records are in the input, at most
	// three. A final problem has none but in its message.
	Places []Place `json:"places,omitempty"`
}

// A Place is where a damaged record is; see [tlslog.ParseError].
type Place struct {
	Record int64 `json:"record"` // counting from 1
	Line   int64 `json:"line"`   // counting from 1
	Offset int64 `json:"offset"` // in bytes, after decompression
}

// AddError counts an error that occurred in reading the named input: one
// damaged record if err is a [*tlslog.ParseError], or else the end of reading.
// It ignores nil and [io.EOF].
//
// The name should tell the input from others, such as the key of an object.
func (s *Summary) AddError(input string, err error) {
	if err == nil || err == io.EOF {
		return
	}
	k := problemKey{input: cut(input)}
	var at places
	if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
		k.format = cut(perr.Format)
		k.field = cut(perr.Field)
		k.cause = causeOf(perr.Err)
		at[0] = Place{perr.Record, perr.Line, perr.Offset}
	} else {
		k.cause = causeOf(err)
		k.final = 1
	}
	s.problems.add(k, at, s.limit())
}

// Problems returns what could not be read, the most frequent first. Its
// figures are errors, not events.
func (s *Summary) Problems() Table[Problem] {
	return list(&s.problems, byEvents, func(e entry[problemKey, places]) Problem {
		return Problem{
			Input:   e.key.input,
			Format:  e.key.format,
			Field:   e.key.field,
			Cause:   e.key.cause,
			Final:   e.key.final != 0,
			Records: e.events,
			Missed:  e.missed,
			Places:  e.value.list(),
		}
	})
}

// causeOf returns the text that errors of the same kind share.
func causeOf(err error) string {
	if err == nil {
		return ""
	}
	for _, cause := range [...]error{
		tlslog.ErrSyntax, tlslog.ErrFieldCount, tlslog.ErrQuote, tlslog.ErrTime, tlslog.ErrAddress,
		tlslog.ErrNumber, tlslog.ErrType, tlslog.ErrTooLong,
	} {
		if errors.Is(err, cause) {
			return cause.Error()
		}
	}
	return cut(err.Error())
}

type problemKey struct {
	input, format, field, cause string
	final                       uint8 // 1 for true
}

func (k problemKey) compare(o problemKey) int {
	return cmp.Or(
		cmp.Compare(k.input, o.input),
		cmp.Compare(k.format, o.format),
		cmp.Compare(k.field, o.field),
		cmp.Compare(k.cause, o.cause),
		cmp.Compare(k.final, o.final),
	)
}

func (k problemKey) fields(v visitor) problemKey {
	return problemKey{
		input:  text(v, k.input),
		format: text(v, k.format),
		field:  text(v, k.field),
		cause:  text(v, k.cause),
		final:  number(v, k.final),
	}
}

// places are the first places of a problem in ascending order. A zero Place
// stands for none.
type places [3]Place

func (p places) join(o places) places {
	for _, place := range o {
		for i := range p {
			if p[i] == (Place{}) || place != (Place{}) && place.compare(p[i]) < 0 {
				p[i], place = place, p[i]
			}
		}
	}
	return p
}

func (p places) list() []Place {
	var all []Place
	for _, place := range p {
		if place != (Place{}) {
			all = append(all, place)
		}
	}
	return all
}

func (p places) fields(v visitor) places {
	for i := range p {
		p[i] = Place{count(v, p[i].Record), count(v, p[i].Line), count(v, p[i].Offset)}
	}
	return p
}

func (p Place) compare(o Place) int {
	return cmp.Or(cmp.Compare(p.Record, o.Record), cmp.Compare(p.Line, o.Line), cmp.Compare(p.Offset, o.Offset))
}
