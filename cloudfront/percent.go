package cloudfront

import "github.com/awstls/awstls/internal/vended"

// PercentDecode returns s with each percent sign and the two hexadecimal
// digits behind it replaced by the byte that they stand for, once.
//
// Records hold values as the log has them. Whether connection logs
// percent-encode values, such as the spaces of a subject, is not documented.
// Access logs do, and some of their values were encoded before, so that a
// space is %2520 (observed): then PercentDecode gives %20, and decodes that
// when it is called again.
//
// If some percent sign has no such digits behind it, s is not percent-encoded:
// PercentDecode returns it as it is, with an error.
func PercentDecode(s string) (string, error) { return vended.PercentDecode(s) }
