package peers

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"strings"
)

// bufferSize is the size of the buffers of peers that read one part of the log
// after the other. It is what this library's decoders use.
const bufferSize = 256 << 10

// A Memory is a log in memory.
type Memory struct {
	*bytes.Reader
	log []byte

	// For peers that take a whole log there is a copy of it on the heap, where
	// a program would have read it into. It is made when it is first asked for.
	data []byte
	text string
}

// NewMemory returns a Memory with a log that is not to be written to any more.
func NewMemory(log []byte) *Memory { return &Memory{Reader: bytes.NewReader(log), log: log} }

// Rewind makes m be read again from its start.
func (m *Memory) Rewind() { m.Reset(m.log) }

// wholeBytes returns all of a log.
func wholeBytes(log io.Reader) ([]byte, error) {
	switch log := log.(type) {
	case *Memory:
		if log.data == nil {
			log.data = bytes.Clone(log.log)
		}
		return log.data, nil
	case *os.File:
		return os.ReadFile(log.Name())
	}
	return io.ReadAll(log)
}

// wholeText returns all of a log as a string.
func wholeText(log io.Reader) (string, error) {
	var b strings.Builder
	switch log := log.(type) {
	case *Memory:
		if log.text == "" {
			log.text = string(log.log)
		}
		return log.text, nil
	case *os.File:
		if info, err := log.Stat(); err == nil {
			b.Grow(int(info.Size()))
		}
	}
	_, err := io.Copy(&b, log)
	return b.String(), err
}

// lines calls each with every line of a log. The line is overwritten later.
func lines(log io.Reader, each func(line []byte) error) error {
	sc := bufio.NewScanner(log)
	sc.Buffer(make([]byte, bufferSize), bufferSize)
	for sc.Scan() {
		if err := each(sc.Bytes()); err != nil {
			return err
		}
	}
	return sc.Err()
}
