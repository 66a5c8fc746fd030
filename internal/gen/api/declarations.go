package main

import (
	"fmt"
	"go/format"
	"go/types"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// declarations returns the exported API of pkg as a Go file that can be checked
// for its types.
func declarations(pkg *types.Package) ([]byte, error) {
	p := &printer{pkg: pkg, imports: make(map[string]string)}
	for _, name := range pkg.Scope().Names() {
		if obj := pkg.Scope().Lookup(name); obj.Exported() {
			p.object(obj)
		}
	}
	var head strings.Builder
	fmt.Fprintf(&head, "package %s // import %q\n\n", pkg.Name(), pkg.Path())
	for _, path := range slices.Sorted(maps.Values(p.imports)) {
		fmt.Fprintf(&head, "import %q\n", path)
	}
	text, err := format.Source([]byte(head.String() + "\n" + p.out.String()))
	if err != nil {
		p.fail(err)
	}
	return text, p.err
}

// A printer prints the declarations of one package.
type printer struct {
	pkg     *types.Package
	out     strings.Builder
	imports map[string]string // the path by the name of the package
	err     error
}

func (p *printer) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

func (p *printer) object(obj types.Object) {
	switch obj := obj.(type) {
	case *types.Const:
		typ := p.text(obj.Type())
		if strings.HasPrefix(typ, "untyped ") {
			typ = ""
		}
		fmt.Fprintf(&p.out, "const %s %s = %s\n", obj.Name(), typ, obj.Val().ExactString())
	case *types.Var:
		fmt.Fprintf(&p.out, "var %s %s\n", obj.Name(), p.text(obj.Type()))
	case *types.Func:
		fmt.Fprintf(&p.out, "func %s%s\n", obj.Name(), p.signature(obj))
	case *types.TypeName:
		p.typeName(obj)
	}
}

func (p *printer) typeName(obj *types.TypeName) {
	named, ok := obj.Type().(*types.Named)
	if !ok || obj.IsAlias() {
		p.fail(fmt.Errorf("%s is of a kind that is not printed yet", obj.Name()))
		return
	}
	var params []string
	for param := range named.TypeParams().TypeParams() {
		params = append(params, param.Obj().Name()+" "+p.text(param.Constraint()))
	}
	list := ""
	if params != nil {
		list = "[" + strings.Join(params, ", ") + "]"
	}
	fmt.Fprintf(&p.out, "\ntype %s%s ", obj.Name(), list)
	if st, ok := named.Underlying().(*types.Struct); ok {
		p.structType(st)
	} else {
		p.out.WriteString(p.text(named.Underlying()) + "\n")
	}
	methods := slices.SortedFunc(named.Methods(), func(a, b *types.Func) int { return strings.Compare(a.Name(), b.Name()) })
	for _, m := range methods {
		if m.Exported() {
			fmt.Fprintf(&p.out, "func (%s) %s%s\n", p.text(m.Signature().Recv().Type()), m.Name(), p.signature(m))
		}
	}
	p.out.WriteByte('\n')
}

// structType prints the exported fields. The others are one field that says
// whether values can be compared.
func (p *printer) structType(st *types.Struct) {
	p.out.WriteString("struct {\n")
	hidden := false
	for i := range st.NumFields() {
		switch f := st.Field(i); {
		case !f.Exported():
			hidden = true
			if f.Embedded() {
				p.fail(fmt.Errorf("a struct embeds %s, whose exported fields and methods are not printed yet", f.Name()))
			}
		default:
			if !f.Embedded() {
				p.out.WriteString(f.Name() + " ")
			}
			p.out.WriteString(p.text(f.Type()))
			if tag := st.Tag(i); tag != "" {
				p.out.WriteString(" `" + tag + "`")
			}
			p.out.WriteByte('\n')
		}
	}
	switch {
	case !hidden:
	case types.Comparable(st):
		p.out.WriteString("_ struct{} // unexported fields\n")
	default:
		p.out.WriteString("_ [0]func() // unexported fields, not comparable\n")
	}
	p.out.WriteString("}\n")
}

func (p *printer) signature(f *types.Func) string {
	text := strings.TrimPrefix(p.text(f.Type()), "func")
	// The compiler names some results that have no name.
	if !strings.Contains(text, "#rv2 ") {
		text = soleResult.ReplaceAllString(text, "$1")
	}
	return results.ReplaceAllString(text, "")
}

var (
	soleResult = regexp.MustCompile(`\(#rv1 (.*)\)$`)
	results    = regexp.MustCompile(`#rv[0-9]+ `)
)

// text returns a type as Go source, and notes what it imports.
func (p *printer) text(t types.Type) string {
	return types.TypeString(t, func(pkg *types.Package) string {
		switch {
		case pkg == p.pkg:
			return ""
		case isInternal(pkg.Path()):
			p.fail(fmt.Errorf("the API names a type of %s", pkg.Path()))
		case p.imports[pkg.Name()] != "" && p.imports[pkg.Name()] != pkg.Path():
			p.fail(fmt.Errorf("the API names types of two packages %s", pkg.Name()))
		}
		p.imports[pkg.Name()] = pkg.Path()
		return pkg.Name()
	})
}
