package stream

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
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

// ErrRoom is the error for a log that decompression makes too long; see
// [Reader.Limit].
var ErrRoom = errors.New("decompressed data exceeds the size limit")

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

	whole    int // where the last line feed of block is, as far as it was searched
	searched int // up to here

	layers [maxGzipDepth]*unzip // that were made, in use or not
	room   *int64               // for what they may give; nil means any number of bytes
}

// Reset makes r read from src. It does not read yet.
func (r *Reader) Reset(src io.Reader) { *r = Reader{src: src, layers: r.layers} }

// ResetText makes r read a text that is part of another log, without copying
// it: its first byte has the given offset there and stands on the given line.
// What is gzip stays so.
func (r *Reader) ResetText(s string, offset, line int64) {
	// Invariant: nothing is written to the block, for it has no room behind w.
	*r = Reader{
		block:  unsafe.Slice(unsafe.StringData(s), len(s)),
		w:      len(s),
		base:   offset,
		line:   line - 1,
		err:    io.EOF,
		layers: r.layers,
	}
}

// Limit makes decompression end in [ErrRoom] where its layers have together
// given more than *room bytes. It takes from *room what they give.
func (r *Reader) Limit(room *int64) { r.room = room }

// Err returns the error that [Reader.More] will return when there are no more
// bytes, or nil if that is not known yet.
func (r *Reader) Err() error { return r.err }

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
	if n == 1 { // as between two values; this is faster
		if r.block[r.r] == '\n' {
			r.line++
		}
	} else {
		r.line += int64(bytes.Count(r.block[r.r:r.r+n], newline))
	}
	r.r += n
}

// AdvanceInLine is Advance for bytes without a line feed among them.
func (r *Reader) AdvanceInLine(n int) { r.r += n }

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

// Fill makes the window n bytes long, if the log has as many. It returns the
// error of [Reader.More] if it has not. The window can be longer.
func (r *Reader) Fill(n int) error {
	for r.w-r.r < n {
		if r.sniffed && r.err == nil && cap(r.block)-r.r < n {
			r.move(n + minRead)
		}
		if err := r.More(); err != nil {
			return err
		}
	}
	return nil
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
	r.move(max(size, 2*(r.w-r.r)+minRead))
}

// move moves the window to a new block of so many bytes.
func (r *Reader) move(size int) {
	window := r.block[r.r:r.w]
	next := append(newBlock(size), window...)
	r.base += int64(r.r)
	r.block, r.r, r.w = next, 0, len(window)
	r.whole, r.searched = 0, 0
}

// newBlock returns an empty block for size bytes. It is as make([]byte, 0, size),
// but for the zeros that make writes into it, which takes as long as to copy a
// log out of memory.
//
// Invariant: the memory is that of a strings.Builder, which alone knows it and
// is left here. It is written before it is read, as that of any block.
func newBlock(size int) []byte {
	var b strings.Builder
	b.Grow(size)
	b.WriteByte(0) // an empty string has no address
	return unsafe.Slice(unsafe.StringData(b.String()), size)[:0]
}

var newline = []byte{'\n'}

// text returns b as a string without copying it.
//
// Invariant: b is part of block[:w] of a Reader, and no byte of block[:w] is
// written after it has been read: src is only ever given block[w:cap], and
// grow copies out of a block, never within one. A block that is a string's
// memory (ResetText) has no room behind w, and its Reader has no src.
func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
