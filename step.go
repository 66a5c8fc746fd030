package awstls

import (
	"errors"
	"strings"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/internal/envelope"
	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// errOnward means that what was read is no record and no error to report.
var errOnward = errors.New("nothing to report")

// maxLook is how much of a line is looked at to recognise it, and maxLookJSON
// of a JSON value, or as much as a record may have.
const (
	maxLook     = 4 << 10
	maxLookJSON = 256 << 10
)

// step reads one line or JSON value of the log, or what is between them.
func (d *Decoder) step() error {
	log := d.in.Log()
	head, err := log.Peek()
	if err != nil {
		return d.ended(d.in.End(err))
	}
	if log.Nested() || head[0] == '{' {
		return d.value(0)
	}
	if d.rows == tlslog.SourceALB && isClassic(head) {
		return d.read(tlslog.SourceALB, envelope.Lines)
	}
	line := d.startOfLine(maxLook)
	if d.rows == tlslog.SourceALB && isClassic(line) { // less of it was in memory before
		return d.read(tlslog.SourceALB, envelope.Lines)
	}
	prefix, text := envelope.CutPrefix(line, "\t")
	if text[0] == '{' || text[0] == '[' {
		return d.value(len(prefix))
	}
	if d.columns > 0 && text[0] != '#' && d.fits(line) {
		return d.read(d.rows, envelope.Lines) // it is a row, whatever it looks like
	}
	if text[0] == '#' {
		text = d.startOfLine(d.limit())[len(prefix):] // a header has names up to its end
	}
	return d.line(prefix, text)
}

// isClassic reports whether a line starts with a time of which the form is
// that of the classic line of connection logs.
func isClassic(s string) bool {
	return len(s) > 28 && s[27] == ' ' && s[26] == 'Z' && s[10] == 'T' && s[4] == '-' && strings.IndexByte(s[:26], '\n') < 0
}

// line reads a line that starts with text, behind the prefix of an export.
func (d *Decoder) line(prefix, text string) error {
	d.in.SetPrefix(prefix)
	switch s := recogniseLine(text); {
	case s.form == formDirective:
		return d.pass(nil, false)
	case s.other != nil:
		return d.pass(s.other, s.form == formTrace)
	case s.form == formHeader && s.source == tlslog.SourceUnknown && d.rows == tlslog.SourceUnknown:
		return d.pass(ErrUnknown, false)
	case s.form == formHeader:
		if s.source != tlslog.SourceUnknown && s.source != d.rows {
			d.forget()
			d.rows = s.source
		}
		// A row of one value has nothing that tells it from a line.
		d.columns, d.below = max(len(strings.Fields(text[len(fieldsDirective):])), 2), nil
		err := d.read(d.rows, envelope.Lines)
		d.below = d.fault // of the header
		return err
	case s.source != tlslog.SourceUnknown:
		if d.columns > 0 && (s.source != d.rows || strings.Contains(text, "\t")) {
			d.forget()
		}
		d.rows = s.source
	}
	if d.rows == tlslog.SourceUnknown {
		return d.pass(ErrUnknown, false)
	}
	return d.read(d.rows, envelope.Lines)
}

// forget makes the header above the rows one that is above no more.
func (d *Decoder) forget() {
	switch d.rows {
	case tlslog.SourceALB:
		d.alb.Reset(d.in.Share())
	case tlslog.SourceCloudFront:
		d.cloudfront.Reset(d.in.Share())
	}
	d.columns, d.below = 0, nil
}

// value reads the JSON value behind the first skip bytes of what is in memory.
func (d *Decoder) value(skip int) error {
	log := d.in.Log()
	s := d.recogniseValue(skip)
	switch {
	case s.form == formContainer && skip == 0:
		if err := log.Enter(s.pos, s.name); err != nil {
			return d.ended(d.in.End(err))
		}
		return errOnward
	case s.form == formContainer: // a decoder passes over what is before it
		return d.read(tlslog.SourceCloudTrail, envelope.Values)
	case s.source != tlslog.SourceUnknown:
		return d.read(s.source, envelope.Values)
	case d.columns > 0 && !log.Nested() && strings.Contains(d.startOfLine(maxLook), "\t"):
		return d.read(d.rows, envelope.Lines) // a row can start with anything
	}
	return d.unknownValue()
}

// recogniseValue recognises the JSON value behind the first skip bytes of what
// is in memory. It reads on as far as it must.
func (d *Decoder) recogniseValue(skip int) sight {
	in := d.in.Log().Stream()
	// What it is taken for depends on no more than so much of it, whatever is in
	// memory.
	limit := max(d.valueLimit(), maxLookJSON)
	head := func() string {
		window := in.Window()[skip:]
		return window[:min(len(window), limit)]
	}
	var frame jsonscan.Framer
	framed := 0
	for {
		window := head()
		s, more := recogniseJSON(window)
		if !more || len(window) == limit {
			return s
		}
		// It is looked at again once all of it is in memory, or twice as much.
		for tried := len(window); framed < 2*tried && framed < limit; {
			_, whole := frame.Next(window[framed:])
			framed = len(window)
			if whole || in.More() != nil { // whoever reads the value gets the error
				s, _ := recogniseJSON(window)
				return s
			}
			window = head()
		}
	}
}

// unknownValue reads a JSON value that was not recognised. It may be an
// envelope.
func (d *Decoder) unknownValue() error {
	line, offset := d.place()
	item, err := d.in.Step(d.valueLimit(), func(*jsonscan.Scanner) jsonlog.Verdict { return jsonlog.Record })
	switch err {
	case nil:
		if d.in.Open(item) {
			d.end = d.in.InputOffset()
			return errOnward
		}
		d.raw, d.end = item.Text, d.in.InputOffset()
		return d.foreign(ErrUnknown, line, offset)
	case jsonlog.ErrSyntax, jsonlog.ErrDepth:
		err = tlslog.ErrSyntax
	case tlslog.ErrTooLong:
	default:
		return d.ended(err)
	}
	d.end = d.in.InputOffset()
	d.record++
	return d.parseError("", err, line, offset)
}

// startOfLine returns the start of the line that the log at hand is at: so many
// bytes, or all of it.
func (d *Decoder) startOfLine(limit int) string {
	in := d.in.Log().Stream()
	for searched := 0; ; {
		window := in.Window()
		window = window[:min(len(window), limit)]
		if i := strings.IndexByte(window[searched:], '\n'); i >= 0 {
			return strings.TrimSuffix(window[:searched+i], "\r")
		}
		searched = len(window)
		if searched == limit || in.More() != nil { // whoever reads the line gets the error
			return window
		}
	}
}

// fits reports whether a line, of which start is the start, is a row of as many
// values as the header above has names. One that is longer than a record may be
// is taken for one, or a long value would cost the rows behind it their header.
func (d *Decoder) fits(start string) bool {
	tabs := strings.Count(start, "\t")
	if len(start) < maxLook || tabs >= d.columns {
		return tabs == d.columns-1
	}
	limit := d.limit()
	line := d.startOfLine(limit)
	tabs = strings.Count(line, "\t")
	return tabs == d.columns-1 || tabs < d.columns && len(line) == limit
}

// isLine reports whether a line, of which start is the start or all of it, is a
// record, and so no part of a JSON value that is damaged: a row below a header,
// or what is recognised by itself.
func (d *Decoder) isLine(start string) bool {
	if start == "" {
		return false
	}
	if tabs := strings.Count(start, "\t"); d.columns > 0 && (tabs == d.columns-1 || 0 < tabs && tabs < d.columns && len(start) == maxLook) {
		return true
	}
	_, text := envelope.CutPrefix(strings.TrimSuffix(start, "\r"), "\t")
	s := recogniseLine(text)
	return s.source != tlslog.SourceUnknown || s.other != nil || s.form == formHeader
}

// valueLimit returns the length of the longest JSON value.
func (d *Decoder) valueLimit() int {
	if d.MaxRecordBytes > 0 {
		return d.MaxRecordBytes
	}
	return cloudtrail.DefaultMaxRecordBytes
}

// limit returns the length of the longest line.
func (d *Decoder) limit() int {
	if d.MaxRecordBytes > 0 {
		return d.MaxRecordBytes
	}
	return max(alb.DefaultMaxRecordBytes, cloudfront.DefaultMaxRecordBytes)
}

// read has the decoder of a source read the line or value that the log is at.
func (d *Decoder) read(source tlslog.Source, cut envelope.Cut) error {
	line, offset := d.place()
	d.fault = nil
	d.in.SetCut(cut)
	d.in.GiveTurn()
	var err error
	switch source {
	case tlslog.SourceALB:
		d.alb.MaxRecordBytes = d.MaxRecordBytes
		err = d.alb.Decode(&d.albRecord)
		d.raw, d.end = d.alb.Raw(), max(d.end, d.alb.InputOffset())
	case tlslog.SourceCloudFront:
		d.cloudfront.MaxRecordBytes = d.MaxRecordBytes
		err = d.cloudfront.Decode(&d.cloudfrontRecord)
		d.raw, d.end = d.cloudfront.Raw(), max(d.end, d.cloudfront.InputOffset())
	case tlslog.SourceNetworkFirewall:
		d.firewall.MaxRecordBytes = d.MaxRecordBytes
		unknown := d.firewall.Skipped().Unknown
		err = d.firewall.Decode(&d.firewallEvent)
		d.raw, d.end = d.firewall.Raw(), max(d.end, d.firewall.InputOffset())
		if err == envelope.ErrTurn {
			if d.firewall.Skipped().Unknown > unknown {
				return d.foreign(ErrUnknown, line, offset)
			}
			d.record++
		}
	case tlslog.SourceCloudTrail:
		d.trail.MaxRecordBytes = d.MaxRecordBytes
		err = d.trail.Decode(&d.trailRecord)
		d.raw, d.end = d.trail.Raw(), max(d.end, d.trail.InputOffset())
	}
	if err == nil {
		d.record++
		d.source = source
		return nil
	}
	if err == envelope.ErrTurn {
		if cut == envelope.Lines && d.below != nil { // a row
			return d.foreign(d.below, line, offset)
		}
		return errOnward
	}
	perr, ok := errors.AsType[*tlslog.ParseError](err)
	if !ok {
		return d.stop(err)
	}
	d.record++
	perr.Record = d.record
	d.fault = perr.Err
	switch {
	case !errors.Is(perr.Err, tlslog.ErrForeign):
		d.source = source
	case !d.first(perr.Err):
		return errOnward
	}
	return perr
}
