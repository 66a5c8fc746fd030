package cloudtrail

import (
	"cmp"
	"strings"

	"github.com/awstls/awstls/internal/field"
)

// An EventVersion is the version of the format of an event as written: a major
// and a minor number with a point between them, such as 1.11. The zero
// EventVersion means that the event does not say.
//
// It is no decimal fraction: 1.10 comes after 1.09. Compare knows.
type EventVersion string

// Numbers returns the major and the minor number of v. It returns false for a
// text that is not two numbers.
func (v EventVersion) Numbers() (major, minor uint64, ok bool) {
	a, b, _ := strings.Cut(string(v), ".")
	major, ok1 := field.Uint64(a)
	minor, ok2 := field.Uint64(b)
	if !ok1 || !ok2 {
		return 0, 0, false
	}
	return major, minor, true
}

// Compare returns -1, 0 or +1 as v is older than w, the same, or newer. What is
// no version is older than all versions. Versions that are spelled differently
// can be the same, such as 1.1 and 1.01.
func (v EventVersion) Compare(w EventVersion) int {
	v1, v2, vok := v.Numbers()
	w1, w2, wok := w.Numbers()
	switch {
	case vok && wok:
		return cmp.Or(cmp.Compare(v1, w1), cmp.Compare(v2, w2))
	case vok:
		return 1
	case wok:
		return -1
	}
	return 0
}
