package awstls_test

import (
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/tlslog"
)

var keys = map[string]awstls.Object{
	"":              {},
	"/":             {},
	"notes.txt":     {},
	"AWSLogs":       {},
	"AWSLogs/x/y/z": {},
	"conn_log":      {},
	"conn_log_x_elasticloadbalancing_eu-west-1_app.a.b_20260923T1200Z_192.0.2.1_r.log.gz":            {},
	"conn_log_111122223333_elasticloadbalancing_nowhere_app.a.b_20260923T1200Z_192.0.2.1_r.log.gz":   {},
	"conn_log_111122223333_elasticloadbalancing_eu-west-1_app.a.b_20261323T1200Z_192.0.2.1_r.log.gz": {},

	// Load balancers.
	"AWSLogs/111122223333/elasticloadbalancing/eu-central-1/2026/09/23/conn_log_111122223333_elasticloadbalancing_eu-central-1_app.shop.6d0ecf831eec9f09_20260923T1205Z_198.51.100.7_2kx0a9qd.log.gz": {
		tlslog.SourceALB, awstls.KindLog, "111122223333", "eu-central-1", "app/shop/6d0ecf831eec9f09", date("2026-09-23T12:05:00Z")},
	"logs/of/AWSLogs/222233334444/AWSLogs/111122223333/elasticloadbalancing/us-gov-east-1/2026/09/23/conn_log.111122223333_elasticloadbalancing_us-gov-east-1_app.shop.6d0ecf831eec9f09_20260923T1205Z_198.51.100.7_2kx0a9qd.log.gz": {
		tlslog.SourceALB, awstls.KindLog, "111122223333", "us-gov-east-1", "app/shop/6d0ecf831eec9f09", date("2026-09-23T12:05:00Z")},
	"conn_log_111122223333_elasticloadbalancing_eu-central-1_app.shop.6d0ecf831eec9f09_20260923T1205Z_2001:db8::1_2kx0a9qd.log": {
		tlslog.SourceALB, awstls.KindLog, "111122223333", "eu-central-1", "app/shop/6d0ecf831eec9f09", date("2026-09-23T12:05:00Z")},
	"p/AWSLogs/111122223333/elasticloadbalancing/eu-central-1/2026/09/23/111122223333_elasticloadbalancing_eu-central-1_app.shop.6d0ecf831eec9f09_20260923T1205Z_198.51.100.7_2kx0a9qd.log.gz": {
		tlslog.SourceALB, awstls.KindAccessLog, "111122223333", "eu-central-1", "app/shop/6d0ecf831eec9f09", date("2026-09-23T12:05:00Z")},
	"p/AWSLogs/111122223333/elasticloadbalancing/eu-central-1/2026/09/23/111122223333_elasticloadbalancing_eu-central-1_net.shop.6d0ecf831eec9f09_20260923T1205Z_2kx0a9qd.log.gz": {
		tlslog.SourceUnknown, awstls.KindAccessLog, "111122223333", "eu-central-1", "net/shop/6d0ecf831eec9f09", date("2026-09-23T12:05:00Z")},
	"p/AWSLogs/111122223333/elasticloadbalancing/eu-central-1/2026/09/23/health_check_log_111122223333_elasticloadbalancing_eu-central-1_app.shop.6d0ecf831eec9f09_20260923T1205Z_198.51.100.7_2kx0a9qd.log.gz": {
		tlslog.SourceALB, awstls.KindHealthCheckLog, "111122223333", "eu-central-1", "app/shop/6d0ecf831eec9f09", date("2026-09-23T12:05:00Z")},
	"p/AWSLogs/111122223333/ELBConnectionLogTestFile": {
		Source: tlslog.SourceALB, Kind: awstls.KindTestFile, Account: "111122223333"},
	"p/AWSLogs/111122223333/ELBAccessLogTestFile": {
		Source: tlslog.SourceALB, Kind: awstls.KindTestFile, Account: "111122223333"},
	"AWSLogs/aws-account-id=111122223333/elasticloadbalancing/region=us-east-1/year=2026/month=09/day=10/some-object.log.gz": {
		Account: "111122223333", Region: "us-east-1", Time: date("2026-09-10T00:00:00Z")},

	// CloudFront.
	"AWSLogs/111122223333/CloudFront/some-object.gz": {
		Source: tlslog.SourceCloudFront, Account: "111122223333"},
	"AWSLogs/111122223333/CloudFront/E2EXAMPLE1ABC/2026/09/23/07/some-object.gz": {
		Source: tlslog.SourceCloudFront, Account: "111122223333", Resource: "E2EXAMPLE1ABC", Time: date("2026-09-23T07:00:00Z")},
	"AWSLogs/111122223333/CloudFront/2026/09/E2EXAMPLE1ABC/23/some-object.gz": {
		Source: tlslog.SourceCloudFront, Account: "111122223333", Resource: "E2EXAMPLE1ABC", Time: date("2026-09-23T00:00:00Z")},
	"b/AWSLogs/aws-account-id=111122223333/CloudFront/myFolderA/year=2026/month=09/day=23/hour=07/some-object.parquet": {
		Source: tlslog.SourceCloudFront, Account: "111122223333", Time: date("2026-09-23T07:00:00Z")},
	"AWSLogs/aws-account-id=111122223333/CloudFront/DistributionId=E2EXAMPLE1ABC/year=2026/month=09/day=23/some-object.parquet": {
		Source: tlslog.SourceCloudFront, Account: "111122223333", Resource: "E2EXAMPLE1ABC", Time: date("2026-09-23T00:00:00Z")},
	"AWSLogs/aws-account-id=111122223333/CloudFront/distributionid=other/some-object.parquet": {
		Source: tlslog.SourceCloudFront, Account: "111122223333"},
	"cdn/E2EXAMPLE1ABC.2026-09-23-07.0a1b2c3d.gz": {
		Source: tlslog.SourceCloudFront, Resource: "E2EXAMPLE1ABC", Time: date("2026-09-23T07:00:00Z")},
	"AWSLogs/111122223333/CloudFront/E2EXAMPLE1ABC.2026-09-23-07.0a1b2c3d.gz": {
		Source: tlslog.SourceCloudFront, Account: "111122223333", Resource: "E2EXAMPLE1ABC", Time: date("2026-09-23T07:00:00Z")},
	"E2example.2026-09-23-07.0a1b2c3d.gz":     {},
	"E2EXAMPLE1ABC.2026-09-23-77.0a1b2c3d.gz": {},

	// Network Firewall. A prefix of / makes two of them.
	"//AWSLogs/111122223333/network-firewall/tls/eu-central-1/egress-1/2026/09/23/08/111122223333_network-firewall_tls_eu-central-1_egress-1_20260923T0805Z_5f1c.log.gz": {
		tlslog.SourceNetworkFirewall, awstls.KindLog, "111122223333", "eu-central-1", "egress-1", date("2026-09-23T08:05:00Z")},
	"111122223333_network-firewall_alert_eu-central-1_egress-1_202609230805_5f1c.log.gz": {
		tlslog.SourceNetworkFirewall, awstls.KindAlertLog, "111122223333", "eu-central-1", "egress-1", date("2026-09-23T08:05:00Z")},
	"AWSLogs/111122223333/network-firewall/flow/eu-central-1/egress-1/2026/09/23/08/renamed.log.gz": {
		tlslog.SourceNetworkFirewall, awstls.KindFlowLog, "111122223333", "eu-central-1", "egress-1", date("2026-09-23T08:00:00Z")},
	"AWSLogs/111122223333/network-firewall/other/eu-central-1/egress-1/x": {
		Source: tlslog.SourceNetworkFirewall, Account: "111122223333", Region: "eu-central-1", Resource: "egress-1"},

	// CloudTrail.
	"AWSLogs/111122223333/CloudTrail/eu-central-1/2026/09/23/111122223333_CloudTrail_eu-central-1_20260923T0710Z_ExampleExample01.json.gz": {
		Source: tlslog.SourceCloudTrail, Kind: awstls.KindLog, Account: "111122223333", Region: "eu-central-1", Time: date("2026-09-23T07:10:00Z")},
	"trail/AWSLogs/o-exampleorgid/111122223333/CloudTrail/eu-central-1/2026/09/23/renamed.json": {
		Source: tlslog.SourceCloudTrail, Kind: awstls.KindLog, Account: "111122223333", Region: "eu-central-1", Time: date("2026-09-23T00:00:00Z")},
	"AWSLogs/111122223333/CloudTrail-Digest/eu-central-1/2026/09/23/111122223333_CloudTrail-Digest_eu-central-1_my_first.trail_us-east-1_20260923T071022Z.json.gz": {
		tlslog.SourceCloudTrail, awstls.KindDigest, "111122223333", "eu-central-1", "my_first.trail", date("2026-09-23T07:10:22Z")},
	"AWSLogs/111122223333/CloudTrail-Insight/eu-central-1/2026/09/23/111122223333_CloudTrail-Insight_eu-central-1_20260923T0710Z_ExampleExample01.json.gz": {
		Source: tlslog.SourceCloudTrail, Kind: awstls.KindInsight, Account: "111122223333", Region: "eu-central-1", Time: date("2026-09-23T07:10:00Z")},
	"AWSLogs/111122223333/CloudTrail-Lake/Query/2026/09/23/6d0ecf83-1eec-9f09-0000-000000000000/result_1.csv.gz": {
		tlslog.SourceCloudTrail, awstls.KindQueryResult, "111122223333", "", "6d0ecf83-1eec-9f09-0000-000000000000", date("2026-09-23T00:00:00Z")},
	"AWSLogs/111122223333/CloudTrail-Lake/Query/2026/09/23/6d0ecf83-1eec-9f09-0000-000000000000/result_sign.json": {
		tlslog.SourceCloudTrail, awstls.KindSignature, "111122223333", "", "6d0ecf83-1eec-9f09-0000-000000000000", date("2026-09-23T00:00:00Z")},

	// Others.
	"AWSLogs/111122223333/vpcflowlogs/eu-central-1/2026/09/23/111122223333_vpcflowlogs_eu-central-1_fl-1234abcd_20260923T0710Z_e2e1.log.gz": {
		Kind: awstls.KindFlowLog, Account: "111122223333", Region: "eu-central-1", Resource: "fl-1234abcd", Time: date("2026-09-23T07:10:00Z")},
	"export/aws-logs-write-test": {Kind: awstls.KindTestFile},
	"AWSLogs/111122223333/Config/eu-central-1/2026/9/23/ConfigHistory/111122223333_Config_eu-central-1_ConfigHistory_20260923T071022Z_20260923T071022Z_1.json.gz": {
		Account: "111122223333", Region: "eu-central-1"},
}

func TestSourceOfKey(t *testing.T) {
	for key, want := range keys {
		if got := awstls.SourceOfKey(key); got != want {
			t.Errorf("%s\ngot  %+v\nwant %+v", key, got, want)
		}
	}
}

// TestSourceOfLongKey: the time is in proportion to the length, whatever the
// key is made of.
func TestSourceOfLongKey(t *testing.T) {
	for _, part := range []string{"year=1/", "AWSLogs/", "AWSLogsx/", "_", "20260923T0710Z_", "111122223333/", "eu-west-1/", "CloudTrail-Lake/2026/a/"} {
		start := time.Now()
		awstls.SourceOfKey("AWSLogs/" + strings.Repeat(part, 1<<17) + "/x")
		awstls.SourceOfKey("111122223333_CloudTrail_eu-west-1_" + strings.Repeat(part, 1<<17))
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s: %v", part, d)
		}
	}
}

func FuzzSourceOfKey(f *testing.F) {
	for key := range keys {
		f.Add(key)
	}
	f.Fuzz(func(t *testing.T, key string) {
		o := awstls.SourceOfKey(key)
		if o.Time.Location() != time.UTC || o.Time.Year() > 9999 {
			t.Errorf("time %v", o.Time)
		}
		if o.Account != "" && len(o.Account) != 12 {
			t.Errorf("account %q", o.Account)
		}
		if o != awstls.SourceOfKey("a/"+key) && key != "" && key[0] != '/' {
			t.Error("a folder around it makes a difference")
		}
	})
}
