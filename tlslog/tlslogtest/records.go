package tlslogtest

import (
	"errors"
	"fmt"
	"io"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// construct checks that making a decoder and resetting it read nothing.
func (s *suite[R]) construct() error {
	r := &counting{}
	d := s.open(r)
	if r.calls > 0 {
		return errors.New("newDecoder reads")
	}
	if d, ok := d.(resetter); ok {
		d.Reset(r)
		if r.calls > 0 {
			return errors.New("a call of Reset reads")
		}
	}
	if o := after(d, *new(R), nil); o.raw != "" || o.end != 0 {
		return fmt.Errorf("before the first call Raw is %q and InputOffset %d", brief(o.raw), o.end)
	}
	return nil
}

// records checks logs of sound records, from none on.
func (s *suite[R]) records() error {
	for n := range len(s.sound()) + 1 {
		log, wants := s.log(s.sound()[:n]...)
		got, err := s.text(log)
		if err == nil {
			err = s.outcomes(got, wants)
		}
		if err != nil {
			return in(log, err)
		}
	}
	return nil
}

// damage checks logs with damaged records.
func (s *suite[R]) damage() error {
	return s.damagedLogs(s.outcomes)
}

// damagedLogs has check look at what is read of each arrangement.
func (s *suite[R]) damagedLogs(check func([]outcome[R], []want[R]) error) error {
	if len(s.damaged()) == 0 {
		return errNotMade
	}
	for _, list := range s.arrangements() {
		log, wants := s.log(list...)
		got, err := s.text(log)
		if err == nil {
			err = check(got, wants)
		}
		if err != nil {
			return in(log, err)
		}
	}
	return nil
}

// outcomes checks records and errors, but not where they are.
func (s *suite[R]) outcomes(got []outcome[R], wants []want[R]) error {
	for i, w := range wants {
		if got[i].final() {
			return fmt.Errorf("call %d, for record %q, returns the final error %v", i+1, brief(w.text()), got[i].err)
		}
		perr, damaged := errors.AsType[*tlslog.ParseError](got[i].err)
		switch {
		case damaged && w.Err == nil:
			return fmt.Errorf("call %d, for sound record %q, returns %v", i+1, brief(w.text()), perr)
		case !damaged && w.Err != nil:
			return fmt.Errorf("call %d, for damaged record %q, returns no error", i+1, brief(w.text()))
		case damaged && (perr.Field != w.Field || !errors.Is(perr.Err, w.Err)):
			return fmt.Errorf("call %d, for damaged record %q, returns %v\nand not the field %q with %v", i+1, brief(w.text()), perr, w.Field, w.Err)
		case got[i].rec != w.Record:
			return fmt.Errorf("call %d, for record %q, gives\n\t%+v\nand not\n\t%+v%s", i+1, brief(w.text()), got[i].rec, w.Record, differences(got[i].rec, w.Record))
		}
	}
	if last := got[len(wants)]; last.err != io.EOF {
		return fmt.Errorf("call %d, at the end of the log, returns %v and not io.EOF", len(wants)+1, last.err)
	}
	return nil
}

// overwrite decodes into records that hold something.
func (s *suite[R]) overwrite() error {
	dirt := []R{filled[R]()}
	for _, m := range s.Records {
		dirt = append(dirt, m.Record)
	}
	log, _ := s.log(s.Records...)
	want, err := s.text(log)
	if err != nil {
		return in(log, err)
	}
	for _, left := range dirt {
		d := s.open(strings.NewReader(log))
		for i, w := range want {
			rec := left
			err := d.Decode(&rec)
			if o := after(d, rec, err); !o.like(w) {
				return in(log, fmt.Errorf("call %d of Decode, with %+v\nin *rec, leaves there%s", i+1, left, differences(rec, w.rec)))
			}
		}
	}
	return nil
}

// filled returns a record with something in each field that can be set.
func filled[R any]() R {
	var rec R
	fill(reflect.ValueOf(&rec).Elem())
	return rec
}

func fill(v reflect.Value) {
	switch {
	case !v.CanSet():
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Unix(1, 0).UTC()))
	case v.Type() == reflect.TypeFor[netip.Addr]():
		v.Set(reflect.ValueOf(netip.IPv6Unspecified()))
	case v.Kind() == reflect.Struct:
		for _, field := range v.Fields() {
			fill(field)
		}
	case v.Kind() == reflect.String:
		v.SetString("left over")
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(1)
	case v.CanUint():
		v.SetUint(1)
	case v.CanFloat():
		v.SetFloat(1)
	}
}

// places checks where ParseErrors say that the damage is.
func (s *suite[R]) places() error { return s.damagedLogs(s.placed) }

func (s *suite[R]) placed(got []outcome[R], wants []want[R]) error {
	for i := range min(len(got), len(wants)) {
		perr, ok := errors.AsType[*tlslog.ParseError](got[i].err)
		if !ok {
			continue
		}
		w := wants[i]
		switch {
		case perr.Format == "":
			return fmt.Errorf("call %d returns %v\nwithout the format of the record", i+1, perr)
		case perr.Record != int64(i+1):
			return fmt.Errorf("call %d returns %v\nand not record %d", i+1, perr, i+1)
		case s.Wrap == nil && (perr.Line != int64(w.line) || perr.Offset != int64(w.offset())):
			return fmt.Errorf("call %d returns %v\nand not line %d, byte %d", i+1, perr, w.line, w.offset())
		}
	}
	return nil
}

// secrets looks in errors for what stands in the log: words with a digit, such
// as addresses.
func (s *suite[R]) secrets() error {
	check := func(log string) error {
		got, err := s.text(log)
		if err != nil {
			return in(log, err)
		}
		words := slices.DeleteFunc(strings.FieldsFunc(log, func(c rune) bool { return !isWord(c) }), func(word string) bool {
			return len(word) < 6 || !strings.ContainsAny(word, "0123456789")
		})
		for i, o := range got {
			for _, word := range words {
				if o.err != nil && strings.Contains(o.err.Error(), word) {
					return in(log, fmt.Errorf("call %d returns %q, in which %q is", i+1, o.err, word))
				}
			}
		}
		return nil
	}
	for _, list := range s.arrangements() {
		log, _ := s.log(list...)
		for _, n := range []int{len(log), len(log) / 2, len(log) / 3} {
			if err := check(log[:n]); err != nil {
				return err
			}
		}
	}
	return nil
}

func isWord(c rune) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '.' || c == ':'
}

// final checks that errors stay, after the end and after a reader that fails
// once and would go on.
func (s *suite[R]) final() error {
	log, _ := s.log(s.sound()...)
	for _, r := range []io.Reader{
		strings.NewReader(log),
		strings.NewReader(""),
		&oneFailure{r: strings.NewReader(log), after: len(log) / 2},
		&oneFailure{r: strings.NewReader(log), after: 0},
	} {
		d := s.open(r)
		got, err := readOn(d, len(log))
		if err != nil {
			return in(log, err)
		}
		last := got[len(got)-1]
		for range 3 {
			if last.rec != *new(R) || last.raw != "" {
				return in(log, fmt.Errorf("with the final error %v, *rec is %+v and Raw %q", last.err, last.rec, last.raw))
			}
			rec := s.sound()[0].Record
			err := d.Decode(&rec)
			if err != last.err {
				return in(log, fmt.Errorf("the call after the final error %v returns %v", last.err, err))
			}
			last = after(d, rec, err)
		}
	}
	return nil
}

// raw checks the texts of records, and where they end.
func (s *suite[R]) raw() error {
	if _, ok := s.open(nothing{}).(rawer); !ok {
		return errNotMade
	}
	for _, list := range s.arrangements() {
		log, wants := s.log(list...)
		got, err := s.text(log)
		if err != nil {
			return in(log, err)
		}
		for i := range min(len(got), len(wants)) {
			o, w := got[i], wants[i]
			next := len(log)
			if i+1 < len(wants) {
				next = wants[i+1].start
			}
			switch {
			case o.raw == "" && w.Err != nil && w.Field == "":
				if s.Wrap == nil && (o.end < int64(w.end) || o.end > int64(next)) {
					return in(log, fmt.Errorf("behind record %d, which ends at byte %d, InputOffset is %d", i+1, w.end, o.end))
				}
			case o.raw != w.text():
				return in(log, fmt.Errorf("record %d has the Raw %q and not %q", i+1, brief(o.raw), brief(w.text())))
			case s.Wrap == nil && o.end != int64(w.end):
				return in(log, fmt.Errorf("behind record %d, which ends at byte %d, InputOffset is %d", i+1, w.end, o.end))
			case o.end < 0 || o.end > int64(len(log)) && !s.Gzip:
				return in(log, fmt.Errorf("behind record %d, InputOffset is %d of %d", i+1, o.end, len(log)))
			}
		}
	}
	return nil
}
