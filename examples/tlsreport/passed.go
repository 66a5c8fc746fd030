package main

import (
	"github.com/awstls/awstls"
	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// passedOver returns what a report calls a kind of things that a decoder passes
// over, and the source whose logs have them.
func passedOver(kind error) (what string, source tlslog.Source) {
	switch kind {
	case awstls.ErrTestFile:
		return "test files", tlslog.SourceALB
	case alb.ErrAccessLog, alb.ErrHealthCheckLog:
		return "records of other logs of load balancers", tlslog.SourceALB
	case cloudfront.ErrAccessLog:
		return "records of access logs of CloudFront", tlslog.SourceCloudFront
	case networkfirewall.ErrAlertRecord:
		return "alerts that say nothing of TLS", tlslog.SourceNetworkFirewall
	case networkfirewall.ErrFlowRecord:
		return "flow records", tlslog.SourceNetworkFirewall
	case networkfirewall.ErrEVERecord:
		return "other Suricata records", tlslog.SourceNetworkFirewall
	case networkfirewall.ErrProxyRecord:
		return "proxy records", tlslog.SourceNetworkFirewall
	case cloudtrail.ErrDigestFile:
		return "digest files", tlslog.SourceCloudTrail
	case cloudtrail.ErrLakeSignature:
		return "signatures of query results", tlslog.SourceCloudTrail
	case awstls.ErrQueryResult:
		return "query results", tlslog.SourceCloudTrail
	case awstls.ErrNoEvent:
		return "events that are about no call", tlslog.SourceCloudTrail
	case cloudtrail.ErrLogFileNotification, cloudtrail.ErrS3Notification, cloudtrail.ErrS3TestEvent, cloudtrail.ErrValidationMessage:
		return "notifications", tlslog.SourceCloudTrail
	case cloudtrail.ErrControlMessage:
		return "control messages", tlslog.SourceUnknown
	case awstls.ErrVPCFlowLog:
		return "records of VPC flow logs", tlslog.SourceUnknown
	}
	return "lines and objects that were not recognised", tlslog.SourceUnknown
}
