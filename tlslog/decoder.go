package tlslog

import (
	"errors"
	"io"
	"iter"
)

// A Decoder reads a log record by record.
//
// Decode replaces every field of *rec with the next record. At the end of the
// log it returns [io.EOF]. An error that is a [*ParseError] concerns one
// record: rec holds what could be read of it, and the next call goes on with
// the record after it. Any other error is final, and every further call
// returns it again; rec is then the zero R.
//
// A Decoder is for one goroutine at a time. It needs no closing, and leaves no
// goroutine behind between two calls, so that it can be left at any time.
type Decoder[R any] interface {
	Decode(rec *R) error
}

// All returns an iterator over the records that d has still to read.
//
// It yields each record with a nil error, or with a [*ParseError] and what
// could be read of that record, and goes on. After any other error, which it
// yields with the zero R, it ends; at [io.EOF] it ends without yielding it.
//
// It is a single-use iterator: breaking off leaves d where it is, so that
// another call goes on from there.
func All[R any](d Decoder[R]) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		var rec R
		for {
			err := d.Decode(&rec)
			if err == io.EOF {
				return
			}
			if !yield(rec, err) || err != nil && !isParseError(err) {
				return
			}
		}
	}
}

// An Eventer is a record that can be told in the shared vocabulary. Event
// returns false when the record describes no TLS connection or API call, such
// as the zero record.
type Eventer interface {
	Event() (Event, bool)
}

// Events returns an iterator over the events of records.
//
// A record without an event is passed over, unless it came with an error:
// every error is yielded, with the event of the record as far as there is
// one. A count that must not include damaged records therefore counts the
// pairs with a nil error.
func Events[R Eventer](records iter.Seq2[R, error]) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		for rec, err := range records {
			ev, ok := rec.Event()
			if !ok && err == nil {
				continue
			}
			if !yield(ev, err) {
				return
			}
		}
	}
}

func isParseError(err error) bool {
	_, ok := errors.AsType[*ParseError](err)
	return ok
}
