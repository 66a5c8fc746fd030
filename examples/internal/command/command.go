// Package command is what the command lines of the small programs of this
// module have in common.
package command

import (
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog"
)

// The exit statuses.
const (
	OK     = 0
	Unread = 1 // a log could not be read to its end, or the output not written
	Usage  = 2 // the command line is wrong
)

// Parse parses the command line of the program that flags are named after. It
// returns false, and the exit status, if that is all: for -h, which it answers
// on stdout as Help does, and for a wrong command line, which it reports on
// stderr.
func Parse(flags *flag.FlagSet, usage string, args []string, stdout, stderr io.Writer) (status int, ok bool) {
	flags.SetOutput(io.Discard)
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		Help(flags, usage, stdout)
		return OK, false
	case err != nil:
		Complain(stderr, flags.Name(), fmt.Errorf("%w (%s -h shows the flags)", err, flags.Name()))
		return Usage, false
	}
	return OK, true
}

// Help writes how the program that flags are named after is used: usage, which
// begins with what may follow its name, and its flags.
func Help(flags *flag.FlagSet, usage string, w io.Writer) {
	fmt.Fprintf(w, "Usage: %s %s\nFlags:\n", flags.Name(), usage)
	flags.SetOutput(w)
	flags.PrintDefaults()
	fmt.Fprint(w, "\nThe exit status is 0 if all was read and written, 1 if not, and 2 if the command\nline is wrong.\n")
}

// Complain reports an error on stderr, unless it is nil. Its text may hold what
// is in the name of a file. It returns the exit status for the error: OK if it
// is nil or concerns one record, else Unread.
func Complain(stderr io.Writer, program string, err error) (status int) {
	if err == nil {
		return OK
	}
	fmt.Fprintf(stderr, "%s: %s\n", program, terminal.Escape(err.Error()))
	if _, ok := errors.AsType[*tlslog.ParseError](err); ok {
		return OK
	}
	return Unread
}
