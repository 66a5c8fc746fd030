package tlslog_test

import (
	"crypto/tls"
	"fmt"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// keyExchangeTests are texts, what ParseKeyExchange makes of them, and what
// is known of it.
var keyExchangeTests = []struct {
	text                       string
	want                       tlslog.KeyExchange
	known, postQuantum, hybrid bool
}{
	// Logged by load balancers and CloudTrail, or documented.
	{"secp256r1", "secp256r1", true, false, false},
	{"secp384r1", "secp384r1", true, false, false},
	{"secp521r1", "secp521r1", true, false, false},
	{"x25519", "x25519", true, false, false},
	{"X25519", "x25519", true, false, false},
	{"prime256v1", "secp256r1", true, false, false},
	{"X25519MLKEM768", "X25519MLKEM768", true, true, true},
	{"SecP256r1MLKEM768", "SecP256r1MLKEM768", true, true, true},
	{"SecP384r1MLKEM1024", "SecP384r1MLKEM1024", true, true, true},
	{"MLKEM1024", "MLKEM1024", true, true, false},
	{"x25519_kyber-512-r3", "x25519_kyber-512-r3", true, true, true},
	{"secp256r1_kyber-512-r3", "secp256r1_kyber-512-r3", true, true, true},

	// Names of NIST and of crypto/tls.
	{"P-256", "secp256r1", true, false, false},
	{"P-384", "secp384r1", true, false, false},
	{"P-521", "secp521r1", true, false, false},
	{"CurveP256", "secp256r1", true, false, false},
	{"CurveP384", "secp384r1", true, false, false},
	{"CurveP521", "secp521r1", true, false, false},

	// The rest.
	{"X448", "x448", true, false, false},
	{"brainpoolP256r1", "brainpoolP256r1", true, false, false},
	{"brainpoolP384r1", "brainpoolP384r1", true, false, false},
	{"brainpoolP512r1", "brainpoolP512r1", true, false, false},
	{"brainpoolP256r1tls13", "brainpoolP256r1tls13", true, false, false},
	{"brainpoolP384r1tls13", "brainpoolP384r1tls13", true, false, false},
	{"brainpoolP512r1tls13", "brainpoolP512r1tls13", true, false, false},
	{"ffdhe2048", "ffdhe2048", true, false, false},
	{"ffdhe3072", "ffdhe3072", true, false, false},
	{"ffdhe4096", "ffdhe4096", true, false, false},
	{"ffdhe6144", "ffdhe6144", true, false, false},
	{"ffdhe8192", "ffdhe8192", true, false, false},
	{"curveSM2MLKEM768", "curveSM2MLKEM768", true, true, true},
	{"MLKEM512", "MLKEM512", true, true, false},
	{"MLKEM768", "MLKEM768", true, true, false},
	{"X25519Kyber768Draft00", "X25519Kyber768Draft00", true, true, true},
	{"SecP256r1Kyber768Draft00", "SecP256r1Kyber768Draft00", true, true, true},
	{"x25519_kyber-768-r3", "X25519Kyber768Draft00", true, true, true},
	{"secp256r1_kyber-768-r3", "SecP256r1Kyber768Draft00", true, true, true},
	{"secp384r1_kyber-768-r3", "secp384r1_kyber-768-r3", true, true, true},
	{"secp521r1_kyber-1024-r3", "secp521r1_kyber-1024-r3", true, true, true},

	// No group.
	{"", "", false, false, false},
	{"-", "", false, false, false},
	{"none", "", false, false, false},
	{"unsupported", "", false, false, false},

	// Not known, kept as written.
	{"X25519MLKEM1024", "X25519MLKEM1024", false, false, false},
	{"x25519 ", "x25519 ", false, false, false},
	{"--", "--", false, false, false},
	{"ſecp256r1", "ſecp256r1", false, false, false},
	{"X25519MLKEM768X25519MLKEM768X25519MLKEM768", "X25519MLKEM768X25519MLKEM768X25519MLKEM768", false, false, false},
	{"\xff", "\xff", false, false, false},
}

func TestParseKeyExchange(t *testing.T) {
	for _, tt := range keyExchangeTests {
		texts := []string{tt.text}
		if tt.known || tt.want == "" {
			texts = append(texts, strings.ToLower(tt.text), strings.ToUpper(tt.text))
		}
		for _, text := range texts {
			if got := tlslog.ParseKeyExchange(text); got != tt.want {
				t.Errorf("ParseKeyExchange(%q) = %q, want %q", text, got, tt.want)
			}
			k := tlslog.KeyExchange(text)
			if k.Known() != tt.known || k.PostQuantum() != tt.postQuantum || k.Hybrid() != tt.hybrid {
				t.Errorf("%q: known %t, post-quantum %t, hybrid %t; want %t, %t, %t",
					k, k.Known(), k.PostQuantum(), k.Hybrid(), tt.known, tt.postQuantum, tt.hybrid)
			}
			if k.String() != text {
				t.Errorf("%q: String = %q", text, k)
			}
		}
	}
}

// TestKeyExchangesOfGo checks that the groups of crypto/tls are known by the
// names that it gives them.
func TestKeyExchangesOfGo(t *testing.T) {
	for id, want := range map[tls.CurveID]tlslog.KeyExchange{
		tls.CurveP256:          "secp256r1",
		tls.CurveP384:          "secp384r1",
		tls.CurveP521:          "secp521r1",
		tls.X25519:             "x25519",
		tls.X25519MLKEM768:     "X25519MLKEM768",
		tls.SecP256r1MLKEM768:  "SecP256r1MLKEM768",
		tls.SecP384r1MLKEM1024: "SecP384r1MLKEM1024",
	} {
		if got := tlslog.ParseKeyExchange(id.String()); got != want {
			t.Errorf("ParseKeyExchange(%q) = %q, want %q", id, got, want)
		}
	}
}

func TestKeyExchangeAllocs(t *testing.T) {
	n := testing.AllocsPerRun(100, func() {
		for _, tt := range keyExchangeTests {
			k := tlslog.ParseKeyExchange(tt.text)
			if k.Known() && !k.PostQuantum() && k.Hybrid() {
				continue
			}
			sink = k.String()
		}
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzParseKeyExchange(f *testing.F) {
	for _, tt := range keyExchangeTests {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		k := tlslog.ParseKeyExchange(text)
		if got := tlslog.ParseKeyExchange(string(k)); got != k {
			t.Errorf("ParseKeyExchange(%q) = %q, and of that %q", text, k, got)
		}
		raw := tlslog.KeyExchange(text)
		if raw.Known() != k.Known() || raw.PostQuantum() != k.PostQuantum() || raw.Hybrid() != k.Hybrid() {
			t.Errorf("%q and %q differ", raw, k)
		}
		if k.Hybrid() && !k.PostQuantum() || k.PostQuantum() && !k.Known() {
			t.Errorf("%q: known %t, post-quantum %t, hybrid %t", k, k.Known(), k.PostQuantum(), k.Hybrid())
		}
		if !k.Known() && k != "" && string(k) != text {
			t.Errorf("%q was not kept: %q", text, k)
		}
		if other := tlslog.ParseKeyExchange(strings.Map(upperASCII, text)); k.Known() && other != k {
			t.Errorf("%q is %q, but %q in upper case", text, k, other)
		}
	})
}

func ExampleParseKeyExchange() {
	for _, name := range []string{"prime256v1", "X25519", "x25519mlkem768", "-", "newgroup1"} {
		fmt.Printf("%s is %q\n", name, tlslog.ParseKeyExchange(name))
	}
	// Output:
	// prime256v1 is "secp256r1"
	// X25519 is "x25519"
	// x25519mlkem768 is "X25519MLKEM768"
	// - is ""
	// newgroup1 is "newgroup1"
}

func ExampleKeyExchange_PostQuantum() {
	for _, k := range []tlslog.KeyExchange{"X25519MLKEM768", "MLKEM1024", "x25519"} {
		fmt.Println(k, k.PostQuantum(), k.Hybrid())
	}
	// Output:
	// X25519MLKEM768 true true
	// MLKEM1024 true false
	// x25519 false false
}

// What is not known is kept as written.
func ExampleKeyExchange_Known() {
	fmt.Println(tlslog.KeyExchange("P-256").Known(), tlslog.KeyExchange("x25519mlkem1024").Known())
	// Output: true false
}
