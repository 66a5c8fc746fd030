package alb

import (
	"github.com/awstls/awstls/internal/failure"
	"github.com/awstls/awstls/tlslog"
)

// A VerifyStatus is the outcome of a connection as written: "Success", or
// "Failed:" and a [FailureCode]. The zero VerifyStatus means that the listener
// does not use TLS. Listeners that ask for no client certificate log one, too
// (observed).
type VerifyStatus string

// StatusSuccess is the status of a completed handshake: "Success".
const StatusSuccess VerifyStatus = failure.Success

// Failed returns the status of a connection that failed with code. An empty
// code gives a bare "Failed".
func Failed(code FailureCode) VerifyStatus { return VerifyStatus(failure.Status(string(code))) }

// Result returns [tlslog.ResultSuccess] for "Success",
// [tlslog.ResultFailure] for "Failed" with or without a code, and
// [tlslog.ResultUnknown] for anything else.
func (s VerifyStatus) Result() tlslog.Result { return failure.Result(string(s)) }

// FailureCode returns the code after "Failed:", or "" if there is none.
func (s VerifyStatus) FailureCode() FailureCode { return FailureCode(failure.Code(string(s))) }
