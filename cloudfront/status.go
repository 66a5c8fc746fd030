package cloudfront

import (
	"github.com/awstls/awstls/internal/failure"
	"github.com/awstls/awstls/tlslog"
)

// A ConnectionStatus is the outcome of a connection as written: "Success",
// "Failed", or "Failed:" and a [FailureCode]. (AWS documents the first two as
// the values of the field, and lists the codes with "Failed:" before each.)
// The zero ConnectionStatus means that the log does not say.
type ConnectionStatus string

// StatusSuccess is the status of an established connection: "Success".
const StatusSuccess ConnectionStatus = failure.Success

// Failed returns the status of a connection that failed with code. An empty
// code gives a bare "Failed".
func Failed(code FailureCode) ConnectionStatus { return ConnectionStatus(failure.Status(string(code))) }

// Result returns [tlslog.ResultSuccess] for "Success",
// [tlslog.ResultFailure] for "Failed" with or without a code, and
// [tlslog.ResultUnknown] for anything else.
func (s ConnectionStatus) Result() tlslog.Result { return failure.Result(string(s)) }

// FailureCode returns the code after "Failed:", or "" if there is none.
func (s ConnectionStatus) FailureCode() FailureCode { return FailureCode(failure.Code(string(s))) }
