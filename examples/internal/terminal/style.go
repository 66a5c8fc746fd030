package terminal

import (
	"io"
	"os"
	"strconv"

	"golang.org/x/term"
)

// A Style says whether text is coloured. The zero Style is plain text.
type Style struct{ coloured bool }

// StyleFor returns a Style with colours if w is a terminal that has them and
// its user does not ask for none with the environment variable NO_COLOR.
func StyleFor(w io.Writer) Style {
	_, ok := fileOf(w)
	return Style{ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

// Bold returns the text in bold.
func (s Style) Bold(text string) string { return s.wrap("1", text) }

// Warning returns the text in the colour of what needs attention.
func (s Style) Warning(text string) string { return s.wrap("31", text) }

func (s Style) wrap(code, text string) string {
	if !s.coloured {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// DefaultWidth is the width for what is written to no terminal.
const DefaultWidth = 80

// Width returns how many columns w has if it is a terminal, or else as many as
// the environment variable COLUMNS says, as for ls and others, or DefaultWidth.
func Width(w io.Writer) int {
	if f, ok := fileOf(w); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			return width
		}
	}
	if width, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && width > 0 {
		return width
	}
	return DefaultWidth
}

// IsTerminal reports whether w is a terminal.
func IsTerminal(w io.Writer) bool {
	_, ok := fileOf(w)
	return ok
}

// fileOf returns the terminal that w is.
func fileOf(w io.Writer) (*os.File, bool) {
	f, ok := w.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}
