package vended

import (
	"io"
	"strings"

	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
)

// Options are what a caller can say of a log.
type Options struct {
	// MaxRecordBytes is the length of the longest record.
	MaxRecordBytes int

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
	src  source
	kind logKind
	in   stream.Reader  // of a log of lines
	js   jsonlog.Reader // of a log of JSON values

	lines  lines[R]
	object object[R]
	parse  jsonlog.Parse // object.parse

	err    error // final
	record int64
	raw    string
	end    int64
}

// A logKind is what a log is cut into.
type logKind uint8

const (
	ofUnknown logKind = iota
	ofLines
	ofValues // of JSON
)

// Reset makes d read from r. It does not read yet.
func (d *Decoder[R]) Reset(r io.Reader) {
	*d = Decoder[R]{}
	if r != nil {
		d.src.src = r
		d.in.Reset(&d.src)
	}
}

// Raw returns the text of the record read last, or "" if it was too long.
func (d *Decoder[R]) Raw() string { return d.raw }

// InputOffset returns the offset behind the record read last.
func (d *Decoder[R]) InputOffset() int64 { return d.end }

// Decode reads the next record of t.
func (d *Decoder[R]) Decode(t *Table[R], opt Options, rec *R) error {
	if d.err != nil {
		return d.stop(d.err, rec)
	}
	d.object.of(t, rec)
	if d.kind == ofUnknown {
		d.kind = d.sniff(&opt)
	}
	if d.kind == ofValues {
		return d.jsonValue(opt.MaxRecordBytes)
	}
	return d.line(&opt)
}

// jsonValue reads the next JSON value.
func (d *Decoder[R]) jsonValue(limit int) error {
	t, rec := d.object.t, d.object.rec
	item, err := d.js.Next(limit, d.parse)
	var fault Fault
	switch err {
	case nil:
		fault = d.object.finish(item.Text)
	case jsonlog.ErrSyntax, jsonlog.ErrDepth:
		fault.Err = tlslog.ErrSyntax
	case tlslog.ErrTooLong:
		fault.Err = err
	default:
		return d.stop(d.js.Fail(t.Format, err), rec)
	}
	if err != nil {
		*rec = *new(R)
	}
	d.record++
	d.raw, d.end = item.Text, d.js.InputOffset()
	if fault.Err == nil {
		return nil
	}
	offset, line := item.At(fault.Pos)
	fault.Pos = 0
	return t.parseError(inJSON, fault, d.record, line, offset)
}

// line reads the next line that is a record.
func (d *Decoder[R]) line(opt *Options) error {
	t, rec := d.object.t, d.object.rec
	for {
		start := d.peek()
		line, err := d.in.Line(opt.MaxRecordBytes)
		end := line.Offset + int64(len(line.Text))
		var found finding
		switch err {
		case nil:
			found = d.lines.read(&d.object, line.Text, opt)
		case tlslog.ErrTooLong:
			found = d.lines.tooLong(t, start, opt)
			end = d.in.Offset()
		default:
			return d.stop(d.in.Fail(t.Format, err), rec)
		}
		if found.fault.Cut && !line.Whole {
			return d.stop(d.in.Fail(t.Format, io.ErrUnexpectedEOF), rec)
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
		d.raw, d.end = line.Text, end
		if found.fault.Err != nil {
			return t.parseError(found.format, found.fault, number, line.Number, line.Offset)
		}
		return nil
	}
}

// peek returns what the next line starts with: enough of it to tell a header,
// and maybe of what is behind it.
func (d *Decoder[R]) peek() string {
	for {
		window := d.in.Window()
		if len(window) >= len(fieldsDirective) {
			return window[:len(fieldsDirective)]
		}
		if strings.IndexByte(window, '\n') >= 0 || d.in.More() != nil {
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
