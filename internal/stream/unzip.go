package stream

import (
	"io"

	"github.com/awstls/awstls/internal/inflate"
	"github.com/klauspost/compress/gzip"
)

// ownInflate selects this module's own inflate. Without it, klauspost's undoes
// gzip in its place, with the same logs in about twice the time: should
// ours ever be suspected of an error, that is the first thing to try.
const ownInflate = true

// A Gunzipper undoes gzip: members that follow one another are one stream.
// Reset reads the header of the first from src. Its error Read returns again.
type Gunzipper interface {
	io.Reader
	Reset(src io.Reader) error
}

// NewGunzipper returns one that has to be Reset before use.
func NewGunzipper() Gunzipper {
	if ownInflate {
		return new(inflate.Reader)
	}
	return new(gzip.Reader)
}

// An unzip is a layer of gzip. It is kept for the next log, for it takes much
// memory.
//
// Members that follow one another are one stream; bytes after the last of them
// that are no member are an error, for they would be lost.
type unzip struct {
	gzip Gunzipper
	room *int64 // see Reader.Limit
}

// reset makes z read from src.
func (z *unzip) reset(src io.Reader, room *int64) error {
	z.room = room
	err := z.gzip.Reset(src)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// Read implements [io.Reader].
func (z *unzip) Read(p []byte) (int, error) {
	n, err := z.gzip.Read(p)
	if z.room != nil {
		if *z.room -= int64(n); *z.room < 0 {
			return 0, ErrRoom
		}
	}
	return n, err
}
