package awstls

import (
	"fmt"

	"github.com/awstls/awstls/tlslog"
)

// These say what is of none of the four sources, or of one and no event. They
// are found in [tlslog.ParseError] and in what [Decoder.Skipped] yields, beside
// those of the sources' packages, such as alb.ErrAccessLog,
// networkfirewall.ErrFlowRecord and cloudtrail.ErrDigestFile. All wrap
// [tlslog.ErrForeign].
var (
	// ErrUnknown is for a line or a JSON value that nothing is known of.
	ErrUnknown = fmt.Errorf("%w: it is not recognised", tlslog.ErrForeign)

	// ErrNoEvent is for a record of a source that tells of no connection and
	// no single call, such as an Insights event of CloudTrail.
	ErrNoEvent = fmt.Errorf("%w: it tells of no connection or call", tlslog.ErrForeign)

	// ErrTestFile is for the line with which a service tests its access to a
	// bucket: "Enable ConnectionLog for ELB: …", or that of other logs, of a
	// load balancer, and "Permission Check Successful" of an export from
	// CloudWatch Logs (as software that imitates AWS has it; no page says so).
	ErrTestFile = fmt.Errorf("%w: it is a test file", tlslog.ErrForeign)

	// ErrVPCFlowLog is for a line of a VPC flow log.
	ErrVPCFlowLog = fmt.Errorf("%w: it is of a VPC flow log", tlslog.ErrForeign)

	// ErrQueryResult is for the header of results of CloudTrail Lake, which a
	// [github.com/awstls/awstls/cloudtrail.LakeDecoder] reads.
	ErrQueryResult = fmt.Errorf("%w: it is a result of a CloudTrail Lake query", tlslog.ErrForeign)
)
