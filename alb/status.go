package alb

import (
	"strings"

	"github.com/awstls/awstls/tlslog"
)

// A VerifyStatus is the outcome of a connection as written: "Success", or
// "Failed:" and a [FailureCode]. The zero VerifyStatus means that the listener
// does not use TLS. Listeners that ask for no client certificate log one, too
// (observed).
type VerifyStatus string

// StatusSuccess is the status of a completed handshake.
const StatusSuccess VerifyStatus = "Success"

const failed = "Failed"

// Failed returns the status of a connection that failed with code. An empty
// code gives a bare "Failed".
func Failed(code FailureCode) VerifyStatus {
	if code == "" {
		return failed
	}
	return failed + ":" + VerifyStatus(code)
}

// Result returns [tlslog.ResultSuccess] for "Success",
// [tlslog.ResultFailure] for "Failed" with or without a code, and
// [tlslog.ResultUnknown] for anything else.
func (s VerifyStatus) Result() tlslog.Result {
	switch {
	case s == StatusSuccess:
		return tlslog.ResultSuccess
	case s == failed || strings.HasPrefix(string(s), failed+":"):
		return tlslog.ResultFailure
	}
	return tlslog.ResultUnknown
}

// FailureCode returns the code after "Failed:", or "" if there is none.
func (s VerifyStatus) FailureCode() FailureCode {
	code, ok := strings.CutPrefix(string(s), failed+":")
	if !ok {
		return ""
	}
	return FailureCode(code)
}
