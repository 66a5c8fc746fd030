package alb

// ParseRecord returns the record of one entry that stands alone: a line of a
// connection log, or of a vended log a JSON object or a row with all fields in
// AWS's order and tabs between them. Its errors are those of [Decoder.Decode]
// for such an entry: a [*tlslog.ParseError], with the undamaged fields in the
// record.
//
// The strings of the record are parts of text, or copies of such that are
// written with escapes.
func ParseRecord(text string) (Record, error) {
	var rec Record
	err := table.ParseText(text, &rec)
	return rec, err
}

// AppendLine appends r to b as an entry of a connection log, without a line
// terminator.
//
// A record that was read from a line and not changed since gives back that
// line, byte for byte. Any other is written with all columns and Extra, in
// the spelling that AWS uses: times in microseconds, latencies with three
// decimals or as many as they need, a value with a space in it in quotation
// marks. In values that no line can hold, a line break or a closing quotation
// mark is written as \x0A, \x0D or \x22.
func (r Record) AppendLine(b []byte) []byte { return table.AppendLine(b, &r) }

// String returns r as an entry of a connection log; see [Record.AppendLine].
func (r Record) String() string { return string(r.AppendLine(nil)) }
