package networkfirewall

import (
	"net/netip"
	"strconv"
	"time"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// An encoder writes one record. The methods that write a member write none
// for an absent value.
type encoder struct {
	b     []byte
	marks [numLevels]int // where the member of an object starts

	extra string // the record's Extra
	spans []span // the members in it
}

// enter begins the object of the level l.
func (e *encoder) enter(l level) {
	e.marks[l] = len(e.b)
	if l != levelRecord {
		e.b = appendName(e.b, levels[l].name)
	}
	e.b = append(e.b, '{')
}

// leave ends the object of the level l with what Extra has for it. It takes
// the object back if it is empty, and none that is kept.
func (e *encoder) leave(l level) {
	e.b = appendSpans(e.b, e.extra, e.spans, l)
	if e.b[len(e.b)-1] == '{' && !levels[l].kept {
		e.b = e.b[:e.marks[l]]
		return
	}
	e.b = append(e.b, '}')
}

func (e *encoder) text(name, s string) {
	if s != "" {
		e.b = jsonscan.AppendString(appendName(e.b, name), s)
	}
}

func (e *encoder) sni(s string, none bool) {
	if none {
		s = "-"
	}
	e.text("sni", s)
}

func (e *encoder) stamp(t time.Time, zone string) {
	if t.IsZero() {
		return
	}
	e.b = append(appendName(e.b, "timestamp"), '"')
	e.b = field.AppendTime(e.b, t, stampDigits(t))
	e.b = append(e.b[:len(e.b)-len("Z")], zone...)
	e.b = append(e.b, '"')
}

func (e *encoder) epoch(name string, t time.Time, quoted bool) {
	if t.IsZero() {
		return
	}
	e.b = quote(appendName(e.b, name), quoted)
	e.b = quote(field.AppendEpochSeconds(e.b, t), quoted)
}

func (e *encoder) date(name string, t time.Time) {
	if t.IsZero() {
		return
	}
	e.b = append(appendName(e.b, name), '"')
	e.b = field.AppendTime(e.b, t, 0)
	e.b[len(e.b)-1] = '"' // in the place of the Z
}

func (e *encoder) addr(name string, a netip.Addr) {
	switch {
	case a.Zone() != "":
		e.text(name, a.String()) // a zone can hold what JSON escapes
	case a.IsValid():
		e.b = append(appendName(e.b, name), '"')
		e.b = append(a.AppendTo(e.b), '"')
	}
}

func (e *encoder) count(name string, n uint64, quoted bool) {
	if n != 0 {
		e.b = quote(appendName(e.b, name), quoted)
		e.b = quote(strconv.AppendUint(e.b, n, 10), quoted)
	}
}

func (e *encoder) countOrNone(name string, o tlslog.Opt[uint64]) {
	if n, ok := o.Get(); ok {
		e.b = strconv.AppendUint(appendName(e.b, name), n, 10)
	}
}

func (e *encoder) flag(name string, o tlslog.Opt[bool]) {
	if v, ok := o.Get(); ok {
		e.b = strconv.AppendBool(appendName(e.b, name), v)
	}
}

// quote appends a quotation mark if there is to be one.
func quote(b []byte, quoted bool) []byte {
	if quoted {
		b = append(b, '"')
	}
	return b
}
