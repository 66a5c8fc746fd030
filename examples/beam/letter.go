package main

import (
	"encoding/json"
	"errors"

	"github.com/awstls/awstls/tlslog"
)

// A deadLetter says what could not be read and where it is. It has nothing of
// the log in it, for logs hold addresses and names.
type deadLetter struct {
	Input string `json:"input"` // the name of the file

	// Format, Record, Line, Offset and Field are those of the
	// [tlslog.ParseError]. Record is 0 if the place is not known, or if it is
	// the rest of the file that could not be read.
	Format string `json:"format"`
	Record int64  `json:"record"` // counting from 1
	Line   int64  `json:"line"`   // counting from 1
	Offset int64  `json:"offset"` // in bytes, after decompression
	Field  string `json:"field"`

	Cause string `json:"cause"`

	// Records is how many records the letter stands for: 1 if one is damaged,
	// all of a kind if they are of another log, of which the first has the
	// place above, and 0 if it is the rest of the file, which nobody can count.
	Records int64 `json:"records"`
}

// letterOf returns the letter for an error of a decoder.
func letterOf(input string, err error) deadLetter {
	perr, ok := errors.AsType[*tlslog.ParseError](err)
	if !ok {
		return deadLetter{Input: input, Cause: err.Error()}
	}
	return deadLetter{
		Input: input, Format: perr.Format, Record: perr.Record, Line: perr.Line, Offset: perr.Offset, Field: perr.Field,
		Cause: perr.Err.Error(), Records: 1,
	}
}

// json returns the letter as one line of JSON.
func (l deadLetter) json() string {
	b, err := json.Marshal(l)
	if err != nil {
		panic(err) // strings and numbers have a JSON
	}
	return string(b)
}
