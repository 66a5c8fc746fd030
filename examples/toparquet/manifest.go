package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/awstls/awstls/tlslog/parquetlog"
)

// These end the names of manifests, and of those that are not whole.
const (
	manifestSuffix  = ".json"
	temporarySuffix = ".tmp"
)

// A manifest says what is in a batch.
type manifest struct {
	SchemaVersion int      `json:"schema_version"` // of parquetlog
	Inputs        []entry  `json:"inputs"`
	Files         []string `json:"files"` // below the folder of events
}

// An entry is an input that was read to its end.
type entry struct {
	stamp
	Events int64 `json:"events"`
}

// A stamp tells an input from others, and from what it was before it changed.
type stamp struct {
	Path     string `json:"path"` // see key
	Size     int64  `json:"size"`
	Modified string `json:"modified"`
}

func newManifest() manifest {
	return manifest{SchemaVersion: parquetlog.SchemaVersion, Inputs: []entry{}, Files: []string{}}
}

// stampOf returns the stamp of a file, of which path is the real one.
func stampOf(path string) (stamp, error) {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}, err
	}
	return stamp{key(path), info.Size(), info.ModTime().UTC().Format(time.RFC3339Nano)}, nil
}

// key returns a path in a form that JSON can hold. One that it cannot hold is
// quoted as in Go: other paths are absolute and do not start with a quotation
// mark.
func key(path string) string {
	if !utf8.ValidString(path) {
		return strconv.QuoteToASCII(path)
	}
	return path
}

// readManifest reads a manifest.
func readManifest(name string) (manifest, error) {
	var m manifest
	text, err := os.ReadFile(name)
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return m, fmt.Errorf("%s: %w", name, err)
	}
	if m.SchemaVersion != parquetlog.SchemaVersion {
		return m, fmt.Errorf("%s: the lake has files of schema version %d, and this program writes %d", name, m.SchemaVersion, parquetlog.SchemaVersion)
	}
	return m, nil
}

// write writes the manifest under a name at which, at any moment, there is
// either nothing or the whole.
func (m manifest) write(name string) error {
	text, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	temporary := name + temporarySuffix
	f, err := os.Create(temporary)
	if err != nil {
		return err
	}
	_, err = f.Write(append(text, '\n'))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, remove(temporary))
	}
	if err := os.Rename(temporary, name); err != nil {
		return errors.Join(err, remove(temporary))
	}
	syncFolder(filepath.Dir(name))
	return nil
}

// remove deletes a file that may be missing.
func remove(name string) error {
	if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolder writes the names in a folder through to the disk. Not all systems
// can do so; where they cannot, they keep their order.
func syncFolder(name string) {
	if d, err := os.Open(name); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
