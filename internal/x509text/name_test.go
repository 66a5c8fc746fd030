package x509text

import (
	"testing"
)

// TestNameAllocs checks the promise of the package, on names that make it do
// all of its work.
func TestNameAllocs(t *testing.T) {
	for _, s := range []string{
		"C=US, ST=WA, O=Amazon.com, CN=a",
		`C=US, O="Foo, Inc." + CN=b + CN=a, 2.5.4.3=#0c03616263, foo=#1e0400e920ac, 1.2.3=#0500, OU=\C3\A9\xC4\x8D\FF`,
	} {
		buf := make([]byte, 0, 1024)
		if n := testing.AllocsPerRun(100, func() {
			var attrs [16]Attribute
			name, ok := Parse(attrs[:0], s, OrderUnknown)
			if b := AppendName(buf, name); !ok || len(b) == 0 {
				t.Error("no name")
			}
		}); n > 0 {
			t.Errorf("%v allocations for %s", n, s)
		}
	}
}

// TestAppend checks that what stood in the slices before stays, also when they
// grow.
func TestAppend(t *testing.T) {
	attrs, ok := Parse([]Attribute{{typ: "before"}}, `CN=a\,b+C=c,O=#0c0161`, OrderUnknown)
	if !ok || len(attrs) != 4 || attrs[0].typ != "before" || attrs[1].RDN != 0 || attrs[3].RDN != 1 {
		t.Fatalf("%+v", attrs)
	}
	const want = `before:C=c+CN=a\,b,O=a`
	for free := range 40 {
		dst := append(make([]byte, 0, len("before:")+free), "before:"...)
		if got := string(AppendName(dst, attrs[1:])); got != want {
			t.Errorf("with room for %d bytes: %s", free, got)
		}
	}
	if attrs, ok := Parse(attrs[:1], `CN=a,O=\`, OrderUnknown); ok || len(attrs) != 1 {
		t.Errorf("no name: %+v, %v", attrs, ok)
	}
	for _, tt := range []struct {
		in, want string
		ok       bool
	}{{"-0:1", "before:-1", true}, {"-0", "before:0", true}, {"-0g", "before:", false}} {
		if b, ok := AppendSerial([]byte("before:"), tt.in); string(b) != tt.want || ok != tt.ok {
			t.Errorf("the serial number %s: %s, %v", tt.in, b, ok)
		}
	}
}

// TestIs checks that an unknown type is not taken for one of the table that is
// called the same.
func TestIs(t *testing.T) {
	attrs, _ := Parse(nil, "2.5.4.3=a,x=b", OrderUnknown)
	if !attrs[0].Is("CN") || attrs[1].Is("x") || attrs[1].Is("X") {
		t.Errorf("%+v", attrs)
	}
}
