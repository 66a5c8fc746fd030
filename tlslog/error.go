package tlslog

import (
	"errors"
	"strconv"
)

// These are the errors found in [ParseError.Err].
var (
	ErrSyntax     = errors.New("malformed record")              // the text is no record of this format
	ErrFieldCount = errors.New("wrong number of fields")        // a positional record has too few or too many
	ErrQuote      = errors.New("quotation mark out of place")   // a quoted value is not closed, or goes on after its end
	ErrTime       = errors.New("malformed time")                // not a timestamp, or a validity that is not two of them
	ErrAddress    = errors.New("malformed IP address")          // masked addresses such as 192.0.2.xxx are reported so
	ErrNumber     = errors.New("malformed number")              // not a number, or out of the range of its field
	ErrType       = errors.New("unexpected JSON type")          // an object where a string belongs, and the like
	ErrTooLong    = errors.New("record exceeds the size limit") // longer than the decoder's MaxRecordBytes
	ErrForeign    = errors.New("not a record of this log")      // well-formed, but of another log
	ErrEncoding   = errors.New("malformed base64 or gzip")      // of the data in an envelope
	ErrNesting    = errors.New("envelopes nested too deeply")   // deeper than the decoder's MaxEnvelopeDepth
)

// ErrUnsupported is found in the final error of a decoder whose input is in a
// container or encoding that the decoders do not read, such as zip, zstd or
// UTF-16. The error's message names it.
var ErrUnsupported = errors.New("unsupported input")

// A ParseError reports one damaged record. It is the only error after which a
// decoder can go on; see [Decoder].
//
// Its message names the place and the cause, never the content.
//
// For a record that came in an envelope, Line and Offset are a place in the log
// around it: the exact one where the record's text stands in the log as it is,
// and else where the string starts that holds it, in the outermost envelope
// that was not written as it is.
type ParseError struct {
	// Format is the format of the record, such as "alb" or "cloudfront w3c".
	Format string

	// Record is the number of the record in its log, counting from 1.
	// Damaged records count; what is no record, such as a blank line, does
	// not. In a log of one record without a stream it is 1.
	Record int64

	// Line is the number of the line that holds Offset, counting from 1.
	// Lines end in "\n". It is 0 in a log that is no text, such as a Parquet
	// file; then Offset says nothing.
	Line int64

	// Offset is the position of the first byte of the damaged field, or of
	// the record when Field is empty, counted in bytes from the start of the
	// log after decompression.
	Offset int64

	// Field is AWS's name for the damaged field, such as "client_ip", or
	// empty when the record as a whole is damaged. Where several fields are
	// damaged it is the first of them in the record.
	Field string

	// Err is the cause, one of the errors listed above or one that wraps it.
	Err error
}

// Error returns a message such as
//
//	alb: record 3, line 4, byte 517: client_ip: malformed IP address
func (e *ParseError) Error() string {
	b := make([]byte, 0, 96)
	if e.Format != "" {
		b = append(b, e.Format...)
		b = append(b, ": "...)
	}
	b = append(b, "record "...)
	b = strconv.AppendInt(b, e.Record, 10)
	if e.Line != 0 {
		b = append(b, ", line "...)
		b = strconv.AppendInt(b, e.Line, 10)
		b = append(b, ", byte "...)
		b = strconv.AppendInt(b, e.Offset, 10)
	}
	if e.Field != "" {
		b = append(b, ": "...)
		b = append(b, e.Field...)
	}
	if e.Err != nil {
		b = append(b, ": "...)
		b = append(b, e.Err.Error()...)
	}
	return string(b)
}

// Unwrap returns e.Err, so that [errors.Is] finds the cause.
func (e *ParseError) Unwrap() error { return e.Err }
