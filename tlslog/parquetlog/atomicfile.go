package parquetlog

import (
	"os"
	"path/filepath"
)

// An atomicFile has a temporary name until it is whole.
type atomicFile struct {
	*os.File
	root string // the folder that was there
	name string // in the end
	size int64  // that was written
}

// createAtomic creates a file in a folder below another, which are made if need
// be.
func createAtomic(root, folder, name string) (*atomicFile, error) {
	folder = filepath.Join(root, folder)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(folder, "."+name+".tmp"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	return &atomicFile{File: f, root: filepath.Clean(root), name: filepath.Join(folder, name)}, nil
}

// Write implements [io.Writer].
func (f *atomicFile) Write(b []byte) (int, error) {
	n, err := f.File.Write(b)
	f.size += int64(n)
	return n, err
}

// commit gives the file its name, when all of it is on the disk.
func (f *atomicFile) commit() error {
	if err := f.Sync(); err != nil {
		f.remove()
		return err
	}
	if err := f.Close(); err != nil {
		f.remove()
		return err
	}
	// A link fails where there is such a file, and a rename does not; but not
	// every file system has links. The names are random.
	if err := os.Rename(f.Name(), f.name); err != nil {
		f.remove()
		return err
	}
	for folder := filepath.Dir(f.name); ; folder = filepath.Dir(folder) {
		if err := syncFolder(folder); err != nil || folder == f.root {
			return err
		}
	}
}

// remove gives the file up.
func (f *atomicFile) remove() {
	f.Close()
	os.Remove(f.Name())
}

// syncFolder writes the names in a folder to the disk, where the system can.
func syncFolder(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	defer d.Close()
	d.Sync() // fails on Windows and on some network file systems
	return nil
}
