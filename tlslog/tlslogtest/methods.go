package tlslogtest

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing/iotest"

	"github.com/awstls/awstls/tlslog"
)

// limit checks what a decoder does with a limit that is just met and one that
// is just exceeded.
func (s *suite[R]) limit() error {
	if !setLimit(s.open(nothing{}), 1) {
		return errNotMade
	}
	sound := s.sound()
	longest := slices.MaxFunc(sound, func(a, b Sample[R]) int { return len(a.Text) - len(b.Text) })
	other := sound[slices.IndexFunc(sound, func(m Sample[R]) bool { return m != longest })]
	for limit := len(longest.Text) - 1; limit <= len(longest.Text)+1; limit++ {
		for _, list := range [][]Sample[R]{sound, {longest, other}, {other, longest, longest, other}, {other, longest}} {
			if err := s.limited(limit, list...); err != nil {
				return err
			}
		}
	}
	return nil
}

// limited checks how a log is read with a limit. What is there of a record that
// is too long is for its decoder to say.
func (s *suite[R]) limited(limit int, records ...Sample[R]) error {
	log, wants := s.log(records...)
	for _, r := range []io.Reader{strings.NewReader(log), iotest.OneByteReader(strings.NewReader(log))} {
		d := s.open(r)
		setLimit(d, limit)
		got, err := readOn(d, len(log))
		for i := range min(len(got), len(wants)) {
			if len(records[i].Text) > limit {
				wants[i].Record, wants[i].Err = got[i].rec, tlslog.ErrTooLong
			}
		}
		if err == nil {
			err = s.outcomes(got, wants)
		}
		if err == nil {
			err = s.placed(got, wants)
		}
		if err != nil {
			return in(log, fmt.Errorf("with MaxRecordBytes %d: %w", limit, err))
		}
	}
	return nil
}

// setLimit sets the field MaxRecordBytes of d, if it has one.
func setLimit(d any, n int) bool {
	v := reflect.ValueOf(d)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return false
	}
	f := v.Elem().FieldByName("MaxRecordBytes")
	if f.Kind() != reflect.Int || !f.CanSet() {
		return false
	}
	f.SetInt(int64(n))
	return true
}

// An aller is a decoder with an iterator over what it has still to read.
type aller[R any] interface {
	All() iter.Seq2[R, error]
}

// all checks the iterator against Decode.
func (s *suite[R]) all() error {
	if _, ok := s.open(nothing{}).(aller[R]); !ok {
		return errNotMade
	}
	for _, list := range s.arrangements() {
		log, _ := s.log(list...)
		for name, r := range map[string]func() io.Reader{
			"as it is":                 func() io.Reader { return strings.NewReader(log) },
			"cut off":                  func() io.Reader { return strings.NewReader(log[:len(log)/2]) },
			"with a reader that fails": func() io.Reader { return &oneFailure{r: strings.NewReader(log), after: len(log) * 2 / 3} },
		} {
			want, err := s.read(r(), len(log))
			if err != nil {
				return in(log, err)
			}
			for n := range len(want) + 1 {
				if err := s.yields(s.open(r()), want, n); err != nil {
					return in(log, fmt.Errorf("%s: %w", name, err))
				}
			}
		}
	}
	return nil
}

// yields breaks All off after n pairs, and goes on with Decode.
func (s *suite[R]) yields(d tlslog.Decoder[R], want []outcome[R], n int) error {
	pairs := want
	if want[len(want)-1].err == io.EOF {
		pairs = want[:len(want)-1]
	}
	i := 0
	for rec, err := range d.(aller[R]).All() {
		if i == len(pairs) {
			return fmt.Errorf("behind the end All yields %v", err)
		}
		if o := after(d, rec, err); !o.like(pairs[i]) {
			return fmt.Errorf("pair %d of All is\n\t%v\nand not\n\t%v", i+1, o, pairs[i])
		}
		if i++; i == n {
			break
		}
	}
	if stop := len(pairs); n > 0 && n < stop && i != n || (n == 0 || n >= stop) && i != stop {
		return fmt.Errorf("pairs that All yields: %d and not %d", i, stop)
	}
	if i == len(want) {
		i-- // the error is returned again
	}
	var rec R
	err := d.Decode(&rec)
	if o := after(d, rec, err); !o.like(want[i]) {
		return fmt.Errorf("behind %d pairs of All, Decode goes on with\n\t%v\nand not with\n\t%v", i, o, want[i])
	}
	return nil
}

// A resetter is a decoder that can be used again.
type resetter interface {
	Reset(r io.Reader)
}

// reset resets a decoder after each record, at the end, and after failures.
func (s *suite[R]) reset() error {
	if _, ok := s.open(nothing{}).(resetter); !ok {
		return errNotMade
	}
	log, _ := s.log(s.Records...)
	next, _ := s.log(slices.Concat(s.damaged(), s.sound())...)
	want, err := s.text(next)
	if err != nil {
		return in(next, err)
	}
	for name, r := range map[string]func() io.Reader{
		"a log":                 func() io.Reader { return strings.NewReader(log) },
		"a log cut off":         func() io.Reader { return strings.NewReader(log[:len(log)/2]) },
		"a reader that fails":   func() io.Reader { return &oneFailure{r: strings.NewReader(log), after: len(log) / 2} },
		"no log":                func() io.Reader { return nothing{} },
		"a start of gzip":       func() io.Reader { return strings.NewReader(zip(log)[:10]) },
		"a log byte after byte": func() io.Reader { return iotest.OneByteReader(strings.NewReader(log)) },
	} {
		for calls := range len(s.Records) + 2 {
			d := s.open(r())
			first := make([]outcome[R], calls)
			for i := range first {
				err := d.Decode(&first[i].rec)
				first[i] = after(d, first[i].rec, err)
			}
			d.(resetter).Reset(strings.NewReader(next))
			if o := after(d, *new(R), nil); o.raw != "" || o.end != 0 {
				return in(log, fmt.Errorf("after %d calls and Reset, Raw is %q and InputOffset %d", calls, brief(o.raw), o.end))
			}
			got, err := readOn(d, len(next))
			if err == nil {
				err = match(got, want)
			}
			if err != nil {
				return in(next, fmt.Errorf("after %d calls on %s, and Reset: %w", calls, name, err))
			}
			again, err := s.read(r(), len(log))
			if err != nil {
				return in(log, err)
			}
			if err := match(first[:min(calls, len(again))], again[:min(calls, len(again))]); err != nil {
				return in(log, fmt.Errorf("what was read before Reset has changed: %w", err))
			}
		}
	}
	return s.resetLimit()
}

// resetLimit checks that Reset keeps the limit.
func (s *suite[R]) resetLimit() error {
	log, _ := s.log(s.sound()...)
	d := s.open(nothing{})
	if !setLimit(d, 1) {
		return nil
	}
	for range 2 {
		d.(resetter).Reset(strings.NewReader(log))
		var rec R
		if err := d.Decode(&rec); !errors.Is(err, tlslog.ErrTooLong) && !errors.Is(err, tlslog.ErrForeign) {
			return in(log, fmt.Errorf("with MaxRecordBytes 1, and Reset, Decode returns %v", err))
		}
	}
	return nil
}
