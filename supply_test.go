package awstls_test

import (
	"encoding/json"
	"errors"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write anew what these tests write: testdata/imports.txt, the table of formats in README.md")

const modulePath = "github.com/awstls/awstls"

// A listed is a package of the library, as go list tells it.
type listed struct {
	ImportPath string
	Name       string
	Dir        string
	GoFiles    []string
	CgoFiles   []string
	Imports    []string
	Deps       []string
}

// short is the import path without the module's.
func (p listed) short() string {
	return "." + strings.TrimPrefix(p.ImportPath, modulePath)
}

// packages returns the packages of this module that are linked into the
// programs of those who import it: programs of its own are left out.
func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Name,Dir,GoFiles,CgoFiles,Imports,Deps", "./...")
	cmd.Env = append(os.Environ(), "GOWORK=off")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var pkgs []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		switch err := d.Decode(&p); {
		case errors.Is(err, io.EOF):
			return pkgs
		case err != nil:
			t.Fatal(err)
		case p.Name != "main":
			pkgs = append(pkgs, p)
		}
	}
}

// allowed says which packages may import what is special. What is not named
// here is imported by nobody.
var allowed = map[string]func(importer string) bool{
	"unsafe":                           is("./internal/stream"),
	"runtime":                          is("./cloudtrail"),        // the number of processors
	"compress/flate":                   is("./internal/inflate"),  // its errors
	"io/fs":                            is("./tlslog/readahead"),  // its errors
	"os":                               is("./tlslog/parquetlog"), // the files of a lake
	"path/filepath":                    is("./tlslog/parquetlog"), //
	"crypto/rand":                      is("./tlslog/parquetlog"), // their names
	"github.com/parquet-go/parquet-go": under("./tlslog/parquetlog"),
	"github.com/klauspost/compress":    under("./internal/stream", "./tlslog/parquetlog"),
}

// isTestHelper reports whether a package is for tests alone. It may import
// what it needs.
func isTestHelper(importer string) bool {
	return slices.Contains([]string{"schematest", "envelopetest", "tlslogtest"}, path.Base(importer))
}

func under(folders ...string) func(string) bool {
	return func(importer string) bool {
		return slices.ContainsFunc(folders, func(folder string) bool {
			return importer == folder || strings.HasPrefix(importer, folder+"/")
		})
	}
}

func is(importers ...string) func(string) bool {
	return func(importer string) bool { return slices.Contains(importers, importer) }
}

// harmless are the packages that any package of the library may import: they
// neither reach the network, other programs or files, nor start anything.
var harmless = strings.Fields(`
	bufio bytes cmp context embed encoding encoding/base64 encoding/binary encoding/hex encoding/json errors fmt
	hash hash/crc32 hash/maphash io iter log/slog maps math math/big math/bits net/netip net/url path reflect slices sort
	strconv strings sync sync/atomic time unicode unicode/utf16 unicode/utf8 crypto/sha256 compress/gzip`)

// TestImports compares the import graph of the library with the one on record,
// so that a new edge is seen in review.
func TestImports(t *testing.T) {
	var graph strings.Builder
	graph.WriteString("# Which package of the library imports what. Written by: go test -run TestImports -update .\n")
	for _, p := range packages(t) {
		graph.WriteString(p.short() + ":")
		for _, imp := range p.Imports {
			graph.WriteString(" " + strings.Replace(imp, modulePath, ".", 1))
		}
		graph.WriteByte('\n')
	}
	const golden = "testdata/imports.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(graph.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), graph.String()); diff != "" {
		t.Errorf("the import graph is not that of %s (-want +got):\n%s", golden, diff)
	}
}

// TestImportsAllowed checks that the library has no cgo, no network and no
// other dependency than those that it says it has.
func TestImportsAllowed(t *testing.T) {
	for _, p := range packages(t) {
		if len(p.CgoFiles) > 0 {
			t.Errorf("%s uses cgo", p.short())
		}
		if isTestHelper(p.short()) {
			continue
		}
		for _, imp := range p.Imports {
			if slices.Contains(harmless, imp) || strings.HasPrefix(imp, modulePath) {
				continue
			}
			root := imp
			if parts := strings.SplitN(imp, "/", 4); strings.Contains(parts[0], ".") && len(parts) == 4 {
				root = path.Join(parts[:3]...)
			}
			if may := allowed[root]; may == nil || !may(p.short()) {
				t.Errorf("%s imports %s", p.short(), imp)
			}
		}
		for _, dep := range p.Deps {
			if under("./tlslog/parquetlog")(p.short()) {
				break // parquet-go brings more
			}
			if dep == "net" || strings.HasPrefix(dep, "net/http") || dep == "os/exec" || dep == "runtime/cgo" || strings.Contains(dep, "parquet-go") {
				t.Errorf("%s depends on %s", p.short(), dep)
			}
		}
	}
}

// constructors are the functions that may be called when a package is
// initialised: they return a value and do nothing else.
var constructors = []string{
	"errors.New", "fmt.Errorf", "time.Date",
	// the rows of a source's table
	"vended.Text", "vended.Time", "vended.Addr", "vended.ExpandedAddr", "vended.Port", "vended.Seconds", "vended.Millis", "vended.EpochMillis", "vended.Validity",
}

// TestNoInit checks that importing the library runs nothing: there is no init
// function, and the variables of packages are made by constructors alone.
// TestNoPackageState in the same walk checks that they never change.
func TestNoInit(t *testing.T) {
	for _, p := range packages(t) {
		if isTestHelper(p.short()) {
			continue
		}
		for _, decl := range declarations(t, p) {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Recv == nil && decl.Name.Name == "init" {
					t.Errorf("%s has an init function", p.short())
				}
			case *ast.GenDecl:
				if decl.Tok != token.VAR {
					continue
				}
				ast.Inspect(decl, func(n ast.Node) bool {
					switch n := n.(type) {
					case *ast.FuncLit:
						return false // made, not called
					case *ast.CallExpr:
						name := callee(n.Fun)
						if !slices.Contains(constructors, name) && !isMethodOfField(n.Fun) && !p.declaresConstructor(t, name) {
							t.Errorf("%s calls %s when it is initialised", p.short(), name)
						}
					}
					return true
				})
			}
		}
	}
}

// TestNoPackageState checks that no variable of a package is ever written, and
// that none is of a kind that exists to be written. It knows a variable by its
// name alone, so that a local one of the same name must have another name.
func TestNoPackageState(t *testing.T) {
	for _, p := range packages(t) {
		if isTestHelper(p.short()) {
			continue
		}
		decls := declarations(t, p)
		vars := make(map[string]bool)
		for _, decl := range decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.VAR {
				continue
			}
			for _, spec := range gen.Specs {
				spec := spec.(*ast.ValueSpec)
				for _, name := range spec.Names {
					vars[name.Name] = name.Name != "_"
				}
				for _, value := range append([]ast.Expr{spec.Type}, spec.Values...) {
					if kind := changeable(value); kind != "" {
						t.Errorf("%s: %s is a %s", p.short(), spec.Names[0].Name, kind)
					}
				}
			}
		}
		for _, decl := range decls {
			ast.Inspect(decl, func(n ast.Node) bool {
				var written []ast.Expr
				switch n := n.(type) {
				case *ast.AssignStmt:
					if n.Tok != token.DEFINE {
						written = n.Lhs
					}
				case *ast.IncDecStmt:
					written = []ast.Expr{n.X}
				}
				for _, expr := range written {
					if name := base(expr); vars[name] {
						t.Errorf("%s writes its variable %s", p.short(), name)
					}
				}
				return true
			})
		}
	}
}

func declarations(t *testing.T, p listed) []ast.Decl {
	t.Helper()
	var decls []ast.Decl
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		decls = append(decls, f.Decls...)
	}
	return decls
}

// changeable returns what a variable of this type or value is for, if it is
// for being written.
func changeable(expr ast.Expr) string {
	switch expr := expr.(type) {
	case *ast.MapType:
		return "map"
	case *ast.ChanType:
		return "channel"
	case *ast.SelectorExpr:
		if pkg, ok := expr.X.(*ast.Ident); ok && (pkg.Name == "sync" || pkg.Name == "atomic") {
			return pkg.Name + "." + expr.Sel.Name
		}
	case *ast.CompositeLit:
		return changeable(expr.Type)
	case *ast.CallExpr:
		if callee(expr.Fun) == "make" && len(expr.Args) > 0 {
			return changeable(expr.Args[0])
		}
	}
	return ""
}

// base returns the variable that an expression reaches into.
func base(expr ast.Expr) string {
	for {
		switch e := expr.(type) {
		case *ast.Ident:
			return e.Name
		case *ast.IndexExpr:
			expr = e.X
		case *ast.SelectorExpr:
			expr = e.X
		case *ast.ParenExpr:
			expr = e.X
		default:
			return ""
		}
	}
}

// callee returns the name of a function as it is called, without its type
// arguments.
func callee(fun ast.Expr) string {
	switch fun := fun.(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		return callee(fun.X) + "." + fun.Sel.Name
	case *ast.IndexExpr:
		return callee(fun.X)
	case *ast.IndexListExpr:
		return callee(fun.X)
	}
	return ""
}

// isMethodOfField reports whether a row of a table is refined: Text(…).InLine(…).
func isMethodOfField(fun ast.Expr) bool {
	sel, ok := fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	_, ok = sel.X.(*ast.CallExpr)
	return ok
}

// declaresConstructor reports whether the package has a function of that name
// which only returns an expression or a value that it builds: rows of tables
// are made by such functions, and by conversions.
func (p listed) declaresConstructor(t *testing.T, name string) bool {
	t.Helper()
	for _, decl := range declarations(t, p) {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == name {
			return true
		}
		if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.TYPE {
			for _, spec := range gen.Specs {
				if spec.(*ast.TypeSpec).Name.Name == name {
					return true
				}
			}
		}
	}
	return false
}
