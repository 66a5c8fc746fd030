package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/exp/apidiff"
)

// load returns the packages whose declarations are in a folder.
func load(folder string) (*apidiff.Module, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil {
		return nil, err
	}
	l := &loader{
		files:  token.NewFileSet(),
		syntax: make(map[string]*ast.File),
		done:   make(map[string]*types.Package),
		std:    importer.Default(),
	}
	module := new(apidiff.Module)
	var paths []string
	for _, name := range names {
		f, err := parser.ParseFile(l.files, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		path, err := importPath(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if module.Path == "" || len(path) < len(module.Path) {
			module.Path = path // the root package has the shortest
		}
		l.syntax[path] = f
		paths = append(paths, path)
	}
	for _, path := range paths {
		pkg, err := l.Import(path)
		if err != nil {
			return nil, err
		}
		module.Packages = append(module.Packages, pkg)
	}
	return module, nil
}

// importPath returns what the comment after the package clause says.
func importPath(f *ast.File) (string, error) {
	if len(f.Comments) > 0 {
		if quoted, ok := strings.CutPrefix(f.Comments[0].List[0].Text, "// import "); ok {
			return strconv.Unquote(quoted)
		}
	}
	return "", errors.New("no import path behind the package clause")
}

// A loader imports packages of which it has declarations, and those of the
// standard library.
type loader struct {
	files  *token.FileSet
	syntax map[string]*ast.File
	done   map[string]*types.Package
	std    types.Importer
}

// Import implements [types.Importer].
func (l *loader) Import(path string) (*types.Package, error) {
	f, ok := l.syntax[path]
	if !ok {
		return l.std.Import(path)
	}
	if pkg := l.done[path]; pkg != nil {
		return pkg, nil
	}
	var first error
	conf := types.Config{Importer: l, Error: func(err error) {
		// That a generic function has no body is a soft error.
		if terr, ok := errors.AsType[types.Error](err); first == nil && !(ok && terr.Soft) {
			first = err
		}
	}}
	pkg, _ := conf.Check(path, l.files, []*ast.File{f}, nil)
	l.done[path] = pkg
	return pkg, first
}
