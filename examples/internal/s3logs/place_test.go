package s3logs

import (
	"testing"
	"time"

	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/tlslog"
)

// at returns a time. Its text may end early.
func at(text string) time.Time {
	const whole = "2006-01-01T00:00:00Z"
	t, err := time.Parse(time.RFC3339, text+whole[min(len(text), len(whole)):])
	if err != nil {
		panic(err)
	}
	return t
}

var places = map[string]place{
	"":                             {},
	"/":                            {},
	"2026/09/23/":                  {},
	"CloudTrail/eu-west-1/2026/":   {},
	"p/AWSLogs/":                   {aws: true},
	"AWSLogs/111122223333/":        {aws: true},
	"AWSLogs/o-exampleorgid/":      {aws: true},
	"AWSLogs/aws-account-id=1/":    {aws: true},
	"AWSLogs/1/CloudTrail/2026/x/": {aws: true, service: "1"},
	"AWSLogs/111122223333/CloudTrail/eu-west-1/":                        {aws: true, service: "CloudTrail"},
	"AWSLogs/o-exampleorgid/111122223333/CloudTrail/eu-west-1/2026/":    {true, "CloudTrail", at("2026"), at("2027"), false},
	"AWSLogs/111122223333/CloudTrail/eu-west-1/2026/12/":                {true, "CloudTrail", at("2026-12"), at("2027"), false},
	"AWSLogs/111122223333/CloudTrail/eu-west-1/2026/02/28/":             {true, "CloudTrail", at("2026-02-28"), at("2026-03"), true},
	"AWSLogs/111122223333/CloudTrail/eu-west-1/2026/02/29/":             {aws: true, service: "CloudTrail"}, // there is no such day
	"AWSLogs/111122223333/CloudTrail-Lake/Query/2026/02/":               {true, "CloudTrail-Lake", at("2026-02"), at("2026-03"), false},
	"AWSLogs/111122223333/elasticloadbalancing/eu-west-1/2026/09/23/":   {true, "elasticloadbalancing", at("2026-09-23"), at("2026-09-24"), true},
	"AWSLogs/111122223333/network-firewall/tls/eu-west-1/2026/":         {aws: true, service: "network-firewall"}, // a firewall
	"AWSLogs/111122223333/network-firewall/tls/eu-west-1/2026/2025/":    {true, "network-firewall", at("2025"), at("2026"), false},
	"AWSLogs/111122223333/network-firewall/tls/eu-west-1/f/2026/09/23/": {true, "network-firewall", at("2026-09-23"), at("2026-09-24"), true},
	"/AWSLogs/111122223333/network-firewall/tls/r/f/2026/09/23/08/":     {true, "network-firewall", at("2026-09-23T08"), at("2026-09-23T09"), true},
	"AWSLogs/111122223333/CloudFront/E2EXAMPLE1ABC/2026/09/":            {true, "CloudFront", at("2026-09"), at("2026-10"), false},
	"AWSLogs/111122223333/CloudFront/2026/09/E2EXAMPLE1ABC/":            {true, "CloudFront", at("2026-09"), at("2026-10"), false},
	"AWSLogs/111122223333/CloudFront/2026/09/E2EXAMPLE1ABC/23/":         {true, "CloudFront", at("2026-09-23"), at("2026-09-24"), true},
	"AWSLogs/111122223333/CloudFront/2026/09/23/07/59/":                 {true, "CloudFront", at("2026-09-23T07"), at("2026-09-23T08"), true},
	"AWSLogs/aws-account-id=1/elasticloadbalancing/region=r/year=2026/": {true, "elasticloadbalancing", at("2026"), at("2027"), false},
	"AWSLogs/aws-account-id=1/CloudFront/f/year=2026/month=09/day=23/":  {true, "CloudFront", at("2026-09-23"), at("2026-09-24"), true},
	"AWSLogs/aws-account-id=1/CloudFront/month=09/year=2026/":           {true, "CloudFront", at("2026"), at("2027"), false},
	"AWSLogs/year=0000/": {aws: true},
	"AWSLogs/aws-account-id=1/CloudFront/year=twenty/month=09/":          {aws: true, service: "CloudFront"},
	"AWSLogs/111122223333/Config/eu-west-1/2026/9/23/":                   {aws: true, service: "Config"},
	"AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/":                   {true, "vpcflowlogs", at("2026"), at("2027"), false},
	"AWSLogs/222233334444/CloudTrail/eu-west-1/2026/AWSLogs/":            {aws: true},
	"AWSLogs/222233334444/CloudTrail/eu-west-1/2026/AWSLogs/1/CloudFor/": {aws: true, service: "1"},
}

func TestPlaceOf(t *testing.T) {
	for folder, want := range places {
		if got := placeOf(folder); got != want {
			t.Errorf("%s\ngot  %+v\nwant %+v", folder, got, want)
		}
	}
}

func FuzzPlaceOf(f *testing.F) {
	for folder := range places {
		f.Add(folder)
	}
	f.Fuzz(func(t *testing.T, folder string) {
		p := placeOf(folder)
		if p.start.IsZero() != p.end.IsZero() || p.end.Before(p.start) || p.fine && p.end.Sub(p.start) > 24*time.Hour {
			t.Errorf("%+v", p)
		}
	})
}

func TestHasSource(t *testing.T) {
	for _, tt := range []struct {
		service string
		wanted  tlslog.Source
		want    bool
	}{
		{"", tlslog.SourceALB, true},
		{"elasticloadbalancing", tlslog.SourceALB, true},
		{"elasticloadbalancing", tlslog.SourceCloudFront, false},
		{"CloudFront", tlslog.SourceCloudFront, true},
		{"network-firewall", tlslog.SourceNetworkFirewall, true},
		{"CloudTrail", tlslog.SourceCloudTrail, true},
		{"CloudTrail-Lake", tlslog.SourceCloudTrail, true},
		{"CloudTrail", tlslog.SourceALB, false},
		{"Config", tlslog.SourceCloudTrail, false},
	} {
		p := place{service: tt.service}
		if p.hasSource([]tlslog.Source{tt.wanted}) != tt.want || !p.hasSource(nil) {
			t.Errorf("%s, %v: %v", tt.service, tt.wanted, !tt.want)
		}
	}
}

// TestWants checks the margins around a time, for keys of different precision.
func TestWants(t *testing.T) {
	o := Options{
		Span: logs.Span{Since: at("2026-09-23"), Until: at("2026-09-24")}, Late: 2 * time.Hour,
		Sources: []tlslog.Source{tlslog.SourceALB, tlslog.SourceCloudFront},
	}
	for key, want := range map[string]bool{
		"conn_log_111122223333_elasticloadbalancing_eu-west-1_app.a.b_20260922T2255Z_r.log.gz": false,
		"conn_log_111122223333_elasticloadbalancing_eu-west-1_app.a.b_20260922T2305Z_r.log.gz": true,
		"conn_log_111122223333_elasticloadbalancing_eu-west-1_app.a.b_20260924T0155Z_r.log.gz": true,
		"conn_log_111122223333_elasticloadbalancing_eu-west-1_app.a.b_20260924T0200Z_r.log.gz": false,
		"conn_log_111122223333_elasticloadbalancing_eu-west-1_app.a.b_20260922T0000Z_r.log.gz": false,
		"AWSLogs/111122223333/CloudFront/2026/09/24/E2EXAMPLE1ABC.2026-09-22-21.x.gz":          false, // until 22:00
		"AWSLogs/111122223333/CloudFront/2026/09/25/E2EXAMPLE1ABC.2026-09-22-22.x.gz":          true,  // until 23:00
		"AWSLogs/111122223333/CloudFront/2026/09/21/x":                                         false,
		"AWSLogs/111122223333/CloudFront/2026/09/22/x":                                         true,
		"AWSLogs/111122223333/CloudFront/2026/09/24/x":                                         true,
		"AWSLogs/111122223333/CloudFront/2026/09/25/x":                                         false,
		"AWSLogs/111122223333/CloudFront/2026/09/x":                                            true,
		"AWSLogs/111122223333/CloudFront/2026/10/x":                                            false,
		"AWSLogs/111122223333/CloudTrail/x":                                                    false,
		"AWSLogs/111122223333/CloudFront/x":                                                    true,
		"2026/09/21/x":                                                                         true,
		"x":                                                                                    true,
	} {
		if o.wants(key) != want {
			t.Errorf("%s: %v", key, !want)
		}
	}
	if none := (Options{}); !none.wants("AWSLogs/111122223333/CloudTrail/eu-west-1/2026/09/23/x") {
		t.Error("the zero Options leave something out")
	}
}
