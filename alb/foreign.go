package alb

import (
	"fmt"
	"strings"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/internal/vended"
	"github.com/awstls/awstls/tlslog"
)

// These are found in [tlslog.ParseError] when a line is an entry of one of the
// other logs that load balancers deliver, which can share a bucket and prefix
// with connection logs. Both wrap [tlslog.ErrForeign].
var (
	ErrAccessLog      = fmt.Errorf("%w: it is of an access log", tlslog.ErrForeign)
	ErrHealthCheckLog = fmt.Errorf("%w: it is of a health check log", tlslog.ErrForeign)
)

// classify says what a line is whose first column is not a time.
func classify(line string) error {
	// A load balancer tests its access to a bucket with an object that holds
	// one line, "Enable ConnectionLog for ELB: ..." (its body is observed for
	// access logs, and not documented).
	if strings.HasPrefix(line, "Enable ") {
		return vended.ErrControl
	}
	// Both other logs start with a type and a time. An access log goes on
	// with the load balancer, a health check log with the latency in seconds.
	kind, rest, _ := strings.Cut(line, " ")
	switch kind {
	case "http", "https", "h2", "grpcs", "ws", "wss":
	case "tls":
		// Network Load Balancers have a version before the time, and a time
		// without a zone.
		_, rest, _ = strings.Cut(rest, " ")
		stamp, _, _ := strings.Cut(rest, " ")
		if _, ok := field.TimeNoZone(stamp); ok {
			return ErrAccessLog
		}
		return nil
	default:
		return nil
	}
	stamp, rest, _ := strings.Cut(rest, " ")
	if _, ok := field.Time(stamp); !ok {
		return nil
	}
	third, _, _ := strings.Cut(rest, " ")
	if _, ok := field.Seconds(third); ok || third == "-" {
		return ErrHealthCheckLog
	}
	return ErrAccessLog
}

// otherLog says of which log a field of vended logs is that connection logs do
// not have. The names are those of the schemas that CloudWatch Logs publishes
// for ALB_ACCESS_LOGS, NLB_ACCESS_LOGS and ALB_HEALTH_CHECK_LOGS.
func otherLog(name string) error {
	switch name {
	case "request_processing_time", "target_processing_time", "elb_status_code", "request_line", "trace_id",
		"domain_name", "received_bytes", "sent_bytes", "chosen_cert_arn", "listener", "tls_connection_creation_time":
		return ErrAccessLog
	case "latency", "target_addr", "target_group_id", "status_code", "reason_code":
		return ErrHealthCheckLog
	}
	return nil
}
