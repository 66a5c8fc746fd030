package schematest

import (
	"encoding/json"
	"flag"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/awstls/awstls/tlslog"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// A Format is a schema as the tests below see it.
type Format struct {
	// Append is the function under test.
	Append func(b []byte, e tlslog.Event) []byte

	// Check returns what is wrong with a value that was written for an event.
	Check func(v any) error
}

// Conforms checks what is written for the events against the schema.
func (f Format) Conforms(t *testing.T) {
	for _, e := range Events() {
		t.Run(e.Name, func(t *testing.T) { f.conforms(t, e.Event) })
	}
}

func (f Format) conforms(t *testing.T, e tlslog.Event) any {
	t.Helper()
	const before = "before{"
	text, ok := strings.CutPrefix(string(f.Append([]byte(before), e)), before)
	if !ok || !json.Valid([]byte(text)) || !utf8.ValidString(text) || strings.ContainsAny(text, "\n\r") {
		t.Fatalf("not one line of JSON: %q", text)
	}
	v, err := Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Check(v); err != nil {
		t.Errorf("%v\nin %s", err, text)
	}
	return v
}

// Golden compares what is written for the events with testdata/golden.ndjson,
// which a person has checked once. Lines before each document name its event.
func (f Format) Golden(t *testing.T) {
	const file = "testdata/golden.ndjson"
	var got []byte
	for _, e := range Events() {
		got = append(got, `{"event":"`+e.Name+"\"}\n"...)
		got = f.Append(got, e.Event)
		got = append(got, '\n')
	}
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	wants, gots := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range min(len(wants), len(gots)) {
		if wants[i] != gots[i] {
			t.Fatalf("line %d of %s\nwant %s\ngot  %s", i+1, file, wants[i], gots[i])
		}
	}
	if len(wants) != len(gots) {
		t.Errorf("%s has %d lines, want %d", file, len(wants), len(gots))
	}
}

// texts are hostile to JSON and are neither a name nor a serial number.
var texts = []string{"plain", `"`, `\`, "\x00\x1f\n\r\t\x7f", "\xff\xc3(", "é€😀\u2028", "</script>&", `\u0000\ufffd`, "{[,:]}"}

// Texts sets each text of events of each source in turn, and checks that it is
// written whole. The names of lost are those of texts that are not, with the
// source before them, such as "alb Code".
func (f Format) Texts(t *testing.T, lost ...string) {
	isLost := make(map[string]bool)
	for _, name := range lost {
		isLost[name] = true
	}
	for _, base := range []tlslog.Event{alb(), cloudFront(), firewall(), alert(), cloudTrail()} {
		source := base.Source.String()
		if base.Source == tlslog.SourceNetworkFirewall && base.ID != "" {
			source = "alert"
		}
		if base.Source != tlslog.SourceNetworkFirewall {
			base.Certificate = tlslog.Certificate{Holder: tlslog.HolderClient}
		}
		for name, field := range textFields {
			name := source + " " + name
			for _, text := range texts {
				e := base
				*field(&e) = text
				// An address and a reason stand in the way of few texts.
				if name == source+" ClientHost" {
					e.ClientIP = netip.Addr{}
				}
				if found := contains(f.conforms(t, e), string([]rune(text))); found == isLost[name] {
					t.Errorf("%s: %q is found: %v", name, text, found)
				}
			}
		}
	}
}

var textFields = map[string]func(e *tlslog.Event) *string{
	"ID":               func(e *tlslog.Event) *string { return &e.ID },
	"Account":          func(e *tlslog.Event) *string { return &e.Account },
	"Region":           func(e *tlslog.Event) *string { return &e.Region },
	"Resource":         func(e *tlslog.Event) *string { return &e.Resource },
	"ClientHost":       func(e *tlslog.Event) *string { return &e.ClientHost },
	"ServerName":       func(e *tlslog.Event) *string { return &e.ServerName },
	"KeyExchange":      func(e *tlslog.Event) *string { return (*string)(&e.KeyExchange) },
	"CipherName":       func(e *tlslog.Event) *string { e.CipherSuite = 0; return (*string)(&e.CipherName) },
	"Code":             func(e *tlslog.Event) *string { return &e.Code },
	"Action":           func(e *tlslog.Event) *string { return &e.Action },
	"Message":          func(e *tlslog.Event) *string { return &e.Message },
	"Service":          func(e *tlslog.Event) *string { return &e.Service },
	"Operation":        func(e *tlslog.Event) *string { return &e.Operation },
	"Principal":        func(e *tlslog.Event) *string { return &e.Principal },
	"PrincipalAccount": func(e *tlslog.Event) *string { return &e.PrincipalAccount },
	"UserAgent":        func(e *tlslog.Event) *string { return &e.UserAgent },
	"Subject":          func(e *tlslog.Event) *string { return &e.Certificate.Subject },
	"Issuer":           func(e *tlslog.Event) *string { return &e.Certificate.Issuer },
	"Serial":           func(e *tlslog.Event) *string { return &e.Certificate.Serial },
	"Fingerprint":      func(e *tlslog.Event) *string { return &e.Certificate.Fingerprint },
}

// contains reports whether text is a value somewhere in v.
func contains(v any, text string) bool {
	switch v := v.(type) {
	case string:
		return v == text
	case []any:
		for _, v := range v {
			if contains(v, text) {
				return true
			}
		}
	case map[string]any:
		for _, v := range v {
			if contains(v, text) {
				return true
			}
		}
	}
	return false
}

// Allocs checks that nothing is allocated if the slice is large enough.
func (f Format) Allocs(t *testing.T) {
	buf := make([]byte, 0, 16<<10)
	for _, e := range Events() {
		if !e.Event.Version.Known() && e.Event.Version != 0 {
			continue // its number has to be written
		}
		if n := testing.AllocsPerRun(10, func() { f.Append(buf, e.Event) }); n > 0 {
			t.Errorf("%s: %v allocations", e.Name, n)
		}
	}
}

// Benchmark measures the events of each source.
func (f Format) Benchmark(b *testing.B) {
	for _, bb := range []NamedEvent{
		{"alb", alb()}, {"cloudfront", cloudFront()}, {"networkfirewall", firewall()}, {"cloudtrail", cloudTrail()},
	} {
		b.Run(bb.Name, func(b *testing.B) {
			var buf []byte
			b.ReportAllocs()
			for b.Loop() {
				buf = f.Append(buf[:0], bb.Event)
			}
			b.SetBytes(int64(len(buf)))
		})
	}
}

// Fuzz checks events made of a text and numbers against the schema.
func (f Format) Fuzz(fz *testing.F) {
	for i, text := range texts {
		fz.Add(text, i, uint64(i)<<40, int64(i)<<30)
	}
	fz.Add(`C=US, O="a, b", CN=c + CN=d`, 3, uint64(1)<<63, int64(-1))
	fz.Add("00:B1:43", 7, uint64(0x0303c02f), int64(1)<<62)
	events := Events()
	fz.Fuzz(func(t *testing.T, text string, i int, bits uint64, at int64) {
		e := events[uint(i)%uint(len(events))].Event
		for name, field := range textFields {
			// Some texts are replaced, others are kept.
			if bits>>(len(name)+int(name[0])&31)&1 != 0 {
				*field(&e) = text
			}
		}
		if bits&1 != 0 {
			e.Time = time.Unix(at, int64(bits&0x3fffffff)).UTC()
			e.Certificate.Validity.NotAfter = time.Unix(-at, 0)
			e.HandshakeDuration = tlslog.Some(time.Duration(at))
		}
		if bits&2 != 0 {
			e.Version, e.CipherSuite = tlslog.Version(bits>>16), tlslog.CipherSuite(bits)
			e.Evidence, e.Result, e.Reason = tlslog.Evidence(bits>>8), tlslog.Result(bits>>16), tlslog.Reason(bits>>24)
			e.Source, e.Certificate.Holder = tlslog.Source(bits>>32&7), tlslog.Holder(bits>>40&3)
			e.ClientPort, e.ServerPort = uint16(bits>>8), uint16(bits>>20)
		}
		if bits&4 != 0 {
			e.ClientIP, _ = netip.ParseAddr(text)
			e.ServerIP = netip.Addr{}
		}
		f.conforms(t, e)
	})
}
