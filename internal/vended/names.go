package vended

import (
	"strings"

	"github.com/awstls/awstls/tlslog"
)

// unknown is the index of a field that the table does not have.
const unknown = -1

// index returns the index of the field with the given name, or unknown. The
// name that a field has in the classic line is one of its names. Case matters
// only where two names differ in nothing else.
//
// Where a record or header has several names of a field, its exact Name
// counts, and those of another spelling are as unknown.
func (t *Table[R]) index(name string) int {
	for i := range t.Fields {
		if f := &t.Fields[i]; name == f.Name || name == f.lineName() {
			return i
		}
	}
	for i := range t.Fields {
		if f := &t.Fields[i]; strings.EqualFold(name, f.Name) || strings.EqualFold(name, f.lineName()) {
			return i
		}
	}
	return unknown
}

// fields returns the fields for which is holds, a bit for each.
func (t *Table[R]) fields(is func(f *Field[R]) bool) (set uint64) {
	for i := range t.Fields {
		if is(&t.Fields[i]) {
			set |= 1 << i
		}
	}
	return set
}

func own[R any](f *Field[R]) bool        { return !f.Shared }
func documented[R any](f *Field[R]) bool { return !f.Undocumented }

// otherLog returns what the table knows of a name that is not one of its own.
func (t *Table[R]) otherLog(name string) error {
	if t.OtherLog == nil {
		return nil
	}
	return t.OtherLog(name)
}

// foreign returns the error for a record or header without a field that this
// source alone has, or nil if it may be of this source none the less: if it
// has some of the fields that several logs have, and none that is known to be
// of another.
func foreign(someField bool, otherLog error) error {
	if otherLog == nil && !someField {
		return tlslog.ErrForeign
	}
	return otherLog
}
