// Package terminal shows texts from logs on a terminal: safely, and in tables.
// It is for the programs of this module.
package terminal

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape makes a text from a log safe to show on a terminal. Logs hold what
// strangers put into names and certificates: control characters that move the
// cursor or change its colour, and marks that turn the direction of writing.
// They are shown as Go would write them in a string; so are bytes that are no
// UTF-8.
func Escape(s string) string {
	if strings.IndexFunc(s, hidden) < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && strings.HasPrefix(s[i:], string(utf8.RuneError)):
			b.WriteRune(r)
		case r == utf8.RuneError:
			b.WriteString(`\x` + strconv.FormatUint(0x100|uint64(s[i]), 16)[1:])
		case hidden(r):
			q := strconv.QuoteRuneToASCII(r)
			b.WriteString(q[1 : len(q)-1])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hidden reports whether r is not to be sent to a terminal as it is: control
// characters, marks of writing direction, and all else that has no picture.
func hidden(r rune) bool { return !unicode.IsPrint(r) }
