package parquetfile

import (
	"encoding/binary"
	"math/bits"
)

// A runs reads numbers in Parquet's hybrid of run lengths and bit packing, in
// which levels, indexes of a dictionary and booleans are written.
type runs struct {
	data  []byte // behind the run at hand
	width uint   // of a number in bits, at most 32

	left   uint64 // numbers in the run
	value  uint32 // of all of them, unless they are packed
	packed []byte // the numbers, or nil
	bit    uint   // where the next one starts in packed, 0 to 7
}

// next returns the next number.
func (r *runs) next() (uint32, error) {
	for r.left == 0 {
		if err := r.run(); err != nil {
			return 0, err
		}
	}
	r.left--
	if r.packed == nil {
		return r.value, nil
	}
	return r.unpack(), nil
}

// run goes to the next run.
func (r *runs) run() error {
	head, n := binary.Uvarint(r.data)
	if n <= 0 {
		return corrupt("page ends within its values")
	}
	r.data = r.data[n:]
	r.packed, r.value, r.bit = nil, 0, 0
	count := head >> 1
	if head&1 == 0 {
		size := int(r.width+7) / 8
		if size > len(r.data) {
			return corrupt("page ends within its values")
		}
		for i, c := range r.data[:size] {
			r.value |= uint32(c) << (8 * i)
		}
		r.data = r.data[size:]
		r.left = count
		return nil
	}
	if r.width == 0 {
		r.left = count * 8
		return nil
	}
	if count > uint64(len(r.data)) { // each eight numbers take a byte at least
		return corrupt("page ends within its values")
	}
	size := count * uint64(r.width)
	if size > uint64(len(r.data)) {
		return corrupt("page ends within its values")
	}
	r.packed, r.data = r.data[:size], r.data[size:]
	r.left = count * 8
	return nil
}

// unpack returns the next number of packed, which has one.
func (r *runs) unpack() uint32 {
	var word uint64
	if len(r.packed) >= 8 {
		word = binary.LittleEndian.Uint64(r.packed)
	} else {
		for i, c := range r.packed {
			word |= uint64(c) << (8 * i)
		}
	}
	v := uint32(word >> r.bit & (1<<r.width - 1))
	r.bit += r.width
	r.packed, r.bit = r.packed[r.bit/8:], r.bit%8
	return v
}

// levelWidth returns the width of levels up to limit.
func levelWidth(limit int) uint { return uint(bits.Len(uint(limit))) }
