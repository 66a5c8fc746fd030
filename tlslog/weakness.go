package tlslog

import (
	"iter"
	"math/bits"
	"strings"
)

// A Weakness is a set of reasons not to use a cipher suite. Sets are made with
// |. The zero Weakness is the empty set.
//
// That a suite uses SHA-1 is not among the reasons: it does so in HMAC, where
// the collisions found for SHA-1 do no harm.
type Weakness uint16

// The weaknesses. Those before WeaknessCBC are broken; the rest, from
// WeaknessCBC on, are a legacy. [CipherSuite.Weak] tells the two apart.
const (
	WeaknessNULL      Weakness = 1 << iota // no encryption (RFC 9325, section 4.1)
	WeaknessAnonymous                      // no authentication of either end (RFC 5246, section F.1.1.1)
	WeaknessExport                         // keys of 40 bits, short enough to be guessed (RFC 9325, section 4.1)
	WeaknessRC4                            // biased key stream (RFC 7465)
	WeaknessRC2                            // in TLS with keys of 40 bits only (RFC 9325, section 4.1)
	WeaknessDES                            // a key of 56 bits, or 40 (RFC 5469)
	Weakness3DES                           // a block of 64 bits (CVE-2016-2183)
	WeaknessIDEA                           // a block of 64 bits; withdrawn with TLS 1.2 (RFC 5469)
	WeaknessMD5                            // a broken hash (RFC 6151)

	WeaknessCBC              // CBC mode, known for padding oracles (RFC 7457, section 2.4)
	WeaknessNoForwardSecrecy // recorded traffic can be read with a key that lasts (RFC 9325, section 4.1)
	WeaknessCCM8             // an authentication tag of 8 bytes in place of 16 (RFC 6655)

	weaknessEnd
)

// broken are the weaknesses for which a suite is Weak.
const broken = WeaknessCBC - 1

var weaknessNames = [...]string{
	"NULL", "anonymous", "export", "RC4", "RC2", "DES", "3DES", "IDEA", "MD5",
	"CBC", "no forward secrecy", "CCM_8",
}

// Has reports whether w holds every weakness in x.
func (w Weakness) Has(x Weakness) bool { return w&x == x }

// All returns an iterator over the single weaknesses in w, in the order of
// their declaration.
func (w Weakness) All() iter.Seq[Weakness] {
	return func(yield func(Weakness) bool) {
		for rest := w; rest != 0; rest &= rest - 1 {
			if !yield(rest & -rest) {
				return
			}
		}
	}
}

// String returns the weaknesses in w in the order of their declaration with
// "|" between them, such as "CBC|no forward secrecy". It returns "" for the
// empty set. Bits without a name are in hexadecimal: 0x8000.
func (w Weakness) String() string {
	if w != 0 && w&(w-1) == 0 && w < weaknessEnd {
		return weaknessNames[bits.TrailingZeros16(uint16(w))]
	}
	return string(w.append(nil))
}

// AppendText implements [encoding.TextAppender] with the text of String.
func (w Weakness) AppendText(b []byte) ([]byte, error) { return w.append(b), nil }

// MarshalText implements [encoding.TextMarshaler] with the text of String.
func (w Weakness) MarshalText() ([]byte, error) { return w.append(nil), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. It takes what String
// returns, with the weaknesses in any order. Any other text is an error and
// leaves w as it is.
func (w *Weakness) UnmarshalText(text []byte) error {
	var set Weakness
	if len(text) > 0 {
		for name := range strings.SplitSeq(string(text), "|") {
			x, ok := parseWeakness(name)
			if !ok {
				return enumError{"Weakness"}
			}
			set |= x
		}
	}
	*w = set
	return nil
}

func (w Weakness) append(b []byte) []byte {
	for x := range w.All() {
		if x != w&-w {
			b = append(b, '|')
		}
		if x < weaknessEnd {
			b = append(b, weaknessNames[bits.TrailingZeros16(uint16(x))]...)
		} else {
			b = append(b, hexNumber(uint16(x))...)
		}
	}
	return b
}

// parseWeakness returns the single weakness of a name.
func parseWeakness(name string) (Weakness, bool) {
	for i := range weaknessNames {
		if weaknessNames[i] == name {
			return 1 << i, true
		}
	}
	var buf [len("0x8000")]byte
	if hex, ok := upper(buf[:], name); ok {
		n, ok := parseHexNumber(hex)
		return Weakness(n), ok
	}
	return 0, false
}
