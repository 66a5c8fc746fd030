package main

import (
	"bufio"
	"context"
	"errors"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// write writes lines to a file, in any order. Unlike textio.Write it does so
// even if there are none, so that no file of an earlier run is taken for one of
// this run.
func write(s beam.Scope, name string, lines beam.PCollection) {
	once := beam.AddFixedKey(s, beam.Impulse(s))
	beam.ParDo0(s, &writeFn{Name: name}, beam.CoGroupByKey(s, once, beam.AddFixedKey(s, lines)))
}

// writeFn is what write does on a worker.
type writeFn struct{ Name string }

func (w *writeFn) ProcessElement(ctx context.Context, _ int, _ func(*[]byte) bool, lines func(*string) bool) error {
	fs, err := filesystem.New(ctx, w.Name)
	if err != nil {
		return err
	}
	defer fs.Close()
	file, err := fs.OpenWrite(ctx, w.Name)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(file)
	for line := ""; lines(&line); {
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return errors.Join(b.Flush(), file.Close())
}
