package cloudfront

// FieldNames returns AWS's names of the documented fields, in the order in
// which AWS documents them.
func FieldNames() []string { return table.Names() }

// AppendPlain appends r to b as a row of a log in the plain or the raw format,
// without a line terminator: the values of the given fields with the delimiter
// between them, "-" for an absent one. A [Decoder] with the same Fields and
// Delimiter reads it back.
//
// Without fields they are those of [FieldNames], and behind them what Extra has
// of newer columns; then it is an error if r has a Timestamp or an Extra that
// is a JSON object, or does not have what tells such a row: an EventTimestamp, a
// ConnectionID, and a ConnectionStatus and a TLSProtocol that are known or
// absent. Without a delimiter it is a tab, or nothing if there is but one
// field. See [Record.AppendW3C] for the rest.
func (r Record) AppendPlain(b []byte, fields []string, delimiter string) ([]byte, error) {
	return table.AppendPlain(b, &r, fields, delimiter)
}
