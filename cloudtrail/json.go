package cloudtrail

import (
	"strings"

	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// ParseRecord returns the record of one event, a JSON object with nothing but
// white space around it. Its errors are those of [Decoder.Decode] for such an
// event: a [*tlslog.ParseError], with the undamaged fields in the record. A
// document that a Decoder would pass over has a cause such as [ErrDigestFile],
// and a file of events, which holds any number of them, [tlslog.ErrForeign].
//
// The strings of the record are parts of text, or copies of such that are
// written with escapes.
func ParseRecord(text string) (Record, error) {
	var rec Record
	p := parser{rec: &rec}
	return rec, parseError(text, p.parse(text))
}

// UnmarshalJSON makes *r the record that data holds. Unlike [ParseRecord] it
// takes an object of any kind, and keeps in Extra what no event has. JSON null
// changes nothing.
func (r *Record) UnmarshalJSON(data []byte) error {
	text := string(data)
	if text == "null" {
		return nil
	}
	p := parser{rec: r, anyObject: true}
	return parseError(text, p.parse(text))
}

// parse reads the event that is all of text, and returns the damage.
func (p *parser) parse(text string) fault {
	var sc jsonscan.Scanner
	sc.Reset(text, 0)
	kind := sc.Kind()
	start := sc.Pos()
	verdict := p.read(&sc)
	end := sc.Pos()
	switch {
	case verdict == jsonlog.Enter:
		*p.rec = Record{}
		return fault{pos: start, err: tlslog.ErrForeign}
	case kind != jsonscan.Object || sc.Err() != nil || sc.Kind() != jsonscan.End:
		*p.rec = Record{}
		if strings.HasPrefix(text[start:], validationText) {
			return fault{pos: start, err: ErrValidationMessage}
		}
		return fault{pos: start, err: tlslog.ErrSyntax}
	}
	f := p.finish(text[start:end])
	f.pos = max(f.pos, start)
	return f
}

// parseError makes the error for damage to an event that is all of text.
func parseError(text string, f fault) error {
	if f.err == nil {
		return nil
	}
	return &tlslog.ParseError{
		Format: format,
		Record: 1,
		Line:   1 + int64(strings.Count(text[:f.pos], "\n")),
		Offset: int64(f.pos),
		Field:  f.field,
		Err:    f.err,
	}
}
