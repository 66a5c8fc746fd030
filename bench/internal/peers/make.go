package peers

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Make makes a log of about size bytes at path, and returns its exact size
// before it was compressed. A case of several files gets a folder.
func (c Case) Make(path string, size int64, seed uint64) (plain int64, err error) {
	if c.Files == 0 {
		return c.makeFile(path, size, seed)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		return 0, err
	}
	n := uint64(c.Files)
	for i := range n {
		// Each file has a seed of its own: no two logs are to have equal files.
		part, err := c.makeFile(filepath.Join(path, fmt.Sprintf("%04d.log.gz", i)), size/int64(n), seed*n+i)
		if err != nil {
			return 0, err
		}
		plain += part
	}
	return plain, nil
}

func (c Case) makeFile(path string, size int64, seed uint64) (plain int64, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	b := bufio.NewWriter(f)
	counted := &counter{w: b}
	if c.Gzip {
		zw := gzip.NewWriter(b)
		counted.w = zw
		err = c.Generate(counted, size, seed)
		if closeErr := zw.Close(); err == nil {
			err = closeErr
		}
	} else {
		err = c.Generate(counted, size, seed)
	}
	if err == nil {
		err = b.Flush()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return counted.n, err
}

// A counter counts what is written to w.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
