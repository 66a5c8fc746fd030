package reliability

import (
	"flag"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the tables of docs/reliability.md anew")

const docs = "../../docs/reliability.md"

// compareDocs compares a table of the docs with what it is to be.
func compareDocs(t *testing.T, name, want string) {
	t.Helper()
	text, err := os.ReadFile(docs)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(text), "<!-- generated: "+name+" -->\n")
	got, tail, closed := strings.Cut(rest, "<!-- end -->")
	if !ok || !closed {
		t.Fatalf("%s has no table %s", docs, name)
	}
	if *update {
		if err := os.WriteFile(docs, []byte(head+"<!-- generated: "+name+" -->\n"+want+"<!-- end -->"+tail), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" && !alike(want, got) {
		t.Errorf("the table %s of %s is not what was found (-found +there); go test ./internal/reliability -update writes it:\n%s", name, docs, diff)
	}
}

// alike reports whether two tables differ in nothing but their numbers, and in
// these by no more than a third: they depend on the records that the tests make,
// and are another with each new field.
func alike(a, b string) bool {
	number := regexp.MustCompile(`\| [0-9 ]+ \|`)
	if number.ReplaceAllString(a, "") != number.ReplaceAllString(b, "") {
		return false
	}
	count := func(s string) int {
		n, _ := strconv.Atoi(strings.Trim(strings.ReplaceAll(s, " ", ""), "|"))
		return n
	}
	numbers := number.FindAllString(b, -1)
	for i, s := range number.FindAllString(a, -1) {
		if x, y := count(s), count(numbers[i]); x*3 < y*2 || y*3 < x*2 {
			return false
		}
	}
	return true
}

func TestAlike(t *testing.T) {
	const table = "| a 1 | 1 200 |\n| all | 1 500 000 |\n"
	for other, want := range map[string]bool{
		table:                                    true,
		"| a 1 | 900 |\n| all | 1 600 000 |\n":   true,
		"| a 1 | 700 |\n| all | 1 500 000 |\n":   false,
		"| a 1 | 1 200 |\n| all | 2 400 000 |\n": false,
		"| a 2 | 1 200 |\n| all | 1 500 000 |\n": false,
		"| all | 1 500 000 |\n":                  false,
	} {
		if alike(table, other) != want || alike(other, table) != want {
			t.Errorf("%q", other)
		}
	}
}

// thousands writes a number with a space between groups of three digits.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return s
}
