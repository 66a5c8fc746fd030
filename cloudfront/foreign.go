package cloudfront

import (
	"fmt"
	"strings"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// ErrAccessLog is found in [tlslog.ParseError] when a log, or a record in it,
// is of CloudFront's access logs (standard or real-time), which can share a
// bucket with connection logs. It wraps [tlslog.ErrForeign].
var ErrAccessLog = fmt.Errorf("%w: it is of an access log", tlslog.ErrForeign)

// otherLog says of which log a field is that connection logs do not have.
func otherLog(name string) error {
	for _, prefix := range [...]string{"x-edge-", "x-host-header", "cs-", "cs(", "sc-", "c-ip", "c-port", "c-country", "time-t", "fle-", "cmcd-"} {
		if strings.HasPrefix(name, prefix) {
			return ErrAccessLog
		}
	}
	switch name {
	case "date", "timestamp(ms)", "asn", "origin-fbl", "origin-lbl", "connection-id", "distribution-tenant-id",
		"x-forwarded-for", "ssl-protocol", "ssl-cipher", "viewer-request-log-data", "viewer-response-log-data",
		"cache-behavior-path-pattern":
		return ErrAccessLog
	}
	return nil
}

// classify says what a line is that does not start as one of a connection
// log. The rows of an access log start with a date, a time of day and a
// location, as the legacy format has it without being asked.
func classify(line string) error {
	date, rest, _ := strings.Cut(line, "\t")
	clock, _, ok := strings.Cut(rest, "\t")
	if !ok || len(date) != len(time.DateOnly) || len(clock) != len(time.TimeOnly) {
		return nil
	}
	if _, err := time.Parse(time.DateTime, date+" "+clock); err != nil {
		return nil
	}
	return ErrAccessLog
}
