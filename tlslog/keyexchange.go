package tlslog

// A KeyExchange is the named group of a key exchange, such as x25519 or
// X25519MLKEM768. Which spelling it has depends on where it comes from: in a
// record it is as the log has it, in an event as [ParseKeyExchange] returns
// it. The methods take any spelling.
//
// The empty KeyExchange means that the log does not say, or that there was no
// group, as with cipher suites that use RSA key transport.
type KeyExchange string

// ParseKeyExchange returns the group that s names in the spelling of the TLS
// Supported Groups registry of IANA's TLS Parameters: secp256r1, x25519,
// X25519MLKEM768. Case does not matter. It knows
//
//   - the curves secp256r1, secp384r1 and secp521r1, also by their other
//     names prime256v1, P-256, and CurveP256 as in crypto/tls; x25519 and x448;
//     the Brainpool curves;
//   - ffdhe2048 to ffdhe8192;
//   - the post-quantum groups X25519MLKEM768, SecP256r1MLKEM768,
//     SecP384r1MLKEM1024, curveSM2MLKEM768, MLKEM512, MLKEM768, MLKEM1024;
//   - their forerunners with drafts of Kyber: X25519Kyber768Draft00,
//     SecP256r1Kyber768Draft00, and those that have names in s2n-tls only,
//     such as x25519_kyber-512-r3.
//
// It returns "" for the texts that name no group: the empty text, "-", and the
// words "none" and "unsupported" of s2n-tls, the TLS library of AWS. (AWS
// documents three names as examples, and they are s2n-tls's; that the others
// are, too, is inferred.) Any other text it returns as it is; such a KeyExchange
// shares the memory of s.
func ParseKeyExchange(s string) KeyExchange {
	if name, kind := lookupGroup(s); kind != groupUnknown {
		return name
	}
	return KeyExchange(s)
}

// Known reports whether k is one of the groups listed at [ParseKeyExchange].
func (k KeyExchange) Known() bool { return k.kind() > groupNone }

// PostQuantum reports whether k is known to withstand a quantum computer: the
// groups with ML-KEM (FIPS 203), alone or in a hybrid, and those with the
// drafts of Kyber that came before it. Traffic recorded today stays secret with
// each of them, but the drafts do not interoperate with ML-KEM and are being
// withdrawn.
func (k KeyExchange) PostQuantum() bool { return k.kind() >= groupHybrid }

// Hybrid reports whether k is known to join a post-quantum algorithm with an
// elliptic curve, so that it is secure as long as one of them is.
func (k KeyExchange) Hybrid() bool { return k.kind() == groupHybrid }

// String returns k as a string.
func (k KeyExchange) String() string { return string(k) }

func (k KeyExchange) kind() groupKind {
	_, kind := lookupGroup(string(k))
	return kind
}

// A groupKind says of what kind a named group is.
type groupKind uint8

const (
	groupUnknown   groupKind = iota
	groupNone                // the text says that there is no group
	groupClassical           // an elliptic curve or a finite field
	groupHybrid              // post-quantum, with an elliptic curve
	groupPure                // post-quantum, alone
)

// lookupGroup returns the group that s names and its kind.
func lookupGroup(s string) (KeyExchange, groupKind) {
	var buf [len("SecP256r1Kyber768Draft00")]byte
	name, ok := upper(buf[:], s)
	if !ok {
		return "", groupUnknown
	}
	switch string(name) {
	case "", "-", "NONE", "UNSUPPORTED":
		return "", groupNone

	case "SECP256R1", "PRIME256V1", "P-256", "CURVEP256":
		return "secp256r1", groupClassical
	case "SECP384R1", "P-384", "CURVEP384":
		return "secp384r1", groupClassical
	case "SECP521R1", "P-521", "CURVEP521":
		return "secp521r1", groupClassical
	case "X25519":
		return "x25519", groupClassical
	case "X448":
		return "x448", groupClassical
	case "BRAINPOOLP256R1":
		return "brainpoolP256r1", groupClassical
	case "BRAINPOOLP384R1":
		return "brainpoolP384r1", groupClassical
	case "BRAINPOOLP512R1":
		return "brainpoolP512r1", groupClassical
	case "BRAINPOOLP256R1TLS13":
		return "brainpoolP256r1tls13", groupClassical
	case "BRAINPOOLP384R1TLS13":
		return "brainpoolP384r1tls13", groupClassical
	case "BRAINPOOLP512R1TLS13":
		return "brainpoolP512r1tls13", groupClassical
	case "FFDHE2048":
		return "ffdhe2048", groupClassical
	case "FFDHE3072":
		return "ffdhe3072", groupClassical
	case "FFDHE4096":
		return "ffdhe4096", groupClassical
	case "FFDHE6144":
		return "ffdhe6144", groupClassical
	case "FFDHE8192":
		return "ffdhe8192", groupClassical

	case "X25519MLKEM768":
		return "X25519MLKEM768", groupHybrid
	case "SECP256R1MLKEM768":
		return "SecP256r1MLKEM768", groupHybrid
	case "SECP384R1MLKEM1024":
		return "SecP384r1MLKEM1024", groupHybrid
	case "CURVESM2MLKEM768":
		return "curveSM2MLKEM768", groupHybrid

	case "MLKEM512":
		return "MLKEM512", groupPure
	case "MLKEM768":
		return "MLKEM768", groupPure
	case "MLKEM1024":
		return "MLKEM1024", groupPure

	// s2n-tls had names of its own for the first two before IANA did.
	case "X25519KYBER768DRAFT00", "X25519_KYBER-768-R3":
		return "X25519Kyber768Draft00", groupHybrid
	case "SECP256R1KYBER768DRAFT00", "SECP256R1_KYBER-768-R3":
		return "SecP256r1Kyber768Draft00", groupHybrid
	case "X25519_KYBER-512-R3":
		return "x25519_kyber-512-r3", groupHybrid
	case "SECP256R1_KYBER-512-R3":
		return "secp256r1_kyber-512-r3", groupHybrid
	case "SECP384R1_KYBER-768-R3":
		return "secp384r1_kyber-768-r3", groupHybrid
	case "SECP521R1_KYBER-1024-R3":
		return "secp521r1_kyber-1024-r3", groupHybrid
	}
	return "", groupUnknown
}
