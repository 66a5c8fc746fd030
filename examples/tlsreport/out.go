package main

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/awstls/awstls/examples/internal/terminal"
)

// A medium is what a report is written to.
type medium struct {
	io.Writer
	style terminal.Style
	width int
}

// writerOf returns what writes a report in a form, or nil if there is no such
// form.
func writerOf(format string) func(*report, medium) error {
	switch format {
	case "text":
		return (*report).writeText
	case "json":
		return (*report).writeJSON
	case "html":
		return (*report).writeHTML
	case "csv":
		return (*report).writeCSV
	}
	return nil
}

// checkOut reports whether a file can be expected to be written, so that nobody
// waits for a report that then has no place.
func checkOut(name string) error {
	if name == "" {
		return nil
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder", name)
	}
	if info, err := os.Stat(filepath.Dir(name)); err != nil || !info.IsDir() {
		return fmt.Errorf("there is no folder %s", filepath.Dir(name))
	}
	return nil
}

// publish writes a report to where the flags ask for it.
func publish(r *report, stdout io.Writer) error {
	write := func(w io.Writer, m medium) error {
		out := bufio.NewWriter(w)
		m.Writer = out
		if err := writerOf(r.format)(r, m); err != nil {
			return err
		}
		return out.Flush()
	}
	if r.out == "" {
		return write(stdout, medium{style: terminal.StyleFor(stdout), width: max(terminal.Width(stdout), terminal.DefaultWidth/2)})
	}
	return replaceFile(r.out, func(w io.Writer) error {
		return write(w, medium{width: terminal.DefaultWidth})
	})
}

// replaceFile writes a file that has all of its content or, if something fails
// or the machine stops at any moment, is as it was before. What is no regular
// file, such as a pipe, is written to as it is.
func replaceFile(name string, write func(io.Writer) error) error {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return writeFile(name, os.O_WRONLY, write)
	default:
		// A link stays, and what it leads to is replaced.
		if name, err = filepath.EvalSymlinks(name); err != nil {
			return err
		}
	}
	dir, base := filepath.Split(name)
	temporary := filepath.Join(dir, "."+base+"."+rand.Text()+".tmp")
	defer os.Remove(temporary) // which is no longer there if all goes well
	if err := writeFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, write); err != nil {
		return err
	}
	if info != nil {
		if err := os.Chmod(temporary, info.Mode().Perm()); err != nil {
			return err
		}
	}
	if err := os.Rename(temporary, name); err != nil {
		return err
	}
	syncFolder(dir)
	return nil
}

// writeFile opens a file and writes it through to the disk.
func writeFile(name string, flags int, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, flags, 0o666)
	if err != nil {
		return err
	}
	err = write(f)
	if info, statErr := f.Stat(); err == nil && statErr == nil && info.Mode().IsRegular() {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// syncFolder writes the new name of a file through to the disk. Not all
// systems can do so for a folder; the file is whole there, too.
func syncFolder(dir string) {
	if d, err := os.Open(filepath.Join(dir, ".")); err == nil {
		_ = d.Sync()
		d.Close()
	}
}
