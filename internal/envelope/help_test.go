package envelope

import (
	"io"
	"strings"

	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
)

// Messages reads the texts of the records in a log and in its envelopes,
// whatever source they are of: JSON objects, which may stand in arrays and in
// CloudTrail's {"Records":[…]}, and lines that are not JSON. Blank lines are
// none. A log that starts with a bracket is JSON, any other is lines.
//
// It is the simplest use of a [Reader], for the tests of this package.
type Messages struct {
	Reader
}

// Next returns the text of the next record, of at most limit bytes, with its
// place. Its errors are those of [Reader.Next].
func (m *Messages) Next(limit int) (jsonlog.Item, error) {
	for {
		if m.Cut() == Unknown {
			m.SetCut(cutOf(m.Log().Stream()))
		}
		next := m.value
		if m.Cut() == Lines {
			next = m.line
		}
		it, err := next(limit)
		switch {
		case err == ErrMoved:
			continue
		case err == nil && m.Open(it):
			continue
		}
		return it, err
	}
}

// value returns the next JSON value.
func (m *Messages) value(limit int) (jsonlog.Item, error) {
	return m.Step(limit, container)
}

// line returns the next line that is not blank.
func (m *Messages) line(limit int) (jsonlog.Item, error) {
	for {
		m.SetPrefix("")
		line, err := m.Log().Stream().Line(limit)
		if err != nil && err != tlslog.ErrTooLong {
			return jsonlog.Item{}, m.End(err)
		}
		var prefix string
		prefix, line.Text = CutPrefix(line.Text, "")
		m.SetPrefix(prefix)
		if err == nil && strings.TrimLeft(line.Text, " \t\r") == "" {
			continue
		}
		it := jsonlog.ItemAt(line.Text, line.Offset+int64(len(prefix)), line.Number)
		if m.InMessage() {
			it = m.open[m.depth-1].place(it)
		}
		return it, err
	}
}

// container enters what holds records and is no envelope. It is a
// [jsonlog.Parse].
func container(sc *jsonscan.Scanner) jsonlog.Verdict {
	if !sc.EnterObject() {
		return jsonlog.Record
	}
	for first := true; sc.NextMember(); first = false {
		if first && sc.Key() == "Records" && sc.Kind() == jsonscan.Array {
			return jsonlog.Enter
		}
	}
	return jsonlog.Record
}

// cutOf tells what a log is cut into by its first byte that is not blank.
func cutOf(in *stream.Reader) Cut {
	for {
		window := strings.TrimLeft(in.Window(), " \t\r\n")
		switch {
		case window != "" && isBracket(window[0]):
			return Values
		case window != "":
			return Lines
		}
		if err := in.More(); err != nil {
			if err == io.EOF {
				return Values // it is blank
			}
			return Lines // which get the error
		}
	}
}
