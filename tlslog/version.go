package tlslog

import "cmp"

// A Version is a version of TLS or SSL by its number in the protocol. The
// numbers are those of the RFCs and of package crypto/tls. They ascend with
// the versions. The zero Version means that the log does not say.
//
// A number without a constant below is kept and is no error.
type Version uint16

// The versions.
const (
	VersionSSL20 Version = 0x0002 // SSL 2.0
	VersionSSL30 Version = 0x0300 // SSL 3.0, RFC 6101
	VersionTLS10 Version = 0x0301 // TLS 1.0, RFC 2246
	VersionTLS11 Version = 0x0302 // TLS 1.1, RFC 4346
	VersionTLS12 Version = 0x0303 // TLS 1.2, RFC 5246
	VersionTLS13 Version = 0x0304 // TLS 1.3, RFC 8446
)

// ParseVersion returns the version that s names, and whether s is understood.
// Case does not matter. It takes
//
//   - the spellings of AWS's logs: TLSv1.2, tlsv12 (access logs of Network
//     Load Balancers), TLSv1 and TLSv1.0, SSLv3;
//   - those of Suricata, which Network Firewall runs: TLS 1.2, TLSv1, SSLv3,
//     and TLS 1.3 draft-28, where every draft is taken for TLS 1.3;
//   - those of crypto/tls: TLS 1.0, SSLv3;
//   - the bare numbers of the Elastic Common Schema and OpenTelemetry: 1.2,
//     and 3 for SSL 3.0;
//   - a number in hexadecimal, 0x and four digits: 0x0303.
//
// A text that says that there is nothing to say is understood, as the zero
// Version: the empty text, "-", and Suricata's "UNDETERMINED". For any other
// text ParseVersion returns 0 and false.
func ParseVersion(s string) (Version, bool) {
	const draft = "TLS 1.3 DRAFT-"
	var buf [len(draft) + len("20-fb")]byte
	name, ok := upper(buf[:], s)
	if !ok {
		return 0, false
	}
	switch string(name) {
	case "TLSV1.3", "TLS 1.3", "TLSV13", "1.3":
		return VersionTLS13, true
	case "TLSV1.2", "TLS 1.2", "TLSV12", "1.2":
		return VersionTLS12, true
	case "TLSV1.1", "TLS 1.1", "TLSV11", "1.1":
		return VersionTLS11, true
	case "TLSV1", "TLSV1.0", "TLS 1.0", "TLSV10", "1.0", "1":
		return VersionTLS10, true
	case "SSLV3", "SSL 3.0", "3.0", "3":
		return VersionSSL30, true
	case "SSLV2", "SSL 2.0", "2.0", "2":
		return VersionSSL20, true
	case "", "-", "UNDETERMINED":
		return 0, true
	}
	if len(name) > len(draft) && string(name[:len(draft)]) == draft && isDraft(name[len(draft):]) {
		return VersionTLS13, true
	}
	n, ok := parseHexNumber(name)
	return Version(n), ok
}

// isDraft reports whether b can be what Suricata writes behind "draft-": 28,
// 26-FB or <16.
func isDraft(b []byte) bool {
	for _, c := range b {
		if c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// Known reports whether v is one of the versions above.
func (v Version) Known() bool { return v == VersionSSL20 || VersionSSL30 <= v && v <= VersionTLS13 }

// Compare returns -1, 0 or +1 as v is older than w, the same, or newer, going
// by the numbers. The zero Version comes before all others.
func (v Version) Compare(w Version) int { return cmp.Compare(v, w) }

// Deprecated reports whether v must no longer be used: TLS 1.0 and TLS 1.1
// (RFC 8996), SSL 3.0 (RFC 7568) and SSL 2.0 (RFC 6176). It returns false for
// the zero Version and for numbers without a name.
func (v Version) Deprecated() bool { return v.Known() && v < VersionTLS12 }

// ProtocolName returns v as CloudFront and CloudTrail spell it: TLSv1.3,
// TLSv1.2, TLSv1.1, TLSv1, SSLv3. It returns "" for the zero Version and the
// text of String for a number without a name.
func (v Version) ProtocolName() ProtocolName {
	switch v {
	case VersionTLS13:
		return "TLSv1.3"
	case VersionTLS12:
		return "TLSv1.2"
	case VersionTLS11:
		return "TLSv1.1"
	case VersionTLS10:
		return "TLSv1"
	}
	return ProtocolName(v.String())
}

// String returns v in the words of crypto/tls: TLS 1.3, TLS 1.0, SSLv3, and
// 0x0305 for a number without a name. For SSL 2.0, which crypto/tls does not
// name, it returns SSLv2, and for the zero Version "". [ParseVersion] takes
// each of them back to v.
func (v Version) String() string {
	switch v {
	case 0:
		return ""
	case VersionTLS13:
		return "TLS 1.3"
	case VersionTLS12:
		return "TLS 1.2"
	case VersionTLS11:
		return "TLS 1.1"
	case VersionTLS10:
		return "TLS 1.0"
	case VersionSSL30:
		return "SSLv3"
	case VersionSSL20:
		return "SSLv2"
	}
	return hexNumber(uint16(v))
}

// AppendText implements [encoding.TextAppender] with the text of String.
func (v Version) AppendText(b []byte) ([]byte, error) { return append(b, v.String()...), nil }

// MarshalText implements [encoding.TextMarshaler] with the text of String.
func (v Version) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. It takes what
// [ParseVersion] takes. Any other text is an error and leaves v as it is.
func (v *Version) UnmarshalText(text []byte) error {
	w, ok := ParseVersion(string(text))
	if !ok {
		return enumError{"Version"}
	}
	*v = w
	return nil
}

// A ProtocolName is a protocol version as a log spells it, such as TLSv1.2.
// Names that this module does not know are kept as written. The empty
// ProtocolName means that the log does not say.
type ProtocolName string

// Version returns the version that p names, or 0 if [ParseVersion] finds none.
func (p ProtocolName) Version() Version {
	v, _ := ParseVersion(string(p))
	return v
}
