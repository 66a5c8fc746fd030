package posture

import (
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"unicode/utf8"
)

// maxText is the length in bytes of the longest text that a Summary keeps.
const maxText = 1024

// cut returns s if it is no longer than maxText, or else its beginning with a
// mark and a hash of the whole. The hash is one for which nobody can make two
// texts that become one row.
func cut[T ~string](s T) T {
	if len(s) <= maxText {
		return s
	}
	return T(cutLong(string(s)))
}

func cutLong(s string) string {
	const mark = "…"
	const digits = 16
	sum := sha256.Sum256([]byte(s))
	n := maxText - len(mark) - digits
	for i := range utf8.UTFMax - 1 {
		if utf8.RuneStart(s[n-i]) {
			n -= i
			break
		}
	}
	return s[:n] + mark + hex.EncodeToString(sum[:digits/2])
}

// cutAddr returns a with a zone that is not too long.
func cutAddr(a netip.Addr) netip.Addr {
	if zone := a.Zone(); len(zone) > maxText {
		return a.WithZone(cutLong(zone))
	}
	return a
}
