// Package field reads and writes the scalar values of AWS's logs: times,
// addresses, ports, durations and counts.
//
// Used by alb, cloudtrail, internal/envelope, internal/vended, networkfirewall
// and tlslog/parquetlog, for every value that is not a word, in their innermost
// loops. It knows no source: which field is in which unit is for the caller to
// say. Dashes and empty fields are for the caller too: here they are simply not
// values.
//
// # Readers
//
// A reader takes the whole text of one value and returns false when that text
// is not such a value, together with the zero value. None panics, none reads
// part of the text only, and none allocates, except [Addr] where there is a %,
// as before the zone of an IPv6 address, which AWS does not write.
//
//	Time          2023-10-04T17:05:15.514108Z   RFC 3339, and +0000 as zone
//	TimeNoZone    2022-11-03T00:00:00           UTC
//	EpochMillis   1731620046814                 milliseconds since 1970 UTC
//	EpochSeconds  1719943304                    seconds since 1970 UTC
//	Addr          203.0.113.1, 2001:db8::1
//	Port          36280
//	Seconds       4.036                         a duration in seconds
//	Millis        153                           a duration in milliseconds
//	Uint64        18446744073709551615
//
// Times are in UTC, so that == compares them, and of the years 0 to 9999, as
// in RFC 3339. The text of the zero [time.Time], 0001-01-01T00:00:00Z, is a
// time like any other. Durations and fractions are computed in integers and
// are exact to the nanosecond; a text that is finer is refused, never rounded.
//
// # Writers
//
// Each reader has a writer, so that a record can be encoded again: the Append
// functions of this package, [net/netip.Addr.AppendTo] for an address, and
// [strconv.AppendUint] for a port and a count. A time without a zone is
// [AppendTime] with no digits, less its last byte.
//
// One value may be spelled in several ways; its writer knows one of them. The
// Canonical functions tell whether a text that the reader has accepted is that
// one. Only where it is not does the caller have to keep the text. They look
// at a few bytes, except for an IPv6 address, which they write; for a text
// that the reader refuses their answer means nothing.
//
// # Speed
//
// Where it pays, digits are handled eight at a time in one 64-bit word; see
// the file word.go. Every such form stands in the tests against a slow one
// made of regular expressions, math/big and Go's own parsers.
package field
