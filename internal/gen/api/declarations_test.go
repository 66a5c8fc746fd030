package main

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDeclarations(t *testing.T) {
	const source = `package p

import "io"

// A T is documented.
type T struct {
	Name   string ` + "`json:\"name\"`" + `
	hidden int
}

type Func struct {
	io.Reader
	f func()
}

type Number uint8

func (n *Number) Set(i int) error { return nil }
func (n Number) unseen()          {}
func (n Number) Get() int         { return 1 }

const One, Limit Number = 1, 1 << 4

const Word = "a\n"

var Err error

type Set[K comparable, V any] map[K]V

func (s Set[K, V]) Add(k K, v V) {}

type Either interface{ T | Func }

func Make[K comparable](r io.Reader, keys ...K) (s Set[K, int], err error) { return }

func unseen() {}
`
	const want = `package p // import "example.com/p"

import "io"

type Either interface{ T | Func }

var Err error

type Func struct {
	io.Reader
	_ [0]func() // unexported fields, not comparable
}

const Limit Number = 16

func Make[K comparable](r io.Reader, keys ...K) (s Set[K, int], err error)

type Number uint8

func (Number) Get() int
func (*Number) Set(i int) error

const One Number = 1

type Set[K comparable, V any] map[K]V

func (Set[K, V]) Add(k K, v V)

type T struct {
	Name string   ` + "`json:\"name\"`" + `
	_    struct{} // unexported fields
}

const Word = "a\n"
`
	got, err := declarations(check(t, source))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	if again, err := declarations(check(t, want)); err != nil || string(again) != want {
		t.Errorf("read again it is %s, %v", again, err)
	}
}

func TestDeclarationsErrors(t *testing.T) {
	for source, want := range map[string]string{
		"package p; type A = int":                        "A is of a kind",
		"package p; type b struct{}; type A struct{ b }": "embeds b",
	} {
		if _, err := declarations(check(t, source)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", source, err)
		}
	}
}

func check(t *testing.T, source string) *types.Package {
	t.Helper()
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: importer.Default(), Error: func(err error) {
		if err, ok := err.(types.Error); !ok || !err.Soft {
			t.Error(err)
		}
	}}
	pkg, _ := conf.Check("example.com/p", files, []*ast.File{f}, nil)
	return pkg
}
