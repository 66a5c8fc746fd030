package parquetfile

import "encoding/binary"

// maxBlock is the number of values in the longest block of differences that is
// read. Writers use 128 and 256.
const maxBlock = 1 << 16

// A deltas reads integers in the encoding DELTA_BINARY_PACKED: a first value,
// and blocks of differences that are packed in miniblocks of one width each.
type deltas struct {
	data  []byte // behind the miniblock at hand
	left  uint64 // values to be read
	value int64  // the last one, or the first before it was read
	begun bool

	miniblocks int // in a block
	length     int // of a miniblock in values

	widths []byte // of the miniblocks of the block that are still to come
	least  int64  // difference in the block
	packed []byte // the miniblock
	width  uint
	bit    uint // in packed
	inMini int  // values left in it
}

// open begins with the values in data.
func (d *deltas) open(data []byte) error {
	*d = deltas{data: data}
	block, err := d.varint()
	if err != nil {
		return err
	}
	miniblocks, err := d.varint()
	if err != nil {
		return err
	}
	if d.left, err = d.varint(); err != nil {
		return err
	}
	if block == 0 || block > maxBlock || miniblocks == 0 || block%miniblocks != 0 || block/miniblocks%8 != 0 {
		return corrupt("blocks of differences")
	}
	d.miniblocks, d.length = int(miniblocks), int(block/miniblocks)
	d.value, err = d.signed()
	return err
}

// next returns the next value.
func (d *deltas) next() (int64, error) {
	if d.left == 0 {
		return 0, corrupt("page ends within its values")
	}
	d.left--
	if !d.begun {
		d.begun = true
		return d.value, nil
	}
	if d.inMini == 0 {
		if err := d.miniblock(); err != nil {
			return 0, err
		}
	}
	d.inMini--
	d.value += d.least + int64(d.unpack())
	return d.value, nil
}

// miniblock goes to the next miniblock. The last one may be cut short.
func (d *deltas) miniblock() (err error) {
	if len(d.widths) == 0 {
		if d.least, err = d.signed(); err != nil {
			return err
		}
		if len(d.data) < d.miniblocks {
			return corrupt("page ends within its values")
		}
		d.widths, d.data = d.data[:d.miniblocks], d.data[d.miniblocks:]
	}
	d.width, d.widths = uint(d.widths[0]), d.widths[1:]
	if d.width > 64 {
		return corrupt("width of differences")
	}
	size := min(d.length*int(d.width)/8, len(d.data))
	d.packed, d.data = d.data[:size], d.data[size:]
	d.bit, d.inMini = 0, d.length
	return nil
}

// unpack returns the next difference of the miniblock. What a miniblock that
// is cut short does not have is zero.
func (d *deltas) unpack() uint64 {
	var low, high uint64 // 65 to 71 bits can hold a difference
	switch n := len(d.packed); {
	case n >= 9:
		low, high = binary.LittleEndian.Uint64(d.packed), uint64(d.packed[8])
	default:
		for i, c := range d.packed {
			if i < 8 {
				low |= uint64(c) << (8 * i)
			}
		}
	}
	v := low >> d.bit
	if d.bit > 0 {
		v |= high << (64 - d.bit)
	}
	if d.width < 64 {
		v &= 1<<d.width - 1
	}
	d.bit += d.width
	d.packed, d.bit = d.packed[min(int(d.bit/8), len(d.packed)):], d.bit%8
	return v
}

// rest returns what lies behind the values, none of which was read.
func (d deltas) rest() ([]byte, error) {
	for left := d.left; left > 1; left -= min(left-1, uint64(d.length)) {
		if err := d.miniblock(); err != nil {
			return nil, err
		}
	}
	// Miniblocks behind the last value have no bytes, but widths.
	return d.data, nil
}

func (d *deltas) varint() (uint64, error) {
	v, n := binary.Uvarint(d.data)
	if n <= 0 {
		return 0, corrupt("page ends within its values")
	}
	d.data = d.data[n:]
	return v, nil
}

func (d *deltas) signed() (int64, error) {
	v, n := binary.Varint(d.data)
	if n <= 0 {
		return 0, corrupt("page ends within its values")
	}
	d.data = d.data[n:]
	return v, nil
}
