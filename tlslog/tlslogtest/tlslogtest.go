package tlslogtest

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// TestDecoder checks that the decoders that newDecoder returns keep the contract
// of [tlslog.Decoder], and that they read the samples for what they are. Each
// promise is a subtest; one that is broken fails with the words of the promise
// and with the log and the call that broke it.
//
// Of a decoder with nothing but Decode it checks that
//
//   - nothing is read before the first call of Decode;
//   - sound records are read as the samples say, and damaged ones are reported
//     with the place of the damage to the byte, cost no other record, and are
//     never quoted in an error;
//   - Decode replaces every field of *rec, and leaves it zero after a final
//     error, which is returned again from then on;
//   - the way in which a log arrives makes no difference: byte by byte, cut
//     anywhere, with empty reads, or with the error beside the last bytes;
//   - a reader's error is final, behind the records before it, and a log that
//     is cut off at any byte ends in [io.ErrUnexpectedEOF], unless
//     [Samples.Whole] says that it cannot be told;
//   - no input makes it panic, loop or lose its way;
//   - records stay what they are while a million others are read;
//   - neither long logs nor endless records take more memory;
//   - decoders share nothing, and leave no goroutines behind between two calls.
//
// Further promises are checked of a decoder that makes them, by these methods:
//
//   - Raw() string is the text of the record, and InputOffset() int64 the
//     position in the log where that ends. Raw is empty before the first call and
//     after a final error; it may be empty for a record that is damaged as a
//     whole, which then ends before the next record starts.
//   - All() iter.Seq2[R, error] is [tlslog.All].
//   - Reset(io.Reader) makes the decoder as new, but for its options.
//
// A record with a method Clone() R has to be independent of its log after it. A
// decoder that is a pointer to a struct with the field MaxRecordBytes int is
// checked to keep that limit.
//
// TestDecoder measures memory and allocations: it is not to be called while
// other tests run. It takes some two seconds, and a fraction of that in short
// mode, which the flag -short of go test and the race detector choose.
func TestDecoder[R comparable, D tlslog.Decoder[R]](t *testing.T, newDecoder func(io.Reader) D, samples Samples[R]) {
	t.Helper()
	s, err := newSuite(newDecoder, samples)
	if err != nil {
		t.Fatalf("the samples cannot be used: %v", err)
	}
	s.short = testing.Short() || slow
	for _, p := range promises[R]() {
		t.Run(p.name, func(t *testing.T) {
			t.Helper()
			switch err := p.test(s); {
			case errors.Is(err, errNotMade):
				t.Skip("the decoder does not promise it")
			case err != nil:
				t.Errorf("broken promise: %s\n%v", p.words, err)
			}
		})
	}
}

// A promise is a part of the contract.
type promise[R comparable] struct {
	name  string // of the subtest
	words string
	check func(*suite[R]) error
}

// promises are in such an order that what breaks one does not break those
// before it.
func promises[R comparable]() []promise[R] {
	return []promise[R]{
		{"construct", "nothing is read before the first call of Decode", (*suite[R]).construct},
		{"records", "Decode reads record by record and returns io.EOF at the end of the log", (*suite[R]).records},
		{"damage", "a ParseError concerns one record: what can be read of it is there, and the next call goes on with the record after it", (*suite[R]).damage},
		{"final", "a final error is returned again from then on, and *rec is then zero", (*suite[R]).final},
		{"overwrite", "Decode replaces every field of *rec, whatever is in it", (*suite[R]).overwrite},
		{"places", "a ParseError names the number of the record, the line and the offset of the damage", (*suite[R]).places},
		{"secrets", "errors never quote the log", (*suite[R]).secrets},
		{"raw", "Raw is the text of the record, and ends at InputOffset", (*suite[R]).raw},
		{"arrival", "the way in which a log arrives makes no difference", (*suite[R]).arrival},
		{"failure", "the error of a reader is final and comes behind the records before it", (*suite[R]).failure},
		{"truncation", "a log that stops in the middle never ends in io.EOF, as far as that can be told", (*suite[R]).truncation},
		{"gzip", "the log may be compressed with gzip", (*suite[R]).gzip},
		{"garbage", "no input makes Decode panic, loop, or depend on how it arrives", (*suite[R]).garbage},
		{"limit", "a record longer than MaxRecordBytes is reported with ErrTooLong, and no other is", (*suite[R]).limit},
		{"all", "All yields what Decode returns, ends behind a final error without yielding io.EOF, and may be broken off", (*suite[R]).all},
		{"reset", "Reset makes the decoder as new, but for its options", (*suite[R]).reset},
		{"independence", "decoders share nothing", (*suite[R]).independence},
		{"goroutines", "a decoder leaves no goroutine behind between two calls", (*suite[R]).goroutines},
		{"permanence", "records and Raw stay what they are while further records are read", (*suite[R]).permanence},
		{"memory", "memory does not grow with the length of the log or of a record", (*suite[R]).memory},
		{"clone", "a clone shares no memory with the log", (*suite[R]).clone},
		{"allocations", "a record costs almost no allocation", (*suite[R]).allocations},
	}
}

// errNotMade says that a decoder does not make a promise.
var errNotMade = errors.New("promise not made")

// test checks whether s keeps p. A panic breaks it.
func (p promise[R]) test(s *suite[R]) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	return p.check(s)
}
