package networkfirewall

import (
	"errors"
	"fmt"
	"strings"
)

// An ErrorKind is what a [TLSError] is about. AWS writes a sentence and no
// code; the kinds are this package's. The zero ErrorKind is a message that it
// does not know.
type ErrorKind uint8

// The kinds. "TLS errors currently report connection resets due to SNI
// mismatches and naming errors" (documented), so that there may be others.
const (
	ErrorUnknown     ErrorKind = iota
	ErrorNoSNI                 // The client hello has no server name.
	ErrorSNIMismatch           // The server's certificate does not hold the name; see ParseMismatch.
)

// noSNI begins the message of an error of the kind ErrorNoSNI, which goes on
// with a full stop.
const noSNI = "Server name is not found in client hello"

// Kind returns what e is about, as its message tells.
func (e TLSError) Kind() ErrorKind {
	if strings.HasPrefix(e.ErrorMessage, noSNI) {
		return ErrorNoSNI
	}
	if _, _, ok := ParseMismatch(e.ErrorMessage); ok {
		return ErrorSNIMismatch
	}
	return ErrorUnknown
}

// FailureCode returns the code that stands for k, or "" for [ErrorUnknown].
func (k ErrorKind) FailureCode() FailureCode {
	switch k {
	case ErrorNoSNI:
		return NoSNI
	case ErrorSNIMismatch:
		return SNIMismatch
	}
	return ""
}

// String returns "no_sni", "sni_mismatch", or "" for [ErrorUnknown].
func (k ErrorKind) String() string {
	switch k {
	case ErrorUnknown:
		return ""
	case ErrorNoSNI:
		return "no_sni"
	case ErrorSNIMismatch:
		return "sni_mismatch"
	}
	return fmt.Sprintf("ErrorKind(%d)", k)
}

// AppendText implements [encoding.TextAppender] with the text of String.
func (k ErrorKind) AppendText(b []byte) ([]byte, error) { return append(b, k.String()...), nil }

// MarshalText implements [encoding.TextMarshaler] with the text of String.
func (k ErrorKind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]. It takes what String
// returns for the kinds above. Any other text is an error and leaves k as it
// is.
func (k *ErrorKind) UnmarshalText(text []byte) error {
	for kind := ErrorUnknown; kind <= ErrorSNIMismatch; kind++ {
		if kind.String() == string(text) {
			*k = kind
			return nil
		}
	}
	return errUnknownKind
}

var errUnknownKind = errors.New("networkfirewall: unknown name of an ErrorKind")
