// Package tlslog is the vocabulary that the log packages of this module
// share: what a decoder is, what its errors mean, and the words for protocols,
// cipher suites, key exchanges, certificates and failures.
//
// The packages alb, cloudfront, networkfirewall and cloudtrail each read one
// kind of log into records of their own. A record's Event method turns it into
// an [Event], the form in which records of all four can be counted, compared
// and stored together. This package knows none of the four; it never reads a
// log itself.
//
// # Reading
//
// Each log package has a decoder that satisfies [Decoder]:
//
//	d := alb.NewDecoder(file)
//	for rec, err := range tlslog.All(d) {
//		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
//			log.Print(perr) // one record is damaged; rec holds the rest of it
//		} else if err != nil {
//			return err // the log cannot be read further
//		}
//		use(rec)
//	}
//
// # Errors
//
// There is one error that means "this record, go on": [*ParseError]. Every
// other error is final: the decoder returns it again from then on. [io.EOF]
// alone is the good end. A log that stops in the middle ends in
// [io.ErrUnexpectedEOF], wrapped with the place. Error texts say where and
// why; they never quote the log, whose records hold addresses and names.
//
// # Values
//
// Records, events and everything in them are plain values without pointers,
// maps or slices: they may be copied, compared with ==, used as map keys and
// kept for ever. Their strings are parts of the immutable blocks that a
// decoder reads its input into; keeping one keeps its block (up to 256 KiB
// alive), so a program that keeps few records for long calls Clone on them.
// Times are in UTC; durations are exact.
//
// The zero value of a field means that the log does not say. Where zero is a
// measurement, such as a duration, the field is an [Opt].
package tlslog
