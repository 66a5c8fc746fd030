package peers

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/bytedance/sonic"
	jsonv2 "github.com/go-json-experiment/json"
	goccy "github.com/goccy/go-json"
	segmentio "github.com/segmentio/encoding/json"
)

// The JSON libraries are each used in the way that is the fastest for the task.

// jsonLinePeers returns the peers that read a log of JSON objects, one for each
// line, into a W, and convert that to an R.
func jsonLinePeers[W, R, Ours any](convert func(*R, *W) error, project func(Ours) R) []Peer {
	var peers []Peer
	for _, p := range []struct {
		name    string
		objects objectReader
	}{
		{"encoding/json", decodeObjects},
		{"goccy/go-json", unmarshalLines(func(line []byte, v any) error { return goccy.Unmarshal(line, v) })},
		{"bytedance/sonic", unmarshalLines(sonic.ConfigFastest.Unmarshal)},
		{"segmentio/encoding", unmarshalLines(func(line []byte, v any) error { return parseSegmentio(bytes.Clone(line), v) })},
		{"json/v2", unmarshalLines(func(line []byte, v any) error { return jsonv2.Unmarshal(line, v) })},
	} {
		peers = append(peers, newPeer(p.name, func(log io.Reader, each func(*R)) error {
			var wire, empty W
			var rec R
			return p.objects(log, &wire, func() error {
				if err := convert(&rec, &wire); err != nil {
					return err
				}
				each(&rec)
				wire = empty
				return nil
			})
		}, project))
	}
	return peers
}

// An objectReader reads the objects of a log into *v, one after the other, and
// calls each behind every one.
type objectReader func(log io.Reader, v any, each func() error) error

// unmarshalLines returns an objectReader that reads each line with unmarshal,
// which is not to keep the line.
func unmarshalLines(unmarshal func(line []byte, v any) error) objectReader {
	return func(log io.Reader, v any, each func() error) error {
		return lines(log, func(line []byte) error {
			if err := unmarshal(line, v); err != nil {
				return err
			}
			return each()
		})
	}
}

// decodeObjects reads a log with a decoder of encoding/json.
func decodeObjects(log io.Reader, v any, each func() error) error {
	d := json.NewDecoder(log)
	for {
		err := d.Decode(v)
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = each()
		}
		if err != nil {
			return err
		}
	}
}

// The functions below read a whole log into *v. What is there then may share
// memory with the log.

func goccyFile(log io.Reader, v any) error {
	data, err := wholeBytes(log)
	if err != nil {
		return err
	}
	return goccy.Unmarshal(data, v)
}

func sonicFile(log io.Reader, v any) error {
	text, err := wholeText(log)
	if err != nil {
		return err
	}
	return sonic.ConfigFastest.UnmarshalFromString(text, v)
}

func segmentioFile(log io.Reader, v any) error {
	data, err := wholeBytes(log)
	if err != nil {
		return err
	}
	return parseSegmentio(data, v)
}

// parseSegmentio reads data, which is not to be written to any more, into *v.
func parseSegmentio(data []byte, v any) error {
	_, err := segmentio.Parse(data, v, segmentio.ZeroCopy|segmentio.DontMatchCaseInsensitiveStructFields)
	return err
}
