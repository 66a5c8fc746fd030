package tlslog

import "iter"

//go:generate go run ../internal/gen/ciphersuites

// A CipherSuite is a cipher suite by its code point in the TLS Cipher Suites
// registry of IANA's TLS Parameters; package crypto/tls has the same numbers.
//
// The zero CipherSuite means that the log does not say. Its code point belongs
// to TLS_NULL_WITH_NULL_NULL, the state before a handshake, which is never
// negotiated (RFC 5246, appendix A.5).
//
// The suites known by name are most of those that OpenSSL 1.0.2 and 3.0 list
// in the manual page ciphers(1); SEED and GOST are not among them. They
// include every suite of the security policies of Elastic Load Balancing and
// CloudFront, and all of crypto/tls. A code point without a name is kept and
// is no error.
type CipherSuite uint16

// A cipherSuite is what is known of a [CipherSuite].
type cipherSuite struct {
	code     CipherSuite
	iana     string
	openssl  string
	weakness Weakness
}

// ParseCipherSuite returns the cipher suite that s names, and whether s is
// understood. Case does not matter. It takes
//
//   - the names of IANA: TLS_RSA_WITH_AES_128_CBC_SHA;
//   - those of OpenSSL, which AWS's logs have for suites up to TLS 1.2:
//     AES128-SHA, where a name without a key exchange means RSA. Older and
//     newer names, such as EDH-RSA-DES-CBC3-SHA and DHE-RSA-DES-CBC3-SHA, are
//     one suite;
//   - a code point in hexadecimal, 0x and four digits: 0x1301.
//
// A text that says that there is nothing to say is understood, as the zero
// CipherSuite: the empty text, "-", and TLS_NULL_WITH_NULL_NULL. For any other
// text ParseCipherSuite returns 0 and false.
func ParseCipherSuite(s string) (CipherSuite, bool) {
	// The names in AWS's logs are in upper case and need no copy.
	if c := cipherSuiteNamed(s); c != 0 {
		return c, true
	}
	var buf [cipherNameMax]byte
	name, ok := upper(buf[:], s)
	if !ok {
		return 0, false
	}
	if c := cipherSuiteNamed(name); c != 0 {
		return c, true
	}
	switch string(name) {
	case "", "-", "TLS_NULL_WITH_NULL_NULL":
		return 0, true
	}
	n, ok := parseHexNumber(name)
	return CipherSuite(n), ok
}

// CipherSuites returns an iterator over the suites known by name, in ascending
// order of code point.
func CipherSuites() iter.Seq[CipherSuite] {
	return func(yield func(CipherSuite) bool) {
		for i := range cipherSuites {
			if !yield(cipherSuites[i].code) {
				return
			}
		}
	}
}

// Known reports whether c is a suite known by name.
func (c CipherSuite) Known() bool { return c.known() != nil }

// IANAName returns the name of c in IANA's registry, such as
// TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, or "" if c is not known.
func (c CipherSuite) IANAName() string {
	if k := c.known(); k != nil {
		return k.iana
	}
	return ""
}

// OpenSSLName returns the name of c in OpenSSL, such as
// ECDHE-RSA-AES128-GCM-SHA256, or "" if c is not known. For the suites of
// TLS 1.3 it is IANA's name. AWS's logs have these names.
func (c CipherSuite) OpenSSLName() string {
	if k := c.known(); k != nil {
		return k.openssl
	}
	return ""
}

// ForwardSecrecy reports whether c is known to have forward secrecy: whether
// its key exchange is ephemeral, so that whoever learns the server's key
// later cannot read what was recorded. DHE, ECDHE and SRP have it, also where they
// are anonymous, of export grade or without encryption.
//
// The suites of TLS 1.3 have it by construction. The exception is a session
// resumed in the mode psk_ke (RFC 8446, section 4.2.9), which no log shows.
func (c CipherSuite) ForwardSecrecy() bool {
	k := c.known()
	return k != nil && !k.weakness.Has(WeaknessNoForwardSecrecy)
}

// AEAD reports whether c is known to use authenticated encryption: AES-GCM,
// AES-CCM, ARIA-GCM or ChaCha20-Poly1305.
func (c CipherSuite) AEAD() bool {
	// A suite encrypts with an AEAD, a block cipher in CBC mode, RC4, or not.
	const other = WeaknessCBC | WeaknessRC4 | WeaknessNULL
	k := c.known()
	return k != nil && k.weakness&other == 0
}

// Weakness returns the weaknesses of c, or 0 if c has none or is not known.
func (c CipherSuite) Weakness() Weakness {
	if k := c.known(); k != nil {
		return k.weakness
	}
	return 0
}

// Weak reports whether c is known to be broken: whether it has no encryption
// or no authentication, is of export grade, or uses RC4, RC2, DES, 3DES, IDEA
// or MD5. [Weakness] gives the sources.
//
// CBC mode, the want of forward secrecy and the short tag of CCM_8 are not
// broken in this sense. A suite that has only these, such as
// TLS_RSA_WITH_AES_128_CBC_SHA, is a legacy and not Weak; its Weakness says
// so.
func (c CipherSuite) Weak() bool { return c.Weakness()&broken != 0 }

// String returns IANA's name for c, 0x1234 for a code point without a name,
// and "" for the zero CipherSuite. [ParseCipherSuite] takes each of them back
// to c.
func (c CipherSuite) String() string {
	if k := c.known(); k != nil {
		return k.iana
	}
	if c == 0 {
		return ""
	}
	return hexNumber(uint16(c))
}

// AppendText implements [encoding.TextAppender] with the text of String.
func (c CipherSuite) AppendText(b []byte) ([]byte, error) { return append(b, c.String()...), nil }

// MarshalText implements [encoding.TextMarshaler] with the text of String.
func (c CipherSuite) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. It takes what
// [ParseCipherSuite] takes. Any other text is an error and leaves c as it is.
func (c *CipherSuite) UnmarshalText(text []byte) error {
	d, ok := ParseCipherSuite(string(text))
	if !ok {
		return enumError{"CipherSuite"}
	}
	*c = d
	return nil
}

// known returns what is known of c, or nil.
func (c CipherSuite) known() *cipherSuite {
	lo, hi := 0, len(cipherSuites)
	for lo < hi {
		if mid := (lo + hi) / 2; cipherSuites[mid].code < c {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(cipherSuites) || cipherSuites[lo].code != c {
		return nil
	}
	return &cipherSuites[lo]
}

// A CipherName is a cipher suite as a log spells it: for suites up to TLS 1.2
// mostly OpenSSL's name, for TLS 1.3 IANA's. Names that this module does not
// know are kept as written. The empty CipherName means that the log does not
// say.
type CipherName string

// CipherSuite returns the suite that n names, or 0 if [ParseCipherSuite] finds
// none.
func (n CipherName) CipherSuite() CipherSuite {
	c, _ := ParseCipherSuite(string(n))
	return c
}
