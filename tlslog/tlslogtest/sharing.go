package tlslogtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// independence reads two logs in turns, and then several at once.
func (s *suite[R]) independence() error {
	there, back := slices.Clone(s.Records), slices.Clone(s.Records)
	slices.Reverse(back)
	for _, other := range [][]Sample[R]{back, there[1:]} {
		if err := s.inTurns(there, other); err != nil {
			return err
		}
	}
	return s.atOnce()
}

// inTurns has two decoders read a record each.
func (s *suite[R]) inTurns(lists ...[]Sample[R]) error {
	var logs [2]string
	var wants [2][]outcome[R]
	var got [2][]outcome[R]
	for i, list := range lists {
		logs[i], _ = s.log(list...)
		want, err := s.text(logs[i])
		if err != nil {
			return in(logs[i], err)
		}
		wants[i] = want
	}
	a, b := s.open(strings.NewReader(logs[0])), s.open(strings.NewReader(logs[1]))
	for range max(len(wants[0]), len(wants[1])) {
		for i, d := range []tlslog.Decoder[R]{a, b} {
			var rec R
			err := d.Decode(&rec)
			got[i] = append(got[i], after(d, rec, err))
		}
	}
	for i := range got {
		if err := match(got[i][:len(wants[i])], wants[i]); err != nil {
			return in(logs[i], fmt.Errorf("in turns with another decoder: %w", err))
		}
	}
	return nil
}

// atOnce has several goroutines read a log, each with a decoder. With the race
// detector that finds what they share.
func (s *suite[R]) atOnce() error {
	log, _ := s.log(append(s.many(64<<10), s.Records...)...)
	want, err := s.text(log)
	if err != nil {
		return err
	}
	errs := make([]error, 4)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			errs[i] = promise[R]{check: func(s *suite[R]) error { return s.arrives(strings.NewReader(log), log, want) }}.test(s)
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("at the same time as other decoders: %w", err)
	}
	return nil
}

// goroutines leaves a decoder in the middle of a long log.
func (s *suite[R]) goroutines() error {
	var log io.Reader = s.supply(func(bytes int) bool { return bytes < 8<<20 })
	if s.Wrap != nil {
		text, _ := s.log(s.sound()...)
		log = strings.NewReader(text)
	}
	name := fmt.Sprintf("%p", log)
	var d tlslog.Decoder[R]
	var err error
	pprof.Do(context.Background(), pprof.Labels("tlslogtest", name), func(context.Context) {
		d = s.open(log)
		var rec R
		err = d.Decode(&rec)
	})
	if err != nil {
		return err
	}
	left := ""
	for range 20 {
		if left = labelled(name); left == "" {
			break
		}
		time.Sleep(10 * time.Millisecond) // it may be at its end
	}
	runtime.KeepAlive(d)
	if left != "" {
		return fmt.Errorf("after the first record and before the end of the log this one runs:\n%s", left)
	}
	return nil
}

// labelled returns the goroutines with the label, which those that a goroutine
// starts inherit.
func labelled(name string) string {
	var b bytes.Buffer
	_ = pprof.Lookup("goroutine").WriteTo(&b, 1)
	for entry := range strings.SplitSeq(b.String(), "\n\n") {
		if strings.Contains(entry, `"tlslogtest":"`+name+`"`) {
			return entry
		}
	}
	return ""
}
