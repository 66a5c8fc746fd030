package readahead

import (
	"bufio"
	"io"
	"io/fs"

	"github.com/awstls/awstls/internal/stream"
)

const (
	// blocks is how many blocks there are: one that is being filled, one that
	// is being read, and one so that neither side waits for the other at once.
	blocks = 3

	// blockSize is the size of a block.
	blockSize = 256 << 10
)

// A Reader reads ahead on a goroutine of its own, and undoes one layer of
// gzip if what it reads begins with gzip's magic number. It is not safe for
// concurrent use.
//
// It holds up to three blocks of 256 KiB. What it has read it passes on without
// waiting for more, so that a log that is still being written can be followed.
type Reader struct {
	src  io.Reader
	free chan []byte  // to the goroutine: blocks to fill, nil if not made yet
	full chan reading // from it
	last reading      // the rest of what came last
	buf  []byte       // the block that last.text is part of
}

// A reading is what one call of Read has given.
type reading struct {
	text []byte
	err  error
}

// NewReader returns a Reader of src. It does not read yet: the first Read
// starts the goroutine, which ends when src does, or with Close.
func NewReader(src io.Reader) *Reader { return &Reader{src: src} }

// Read reads what there is of the decompressed log. Its errors are those of
// src, and those of compress/gzip.
//
// After Close it returns [fs.ErrClosed].
func (r *Reader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if len(r.last.text) == 0 && r.last.err == nil {
		r.next()
	}
	n := copy(p, r.last.text)
	r.last.text = r.last.text[n:]
	if n == 0 {
		return 0, r.last.err
	}
	return n, nil
}

// next waits for the next reading.
func (r *Reader) next() {
	if r.full == nil {
		r.start()
	} else {
		r.free <- r.buf
	}
	r.last = <-r.full
	r.buf = r.last.text[:0]
}

// start starts the goroutine. Both channels have room for all blocks, so that
// it waits for nothing but a free block, and src.
func (r *Reader) start() {
	r.free, r.full = make(chan []byte, blocks), make(chan reading, blocks)
	for range blocks {
		r.free <- nil
	}
	go readAhead(r.src, r.free, r.full)
}

// Close ends the goroutine. It waits for a Read of src that is under way, and
// after it src is not used again. It does not close src: where a Read of src
// may take for ever, close src first. The error is always nil.
func (r *Reader) Close() error {
	if r.full != nil {
		close(r.free)
		for range r.full {
		}
	}
	*r = Reader{last: reading{err: fs.ErrClosed}}
	return nil
}

// readAhead reads src into free blocks, until src or free ends.
func readAhead(src io.Reader, free <-chan []byte, full chan<- reading) {
	defer close(full)
	// A small buffer: longer reads pass it by.
	head := bufio.NewReaderSize(src, 16)
	src = head
	if magic, _ := head.Peek(len(stream.GzipMagic)); string(magic) == stream.GzipMagic {
		z := stream.NewGunzipper()
		_ = z.Reset(head) // Read returns the error again
		src = z
	}
	for block := range free {
		if block == nil {
			block = make([]byte, blockSize)
		}
		n, err := src.Read(block[:cap(block)])
		full <- reading{block[:n], err}
		if err != nil {
			return
		}
	}
}
