package parquetfile

import (
	"bytes"
	"io"
	"slices"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/format"
)

// An inflater decompresses pages, none to more than it should have.
type inflater struct {
	gzip *gzip.Reader
	zstd *zstd.Decoder
}

// inflate decompresses text to size bytes, into dst if there is room.
func (f *inflater) inflate(dst, text []byte, codec format.CompressionCodec, size int) ([]byte, error) {
	dst = slices.Grow(dst[:0], size)
	var err error
	switch codec {
	case format.Snappy:
		if n, err := snappy.DecodedLen(text); err != nil || n != size {
			return nil, corrupt("compressed page")
		}
		dst, err = snappy.Decode(dst[:size], text)
	case format.Gzip:
		dst, err = f.gunzip(dst[:size], text)
	case format.Zstd:
		if f.zstd == nil {
			// A decoder that is limited to the room in dst, and to one
			// goroutine, which it starts for streams only.
			f.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecodeAllCapLimit(true))
			if err != nil {
				return nil, err
			}
		}
		dst, err = f.zstd.DecodeAll(text, dst[:0:size])
	default:
		return nil, unsupported("compression by " + codec.String())
	}
	if err != nil || len(dst) != size {
		return nil, corrupt("compressed page")
	}
	return dst, nil
}

// gunzip fills dst, and checks that there is no more.
func (f *inflater) gunzip(dst, text []byte) (_ []byte, err error) {
	if in := bytes.NewReader(text); f.gzip == nil {
		f.gzip, err = gzip.NewReader(in)
	} else {
		err = f.gzip.Reset(in)
	}
	if err != nil {
		f.gzip = nil
		return nil, err
	}
	if _, err := io.ReadFull(f.gzip, dst); err != nil {
		return nil, err
	}
	if n, err := f.gzip.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		return nil, io.ErrShortBuffer
	}
	return dst, nil
}
