package networkfirewall

import (
	"unicode/utf8"

	"github.com/awstls/awstls/internal/envelope"
	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// A source describes one of the two kinds of records that this package reads,
// or both.
type source[R comparable] struct {
	format string // its name in errors
	kind   kind
	other  kind // a second one, or kindUnknown
	read   func(p *parser, r *R)
	rest   func(r *R) (extra, text *string)
}

// takes reports whether records of the kind k are of the source.
func (src *source[R]) takes(k kind) bool {
	return k == src.kind || k == src.other && k != kindUnknown
}

// finish completes *r, which p has read from text: s without the white space
// around it.
func (src *source[R]) finish(p *parser, s, text string, r *R) {
	extra, memory := src.rest(r)
	*extra = p.extra(s)
	// The encoder cannot write a string that is not valid UTF-8.
	if !p.plain || !p.ascii && !utf8.ValidString(s) {
		*memory = text
	}
}

// parse reads s, which is to be one record of the source; of any kind
// if lenient is true.
func (src *source[R]) parse(s string, lenient bool, r *R) error {
	var sc jsonscan.Scanner
	sc.Reset(s, 0)
	kind := sc.Kind()
	start := sc.Pos()
	var p parser
	p.start(&sc)
	if kind == jsonscan.Object {
		src.read(&p, r)
	} else {
		sc.Skip()
	}
	text := s[start:sc.Pos()]
	whole := fault{pos: start}
	switch {
	case kind != jsonscan.Object || sc.Err() != nil || sc.Kind() != jsonscan.End:
		whole.err = tlslog.ErrSyntax
	case p.kind() != src.kind && !lenient:
		whole.err = p.kind().err()
	}
	it := jsonlog.ItemAt(s, 0, 1)
	if whole.err != nil {
		var zero R
		*r = zero
		return src.parseError(whole, 1, it)
	}
	src.finish(&p, s, text, r)
	if p.fault.err != nil {
		return src.parseError(p.fault, 1, it)
	}
	return nil
}

// spans returns the members of extra that no field stands for, or none if it is
// not a JSON object.
func (src *source[R]) spans(extra string) []span {
	if extra == "" {
		return nil
	}
	var sc jsonscan.Scanner
	sc.Reset(extra, 0)
	var p parser
	p.start(&sc)
	var r R
	src.read(&p, &r)
	if sc.Err() != nil || sc.Kind() != jsonscan.End {
		return nil
	}
	return p.extras
}

// parseError makes the error for a fault in a record.
func (src *source[R]) parseError(f fault, record int64, it jsonlog.Item) error {
	offset, line := it.At(f.pos)
	return &tlslog.ParseError{
		Format: src.format,
		Record: record,
		Line:   line,
		Offset: offset,
		Field:  levels[f.level].path + f.name,
		Err:    f.err,
	}
}

// envelopeError makes the error for a message that could not be read, or for
// its envelope.
func (src *source[R]) envelopeError(f *envelope.Fault, record int64) error {
	return &tlslog.ParseError{
		Format: src.format,
		Record: record,
		Line:   f.Line,
		Offset: f.Offset,
		Field:  f.Field,
		Err:    f.Err,
	}
}
