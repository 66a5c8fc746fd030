package cloudfront

// AppendW3CHeader appends to b the lines that stand above the rows of a log in
// the W3C format, "#Version: 1.0" and "#Fields:" with the given names, each
// with its line feed. Without names they are those of [FieldNames]. (AWS's
// example of this delivery has no "#Version:", that of older access logs has
// one. A [Decoder] reads both.)
func AppendW3CHeader(b []byte, fields ...string) []byte { return table.AppendHeader(b, fields) }

// AppendW3C appends r to b as a row of a log in the W3C format, without a line
// terminator: the values of the given fields with a tab between them, "-" for
// an absent one. The fields must be those of the header above. A name that is
// not AWS's stands for the member of Extra with that name; where there is
// none, the value is empty. Values are written as they are, not
// percent-encoded.
//
// Fields that are not given are left out. Without any, all of [FieldNames] are
// given, and it is an error if r has a Timestamp or an Extra.
//
// Errors wrap [ErrUnwritable]. Apart from the values that [Record.AppendJSON]
// refuses, a row cannot hold tabs and line breaks.
func (r Record) AppendW3C(b []byte, fields ...string) ([]byte, error) {
	return table.AppendW3C(b, &r, fields)
}
