// Package jsonlog cuts a log into JSON values and has each read where it
// lies, in one pass.
//
// Used by awstls, cloudtrail, internal/envelope, internal/vended and
// networkfirewall: all that is JSON in a log is read through it.
//
// A log is a sequence of values, with white space between them or none: one
// object a line, objects one behind the other, objects over many lines. An
// array at the top level stands for its elements. An object may turn out to be
// a container, such as CloudTrail's {"Records":[…]}; then the elements of the
// array in it are the values, however many there are, and nothing but the
// value at hand is kept in memory.
//
// # Damage
//
// What starts with neither an opening brace nor an opening bracket is no
// record, and damage.
//
// A value with broken syntax is passed over where it is certain at which byte
// the next one starts, so that no sound record is lost with it. That is behind
// the value if its strings, brackets, commas and colons are where JSON has them
// (so that the damage is a word, a number, an escape or something missing), and
// if a comma or the end of the array follows, or at the top level another value
// or the end of the line. Else, at the top level, it is at the next line that
// starts with a bracket, for no line break can stand in a JSON string, unless
// there seems to be a second record on the line. Otherwise the rest of the log
// is lost, and the error is final.
package jsonlog
