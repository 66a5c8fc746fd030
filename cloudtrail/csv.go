package cloudtrail

import (
	"io"
	"strings"

	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
)

// A csvRow is one row of a log as RFC 4180 describes it: values separated by
// commas, with quotation marks around those that hold commas, line breaks or
// quotation marks; the last are doubled.
type csvRow struct {
	text         string // without its line terminator
	offset, line int64
	whole        bool // it has a line terminator
}

// csvState is where between two bytes of a row one is.
type csvState uint8

const (
	csvStart  csvState = iota // before a value
	csvBare                   // in a value without quotation marks
	csvQuoted                 // in a value with quotation marks
	csvClosed                 // behind the closing mark, if another does not follow
)

// readRow reads the next row, of at most limit bytes. A longer one is passed
// over in bounded memory and gives tlslog.ErrTooLong; any other error is final.
// A log that ends within quotation marks ends in io.ErrUnexpectedEOF.
//
// A line break within quotation marks is part of the row. Where a mark is out
// of place the row ends with its line.
func readRow(in *stream.Reader, limit int) (csvRow, error) {
	row := csvRow{offset: in.Offset(), line: in.LineNumber()}
	state, seen, tooLong := csvStart, 0, false
	for {
		window := in.Window()
		end, terminated := state.next(window[seen:])
		if end += seen; terminated {
			row.whole = true
			row.text = strings.TrimSuffix(window[:end], "\r")
			in.Advance(end + 1)
			if tooLong || len(row.text) > limit {
				row.text = ""
				return row, tlslog.ErrTooLong
			}
			return row, nil
		}
		if seen = end; seen > limit+len("\r") {
			in.Advance(seen)
			seen, tooLong = 0, true
		}
		switch err := in.More(); {
		case err == nil:
		case err != io.EOF:
			return row, err
		case state == csvQuoted:
			return row, io.ErrUnexpectedEOF
		case tooLong:
			in.Advance(seen)
			return row, tlslog.ErrTooLong
		case seen == 0:
			return row, io.EOF
		default:
			row.text = strings.TrimSuffix(in.Window(), "\r")
			in.Advance(seen)
			if len(row.text) > limit {
				row.text = ""
				return row, tlslog.ErrTooLong
			}
			return row, nil
		}
	}
}

// next goes on through s, to the line feed that ends the row or to the end of
// s.
func (state *csvState) next(s string) (end int, terminated bool) {
	for i := range len(s) {
		switch c := s[i]; {
		case *state == csvQuoted:
			if c == '"' {
				*state = csvClosed
			}
		case c == '\n':
			return i, true
		case c == ',':
			*state = csvStart
		case c == '"' && *state != csvBare:
			*state = csvQuoted
		default:
			*state = csvBare
		}
	}
	return len(s), false
}

// cutValue returns the value at the start of s, and what follows the comma
// behind it; more is false if there is no comma. fault is where a quotation
// mark is out of place in the value, or -1; the value then is what stands up
// to the next comma.
func cutValue(s string) (value, rest string, more bool, fault int) {
	if !strings.HasPrefix(s, `"`) {
		value, rest, more = strings.Cut(s, ",")
		return value, rest, more, strings.IndexByte(value, '"')
	}
	for i := 1; i < len(s); i++ {
		if s[i] != '"' {
			continue
		}
		switch value, rest = s[1:i], s[i+1:]; {
		case rest == "":
			return undouble(value), "", false, -1
		case rest[0] == ',':
			return undouble(value), rest[1:], true, -1
		case rest[0] != '"':
			junk, after, more := strings.Cut(rest, ",")
			return s[:i+1+len(junk)], after, more, i + 1
		}
		i++ // a doubled mark
	}
	return s, "", false, 0 // it is not closed
}

// undouble returns s with one quotation mark for two.
func undouble(s string) string {
	if strings.IndexByte(s, '"') < 0 {
		return s
	}
	return strings.ReplaceAll(s, `""`, `"`)
}
