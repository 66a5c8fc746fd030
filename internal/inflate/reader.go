package inflate

import (
	"compress/gzip"
	"hash/crc32"
	"io"
)

// A Reader reads what one or more members of gzip hold, one after the other.
//
// The zero Reader has to be Reset before use. A Reader takes about 130 KB,
// whatever the input.
type Reader struct {
	in      input
	state   state
	history history
	err     error

	// Of the member.
	crc, size uint32 // of what has been read of it

	// Of the block.
	final       bool // it is the last of its member
	lits        litTable
	dists       distTable
	lens        lenTable // of the code that the lengths of codes are in
	fixedTables bool     // lits and dists are those of the fixed codes

	// What is still to be copied: bytes of a stored block, or of a match with
	// its distance, which is 0 until it is known.
	length, distance int
}

// Reset makes r read the members of gzip in src, and reads the header of the
// first. Its errors are those of [Reader.Read]: for an empty src, [io.EOF].
//
// Behind the last member r reads on until src has ended.
func (r *Reader) Reset(src io.Reader) error {
	r.in.reset(src)
	r.state, r.length, r.distance = atHeader, 0, 0
	r.err = r.header()
	return r.err
}

// Read fills p as far as it can without waiting for src when it has something
// to return. It can overwrite all of p.
//
// The error is [io.EOF] behind the last member, [io.ErrUnexpectedEOF] within
// one, [gzip.ErrHeader], [gzip.ErrChecksum] for a wrong checksum or length, a
// [compress/flate.CorruptInputError] with the number of compressed bytes up to
// the error, or that of src. It is final, and comes after all that the stream
// holds before it.
//
// As in compress/gzip, bytes behind a member that are no header are
// gzip.ErrHeader, and so is a name or a comment of more than 511 bytes.
func (r *Reader) Read(p []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	w := 0
	for r.err == nil && w < len(p) {
		if w > 0 && (r.in.empty() || r.state == atTrailer) {
			break
		}
		switch r.state {
		case atHeader:
			r.err = r.header()
		case atBlock:
			r.err = r.block()
		case inStored:
			w, r.err = r.stored(p, w)
		case inSymbols:
			if r.length == 0 {
				w = r.fast(p, w)
			}
			w, r.err = r.careful(p, w)
		case atTrailer:
			r.err = r.trailer()
		}
	}
	p = p[:w]
	r.history.add(p)
	r.crc = crc32.Update(r.crc, crc32.IEEETable, p)
	r.size += uint32(w)
	if w > 0 {
		return w, nil
	}
	return 0, r.err
}

// A state is what comes next in the compressed stream.
type state uint8

const (
	atHeader  state = iota // of a member, or the end
	atBlock                // the header of a block, or the end of the last
	inStored               // bytes of a stored block
	inSymbols              // symbols of a compressed block
	atTrailer              // of a member
)

// Of the header of a member, RFC 1952 section 2.3.
const (
	id1, id2, deflate = 0x1f, 0x8b, 8

	flagHeaderCRC = 1 << 1
	flagExtra     = 1 << 2
	flagName      = 1 << 3
	flagComment   = 1 << 4
	flagsReserved = 7 << 5

	// maxText is the limit of the name and of the comment with their zero
	// bytes, as in package compress/gzip.
	maxText = 512
)

// header reads the header of a member.
func (r *Reader) header() error {
	if r.in.n == 0 && r.in.empty() {
		if err := r.in.fill(); err != nil {
			return err // io.EOF is the good end
		}
	}
	r.crc = 0
	var h [10]byte
	for i := range h {
		var err error
		if h[i], err = r.headerByte(); err != nil {
			return err
		}
	}
	if h[0] != id1 || h[1] != id2 || h[2] != deflate {
		return gzip.ErrHeader
	}
	flags := h[3]
	if flags&flagExtra != 0 {
		if err := r.skipExtra(); err != nil {
			return err
		}
	}
	for _, flag := range [...]byte{flagName, flagComment} {
		if flags&flag != 0 {
			if err := r.skipText(); err != nil {
				return err
			}
		}
	}
	if flags&flagHeaderCRC != 0 {
		want := uint64(r.crc & 0xffff)
		if crc, err := r.in.number(16); err != nil {
			return err
		} else if crc != want {
			return gzip.ErrHeader
		}
	}
	if flags&flagsReserved != 0 {
		return gzip.ErrHeader
	}
	r.crc, r.size, r.final = 0, 0, false
	r.history.clear()
	r.state = atBlock
	return nil
}

// headerByte reads a byte that the header's checksum is over.
func (r *Reader) headerByte() (byte, error) {
	b, err := r.in.number(8)
	r.crc = ^(crc32.IEEETable[byte(^r.crc)^byte(b)] ^ ^r.crc>>8)
	return byte(b), err
}

// skipExtra passes over the extra field of a header.
func (r *Reader) skipExtra() error {
	low, err := r.headerByte()
	if err != nil {
		return err
	}
	high, err := r.headerByte()
	if err != nil {
		return err
	}
	for range int(high)<<8 | int(low) {
		if _, err := r.headerByte(); err != nil {
			return err
		}
	}
	return nil
}

// skipText passes over a zero-terminated text of a header.
func (r *Reader) skipText() error {
	for range maxText {
		if b, err := r.headerByte(); b == 0 || err != nil {
			return err
		}
	}
	return gzip.ErrHeader
}

// trailer reads the checksum and the length of a member and checks them.
func (r *Reader) trailer() error {
	crc, err := r.in.number(32)
	if err != nil {
		return err
	}
	size, err := r.in.number(32)
	if err != nil {
		return err
	}
	if crc != uint64(r.crc) || size != uint64(r.size) {
		return gzip.ErrChecksum
	}
	r.state = atHeader
	return nil
}
