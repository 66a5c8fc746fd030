package tlslog_test

import (
	"fmt"
	"math/bits"
	"slices"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

var weaknessTests = []struct {
	weakness tlslog.Weakness
	text     string
}{
	{0, ""},
	{tlslog.WeaknessNULL, "NULL"},
	{tlslog.WeaknessAnonymous, "anonymous"},
	{tlslog.WeaknessExport, "export"},
	{tlslog.WeaknessRC4, "RC4"},
	{tlslog.WeaknessRC2, "RC2"},
	{tlslog.WeaknessDES, "DES"},
	{tlslog.Weakness3DES, "3DES"},
	{tlslog.WeaknessIDEA, "IDEA"},
	{tlslog.WeaknessMD5, "MD5"},
	{tlslog.WeaknessCBC, "CBC"},
	{tlslog.WeaknessNoForwardSecrecy, "no forward secrecy"},
	{tlslog.WeaknessCCM8, "CCM_8"},
	{tlslog.WeaknessCBC | tlslog.WeaknessNoForwardSecrecy, "CBC|no forward secrecy"},
	{tlslog.WeaknessNULL | tlslog.WeaknessMD5 | tlslog.WeaknessCCM8, "NULL|MD5|CCM_8"},
	{1 << 12, "0x1000"},
	{1<<12 | tlslog.WeaknessRC4 | 1<<15, "RC4|0x1000|0x8000"},
}

func TestWeaknessString(t *testing.T) {
	for _, tt := range weaknessTests {
		if got := tt.weakness.String(); got != tt.text {
			t.Errorf("Weakness(%#x).String() = %q, want %q", uint16(tt.weakness), got, tt.text)
		}
	}
}

// TestWeaknesses checks every set.
func TestWeaknesses(t *testing.T) {
	for n := range 1 << 16 {
		w := tlslog.Weakness(n)
		checkText(t, w, new(tlslog.Weakness(1)))

		all := slices.Collect(w.All())
		var union tlslog.Weakness
		for _, x := range all {
			union |= x
			if !w.Has(x) || bits.OnesCount16(uint16(x)) != 1 {
				t.Errorf("Weakness(%#x).All gives %#x", n, uint16(x))
			}
		}
		if union != w || !slices.IsSorted(all) || len(all) != bits.OnesCount16(uint16(w)) {
			t.Errorf("Weakness(%#x).All gives %#x", n, all)
		}
	}
}

func TestWeaknessAllBreak(t *testing.T) {
	for w := range (tlslog.WeaknessRC4 | tlslog.WeaknessMD5).All() {
		if w != tlslog.WeaknessRC4 {
			t.Errorf("All begins with %v", w)
		}
		break
	}
}

func TestWeaknessHas(t *testing.T) {
	w := tlslog.WeaknessCBC | tlslog.WeaknessRC4
	for _, tt := range []struct {
		x    tlslog.Weakness
		want bool
	}{
		{0, true},
		{tlslog.WeaknessCBC, true},
		{w, true},
		{tlslog.WeaknessMD5, false},
		{tlslog.WeaknessMD5 | tlslog.WeaknessCBC, false},
	} {
		if got := w.Has(tt.x); got != tt.want {
			t.Errorf("Has(%v) = %t", tt.x, got)
		}
	}
}

func TestWeaknessUnmarshalText(t *testing.T) {
	var w tlslog.Weakness
	if err := w.UnmarshalText([]byte("CBC|RC4|CBC")); err != nil || w != tlslog.WeaknessRC4|tlslog.WeaknessCBC {
		t.Errorf("UnmarshalText gives %v, %v", w, err)
	}
	for _, text := range []string{"weak", "|", "CBC|", "|CBC", "CBC||RC4", "CBC|weak", "cbc", "0x100g", "no forward secrecy at all"} {
		w = tlslog.WeaknessMD5
		checkTextError(t, &w, text)
		if w != tlslog.WeaknessMD5 {
			t.Errorf("UnmarshalText(%q) changed the set to %v", text, w)
		}
	}
}

func TestWeaknessAllocs(t *testing.T) {
	n := testing.AllocsPerRun(100, func() {
		all := tlslog.Weakness(1<<12 - 1)
		for w := range all.All() {
			sink = w.String()
		}
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzWeaknessText(f *testing.F) {
	for _, tt := range weaknessTests {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var w, again tlslog.Weakness
		if w.UnmarshalText([]byte(text)) != nil {
			return
		}
		if err := again.UnmarshalText([]byte(w.String())); again != w || err != nil {
			t.Errorf("%q gives %v, which gives %v, %v", text, w, again, err)
		}
	})
}

func ExampleWeakness_All() {
	for w := range tlslog.CipherName("EXP-RC4-MD5").CipherSuite().Weakness().All() {
		fmt.Println(w)
	}
	// Output:
	// export
	// RC4
	// MD5
	// no forward secrecy
}

func ExampleWeakness_Has() {
	w := tlslog.CipherName("AES128-GCM-SHA256").CipherSuite().Weakness()
	fmt.Println(w.Has(tlslog.WeaknessNoForwardSecrecy), w.Has(tlslog.WeaknessCBC))
	// Output: true false
}
