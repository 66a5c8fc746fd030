package field

import (
	"fmt"
	"net/netip"
	"regexp"
	"strconv"
	"testing"
)

var (
	leadingDigits = regexp.MustCompile(`^[0-9]+`)
	leadingOctets = regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+`)
)

// slowLeadingAddr4 is LeadingAddr4, by a regular expression and netip.
func slowLeadingAddr4(s string) (netip.Addr, int) {
	head := leadingOctets.FindString(s)
	a, err := netip.ParseAddr(head)
	if err != nil {
		return netip.Addr{}, 0
	}
	return a, len(head)
}

// slowLeadingUint is LeadingUint, by a regular expression and strconv.
func slowLeadingUint(s string) (uint64, int) {
	head := leadingDigits.FindString(s)
	n, err := strconv.ParseUint(head, 10, 64)
	if err != nil || n >= 1e7 || strconv.FormatUint(n, 10) != head {
		return 0, 0
	}
	return n, len(head)
}

// leadingSeeds are values with all numbers of bytes behind them, since the
// last bytes of a text are loaded in another way.
func leadingSeeds() (seeds []string) {
	for _, value := range []string{
		"", "0", "7", "10", "443", "0443", "65535", "65536", "1234567", "12345678", "-", "x", "12x", "\xb0", "1\xff2",
		"0.0.0.0", "1.1.1.1", "203.0.113.7", "255.255.255.255", "256.1.1.1", "1.256.1.1", "1.1.1.256", "1.1.1.999",
		"01.1.1.1", "1.00.1.1", "1.1.1.01", "1.1.1", "1.1.1.", ".1.1.1", "1..1.1", "1.1.1.1.1", "1111.1.1.1", "1.1.1.1111",
		"1.1.111111111.1", "0.0.0000000.7", "1.1.1.111111111111", "1111111111111111",
		"1,1.1.1", "1.1,1.1", "1.1.1,1", "1.1.1.\xb1", "2001:db8::1",
	} {
		for n := range 18 {
			seeds = append(seeds, value+" \t\"-7.x\xff     1234567"[:n])
		}
	}
	for octet := range 300 {
		seeds = append(seeds, fmt.Sprintf("%d.%d.%d.%d ", octet, octet%7, octet%101, octet), fmt.Sprintf("1.%d.%d.1", octet, octet))
	}
	return seeds
}

func TestLeading(t *testing.T) {
	for _, s := range leadingSeeds() {
		checkLeading(t, s)
	}
}

func FuzzLeading(f *testing.F) {
	for _, s := range leadingSeeds() {
		f.Add(s)
	}
	f.Fuzz(checkLeading)
}

func checkLeading(t *testing.T, s string) {
	a, width := LeadingAddr4(s)
	if wantA, want := slowLeadingAddr4(s); a != wantA || width != want {
		t.Errorf("LeadingAddr4(%q) = %v, %d; want %v, %d", s, a, width, wantA, want)
	}
	n, width := LeadingUint(s)
	if wantN, want := slowLeadingUint(s); n != wantN || width != want {
		t.Errorf("LeadingUint(%q) = %d, %d; want %d, %d", s, n, width, wantN, want)
	}
}
