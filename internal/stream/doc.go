// Package stream brings the bytes of a log to its decoder: it undoes gzip,
// keeps the bytes in immutable blocks, and cuts them into lines.
//
// Used by cloudtrail, internal/envelope, internal/jsonlog, internal/vended,
// networkfirewall, tlslog/parquetlog and tlslog/readahead: whoever reads a log or
// keeps its bytes. It knows nothing of any source's format.
//
// # Blocks
//
// A [Reader] reads into blocks of up to 256 KiB. A byte that has been read
// into a block is never written again, so that strings may point into it for
// ever without being copied; [Reader.Window] and [Reader.Line] hand out such
// strings. When a block is full, the part of it that is still to be decoded is
// copied to the head of the next, and the old block is left to the garbage
// collector, which frees it when the last string into it is gone.
//
// This is the only package of the module that uses unsafe: to hand out parts of
// blocks as strings (see the function text), to read a string as a block
// ([Reader.ResetText]), and to make blocks that are not filled with zeros (see
// newBlock). Each states its invariant.
package stream
