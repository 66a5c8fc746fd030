package posture

import (
	"encoding/binary"
	"errors"
)

// binaryVersion is the first byte of the binary form. It changes with the
// form.
const binaryVersion = 1

// errBinary is the error of [Summary.UnmarshalBinary].
var errBinary = errors.New("posture: not a summary, or one of another version of this package")

// MarshalBinary implements [encoding.BinaryMarshaler]. Equal summaries have
// equal bytes. The bytes are made to be sent between programs with the same
// version of this package and not to be stored for long. The error is always
// nil.
func (s *Summary) MarshalBinary() ([]byte, error) {
	w := &encoder{[]byte{binaryVersion}}
	number(w, s.MaxTableBytes)
	number(w, s.timeline.step)
	s.timeline.table.write(w)
	s.suites.write(w)
	s.endpoints.write(w)
	s.failures.write(w)
	s.clients.write(w)
	s.calls.write(w)
	s.certificates.write(w)
	s.findings.write(w)
	s.latencies.write(w)
	s.problems.write(w)
	return w.bytes, nil
}

// UnmarshalBinary implements [encoding.BinaryUnmarshaler]. It replaces s with
// the summary that MarshalBinary was called on. The two share no memory. If
// data is not what MarshalBinary returns, it returns an error and leaves s as
// it is.
func (s *Summary) UnmarshalBinary(data []byte) error {
	if len(data) == 0 || data[0] != binaryVersion {
		return errBinary
	}
	r := &decoder{rest: data[1:]}
	var t Summary
	t.MaxTableBytes = number(r, t.MaxTableBytes)
	t.timeline.step = number(r, t.timeline.step)
	t.timeline.table.read(r)
	t.suites.read(r)
	t.endpoints.read(r)
	t.failures.read(r)
	t.clients.read(r)
	t.calls.read(r)
	t.certificates.read(r)
	t.findings.read(r)
	t.latencies.read(r)
	t.problems.read(r)
	if r.failed || len(r.rest) > 0 || t.timeline.step > StepAll {
		return errBinary
	}
	*s = t
	return nil
}

// write writes the table with its rows in the order of their keys.
func (t *table[K, V]) write(w *encoder) {
	count(w, t.events)
	count(w, t.floor)
	count(w, int64(len(t.rows)))
	for _, e := range t.entries(byKey) {
		e.key.fields(w)
		count(w, e.events)
		count(w, e.missed)
		e.value.fields(w)
	}
}

// read reads what write writes into the zero table.
func (t *table[K, V]) read(r *decoder) {
	t.events = count(r, 0)
	t.floor = count(r, 0)
	rest := t.events
	for n := count(r, 0); n > 0 && !r.failed; n-- {
		var k K
		var v V
		k = k.fields(r)
		o := row[V]{events: count(r, 0), missed: count(r, 0), value: v.fields(r)}
		rest -= o.events
		if t.rows[k] != nil || o.events == 0 || rest < 0 || o.missed > t.floor {
			r.fail()
			return
		}
		t.insert(k, o)
	}
}

// An encoder appends what it is shown.
type encoder struct{ bytes []byte }

func (w *encoder) text(s string) string {
	w.number(uint64(len(s)))
	w.bytes = append(w.bytes, s...)
	return s
}

func (w *encoder) number(n uint64) uint64 {
	w.bytes = binary.AppendUvarint(w.bytes, n)
	return n
}

func (w *encoder) fail() {}

// A decoder returns what an encoder was shown. After a failure it returns
// zeros.
type decoder struct {
	rest   []byte
	failed bool
}

func (r *decoder) text(string) string {
	n := r.number(0)
	if n > uint64(len(r.rest)) || n > maxText+16 { // an address with a zone is the longest
		r.fail()
		return ""
	}
	s := string(r.rest[:n])
	r.rest = r.rest[n:]
	return s
}

func (r *decoder) number(uint64) uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func (r *decoder) fail() {
	r.rest = nil
	r.failed = true
}
