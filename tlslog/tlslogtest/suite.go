package tlslogtest

import (
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"

	"github.com/awstls/awstls/tlslog"
)

// A suite tests one kind of decoder with one set of samples.
type suite[R comparable] struct {
	Samples[R]
	open  func(io.Reader) tlslog.Decoder[R]
	short bool
}

func newSuite[R comparable, D tlslog.Decoder[R]](newDecoder func(io.Reader) D, samples Samples[R]) (*suite[R], error) {
	open := func(r io.Reader) tlslog.Decoder[R] { return newDecoder(r) }
	return &suite[R]{Samples: samples, open: open}, samples.check()
}

// An outcome is what a call of Decode and the methods after it return.
type outcome[R comparable] struct {
	rec R
	err error
	raw string
	end int64
}

// after returns the outcome of a call of Decode on d.
func after[R comparable](d tlslog.Decoder[R], rec R, err error) outcome[R] {
	o := outcome[R]{rec: rec, err: err}
	if d, ok := d.(rawer); ok {
		o.raw, o.end = d.Raw(), d.InputOffset()
	}
	return o
}

// A rawer is a decoder that can tell what it has read.
type rawer interface {
	Raw() string
	InputOffset() int64
}

func (o outcome[R]) damaged() bool {
	_, ok := errors.AsType[*tlslog.ParseError](o.err)
	return ok
}

// final reports whether o ends its log.
func (o outcome[R]) final() bool { return o.err != nil && !o.damaged() }

// like reports whether o and other are the same, in words.
func (o outcome[R]) like(other outcome[R]) bool {
	return o.rec == other.rec && fmt.Sprint(o.err) == fmt.Sprint(other.err) && o.raw == other.raw && o.end == other.end
}

func (o outcome[R]) String() string {
	return fmt.Sprintf("%+v\n\terror %v\n\tRaw %q, InputOffset %d", o.rec, o.err, brief(o.raw), o.end)
}

// brief returns a text that is fit for a message.
func brief(s string) string {
	const most = 1000
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}

// read returns what a decoder reads from r: its outcomes, of which the last is
// final. The log has size bytes, and no more records than that, unless it is
// packed.
func (s *suite[R]) read(r io.Reader, size int) ([]outcome[R], error) {
	if s.Wrap != nil {
		size = min(size, math.MaxInt32/1000) * 1000
	}
	return readOn(s.open(r), size)
}

// readOn returns what d has still to read of a log of so many bytes.
func readOn[R comparable](d tlslog.Decoder[R], size int) ([]outcome[R], error) {
	var all []outcome[R]
	var rec R
	for range size + 2 {
		err := d.Decode(&rec)
		o := after(d, rec, err)
		all = append(all, o)
		if o.final() {
			return all, nil
		}
	}
	return nil, fmt.Errorf("it returns more records than there are bytes, %d", size)
}

// text returns what a decoder reads of a log that arrives at once.
func (s *suite[R]) text(log string) ([]outcome[R], error) {
	return s.read(strings.NewReader(log), len(log))
}

// in adds to an error what log it is about.
func in(log string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w\nin the log %q", err, brief(log))
}

// match reports how outcomes differ from others.
func match[R comparable](got, want []outcome[R]) error {
	for i := range min(len(got), len(want)) {
		if !got[i].like(want[i]) {
			return fmt.Errorf("call %d gives\n\t%v%s\nand not\n\t%v", i+1, got[i], differences(got[i].rec, want[i].rec), want[i])
		}
	}
	if len(got) != len(want) {
		return fmt.Errorf("the log ends after %d calls, and not after %d", len(got), len(want))
	}
	return nil
}

// differences lists the fields in which records differ.
func differences[R comparable](got, want R) string {
	a, b := reflect.ValueOf(got), reflect.ValueOf(want)
	if got == want || a.Kind() != reflect.Struct {
		return ""
	}
	var list strings.Builder
	for i := range a.NumField() {
		if !a.Field(i).Equal(b.Field(i)) {
			fmt.Fprintf(&list, "\n\tits %s is %+v, not %+v", a.Type().Field(i).Name, a.Field(i), b.Field(i))
		}
	}
	return list.String()
}

// arrangements are orders of the samples in a log: damage at the start, at the
// end, between sound records, and behind damage.
func (s *suite[R]) arrangements() [][]Sample[R] {
	sound, damaged := s.sound(), s.damaged()
	good := sound[0]
	lists := [][]Sample[R]{s.Records}
	for _, bad := range damaged {
		lists = append(lists, []Sample[R]{good, bad, sound[1]}, []Sample[R]{bad, good}, []Sample[R]{bad, bad}, []Sample[R]{good, bad})
	}
	return lists
}

// steps are the positions from 0 to n, or some of them in short mode.
func (s *suite[R]) steps(n int) func(yield func(int) bool) {
	step := 1
	if s.short {
		step = n/200 | 1
	}
	return func(yield func(int) bool) {
		for i := 0; i <= n; i += step {
			if !yield(i) {
				return
			}
		}
	}
}
