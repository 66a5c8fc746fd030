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

// Logs are the arguments of a program that takes what logs.Of takes.
const Logs = "[file | folder | -]..."

// Parse parses the command line of the program that flags are named after;
// operands tell what may be behind the flags. It returns false, and the exit
// status, if that is all: for -h, which it answers on stdout, and for a wrong
// command line, which it reports on stderr.
func Parse(flags *flag.FlagSet, operands string, args []string, stdout, stderr io.Writer) (status int, ok bool) {
	flags.SetOutput(io.Discard)
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintf(stdout, "Usage: %s [flags] %s\n", flags.Name(), operands)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		return OK, false
	case err != nil:
		Complain(stderr, flags.Name(), fmt.Errorf("%w (%s -h shows the flags)", err, flags.Name()))
		return Usage, false
	}
	return OK, true
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
