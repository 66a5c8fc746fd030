package readahead_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"strings"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/tlslog/readahead"
)

func Example() {
	// What a bucket gives.
	var object bytes.Buffer
	w := gzip.NewWriter(&object)
	fmt.Fprintln(w, `2026-11-21T08:00:00.123456Z 192.0.2.7 51234 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - - TID_4fd2a1b0c9e84d7f8a6b5c4d3e2f1a0b`)
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}

	ahead := readahead.NewReader(&object)
	defer ahead.Close()
	for rec, err := range alb.NewDecoder(ahead).All() {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(rec.ClientIP, rec.TLSProtocol)
	}
	// Output: 192.0.2.7 TLSv1.3
}

// A Reader that is left before its end is to be closed.
func ExampleReader_Close() {
	ahead := readahead.NewReader(strings.NewReader("as it is, since it is no gzip"))
	start := make([]byte, 8)
	if _, err := io.ReadFull(ahead, start); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", start)
	fmt.Println(ahead.Close())
	_, err := ahead.Read(start)
	fmt.Println(errors.Is(err, fs.ErrClosed))
	// Output:
	// as it is
	// <nil>
	// true
}
