package posture

import (
	"net/netip"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCut(t *testing.T) {
	for _, n := range []int{0, 1, maxText - 1, maxText} {
		if s := strings.Repeat("x", n); cut(s) != s {
			t.Errorf("a text of %d bytes was cut", n)
		}
	}
	long := strings.Repeat("x", 2000)
	for _, s := range []string{
		long[:maxText+1],
		long,
		strings.Repeat("é", 1000),
		"x" + strings.Repeat("é", 1000),
		strings.Repeat("\U0001f511", 500),
		"x" + strings.Repeat("\U0001f511", 500),
		strings.Repeat("\x80", 2000), // no rune starts
		strings.Repeat("\xff", 2000),
	} {
		got := cut(s)
		kept, _, ok := strings.Cut(got, "…")
		if !ok || !strings.HasPrefix(s, kept) || len(kept) < maxText-30 || len(got) > maxText {
			t.Errorf("cut(%.8q…) is %d bytes, %.8q… and %q", s, len(got), got, got[len(kept):])
		}
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Errorf("cut(%.8q…) is not UTF-8", s)
		}
		if got != cut(s) || got != cut(got) {
			t.Errorf("cut(%.8q…) is not stable", s)
		}
		if got == cut(s+"x") {
			t.Errorf("cut(%.8q…) does not tell two texts apart", s)
		}
	}
}

func TestCutAddr(t *testing.T) {
	short := netip.MustParseAddr("fe80::1%eth0")
	if got := cutAddr(short); got != short {
		t.Errorf("got %v, want %v", got, short)
	}
	long := short.WithZone(strings.Repeat("x", 5000))
	if got := cutAddr(long); len(got.Zone()) > maxText || got.WithZone("") != short.WithZone("") {
		t.Errorf("the zone has %d bytes", len(got.Zone()))
	}
}
