package networkfirewall

import (
	"strings"
	"unicode/utf8"

	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
)

// A parser reads one record at a time, and notes what there is to say of it.
type parser struct {
	sc    *jsonscan.Scanner
	arena stream.Arena // for strings that are written with escapes
	level level        // of the object that the scanner is in

	fault  fault  // the first damage
	plain  bool   // encoding the record gives the values back as they were
	ascii  bool   // all of the record is known to be ASCII
	extras []span // the members for Extra

	// What tells the kind of the record.
	tls       bool   // there is a tls_error or revocation_check
	eve       bool   // there is an event_type
	eventType string // what it says
	proxy     bool   // there is a proxy_name
	facts     bool   // something is said of TLS
}

// A fault is damage to a record. The zero fault is none.
type fault struct {
	level level
	name  string // of the member in the level
	pos   int    // in bytes from the start of the text
	err   error
}

// A span is a member of an object as it stands in the text.
type span struct {
	level      level
	start, end int // from the name to the end of the value
}

// maxSpans is how many spans a parser keeps room for between records.
const maxSpans = 1 << 10

// start makes p ready for the record that sc stands at. It clears only what is
// set, which costs less than to clear all.
func (p *parser) start(sc *jsonscan.Scanner) {
	p.sc = sc
	p.level = levelRecord
	p.plain, p.ascii = true, false
	if p.fault.err != nil {
		p.fault = fault{}
	}
	p.tls, p.eve, p.proxy, p.facts = false, false, false, false
	if p.eventType != "" {
		p.eventType = ""
	}
	if cap(p.extras) > maxSpans {
		p.extras = nil
	}
	p.extras = p.extras[:0]
}

// enter goes into the object l, if there is one, and returns the level to
// leave for behind it.
func (p *parser) enter(l level) (back level, ok bool) {
	if !p.sc.EnterObject() {
		p.wrongType()
		return p.level, false
	}
	if !levels[l].kept && p.sc.Kind() == jsonscan.Invalid {
		p.plain = false // an object without members, which the encoder leaves out
	}
	back, p.level = p.level, l
	return back, true
}

// fail notes that the member at hand is damaged.
func (p *parser) fail(err error) {
	if p.fault.err == nil && p.sc.Err() == nil {
		p.fault = fault{p.level, p.sc.Key(), p.sc.ValuePos(), err}
	}
	p.plain = false
}

// wrongType notes that the value at hand has not the type that its member
// has. Null is an absent value of any type.
func (p *parser) wrongType() {
	p.plain = false
	if !p.sc.Null() {
		p.fail(tlslog.ErrType)
	}
}

// keep keeps the member at hand for Extra. Its value may have been read.
func (p *parser) keep() {
	if p.sc.Pos() == p.sc.ValuePos() {
		p.sc.Skip()
	}
	if p.sc.Err() == nil {
		p.extras = append(p.extras, span{p.level, p.sc.KeyPos(), p.sc.Pos()})
	}
}

// present reports whether the member at hand has a value other than null.
func (p *parser) present() bool { return p.sc.Kind() != jsonscan.Null }

// string reads a string.
func (p *parser) string() string {
	s, escaped, ok := p.sc.Str()
	if escaped || !ok {
		return p.otherString(s, ok)
	}
	return s
}

// otherString returns the text of a string with escapes, or notes that it is
// no string.
func (p *parser) otherString(raw string, ok bool) string {
	if !ok {
		p.wrongType()
		return ""
	}
	s := p.arena.Keep(jsonscan.Unescape(p.arena.Room(len(raw)), raw))
	// Half of a surrogate pair, which no string can hold, has become U+FFFD.
	p.plain = p.plain && !strings.ContainsRune(s, utf8.RuneError)
	return s
}

// word reads a string in which "-" stands for nothing, as everywhere in AWS's
// logs.
func (p *parser) word() string {
	s := p.string()
	if s == "-" {
		p.plain = false
		return ""
	}
	return s
}

// number reads the text of a number, and reports whether it is in quotes. AWS
// writes the same numbers with and without. Without, the number is in digits,
// however it is written, unless it takes too many.
func (p *parser) number() (s string, quoted bool) {
	s, ok := p.sc.Number()
	if !ok {
		return p.word(), true
	}
	if strings.ContainsAny(s, ".eE") {
		s = p.otherNumber(s)
	}
	return s, false
}

// otherNumber returns a number with a fraction or an exponent in digits.
func (p *parser) otherNumber(literal string) string {
	b, ok := appendNumber(p.arena.Room(maxNumber), literal)
	if !ok {
		return literal
	}
	s := p.arena.Keep(b)
	p.plain = p.plain && s == literal
	return s
}
