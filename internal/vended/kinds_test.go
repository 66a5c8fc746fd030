package vended

import (
	"net/netip"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// A toy is a record with a field of each kind.
type toy struct {
	Text     string
	Addr     netip.Addr
	Expanded netip.Addr
	Port     uint16
	Seconds  tlslog.Opt[time.Duration]
	Millis   tlslog.Opt[time.Duration]
	Time     time.Time
	Epoch    time.Time
	Validity tlslog.Validity
	Hidden   string
	Extra    string
	text     string
}

var toys = Table[toy]{
	Format: "toy",
	Fields: []Field[toy]{
		Time("time", 6, func(r *toy) *time.Time { return &r.Time }).InLine("timestamp").InOtherLogs(),
		Text("text", func(r *toy) *string { return &r.Text }),
		Addr("addr", func(r *toy) *netip.Addr { return &r.Addr }),
		ExpandedAddr("expanded", func(r *toy) *netip.Addr { return &r.Expanded }),
		Port("port", func(r *toy) *uint16 { return &r.Port }),
		Seconds("seconds", func(r *toy) *tlslog.Opt[time.Duration] { return &r.Seconds }),
		Millis("millis", func(r *toy) *tlslog.Opt[time.Duration] { return &r.Millis }),
		EpochMillis("epoch", func(r *toy) *time.Time { return &r.Epoch }),
		Validity("validity", func(r *toy) *tlslog.Validity { return &r.Validity }),
		Text("Hidden", func(r *toy) *string { return &r.Hidden }).NotDocumented(),
	},
	Extra: func(r *toy) *string { return &r.Extra },
	Text:  func(r *toy) *string { return &r.text },
}

// values are texts of fields, and whether AWS would write them so; an empty
// spelling is that of a value that no field can have.
var values = []struct {
	field, value, canonical string
}{
	{"text", "a", "a"},
	{"addr", "192.0.2.1", "192.0.2.1"},
	{"addr", "192.0.2.01", ""},
	{"addr", "2001:db8::1", "2001:db8::1"},
	{"addr", "2001:DB8::1", "2001:db8::1"},
	{"addr", "2001:db8:0::1", "2001:db8::1"},
	{"addr", "::ffff:192.0.2.1", "::ffff:192.0.2.1"},
	{"addr", "fe80::1%eth0", "fe80::1%eth0"},
	{"expanded", "192.0.2.1", "192.0.2.1"},
	{"expanded", "2001:0db8:0000:0000:0000:0000:0000:0001", "2001:0db8:0000:0000:0000:0000:0000:0001"},
	{"expanded", "2001:0DB8:0000:0000:0000:0000:0000:0001", "2001:0db8:0000:0000:0000:0000:0000:0001"},
	{"expanded", "2001:db8::1", "2001:0db8:0000:0000:0000:0000:0000:0001"},
	{"expanded", "0000:0000:0000:0000:0000:ffff:192.0.2.1", "0000:0000:0000:0000:0000:ffff:c000:0201"},
	{"expanded", "fe80::1%eth0", "fe80:0000:0000:0000:0000:0000:0000:0001%eth0"},
	{"expanded", "fe80:0000:0000:0000:0000:0000:0000:0001%eth0", "fe80:0000:0000:0000:0000:0000:0000:0001%eth0"},
	{"port", "443", "443"},
	{"port", "0443", "443"},
	{"port", "65536", ""},
	{"seconds", "0.036", "0.036"},
	{"seconds", "0.0360", "0.036"},
	{"seconds", "4", "4.000"},
	{"seconds", "0.0000001", "0.0000001"},
	{"seconds", "-1", ""},
	{"millis", "153", "153"},
	{"millis", "0", "0"},
	{"millis", "0.5", "0.5"},
	{"millis", "153.0", "153"},
	{"millis", "x", ""},
	{"time", "2026-09-23T07:11:27.691358Z", "2026-09-23T07:11:27.691358Z"},
	{"time", "2026-09-23T07:11:27Z", "2026-09-23T07:11:27.000000Z"},
	{"time", "2026-09-23T07:11:27.691358001Z", "2026-09-23T07:11:27.691358001Z"},
	{"time", "2026-09-23T07:11:27.691358000Z", "2026-09-23T07:11:27.691358Z"},
	{"time", "2026-09-23T09:11:27.691358+02:00", "2026-09-23T07:11:27.691358Z"},
	{"time", "0001-01-01T00:00:00.000001Z", "0001-01-01T00:00:00.000001Z"},
	{"time", "1731620046814", ""},
	{"epoch", "1731620046814", "1731620046814"},
	{"epoch", "-1", "-1"},
	{"epoch", "01731620046814", "1731620046814"},
	{"epoch", "2024-11-14T21:34:06.814Z", "1731620046814"},
	{"epoch", "2024-11-14T21:34:06.814000Z", "1731620046814"},
	{"epoch", "2024-11-14T21:34:06.814001Z", "2024-11-14T21:34:06.814001Z"},
	{"epoch", "2024-11-14T21:34:06.814000001Z", "2024-11-14T21:34:06.814000001Z"},
	{"epoch", "2024-11-14T21:34:06.814001000Z", "2024-11-14T21:34:06.814001Z"},
	{"epoch", "2024-11-14T21:34:06+00:00", "1731620046000"},
	{"epoch", "1731620046.814", ""},
	{"epoch", "2024-11-14", ""},
	{"validity", "NotBefore=2025-06-05T23:28:21Z;NotAfter=2125-05-12T23:28:21Z", "NotBefore=2025-06-05T23:28:21Z;NotAfter=2125-05-12T23:28:21Z"},
	{"validity", "NotBefore=2025-06-05T23:28:21.0Z;NotAfter=2125-05-12T23:28:21Z", "NotBefore=2025-06-05T23:28:21Z;NotAfter=2125-05-12T23:28:21Z"},
	{"validity", "NotBefore=2025-06-05T23:28:21Z;NotAfter=2125-05-12T23:28:21.5Z", "NotBefore=2025-06-05T23:28:21Z;NotAfter=2125-05-12T23:28:21.500000000Z"},
	{"validity", "NotBefore=0001-01-01T00:00:00Z;NotAfter=2125-05-12T23:28:21Z", "NotBefore=0001-01-01T00:00:00Z;NotAfter=2125-05-12T23:28:21Z"},
	{"validity", "NotBefore=2025-06-05T23:28:21Z", ""},
	{"validity", "notBefore=2025-06-05T23:28:21Z;NotAfter=2125-05-12T23:28:21Z", ""},
	{"validity", "NotBefore=2025-06-05T23:28:21Z;NotAfter=2125-05-12 23:28:21Z", ""},

	// The texts of zero values, which stand for absent ones.
	{"port", "0", "-"},
	{"time", "0001-01-01T00:00:00Z", "-"},
	{"epoch", "-62135596800000", "-"},
	{"validity", "NotBefore=0001-01-01T00:00:00Z;NotAfter=0001-01-01T00:00:00Z", "-"},
}

func TestFields(t *testing.T) {
	for _, tt := range values {
		f := &toys.Fields[toys.index(tt.field)]
		var rec toy
		if err := f.Set(&rec, tt.value); (err != nil) != (tt.canonical == "") || err != nil && rec != (toy{}) {
			t.Errorf("%s %s: %v", tt.field, tt.value, err)
		}
		if tt.canonical == "" {
			continue
		}
		want := tt.canonical
		if want == "-" {
			want = ""
		}
		if got := string(f.Append(nil, &rec)); got != want {
			t.Errorf("%s %s is written as %s", tt.field, tt.value, got)
		}
		if got := f.Canonical == nil || f.Canonical(tt.value); got != (tt.value == want) {
			t.Errorf("%s %s: canonical %v", tt.field, tt.value, got)
		}
		f.Clear(&rec)
		if rec != (toy{}) {
			t.Errorf("%s %s: cleared, %+v is left", tt.field, tt.value, rec)
		}
	}
}

func TestFits(t *testing.T) {
	year := func(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, time.FixedZone("", 3600)) }
	for _, tt := range []struct {
		field string
		rec   toy
		want  bool
	}{
		{"text", toy{}, true},
		{"text", toy{Text: "-"}, false},
		{"text", toy{Text: " -\n"}, true},
		{"addr", toy{}, true},
		{"port", toy{Port: 1}, true},
		{"seconds", toy{Seconds: tlslog.Some(time.Duration(0))}, true},
		{"seconds", toy{Seconds: tlslog.Some(time.Duration(-1))}, false},
		{"millis", toy{Millis: tlslog.Some(time.Duration(-1))}, false},
		{"time", toy{}, true},
		{"time", toy{Time: year(9999)}, true},
		{"time", toy{Time: year(0)}, false}, // the year before, in UTC
		{"epoch", toy{Epoch: year(10001)}, false},
		{"validity", toy{Validity: tlslog.Validity{NotAfter: year(2125)}}, true},
		{"validity", toy{Validity: tlslog.Validity{NotAfter: year(-1)}}, false},
		{"validity", toy{Validity: tlslog.Validity{NotBefore: year(-1)}}, false},
	} {
		f := &toys.Fields[toys.index(tt.field)]
		if got := toys.fits(f, &tt.rec) == nil; got != tt.want {
			t.Errorf("%s of %+v fits: %v", tt.field, tt.rec, got)
		}
	}
}

// FuzzFields checks that what Set takes is what Append writes, that Canonical
// knows whether in the same words, and that Fits knows whether at all.
func FuzzFields(f *testing.F) {
	for _, tt := range values {
		f.Add(tt.value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if value == "" || value == absent {
			return
		}
		for i := range toys.Fields {
			f := &toys.Fields[i]
			var rec, again toy
			if f.Set(&rec, value) != nil {
				continue
			}
			text := string(f.Append(nil, &rec))
			if canonical := f.Canonical == nil || f.Canonical(value); canonical != (text == value) {
				t.Fatalf("%s %q is written as %q, canonical: %v", f.Name, value, text, canonical)
			}
			if f.Fits != nil && !f.Fits(&rec) {
				t.Fatalf("%s %q does not fit", f.Name, value)
			}
			if text == "" { // the zero value
				if rec != (toy{}) {
					t.Fatalf("%s %q is written as if it were absent", f.Name, value)
				}
				continue
			}
			if err := f.Set(&again, text); err != nil || again != rec {
				t.Fatalf("%s %q is written as %q, which gives %v, %+v", f.Name, value, text, err, again)
			}
		}
	})
}
