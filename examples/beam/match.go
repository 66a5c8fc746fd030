package main

import (
	"context"
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// match emits the names of the files that match a pattern. It does what
// fileio.MatchFiles does, but for the size and time of each file, which would
// take two requests to Amazon S3 each, one after the other.
func match(ctx context.Context, pattern string, emit func(string)) error {
	fs, err := filesystem.New(ctx, pattern)
	if err != nil {
		return err
	}
	defer fs.Close()
	names, err := fs.List(ctx, pattern)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return fmt.Errorf("no file matches %s", pattern)
	}
	for _, name := range names {
		emit(name)
	}
	return nil
}
