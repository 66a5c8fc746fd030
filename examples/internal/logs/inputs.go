// Package logs finds the logs that the programs of this module are asked to
// read.
package logs

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// An Input is a log that can be opened.
type Input struct {
	Name string
	Path string // of the file that it is, or "" if it is none
	Size int64  // in bytes, as it lies on disk, or -1 if that is not known
	Open func() (io.ReadCloser, error)

	// Other is what the input is, such as "access log", if its name promises
	// that it has nothing to read, or "".
	Other string
}

// Errors of inputs that stand for what cannot be read.
var (
	errLink  = errors.New("a symbolic link to a folder, which could lead in circles; name the folder itself")
	errEmpty = errors.New("a folder without files")
)

// failed is an input that cannot be opened.
func failed(name string, err error) Input {
	return Input{Name: name, Open: func() (io.ReadCloser, error) { return nil, bare(err) }}
}

// bare returns an error without the name of the file, which the input has.
func bare(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

// Size returns the size of all inputs together, or -1 if it is not known.
func Size(inputs []Input) int64 {
	var sum int64
	for _, in := range inputs {
		if in.Size < 0 {
			return -1
		}
		sum += in.Size
	}
	return sum
}

// Of returns the inputs that the arguments of a program stand for, in a fixed
// order: files as they are, folders with all regular files in them and below,
// "-" for standard input, and the sample logs for no arguments at all. What
// cannot be listed is an input that cannot be opened, and so is a folder
// without files, which is hardly the one that was meant.
func Of(args []string, stdin io.Reader, sample fs.FS) []Input {
	if len(args) == 0 {
		return folder(sample, ".", func(path string) Input {
			return Input{Name: path, Open: func() (io.ReadCloser, error) { return sample.Open(path) }}
		})
	}
	var inputs []Input
	for _, arg := range args {
		if arg == "-" {
			inputs = append(inputs, Input{Name: "standard input", Size: -1, Open: func() (io.ReadCloser, error) { return io.NopCloser(stdin), nil }})
			continue
		}
		info, err := os.Stat(arg)
		switch {
		case err != nil:
			inputs = append(inputs, failed(arg, err))
		case info.IsDir():
			files := folder(os.DirFS(arg), ".", func(path string) Input {
				return file(filepath.Join(arg, filepath.FromSlash(path)))
			})
			if len(files) == 0 {
				files = []Input{failed(arg, errEmpty)}
			}
			inputs = append(inputs, files...)
		default:
			in := file(arg)
			if in.Size = info.Size(); !info.Mode().IsRegular() {
				in.Size = -1 // a pipe, for example
			}
			inputs = append(inputs, in)
		}
	}
	return inputs
}

func file(name string) Input {
	return Input{Name: name, Path: name, Open: func() (io.ReadCloser, error) {
		f, err := os.Open(name)
		if err != nil {
			return nil, bare(err)
		}
		return f, nil
	}}
}

// folder returns the inputs for the regular files of a folder.
func folder(fsys fs.FS, root string, of func(path string) Input) []Input {
	var inputs []Input
	_ = fs.WalkDir(fsys, root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			in := of(path)
			inputs = append(inputs, failed(in.Name, err))
		case d.Type().IsRegular():
			in := of(path)
			if info, err := d.Info(); err == nil {
				in.Size = info.Size()
			}
			inputs = append(inputs, in)
		case d.Type()&fs.ModeSymlink != 0:
			in := of(path)
			if info, err := fs.Stat(fsys, path); err != nil {
				in = failed(in.Name, err)
			} else if !info.Mode().IsRegular() {
				in = failed(in.Name, errLink)
			}
			inputs = append(inputs, in)
		}
		return nil
	})
	return inputs
}
