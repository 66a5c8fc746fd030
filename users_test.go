package awstls_test

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestInternalUsers checks that the documentation of each internal package says
// which packages use it, in a paragraph that begins with "Used by".
func TestInternalUsers(t *testing.T) {
	pkgs := packages(t)
	name := func(importPath string) string {
		short, ok := strings.CutPrefix(importPath, modulePath+"/")
		if !ok {
			return filepath.Base(importPath)
		}
		return short
	}
	users := map[string][]string{}
	for _, p := range pkgs {
		for _, imp := range p.Imports {
			if strings.HasPrefix(imp, modulePath) && !isTestHelper(p.short()) {
				users[imp] = append(users[imp], name(p.ImportPath))
			}
		}
	}
	word := regexp.MustCompile(`[a-z0-9]+(/[a-z0-9]+)*`)
	for _, p := range pkgs {
		if !strings.Contains(p.ImportPath, "/internal/") || isTestHelper(p.short()) || p.Name == "main" {
			continue
		}
		var doc strings.Builder
		for _, file := range p.GoFiles {
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, file), nil, parser.PackageClauseOnly|parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			doc.WriteString(f.Doc.Text())
		}
		_, paragraph, _ := strings.Cut(doc.String(), "\nUsed by ")
		paragraph, _, _ = strings.Cut(paragraph, "\n\n")
		var told []string
		for _, w := range word.FindAllString(paragraph, -1) {
			if slices.ContainsFunc(pkgs, func(p listed) bool { return name(p.ImportPath) == w }) {
				told = append(told, w)
			}
		}
		slices.Sort(told)
		slices.Sort(users[p.ImportPath])
		if !slices.Equal(told, users[p.ImportPath]) {
			t.Errorf("%s says that it is used by %q, and is by %q", p.short(), told, users[p.ImportPath])
		}
	}
}
