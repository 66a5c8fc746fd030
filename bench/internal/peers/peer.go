// Package peers holds the readers of logs that are compared: this library's
// decoders, and what one would write without them.
//
// All readers of a case turn the same log into typed records with the same
// fields, with times, addresses and numbers as values. [Case.Check] compares
// them field by field.
package peers

import (
	"io"

	"github.com/awstls/awstls/bench/internal/gen"
	"github.com/awstls/awstls/tlslog"
)

// A Case is a kind of log and its readers.
type Case struct {
	Name     string // for flags
	Title    string
	Generate gen.Generator
	Gzip     bool // whether the log is compressed
	Files    int  // the number of files in a folder; zero for one file
	Ours     Peer
	Peers    []Peer
}

// A Peer is one way to read a log. It is told from the others of its case by
// its name.
type Peer struct {
	Name string

	// Note says what the peer gives if that is not all that ours does. It is
	// empty for a peer that gives the same records with the same types.
	Note string

	// Procs is the number of cores that the peer uses; zero stands for what
	// the user says.
	Procs int

	// FromFile is whether the peer reads an [os.File] alone: a folder, or a
	// file that it opens itself.
	FromFile bool

	// Bytes is whether the peer inflates a log and no more. Read then returns
	// the number of bytes, and there are no records to compare.
	Bytes bool

	// OffHeap is whether the peer's memory is not Go's, so that its
	// allocations are not known.
	OffHeap bool

	// Read reads all records and returns their number. Texts in records may
	// be kept: they are not overwritten by what is read later.
	Read func(log io.Reader) (records int, err error)

	// rows calls each with every record.
	rows func(log io.Reader, each func(row any)) error

	// project turns a record of ours into what this peer is to read.
	project func(ours any) any
}

// A reader calls each with every record of a log. What each is given is
// overwritten later.
type reader[R any] func(log io.Reader, each func(*R)) error

// newPeer returns the peer that reads with read. project turns a record of ours
// into one of the peer's.
func newPeer[R, Ours any](name string, read reader[R], project func(Ours) R) Peer {
	return Peer{
		Name: name,
		Read: func(log io.Reader) (n int, err error) {
			err = read(log, func(*R) { n++ })
			return n, err
		},
		rows: func(log io.Reader, each func(any)) error {
			return read(log, func(r *R) { each(*r) })
		},
		project: func(ours any) any { return project(ours.(Ours)) },
	}
}

// newOurs returns the peer that is this library.
func newOurs[R any, D tlslog.Decoder[R]](newDecoder func(io.Reader) D) Peer {
	return newPeer("awstls", decodeAll(newDecoder), func(r R) R { return r })
}

// decodeAll returns the reader that is a decoder of this library.
func decodeAll[R any, D tlslog.Decoder[R]](newDecoder func(io.Reader) D) reader[R] {
	return func(log io.Reader, each func(*R)) error {
		d := newDecoder(log)
		var rec R
		for {
			switch err := d.Decode(&rec); err {
			case nil:
				each(&rec)
			case io.EOF:
				return nil
			default:
				return err
			}
		}
	}
}
