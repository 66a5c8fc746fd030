package parquetfile

import (
	"errors"
	"fmt"

	"github.com/awstls/awstls/tlslog"
)

// These are the errors found in those of this package, besides
// [io.ErrUnexpectedEOF] for a file that was cut off and what the reader of the
// file returns.
var (
	ErrNotParquet  = errors.New("not a Parquet file")
	ErrCorrupt     = errors.New("malformed Parquet file")
	ErrLimit       = errors.New("the file exceeds a limit")
	ErrUnsupported = tlslog.ErrUnsupported
)

// corrupt says what is wrong with a file.
func corrupt(what string) error { return fmt.Errorf("%w: %s", ErrCorrupt, what) }

// unsupported names what cannot be read.
func unsupported(what string) error { return fmt.Errorf("%w: %s", ErrUnsupported, what) }
