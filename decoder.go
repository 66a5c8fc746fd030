package awstls

import (
	"errors"
	"io"
	"iter"
	"strings"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/internal/envelope"
	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// Events returns an iterator over the events in the log r, whatever sources it
// is of; see [Decoder.Decode].
func Events(r io.Reader) iter.Seq2[tlslog.Event, error] { return NewDecoder(r).All() }

// A Decoder reads the events of a log of which it does not know the source: it
// recognises each record by its content, so that the sources may change within
// the log. It implements [tlslog.Decoder].
//
// The zero Decoder reads an empty log. Its exported fields are options; they
// may be set at any time and hold from the next call on. A Decoder must not be
// copied.
type Decoder struct {
	// MaxRecordBytes is the length of the longest record, in bytes. Longer
	// ones are passed over and reported with [tlslog.ErrTooLong]. Zero or less
	// means the default of the source, such as alb.DefaultMaxRecordBytes.
	MaxRecordBytes int

	// MaxEnvelopeBytes is the length of the longest envelope that is opened, in
	// bytes: of a document of the log or within another envelope. What the data
	// in one document of the log is unpacked to may have four times as many.
	// Longer ones are reported with [tlslog.ErrTooLong]. Zero or less means
	// alb.DefaultMaxEnvelopeBytes.
	MaxEnvelopeBytes int

	// MaxEnvelopeDepth is how many envelopes may stand in one another. What
	// is deeper is reported with [tlslog.ErrNesting]. Zero or less means
	// alb.DefaultMaxEnvelopeDepth.
	MaxEnvelopeDepth int

	in    envelope.Reader
	begun bool // in was reset

	// The decoders of the sources read with in, one line or value at a time.
	// Each is used for what is recognised as its own.
	alb        alb.Decoder
	cloudfront cloudfront.Decoder
	firewall   networkfirewall.EventDecoder
	trail      cloudtrail.Decoder

	// What they have read, the last one of source.
	source           tlslog.Source
	albRecord        alb.Record
	cloudfrontRecord cloudfront.Record
	firewallEvent    tlslog.Event
	trailRecord      cloudtrail.Record

	rows    tlslog.Source // of the last line that told one; a line that tells none is of it
	columns int           // in the header above the rows; 0 if there is none
	below   error         // what the rows below the header are, if they are not of a log that is read

	skipped []skipped
	record  int64
	fault   error // of the record read last
	raw     string
	end     int64
	err     error // final
}

// A skipped counts what was passed over.
type skipped struct {
	kind  error
	count int64
}

// NewDecoder returns a Decoder that reads the log from r. It reads nothing
// before the first call of Decode or Next; then it reads ahead in blocks of up
// to 256 KiB.
func NewDecoder(r io.Reader) *Decoder {
	d := new(Decoder)
	d.Reset(r)
	return d
}

// Reset makes d read another log from r, with the same options.
func (d *Decoder) Reset(r io.Reader) {
	d.begun = true
	if d.in.Line == nil {
		d.in.Line, d.in.LineLook = d.isLine, maxLook
	}
	d.in.Reset(r)
	d.alb.Reset(d.in.Share())
	d.cloudfront.Reset(d.in.Share())
	d.firewall.Reset(d.in.Share())
	d.trail.Reset(d.in.Share())
	d.rows, d.columns, d.below = tlslog.SourceUnknown, 0, nil
	d.skipped = nil
	d.record, d.end, d.err = 0, 0, nil
	d.clear()
}

// Decode replaces every field of *e with the next event of the log. Records
// without an event are passed over and counted; see [Decoder.Skipped].
//
// At the end of the log it returns [io.EOF]. A [*tlslog.ParseError] concerns
// one record, and the next call goes on behind it; *e then holds what could be
// read of the record. Any other error is final. The number of the record in
// the error counts the records of all sources.
//
// What is of none of the sources, or of another log of theirs, is reported once
// for each kind of such records, with an error that wraps [tlslog.ErrForeign],
// and then only counted. A line that is not recognised is taken to be of the
// source of the lines before it, and so is damage to it; before any line was
// recognised it is counted with [ErrUnknown].
//
// A log that stops in the middle ends in [io.ErrUnexpectedEOF], as far as that
// can be told; see the Decode methods of the sources.
func (d *Decoder) Decode(e *tlslog.Event) error {
	for {
		err := d.Next()
		if ok := d.event(e); ok || err != nil {
			return err
		}
		d.skip(ErrNoEvent)
	}
}

// All returns an iterator over the events that are still to be read; see
// [tlslog.All].
func (d *Decoder) All() iter.Seq2[tlslog.Event, error] { return tlslog.All(d) }

// Next reads the next record, whether it has an event or not, which
// [Decoder.Record] then returns. Its errors are those of Decode.
func (d *Decoder) Next() error {
	if !d.begun {
		d.Reset(nil)
	}
	d.clear()
	if d.err != nil {
		return d.err
	}
	d.in.MaxBytes, d.in.MaxDepth = d.MaxEnvelopeBytes, d.MaxEnvelopeDepth
	for {
		if err := d.step(); err != errOnward {
			return err
		}
	}
}

// Record returns the record that was read last, as the package of its source
// has it: an [alb.Record], [cloudfront.Record], [networkfirewall.Record],
// [networkfirewall.AlertRecord] or [cloudtrail.Record]. After a
// [*tlslog.ParseError] it holds what could be read. It is nil if nothing of
// that kind was read last.
//
// It is made on demand, for it needs an allocation: reading events needs none.
func (d *Decoder) Record() tlslog.Eventer {
	switch d.source {
	case tlslog.SourceALB:
		return d.albRecord
	case tlslog.SourceCloudFront:
		return d.cloudfrontRecord
	case tlslog.SourceNetworkFirewall:
		if rec, ok := d.firewall.AlertRecord(); ok {
			return rec
		}
		rec, _ := d.firewall.Record()
		return rec
	case tlslog.SourceCloudTrail:
		return d.trailRecord
	}
	return nil
}

// Source returns the source of the record that was read last.
func (d *Decoder) Source() tlslog.Source { return d.source }

// Raw returns the record that was read last, as it stands in the log, or the
// line or value that is of no source. It stays valid. When it is empty say the
// Raw methods of the sources.
func (d *Decoder) Raw() string { return d.raw }

// InputOffset returns the position in the log, in bytes after decompression,
// behind the record that was read last. For a record that came in an envelope
// it is the position behind the outermost one.
func (d *Decoder) InputOffset() int64 { return d.end }

// Origin returns what the envelopes around the record that was read last say
// of it: such as its log group. It is zero for one that came in none. Its
// strings are parts of the log, as those of records are.
func (d *Decoder) Origin() tlslog.Origin { return d.in.Origin() }

// Skipped returns an iterator over what the decoder has passed over since it
// was made or reset: an error that says what it is, such as [ErrUnknown],
// [alb.ErrAccessLog] or [networkfirewall.ErrFlowRecord], and how many lines or
// values of the kind there were, those that Decode has reported included. All
// errors wrap [tlslog.ErrForeign].
func (d *Decoder) Skipped() iter.Seq2[error, int64] {
	return func(yield func(error, int64) bool) {
		for _, s := range d.skipped {
			if !yield(s.kind, s.count) {
				return
			}
		}
		firewall, trail := d.firewall.Skipped(), d.trail.Skipped()
		for _, s := range [...]skipped{
			{networkfirewall.ErrAlertRecord, firewall.Alert},
			{networkfirewall.ErrFlowRecord, firewall.Flow},
			{networkfirewall.ErrEVERecord, firewall.EVE},
			{networkfirewall.ErrProxyRecord, firewall.Proxy},
			{cloudtrail.ErrDigestFile, trail.DigestFiles},
			{cloudtrail.ErrLakeSignature, trail.LakeSignatures},
			{cloudtrail.ErrLogFileNotification, trail.LogFileNotifications},
			{cloudtrail.ErrS3Notification, trail.S3Notifications},
			{cloudtrail.ErrS3TestEvent, trail.S3TestEvents},
			{cloudtrail.ErrControlMessage, d.in.Controls()},
		} {
			if s.count > 0 && !yield(s.kind, s.count) {
				return
			}
		}
	}
}

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

// pass reads a line that is of no source: of the given kind, or a directive if
// that is nil. A trace is counted and never reported.
func (d *Decoder) pass(kind error, trace bool) error {
	number, offset := d.place()
	in := d.in.Log().Stream()
	line, err := in.Line(d.limit())
	switch {
	case err != nil && err != tlslog.ErrTooLong:
		return d.ended(d.in.End(err))
	case !line.Whole && strings.HasPrefix(line.Text, "#") && !d.in.InMessage():
		return d.ended(io.ErrUnexpectedEOF) // it may be part of a header
	case kind == nil:
		return errOnward
	case trace:
		d.skip(kind)
		return errOnward
	}
	d.raw = line.Text
	if !d.in.InMessage() {
		d.end = line.Offset + int64(len(line.Text))
		if err != nil {
			d.end = in.Offset()
		}
	}
	return d.foreign(kind, number, offset)
}

// foreign counts a line or value that is of no source, and reports the first
// of each kind.
func (d *Decoder) foreign(kind error, line, offset int64) error {
	d.record++
	if !d.first(kind) {
		return errOnward
	}
	return d.parseError("", kind, line, offset)
}

// first counts one of a kind and reports whether it is the first.
func (d *Decoder) first(kind error) bool { return d.skip(kind) == 1 }

// skip counts one of a kind and returns how many there are now.
func (d *Decoder) skip(kind error) int64 {
	for i := range d.skipped {
		if s := &d.skipped[i]; s.kind == kind {
			s.count++
			return s.count
		}
	}
	d.skipped = append(d.skipped, skipped{kind, 1})
	return 1
}

// ended returns the error for the end of the log, or of a message in it.
func (d *Decoder) ended(err error) error {
	if err == envelope.ErrMoved {
		return errOnward
	}
	if fault, ok := err.(*envelope.Fault); ok {
		d.record++
		return d.parseError(fault.Field, fault.Err, fault.Line, fault.Offset)
	}
	return d.stop(d.in.Fail("awstls", err))
}

// stop ends the log with err.
func (d *Decoder) stop(err error) error {
	d.clear()
	d.in.SetPrefix("")
	d.err = err
	return err
}

// clear forgets the record that was read last.
func (d *Decoder) clear() { d.source, d.raw = tlslog.SourceUnknown, "" }

// event makes *e the event of the record that was read last, and reports
// whether there is one.
func (d *Decoder) event(e *tlslog.Event) (ok bool) {
	switch d.source {
	case tlslog.SourceALB:
		*e, ok = d.albRecord.Event()
	case tlslog.SourceCloudFront:
		*e, ok = d.cloudfrontRecord.Event()
	case tlslog.SourceNetworkFirewall:
		*e, ok = d.firewallEvent, true
	case tlslog.SourceCloudTrail:
		*e, ok = d.trailRecord.Event()
	default:
		*e = tlslog.Event{}
	}
	return ok
}

// place returns where in the outermost log the log at hand is.
func (d *Decoder) place() (line, offset int64) {
	in := d.in.Log().Stream()
	offset, line = d.in.Place(in.Offset(), in.LineNumber())
	return line, offset
}

// parseError makes the error for the record that was counted last.
func (d *Decoder) parseError(field string, err error, line, offset int64) error {
	return &tlslog.ParseError{Format: "awstls", Record: d.record, Line: line, Offset: offset, Field: field, Err: err}
}
