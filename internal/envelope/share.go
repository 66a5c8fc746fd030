package envelope

import (
	"errors"
	"io"
)

// ErrTurn means that a decoder has read the line or the value that was its to
// read; see [Reader.Share]. It is not final.
var ErrTurn = errors.New("the next line or value is not this decoder's to read")

// Share returns what a decoder is to be made to read from, so that it reads
// with r itself, and not with a Reader of its own: several decoders can then
// read one log, each the lines and values that are of its source. The decoder
// may read one line or value for each call of GiveTurn, and gets ErrTurn where
// it would read another one.
func (r *Reader) Share() io.Reader { return share{r} }

// GiveTurn allows the decoder that is called next to read one line or value.
func (r *Reader) GiveTurn() { r.turn = true }

// Turn is called before a line is read. It returns nil, or ErrTurn.
func (r *Reader) Turn() error {
	if r.shared == nil {
		return nil
	}
	if !r.shared.turn {
		return ErrTurn
	}
	r.shared.turn = false
	return nil
}

// A share is a Reader that is shared. It is no source of bytes.
type share struct{ r *Reader }

func (share) Read([]byte) (int, error) { return 0, io.EOF }
