package field

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"
	"testing"
)

var addrTests = []struct {
	text string
	want string // in the canonical spelling, "" if it is refused
}{
	// As AWS writes it.
	{"203.0.113.1", "203.0.113.1"},
	{"2001:0db8:85a3:0000:0000:8a2e:0370:7334", "2001:db8:85a3::8a2e:370:7334"},
	{"54.92.36.xxx", ""}, // masked by who published it
	{"cloudtrail.amazonaws.com", ""},
	{"AWS Internal", ""},
	{"AWS Internal/#", ""},
	{"ec2-frontend-api.amazonaws.com", ""},

	// IPv4.
	{"0.0.0.0", "0.0.0.0"},
	{"255.255.255.255", "255.255.255.255"},
	{"1.2.3.4", "1.2.3.4"},
	{"1.22.33.4", "1.22.33.4"},
	{"100.20.3.40", "100.20.3.40"},
	{"256.1.1.1", ""},
	{"1.256.1.1", ""},
	{"1.1.1.256", ""},
	{"1.1.1.999", ""},
	{"1.1.1.1000", ""},
	{"01.1.1.1", ""},
	{"1.1.1.01", ""},
	{"1.00.1.1", ""},
	{"1.000.1.1", ""},
	{"1.1.1", ""},
	{"1.1.1.", ""},
	{"1.1.1.1.", ""},
	{"1.1.1.1.1", ""},
	{".1.1.1", ""},
	{"1..1.1", ""},
	{"1.1.1.1 ", ""},
	{" 1.1.1.1", ""},
	{"1.1.1.1:443", ""},
	{"1.1.1.1/32", ""},
	{"1.1.1.1%eth0", ""},
	{"1,1,1,1", ""},
	{"-1.1.1.1", ""},
	{"1.1.1.a", ""},
	{"16843009", ""},

	// IPv6.
	{"::", "::"},
	{"::1", "::1"},
	{"1::", "1::"},
	{"2001:db8::1", "2001:db8::1"},
	{"2001:DB8::1", "2001:db8::1"},
	{"2001:db8::00a1", "2001:db8::a1"},
	{"fe80::dead:beef", "fe80::dead:beef"},
	{"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"},
	{"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
	{"0:0:0:0:0:0:0:0", "::"},
	{"0:0:0:0:0:0:0:1", "::1"},
	{"1:0:0:0:0:0:0:0", "1::"},
	{"1::2:3:4:5:6:7", "1:0:2:3:4:5:6:7"},
	{"1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"},
	{"0:1:2:3:4:5:6:7", "0:1:2:3:4:5:6:7"},
	{"1:2:3:4:5:6:7:0", "1:2:3:4:5:6:7:0"},
	{"1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"},
	{"1:2:3:4:5:6::", "1:2:3:4:5:6::"},
	{"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
	{"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},
	{"::3:4:5:6:7:8", "::3:4:5:6:7:8"},
	{"1::0:0:4:5:6", "1::4:5:6"},
	{"1:0::4:5:6", "1::4:5:6"},
	{"1::4:0:0:7", "1::4:0:0:7"},
	{"1:0:0:4::7", "1:0:0:4::7"},
	{"1:0:0:0:5::8", "1::5:0:0:8"},
	{"1:0:0:4:5::8", "1::4:5:0:0:8"},
	{"1::4:5:0:0:8", "1::4:5:0:0:8"},
	{"1::4:0:0:0:8", "1:0:0:4::8"},
	{"0:0:3::7:8", "0:0:3::7:8"},
	{"0:0:3:4::7:8", "::3:4:0:0:7:8"},
	{"::3:4:0:0:7:8", "::3:4:0:0:7:8"},
	{"1:2:3:4:5:6:7", ""},
	{"1:2:3:4:5:6:7:8:9", ""},
	{"1:2:3:4:5:6:7:8:", ""},
	{"1:2:3:4:5:6:7:8::", ""},
	{"1:2:3:4::5:6:7:8", ""},
	{"::1:2:3:4:5:6:7:8", ""},
	{"1::2::3", ""},
	{":::", ""},
	{"1:::2", ""},
	{":", ""},
	{":1", ""},
	{"1:", ""},
	{":1:2:3:4:5:6:7", ""},
	{"12345::", ""},
	{"00001::", ""},
	{"g::", ""},
	{"[::1]", ""},
	{"::1/128", ""},
	{"::1 ", ""},
	{"12:34", ""},
	{"00:b1:43:ed:93:d2:d8:f3:9d", ""}, // a serial number

	// IPv4 in IPv6.
	{"::ffff:1.2.3.4", "::ffff:1.2.3.4"},
	{"::ffff:102:304", "::ffff:1.2.3.4"},
	{"::FFFF:1.2.3.4", "::ffff:1.2.3.4"},
	{"0:0:0:0:0:ffff:1.2.3.4", "::ffff:1.2.3.4"},
	{"::0:ffff:1.2.3.4", "::ffff:1.2.3.4"},
	{"::ffff:0.0.0.0", "::ffff:0.0.0.0"},
	{"::ffff:0:0", "::ffff:0.0.0.0"},
	{"::ffff:1:1.2.3.4", "::ffff:1:102:304"},
	{"::ffff:1:102:304", "::ffff:1:102:304"},
	{"::1.2.3.4", "::102:304"},
	{"1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"},
	{"1:2:3:4:5::1.2.3.4", "1:2:3:4:5:0:102:304"},
	{"1::1.2.3.4", "1::102:304"},
	{"1:2:3:4:5:6::1.2.3.4", ""},
	{"1:2:3:4:5:6:7:1.2.3.4", ""},
	{"1:2:3:4:5:1.2.3.4", ""},
	{"::1.2.3.4:5", ""},
	{"::1.2.3.4::", ""},
	{"::1.2.3", ""},
	{"::1.2.3.256", ""},
	{"::1.2.3.04", ""},
	{"::1a.2.3.4", ""},
	{"::12345.2.3.4", ""},
	{"1.2.3.4::", ""},

	// Zones.
	{"fe80::1%eth0", "fe80::1%eth0"},
	{"FE80::1%Eth0", "fe80::1%Eth0"},
	{"fe80:0::1%A:0:0::b%%.", "fe80::1%A:0:0::b%%."},
	{"::ffff:1.2.3.4%eth0", "::ffff:1.2.3.4%eth0"},
	{"::%1", "::%1"},
	{"fe80::1%", ""},
	{"%eth0", ""},
	{"%:", ""},
	{"%", ""},

	{"-", ""},
	{"", ""},
}

func addrTexts() []string {
	var s []string
	for _, test := range addrTests {
		s = append(s, test.text)
	}
	return s
}

func addrOracle(s string) (netip.Addr, bool) {
	a, err := netip.ParseAddr(s)
	return a, err == nil
}

var addrKind = kind[netip.Addr]{
	read:   Addr,
	oracle: addrOracle,
	write:  func(b []byte, a netip.Addr) []byte { return a.AppendTo(b) },
	canonical: func(s string) bool {
		a, _ := Addr(s)
		return CanonicalAddr(s, a)
	},
}

func TestAddr(t *testing.T) {
	for _, test := range addrTests {
		got, ok := Addr(test.text)
		if ok != (test.want != "") || ok && got.String() != test.want {
			t.Errorf("Addr(%q) = %v, %t, want %q", test.text, got, ok, test.want)
		}
		if canonical := CanonicalAddr(test.text, got); ok && canonical != (test.text == test.want) {
			t.Errorf("CanonicalAddr(%q) = %t, but it is written as %q", test.text, canonical, test.want)
		}
	}
	addrKind.checkAll(t, addrTexts())
}

// TestAddrOctets goes through all octets, in all places.
func TestAddrOctets(t *testing.T) {
	for n := range 1100 {
		for place := range 4 {
			octets := []string{"1", "20", "30", "255"}
			for _, form := range []string{"%d", "%02d", "%03d"} {
				octets[place] = fmt.Sprintf(form, n)
				addrKind.check(t, strings.Join(octets, "."))
				addrKind.check(t, "::ffff:"+strings.Join(octets, "."))
			}
		}
	}
}

// TestAddrZeros goes through all patterns of zero groups, each with :: in
// every place.
func TestAddrZeros(t *testing.T) {
	for pattern := range 1 << 8 {
		groups := make([]string, 8)
		for i := range groups {
			groups[i] = "0"
			if pattern>>i&1 != 0 {
				groups[i] = "a0"
			}
		}
		addrKind.check(t, strings.Join(groups, ":"))
		for from := range 9 {
			for to := from; to <= 8; to++ {
				s := strings.Join(groups[:from], ":") + "::" + strings.Join(groups[to:], ":")
				addrKind.check(t, s)
			}
		}
	}
}

func TestAddrAllocs(t *testing.T) {
	var s []string
	for _, text := range addrTexts() {
		if !strings.Contains(text, "%") {
			s = append(s, text)
		}
	}
	addrKind.checkAllocs(t, s)
}

func FuzzAddr(f *testing.F) { addrKind.fuzz(f, addrTexts()) }

// FuzzAddrBits spells addresses of all bits in some ways.
func FuzzAddrBits(f *testing.F) {
	for _, test := range addrTests {
		if a, ok := Addr(test.text); ok {
			b := a.As16()
			f.Add(binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:]), uint16(0x0ff0))
		}
	}
	f.Fuzz(func(t *testing.T, hi, lo uint64, zeros uint16) {
		var b [16]byte
		binary.BigEndian.PutUint64(b[:8], hi)
		binary.BigEndian.PutUint64(b[8:], lo)
		for i := range b {
			if zeros>>i&1 != 0 {
				b[i] = 0
			}
		}
		a := netip.AddrFrom16(b)
		addrKind.check(t, a.String())
		addrKind.check(t, a.StringExpanded())
		addrKind.check(t, strings.ToUpper(a.String()))
		addrKind.check(t, strings.ReplaceAll(a.StringExpanded(), "0000", "0"))
		addrKind.check(t, strings.Replace(a.StringExpanded(), ":0000:", "::", 1))
		addrKind.check(t, netip.AddrFrom4([4]byte(b[12:])).String())
	})
}

func BenchmarkAddr(b *testing.B) {
	r := benchRand()
	v4 := func() string {
		return netip.AddrFrom4([4]byte(binary.BigEndian.AppendUint32(nil, r.Uint32()))).String()
	}
	v6 := func() netip.Addr {
		b := binary.BigEndian.AppendUint64([]byte{0x20, 0x01, 0x0d, 0xb8, 0x85, 0xa3, 0, 0}, r.Uint64())
		return netip.AddrFrom16([16]byte(b))
	}
	for _, bench := range []struct {
		name   string
		values []string
	}{
		{"IPv4", benchTexts(v4)},
		{"IPv6", benchTexts(func() string { return v6().String() })},
		{"IPv6expanded", benchTexts(func() string { return v6().StringExpanded() })},
	} {
		benchRead(b, bench.name+"/field", bench.values, Addr)
		benchRead(b, bench.name+"/std", bench.values, addrOracle)
		var addrs []netip.Addr
		for _, s := range bench.values {
			addrs = append(addrs, netip.MustParseAddr(s))
		}
		b.Run(bench.name+"/canonical", func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				CanonicalAddr(bench.values[i%benchValues], addrs[i%benchValues])
			}
		})
	}
	names := benchTexts(func() string { return "cloudtrail.amazonaws.com" })
	refused := func(read func(string) (netip.Addr, bool)) func(string) (netip.Addr, bool) {
		return func(s string) (netip.Addr, bool) {
			a, ok := read(s)
			return a, !ok
		}
	}
	benchRead(b, "name/field", names, refused(Addr))
	benchRead(b, "name/std", names, refused(addrOracle))
}
