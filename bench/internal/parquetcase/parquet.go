// Package parquetcase is the case of package peers about Parquet.
package parquetcase

import (
	"bufio"
	"cmp"
	"io"
	"os"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/bench/internal/peers"
	"github.com/awstls/awstls/tlslog/parquetlog"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// Case returns the case.
func Case() peers.Case {
	return peers.ParquetCase(peers.ParquetFunctions{WriteLog: writeLog, WriteRows: writeRows, Read: read})
}

func writeLog(log io.Reader, to string) (records int, err error) {
	err = create(to, func(w io.Writer) error {
		pw := parquetlog.NewWriter[alb.Record](w)
		d := alb.NewDecoder(log)
		var rec alb.Record
		for {
			err := d.Decode(&rec)
			if err == io.EOF {
				return pw.Close()
			}
			if err == nil {
				err = pw.Write(&rec)
			}
			if err != nil {
				return err
			}
			records++
		}
	})
	return records, err
}

// batch is how many rows parquet-go is given at a time.
const batch = 1024

// writeRows uses the writer of parquet-go for structs.
func writeRows(rows func(each func(*peers.ParquetRow)) error, to string) (records int, err error) {
	err = create(to, func(w io.Writer) (err error) {
		pw := parquet.NewGenericWriter[peers.ParquetRow](w, parquet.Compression(&zstd.Codec{Level: zstd.SpeedFastest}))
		buf := make([]peers.ParquetRow, 0, batch)
		flush := func() {
			if err == nil {
				_, err = pw.Write(buf)
			}
			buf = buf[:0]
		}
		readErr := rows(func(row *peers.ParquetRow) {
			records++
			if buf = append(buf, *row); len(buf) == batch {
				flush()
			}
		})
		flush()
		return cmp.Or(readErr, err, pw.Close())
	})
	return records, err
}

// read reads a file with parquet-go.
func read(from string, each func(*peers.ParquetRow) error) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	pr := parquet.NewGenericReader[peers.ParquetRow](f)
	rows := make([]peers.ParquetRow, batch)
	for {
		n, err := pr.Read(rows)
		for i := range n {
			if err := each(&rows[i]); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return pr.Close()
		}
		if err != nil {
			return err
		}
	}
}

// create calls write with a new file.
func create(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 256<<10)
	err = write(b)
	if err == nil {
		err = b.Flush()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}
