package tlslog_test

import (
	"crypto/tls"
	"fmt"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// knownVersions are the versions with a constant, in ascending order.
var knownVersions = []tlslog.Version{
	tlslog.VersionSSL20, tlslog.VersionSSL30,
	tlslog.VersionTLS10, tlslog.VersionTLS11, tlslog.VersionTLS12, tlslog.VersionTLS13,
}

// versionTests are texts and what ParseVersion makes of them.
var versionTests = []struct {
	text string
	want tlslog.Version
	ok   bool
}{
	// Load balancers, CloudFront and CloudTrail.
	{"TLSv1.3", tlslog.VersionTLS13, true},
	{"TLSv1.2", tlslog.VersionTLS12, true},
	{"TLSv1.1", tlslog.VersionTLS11, true},
	{"TLSv1.0", tlslog.VersionTLS10, true},
	{"TLSv1", tlslog.VersionTLS10, true},
	{"SSLv3", tlslog.VersionSSL30, true},
	{"SSLv2", tlslog.VersionSSL20, true},

	// Network Load Balancers.
	{"tlsv10", tlslog.VersionTLS10, true},
	{"tlsv11", tlslog.VersionTLS11, true},
	{"tlsv12", tlslog.VersionTLS12, true},
	{"tlsv13", tlslog.VersionTLS13, true},

	// Suricata and crypto/tls.
	{"TLS 1.0", tlslog.VersionTLS10, true},
	{"TLS 1.1", tlslog.VersionTLS11, true},
	{"TLS 1.2", tlslog.VersionTLS12, true},
	{"TLS 1.3", tlslog.VersionTLS13, true},
	{"TLS 1.3 draft-28", tlslog.VersionTLS13, true},
	{"TLS 1.3 draft-<16", tlslog.VersionTLS13, true},
	{"TLS 1.3 draft-26-fb", tlslog.VersionTLS13, true},
	{"TLS 1.3 draft-", 0, false},
	{"TLS 1.3 draft-26\xb2", 0, false},
	{"TLS 1.3 draft-2 6", 0, false},

	// Elastic Common Schema and OpenTelemetry.
	{"1.3", tlslog.VersionTLS13, true},
	{"1.2", tlslog.VersionTLS12, true},
	{"1.1", tlslog.VersionTLS11, true},
	{"1.0", tlslog.VersionTLS10, true},
	{"1", tlslog.VersionTLS10, true},
	{"3.0", tlslog.VersionSSL30, true},
	{"3", tlslog.VersionSSL30, true},
	{"2.0", tlslog.VersionSSL20, true},
	{"2", tlslog.VersionSSL20, true},
	{"SSL 3.0", tlslog.VersionSSL30, true},
	{"SSL 2.0", tlslog.VersionSSL20, true},

	// Numbers.
	{"0x0303", tlslog.VersionTLS12, true},
	{"0x7f1c", 0x7f1c, true},
	{"0XFEFD", 0xfefd, true},
	{"0x0000", 0, true},

	// Nothing to say.
	{"", 0, true},
	{"-", 0, true},
	{"UNDETERMINED", 0, true},

	// Not understood.
	{"TLS", 0, false},
	{"TLSv", 0, false},
	{"TLSv1.4", 0, false},
	{"TLSv1.2 ", 0, false},
	{" TLSv1.2", 0, false},
	{"TLSv1.2_2021", 0, false},
	{"TLS 1.2 draft-28", 0, false},
	{"TLS 1.3 draft-", 0, false},
	{"TLS 1.3 draft-28-and-longer-than-any", 0, false},
	{"0x303", 0, false},
	{"0x03033", 0, false},
	{"0x030g", 0, false},
	{"0x030/", 0, false},
	{"0x030:", 0, false},
	{"0x030@", 0, false},
	{"1x0303", 0, false},
	{"0y0303", 0, false},
	{"0303", 0, false},
	{"--", 0, false},
	{"\x00", 0, false},
	{"ſſlv3", 0, false}, // a long s is no S
}

func TestParseVersion(t *testing.T) {
	for _, tt := range versionTests {
		for _, text := range []string{tt.text, strings.ToLower(tt.text), strings.Map(upperASCII, tt.text)} {
			if got, ok := tlslog.ParseVersion(text); got != tt.want || ok != tt.ok {
				t.Errorf("ParseVersion(%q) = %v, %t; want %v, %t", text, got, ok, tt.want, tt.ok)
			}
			if got := tlslog.ProtocolName(text).Version(); got != tt.want {
				t.Errorf("ProtocolName(%q).Version() = %v, want %v", text, got, tt.want)
			}
		}
	}
}

// TestVersions checks every number: its texts lead back to it, and only the
// versions with a constant are known.
func TestVersions(t *testing.T) {
	known := make(map[tlslog.Version]bool)
	for _, v := range knownVersions {
		known[v] = true
	}
	for n := range 1 << 16 {
		v := tlslog.Version(n)
		if v.Known() != known[v] {
			t.Errorf("%v: Known = %t", v, v.Known())
		}
		if got := v.ProtocolName().Version(); got != v {
			t.Errorf("%v: the version of %s is %v", v, v.ProtocolName(), got)
		}
		if (v.ProtocolName() == "") != (v == 0) {
			t.Errorf("%v: ProtocolName = %q", v, v.ProtocolName())
		}
		checkText(t, v, new(tlslog.Version(1)))
		if v == 0 || v == tlslog.VersionSSL20 {
			continue // crypto/tls has no names for these
		}
		if want := tls.VersionName(uint16(n)); v.String() != want {
			t.Errorf("%#04x: String = %q, want %q as in crypto/tls", n, v, want)
		}
	}
	if got := tlslog.Version(0).String(); got != "" {
		t.Errorf("Version(0).String() = %q", got)
	}
	if got := tlslog.VersionSSL20.String(); got != "SSLv2" {
		t.Errorf("VersionSSL20.String() = %q", got)
	}
}

func TestVersionDeprecated(t *testing.T) {
	for n := range 1 << 16 {
		v := tlslog.Version(n)
		want := false
		switch v {
		case tlslog.VersionSSL20, tlslog.VersionSSL30, tlslog.VersionTLS10, tlslog.VersionTLS11:
			want = true
		}
		if got := v.Deprecated(); got != want {
			t.Errorf("%v: Deprecated = %t", v, got)
		}
	}
}

func TestVersionCompare(t *testing.T) {
	ascending := append([]tlslog.Version{0}, knownVersions...)
	for i, v := range ascending {
		for j, w := range ascending {
			want := min(max(i-j, -1), 1)
			if got := v.Compare(w); got != want {
				t.Errorf("%q.Compare(%q) = %d, want %d", v, w, got, want)
			}
		}
	}
}

func TestVersionUnmarshalTextUnknown(t *testing.T) {
	v := tlslog.VersionTLS12
	checkTextError(t, &v, "TLSv9.secret")
	if v != tlslog.VersionTLS12 {
		t.Errorf("UnmarshalText changed the version to %v", v)
	}
}

func TestVersionAllocs(t *testing.T) {
	texts := []string{"TLSv1.3", "tlsv12", "TLS 1.3 draft-26-fb", "0x0305", "-", "TLSv1.4", strings.Repeat("x", 99)}
	n := testing.AllocsPerRun(100, func() {
		for _, text := range texts {
			tlslog.ParseVersion(text)
		}
		for _, v := range knownVersions {
			sink = v.String()
			sink = string(v.ProtocolName())
		}
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzParseVersion(f *testing.F) {
	for _, tt := range versionTests {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, ok := tlslog.ParseVersion(text)
		if !ok && v != 0 {
			t.Errorf("ParseVersion(%q) = %v, false", text, v)
		}
		if got, ok := tlslog.ParseVersion(v.String()); got != v || !ok {
			t.Errorf("ParseVersion(%q) = %v, %t", v, got, ok)
		}
		other, otherOK := tlslog.ParseVersion(strings.Map(upperASCII, text))
		if other != v || otherOK != ok {
			t.Errorf("%q is %v, %t, but %v, %t in upper case", text, v, ok, other, otherOK)
		}
	})
}

func ExampleParseVersion() {
	for _, text := range []string{"TLSv1.2", "tlsv12", "TLS 1.3 draft-28", "TLSv1", "0x0305", "-", "TLSv2"} {
		v, ok := tlslog.ParseVersion(text)
		fmt.Printf("%q is %q, %t\n", text, v, ok)
	}
	// Output:
	// "TLSv1.2" is "TLS 1.2", true
	// "tlsv12" is "TLS 1.2", true
	// "TLS 1.3 draft-28" is "TLS 1.3", true
	// "TLSv1" is "TLS 1.0", true
	// "0x0305" is "0x0305", true
	// "-" is "", true
	// "TLSv2" is "", false
}

func ExampleVersion_Deprecated() {
	fmt.Println(tlslog.VersionTLS11.Deprecated(), tlslog.VersionTLS12.Deprecated())
	// Output: true false
}

func ExampleVersion_Compare() {
	minimum := tlslog.VersionTLS12
	fmt.Println(tlslog.VersionTLS10.Compare(minimum) < 0)
	// Output: true
}

func ExampleVersion_ProtocolName() {
	fmt.Println(tlslog.VersionTLS10, "is", tlslog.VersionTLS10.ProtocolName(), "in the logs")
	// Output: TLS 1.0 is TLSv1 in the logs
}

func ExampleProtocolName_Version() {
	fmt.Println(tlslog.ProtocolName("TLSv1.3").Version() == tlslog.VersionTLS13)
	// Output: true
}

func ExampleVersion_Known() {
	fmt.Println(tlslog.VersionTLS13.Known(), tlslog.Version(0x0305).Known())
	// Output: true false
}
