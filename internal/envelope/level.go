package envelope

import (
	"encoding/base64"
	"errors"
	"io"
	"strings"

	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
)

// A level is an envelope that is open.
type level struct {
	log     jsonlog.Reader // the message at hand
	cut     Cut
	message tlslog.Origin // of it
	packed  bool          // it was in base64
	fixed   bool          // it does not stand in the outermost log as it is
	offset  int64         // its place there, or that of the string that holds it
	line    int64

	document
	item    jsonlog.Item // the envelope
	counted int          // up to here item.Text has been looked at for line feeds
	lines   int64        // line feeds up to there
	begun   bool
	sc      jsonscan.Scanner // in the array of messages
	fault   *Fault           // to be reported instead of the messages

	source strings.Reader // of packed data
}

// enter makes the level that of the envelope d, which is all of it.
func (l *level) enter(it jsonlog.Item, d document) {
	l.document, l.item = d, it
	l.counted, l.lines = 0, 0
	l.begun = false
	l.fault = nil
	l.message = d.origin
	l.cut = Unknown
	l.log.ResetText("", 0, 1)
}

// refuse makes the level have no messages, but the fault that the envelope
// cannot be opened.
func (l *level) refuse(err error) {
	l.shape, l.begun = noEnvelope, true
	l.fault = &Fault{Err: err, Offset: l.item.Offset, Line: l.item.Line()}
}

// place makes the place of it in the message at hand one in the outermost log.
func (l *level) place(it jsonlog.Item) jsonlog.Item {
	if l.fixed {
		it = it.FixAt(l.offset, l.line)
	}
	return it
}

// broken returns the fault of the message at hand, of which err is not a good
// end.
func (l *level) broken(err error) *Fault {
	f := &Fault{Field: l.field, Offset: l.offset, Line: l.line, Err: tlslog.ErrSyntax}
	switch {
	case errors.Is(err, tlslog.ErrUnsupported):
		f.Err = err
	case errors.Is(err, stream.ErrRoom):
		f.Err = tlslog.ErrTooLong
	case l.packed && l.log.Stream().Err() != io.EOF:
		f.Err = tlslog.ErrEncoding
	}
	return f
}

// next makes the next message the one at hand, if there is one.
func (l *level) next(r *Reader) (more bool, fault *Fault) {
	l.cut = Unknown
	if !l.shape.many() {
		if l.begun {
			return false, nil
		}
		l.begun = true
		l.sc.Reset(l.item.Text, l.pos)
		return true, l.one(r)
	}
	if !l.begun {
		l.begun = true
		l.sc.Reset(l.item.Text, l.pos)
		if !l.sc.EnterArray() {
			l.sc.Reset("", 0)
			return true, l.wrongType(l.pos)
		}
	}
	if !l.sc.NextElement() {
		return false, nil
	}
	return true, l.one(r)
}

// one makes the value that the scanner stands at the message at hand.
func (l *level) one(r *Reader) *Fault {
	l.sc.Kind()
	start := l.sc.Pos()
	switch l.shape {
	case inArray, inObject:
		l.verbatim(start, l.sc.Raw())
		return nil
	case inLogEvents:
		l.message = l.origin
		start = readLogEvent(&l.sc, &l.message)
		var value jsonscan.Scanner
		value.Reset(l.item.Text, start)
		return l.text(r, start, &value)
	case inData:
		return l.data(r, start, &l.sc)
	}
	return l.text(r, start, &l.sc)
}

// verbatim makes text, which stands at pos in the envelope, the message.
func (l *level) verbatim(pos int, text string) {
	l.at(pos)
	l.packed, l.fixed = false, l.item.Fixed()
	l.log.ResetText(text, l.offset, l.line)
}

// text makes the text of the string at pos the message.
func (l *level) text(r *Reader, pos int, sc *jsonscan.Scanner) *Fault {
	raw, escaped, ok := sc.Str()
	if !ok {
		return l.wrongType(pos)
	}
	if !escaped {
		l.verbatim(pos+1, raw)
		return nil
	}
	l.at(pos)
	l.packed, l.fixed = false, true
	l.log.ResetText(r.unescape(raw), l.offset, l.line)
	return nil
}

// data makes the data of the base64 at pos the message.
func (l *level) data(r *Reader, pos int, sc *jsonscan.Scanner) *Fault {
	raw, escaped, ok := sc.Str()
	if !ok {
		return l.wrongType(pos)
	}
	if escaped {
		raw = r.unescape(raw)
	}
	l.at(pos)
	l.packed, l.fixed = true, true
	room := r.arena.Room(base64.StdEncoding.DecodedLen(len(raw)))
	b, err := base64.StdEncoding.AppendDecode(room, []byte(raw))
	if err != nil {
		return &Fault{Field: l.field, Offset: l.offset, Line: l.line, Err: tlslog.ErrEncoding}
	}
	text := r.arena.Keep(b)
	if isText(text) {
		l.log.ResetText(text, l.offset, l.line)
		return nil
	}
	l.source.Reset(text)
	l.log.Reset(&l.source)
	l.log.Stream().Limit(&r.room)
	return nil
}

// wrongType returns the fault of a value at pos that is not the string or array
// that it should be.
func (l *level) wrongType(pos int) *Fault {
	l.at(pos)
	return &Fault{Field: l.field, Offset: l.offset, Line: l.line, Err: tlslog.ErrType}
}

// at sets the place of the message: that of pos in the envelope. Each pos is
// at or behind the one before.
func (l *level) at(pos int) {
	if l.item.Fixed() {
		l.offset, l.line = l.item.Offset, l.item.Line()
		return
	}
	if pos > l.counted {
		l.lines += int64(strings.Count(l.item.Text[l.counted:pos], "\n"))
		l.counted = pos
	}
	l.offset, l.line = l.item.Offset+int64(pos), l.item.Line()+l.lines
}

// unescape returns the text of a JSON string, given what stands between its
// quotation marks.
func (r *Reader) unescape(raw string) string {
	return r.arena.Keep(jsonscan.Unescape(r.arena.Room(len(raw)), raw))
}

// isText reports whether data can be taken as it is: whether it starts as JSON
// or as a row does, and not with a magic number.
func isText(s string) bool {
	return s != "" && (isBracket(s[0]) || isDigit(s[0]))
}
