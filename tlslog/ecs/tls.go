package ecs

import (
	"cmp"

	"github.com/awstls/awstls/internal/jsontext"
	"github.com/awstls/awstls/internal/x509text"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/internal/facts"
)

func writeTLS(w *jsontext.Writer, e *tlslog.Event) {
	o := w.Object("tls")
	protocol, number := facts.Protocol(e.Version)
	w.String("version", number)
	w.String("version_protocol", protocol)
	w.String("cipher", cmp.Or(facts.IANACipher(e), facts.LoggedCipher(e)))
	w.String("curve", string(e.KeyExchange))
	if established, ok := facts.Established(e).Get(); ok {
		w.Bool("established", established)
	}

	client := w.Object("client")
	if !facts.IsCall(e) {
		w.String("server_name", e.ServerName)
	}
	if e.Certificate.Holder == tlslog.HolderClient {
		writeCertificate(w, &e.Certificate)
	}
	w.End(client)

	server := w.Object("server")
	if e.Certificate.Holder == tlslog.HolderServer {
		writeCertificate(w, &e.Certificate)
	}
	w.End(server)
	w.End(o)
}

// writeCertificate writes the members of tls.client or tls.server.
func writeCertificate(w *jsontext.Writer, c *tlslog.Certificate) {
	var buf [2][16]x509text.Attribute
	subject := parseName(buf[0][:0], c.Subject)
	issuer := parseName(buf[1][:0], c.Issuer)

	subject.write(w, "subject")
	issuer.write(w, "issuer")
	w.Time("not_before", c.Validity.NotBefore)
	w.Time("not_after", c.Validity.NotAfter)

	o := w.Object("hash")
	switch facts.HashOf(c.Fingerprint) {
	case facts.MD5:
		facts.WriteFingerprint(w, "md5", c.Fingerprint)
	case facts.SHA1:
		facts.WriteFingerprint(w, "sha1", c.Fingerprint)
	case facts.SHA256:
		facts.WriteFingerprint(w, "sha256", c.Fingerprint)
	}
	w.End(o)

	o = w.Object("x509")
	facts.WriteSerial(w, "serial_number", c.Serial)
	subject.writeFields(w, "subject")
	issuer.writeFields(w, "issuer")
	w.Time("not_before", c.Validity.NotBefore)
	w.Time("not_after", c.Validity.NotAfter)
	w.End(o)
}
