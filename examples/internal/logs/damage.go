package logs

import (
	"errors"
	"iter"

	"github.com/awstls/awstls/tlslog"
)

// FieldDamage leaves out the records that are damaged as a whole: no decoder
// can tell of which kind they are, so that of two decoders that read the same
// log the other one tells of them.
func FieldDamage[R any](records iter.Seq2[R, error]) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		for rec, err := range records {
			if perr, ok := errors.AsType[*tlslog.ParseError](err); ok && perr.Field == "" {
				continue
			}
			if !yield(rec, err) {
				return
			}
		}
	}
}
