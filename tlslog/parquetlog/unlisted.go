package parquetlog

import (
	"net/netip"
	"reflect"
	"slices"
	"time"
)

// columns returns the columns that are listed and, behind them, one for each
// field that is not listed yet: that AWS has added and its package knows. So it
// is not lost until it is listed.
//
// A field of another type than these has to be listed. The tests find it.
func (t *table[R]) columns() []column[R] {
	all := slices.Clip(t.listed)
	if t.names == nil {
		return all
	}
	for i, name := range t.names() {
		if slices.ContainsFunc(t.listed, func(c column[R]) bool { return c.name == name }) {
			continue
		}
		var c column[R]
		switch field := reflect.TypeFor[R]().Field(i).Type; {
		case field == reflect.TypeFor[time.Time]():
			c = moment(name, fieldAt[R, time.Time](i))
		case field == reflect.TypeFor[netip.Addr]():
			c = addr(name, fieldAt[R, netip.Addr](i))
		case field.Kind() == reflect.Uint16:
			c = number(name, fieldAt[R, uint16](i))
		case field.Kind() == reflect.String:
			c = word(name, fieldAt[R, string](i))
		default:
			continue
		}
		all = append(all, c.inOtherLogs())
	}
	return all
}

// fieldAt returns a function that points at a field of a record.
func fieldAt[R, V any](field int) func(*R) *V {
	return func(rec *R) *V {
		return reflect.ValueOf(rec).Elem().Field(field).Addr().Convert(reflect.TypeFor[*V]()).Interface().(*V)
	}
}
