package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"

	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/parquetlog"
)

const (
	eventsFolder = "events"
	stateFolder  = ".toparquet"
)

// These bound the memory for what is being written: it is at most their product.
// A batch whose events are of more days and sources at the same time has more
// files, and smaller ones.
const (
	maxOpenFiles  = 32
	rowGroupBytes = 16 << 20
)

// A lake is a folder in which the events of each input are once:
//
//	events/source=…/year=…/month=…/day=…/….parquet
//	.toparquet/lock         is held by the program that writes
//	.toparquet/000001.json  the manifest of a batch: its inputs and files
//	.toparquet/000001/      those of its files that are not in events yet
//
// A batch first writes all its files, whole and through to the disk, into a
// folder of its own. Then its manifest comes into being, at one moment: this
// decides that the batch is part of the lake. Then its files move to events.
//
// So whatever the moment at which the program stops, what openLake finds tells
// it what to do. A folder without a manifest is of a batch that is not part of
// the lake, and is deleted: its inputs are in no manifest and will be read
// again. The files in a folder with a manifest have not moved yet, and move now.
type lake struct {
	root string
	lock *flock.Flock
	done map[string]entry // the inputs in all manifests, by path
	last int              // the number of the last batch
}

// openLake opens the lake in a folder, which it makes if need be, and finishes
// what was begun.
func openLake(root string) (*lake, error) {
	if err := os.MkdirAll(filepath.Join(root, stateFolder), 0o777); err != nil {
		return nil, err
	}
	root, err := realPath(root)
	if err != nil {
		return nil, err
	}
	l := &lake{root: root, done: make(map[string]entry)}
	l.lock = flock.New(l.state("lock"))
	switch locked, err := l.lock.TryLock(); {
	case err != nil:
		return nil, err
	case !locked:
		return nil, fmt.Errorf("%s: another toparquet is writing there", root)
	}
	if err := l.recover(); err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

func (l *lake) close() { _ = l.lock.Unlock() }

// recover reads the manifests and brings the batches to an end.
func (l *lake) recover() error {
	entries, err := os.ReadDir(l.state())
	if err != nil {
		return err
	}
	committed := make(map[int]bool)
	var folders []int
	for _, e := range entries {
		base, isManifest := strings.CutSuffix(e.Name(), manifestSuffix)
		number, err := strconv.Atoi(base)
		switch {
		case strings.HasSuffix(e.Name(), temporarySuffix):
			if err := os.Remove(l.state(e.Name())); err != nil {
				return err
			}
		case err != nil: // the lock
		case isManifest:
			m, err := readManifest(l.manifest(number))
			if err != nil {
				return err
			}
			for _, in := range m.Inputs {
				l.done[in.Path] = in
			}
			committed[number] = true
		case e.IsDir():
			folders = append(folders, number)
		}
		if err == nil {
			l.last = max(l.last, number)
		}
	}
	for _, number := range folders {
		if committed[number] {
			err = l.publish(number)
		} else {
			err = os.RemoveAll(l.folder(number))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// A batch is what is being written. It becomes part of the lake as a whole or
// not at all.
type batch struct {
	*parquetlog.Partitions[tlslog.Event]
	lake     *lake
	number   int
	manifest manifest
}

// begin begins a batch.
func (l *lake) begin() *batch {
	l.last++
	b := &batch{parquetlog.NewPartitions[tlslog.Event](l.folder(l.last)), l, l.last, newManifest()}
	b.MaxOpenFiles, b.RowGroupBytes = maxOpenFiles, rowGroupBytes
	b.ReplaceInvalid = true
	return b
}

// commit makes the batch part of the lake, if there is anything in it.
func (b *batch) commit(events int64) error {
	if events == 0 && len(b.manifest.Inputs) == 0 {
		return b.discard()
	}
	if err := b.Close(); err != nil {
		return errors.Join(err, b.discard())
	}
	l := b.lake
	err := l.files(b.number, func(name string) error {
		b.manifest.Files = append(b.manifest.Files, filepath.ToSlash(name))
		return nil
	})
	if err != nil {
		return err
	}
	syncFolder(l.state()) // the folder of the batch comes before its manifest
	if err := b.manifest.write(l.manifest(b.number)); err != nil {
		return err
	}
	return l.publish(b.number)
}

// discard gives the batch up.
func (b *batch) discard() error {
	_ = b.Close() // so that nothing holds on to the files, which then go
	return os.RemoveAll(b.lake.folder(b.number))
}

// publish moves the files of a batch that has a manifest to where they are read.
func (l *lake) publish(number int) error {
	events := filepath.Join(l.root, eventsFolder)
	folders := make(map[string]bool) // that changed
	err := l.files(number, func(name string) error {
		to := filepath.Join(events, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return err
		}
		for folder := filepath.Dir(to); len(folder) >= len(l.root) && !folders[folder]; folder = filepath.Dir(folder) {
			folders[folder] = true
		}
		return os.Rename(filepath.Join(l.folder(number), name), to)
	})
	if err != nil {
		return err
	}
	for folder := range folders {
		syncFolder(folder)
	}
	return os.RemoveAll(l.folder(number)) // which holds no files any more
}

// files calls do with the name of each file of a batch that is not in events,
// from the folder of the batch on.
func (l *lake) files(number int, do func(name string) error) error {
	folder := l.folder(number)
	return filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == folder {
			return nil // none of its inputs has events
		}
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		return do(name)
	})
}

// state returns the path of what is in the state folder.
func (l *lake) state(names ...string) string {
	return filepath.Join(l.root, stateFolder, filepath.Join(names...))
}

func (l *lake) folder(number int) string   { return l.state(fmt.Sprintf("%06d", number)) }
func (l *lake) manifest(number int) string { return l.folder(number) + manifestSuffix }

// realPath returns the one path of a file that no link is part of.
func realPath(name string) (string, error) {
	name, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(name)
}
