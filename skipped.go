package awstls

import (
	"io"
	"iter"
	"strings"

	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// A skipped counts what was passed over.
type skipped struct {
	kind  error
	count int64
}

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
