package peers

import (
	stdgzip "compress/gzip"
	"io"
	"slices"

	"github.com/awstls/awstls/internal/inflate"
	"github.com/klauspost/compress/gzip"
)

// gzipCase returns the case whose logs are those of c, each compressed as AWS
// delivers it. Its peers are some that inflate and no more, and those of c
// with these names, which read what klauspost's inflates.
func gzipCase(c Case, names ...string) Case {
	plain := c.Peers
	c.Name += "-gzip"
	c.Title += ", compressed with gzip"
	c.Gzip = true
	c.Peers = inflaters()
	for _, name := range names {
		i := slices.IndexFunc(plain, func(p Peer) bool { return p.Name == name })
		c.Peers = append(c.Peers, overGzip(plain[i]))
	}
	return c
}

// newInflater returns the peer that inflates a log and no more.
func newInflater(name string, newReader func(io.Reader) (io.Reader, error)) Peer {
	return Peer{
		Name:  name,
		Note:  "inflates, reads no records",
		Bytes: true,
		Read: func(log io.Reader) (int, error) {
			r, err := newReader(log)
			if err != nil {
				return 0, err
			}
			return readAway(r)
		},
	}
}

func inflaters() []Peer {
	return []Peer{
		newInflater("awstls, internal/inflate", func(log io.Reader) (io.Reader, error) {
			r := new(inflate.Reader)
			r.Reset(log)
			return r, nil
		}),
		newInflater("klauspost/compress/gzip", func(log io.Reader) (io.Reader, error) { return gzip.NewReader(log) }),
		newInflater("compress/gzip", func(log io.Reader) (io.Reader, error) { return stdgzip.NewReader(log) }),
	}
}

// readAway returns the number of bytes that r has.
func readAway(r io.Reader) (bytes int, err error) {
	buf := make([]byte, bufferSize)
	for {
		n, err := r.Read(buf)
		bytes += n
		if err == io.EOF {
			return bytes, nil
		}
		if err != nil {
			return bytes, err
		}
	}
}

// overGzip returns the peer that reads what klauspost's inflates with p.
func overGzip(p Peer) Peer {
	read, rows := p.Read, p.rows
	p.Name += " on klauspost/compress/gzip"
	p.Read = func(log io.Reader) (int, error) {
		zr, err := gzip.NewReader(log)
		if err != nil {
			return 0, err
		}
		return read(zr)
	}
	p.rows = func(log io.Reader, each func(any)) error {
		zr, err := gzip.NewReader(log)
		if err != nil {
			return err
		}
		return rows(zr, each)
	}
	return p
}
