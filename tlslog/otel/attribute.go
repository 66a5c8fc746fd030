package otel

import (
	"encoding"
	"net/netip"
	"strconv"
	"time"

	"github.com/awstls/awstls/internal/jsontext"
	"github.com/awstls/awstls/tlslog/internal/facts"
)

// stringValue is the member of an AnyValue that holds a string.
const stringValue = "stringValue"

// An attribute is a KeyValue message that is being written:
// {"key":"tls.curve","value":{"stringValue":"x25519"}}.
type attribute struct {
	element, value jsontext.Mark
}

// begin begins the attribute prefix+name. The caller writes one member of its
// value, if it has one, and calls end.
func begin(w *jsontext.Writer, prefix, name string) attribute {
	a := attribute{element: w.ElementObject()}
	key := w.Text("key")
	w.Buf = append(w.Buf, prefix...)
	w.Buf = append(w.Buf, name...)
	w.EndText(key)
	a.value = w.Object("value")
	return a
}

// end ends an attribute. One without a value is left out.
func (a attribute) end(w *jsontext.Writer) {
	if w.Empty() {
		w.Drop(a.element)
		return
	}
	w.End(a.value)
	w.End(a.element)
}

func writeString(w *jsontext.Writer, key, value string) {
	a := begin(w, key, "")
	w.String(stringValue, value)
	a.end(w)
}

func writeWord[T encoding.TextAppender](w *jsontext.Writer, key string, word T) {
	a := begin(w, key, "")
	facts.WriteWord(w, stringValue, word)
	a.end(w)
}

func writeAddr(w *jsontext.Writer, key string, addr netip.Addr) {
	a := begin(w, key, "")
	w.Addr(stringValue, addr)
	a.end(w)
}

// writePort writes an integer, which OTLP/JSON has in quotation marks.
func writePort(w *jsontext.Writer, key string, port uint16) {
	a := begin(w, key, "")
	if port != 0 {
		m := w.Text("intValue")
		w.Buf = strconv.AppendUint(w.Buf, uint64(port), 10)
		w.EndText(m)
	}
	a.end(w)
}

func writeBool(w *jsontext.Writer, key string, v bool) {
	a := begin(w, key, "")
	w.Bool("boolValue", v)
	a.end(w)
}

// writeSeconds writes a duration as a number of seconds with as many digits as
// it has.
func writeSeconds(w *jsontext.Writer, key string, d time.Duration) {
	a := begin(w, key, "")
	w.Seconds("doubleValue", d)
	a.end(w)
}
