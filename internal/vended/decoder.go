package vended

import (
	"io"
	"strings"

	"github.com/awstls/awstls/internal/envelope"
	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
)

// Options are what a caller can say of a log.
type Options struct {
	// MaxRecordBytes is the length of the longest record.
	MaxRecordBytes int

	// MaxEnvelopeBytes and MaxEnvelopeDepth are those of an
	// [envelope.Reader].
	MaxEnvelopeBytes, MaxEnvelopeDepth int

	// Fields are the names of the columns of rows without a header, and
	// Delimiter is what stands between the values of a row, also below a
	// header. Empty ones mean the defaults.
	Fields    []string
	Delimiter string
}

// configured reports whether the caller says something of rows.
func (o *Options) configured() bool { return len(o.Fields) > 0 || o.Delimiter != "" }

// A Decoder reads the records of one source from a log. The zero Decoder is
// an empty log.
type Decoder[R comparable] struct {
	in     envelope.Reader
	lines  lines[R]
	object object[R]
	parse  jsonlog.Parse // object.parse

	err    error // final
	record int64
	raw    string
	end    int64
}

// Reset makes d read from r. It does not read yet.
func (d *Decoder[R]) Reset(r io.Reader) {
	*d = Decoder[R]{in: d.in, parse: d.parse}
	d.in.Reset(r)
}

// Raw returns the text of the record read last, or "" if it was too long.
func (d *Decoder[R]) Raw() string { return d.raw }

// InputOffset returns the offset behind the record read last, or behind the
// outermost envelope that it came in.
func (d *Decoder[R]) InputOffset() int64 { return d.end }

// Origin returns what the envelopes say of the record read last.
func (d *Decoder[R]) Origin() tlslog.Origin { return d.in.Origin() }

// Decode reads the next record of t.
func (d *Decoder[R]) Decode(t *Table[R], opt *Options, rec *R) error {
	if d.err != nil {
		return d.stop(d.err, rec)
	}
	d.object.of(t, rec)
	if d.parse == nil {
		d.parse = d.object.parse
	}
	d.in.MaxBytes, d.in.MaxDepth = opt.MaxEnvelopeBytes, opt.MaxEnvelopeDepth
	for {
		if d.in.Cut() == envelope.Unknown {
			d.in.SetCut(d.sniff(opt))
		}
		var err error
		if d.in.Cut() == envelope.Values {
			err = d.jsonValue(opt.MaxRecordBytes)
		} else {
			err = d.line(opt)
		}
		if err != envelope.ErrMoved {
			return err
		}
	}
}

// jsonValue reads the next JSON value of the log at hand.
func (d *Decoder[R]) jsonValue(limit int) error {
	t, rec := d.object.t, d.object.rec
	outermost := !d.in.InMessage()
	item, err := d.in.Step(limit, d.parse)
	if outermost {
		d.end = d.in.InputOffset()
	}
	if err == nil && d.object.plain {
		d.record++
		d.raw = item.Text
		return nil
	}
	var fault Fault
	switch err {
	case nil:
		if !d.object.ours() && d.in.Open(item) {
			return envelope.ErrMoved
		}
		fault = d.object.finish(item.Text)
	case jsonlog.ErrSyntax, jsonlog.ErrDepth:
		fault.Err = tlslog.ErrSyntax
	case tlslog.ErrTooLong:
		fault.Err = err
	default:
		return d.ended(err)
	}
	if err != nil {
		*rec = *new(R)
	}
	d.record++
	d.raw = item.Text
	if fault.Err == nil {
		return nil
	}
	offset, line := item.At(fault.Pos)
	fault.Pos = 0
	return t.parseError(inJSON, fault, d.record, line, offset)
}

// line reads the next line of the log at hand that is a record.
func (d *Decoder[R]) line(opt *Options) error {
	t, rec := d.object.t, d.object.rec
	in := d.in.Log().Stream()
	for {
		if err := d.in.Turn(); err != nil {
			return d.ended(err)
		}
		d.in.SetPrefix("")
		lines := in.Lines()
		if n := d.lines.ordinary(&d.object, lines, opt); n >= 0 && n <= opt.MaxRecordBytes {
			d.record++
			d.raw = lines[:n]
			d.setEnd(in.Offset() + int64(n))
			in.PassLine(n)
			return nil
		}
		start := d.peek()
		line, err := in.Line(opt.MaxRecordBytes)
		end := line.Offset + int64(len(line.Text))
		var found finding
		switch err {
		case nil:
			if lines == "" && d.lines.ordinary(&d.object, line.Text, opt) == len(line.Text) {
				d.record++
				d.raw = line.Text
				d.setEnd(end)
				return nil
			}
			if len(line.Text) > envelope.PrefixLen && line.Text[envelope.PrefixLen-1] == ' ' {
				d.cutPrefix(&line, opt)
			}
			found = d.lines.read(&d.object, line.Text, opt)
			if found.format == inJSON && !d.object.ours() && d.in.OpenLine(line.Text, line.Offset, line.Number) {
				d.setEnd(end)
				return envelope.ErrMoved
			}
		case tlslog.ErrTooLong:
			found = d.lines.tooLong(t, start, opt)
			end = in.Offset()
		default:
			return d.ended(d.in.End(err))
		}
		if found.fault.Cut && !line.Whole && !d.in.InMessage() {
			return d.ended(io.ErrUnexpectedEOF)
		}
		number := d.record + 1
		if found.kind == record || found.kind == foreignRow {
			d.record++
		}
		if found.kind == noRecord || found.kind == foreignRow {
			continue
		}
		if found.kind == badHeader || err != nil {
			*rec = *new(R)
		}
		d.raw = line.Text
		d.setEnd(end)
		if found.fault.Err != nil {
			offset, n := d.in.Place(line.Offset+int64(found.fault.Pos), line.Number)
			found.fault.Pos = 0
			return t.parseError(found.format, found.fault, number, n, offset)
		}
		return nil
	}
}

// cutPrefix takes off a line what an export of its log group has put before
// it.
func (d *Decoder[R]) cutPrefix(line *stream.Line, opt *Options) {
	delimiter := opt.Delimiter
	if delimiter == "" && (d.object.t.MinColumns == 0 || d.lines.header != nil || opt.configured()) {
		delimiter = DefaultDelimiter
	}
	prefix, text := envelope.CutPrefix(line.Text, delimiter)
	d.in.SetPrefix(prefix)
	line.Text = text
	line.Offset += int64(len(prefix))
}

// setEnd sets the offset behind the record or envelope that was read, unless
// an envelope is being read.
func (d *Decoder[R]) setEnd(end int64) {
	if !d.in.InMessage() {
		d.end = end
	}
}

// ended returns the error for what ended a log or message.
func (d *Decoder[R]) ended(err error) error {
	t, rec := d.object.t, d.object.rec
	if err == envelope.ErrMoved || err == envelope.ErrTurn {
		return err
	}
	fault, ok := err.(*envelope.Fault)
	if !ok {
		return d.stop(d.in.Fail(t.Format, err), rec)
	}
	*rec = *new(R)
	d.record++
	d.raw = ""
	return t.parseError(classic, Fault{Field: fault.Field, Err: fault.Err}, d.record, fault.Line, fault.Offset)
}

// peek returns what the next line starts with: enough of it to tell a header,
// and maybe of what is behind it.
func (d *Decoder[R]) peek() string {
	in := d.in.Log().Stream()
	for {
		window := in.Window()
		if len(window) >= len(fieldsDirective) {
			return window[:len(fieldsDirective)]
		}
		if strings.IndexByte(window, '\n') >= 0 || in.More() != nil {
			return window // Line tells why
		}
	}
}

// stop ends the log with err.
func (d *Decoder[R]) stop(err error, rec *R) error {
	*rec = *new(R)
	d.err = err
	d.raw = ""
	return err
}
