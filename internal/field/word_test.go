package field

import (
	"fmt"
	"testing"
)

func TestLoad8(t *testing.T) {
	if got := load8("12345678 and more"); got != 0x38_37_36_35_34_33_32_31 {
		t.Errorf("got %#x", got)
	}
}

// TestWithin sets each byte of a word to each value, with neighbours of all
// kinds.
func TestWithin(t *testing.T) {
	lo, hi := load8("0000-00T"), load8("9999-19T")
	for _, around := range []string{"2006-01T", "0000-00T", "9999-19T", "\x00\x00\x00\x00\x00\x00\x00\x00", "\xff\xff\xff\xff\xff\xff\xff\xff", "/://,/:S"} {
		for i := range 8 {
			for c := range 256 {
				b := []byte(around)
				b[i] = byte(c)
				offsets, ok := within(load8(string(b)), lo, hi)
				all := true
				for j := range 8 {
					l, h := byte(lo>>(8*j)), byte(hi>>(8*j))
					in := l <= b[j] && b[j] <= h
					all = all && in
					if in && byte(offsets>>(8*j)) != b[j]-l {
						t.Fatalf("within(%q): offset %d is %d", b, j, byte(offsets>>(8*j)))
					}
				}
				if (ok == high) != all {
					t.Fatalf("within(%q) = %#x, want all in range: %t", b, ok, all)
				}
			}
		}
	}
}

func TestNumber8(t *testing.T) {
	check := func(n uint64) {
		d, _ := within(load8(fmt.Sprintf("%08d", n)), load8("00000000"), load8("99999999"))
		if got := number8(d); got != n {
			t.Fatalf("number8 of the digits of %d = %d", n, got)
		}
	}
	for n := uint64(0); n < 1e8; n += 997 {
		check(n)
	}
	check(99999999)
}
