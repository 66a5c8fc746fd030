package s3logs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

const (
	// maxCuts is how often a connection may break, one after the other, with
	// less than a good number of bytes from each.
	maxCuts = 5
	good    = 1 << 20

	// pause is how long the first wait after a connection broke is at most.
	// Each takes twice as long as the one before.
	pause = 200 * time.Millisecond
)

// errChanged is the error for an object that is another one when the reading
// goes on.
var errChanged = errors.New("the object was replaced while it was read")

// An object reads an object of S3. When its connection breaks, it goes on with
// another one where that left off.
type object struct {
	ctx    context.Context
	client store
	in     s3.GetObjectInput
	body   io.ReadCloser // nil if there is no connection
	etag   string
	at     int64 // the bytes that were read
	size   int64 // -1 if it is not known
	since  int64 // where the last good connection left off
	cuts   int   // the connections that broke since then
	err    error // which ended the reading
}

// open returns a reader of an object. The reader ends with ctx.
func open(ctx context.Context, client store, bucket, key string) (io.ReadCloser, error) {
	o := &object{ctx: ctx, client: client, in: s3.GetObjectInput{Bucket: aws.String(bucket), Key: aws.String(key)}}
	got, err := client.GetObject(ctx, &o.in)
	if err != nil {
		return nil, plainError(ctx, err)
	}
	o.body, o.etag, o.size = got.Body, aws.ToString(got.ETag), -1
	if got.ContentLength != nil {
		o.size = *got.ContentLength
	}
	return o, nil
}

// Read reads on. It returns io.EOF after all bytes of the object, and no sooner.
func (o *object) Read(p []byte) (int, error) {
	for o.err == nil {
		if o.body == nil {
			if o.err = o.resume(); o.err != nil {
				break
			}
		}
		n, err := o.body.Read(p)
		o.at += int64(n)
		switch {
		case err == nil:
		case o.ctx.Err() != nil:
			o.err = o.ctx.Err()
		case o.at == o.size || err == io.EOF && o.size < 0:
			// All is there. Another error than io.EOF is that the checksum
			// is not that of the object.
			o.err = err
		default:
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			o.cut(err)
		}
		if n > 0 || err == nil {
			return n, nil
		}
	}
	return 0, o.err
}

// cut counts a connection that broke. The last one that may is the end.
func (o *object) cut(err error) {
	o.body.Close()
	o.body = nil
	if o.at-o.since >= good {
		o.since, o.cuts = o.at, 0
	}
	o.cuts++
	switch {
	case o.cuts > maxCuts:
		o.err = fmt.Errorf("the connection broke %d times, last at byte %d: %w", o.cuts, o.at, err)
	case o.etag == "" || o.size < 0:
		o.err = fmt.Errorf("the connection broke at byte %d: %w", o.at, err) // there is no telling what is there now
	}
}

// resume waits a little and gets the rest of the object.
func (o *object) resume() error {
	wait := time.NewTimer(rand.N(pause<<(o.cuts-1)) + 1)
	defer wait.Stop()
	select {
	case <-o.ctx.Done():
		return o.ctx.Err()
	case <-wait.C:
	}
	in := o.in
	in.IfMatch = aws.String(o.etag)
	in.Range = aws.String("bytes=" + strconv.FormatInt(o.at, 10) + "-")
	got, err := o.client.GetObject(o.ctx, &in)
	if err != nil {
		if isChanged(err) {
			return errChanged
		}
		return plainError(o.ctx, err)
	}
	// A server that does not know ranges sends all of it.
	if rest := aws.ToInt64(got.ContentLength); aws.ToString(got.ETag) != o.etag || rest != o.size-o.at {
		got.Body.Close()
		return errChanged
	}
	o.body = got.Body
	return nil
}

// Close ends the reading.
func (o *object) Close() error {
	if o.err == nil {
		o.err = io.ErrClosedPipe
	}
	if o.body == nil {
		return nil
	}
	return o.body.Close()
}
