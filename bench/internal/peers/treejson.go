package peers

import (
	"bytes"
	"errors"
	"io"

	"github.com/minio/simdjson-go"
	"github.com/valyala/fastjson"
)

// fastjson and simdjson-go make a tree of an object, from which a program takes
// what it wants.

// A wire takes values out of such a tree. The names are those of a member and of
// the object that it is in, which is empty at the top.
type wire interface {
	// text returns where a string goes, or nil.
	text(object, name []byte) *string

	// number returns where an integer goes, or nil.
	number(name []byte) *int64

	// enter reports whether there is something to take in an object.
	enter(object, name []byte) bool
}

// treePeers returns the peers that read objects into a *W and convert that to
// an R. The readers know where in the log the objects are.
func treePeers[W, R, Ours any, P interface {
	*W
	wire
}](readFast func(io.Reader, func(*fastjson.Value) error) error, readSIMD func(io.Reader, func(simdjson.Iter) error) error,
	convert func(*R, *W) error, project func(Ours) R,
) []Peer {
	peers := []Peer{newPeer("valyala/fastjson", func(log io.Reader, each func(*R)) error {
		var rec R
		return readFast(log, func(v *fastjson.Value) error {
			var w W
			if err := takeFast(P(&w), v, nil); err != nil {
				return err
			}
			if err := convert(&rec, &w); err != nil {
				return err
			}
			each(&rec)
			return nil
		})
	}, project)}
	if !simdjson.SupportedCPU() {
		return peers
	}
	return append(peers, newPeer("minio/simdjson-go", func(log io.Reader, each func(*R)) error {
		var rec R
		return readSIMD(log, func(i simdjson.Iter) error {
			var w W
			if err := takeSIMD(P(&w), &i, nil); err != nil {
				return err
			}
			if err := convert(&rec, &w); err != nil {
				return err
			}
			each(&rec)
			return nil
		})
	}, project))
}

// takeFast takes the members of v, the object of this name, into w.
func takeFast(w wire, v *fastjson.Value, object []byte) error {
	o, err := v.Object()
	if err != nil {
		return err
	}
	o.Visit(func(name []byte, v *fastjson.Value) {
		if err != nil {
			return
		}
		switch v.Type() {
		case fastjson.TypeString:
			if to := w.text(object, name); to != nil {
				var text []byte
				text, err = v.StringBytes()
				*to = string(text)
			}
		case fastjson.TypeNumber:
			if to := w.number(name); to != nil {
				*to, err = v.Int64()
			}
		case fastjson.TypeObject:
			if w.enter(object, name) {
				err = takeFast(w, v, name)
			}
		}
	})
	return err
}

// takeSIMD does the same with simdjson-go.
func takeSIMD(w wire, i *simdjson.Iter, object []byte) error {
	o, err := i.Object(nil)
	if err != nil {
		return err
	}
	var value simdjson.Iter
	for {
		name, kind, err := o.NextElementBytes(&value)
		if err != nil || kind == simdjson.TypeNone {
			return err
		}
		switch kind {
		case simdjson.TypeString:
			if to := w.text(object, name); to != nil {
				*to, err = value.String()
			}
		case simdjson.TypeInt:
			if to := w.number(name); to != nil {
				*to, err = value.Int()
			}
		case simdjson.TypeObject:
			if w.enter(object, name) {
				err = takeSIMD(w, &value, name)
			}
		}
		if err != nil {
			return err
		}
	}
}

// fastLines reads the objects of a log, one for each line.
func fastLines(log io.Reader, each func(*fastjson.Value) error) error {
	var p fastjson.Parser
	return lines(log, func(line []byte) error {
		v, err := p.ParseBytes(line)
		if err != nil {
			return err
		}
		return each(v)
	})
}

// simdLines does the same with simdjson-go, which is faster over many lines at
// once.
func simdLines(log io.Reader, each func(simdjson.Iter) error) error {
	var tree *simdjson.ParsedJson
	return blocks(log, func(block []byte) (err error) {
		tree, err = simdjson.ParseND(block, tree, simdjson.WithCopyStrings(false))
		if err != nil {
			return err
		}
		return tree.ForEach(each)
	})
}

// fastEvents reads the events of a log file of CloudTrail.
func fastEvents(log io.Reader, each func(*fastjson.Value) error) error {
	data, err := wholeBytes(log)
	if err != nil {
		return err
	}
	var p fastjson.Parser
	file, err := p.ParseBytes(data)
	if err != nil {
		return err
	}
	for _, v := range file.GetArray("Records") {
		if err := each(v); err != nil {
			return err
		}
	}
	return nil
}

// simdEvents does the same with simdjson-go.
func simdEvents(log io.Reader, each func(simdjson.Iter) error) error {
	data, err := wholeBytes(log)
	if err != nil {
		return err
	}
	tree, err := simdjson.Parse(data, nil, simdjson.WithCopyStrings(false))
	if err != nil {
		return err
	}
	var records simdjson.Element
	err = tree.ForEach(func(i simdjson.Iter) error {
		_, err := i.FindElement(&records, "Records")
		return err
	})
	if err != nil {
		return err
	}
	array, err := records.Iter.Array(nil)
	if err != nil {
		return err
	}
	array.ForEach(func(i simdjson.Iter) {
		if err == nil {
			err = each(i)
		}
	})
	return err
}

// blockSize is the size of the blocks of blocks.
const blockSize = 1 << 20

var errLongLine = errors.New("a line is longer than a block")

// blocks calls each with blocks of whole lines. A block is overwritten later.
func blocks(log io.Reader, each func(block []byte) error) error {
	buf := make([]byte, blockSize)
	kept := 0
	for {
		n, err := io.ReadFull(log, buf[kept:])
		n += kept
		end := n // at the end of the log the last line may have no line feed
		if err == nil {
			end = bytes.LastIndexByte(buf[:n], '\n') + 1
			if end == 0 {
				return errLongLine
			}
		} else if err != io.EOF && err != io.ErrUnexpectedEOF {
			return err
		}
		if len(bytes.TrimSpace(buf[:end])) > 0 {
			if err := each(buf[:end]); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
		kept = copy(buf, buf[end:n])
	}
}
