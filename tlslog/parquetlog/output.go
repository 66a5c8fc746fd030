package parquetlog

import (
	"math"
	"net/netip"
	"strings"
	"time"

	"github.com/awstls/awstls/tlslog/parquetlog/internal/parquetfile"
)

// An output takes the values of one column. Its methods return false, and take
// nothing, for a value that the column cannot hold.
type output struct {
	*parquetfile.WriterColumn
	replace bool   // what is no UTF-8
	room    []byte // for names
}

func (o *output) null() bool {
	o.Null()
	return true
}

// text adds a text, or null for an empty one.
func (o *output) text(s string) bool {
	if s == "" {
		return o.null()
	}
	return o.anyText(s)
}

// anyText adds a text, which may be empty.
func (o *output) anyText(s string) bool {
	if len(s) > maxText {
		return false
	}
	if o.Text(s) {
		return true
	}
	if !o.replace {
		return false
	}
	s = replaceInvalid(s)
	return len(s) <= maxText && o.Text(s)
}

// replaceInvalid returns s with U+FFFD in the place of each byte that is not
// valid UTF-8.
func replaceInvalid(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
	}
	return b.String()
}

// maxText is the length of the longest text that is written, in bytes. A page
// can hold twice as much.
const maxText = 1 << 30

func (o *output) addr(a netip.Addr) bool {
	if !a.IsValid() {
		return o.null()
	}
	if len(a.Zone()) > maxText {
		return false
	}
	return o.Addr(a) || o.replace && o.Addr(a.WithZone(replaceInvalid(a.Zone())))
}

// number adds a whole number, which fits a column of 32 bits if it is one.
func (o *output) number(n uint64) bool {
	if n > math.MaxInt64 {
		return false
	}
	o.Int(int64(n))
	return true
}

// The first and the last second of the years 0 to 9999.
const (
	minUnix = -62167219200
	maxUnix = 253402300799
)

// time adds a time, or null for the zero one.
func (o *output) time(t time.Time) bool {
	if t.IsZero() {
		return o.null()
	}
	sec := t.Unix()
	if sec < minUnix || sec > maxUnix || t.Nanosecond()%1000 != 0 {
		return false
	}
	o.Int(sec*1e6 + int64(t.Nanosecond()/1000))
	return true
}

// duration adds the number of nanoseconds that a decimal number stands for.
func (o *output) duration(d time.Duration) bool {
	const limit = 1e18 // with so many digits
	if d < 0 || d >= limit {
		return false
	}
	o.Int(int64(d))
	return true
}

func (o *output) bool(v bool) bool {
	o.Bool(v)
	return true
}

// nameOf adds the name of a value, which has one: not a text such as Reason(99).
func nameOf[V interface {
	AppendText(b []byte) ([]byte, error)
}](o *output, v V) bool {
	o.room, _ = v.AppendText(o.room[:0]) // it never fails
	if o.room[len(o.room)-1] == ')' {
		return false
	}
	return o.TextOf(o.room)
}
