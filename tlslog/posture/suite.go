package posture

import (
	"cmp"

	"github.com/awstls/awstls/tlslog"
)

// A Cipher is a cipher suite and its name: OpenSSL's name for a suite that is
// known, as AWS's logs have it, and for others the text of the log. The zero
// Cipher stands for the events of which the log gives none.
type Cipher struct {
	CipherSuite tlslog.CipherSuite `json:"cipher_suite,omitzero"`
	CipherName  tlslog.CipherName  `json:"cipher_name,omitzero"`
}

// cipherOf returns the cipher suite of an event in the form in which it is a
// key: with a name only where the suite has no number.
func cipherOf(e *tlslog.Event) Cipher {
	if e.CipherSuite != 0 {
		return Cipher{CipherSuite: e.CipherSuite}
	}
	return Cipher{CipherName: cut(e.CipherName)}
}

// named returns c with its name.
func (c Cipher) named() Cipher {
	if c.CipherSuite != 0 {
		c.CipherName = tlslog.CipherName(cmp.Or(c.CipherSuite.OpenSSLName(), c.CipherSuite.String()))
	}
	return c
}

func (c Cipher) compare(o Cipher) int {
	return cmp.Or(cmp.Compare(c.CipherSuite, o.CipherSuite), cmp.Compare(c.CipherName, o.CipherName))
}

func (c Cipher) fields(v visitor) Cipher {
	return Cipher{number(v, c.CipherSuite), text(v, c.CipherName)}
}

// A suiteKey is what was negotiated, or the evidence that it is not known.
type suiteKey struct {
	cipher      Cipher
	keyExchange tlslog.KeyExchange
	version     tlslog.Version
	source      tlslog.Source
	evidence    tlslog.Evidence
}

func suiteKeyOf(e *tlslog.Event) suiteKey {
	k := suiteKey{source: e.Source, evidence: e.Evidence}
	if negotiated(e) {
		k.cipher = cipherOf(e)
		k.keyExchange = cut(e.KeyExchange)
		k.version = e.Version
	}
	return k
}

func (k suiteKey) compare(o suiteKey) int {
	return cmp.Or(
		cmp.Compare(k.source, o.source),
		cmp.Compare(k.evidence, o.evidence),
		cmp.Compare(k.version, o.version),
		k.cipher.compare(o.cipher),
		cmp.Compare(k.keyExchange, o.keyExchange),
	)
}

func (k suiteKey) fields(v visitor) suiteKey {
	return suiteKey{
		cipher:      k.cipher.fields(v),
		keyExchange: text(v, k.keyExchange),
		version:     number(v, k.version),
		source:      number(v, k.source),
		evidence:    number(v, k.evidence),
	}
}

// keepSuites counts the events of rows dropped from the table of endpoints, so
// that the cipher suites of a source stay exact when it is full of endpoints.
func (s *Summary) keepSuites(dropped []entry[endpointKey, span], limit int) {
	if len(dropped) == 0 {
		return
	}
	for _, e := range dropped {
		s.suites.events += e.events
		s.suites.put(e.key.suite, row[none]{events: e.events})
	}
	s.suites.makeRoom(0, limit)
}
