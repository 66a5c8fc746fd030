package reliability

import (
	"flag"
	"os"
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
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the table %s of %s is not what was found (-found +there); go test ./internal/reliability -update writes it:\n%s", name, docs, diff)
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
