package networkfirewall

import (
	"slices"
	"strings"
	"testing"
)

var mismatches = []struct {
	message string
	asked   string
	names   []string
	ok      bool
}{
	// As AWS writes it.
	{"SNI: test.example Match Failed to server certificate names: a.example/a.example ", "test.example", []string{"a.example"}, true},
	{"SNI: test.example Match Failed to server certificate names: a.example/a.example/b.example/*.c.example ", "test.example", []string{"a.example", "b.example", "*.c.example"}, true},

	// As it may.
	{"SNI: test.example Match Failed to server certificate names: a.example", "test.example", []string{"a.example"}, true},
	{"SNI: test.example Match Failed to server certificate names: a.example/b.example", "test.example", []string{"a.example", "b.example"}, true},
	{"SNI: test.example Match Failed to server certificate names: a.example/b.example/b.example", "test.example", []string{"a.example", "b.example", "b.example"}, true},
	{"SNI: test.example Match Failed to server certificate names: Example Server CA/192.0.2.1/2001:db8::1/ä.example  ", "test.example", []string{"Example Server CA", "192.0.2.1", "2001:db8::1", "ä.example"}, true},
	{"SNI: test.example Match Failed to server certificate names:  ", "test.example", nil, true},
	{"SNI: test.example Match Failed to server certificate names: ", "test.example", nil, true},
	{"SNI: test.example Match Failed to server certificate names: //a//", "test.example", []string{"a"}, true},
	{"SNI:  Match Failed to server certificate names: a", "", []string{"a"}, true},
	{"SNI: SNI: x Match Failed to server certificate names: a Match Failed to server certificate names: b ", "SNI: x", []string{"a Match Failed to server certificate names: b"}, true},

	// Anything else.
	{"SNI: test.example Match Failed", "", nil, false},
	{"test.example Match Failed to server certificate names: a", "", nil, false},
	{"Server name is not found in client hello.", "", nil, false},
	{"", "", nil, false},
}

func TestParseMismatch(t *testing.T) {
	for _, tt := range mismatches {
		asked, names, ok := ParseMismatch(tt.message)
		if got := slices.Collect(names.All()); asked != tt.asked || ok != tt.ok || !slices.Equal(got, tt.names) {
			t.Errorf("%q: got %q, %q, %v, want %q, %q, %v", tt.message, asked, got, ok, tt.asked, tt.names, tt.ok)
		}
		for name := range names.All() {
			if name != tt.names[0] {
				t.Errorf("%q: starts with %q", tt.message, name)
			}
			break
		}
	}
}

func TestParseMismatchAllocs(t *testing.T) {
	message := mismatches[1].message
	n := 0
	if allocs := testing.AllocsPerRun(100, func() {
		_, names, _ := ParseMismatch(message)
		for name := range names.All() {
			n += len(name)
		}
	}); allocs > 0 {
		t.Errorf("%v allocations", allocs)
	}
}

// FuzzParseMismatch checks that all that the splitter leaves out are slashes,
// spaces at the end, and the second of two equal names.
func FuzzParseMismatch(f *testing.F) {
	for _, tt := range mismatches {
		f.Add(tt.message)
	}
	f.Fuzz(func(t *testing.T, message string) {
		asked, names, ok := ParseMismatch(message)
		if ok != (TLSError{message}.Kind() == ErrorSNIMismatch) {
			t.Errorf("%q is a mismatch: %v", message, ok)
		}
		list := slices.Collect(names.All())
		if !ok {
			if asked != "" || list != nil {
				t.Errorf("%q is no mismatch, and yet %q, %q", message, asked, list)
			}
			return
		}
		rest, found := strings.CutPrefix(message, "SNI: "+asked+" Match Failed to server certificate names: ")
		if !found {
			t.Fatalf("%q does not start with %q", message, asked)
		}
		// The slow way.
		var want []string
		for i, name := range strings.Split(strings.TrimRight(rest, " "), "/") {
			if i == 1 && len(want) == 1 && want[0] == name {
				continue
			}
			if name != "" {
				want = append(want, name)
			}
		}
		if !slices.Equal(list, want) {
			t.Errorf("%q has the names %q, want %q", message, list, want)
		}
	})
}
