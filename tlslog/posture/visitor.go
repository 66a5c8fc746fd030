package posture

import (
	"net/netip"
	"strings"
	"time"
)

// A visitor is shown the fields of a key or value one by one, in a fixed
// order, and says what they are to be: the same, copied, or read from bytes.
// One function for each type thus serves to copy, measure, write and read it.
type visitor interface {
	text(string) string
	number(uint64) uint64
	fail() // the number or text last returned is none for its field
}

// text shows v a field that is a text.
func text[T ~string](v visitor, s T) T { return T(v.text(string(s))) }

// number shows v a field that is a number. Negative ones take ten bytes.
func number[T ~uint8 | ~uint16 | ~int | ~int64](v visitor, n T) T {
	u := v.number(uint64(n))
	if uint64(T(u)) != u {
		v.fail()
	}
	return T(u)
}

// count shows v a field that is a number and not negative.
func count(v visitor, n int64) int64 {
	if n = number(v, n); n < 0 {
		v.fail()
	}
	return n
}

// instant shows v a field that is a time.
func instant(v visitor, t time.Time) time.Time {
	sec := number(v, t.Unix()-minUnix)
	nsec := number(v, int64(t.Nanosecond()))
	if sec < 0 || sec > maxUnix-minUnix || nsec < 0 || nsec >= int64(time.Second) {
		v.fail()
		return time.Time{}
	}
	return time.Unix(sec+minUnix, nsec).UTC()
}

// address shows v a field that is an IP address.
func address(v visitor, a netip.Addr) netip.Addr {
	b, _ := a.MarshalBinary() // its error is always nil
	if err := a.UnmarshalBinary([]byte(v.text(string(b)))); err != nil {
		v.fail()
	}
	return a
}

// A cloner copies texts, so that they share no memory with a log.
type cloner struct{}

func (cloner) text(s string) string   { return strings.Clone(s) }
func (cloner) number(n uint64) uint64 { return n }
func (cloner) fail()                  {}

// A sizer adds up the memory of texts. Go hands out memory in sizes that are
// up to an eighth larger than asked for, and never less than 16 bytes apart
// from the smallest.
type sizer struct{ bytes int }

func (z *sizer) text(s string) string {
	if s != "" {
		z.bytes += len(s) + len(s)/8 + 16
	}
	return s
}

func (z *sizer) number(n uint64) uint64 { return n }
func (z *sizer) fail()                  {}
