// Package failure maps the failure codes of a source to the reasons that all
// sources share, and back, and reads the statuses that hold such codes.
//
// Used by alb, cloudfront and networkfirewall. CloudTrail, where many codes have
// one reason, has a table of its own.
package failure

import "github.com/awstls/awstls/tlslog"

// A Table lists the codes of a source in AWS's order. No two codes have the
// same reason.
type Table[C ~string] []Entry[C]

// An Entry is a code and its reason.
type Entry[C ~string] struct {
	Code   C
	Reason tlslog.Reason
}

// Codes returns the codes in a slice of their own.
func (t Table[C]) Codes() []C {
	codes := make([]C, len(t))
	for i, e := range t {
		codes[i] = e.Code
	}
	return codes
}

// Of returns the code that means r, or false if there is none.
func (t Table[C]) Of(r tlslog.Reason) (C, bool) {
	for _, e := range t {
		if e.Reason == r {
			return e.Code, true
		}
	}
	return "", false
}

// Reason returns the reason of c and whether the table has c. The reason of an
// unknown code is [tlslog.ReasonOther], that of none [tlslog.ReasonNone].
func (t Table[C]) Reason(c C) (r tlslog.Reason, known bool) {
	for _, e := range t {
		if e.Code == c {
			return e.Reason, true
		}
	}
	if c == "" {
		return tlslog.ReasonNone, false
	}
	return tlslog.ReasonOther, false
}
