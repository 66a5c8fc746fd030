package networkfirewall

import (
	"io"

	"github.com/awstls/awstls/internal/envelope"
	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// DefaultMaxRecordBytes is the limit of a decoder whose MaxRecordBytes is
// zero or negative. TLS records have some 350 to 500 bytes, alert records some kilobytes
// at most.
const DefaultMaxRecordBytes = 1 << 20

// These are the limits of a decoder whose MaxEnvelopeBytes and MaxEnvelopeDepth
// are zero: 64 MiB and 8. A Lambda function is given events of at most 6 MB
// (documented), and AWS nests five envelopes at most.
const (
	DefaultMaxEnvelopeBytes = envelope.DefaultMaxBytes
	DefaultMaxEnvelopeDepth = envelope.DefaultMaxDepth
)

// A log reads the records of one source. The zero log is empty.
type log[R comparable] struct {
	in      envelope.Reader
	p       parser
	parse   jsonlog.Parse // reads with p into *rec
	rec     *R
	records int64
	skipped Skipped
	raw     string
	err     error // final
}

func (l *log[R]) reset(r io.Reader) {
	*l = log[R]{in: l.in}
	l.in.Reset(r)
}

// limit sets the limits of envelopes.
func (l *log[R]) limit(bytes, depth int) { l.in.MaxBytes, l.in.MaxDepth = bytes, depth }

// decode reads the next record of src, of at most limit bytes.
func (l *log[R]) decode(src *source[R], limit int, rec *R) error {
	if limit <= 0 {
		limit = DefaultMaxRecordBytes
	}
	if l.parse == nil {
		l.parse = func(sc *jsonscan.Scanner) jsonlog.Verdict {
			l.p.start(sc)
			src.read(&l.p, l.rec)
			return jsonlog.Record
		}
	}
	l.raw = ""
	l.rec = rec
	err := l.next(src, limit)
	l.rec = nil
	l.skipped.ControlMessages = l.in.Controls()
	return err
}

// next reads records into *l.rec until one is of the source.
func (l *log[R]) next(src *source[R], limit int) error {
	var zero R
	for l.err == nil {
		it, err := l.in.Next(limit, l.parse)
		switch err {
		case nil:
			l.records++
		case jsonlog.ErrSyntax, jsonlog.ErrDepth:
			l.records++
			*l.rec = zero
			return src.parseError(fault{err: tlslog.ErrSyntax}, l.records, it)
		case tlslog.ErrTooLong:
			l.records++
			*l.rec = zero
			return src.parseError(fault{err: err}, l.records, it)
		case envelope.ErrTurn:
			*l.rec = zero
			return err
		default:
			if damaged, ok := err.(*envelope.Fault); ok {
				l.records++
				*l.rec = zero
				return src.envelopeError(damaged, l.records)
			}
			l.err = l.in.Fail(src.format, err)
			continue
		}
		if it.Text[0] != '{' {
			l.raw = it.Text
			*l.rec = zero
			return src.parseError(fault{err: tlslog.ErrSyntax}, l.records, it)
		}
		if kind := l.p.kind(); !src.takes(kind) {
			if kind == kindUnknown && l.in.Open(it) {
				l.records-- // an envelope is none
			} else {
				l.skipped.add(kind)
			}
			continue
		}
		l.raw = it.Text
		src.finish(&l.p, it.Text, it.Text, l.rec)
		if l.p.fault.err != nil {
			return src.parseError(l.p.fault, l.records, it)
		}
		return nil
	}
	*l.rec = zero
	return l.err
}
