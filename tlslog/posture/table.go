package posture

import (
	"cmp"
	"encoding/json"
	"math"
	"reflect"
	"slices"
)

// A Table is a list of counts with what is known of its completeness. A Table
// whose Other is 0 is complete and exact.
type Table[R any] struct {
	// Rows are in the order that the method returning them documents. Rows
	// that this order leaves equal are in the order of their fields.
	Rows []R `json:"rows"`

	// Events is how many events the table was given.
	Events int64 `json:"events"`

	// Other is how many of them no row counts, because the table was full.
	Other int64 `json:"other,omitzero"`

	// Missed is how many events at most a row that is missing stands for,
	// or a row counts too few.
	Missed int64 `json:"missed,omitzero"`
}

// A Row counts the events that have something in common. Its JSON is one
// object with the fields of both.
type Row[K any] struct {
	Key K // what they have in common
	Tally
}

// MarshalJSON returns an object with the fields of r.Key and of r.Tally.
func (r Row[K]) MarshalJSON() ([]byte, error) {
	key, err := json.Marshal(r.Key)
	if err != nil {
		return nil, err
	}
	tally, err := json.Marshal(r.Tally)
	if err != nil || len(key) <= len("{}") {
		return tally, err
	}
	key[len(key)-1] = ','
	return append(key, tally[1:]...), nil
}

// UnmarshalJSON reads what MarshalJSON returns.
func (r *Row[K]) UnmarshalJSON(data []byte) error {
	if err := json.Unmarshal(data, &r.Key); err != nil {
		return err
	}
	return json.Unmarshal(data, &r.Tally)
}

// unlimited is the limit of a table that is small by its nature.
const unlimited = math.MaxInt

// A key is what the rows of a table are told apart by.
type key[K any] interface {
	comparable
	compare(K) int
	fields(visitor) K
}

// A value is what a row says of its events beside their number. Join is
// commutative and associative.
type value[V any] interface {
	join(V) V
	fields(visitor) V
}

// A table counts events by key in bounded memory. The zero table is empty.
//
// It is exact until it passes its limit. Then it is a summary by Misra and
// Gries, kept in a form that says more: their counter of a key is the weight
// events + missed - floor of its row, here split so that a row which was never
// dropped stays exact. These hold at any time, for every key:
//
//   - with a row: events ≤ true number ≤ events + missed, and missed ≤ floor;
//   - without a row: true number ≤ floor.
type table[K key[K], V value[V]] struct {
	rows   map[K]*row[V]
	events int64 // of all keys
	floor  int64
	bytes  int // about the memory of the rows
}

type row[V any] struct {
	events, missed int64
	value          V
}

type entry[K, V any] struct {
	key K
	*row[V]
}

// add counts one event. It returns the rows that it dropped to make room.
func (t *table[K, V]) add(k K, v V, limit int) (dropped []entry[K, V]) {
	t.events++
	r := t.rows[k]
	if r == nil {
		k = k.fields(cloner{})
		dropped = t.makeRoom(sizeOf[K, V](k), limit)
		r = t.insert(k, row[V]{missed: t.floor})
	}
	r.events++
	r.value = r.value.join(v)
	return dropped
}

// merge adds what o counted and leaves o as it is. It returns the rows that
// it dropped to make room.
func (t *table[K, V]) merge(o *table[K, V], limit int) (dropped []entry[K, V]) {
	// What has a row in one table only may have occurred in the other as
	// often as its floor says.
	if o.floor > 0 {
		for k, r := range t.rows {
			if o.rows[k] == nil {
				r.missed += o.floor
			}
		}
	}
	for k, r := range o.rows {
		t.put(k, *r)
	}
	t.events += o.events
	t.floor += o.floor
	return t.makeRoom(0, limit)
}

// put joins a row to the table. It leaves the number of all events alone.
func (t *table[K, V]) put(k K, o row[V]) {
	r := t.rows[k]
	if r == nil {
		o.missed += t.floor
		t.insert(k, o)
		return
	}
	r.events += o.events
	r.missed += o.missed
	r.value = r.value.join(o.value)
}

func (t *table[K, V]) insert(k K, o row[V]) *row[V] {
	if t.rows == nil {
		t.rows = make(map[K]*row[V])
	}
	r := &o
	t.rows[k] = r
	t.bytes += sizeOf[K, V](k)
	return r
}

// makeRoom drops rows, if it must for size more bytes, until half the limit
// is free. It returns the rows that it dropped.
//
// Let m be the weight of the heaviest row that is dropped. Raising the floor
// by m makes it true again for every key without a row. It also lowers the
// weight of the rows that are kept by m, none of which was lighter, so that
// the weights, which an event raises by one, lose m for each row kept and one
// more. Hence floor × (rows in half the limit) ≤ events.
func (t *table[K, V]) makeRoom(size, limit int) (dropped []entry[K, V]) {
	if t.bytes <= limit-size {
		return nil
	}
	all := t.entries(func(a, b entry[K, V]) int {
		return cmp.Or(cmp.Compare(b.events+b.missed, a.events+a.missed), a.key.compare(b.key))
	})
	kept, bytes := 0, 0
	for ; kept < len(all); kept++ {
		n := sizeOf[K, V](all[kept].key)
		if bytes+n > limit/2 {
			break
		}
		bytes += n
	}
	t.floor = all[kept].events + all[kept].missed
	t.bytes = bytes
	t.rows = make(map[K]*row[V], kept)
	for _, e := range all[:kept] {
		t.rows[e.key] = e.row
	}
	return all[kept:]
}

// entries returns the rows in the order of compare.
func (t *table[K, V]) entries(compare func(a, b entry[K, V]) int) []entry[K, V] {
	all := make([]entry[K, V], 0, len(t.rows))
	for k, r := range t.rows {
		all = append(all, entry[K, V]{k, r})
	}
	slices.SortFunc(all, compare)
	return all
}

// byEvents orders rows by number of events, the most frequent first.
func byEvents[K key[K], V any](a, b entry[K, V]) int {
	return cmp.Or(cmp.Compare(b.events, a.events), a.key.compare(b.key))
}

// byKey orders rows by key.
func byKey[K key[K], V any](a, b entry[K, V]) int { return a.key.compare(b.key) }

// list returns the rows of a table, each made by the given function.
func list[K key[K], V value[V], R any](t *table[K, V], compare func(a, b entry[K, V]) int, of func(entry[K, V]) R) Table[R] {
	list := Table[R]{
		Rows:   make([]R, 0, len(t.rows)),
		Events: t.events,
		Other:  t.events,
		Missed: t.floor,
	}
	for _, e := range t.entries(compare) {
		list.Rows = append(list.Rows, of(e))
		list.Other -= e.events
	}
	return list
}

// rowOf makes a [Row] of an entry.
func rowOf[K any](e entry[K, span]) Row[K] {
	return Row[K]{e.key, Tally{e.events, e.missed, e.value.first, e.value.last}}
}

// sizeOf returns about how many bytes of memory the row of k takes.
//
// A map of Go has a slot and a control byte for each key, and is between 7/16
// and 7/8 full; a key of more than 128 bytes is held outside its slot.
func sizeOf[K key[K], V any](k K) int {
	var texts sizer
	k.fields(&texts)
	outside := 0
	slot := int(reflect.TypeFor[K]().Size())
	if slot > 128 {
		outside, slot = slot, 8
	}
	return (slot+8+1)*16/7 + outside + int(reflect.TypeFor[row[V]]().Size()) + texts.bytes
}
