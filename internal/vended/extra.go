package vended

import (
	"strings"

	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/internal/stream"
)

// bareExtra is the member in which JSON has an Extra that is not made of
// members: the columns that a classic line has beyond the table's.
const bareExtra = "extra"

// An extra collects what the table does not know, as the text of a JSON
// object. It makes its texts in an arena and allocates next to nothing.
type extra struct {
	arena   stream.Arena
	members []byte // without the closing brace
	count   int
	bare    string // the text of a member with the name bareExtra
}

// reset forgets the members.
func (e *extra) reset() {
	e.members, e.count, e.bare = e.members[:0], 0, ""
}

// name begins a member.
func (e *extra) name(name string) {
	c := byte(',')
	if e.count == 0 {
		c = '{'
	}
	e.count++
	e.members = append(appendString(append(e.members, c), name), ':')
}

// add adds a member whose value is a text.
func (e *extra) add(name, value string) {
	e.name(name)
	e.members = appendString(e.members, value)
}

// addJSON adds a member whose value is in JSON.
func (e *extra) addJSON(name, value string) {
	e.name(name)
	e.members = appendCompact(e.members, value)
}

// text returns the collected object, or "" if there is nothing in it.
func (e *extra) text() string {
	switch {
	case e.count == 0:
		return ""
	case e.count == 1 && e.bare != "":
		return e.bare
	}
	return e.arena.Keep(append(append(e.arena.Room(len(e.members)+1), e.members...), '}'))
}

// unescape returns the text of a JSON string, given what stands between its
// quotation marks.
func (e *extra) unescape(raw string) string {
	return e.arena.Keep(jsonscan.Unescape(e.arena.Room(len(raw)), raw))
}

// members returns what stands between the braces of text, if text is an Extra
// that is made of members: if they are read back as this very text behind the
// fields of rec.
func (t *Table[R]) members(text string, rec *R) (string, bool) {
	var e extra
	if !strings.HasPrefix(text, "{") || !eachMember(text, func(name string, sc *jsonscan.Scanner) bool {
		if i := t.index(name); i != unknown && (name == t.Fields[i].Name || !t.Fields[i].inJSON(rec)) {
			return false
		}
		if name == bareExtra {
			value := *sc
			e.bare, _ = value.Text()
		}
		e.addJSON(name, sc.Raw())
		return true
	}) || e.text() != text {
		return "", false
	}
	return text[1 : len(text)-1], true
}

// eachMember calls f for each member of the object in text, as long as f
// returns true. It reports whether it came to the end of a text that is one
// object.
func eachMember(text string, f func(name string, value *jsonscan.Scanner) bool) bool {
	var sc jsonscan.Scanner
	sc.Reset(text, 0)
	if !sc.EnterObject() {
		return false
	}
	for sc.NextMember() {
		if !f(sc.Key(), &sc) {
			return false
		}
	}
	return sc.Err() == nil && sc.Pos() == len(text)
}
