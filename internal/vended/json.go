package vended

import (
	"math/bits"
	"strings"

	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// An object reads JSON objects into records: one after the other, so that it
// knows from the last one in which order the fields come.
type object[R comparable] struct {
	t     *Table[R]
	rec   *R
	extra extra

	own, documented uint64    // fields of t
	order           [64]uint8 // of the fields of the last object

	// What is known of the object at hand.
	entered   bool   // it is one
	plain     bool   // it is an ordinary record: there is nothing to finish
	seen      uint64 // fields
	otherLog  error  // of which one a field is
	canonical bool   // AppendJSON writes the same values
	fault     Fault
	others    []spelling // whose exact names may still come
}

// A spelling is a member whose name is not a field's exact one.
type spelling struct {
	field      int
	name, text string
	pos        int
}

// of makes o read into rec.
func (o *object[R]) of(t *Table[R], rec *R) {
	if o.t != t {
		*o = object[R]{t: t, own: t.fields(own), documented: t.fields(documented)}
	}
	o.rec = rec
}

// parse reads the object that the scanner stands at. It implements
// [jsonlog.Parse]; finish is to be called when all of the object was read.
func (o *object[R]) parse(sc *jsonscan.Scanner) jsonlog.Verdict {
	if o.t.Ordinary != nil && o.ordinary(sc) {
		return jsonlog.Record
	}
	*o.rec = *new(R)
	o.extra.reset()
	o.plain, o.seen, o.otherLog, o.canonical, o.fault = false, 0, nil, false, Fault{}
	clear(o.others)
	o.others = o.others[:0]
	if o.entered = sc.EnterObject(); !o.entered {
		return jsonlog.Record
	}
	t, rec := o.t, o.rec
	canonical, seen := true, uint64(0)
	for n := 0; sc.NextMember(); n++ {
		key := sc.Key()
		i := int(o.order[n%len(o.order)])
		if key != t.Fields[i].Name {
			if i = t.index(key); i == unknown {
				o.unknown(key, sc)
				continue
			}
			if key != t.Fields[i].Name {
				o.other(i, key, seen, sc)
				continue
			}
			o.order[n%len(o.order)] = uint8(i)
		}
		f := &t.Fields[i]
		if seen>>i&1 != 0 { // the last one counts
			canonical = false
			f.Clear(rec)
		}
		seen |= 1 << i
		v, escaped, ok := sc.Str()
		if !ok || escaped || len(v) <= len(absent) {
			canonical = o.set(f, v, escaped, ok, sc, sc.ValuePos()) && canonical
		} else if err := f.Set(rec, v); err != nil {
			o.fault.first(Fault{Field: f.Name, Pos: sc.ValuePos(), Err: err})
		} else if canonical && f.Canonical != nil {
			canonical = f.Canonical(v)
		}
	}
	o.seen, o.canonical = seen, canonical && len(o.others) == 0
	if len(o.others) > 0 {
		o.setOthers()
	}
	return jsonlog.Record
}

// ordinary reads the object that the scanner stands at if it is an ordinary
// record. If it returns false, nothing was read, and the record holds anything.
func (o *object[R]) ordinary(sc *jsonscan.Scanner) bool {
	n := o.t.ordinaryObject(sc.Rest(), o.rec, bits.OnesCount64(o.documented))
	if n < 0 {
		return false
	}
	sc.Take(n)
	o.extra.reset()
	o.entered, o.plain, o.seen, o.otherLog, o.canonical, o.fault = true, true, o.documented, nil, true, Fault{}
	return true
}

// other takes a member with another spelling of the name of field i. The exact
// name counts, wherever it stands; then the other one is kept as an unknown
// member is.
func (o *object[R]) other(i int, key string, exact uint64, sc *jsonscan.Scanner) {
	pos := sc.ValuePos()
	text := sc.Raw()
	switch {
	case text == "": // the object is damaged
	case exact>>i&1 != 0 && len(o.others) == 0: // else they keep their order
		o.extra.addJSON(key, text)
	default:
		o.others = append(o.others, spelling{i, key, text, pos})
	}
}

// setOthers stores the members with other spellings of the names of fields.
// Of those for one field the last one counts, if there is no exact one.
func (o *object[R]) setOthers() {
	exact := o.seen
	var names [64]string // that count, of each field
	for _, m := range o.others {
		names[m.field] = m.name
	}
	for _, m := range o.others {
		if exact>>m.field&1 != 0 || m.name != names[m.field] {
			o.extra.addJSON(m.name, m.text)
			continue
		}
		o.seen |= 1 << m.field
		f := &o.t.Fields[m.field]
		f.Clear(o.rec)
		var sc jsonscan.Scanner
		sc.Reset(m.text, 0)
		v, escaped, ok := sc.Str()
		before := o.fault
		o.fault = Fault{}
		o.set(f, v, escaped, ok, &sc, m.pos)
		if before.Err != nil && (o.fault.Err == nil || before.Pos < o.fault.Pos) {
			o.fault = before
		}
	}
}

// set stores any value of a field, which starts at pos: v if it is a string.
// It reports whether AppendJSON writes the same value.
func (o *object[R]) set(f *Field[R], v string, escaped, isString bool, sc *jsonscan.Scanner, pos int) bool {
	if !isString {
		o.setOther(f, sc, pos)
		return false
	}
	if escaped {
		v = o.extra.unescape(v)
	}
	switch v {
	case "":
		return false
	case absent:
		return !f.Undocumented
	}
	if err := f.Set(o.rec, v); err != nil {
		o.fault.first(Fault{Field: f.Name, Pos: pos, Err: err})
		return false
	}
	// Half of a surrogate pair is U+FFFD now.
	return (f.Canonical == nil || f.Canonical(v)) && !(escaped && strings.Contains(v, "\uFFFD"))
}

// setOther stores the value of a field that is no string.
func (o *object[R]) setOther(f *Field[R], sc *jsonscan.Scanner, pos int) {
	if sc.Null() {
		return
	}
	if v, ok := sc.Number(); ok {
		if err := f.Set(o.rec, v); err != nil {
			o.fault.first(Fault{Field: f.Name, Pos: pos, Err: err})
		}
		return
	}
	if sc.Skip() {
		o.fault.first(Fault{Field: f.Name, Pos: pos, Err: tlslog.ErrType})
	}
}

// unknown keeps a member that the table does not have.
func (o *object[R]) unknown(key string, sc *jsonscan.Scanner) {
	if o.otherLog == nil {
		o.otherLog = o.t.otherLog(key)
	}
	if key == bareExtra {
		value := *sc
		o.extra.bare, _ = value.Text()
	}
	if raw := sc.Raw(); raw != "" {
		o.extra.addJSON(key, raw)
	}
}

// ours reports whether the value has a field that tells a record of this
// source.
func (o *object[R]) ours() bool { return o.seen&o.own != 0 }

// finish ends a record that was read from text.
func (o *object[R]) finish(text string) Fault {
	if !o.entered {
		return Fault{Err: tlslog.ErrSyntax} // an array
	}
	if !o.ours() {
		if err := foreign(o.seen != 0, o.otherLog); err != nil {
			*o.rec = *new(R)
			return Fault{Err: err}
		}
	}
	*o.t.Extra(o.rec) = o.extra.text()
	if !o.canonical || o.seen&o.documented != o.documented || o.fault.Err != nil {
		*o.t.Text(o.rec) = text
	}
	return o.fault
}

// parseText reads the record of a text that is one JSON value.
func (o *object[R]) parseText(text string) Fault {
	var sc jsonscan.Scanner
	sc.Reset(text, 0)
	sc.Kind() // goes to the value
	start := sc.Pos()
	o.parse(&sc)
	if !o.entered {
		sc.Skip()
	}
	end := sc.Pos()
	if sc.Kind() != jsonscan.End {
		*o.rec = *new(R)
		return Fault{Pos: start, Err: tlslog.ErrSyntax, Cut: sc.Err() == jsonscan.ErrShort}
	}
	fault := o.finish(text[start:end])
	if fault.Err != nil && fault.Field == "" {
		fault.Pos = start
	}
	return fault
}

// ParseJSON reads a record from a JSON object that stands alone. Its errors
// are of the type *tlslog.ParseError.
func (t *Table[R]) ParseJSON(text string, rec *R) error {
	var o object[R]
	o.of(t, rec)
	fault := o.parseText(text)
	if fault.Err == nil {
		return nil
	}
	return t.parseError(inJSON, fault, 1, 1+int64(strings.Count(text[:fault.Pos], "\n")), 0)
}

// AppendJSON appends rec as a JSON object: all documented fields in AWS's
// order, each value a string, "-" for an absent one, then what Extra holds.
//
// A record that is as it was read from JSON gives back the values that were
// read, damage included.
func (t *Table[R]) AppendJSON(b []byte, rec *R) ([]byte, error) {
	if text := *t.Text(rec); strings.HasPrefix(text, "{") {
		var o object[R]
		var was R
		o.of(t, &was)
		if o.parseText(text); was == *rec {
			return appendCompact(b, text), nil
		}
	}
	start := len(b)
	b = append(b, '{')
	for i := range t.Fields {
		f := &t.Fields[i]
		if err := t.fits(f, rec); err != nil {
			return b[:start], err
		}
		before := len(b)
		if len(b) > start+1 {
			b = append(b, ',')
		}
		b = append(appendString(b, f.Name), ':')
		value := len(b)
		switch b = f.Append(b, rec); {
		case len(b) > value:
			b = quote(b, value)
		case f.Undocumented:
			b = b[:before]
		default:
			b = append(b, `"`+absent+`"`...)
		}
	}
	if extra := *t.Extra(rec); extra != "" {
		b = append(b, ',')
		if members, ok := t.members(extra, rec); ok {
			b = append(b, members...)
		} else {
			b = appendString(append(b, `"`+bareExtra+`":`...), extra)
		}
	}
	return append(b, '}'), nil
}
