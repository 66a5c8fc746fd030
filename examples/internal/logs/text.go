package logs

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
)

// ErrUnknown is the error for an input in which nothing was recognised.
var ErrUnknown = errors.New("not recognised as a log of a load balancer, CloudFront, Network Firewall or CloudTrail")

// HeadBytes is how much of a log Text should be given, as it lies in a file.
const HeadBytes = 64 << 10

const (
	maxText      = 64 << 10
	maxGzipDepth = 4
)

// Text returns the start of the text of a log of which head is the start, as
// it lies in a file: compressed with gzip, or not.
func Text(head []byte) string {
	for range maxGzipDepth {
		z, err := gzip.NewReader(bytes.NewReader(head))
		if err != nil {
			break
		}
		// The head is cut somewhere, so that the error says nothing.
		head, _ = io.ReadAll(io.LimitReader(z, maxText))
	}
	return string(head)
}
