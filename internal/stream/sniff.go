package stream

import (
	"bytes"
	"fmt"
	"io"

	"github.com/awstls/awstls/tlslog"
)

const (
	// maxGzipDepth is how many layers of gzip around a log are undone.
	// Firehose makes two when it compresses what CloudWatch Logs has already
	// compressed.
	maxGzipDepth = 4

	// GzipMagic is what gzip begins with, RFC 1952: ID1, ID2, CM = deflate.
	GzipMagic = "\x1f\x8b\x08"

	utf8BOM = "\xef\xbb\xbf"

	// sniffLen is the length of the longest magic number below.
	sniffLen = 10
)

// foreign are the beginnings of inputs that are given by mistake, with a
// question mark for any byte. None begins a log: what could be the start of a
// row that begins with an ID is as long as it takes to be none.
var foreign = [...]struct{ magic, name string }{
	{"PK\x03\x04", "zip archive"},
	{"PK\x05\x06", "zip archive"},
	{"\x28\xb5\x2f\xfd", "zstd"},
	{"\xfd7zXZ\x00", "xz"},
	{"BZh?1AY&SY", "bzip2"},
	{"\x04\x22\x4d\x18", "lz4"},
	{"\xff\x06\x00\x00sN", "framed snappy"},
	{"PAR1", "Parquet"},
	{"\xff\xfe", "UTF-16 text"},
	{"\xfe\xff", "UTF-16 text"},
}

// sniff reads the first bytes of the log and takes off what lies around its
// text: layers of gzip, by their magic number, and a byte order mark.
func (r *Reader) sniff() error {
	for depth := 0; ; depth++ {
		for r.w-r.r < sniffLen && r.fill() == nil {
			// The log may also end before, or fail: r.err is kept.
		}
		head := r.block[r.r:r.w]
		if r.err == io.EOF && len(head) > 0 && (properPrefix(GzipMagic, head) || properPrefix(utf8BOM, head)) {
			return r.give(io.ErrUnexpectedEOF) // all that is left of something else
		}
		if !bytes.HasPrefix(head, []byte(GzipMagic)) {
			break
		}
		if depth == maxGzipDepth {
			return r.unsupported(fmt.Sprintf("more than %d layers of gzip", maxGzipDepth))
		}
		if err := r.gunzip(depth, head); err != nil {
			return err
		}
	}
	r.sniffed = true
	head := r.Window()
	for _, f := range foreign {
		if begins(head, f.magic) {
			return r.unsupported(f.name)
		}
	}
	if len(head) >= len(utf8BOM) && head[:len(utf8BOM)] == utf8BOM {
		r.Advance(len(utf8BOM))
	}
	return nil
}

// gunzip makes src the decompression of itself.
func (r *Reader) gunzip(depth int, head []byte) error {
	rest := r.src
	if r.err != nil { // src has ended, or failed, within the first bytes
		rest = &failed{r.err}
	}
	z := r.layers[depth]
	if z == nil {
		z = &unzip{gzip: NewGunzipper()}
		r.layers[depth] = z
	}
	err := z.reset(io.MultiReader(bytes.NewReader(head), rest), r.room)
	*r = Reader{src: z, err: err, layers: r.layers, room: r.room}
	return err
}

// unsupported ends the log for what it is.
func (r *Reader) unsupported(what string) error {
	return r.give(fmt.Errorf("%w: %s", tlslog.ErrUnsupported, what))
}

// give ends the log with an error, before any of its text.
func (r *Reader) give(err error) error {
	r.r, r.w = 0, 0
	r.err = err
	return err
}

// begins reports whether head begins with magic, in which a question mark stands
// for any byte.
func begins(head, magic string) bool {
	if len(head) < len(magic) {
		return false
	}
	for i := range len(magic) {
		if magic[i] != '?' && magic[i] != head[i] {
			return false
		}
	}
	return true
}

// properPrefix reports whether head is the start of magic, and not all of it.
func properPrefix(magic string, head []byte) bool {
	return len(head) < len(magic) && magic[:len(head)] == string(head)
}

// failed is a reader that has nothing more but its error.
type failed struct{ err error }

func (f *failed) Read([]byte) (int, error) { return 0, f.err }
