package field

import (
	"regexp"
	"strconv"
	"testing"
)

var portTests = []struct {
	text string
	want int // -1 if it is refused
}{
	{"36280", 36280},
	{"443", 443},
	{"80", 80},
	{"0", 0},
	{"7", 7},
	{"8443", 8443},
	{"65535", 65535},
	{"65536", -1},
	{"99999", -1},
	{"00443", 443},
	{"00000", 0},
	{"000443", -1},
	{"100000", -1},
	{"-1", -1},
	{"+443", -1},
	{" 443", -1},
	{"443 ", -1},
	{"443\n", -1},
	{"4 43", -1},
	{"44:3", -1},
	{"44/3", -1},
	{"0x1b", -1},
	{"8e1", -1},
	{"80.0", -1},
	{"https", -1},
	{"４", -1},
	{"-", -1},
	{"", -1},
}

func portTexts() []string {
	var s []string
	for _, test := range portTests {
		s = append(s, test.text)
	}
	return s
}

var portForm = regexp.MustCompile(`^\d{1,5}$`)

var portKind = kind[uint16]{
	read: Port,
	oracle: func(s string) (uint16, bool) {
		n, err := strconv.ParseUint(s, 10, 16)
		if !portForm.MatchString(s) || err != nil {
			return 0, false
		}
		return uint16(n), true
	},
	write:     func(b []byte, port uint16) []byte { return strconv.AppendUint(b, uint64(port), 10) },
	canonical: CanonicalPort,
}

func TestPort(t *testing.T) {
	for _, test := range portTests {
		if got, ok := Port(test.text); ok != (test.want >= 0) || ok && int(got) != test.want {
			t.Errorf("Port(%q) = %d, %t, want %d", test.text, got, ok, test.want)
		}
	}
	portKind.checkAll(t, portTexts())
	for n := range 1 << 17 {
		portKind.check(t, strconv.Itoa(n))
	}
}

func TestPortAllocs(t *testing.T) {
	portKind.checkAllocs(t, portTexts())
}

func FuzzPort(f *testing.F) { portKind.fuzz(f, portTexts()) }

func BenchmarkPort(b *testing.B) {
	r := benchRand()
	values := benchTexts(func() string { return strconv.Itoa(1024 + r.IntN(1<<16-1024)) })
	benchRead(b, "field", values, Port)
	benchRead(b, "std", values, func(s string) (uint16, bool) {
		n, err := strconv.ParseUint(s, 10, 16)
		return uint16(n), err == nil
	})
	benchCanonical(b, "canonical", values, CanonicalPort)
}
