package ecs_test

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/ecs"
	"github.com/awstls/awstls/tlslog/internal/schematest"
)

func format(t testing.TB) schematest.Format {
	return schematest.Format{Append: ecs.AppendEvent, Check: schematest.Load(t, "testdata/schema.json").Check}
}

func TestConforms(t *testing.T) { format(t).Conforms(t) }
func TestGolden(t *testing.T)   { format(t).Golden(t) }
func TestAllocs(t *testing.T)   { format(t).Allocs(t) }

func TestTexts(t *testing.T) { format(t).Texts(t) }

func FuzzAppendEvent(f *testing.F) { format(f).Fuzz(f) }

func BenchmarkAppendEvent(b *testing.B) { format(b).Benchmark(b) }

func ExampleAppendEvent() {
	e := tlslog.Event{
		Source:      tlslog.SourceALB,
		Time:        time.Date(2026, 9, 23, 7, 11, 27, 0, time.UTC),
		ClientIP:    netip.MustParseAddr("192.0.2.1"),
		Evidence:    tlslog.EvidenceLogged,
		Version:     tlslog.VersionTLS12,
		CipherSuite: 0xc02f,
		CipherName:  "ECDHE-RSA-AES128-GCM-SHA256",
		Result:      tlslog.ResultSuccess,
	}
	fmt.Printf("%s\n", ecs.AppendEvent(nil, e))
	// Output: {"@timestamp":"2026-09-23T07:11:27Z","ecs":{"version":"9.4.0"},"event":{"kind":"event","category":["network"],"type":["connection","start"],"outcome":"success","provider":"elasticloadbalancing.amazonaws.com","module":"awstls","dataset":"awstls.alb"},"source":{"address":"192.0.2.1","ip":"192.0.2.1"},"tls":{"version":"1.2","version_protocol":"tls","cipher":"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256","established":true},"observer":{"vendor":"AWS","product":"Elastic Load Balancing","type":"load balancer"},"cloud":{"provider":"aws"},"awstls":{"evidence":"logged"}}
}
