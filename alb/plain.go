package alb

import "github.com/awstls/awstls/internal/vended"

// FieldNames returns AWS's names of the fields of vended logs, in AWS's order.
// The classic line calls the first of them timestamp.
func FieldNames() []string { return table.Names() }

// AppendPlain appends r to b as a row of a vended log in the plain or the raw
// format, without a line terminator: the values of the given fields with the
// delimiter between them, "-" for an absent one. A [Decoder] with the same
// Fields and Delimiter reads it back.
//
// Without fields they are those of [FieldNames], and behind them what Extra has
// of newer columns; an Extra that is a JSON object is then an error. Without a
// delimiter it is a tab, or nothing if there is but one field. Without both, a
// Decoder needs no options to read the row, and it is an error if r has no
// Time. See [Record.AppendW3C] for the rest, and [Record.AppendLine] for the
// classic line, which has the same fields.
func (r Record) AppendPlain(b []byte, fields []string, delimiter string) ([]byte, error) {
	return table.AppendPlain(b, &r, fields, delimiter)
}

// PercentDecode returns s with each percent sign and the two hexadecimal
// digits behind it replaced by the byte that they stand for. Records hold
// values as the log has them. Whether vended logs percent-encode values is not
// documented; a log that does it twice (%2520 for a space) needs it twice.
//
// If some percent sign has no such digits behind it, s is not percent-encoded:
// PercentDecode returns it as it is, with an error.
func PercentDecode(s string) (string, error) { return vended.PercentDecode(s) }
