package command

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

func TestParse(t *testing.T) {
	tests := []struct {
		args           []string
		stdout, stderr string
		status         int
		ok             bool
	}{
		{args: nil, ok: true},
		{args: []string{"-top", "3", "a", "-b"}, ok: true},
		{args: []string{"-h"}, stdout: "Usage: p [flags] [file]...\n\nFlags:\n  -top rows\n    \tlist so many rows (default 10)\n\n" +
			"The exit status is 0 if all was read and written, 1 if not, and 2 if the command\nline is wrong.\n"},
		{args: []string{"-x\x1b"}, stderr: "p: flag provided but not defined: -x\\x1b (p -h shows the flags)\n", status: Usage},
		{args: []string{"-top", "many"}, stderr: "p: invalid value \"many\" for flag -top: parse error (p -h shows the flags)\n", status: Usage},
	}
	for _, tt := range tests {
		flags := flag.NewFlagSet("p", flag.ContinueOnError)
		flags.Int("top", 10, "list so many `rows`")
		var stdout, stderr bytes.Buffer
		status, ok := Parse(flags, "[flags] [file]...\n", tt.args, &stdout, &stderr)
		if status != tt.status || ok != tt.ok || stdout.String() != tt.stdout || stderr.String() != tt.stderr {
			t.Errorf("%q: status %d, %v\n%q\n%q", tt.args, status, ok, stdout.String(), stderr.String())
		}
	}
}

func TestComplain(t *testing.T) {
	tests := []struct {
		err    error
		stderr string
		status int
	}{
		{nil, "", OK},
		{errors.New("broken\x1b"), "p: broken\\x1b\n", Unread},
		{fmt.Errorf("a: %w", &tlslog.ParseError{Format: "alb", Record: 1, Line: 2, Offset: 3, Err: tlslog.ErrTime}), "p: a: alb: record 1, line 2, byte 3: malformed time\n", OK},
	}
	for _, tt := range tests {
		var stderr bytes.Buffer
		if status := Complain(&stderr, "p", tt.err); status != tt.status || stderr.String() != tt.stderr {
			t.Errorf("%v: status %d, %q", tt.err, status, stderr.String())
		}
	}
}
