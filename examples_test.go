package awstls_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/printer"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// conventional are the methods that implement an interface of the standard
// library, and say so.
var conventional = map[string]bool{
	"String": true, "Error": true, "Unwrap": true, "LogValue": true,
	"AppendText": true, "MarshalText": true, "UnmarshalText": true,
	"MarshalJSON": true, "UnmarshalJSON": true, "MarshalBinary": true, "UnmarshalBinary": true,
}

// TestExamples checks that every exported function is called in an example with
// an output that is checked, and every method in such an example of its type.
func TestExamples(t *testing.T) {
	for _, p := range packages(t) {
		if strings.Contains(p.ImportPath, "internal") {
			continue
		}
		files := token.NewFileSet()
		names, err := filepath.Glob(filepath.Join(p.Dir, "*.go"))
		if err != nil || len(names) == 0 {
			t.Fatal(p.Dir, err)
		}
		var syntax []*ast.File
		for _, name := range names {
			f, err := parser.ParseFile(files, name, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			syntax = append(syntax, f)
		}
		pkg, err := doc.NewFromFiles(files, syntax, p.ImportPath)
		if err != nil {
			t.Fatal(err)
		}
		code := func(examples []*doc.Example) string {
			var b strings.Builder
			for _, e := range examples {
				// An example for a test cannot run without one.
				if e.Output != "" || e.EmptyOutput || pkg.Name == "tlslogtest" {
					if err := printer.Fprint(&b, files, e.Code); err != nil {
						t.Fatal(err)
					}
				}
			}
			return b.String()
		}
		var all strings.Builder
		all.WriteString(code(pkg.Examples))
		funcs := pkg.Funcs
		for _, f := range funcs {
			all.WriteString(code(f.Examples))
		}
		for _, typ := range pkg.Types {
			var own strings.Builder
			own.WriteString(code(typ.Examples))
			for _, f := range append(typ.Funcs, typ.Methods...) {
				own.WriteString(code(f.Examples))
			}
			for _, m := range typ.Methods {
				if !conventional[m.Name] && code(m.Examples) == "" && !strings.Contains(own.String(), "."+m.Name+"(") {
					t.Errorf("%s: the method %s of %s is in none of its examples", p.short(), m.Name, typ.Name)
				}
			}
			all.WriteString(own.String())
			funcs = append(funcs, typ.Funcs...)
		}
		for _, f := range funcs {
			if name := pkg.Name + "." + f.Name; !strings.Contains(all.String(), name+"(") && !strings.Contains(all.String(), name+"[") {
				t.Errorf("%s: the function %s is in no example", p.short(), f.Name)
			}
		}
	}
}
