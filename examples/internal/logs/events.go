package logs

import (
	"errors"
	"fmt"
	"iter"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/tlslog"
)

// Events returns an iterator over the events of all inputs, one input after the
// other. Its errors are those of an awstls.Decoder with the name of the input
// before them: after a *tlslog.ParseError, which concerns one record, the event
// is what could be read of it, if anything; any other error ends the input, and
// the next one follows. An input in which nothing is recognised ends in
// ErrUnknown.
func Events(inputs []Input) iter.Seq2[tlslog.Event, error] {
	return func(yield func(tlslog.Event, error) bool) {
		for _, in := range inputs {
			for e, err := range in.events() {
				if err != nil {
					err = fmt.Errorf("%s: %w", in.Name, err)
				}
				if !yield(e, err) {
					return
				}
			}
		}
	}
}

// events returns an iterator over the events of one input. What is not
// recognised it tells of at the end: with ErrUnknown if that is all there is.
func (in Input) events() iter.Seq2[tlslog.Event, error] {
	return func(yield func(tlslog.Event, error) bool) {
		r, err := in.Open()
		if err != nil {
			yield(tlslog.Event{}, err)
			return
		}
		defer r.Close()
		var unknown error // where the first of it is
		recognised := false
		for e, err := range awstls.Events(r) {
			if errors.Is(err, awstls.ErrUnknown) {
				unknown = err
				continue
			}
			recognised = true
			if !yield(e, err) {
				return
			}
		}
		if unknown != nil && !recognised {
			unknown = ErrUnknown
		}
		if unknown != nil {
			yield(tlslog.Event{}, unknown)
		}
	}
}
