package alb

import (
	"github.com/awstls/awstls/internal/vended"
)

// ErrUnwritable is found in the errors of [Record.AppendJSON],
// [Record.AppendW3C] and [Record.AppendPlain] when a record has a value that
// the format cannot hold, so that reading it back would give another record.
var ErrUnwritable = vended.ErrUnwritable

// AppendJSON appends r to b as the JSON object of a vended log: the fields
// under AWS's names in AWS's order, each value a string, an absent one "-", and
// then the members of Extra. (That vended logs have all values as strings and
// "-" for absent ones is inferred from the access logs that CloudFront delivers
// in the same way.) The object has no line break in it.
//
// A record that was read from JSON and not changed since gives back the values
// that were read: numbers, null and members that were not there as such,
// damaged ones, too. White space, escapes and duplicates are not remembered.
//
// An Extra that is not a JSON object, but columns of a classic line, becomes
// the member "extra". Bytes that are not valid UTF-8 are written as they are.
// A time that is not of the years 0 to 9999, a negative duration, and a text
// that is "-" are errors, which wrap [ErrUnwritable].
func (r Record) AppendJSON(b []byte) ([]byte, error) { return table.AppendJSON(b, &r) }

// MarshalJSON implements [encoding/json.Marshaler]; see [Record.AppendJSON].
func (r Record) MarshalJSON() ([]byte, error) { return r.AppendJSON(nil) }

// UnmarshalJSON implements [encoding/json.Unmarshaler]. It replaces every
// field of r. Its errors are those of [Decoder.Decode] for such an object: a
// [*tlslog.ParseError], with the undamaged fields in r. As is the custom, it
// leaves r alone if data is null.
func (r *Record) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	return table.ParseJSON(string(data), r)
}
