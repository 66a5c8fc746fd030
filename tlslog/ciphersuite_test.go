package tlslog_test

import (
	"crypto/tls"
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// A suiteFact is a row of the table from which the code was generated.
type suiteFact struct {
	code     tlslog.CipherSuite
	iana     string
	openssl  string
	aliases  []string
	weakness tlslog.Weakness
}

// names returns every name of the suite.
func (f suiteFact) names() []string { return append([]string{f.iana, f.openssl}, f.aliases...) }

// suiteFacts reads the table.
func suiteFacts(tb testing.TB) []suiteFact {
	tb.Helper()
	file, err := os.Open("../internal/gen/ciphersuites/cipher_suites.csv")
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	tags := map[string]tlslog.Weakness{
		"NULL": tlslog.WeaknessNULL, "ANON": tlslog.WeaknessAnonymous, "EXPORT": tlslog.WeaknessExport,
		"RC4": tlslog.WeaknessRC4, "RC2": tlslog.WeaknessRC2, "DES": tlslog.WeaknessDES,
		"3DES": tlslog.Weakness3DES, "IDEA": tlslog.WeaknessIDEA, "MD5": tlslog.WeaknessMD5,
		"CBC": tlslog.WeaknessCBC, "NO_FS": tlslog.WeaknessNoForwardSecrecy, "CCM8": tlslog.WeaknessCCM8,
		"": 0,
	}
	var facts []suiteFact
	for _, row := range rows[1:] {
		code, err := strconv.ParseUint(row[0], 16, 16)
		if err != nil {
			tb.Fatal(err)
		}
		f := suiteFact{code: tlslog.CipherSuite(code), iana: row[1], openssl: row[2], aliases: strings.Fields(row[3])}
		for tag := range strings.SplitSeq(row[4], "|") {
			w, ok := tags[tag]
			if !ok {
				tb.Fatalf("%s: unknown tag %q", row[0], tag)
			}
			f.weakness |= w
		}
		facts = append(facts, f)
	}
	return facts
}

func TestCipherSuiteTable(t *testing.T) {
	facts := suiteFacts(t)
	if len(facts) != 222 {
		t.Errorf("the table has %d rows", len(facts))
	}
	var codes []tlslog.CipherSuite
	for _, f := range facts {
		codes = append(codes, f.code)
		if got := f.code.IANAName(); got != f.iana {
			t.Errorf("%#04x: IANAName = %q, want %q", uint16(f.code), got, f.iana)
		}
		if got := f.code.OpenSSLName(); got != f.openssl {
			t.Errorf("%v: OpenSSLName = %q, want %q", f.code, got, f.openssl)
		}
		if got := f.code.Weakness(); got != f.weakness {
			t.Errorf("%v: Weakness = %v, want %v", f.code, got, f.weakness)
		}
		for _, name := range f.names() {
			for _, name := range []string{name, strings.ToLower(name), strings.ToUpper(name)} {
				if got, ok := tlslog.ParseCipherSuite(name); got != f.code || !ok {
					t.Errorf("ParseCipherSuite(%q) = %v, %t; want %v", name, got, ok, f.code)
				}
				if got := tlslog.CipherName(name).CipherSuite(); got != f.code {
					t.Errorf("CipherName(%q).CipherSuite() = %v, want %v", name, got, f.code)
				}
			}
		}
	}
	if got := slices.Collect(tlslog.CipherSuites()); !slices.Equal(got, codes) {
		t.Errorf("CipherSuites gives %v, want %v", got, codes)
	}
	for c := range tlslog.CipherSuites() {
		if c != codes[0] {
			t.Errorf("CipherSuites begins with %v, want %v", c, codes[0])
		}
		break
	}
}

// cipherSuiteTests are texts that are no names in the table.
var cipherSuiteTests = []struct {
	text string
	want tlslog.CipherSuite
	ok   bool
}{
	{"0x1301", 0x1301, true},
	{"0XfFfF", 0xffff, true},
	{"0x0000", 0, true},
	{"", 0, true},
	{"-", 0, true},
	{"TLS_NULL_WITH_NULL_NULL", 0, true},

	{"1301", 0, false},
	{"0x130", 0, false},
	{"0x13011", 0, false},
	{"0x130g", 0, false},
	{"AES128", 0, false},
	{"AES128-SHA ", 0, false},
	{"AES128_SHA", 0, false},
	{"AES128-SHA-AES128-SHA-AES128-SHA-AES128-SHA-AES128-SHA", 0, false},
	{"TLS_AES_128_GCM_SHA257", 0, false},
	{"PSK-AES128-CCM\u212a", 0, false},
	{"P\u017fK-AES128-CCM", 0, false}, // a long s is no S
	{"\xff", 0, false},
}

func TestParseCipherSuite(t *testing.T) {
	for _, tt := range cipherSuiteTests {
		if got, ok := tlslog.ParseCipherSuite(tt.text); got != tt.want || ok != tt.ok {
			t.Errorf("ParseCipherSuite(%q) = %v, %t; want %v, %t", tt.text, got, ok, tt.want, tt.ok)
		}
	}
}

// TestCipherSuitesOfAWS checks the cipher suites of the security policies of
// Elastic Load Balancing and of CloudFront, as AWS's documentation names them.
func TestCipherSuitesOfAWS(t *testing.T) {
	suites := map[tlslog.CipherSuite]string{
		// Security policies for your Application Load Balancer.
		0x1301: "TLS_AES_128_GCM_SHA256",
		0x1302: "TLS_AES_256_GCM_SHA384",
		0x1303: "TLS_CHACHA20_POLY1305_SHA256",
		0xc02b: "ECDHE-ECDSA-AES128-GCM-SHA256",
		0xc02f: "ECDHE-RSA-AES128-GCM-SHA256",
		0xc023: "ECDHE-ECDSA-AES128-SHA256",
		0xc027: "ECDHE-RSA-AES128-SHA256",
		0xc009: "ECDHE-ECDSA-AES128-SHA",
		0xc013: "ECDHE-RSA-AES128-SHA",
		0xc02c: "ECDHE-ECDSA-AES256-GCM-SHA384",
		0xc030: "ECDHE-RSA-AES256-GCM-SHA384",
		0xc024: "ECDHE-ECDSA-AES256-SHA384",
		0xc028: "ECDHE-RSA-AES256-SHA384",
		0xc00a: "ECDHE-ECDSA-AES256-SHA",
		0xc014: "ECDHE-RSA-AES256-SHA",
		0x009c: "AES128-GCM-SHA256",
		0x003c: "AES128-SHA256",
		0x002f: "AES128-SHA",
		0x009d: "AES256-GCM-SHA384",
		0x003d: "AES256-SHA256",
		0x0035: "AES256-SHA",
		// Supported protocols and ciphers between viewers and CloudFront.
		0xcca9: "ECDHE-ECDSA-CHACHA20-POLY1305",
		0xcca8: "ECDHE-RSA-CHACHA20-POLY1305",
		0x000a: "DES-CBC3-SHA",
		0x0004: "RC4-MD5",
	}
	for want, name := range suites {
		if got, ok := tlslog.ParseCipherSuite(name); got != want || !ok {
			t.Errorf("ParseCipherSuite(%q) = %v, %t; want %v", name, got, ok, want)
		}
		if got := want.OpenSSLName(); got != name {
			t.Errorf("%v: OpenSSLName = %q, want %q", want, got, name)
		}
	}
}

// TestCipherSuitesOfGo compares numbers, names and what is broken with
// crypto/tls.
func TestCipherSuitesOfGo(t *testing.T) {
	for _, s := range slices.Concat(tls.CipherSuites(), tls.InsecureCipherSuites()) {
		c := tlslog.CipherSuite(s.ID)
		if c.IANAName() != s.Name {
			t.Errorf("%#04x: IANAName = %q, want %q", s.ID, c.IANAName(), s.Name)
		}
		if got, ok := tlslog.ParseCipherSuite(s.Name); got != c || !ok {
			t.Errorf("ParseCipherSuite(%q) = %v, %t", s.Name, got, ok)
		}
		if c.Weak() && !s.Insecure {
			t.Errorf("%v is weak and not insecure in crypto/tls", c)
		}
	}
}

// TestCipherSuites checks every code point: its texts lead back to it, and
// nothing is said of those that are not known.
func TestCipherSuites(t *testing.T) {
	known := make(map[tlslog.CipherSuite]bool)
	for c := range tlslog.CipherSuites() {
		known[c] = true
	}
	for n := range 1 << 16 {
		c := tlslog.CipherSuite(n)
		if c.Known() != known[c] {
			t.Errorf("%v: Known = %t", c, c.Known())
		}
		checkText(t, c, new(tlslog.CipherSuite(1)))
		if known[c] {
			continue
		}
		want := ""
		if c != 0 {
			want = tls.CipherSuiteName(uint16(n)) // 0x1234
		}
		if c.String() != want {
			t.Errorf("%#04x: String = %q, want %q", n, c, want)
		}
		if c.IANAName() != "" || c.OpenSSLName() != "" || c.ForwardSecrecy() || c.AEAD() || c.Weakness() != 0 || c.Weak() {
			t.Errorf("%v is not known and has properties", c)
		}
	}
}

// TestCipherSuiteProperties derives the properties of each suite from its
// names, once from IANA's and once from OpenSSL's.
func TestCipherSuiteProperties(t *testing.T) {
	for c := range tlslog.CipherSuites() {
		for name, p := range map[string]suiteProperties{
			c.IANAName():    propertiesOfIANA(c.IANAName()),
			c.OpenSSLName(): propertiesOfOpenSSL(c.OpenSSLName()),
		} {
			if got := c.Weakness(); got != p.weakness {
				t.Errorf("%s: Weakness = %v, want %v", name, got, p.weakness)
			}
			if got := c.AEAD(); got != p.aead {
				t.Errorf("%s: AEAD = %t", name, got)
			}
			if got, want := c.ForwardSecrecy(), !p.weakness.Has(tlslog.WeaknessNoForwardSecrecy); got != want {
				t.Errorf("%s: ForwardSecrecy = %t", name, got)
			}
			if got := c.Weak(); got != p.weak {
				t.Errorf("%s: Weak = %t", name, got)
			}
		}
	}
}

type suiteProperties struct {
	weakness   tlslog.Weakness
	aead, weak bool
}

// propertiesOfIANA reads a name such as TLS_DHE_RSA_WITH_AES_128_CBC_SHA:
// a key exchange, WITH, a cipher and a hash. Names of TLS 1.3 have no key
// exchange.
func propertiesOfIANA(name string) suiteProperties {
	kx, cipher, ok := strings.Cut(strings.TrimPrefix(name, "TLS_"), "_WITH_")
	if !ok {
		kx, cipher = "DHE", kx
	}
	kxWords, words := strings.Split(kx, "_"), strings.Split(cipher, "_")
	var p suiteProperties
	p.aead = slices.Contains(words, "GCM") || slices.Contains(words, "CCM") || slices.Contains(words, "POLY1305")
	set := func(w tlslog.Weakness, ok, broken bool) {
		if ok {
			p.weakness |= w
			p.weak = p.weak || broken
		}
	}
	set(tlslog.WeaknessNULL, slices.Contains(words, "NULL"), true)
	set(tlslog.WeaknessAnonymous, slices.Contains(kxWords, "anon"), true)
	set(tlslog.WeaknessExport, slices.Contains(kxWords, "EXPORT"), true)
	set(tlslog.WeaknessRC4, slices.Contains(words, "RC4"), true)
	set(tlslog.WeaknessRC2, slices.Contains(words, "RC2"), true)
	set(tlslog.WeaknessDES, slices.Contains(words, "DES") || slices.Contains(words, "DES40"), true)
	set(tlslog.Weakness3DES, slices.Contains(words, "3DES"), true)
	set(tlslog.WeaknessIDEA, slices.Contains(words, "IDEA"), true)
	set(tlslog.WeaknessMD5, slices.Contains(words, "MD5"), true)
	set(tlslog.WeaknessCBC, slices.Contains(words, "CBC"), false)
	ephemeral := func(w string) bool { return w == "DHE" || w == "ECDHE" || w == "SRP" || w == "anon" }
	set(tlslog.WeaknessNoForwardSecrecy, !slices.ContainsFunc(kxWords, ephemeral), false)
	set(tlslog.WeaknessCCM8, strings.Contains(cipher, "CCM_8"), false)
	return p
}

// propertiesOfOpenSSL reads a name such as DHE-RSA-AES128-SHA. Without a key
// exchange it means RSA. CBC mode is what is left when the name has none of
// the other modes.
func propertiesOfOpenSSL(name string) suiteProperties {
	if strings.HasPrefix(name, "TLS_") {
		return propertiesOfIANA(name)
	}
	words := strings.Split(name, "-")
	has := func(any ...string) bool {
		return slices.ContainsFunc(any, func(w string) bool { return slices.Contains(words, w) })
	}
	var p suiteProperties
	set := func(w tlslog.Weakness, ok bool) {
		if ok {
			p.weakness |= w
		}
	}
	p.aead = has("GCM", "CCM", "CCM8", "POLY1305")
	set(tlslog.WeaknessNULL, has("NULL"))
	set(tlslog.WeaknessAnonymous, has("ADH", "AECDH"))
	set(tlslog.WeaknessExport, has("EXP"))
	set(tlslog.WeaknessRC4, has("RC4"))
	set(tlslog.WeaknessRC2, has("RC2"))
	set(tlslog.WeaknessDES, has("DES") && !has("CBC3"))
	set(tlslog.Weakness3DES, has("CBC3", "3DES"))
	set(tlslog.WeaknessIDEA, has("IDEA"))
	set(tlslog.WeaknessMD5, has("MD5"))
	p.weak = p.weakness != 0
	set(tlslog.WeaknessCBC, !p.aead && !has("NULL", "RC4"))
	set(tlslog.WeaknessNoForwardSecrecy, !has("DHE", "EDH", "ECDHE", "ADH", "AECDH", "SRP"))
	set(tlslog.WeaknessCCM8, has("CCM8"))
	return p
}

func TestCipherSuiteUnmarshalTextUnknown(t *testing.T) {
	c := tlslog.CipherSuite(0x1301)
	checkTextError(t, &c, "TLS_SECRET")
	if c != 0x1301 {
		t.Errorf("UnmarshalText changed the suite to %v", c)
	}
}

func TestCipherSuiteAllocs(t *testing.T) {
	facts := suiteFacts(t)
	var names []string
	for _, f := range facts {
		for _, name := range f.names() {
			names = append(names, name, strings.ToLower(name))
		}
	}
	names = append(names, "-", "0x1301", "no-name", strings.Repeat("x", 99))
	n := testing.AllocsPerRun(10, func() {
		for _, name := range names {
			tlslog.ParseCipherSuite(name)
		}
		for c := range tlslog.CipherSuites() {
			sink = c.String()
			sink = c.OpenSSLName()
			if c.Weak() && c.AEAD() && c.ForwardSecrecy() {
				continue
			}
		}
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzParseCipherSuite compares ParseCipherSuite with a search through the
// table from which it was generated.
func FuzzParseCipherSuite(f *testing.F) {
	facts := suiteFacts(f)
	for _, fact := range facts {
		for _, name := range fact.names() {
			f.Add(name)
		}
	}
	for _, tt := range cipherSuiteTests {
		f.Add(tt.text)
	}
	slow := func(text string) (tlslog.CipherSuite, bool) {
		text = strings.Map(upperASCII, text)
		for _, fact := range facts {
			for _, name := range fact.names() {
				if strings.ToUpper(name) == text {
					return fact.code, true
				}
			}
		}
		if len(text) == 6 && strings.HasPrefix(text, "0X") {
			n, err := strconv.ParseUint(text[2:], 16, 16)
			return tlslog.CipherSuite(n), err == nil
		}
		return 0, text == "" || text == "-" || text == "TLS_NULL_WITH_NULL_NULL"
	}
	f.Fuzz(func(t *testing.T, text string) {
		want, wantOK := slow(text)
		if got, ok := tlslog.ParseCipherSuite(text); got != want || ok != wantOK {
			t.Errorf("ParseCipherSuite(%q) = %v, %t; want %v, %t", text, got, ok, want, wantOK)
		}
	})
}

// benchmarkSuites draws names from a fixed list in an order without a period
// that a branch predictor could learn.
func benchmarkSuites(b *testing.B, names []string, use func(string)) {
	b.ReportAllocs()
	rng := uint32(1)
	for b.Loop() {
		rng = rng*1664525 + 1013904223
		use(names[rng>>16%uint32(len(names))])
	}
}

func BenchmarkParseCipherSuite(b *testing.B) {
	logged := []string{
		"TLS_AES_128_GCM_SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "TLS_AES_256_GCM_SHA384",
		"ECDHE-ECDSA-AES256-GCM-SHA384", "AES128-SHA", "TLS_CHACHA20_POLY1305_SHA256",
		"ECDHE-RSA-AES256-SHA384", "DES-CBC3-SHA",
	}
	var all, lower []string
	for _, f := range suiteFacts(b) {
		all = append(all, f.iana, f.openssl)
	}
	for _, name := range logged {
		lower = append(lower, strings.ToLower(name))
	}
	for _, bb := range []struct {
		name  string
		names []string
	}{
		{"Logged", logged},
		{"Lower", lower},
		{"All", all},
		{"Unknown", []string{"TLS_AES_128_GCM_SHA257", "ECDHE-RSA-AES128-GCM", "GOST2012-NULL-GOST12"}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			benchmarkSuites(b, bb.names, func(name string) { tlslog.ParseCipherSuite(name) })
		})
	}
}

func BenchmarkCipherSuiteWeakness(b *testing.B) {
	b.ReportAllocs()
	suites := slices.Collect(tlslog.CipherSuites())
	rng := uint32(1)
	for b.Loop() {
		rng = rng*1664525 + 1013904223
		suites[rng>>16%uint32(len(suites))].Weakness()
	}
}

func ExampleParseCipherSuite() {
	for _, name := range []string{"ECDHE-RSA-AES128-GCM-SHA256", "TLS_AES_128_GCM_SHA256", "AES128-SHA", "NEW-SUITE"} {
		c, ok := tlslog.ParseCipherSuite(name)
		fmt.Printf("%s is %q, %t\n", name, c, ok)
	}
	// Output:
	// ECDHE-RSA-AES128-GCM-SHA256 is "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", true
	// TLS_AES_128_GCM_SHA256 is "TLS_AES_128_GCM_SHA256", true
	// AES128-SHA is "TLS_RSA_WITH_AES_128_CBC_SHA", true
	// NEW-SUITE is "", false
}

func ExampleCipherSuite_OpenSSLName() {
	fmt.Println(tlslog.CipherSuite(0xc02f).OpenSSLName())
	// Output: ECDHE-RSA-AES128-GCM-SHA256
}

func ExampleCipherSuite_Weak() {
	for _, name := range []tlslog.CipherName{"DES-CBC3-SHA", "AES128-SHA", "ECDHE-RSA-AES128-GCM-SHA256"} {
		c := name.CipherSuite()
		fmt.Printf("%s: %t %q\n", name, c.Weak(), c.Weakness())
	}
	// Output:
	// DES-CBC3-SHA: true "3DES|CBC|no forward secrecy"
	// AES128-SHA: false "CBC|no forward secrecy"
	// ECDHE-RSA-AES128-GCM-SHA256: false ""
}

func ExampleCipherSuites() {
	n := 0
	for c := range tlslog.CipherSuites() {
		if c.ForwardSecrecy() && c.AEAD() && c.Weakness() == 0 {
			n++
		}
	}
	fmt.Println(n, "suites without a weakness")
	// Output: 35 suites without a weakness
}

func ExampleCipherName_CipherSuite() {
	fmt.Println(tlslog.CipherName("ECDHE-RSA-AES256-SHA").CipherSuite())
	// Output: TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA
}

func ExampleCipherSuite_IANAName() {
	for _, c := range []tlslog.CipherSuite{0xc02f, 0x1234} {
		fmt.Printf("%v: %q, known: %t\n", c, c.IANAName(), c.Known())
	}
	// Output:
	// TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", known: true
	// 0x1234: "", known: false
}

func ExampleCipherSuite_ForwardSecrecy() {
	for _, name := range []tlslog.CipherName{"AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA"} {
		c := name.CipherSuite()
		fmt.Println(name, c.ForwardSecrecy(), c.AEAD())
	}
	// Output:
	// AES128-GCM-SHA256 false true
	// ECDHE-RSA-AES128-SHA true false
}
