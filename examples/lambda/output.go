package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// A store is what the function needs of Amazon S3; an [s3.Client] is one.
type store interface {
	GetObject(context.Context, *s3.GetObjectInput, ...func(*s3.Options)) (*s3.GetObjectOutput, error)
	PutObject(context.Context, *s3.PutObjectInput, ...func(*s3.Options)) (*s3.PutObjectOutput, error)
}

// suffix is the end of the key of each object that is written.
const suffix = ".ndjson.gz"

// An output is where lines go: into a bucket or, if it has none, to stdout.
type output struct {
	store          store
	bucket, prefix string // the prefix is empty or ends in a slash

	mu     sync.Mutex // an invocation at a time writes to stdout
	stdout io.Writer
}

// parseOutput sets where lines go from what OUTPUT can be.
func (o *output) parse(text string) error {
	if text == "" || text == "stdout" {
		return nil
	}
	rest, ok := strings.CutPrefix(text, "s3://")
	bucket, prefix, _ := strings.Cut(rest, "/")
	if !ok || bucket == "" {
		return errors.New("OUTPUT takes stdout, s3://bucket or s3://bucket/prefix")
	}
	o.bucket = bucket
	if prefix = strings.TrimRight(prefix, "/"); prefix != "" {
		o.prefix = prefix + "/"
	}
	return nil
}

// wrote reports whether the key of an object is one that o gives.
func (o *output) wrote(bucket, key string) bool {
	return o.bucket != "" && bucket == o.bucket && strings.HasPrefix(key, o.prefix) && strings.HasSuffix(key, suffix)
}

// key returns the key of the object for the input of this name. S3 allows 1,024
// bytes; a longer key is replaced by its hash.
func (o *output) key(name string) string {
	const limit = 1024
	if key := o.prefix + name + suffix; len(key) <= limit {
		return key
	}
	return o.prefix + "long/" + hash([]byte(name)) + suffix
}

// hash returns a name that is unique to the text.
func hash(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// A pending holds the lines of an input in a file until all are there.
type pending struct {
	file *os.File
	buf  *bufio.Writer
	gzip *gzip.Writer // nil for stdout
}

// begin returns a pending for an input. Its user must discard it at the end.
func (o *output) begin() (*pending, error) {
	file, err := os.CreateTemp("", "awstls-*")
	if err != nil {
		return nil, err
	}
	p := &pending{file: file, buf: bufio.NewWriterSize(file, 64<<10)}
	if o.bucket != "" {
		p.gzip = gzip.NewWriter(p.buf)
	}
	return p, nil
}

func (p *pending) Write(b []byte) (int, error) {
	if p.gzip != nil {
		return p.gzip.Write(b)
	}
	return p.buf.Write(b)
}

// discard removes what p holds.
func (p *pending) discard() {
	_ = p.file.Close()
	_ = os.Remove(p.file.Name())
}

// keep makes the lines in p those of the input of this name.
func (o *output) keep(ctx context.Context, name string, p *pending) error {
	if p.gzip != nil {
		if err := p.gzip.Close(); err != nil {
			return err
		}
	}
	if err := p.buf.Flush(); err != nil {
		return err
	}
	if _, err := p.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if o.bucket == "" {
		o.mu.Lock()
		defer o.mu.Unlock()
		_, err := io.Copy(o.stdout, p.file)
		return err
	}
	_, err := o.store.PutObject(ctx, &s3.PutObjectInput{
		Bucket:      aws.String(o.bucket),
		Key:         aws.String(o.key(name)),
		Body:        p.file,
		ContentType: aws.String("application/gzip"),
	})
	return err
}
