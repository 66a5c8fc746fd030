package tlslog_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

var serialTests = []struct {
	name, in, want string // "" for what is no serial number
}{
	{"load balancer", "FEF257372D5C14D4", "FEF257372D5C14D4"},
	{"CloudFront", "00:b1:43:ed:93:d2:d8:f3:9d", "B143ED93D2D8F39D"},
	{"both cases", "aBcD", "ABCD"},
	{"odd number of digits", "abc", "ABC"},
	{"one digit", "7", "7"},
	{"single digits between colons", "1:2:3", "123"},
	{"zero", "0", "0"},
	{"zero with a sign byte", "00:00", "0"},
	{"leading zeros", "0000000a", "A"},
	{"zeros at the end", "0a00", "A00"},
	{"negative", "-0A1B", "-A1B"},
	{"negative zero", "-00", "0"},
	{"20 bytes", "7f:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff", "7F" + strings.Repeat("FF", 19)},
	{"64 bytes", strings.Repeat("f", 128), strings.Repeat("F", 128)},
	{"64 bytes and leading zeros", strings.Repeat("0", 500) + strings.Repeat("f", 128), strings.Repeat("F", 128)},
	{"negative, 64 bytes", "-" + strings.Repeat("f", 128), "-" + strings.Repeat("F", 128)},
	{"more than 64 bytes", strings.Repeat("f", 129), ""},
	{"hostile length", strings.Repeat("f", 1<<20), ""},
	{"hostile length of zeros", strings.Repeat("0", 1<<20), "0"},
	{"empty", "", ""},
	{"absent", "-", ""},
	{"colon", ":", ""},
	{"colon at the start", ":01", ""},
	{"colon at the end", "01:", ""},
	{"two colons", "01::02", ""},
	{"two signs", "--1", ""},
	{"sign behind", "1-", ""},
	{"plus sign", "+1", ""},
	{"prefix", "0x1F", ""},
	{"space", "01 02", ""},
	{"not hexadecimal", "0G", ""},
	{"beyond ASCII", "01é", ""},
}

func TestCanonicalSerial(t *testing.T) {
	for _, tt := range serialTests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := tlslog.CanonicalSerial(tt.in)
			if got != tt.want || ok != (tt.want != "") {
				t.Errorf("got %.200q, %v; want %.200q", got, ok, tt.want)
			}
			checkSerial(t, tt.in)
		})
	}
}

func FuzzCanonicalSerial(f *testing.F) {
	for _, tt := range serialTests {
		f.Add(tt.in)
	}
	f.Fuzz(func(t *testing.T, s string) { checkSerial(t, s) })
}

// checkSerial compares CanonicalSerial and SerialNumber with math/big.
func checkSerial(t *testing.T, s string) {
	t.Helper()
	want, wantOK := slowSerial(s)
	got, ok := tlslog.CanonicalSerial(s)
	n, nok := tlslog.Certificate{Serial: s}.SerialNumber()
	if ok != wantOK || nok != wantOK {
		t.Fatalf("%.200q: understood: %v, %v, want %v", s, ok, nok, wantOK)
	}
	if !ok {
		if got != "" || n != nil {
			t.Fatalf("%.200q is no serial number but gives %q, %v", s, got, n)
		}
		return
	}
	if wantText := strings.ToUpper(want.Text(16)); got != wantText {
		t.Fatalf("%.200q: got %s, want %s", s, got, wantText)
	}
	if n.Cmp(want) != 0 {
		t.Fatalf("%.200q: got the number %v, want %v", s, n, want)
	}
	if again, ok := tlslog.CanonicalSerial(got); !ok || again != got {
		t.Fatalf("%s is not canonical: %s, %v", got, again, ok)
	}
}

func slowSerial(s string) (*big.Int, bool) {
	digits, negative := strings.CutPrefix(s, "-")
	for part := range strings.SplitSeq(digits, ":") {
		if part == "" || strings.Trim(part, "0123456789abcdefABCDEF") != "" {
			return nil, false
		}
	}
	digits = strings.TrimLeft(strings.ReplaceAll(digits, ":", ""), "0")
	if len(digits) > 128 {
		return nil, false
	}
	n, ok := new(big.Int).SetString("0"+digits, 16)
	if negative {
		n.Neg(n)
	}
	return n, ok
}

func TestCanonicalSerialAllocs(t *testing.T) {
	for _, tt := range []struct {
		in  string
		max float64
	}{{"FEF257372D5C14D4", 0}, {"00:b1:43:ed:93:d2:d8:f3:9d", 1}, {"-", 0}} {
		if n := testing.AllocsPerRun(100, func() { tlslog.CanonicalSerial(tt.in) }); n > tt.max {
			t.Errorf("%v allocations for %s", n, tt.in)
		}
	}
}

func BenchmarkCanonicalSerial(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		tlslog.CanonicalSerial("00:b1:43:ed:93:d2:d8:f3:9d")
	}
}

func ExampleCanonicalSerial() {
	for _, s := range []string{"B143ED93D2D8F39D", "00:b1:43:ed:93:d2:d8:f3:9d", "-"} {
		serial, ok := tlslog.CanonicalSerial(s)
		fmt.Printf("%q %v\n", serial, ok)
	}
	// Output:
	// "B143ED93D2D8F39D" true
	// "B143ED93D2D8F39D" true
	// "" false
}

func ExampleCertificate_SerialNumber() {
	n, ok := tlslog.Certificate{Serial: "00:b1:43:ed:93:d2:d8:f3:9d"}.SerialNumber()
	fmt.Println(n, ok)
	// Output: 12773314187306267549 true
}
