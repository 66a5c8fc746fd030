package inflate

import (
	"encoding/binary"
	"errors"
	"io"
)

const (
	// inputSize is the size of the buffer for compressed bytes.
	inputSize = 64 << 10

	// maxEmptyReads is how many times in a row a source may return nothing
	// and no error, as in package bufio.
	maxEmptyReads = 100
)

// errCount is the error for a source that breaks the contract of io.Reader.
var errCount = errors.New("inflate: reader returned an impossible count")

// input is the compressed stream, as bits and as bytes.
//
// Bytes go from src to buf and from there to bits, which may run ahead of what
// is used by several bytes. Only when buf is empty and bits has too few is src
// read. That gives two properties: nothing waits for input that it can do
// without, and the whole bytes in bits are always the last before buf[pos], so
// that align can give them back.
type input struct {
	src      io.Reader
	err      error // why src has no more bytes
	buf      [inputSize]byte
	pos, end int    // buf[pos:end] is still to be used
	read     int64  // bytes that src has given
	bits     uint64 // the next bits, from the lowest; none above the first n is set
	n        uint
}

func (in *input) reset(src io.Reader) {
	in.src, in.err = src, nil
	in.pos, in.end, in.read = 0, 0, 0
	in.bits, in.n = 0, 0
}

// offset returns how many bytes of the stream have been used, the one that has
// been used in part included.
func (in *input) offset() int64 {
	return in.read - int64(in.end-in.pos) - int64(in.n/8)
}

// empty reports whether the next byte needs src.
func (in *input) empty() bool { return in.pos == in.end }

// fill reads src into buf, which must be empty.
func (in *input) fill() error {
	for range maxEmptyReads {
		if in.err != nil {
			return in.err
		}
		n, err := in.src.Read(in.buf[:])
		if n < 0 || n > len(in.buf) {
			n, err = 0, errCount
		}
		in.pos, in.end, in.err = 0, n, err
		in.read += int64(n)
		if n > 0 {
			return nil
		}
	}
	in.err = io.ErrNoProgress
	return in.err
}

// need makes sure of k bits, at most 32. Where the stream ends before, the
// error is [io.ErrUnexpectedEOF].
func (in *input) need(k uint) error {
	for in.n < k {
		if in.empty() {
			if err := in.fill(); err != nil {
				return noEOF(err)
			}
		}
		if in.end-in.pos >= 8 {
			in.bits |= binary.LittleEndian.Uint64(in.buf[in.pos:]) << in.n
			in.pos += int((63 - in.n) / 8)
			in.n |= 56 // the whole bytes that found room
			in.bits &= 1<<in.n - 1
			continue
		}
		in.bits |= uint64(in.buf[in.pos]) << in.n
		in.pos++
		in.n += 8
	}
	return nil
}

// take removes k bits, of which need has made sure.
func (in *input) take(k uint) uint64 {
	v := in.bits & (1<<k - 1)
	in.bits >>= k
	in.n -= k
	return v
}

// number reads k bits, at most 32.
func (in *input) number(k uint) (uint64, error) {
	if err := in.need(k); err != nil {
		return 0, err
	}
	return in.take(k), nil
}

// align drops the rest of the byte that has been used in part, and gives the
// whole bytes behind it back to buf.
func (in *input) align() {
	in.pos -= int(in.n / 8)
	in.bits, in.n = 0, 0
}

// noEOF returns the error for a stream that may not end where it does.
func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
