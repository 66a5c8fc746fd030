package peers

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// folderCase is a folder of many objects as they lie in S3, read on one core and
// on two. Each core reads whole files.
func folderCase() Case {
	c := gzipCase(albCase(), "encoding/csv")
	c.Name = "alb-folder"
	c.Title = "ALB connection logs, a folder of 64 objects compressed with gzip"
	c.Files = 64
	var peers []Peer
	if runtime.NumCPU() > 1 {
		two := inFolder(c.Ours, 2)
		two.Name += ", 2 cores"
		peers = append(peers, two)
	}
	for _, p := range c.Peers {
		peers = append(peers, inFolder(p, 1))
	}
	c.Ours = inFolder(c.Ours, 1)
	c.Peers = peers
	return c
}

var errNoFolder = errors.New("the log is no folder")

// inFolder returns the peer that reads all files of a folder with p, as many at
// a time as there are cores.
func inFolder(p Peer, procs int) Peer {
	read, rows := p.Read, p.rows
	p.Procs = procs
	p.FromFile = true
	p.Read = func(log io.Reader) (int, error) {
		files, err := filesOf(log)
		if err != nil {
			return 0, err
		}
		var records atomic.Int64
		var group errgroup.Group
		group.SetLimit(runtime.GOMAXPROCS(0))
		for _, file := range files {
			group.Go(func() error {
				return withFile(file, func(f io.Reader) error {
					n, err := read(f)
					records.Add(int64(n))
					return err
				})
			})
		}
		err = group.Wait()
		return int(records.Load()), err
	}
	p.rows = func(log io.Reader, each func(any)) error {
		files, err := filesOf(log)
		if err != nil {
			return err
		}
		for _, file := range files {
			if err := withFile(file, func(f io.Reader) error { return rows(f, each) }); err != nil {
				return err
			}
		}
		return nil
	}
	return p
}

// filesOf returns the names of the files in a folder, in order.
func filesOf(log io.Reader) ([]string, error) {
	folder, ok := log.(*os.File)
	if !ok {
		return nil, errNoFolder
	}
	return filepath.Glob(filepath.Join(folder.Name(), "*"))
}

// withFile calls read with an open file.
func withFile(name string, read func(io.Reader) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	err = read(f)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}
