package reliability

import (
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"strings"
	"time"

	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// A generator makes random records. The same seed makes the same ones.
type generator struct {
	*rand.Rand
	serial int // of the text made last by id

	writers [gzip.BestSpeed - gzip.HuffmanOnly + 1]*gzip.Writer // by their level, made once

	// What the record that is made has in it that not every format can hold,
	// so that these may refuse it.
	hostile bool // texts with spaces, controls, quotation marks and the like
	fine    bool // times with nanoseconds, addresses with zones
}

func newGenerator(seed uint64) *generator {
	return &generator{Rand: rand.New(rand.NewPCG(seed, 0))}
}

// oneIn returns true once in n times.
func (g *generator) oneIn(n int) bool { return g.IntN(n) == 0 }

func pick[T any](g *generator, values ...T) T { return values[g.IntN(len(values))] }

// id returns a text that no other record has.
func (g *generator) id() string {
	g.serial++
	return fmt.Sprintf("TID_%08x", g.serial)
}

const (
	letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	signs   = letters + letters + "-_.,:;=/+*@()[]{}<>!?$&%#'~^é語😀"
)

// text returns a text: mostly a word, which every format can hold.
func (g *generator) text() string {
	switch {
	case g.oneIn(4):
		return ""
	case g.oneIn(200):
		g.hostile = true
		return g.hostileText()
	}
	return g.word()
}

func (g *generator) word() string {
	alphabet := letters
	if g.oneIn(8) {
		alphabet = signs
	}
	runes := []rune(alphabet)
	word := []rune{rune(letters[g.IntN(len(letters))])}
	for range g.IntN(12) {
		word = append(word, runes[g.IntN(len(runes))])
	}
	return string(word)
}

// hostileText returns a text of parts that mean something in some format.
func (g *generator) hostileText() string {
	parts := []string{
		" ", "  ", "\t", "\n", "\r\n", "\x00", "\x1b[31m", "\x7f", `"`, `""`, `\`, `\"`, `\x22`, "\u2028", "\ufeff", "\U0010ffff", "\ufffd",
		"-", ",", ";", "|", "{", "}", "[", "]", "{}", `{"a":`, `":"`, `","`, "#", "#Fields: time", "%20", "%", "<script>", "</", "&amp;", "\\u0000", `\ud800`,
		"1e999", "null", "NaN", "2026-09-23T07:11:27.691Z ", "1790147487691", "http 2026-09-23T07:11:27.691Z app/a/b", `{"Records":[`, "Success", "x",
	}
	var b strings.Builder
	for range 1 + g.IntN(5) {
		b.WriteString(pick(g, parts...))
	}
	if g.oneIn(20) {
		b.WriteString(strings.Repeat("x", 1<<g.IntN(17)))
	}
	if b.String() == "-" {
		return "--" // a dash means that there is no value
	}
	return b.String()
}

// time returns a time, or none, that is a multiple of unit.
func (g *generator) time(unit time.Duration) time.Time {
	switch {
	case g.oneIn(10):
		return time.Time{}
	case g.oneIn(20):
		return pick(g, time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC), time.Unix(0, 0).UTC(), time.Unix(-1, 0).UTC(), time.Date(2262, 4, 12, 0, 0, 0, 0, time.UTC),
			time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), time.Date(2024, 2, 29, 23, 59, 59, 0, time.UTC))
	case g.oneIn(3):
		unit = max(unit, time.Millisecond)
	case unit == time.Nanosecond && !g.oneIn(50):
		unit = time.Microsecond
	}
	at := time.Unix(1_700_000_000+g.Int64N(200_000_000), g.Int64N(1e9)).Truncate(unit).UTC()
	g.fine = g.fine || at.Nanosecond()%1000 != 0
	return at
}

func (g *generator) duration() tlslog.Opt[time.Duration] {
	switch g.IntN(10) {
	case 0, 1:
		return tlslog.Opt[time.Duration]{}
	case 2:
		return tlslog.Some(time.Duration(0))
	case 3:
		return tlslog.Some(time.Duration(g.Int64N(1e10)))
	}
	return tlslog.Some(time.Duration(g.IntN(1000)) * time.Millisecond)
}

func (g *generator) addr() netip.Addr {
	var b [16]byte
	for i := range b {
		b[i] = byte(g.Uint32())
	}
	switch {
	case g.oneIn(10):
		return netip.Addr{}
	case g.oneIn(3):
		if g.oneIn(3) {
			clear(b[2:13])
		}
		return netip.AddrFrom16(b)
	case g.oneIn(50):
		copy(b[:], "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff")
		return netip.AddrFrom16(b)
	case g.oneIn(300):
		g.fine = true
		return netip.AddrFrom16(b).WithZone("eth0")
	}
	return netip.AddrFrom4([4]byte(b[:4]))
}

// json returns a JSON value, or a JSON object.
func (g *generator) json(depth int, object bool) string {
	if !object {
		switch g.IntN(8) {
		case 0:
			return pick(g, "null", "true", "false", "0", "-1.5", "1e999", "-0", "123456789012345678901234567890", `"\ud800"`, `"\u0000"`, "{}", "[]")
		case 1, 2, 3:
			return `"` + g.plain() + `"`
		case 4:
			if depth > 0 {
				return "[" + g.json(depth-1, false) + "," + g.json(depth-1, false) + "]"
			}
			return "[]"
		}
	}
	var b strings.Builder
	b.WriteByte('{')
	for i := range 1 + g.IntN(3) {
		if i > 0 {
			b.WriteByte(',')
		}
		value := "7"
		if depth > 0 {
			value = g.json(depth-1, false)
		}
		fmt.Fprintf(&b, `"new%d%s":%s`, i, g.plain(), value)
	}
	b.WriteByte('}')
	return b.String()
}

// plain returns letters.
func (g *generator) plain() string {
	n := g.IntN(len(letters) - 8)
	return letters[n : n+g.IntN(8)]
}

// fill sets the fields of a record to random values of their types, those
// within structures, too. Times are multiples of unit. Whatever field a record
// gets in the future is filled as well.
func (g *generator) fill(v reflect.Value, unit time.Duration) {
	for i := range v.NumField() {
		field, typ := v.Field(i), v.Type().Field(i)
		if !typ.IsExported() {
			continue
		}
		switch p := field.Addr().Interface().(type) {
		case *time.Time:
			*p = g.time(unit)
		case *netip.Addr:
			*p = g.addr()
		case *tlslog.Validity:
			p.NotBefore, p.NotAfter = g.time(time.Second), g.time(time.Second)
		case *tlslog.Opt[time.Duration]:
			*p = g.duration()
		case *tlslog.Opt[bool]:
			if g.oneIn(2) {
				*p = tlslog.Some(g.oneIn(2))
			}
		case *tlslog.Opt[uint64]:
			if g.oneIn(2) {
				*p = tlslog.Some(g.Uint64() >> g.IntN(64))
			}
		case *tlslog.Opt[networkfirewall.TLSError]:
			if g.oneIn(2) {
				*p = tlslog.Some(networkfirewall.TLSError{ErrorMessage: g.text()})
			}
		case *tlslog.Opt[networkfirewall.RevocationCheck]:
			if g.oneIn(2) {
				var check networkfirewall.RevocationCheck
				g.fill(reflect.ValueOf(&check).Elem(), unit)
				*p = tlslog.Some(check)
			}
		case *networkfirewall.Categories:
			if g.oneIn(4) {
				*p = networkfirewall.Categories(`["` + g.plain() + `","Technology and Internet"]`)
			}
		case *cloudtrail.Resources:
			if g.oneIn(2) {
				*p = cloudtrail.ResourcesOf(cloudtrail.Resource{ARN: g.text(), AccountID: g.plain()}, cloudtrail.Resource{Type: g.text()})
			}
		case *cloudtrail.RawJSON:
			switch {
			case typ.Name == "Extra" && g.oneIn(20):
				*p = cloudtrail.RawJSON(g.json(2, true))
			case typ.Name != "Extra" && g.oneIn(4):
				*p = cloudtrail.RawJSON(g.json(3, false))
			}
		default:
			switch field.Kind() {
			case reflect.String:
				field.SetString(g.text())
			case reflect.Uint16, reflect.Uint32, reflect.Uint64:
				if !g.oneIn(5) {
					field.SetUint(g.Uint64() >> (64 - field.Type().Bits()) >> g.IntN(field.Type().Bits()))
				}
			case reflect.Bool:
				field.SetBool(g.oneIn(2))
			case reflect.Struct:
				if !g.oneIn(2) {
					g.fill(field, unit)
				}
			default:
				panic("no random values for " + typ.Type.String())
			}
		}
	}
}

// record returns a random record, and what may not fit into every format.
func record[R any](g *generator, unit time.Duration, repair func(*generator, *R)) made[R] {
	g.hostile, g.fine = false, false
	var m made[R]
	g.fill(reflect.ValueOf(&m.record).Elem(), unit)
	if repair != nil {
		repair(g, &m.record)
	}
	m.hostile, m.fine = g.hostile, g.fine
	return m
}

// A made record.
type made[R any] struct {
	record        R
	hostile, fine bool
}
