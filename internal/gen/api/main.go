// Api writes the exported API of the library to the folder api, a file for each
// package: Go declarations in the order of their names, without comments and
// bodies. A change of the API is so seen in review, and tools/apigate compares
// these files with those of the last release.
//
// It is run by go generate in the root of the module.
package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const folder = "api"

func main() {
	if err := write(); err != nil {
		fmt.Fprintln(os.Stderr, "api:", err)
		os.Exit(1)
	}
}

// write writes the file of each package, and removes those of packages that
// are gone.
func write() error {
	files, err := generate(".")
	if err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	for _, name := range old {
		if _, ok := files[filepath.Base(name)]; !ok {
			err = cmp.Or(err, os.Remove(name))
		}
	}
	err = cmp.Or(err, os.MkdirAll(folder, 0o777))
	for name, text := range files {
		err = cmp.Or(err, os.WriteFile(filepath.Join(folder, name), text, 0o644))
	}
	return err
}

// generate returns the files of the packages of the module in the folder root,
// by their names.
func generate(root string) (map[string][]byte, error) {
	pkgs, err := load(root)
	if err != nil {
		return nil, err
	}
	files := make(map[string][]byte, len(pkgs))
	for _, pkg := range pkgs {
		name := pkg.Name() + ".txt"
		if files[name] != nil {
			return nil, fmt.Errorf("two packages have the name %s", pkg.Name())
		}
		if files[name], err = declarations(pkg); err != nil {
			return nil, fmt.Errorf("%s: %w", pkg.Path(), err)
		}
	}
	return files, nil
}

// load returns the packages of a module that others can import.
func load(root string) ([]*types.Package, error) {
	cmd := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Name,Export,DepOnly", "./...")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOWORK=off")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	export := make(map[string]string)
	var paths []string
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath, Name, Export string
			DepOnly                  bool
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		export[p.ImportPath] = p.Export
		if !p.DepOnly && p.Name != "main" && !isInternal(p.ImportPath) {
			paths = append(paths, p.ImportPath)
		}
	}
	imp := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(export[path])
	})
	var pkgs []*types.Package
	for _, path := range paths {
		pkg, err := imp.Import(path)
		if err != nil {
			return nil, err
		}
		pkgs = append(pkgs, pkg)
	}
	return pkgs, nil
}

func isInternal(path string) bool { return strings.Contains("/"+path+"/", "/internal/") }
