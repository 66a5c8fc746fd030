// Package owndecoder reads a log that the library does not know, and is tested
// with the library's own suite. A line of that log is a time, a protocol and a
// result:
//
//	2026-09-23T07:11:27Z TLSv1.3 ok
package owndecoder

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// A Record is a line of the log.
type Record struct {
	Time     time.Time
	Protocol tlslog.ProtocolName
	OK       bool
}

// Event implements [tlslog.Eventer].
func (r Record) Event() (tlslog.Event, bool) {
	e := tlslog.Event{Time: r.Time, Version: r.Protocol.Version(), Evidence: tlslog.EvidenceLogged, Result: tlslog.ResultFailure}
	if r.OK {
		e.Result = tlslog.ResultSuccess
	}
	return e, true
}

// A Decoder reads records. It implements [tlslog.Decoder].
type Decoder struct {
	r      *bufio.Reader
	lines  int64
	offset int64 // of the next line
	err    error // final
}

// NewDecoder returns a Decoder that reads from r.
func NewDecoder(r io.Reader) *Decoder { return &Decoder{r: bufio.NewReader(r)} }

// Decode replaces *rec with the next record.
func (d *Decoder) Decode(rec *Record) error {
	*rec = Record{}
	if d.err != nil {
		return d.err
	}
	start := d.offset
	line, long, err := d.line()
	if err != nil {
		d.err = err
		return err
	}
	d.lines++
	damaged := func(at int, field string, cause error) error {
		return &tlslog.ParseError{Format: "own", Record: d.lines, Line: d.lines, Offset: start + int64(at), Field: field, Err: cause}
	}
	values := strings.Split(line, " ")
	switch {
	case long:
		return damaged(0, "", tlslog.ErrTooLong)
	case len(values) != 3:
		return damaged(0, "", tlslog.ErrFieldCount)
	}
	rec.Protocol, rec.OK = tlslog.ProtocolName(values[1]), values[2] == "ok"
	t, err := time.Parse(time.RFC3339, values[0])
	if err != nil {
		return damaged(0, "time", tlslog.ErrTime)
	}
	rec.Time = t.UTC()
	return nil
}

// line returns the next line. Of one that is too long it returns nothing.
func (d *Decoder) line() (text string, long bool, err error) {
	start := d.offset
	for {
		part, err := d.r.ReadSlice('\n')
		d.offset += int64(len(part))
		switch {
		case err == bufio.ErrBufferFull:
			long = true
			continue
		case errors.Is(err, io.EOF) && d.offset > start:
			return "", false, io.ErrUnexpectedEOF // a line without an end
		case err != nil:
			return "", false, err
		case long:
			return "", true, nil
		}
		return strings.TrimSuffix(string(part), "\n"), false, nil
	}
}
