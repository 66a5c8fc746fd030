package networkfirewall

import (
	"iter"
	"strings"
)

// The parts of the message of an error of the kind ErrorSNIMismatch, of which
// four were published:
//
//	SNI: <asked> Match Failed to server certificate names: <name>/<name>/<name>
//
// They end in a space.
const (
	mismatchPrefix = "SNI: "
	mismatchMiddle = " Match Failed to server certificate names: "
)

// ParseMismatch returns the name that the client asked for and the names in
// the server's certificate, given the message of a [TLSError] of the kind
// [ErrorSNIMismatch]. It returns false for any other message.
//
// If the text between the two is there twice, which only a forged name can
// cause, the first counts.
func ParseMismatch(message string) (asked string, names Names, ok bool) {
	rest, ok := strings.CutPrefix(message, mismatchPrefix)
	if !ok {
		return "", "", false
	}
	asked, rest, ok = strings.Cut(rest, mismatchMiddle)
	if !ok {
		return "", "", false
	}
	return asked, Names(strings.TrimRight(rest, " ")), true
}

// Names are the names in a server's certificate, as the message of a TLS error
// has them: with a slash between two. The zero value is none.
type Names string

// All returns an iterator over the names as written. Empty ones are left out.
//
// The first stands in the message twice, probably because it is the common name
// of the subject and the first of the subject alternative names; it is yielded
// once. A name that itself has a slash in it, which no DNS name has, cannot be
// told from two.
func (n Names) All() iter.Seq[string] {
	return func(yield func(string) bool) {
		rest := string(n)
		first, behind, _ := strings.Cut(rest, "/")
		if second, _, _ := strings.Cut(behind, "/"); second == first {
			rest = behind
		}
		for rest != "" {
			var name string
			name, rest, _ = strings.Cut(rest, "/")
			if name != "" && !yield(name) {
				return
			}
		}
	}
}
