package parquetlog

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"time"
)

// These are the limits of [Partitions] whose options are zero.
const (
	DefaultMaxFileBytes = 512 << 20
	DefaultMaxOpenFiles = 8
)

// Partitions write records into a folder, into files by source and day:
//
//	source=alb/year=2026/month=09/day=23/c0ffee0123456789-0001.parquet
//
// That is the layout of Hive, in which Athena, Spark, Trino and DuckDB take
// source, year, month and day for columns, and read no more folders than a query
// asks for. The day is that of the record's time, in UTC: Time of ALB records
// and events, EventTimestamp of CloudFront, Timestamp of Network Firewall and
// EventTime of CloudTrail records. Records without a time are filed under
// year=0000/month=00/day=00, so that the columns are numbers everywhere, and
// events without a source under source=unknown. Alert records of Network
// Firewall have the source networkfirewall_alert. A folder should hold one type
// of records.
//
// A file has a name that starts with a period and ends in .tmp until it is
// whole and on the disk; then it is renamed. So whoever reads the folder finds
// whole files only, also behind a crash, which can leave such a temporary file
// behind. Names are chosen at random, so that several programs can write into
// one folder; no file is ever replaced.
//
// The exported fields are options, to be set before the first call of Write.
// Make one with [NewPartitions]. Partitions are for one goroutine at a time.
type Partitions[R Record] struct {
	// MaxFileBytes is the size at which a file ends, in bytes: it is looked
	// at after each row group. Zero or less means [DefaultMaxFileBytes].
	MaxFileBytes int64

	// MaxOpenFiles is how many files are written at the same time. Each takes
	// the memory of a [Writer]. Where there would be more, the one that was
	// not written to for the longest time ends. Zero or less means
	// [DefaultMaxOpenFiles].
	MaxOpenFiles int

	// RowGroupBytes, RowGroupRows and ReplaceInvalid are as in [Writer], but
	// that zero bytes mean [DefaultRowGroupBytes] for all open files together.
	RowGroupBytes  int64
	RowGroupRows   int64
	ReplaceInvalid bool

	folder string
	table  *table[R]
	prefix string // of the names of files
	files  int    // that were begun
	open   map[partition]*openFile[R]
	last   *openFile[R] // that was written to
	rec    R            // the last one, as in Writer
	uses   int64
	err    error // final
}

// A partition is the part of a folder that a record belongs to.
type partition struct {
	source string
	day    int64 // since 1970, or noDay
}

// noDay is the day of a record without a time. No time has it.
const noDay = -1 << 62

// An openFile is a file that is being written.
type openFile[R Record] struct {
	*Writer[R]
	partition partition
	file      *atomicFile
	used      int64 // when it was written to
}

// NewPartitions returns Partitions in a folder, which need not exist. It does
// nothing before the first call of Write.
func NewPartitions[R Record](folder string) *Partitions[R] {
	return &Partitions[R]{folder: folder, table: tableOf[R](), open: make(map[partition]*openFile[R])}
}

// Write writes a record. Its errors are those of [Writer.Write], and any other
// is final: files that were not ended are then removed, those that were are
// whole.
func (p *Partitions[R]) Write(rec *R) error {
	if p.err != nil {
		return p.err
	}
	p.rec = *rec
	out, err := p.fileFor(&p.rec)
	if err != nil {
		return p.abort(err)
	}
	if err := out.write(&p.rec); errors.Is(err, ErrUnwritable) {
		return err
	} else if err != nil {
		return p.abort(err)
	}
	if out.file.size >= limit(p.MaxFileBytes, DefaultMaxFileBytes) {
		return p.abort(p.end(out))
	}
	return nil
}

// fileFor returns the file that rec belongs into.
func (p *Partitions[R]) fileFor(rec *R) (*openFile[R], error) {
	key := partition{source: p.table.record, day: noDay}
	if p.table.source != nil {
		key.source = p.table.source(rec)
	}
	if t := p.table.when(rec); !t.IsZero() {
		key.day = floorDiv(t.Unix(), 86400)
	}
	if p.last != nil && p.last.partition == key {
		return p.last, nil
	}
	out := p.open[key]
	if out == nil {
		if err := p.makeRoom(); err != nil {
			return nil, err
		}
		file, err := p.create(key)
		if err != nil {
			return nil, err
		}
		out = &openFile[R]{Writer: NewWriter[R](file), partition: key, file: file}
		out.RowGroupBytes = limit(p.RowGroupBytes, DefaultRowGroupBytes/p.maxOpen())
		out.RowGroupRows, out.ReplaceInvalid = p.RowGroupRows, p.ReplaceInvalid
		p.open[key] = out
	}
	p.uses++
	out.used = p.uses
	p.last = out
	return out, nil
}

// floorDiv returns a/b, rounded down.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// makeRoom ends the file that was not used for the longest time, if as many are
// open as may be.
func (p *Partitions[R]) makeRoom() error {
	if int64(len(p.open)) < p.maxOpen() {
		return nil
	}
	var oldest *openFile[R]
	for _, out := range p.open {
		if oldest == nil || out.used < oldest.used {
			oldest = out
		}
	}
	return p.end(oldest)
}

func (p *Partitions[R]) maxOpen() int64 { return limit(int64(p.MaxOpenFiles), DefaultMaxOpenFiles) }

// end ends a file.
func (p *Partitions[R]) end(out *openFile[R]) error {
	delete(p.open, out.partition)
	if p.last == out {
		p.last = nil
	}
	if out.rows == 0 { // for records that could not be written
		out.file.remove()
		return nil
	}
	if err := out.Close(); err != nil {
		out.file.remove()
		return err
	}
	return out.file.commit()
}

// abort ends everything with an error, if there is one.
func (p *Partitions[R]) abort(err error) error {
	if err == nil {
		return nil
	}
	for _, out := range p.open {
		out.file.remove()
	}
	p.open, p.last = nil, nil
	p.err = err
	return err
}

// Close ends all files. If it returns an error, some of them may be missing.
func (p *Partitions[R]) Close() error {
	if p.err != nil {
		return p.err
	}
	for _, out := range p.open {
		if err := p.end(out); err != nil {
			return p.abort(err)
		}
	}
	p.err = fmt.Errorf("%s: %w", p.table.format, errClosed)
	return nil
}

// create creates a file in the folder of a partition.
func (p *Partitions[R]) create(key partition) (*atomicFile, error) {
	if p.prefix == "" {
		var random [8]byte
		rand.Read(random[:]) // never fails
		p.prefix = hex.EncodeToString(random[:])
	}
	p.files++
	return createAtomic(p.folder, key.path(), fmt.Sprintf("%s-%04d.parquet", p.prefix, p.files))
}

// path returns the folder of a partition.
func (key partition) path() string {
	source, year, month, day := key.source, "0000", "00", "00"
	if source == "" {
		source = "unknown"
	}
	if key.day != noDay {
		t := time.Unix(key.day*86400, 0).UTC()
		year, month, day = t.Format("2006"), t.Format("01"), t.Format("02")
	}
	return filepath.Join("source="+source, "year="+year, "month="+month, "day="+day)
}
