// Package inflate reads gzip: members in the format of RFC 1952 that hold
// DEFLATE streams, RFC 1951.
//
// Used by internal/stream.
//
// It does what the readers of compress/gzip do, for one use: logs that are
// read from end to end into large blocks. There, undoing gzip is most of the
// work. Four things make it fast:
//
//   - The bytes go straight into the block that the caller hands to
//     [Reader.Read]; only the last 32 KiB are copied aside, for the matches
//     that the next block begins with (see history).
//   - A look into one table of 1,024 entries gives a whole length or distance
//     with the number of its extra bits, or one or two literals (see entry).
//   - Bits are refilled a word at a time and matches copied 16 bytes at a
//     time, as long as input and block have room for that (see fast).
//   - All that is rare or delicate, and all that is wrong, is left to plain
//     code that takes one symbol at a time (see careful).
//
// The package uses neither unsafe nor assembly.
package inflate
