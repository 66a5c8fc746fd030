package tlslog

import (
	"errors"
	"strconv"
)

// errUnknownName is what the UnmarshalText methods return for a text that
// they do not know. The text itself is not part of the message.
var errUnknownName = errors.New("unknown name")

// appendName appends names[i], or typ(i) when there is none.
func appendName(b []byte, typ string, names []string, i int) []byte {
	if i < len(names) {
		return append(b, names[i]...)
	}
	b = append(b, typ...)
	b = append(b, '(')
	b = strconv.AppendInt(b, int64(i), 10)
	return append(b, ')')
}

// parseName is the reverse of appendName for the names in the table.
func parseName(typ string, names []string, text string) (int, error) {
	for i, name := range names {
		if name == text {
			return i, nil
		}
	}
	return 0, enumError{typ}
}

// An enumError says for which type a name is unknown.
type enumError struct{ typ string }

func (e enumError) Error() string { return "tlslog: " + errUnknownName.Error() + " of a " + e.typ }
func (e enumError) Unwrap() error { return errUnknownName }
