package ecs

import (
	"github.com/awstls/awstls/internal/jsontext"
	"github.com/awstls/awstls/internal/x509text"
)

// A name is a distinguished name as logged, and its attributes if it is one.
type name struct {
	text  string
	attrs []x509text.Attribute
	ok    bool
}

func parseName(buf []x509text.Attribute, text string) name {
	n := name{text: text}
	n.attrs, n.ok = x509text.Parse(buf, text, x509text.OrderUnknown)
	return n
}

// write writes n in the form of RFC 4514, or as logged if it is no name.
func (n *name) write(w *jsontext.Writer, key string) {
	if !n.ok {
		w.String(key, n.text)
		return
	}
	m := w.Text(key)
	w.Buf = x509text.AppendName(w.Buf, n.attrs)
	w.EndText(m)
}

// fields are the fields of x509.subject and x509.issuer that hold the values
// of one attribute type.
var fields = [...]struct{ field, typ string }{
	{"common_name", "CN"},
	{"organizational_unit", "OU"},
	{"organization", "O"},
	{"locality", "L"},
	{"state_or_province", "ST"},
	{"country", "C"},
}

// writeFields writes x509.subject or x509.issuer.
func (n *name) writeFields(w *jsontext.Writer, key string) {
	o := w.Object(key)
	n.write(w, "distinguished_name")
	for _, f := range fields {
		values := w.Array(f.field)
		for i := range n.attrs {
			if n.attrs[i].Is(f.typ) {
				m := w.ElementText()
				w.Buf, _ = n.attrs[i].AppendValue(w.Buf)
				w.EndText(m)
			}
		}
		w.End(values)
	}
	w.End(o)
}
