package peers

import (
	"math"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// A converter turns texts into values. "-" and "" stand for an absent value.
// It keeps the first error.
type converter struct{ err error }

func (c *converter) text(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

func (c *converter) time(s string) time.Time {
	if absent(s) {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	c.note(err)
	return t
}

// milliseconds converts a time in milliseconds since 1970.
func (c *converter) milliseconds(s string) time.Time {
	if absent(s) {
		return time.Time{}
	}
	ms, err := strconv.ParseInt(s, 10, 64)
	c.note(err)
	return time.UnixMilli(ms).UTC()
}

func (c *converter) addr(s string) netip.Addr {
	if absent(s) {
		return netip.Addr{}
	}
	a, err := netip.ParseAddr(s)
	c.note(err)
	return a
}

func (c *converter) port(s string) uint16 {
	if absent(s) {
		return 0
	}
	n, err := strconv.ParseUint(s, 10, 16)
	c.note(err)
	return uint16(n)
}

// A duration is one that can be absent.
type duration struct {
	d  time.Duration
	ok bool
}

// seconds converts a decimal number of seconds.
func (c *converter) seconds(s string) duration {
	if absent(s) {
		return duration{}
	}
	f, err := strconv.ParseFloat(s, 64)
	c.note(err)
	return duration{time.Duration(math.Round(f * float64(time.Second))), true}
}

// millis converts a whole number of milliseconds.
func (c *converter) millis(s string) duration {
	if absent(s) {
		return duration{}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	c.note(err)
	return duration{time.Duration(n) * time.Millisecond, true}
}

// validity converts NotBefore=…;NotAfter=….
func (c *converter) validity(s string) (notBefore, notAfter time.Time) {
	if absent(s) {
		return
	}
	before, after, _ := strings.Cut(s, ";")
	return c.time(strings.TrimPrefix(before, "NotBefore=")), c.time(strings.TrimPrefix(after, "NotAfter="))
}

func (c *converter) note(err error) {
	if c.err == nil {
		c.err = err
	}
}

func absent(s string) bool { return s == "-" || s == "" }
