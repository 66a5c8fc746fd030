package main

import (
	"context"
	"io"
	"os"
)

// A follower reads a file that grows. At its end it waits for more, so that a
// record of which only a part is there waits, too. It is at its end for good
// when the file has been replaced or has become shorter.
type follower struct {
	ctx  context.Context // until when
	file *os.File
	read int64 // bytes
}

// Read implements [io.Reader].
func (f *follower) Read(p []byte) (int, error) {
	replaced := false
	for {
		n, err := f.file.Read(p)
		f.read += int64(n)
		if n > 0 || err != io.EOF || replaced {
			return n, err
		}
		info, err := f.file.Stat()
		if err != nil {
			return 0, err
		}
		if info.Size() < f.read {
			return 0, io.EOF
		}
		// While there is no file of the name another one is on its way. What
		// was written up to now must still be read.
		if named, err := os.Stat(f.file.Name()); err == nil && !os.SameFile(info, named) {
			replaced = true
			continue
		}
		if err := wait(f.ctx); err != nil {
			return 0, err
		}
	}
}
