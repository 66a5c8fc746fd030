package parquetfile

import (
	"encoding/binary"
	"errors"

	"github.com/parquet-go/parquet-go/encoding/thrift"
)

// These bound what decoding a Thrift structure can cost.
const (
	maxDepth = 32 // of structures and lists within one another; Parquet's need 8

	// structBytes is more than any structure of Parquet takes in memory.
	// That of a column chunk, of some 700 bytes, can stand for a single byte
	// of a malformed footer.
	structBytes = 1 << 10
)

// errShort says that a structure does not end where its text does.
var errShort = errors.New("structure is cut off")

// A survey walks through a structure in Thrift's compact protocol without
// decoding it.
type survey struct {
	text   []byte
	pos    int
	memory int64 // that decoding takes, at most
}

// decodeThrift decodes the structure at the start of text into v, if that takes
// no more than limit bytes of memory. It returns the length of its text, and how
// many bytes of memory it takes at most.
func decodeThrift(text []byte, limit int64, v any) (length int, memory int64, err error) {
	s := survey{text: text}
	if err := s.structure(0); err != nil {
		return 0, 0, err
	}
	if s.memory += int64(s.pos); s.memory > limit {
		return 0, 0, limitError("its metadata takes over %d bytes", limit)
	}
	var protocol thrift.CompactProtocol
	err = guard(func() error { return thrift.Unmarshal(&protocol, text[:s.pos], v) })
	if err != nil {
		return 0, 0, corrupt("metadata")
	}
	return s.pos, s.memory, nil
}

// guard makes an error of a panic in f.
func guard(f func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = ErrCorrupt
		}
	}()
	return f()
}

// The types of Thrift's compact protocol.
const (
	typeTrue = iota + 1
	typeFalse
	typeByte
	typeI16
	typeI32
	typeI64
	typeDouble
	typeBinary
	typeList
	typeSet
	_ // a map, which Parquet does not have
	typeStruct
)

func (s *survey) structure(depth int) error {
	if depth > maxDepth {
		return corrupt("metadata is nested too deep")
	}
	for {
		head, err := s.byte()
		if err != nil || head == 0 {
			return err
		}
		if head>>4 == 0 { // else it is the distance from the last field
			if _, err := s.varint(); err != nil {
				return err
			}
		}
		switch kind := head & 15; kind {
		case typeTrue, typeFalse:
		default:
			if err := s.value(kind, depth); err != nil {
				return err
			}
		}
	}
}

// value passes over a value that is no field of type bool.
func (s *survey) value(kind byte, depth int) error {
	switch kind {
	case typeTrue, typeFalse, typeByte:
		_, err := s.byte()
		return err
	case typeI16, typeI32, typeI64:
		_, err := s.varint()
		return err
	case typeDouble:
		return s.skip(8)
	case typeBinary:
		n, err := s.varint()
		if err != nil {
			return err
		}
		return s.skip(n)
	case typeStruct:
		return s.structure(depth + 1)
	case typeList, typeSet:
		return s.list(depth + 1)
	}
	return corrupt("metadata")
}

func (s *survey) list(depth int) error {
	if depth > maxDepth {
		return corrupt("metadata is nested too deep")
	}
	head, err := s.byte()
	if err != nil {
		return err
	}
	n := uint64(head >> 4)
	if n == 15 {
		if n, err = s.varint(); err != nil {
			return err
		}
	}
	// Each element takes a byte at least, so that this ends, and n fits an int.
	if n > uint64(len(s.text)-s.pos) {
		return errShort
	}
	size := int64(16)
	if head&15 >= typeList {
		size = structBytes
	}
	s.memory += int64(n) * size
	for range n {
		if err := s.value(head&15, depth); err != nil {
			return err
		}
	}
	return nil
}

func (s *survey) byte() (byte, error) {
	if s.pos >= len(s.text) {
		return 0, errShort
	}
	s.pos++
	return s.text[s.pos-1], nil
}

func (s *survey) varint() (uint64, error) {
	n, size := binary.Uvarint(s.text[s.pos:])
	switch {
	case size == 0:
		return 0, errShort
	case size < 0:
		return 0, corrupt("metadata")
	}
	s.pos += size
	return n, nil
}

func (s *survey) skip(n uint64) error {
	if n > uint64(len(s.text)-s.pos) {
		return errShort
	}
	s.pos += int(n)
	return nil
}
