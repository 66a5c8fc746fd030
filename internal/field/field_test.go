package field

import (
	"strings"
	"testing"
)

// A kind is a reader of this package with all that is needed to check it.
type kind[T comparable] struct {
	read      func(s string) (T, bool)
	oracle    func(s string) (T, bool) // the same, slow and plain
	write     func(b []byte, v T) []byte
	canonical func(s string) bool
}

// check checks s against the oracle, the writer and the check for the
// canonical spelling.
func (k kind[T]) check(t *testing.T, s string) {
	t.Helper()
	got, ok := k.read(s)
	want, wantOK := k.oracle(s)
	if got != want || ok != wantOK {
		t.Fatalf("read(%q) = %v, %t, want %v, %t", s, got, ok, want, wantOK)
	}
	canonical := k.canonical(s) // must not panic, whatever s is
	if !ok {
		return
	}
	text := string(k.write(nil, got))
	if canonical != (text == s) {
		t.Fatalf("canonical(%q) = %t, but it is written as %q", s, canonical, text)
	}
	if again, ok := k.read(text); again != got || !ok {
		t.Fatalf("read(%q) = %v, is written as %q and read again as %v, %t", s, got, text, again, ok)
	}
	if !k.canonical(text) {
		t.Fatalf("canonical(%q) = false, but it is what is written", text)
	}
}

// checkAll checks each of the texts, all that is one byte away from it, and
// all lengths up to 40 of each byte.
func (k kind[T]) checkAll(t *testing.T, texts []string) {
	t.Helper()
	for _, s := range texts {
		k.check(t, s)
		for i := range len(s) {
			k.check(t, s[:i])
			k.check(t, s[i:])
			k.check(t, s[:i]+s[i+1:])
			for c := range 256 {
				k.check(t, s[:i]+string([]byte{byte(c)})+s[i+1:])
			}
		}
		for _, c := range "0159.:-+TZ \x00\x80é" {
			for i := range len(s) + 1 {
				k.check(t, s[:i]+string(c)+s[i:])
			}
		}
	}
	for c := range 256 {
		for n := range 41 {
			k.check(t, strings.Repeat(string([]byte{byte(c)}), n))
		}
	}
}

// maxFuzz is the longest text that is worth the time of the oracles.
const maxFuzz = 500

// fuzz checks whatever texts the fuzzer makes of the given ones.
func (k kind[T]) fuzz(f *testing.F, texts []string) {
	for _, s := range texts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > maxFuzz {
			t.Skip()
		}
		k.check(t, s)
	})
}

// checkAllocs checks that nothing is allocated for any of the texts.
func (k kind[T]) checkAllocs(t *testing.T, texts []string) {
	t.Helper()
	b := make([]byte, 0, 64)
	for _, s := range texts {
		n := testing.AllocsPerRun(10, func() {
			if v, ok := k.read(s); ok {
				b = k.write(b[:0], v)
				k.canonical(s)
			}
		})
		if n != 0 {
			t.Errorf("%q: %v allocations, want 0", s, n)
		}
	}
}
