package stream

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unsafe"
)

const (
	// firstBlock is the size of a Reader's first block; each further block
	// is four times as large up to maxBlock. A small input (one message of a
	// subscription) costs little, and a large one few allocations: at 256 KiB
	// and 250 bytes a line, one for a thousand records.
	firstBlock = 16 << 10
	maxBlock   = 256 << 10

	// minRead is the room that a block must have for another read.
	minRead = 4 << 10

	// maxEmptyReads is how many times in a row a reader may return nothing
	// and no error, as in package bufio.
	maxEmptyReads = 100
)

// errCount is the error for a reader that breaks the contract of io.Reader.
var errCount = errors.New("reader returned an impossible count")

// A Reader reads a log in immutable blocks, after decompression.
//
// The unread part of the log that is in memory is the window. Offsets and
// line numbers are those of the decompressed log.
//
// The zero Reader is an empty log.
type Reader struct {
	src     io.Reader
	sniffed bool   // src is known to be plain text, or a gzip reader over it
	block   []byte // block[:r] is done with, block[r:w] is the window
	r, w    int
	base    int64 // offset of block[0]
	line    int64 // line feeds before the window
	err     error // why src has no more bytes
}

// Reset makes r read from src. It does not read yet.
func (r *Reader) Reset(src io.Reader) { *r = Reader{src: src} }

// Window returns the part of the log that is in memory and not yet passed.
// It is part of an immutable block.
func (r *Reader) Window() string { return text(r.block[r.r:r.w]) }

// Offset returns the offset of the window's first byte.
func (r *Reader) Offset() int64 { return r.base + int64(r.r) }

// LineNumber returns the number of the line that holds the window's first
// byte, counting from 1.
func (r *Reader) LineNumber() int64 { return r.line + 1 }

// Advance passes over the first n bytes of the window.
func (r *Reader) Advance(n int) {
	r.line += int64(bytes.Count(r.block[r.r:r.r+n], newline))
	r.r += n
}

// More adds at least one byte to the end of the window, or returns the error
// that ended the log: [io.EOF] at its good end. The error is sticky.
//
// The window can move to another block, in which the positions of its bytes
// relative to its start are the same. A caller that looks for the end of a
// record goes on where it stopped, so that it looks at no byte twice.
func (r *Reader) More() error {
	if r.err != nil {
		return r.err
	}
	if r.src == nil {
		r.err = io.EOF
		return r.err
	}
	if !r.sniffed {
		if err := r.sniff(); err != nil {
			return err
		}
		if r.w > r.r {
			return nil
		}
	}
	return r.fill()
}

// Fail returns err, wrapped with the format and the place that the reader has
// come to. [io.EOF] it returns as it is.
func (r *Reader) Fail(format string, err error) error {
	if err == io.EOF {
		return err
	}
	return fmt.Errorf("%s: line %d, byte %d: %w", format, r.LineNumber(), r.Offset(), err)
}

// fill reads from src once, or as often as it returns nothing at all.
func (r *Reader) fill() error {
	if r.err != nil {
		return r.err
	}
	if cap(r.block)-r.w < minRead {
		r.grow()
	}
	for range maxEmptyReads {
		room := r.block[r.w:cap(r.block):cap(r.block)]
		n, err := r.src.Read(room)
		if n < 0 || n > len(room) {
			n, err = 0, errCount
		}
		r.w += n
		r.block = r.block[:r.w]
		r.err = err
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	r.err = io.ErrNoProgress
	return r.err
}

// grow moves the window to a new block, which has room for at least as much
// again, so that a record of any length is copied a bounded number of times.
func (r *Reader) grow() {
	size := min(max(4*cap(r.block), firstBlock), maxBlock)
	window := r.block[r.r:r.w]
	next := make([]byte, len(window), max(size, 2*len(window)+minRead))
	copy(next, window)
	r.base += int64(r.r)
	r.block, r.r, r.w = next, 0, len(window)
}

var newline = []byte{'\n'}

// text returns b as a string without copying it.
//
// Invariant: b is part of block[:w] of a Reader, and no byte of block[:w] is
// written after it has been read: src is only ever given block[w:cap], and
// grow copies out of a block, never within one.
func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
