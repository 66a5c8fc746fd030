package jsontext

import (
	"encoding/json"
	"net/netip"
	"reflect"
	"testing"
	"time"
	"unicode/utf8"
)

func TestWriter(t *testing.T) {
	tests := []struct {
		name  string
		write func(w *Writer)
		want  string
	}{
		{"nothing", func(*Writer) {}, `{}`},
		{"strings", func(w *Writer) {
			w.String("a", "")
			w.String("b", "x{")
			w.String("c", "[")
			w.String("d", "\xff")
		}, `{"b":"x{","c":"[","d":"\ufffd"}`},
		{"numbers", func(w *Writer) {
			w.Int("a", 0)
			w.Int("b", -1<<63)
			w.Port("c", 0)
			w.Port("d", 65535)
			w.Bool("e", false)
			w.Bool("f", true)
		}, `{"a":0,"b":-9223372036854775808,"d":65535,"e":false,"f":true}`},
		{"durations", func(w *Writer) {
			for _, d := range []time.Duration{0, 36 * time.Millisecond, 1, time.Second, 90*time.Second + 1000, -1500 * time.Millisecond, -1, 1<<63 - 1, -1 << 63} {
				w.Seconds("d", d)
			}
		}, `{"d":0,"d":0.036,"d":0.000000001,"d":1,"d":90.000001,"d":-1.5,"d":-0.000000001,"d":9223372036.854775807,"d":-9223372036.854775808}`},
		{"addresses", func(w *Writer) {
			w.Addr("a", netip.Addr{})
			w.Addr("b", netip.MustParseAddr("192.0.2.1"))
			w.Addr("c", netip.MustParseAddr(`fe80::1%"\`))
			w.Addr("d", netip.MustParseAddr("::ffff:192.0.2.1"))
		}, `{"b":"192.0.2.1","c":"fe80::1","d":"::ffff:192.0.2.1"}`},
		{"times", func(w *Writer) {
			at := time.Date(2026, 9, 23, 7, 11, 27, 691358000, time.UTC)
			w.Time("a", time.Time{})
			w.Time("b", at)
			w.Time("c", at.In(time.FixedZone("", 3600)))
			w.Time("d", time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC))
			w.Time("e", time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))
			w.Time("f", time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC))
			w.Time("g", time.Date(9999, 12, 31, 23, 59, 59, 0, time.FixedZone("", -3600)))
			w.Time("l", time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC))
			w.Time("m", time.Date(0, 1, 1, 0, 0, 0, -1, time.UTC))
			w.Time("n", time.Unix(1<<62, 0))
			w.Millis("h", time.Time{})
			w.Millis("i", at)
			w.Millis("j", time.Unix(0, -1))
			w.Millis("k", time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))
		}, `{"b":"2026-09-23T07:11:27.691358Z","c":"2026-09-23T07:11:27.691358Z","d":"9999-12-31T23:59:59Z","l":"0000-01-01T00:00:00Z","i":1790147487691,"j":-1}`},
		{"objects", func(w *Writer) {
			a := w.Object("a")
			b := w.Object("b")
			w.End(b)
			w.End(a)
			c := w.Object("c")
			w.Int("d", 1)
			e := w.Object("e")
			w.Int("f", 2)
			w.End(e)
			w.End(c)
			g := w.Object("g")
			w.Int("h", 3)
			w.Drop(g)
		}, `{"c":{"d":1,"e":{"f":2}}}`},
		{"arrays", func(w *Writer) {
			w.End(w.Array("a"))
			b := w.Array("b")
			w.Element("")
			w.Element("x")
			w.Element("[")
			o := w.ElementObject()
			w.String("c", "y")
			w.End(o)
			w.End(w.ElementObject())
			w.Buf = append(w.Buf[:w.ElementText().text], "z"...)
			w.Buf = append(w.Buf, '"')
			w.EndText(w.ElementText())
			w.End(b)
			d := w.Array("d")
			w.Element("")
			w.End(d)
		}, `{"b":["x","[",{"c":"y"},"z"]}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := Writer{Buf: []byte("before")}
			w.Open()
			tt.write(&w)
			w.Close()
			if got := string(w.Buf); got != "before"+tt.want {
				t.Errorf("\ngot  %s\nwant before%s", got, tt.want)
			}
		})
	}
}

var texts = []string{
	"", "a", `"`, `\`, `a"b\c"`, "\x00\x1f\n\t\x7f", "é€😀", `"é"` + "\u2028<>&", "\xff", "a\xc3", "\xe2\x82\"\xac", "\ufffd", "a long text without anything to escape",
}

func TestText(t *testing.T) {
	for _, s := range texts {
		checkText(t, s)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range texts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkText(t, s) })
}

// checkText compares a text that is appended with what encoding/json reads.
func checkText(t *testing.T, s string) {
	t.Helper()
	w := Writer{Buf: make([]byte, 0, 32)}
	w.Open()
	w.Int("n", 1)
	m := w.Text("s")
	w.Buf = append(w.Buf, s...)
	w.EndText(m)
	a := w.Array("a")
	m = w.ElementText()
	w.Buf = append(w.Buf, s...)
	w.EndText(m)
	w.End(a)
	w.Close()
	var got any
	if err := json.Unmarshal(w.Buf, &got); err != nil || !utf8.Valid(w.Buf) {
		t.Fatalf("%v in %s", err, w.Buf)
	}
	read := string([]rune(s)) // with U+FFFD for what is not valid UTF-8
	want := map[string]any{"n": 1.0, "s": read, "a": []any{read}}
	if s == "" {
		want = map[string]any{"n": 1.0}
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%s\ngot  %q\nwant %q", w.Buf, got, want)
	}
}

func TestAllocs(t *testing.T) {
	buf := make([]byte, 0, 256)
	addr := netip.MustParseAddr("fe80::1%eth0")
	at := time.Date(2026, 9, 23, 7, 11, 27, 691358000, time.UTC)
	if n := testing.AllocsPerRun(100, func() {
		w := Writer{Buf: buf}
		w.Open()
		o := w.Object("o")
		w.String("a", `x"`)
		w.Addr("b", addr)
		w.Time("c", at)
		m := w.Text("d")
		w.Buf = append(w.Buf, `a"b\c`...)
		w.EndText(m)
		w.End(o)
		w.Close()
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
