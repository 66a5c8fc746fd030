package failure

import (
	"strings"

	"github.com/awstls/awstls/tlslog"
)

// Success is the status of a connection that did not fail, and failed that of
// one that did, with or without a colon and a code behind it. Load balancers
// and CloudFront write both.
const (
	Success = "Success"
	failed  = "Failed"
)

// Status returns the status of a connection that failed with code, which may be
// empty.
func Status(code string) string {
	if code == "" {
		return failed
	}
	return failed + ":" + code
}

// Result returns what a status says of the end of the connection.
func Result(status string) tlslog.Result {
	switch {
	case status == Success:
		return tlslog.ResultSuccess
	case status == failed || strings.HasPrefix(status, failed+":"):
		return tlslog.ResultFailure
	}
	return tlslog.ResultUnknown
}

// Code returns the code in a status, or "" if there is none.
func Code(status string) string {
	code, ok := strings.CutPrefix(status, failed+":")
	if !ok {
		return ""
	}
	return code
}

// StatusOf returns the status that a source writes for a connection that ended
// as e says. A failure for which the source has no code has the code unmapped.
func (t Table[C]) StatusOf(e tlslog.Event, source tlslog.Source, unmapped C) string {
	switch e.Result {
	case tlslog.ResultSuccess:
		return Success
	case tlslog.ResultUnknown:
		return ""
	}
	switch {
	case e.Source == source:
		return Status(e.Code)
	case e.Reason == tlslog.ReasonNone:
		return Status("")
	}
	if code, ok := t.Of(e.Reason); ok {
		return Status(string(code))
	}
	return Status(string(unmapped))
}
