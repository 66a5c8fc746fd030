package posture_test

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// connection returns a connection to a load balancer.
func connection(client string, version tlslog.Version, suite tlslog.CipherName) tlslog.Event {
	return tlslog.Event{
		Source:      tlslog.SourceALB,
		Time:        time.Date(2026, time.May, 17, 18, 45, 0, 0, time.UTC),
		Resource:    "app/shop/50dc6c495c0c9188",
		ClientIP:    netip.MustParseAddr(client),
		Evidence:    tlslog.EvidenceLogged,
		Version:     version,
		CipherSuite: suite.CipherSuite(),
		CipherName:  suite,
		Result:      tlslog.ResultSuccess,
	}
}

func Example() {
	var s posture.Summary
	s.Add(connection("192.0.2.1", tlslog.VersionTLS13, "TLS_AES_128_GCM_SHA256"))
	s.Add(connection("192.0.2.2", tlslog.VersionTLS13, "TLS_AES_128_GCM_SHA256"))
	s.Add(connection("192.0.2.2", tlslog.VersionTLS12, "ECDHE-RSA-AES128-GCM-SHA256"))
	s.Add(connection("192.0.2.3", tlslog.VersionTLS10, "DES-CBC3-SHA"))

	for _, source := range s.Sources() {
		fmt.Println(source.Source, source.Events)
		for _, c := range source.Ciphers {
			fmt.Printf("%4.0f%% %v %s weak=%v\n", 100*c.Share, c.Version, c.CipherName, c.Weak)
		}
	}
	// Output:
	// alb 4
	//   50% TLS 1.3 TLS_AES_128_GCM_SHA256 weak=false
	//   25% TLS 1.0 DES-CBC3-SHA weak=true
	//   25% TLS 1.2 ECDHE-RSA-AES128-GCM-SHA256 weak=false
}

// Workers on many machines each count a part of the logs.
func ExampleSummary_Merge() {
	worker := func(events ...tlslog.Event) []byte {
		var s posture.Summary
		for _, e := range events {
			s.Add(e)
		}
		data, _ := s.MarshalBinary()
		return data
	}
	parts := [][]byte{
		worker(connection("192.0.2.3", tlslog.VersionTLS10, "AES128-SHA")),
		worker(
			connection("192.0.2.3", tlslog.VersionTLS10, "AES128-SHA"),
			connection("192.0.2.4", tlslog.VersionTLS11, "AES128-SHA"),
		),
	}

	var all posture.Summary
	for _, data := range parts {
		var s posture.Summary
		if err := s.UnmarshalBinary(data); err != nil {
			fmt.Println(err)
			return
		}
		all.Merge(&s)
	}
	for _, r := range all.DeprecatedClients().Rows {
		fmt.Println(r.Key.IP, r.Key.Version, r.Events)
	}
	// Output:
	// 192.0.2.3 TLS 1.0 2
	// 192.0.2.4 TLS 1.1 1
}

func ExampleSummary_AddError() {
	var s posture.Summary
	s.AddError("2026/05/17/conn_log.gz", &tlslog.ParseError{
		Format: "alb", Record: 3, Line: 4, Offset: 517, Field: "client_ip", Err: tlslog.ErrAddress,
	})
	for _, p := range s.Problems().Rows {
		fmt.Printf("%s: %d records: %s: %s, first in line %d\n", p.Input, p.Records, p.Field, p.Cause, p.Places[0].Line)
	}
	// Output:
	// 2026/05/17/conn_log.gz: 1 records: client_ip: malformed IP address, first in line 4
}

func ExampleSummary_ExpiringCertificates() {
	var s posture.Summary
	e := connection("192.0.2.1", tlslog.VersionTLS13, "TLS_AES_128_GCM_SHA256")
	for _, subject := range []string{"CN=old", "CN=new"} {
		e.Certificate.Holder = tlslog.HolderClient
		e.Certificate.Subject = subject
		e.Certificate.Validity.NotAfter = e.Time.AddDate(0, 0, 20)
		if subject == "CN=new" {
			e.Certificate.Validity.NotAfter = e.Time.AddDate(1, 0, 0)
		}
		s.Add(e)
	}
	asOf := time.Date(2026, time.May, 18, 0, 0, 0, 0, time.UTC)
	for _, r := range s.ExpiringCertificates(30*24*time.Hour, asOf).Rows {
		fmt.Println(r.Key.Subject, r.Key.Validity.NotAfter.Format(time.DateOnly))
	}
	fmt.Printf("%+v\n", s.Expiry(asOf, 7, 30, 90))
	// Output:
	// CN=old 2026-06-06
	// {Expired:0 Within:[{Days:7 Certificates:0} {Days:30 Certificates:1} {Days:90 Certificates:0}] Later:1 Unknown:0}
}

// The columns of AWS's query for calls made with an outdated protocol.
func ExampleSummary_OutdatedCalls() {
	var s posture.Summary
	s.Add(tlslog.Event{
		Source:           tlslog.SourceCloudTrail,
		Account:          "111122223333",
		PrincipalAccount: "444455556666",
		Principal:        "arn:aws:iam::444455556666:user/build",
		Service:          "kms.amazonaws.com",
		Operation:        "Decrypt",
		Region:           "eu-west-1",
		Evidence:         tlslog.EvidenceLogged,
		Version:          tlslog.VersionTLS11,
		CipherSuite:      0xc013,
		UserAgent:        "Boto3/1.9",
	})
	for _, r := range s.OutdatedCalls().Rows {
		c := r.Key
		fmt.Println(c.PrincipalAccount, c.Account, c.Principal, c.Service, c.Operation, c.Region,
			c.Version.ProtocolName(), c.CipherName, c.UserAgent, r.Events)
	}
	// Output:
	// 444455556666 111122223333 arn:aws:iam::444455556666:user/build kms.amazonaws.com Decrypt eu-west-1 TLSv1.1 ECDHE-RSA-AES128-SHA Boto3/1.9 1
}

func ExampleSummary_Endpoints() {
	var s posture.Summary
	s.Add(tlslog.Event{
		Source: tlslog.SourceCloudTrail, Service: "kms.amazonaws.com", Evidence: tlslog.EvidenceLogged,
		Version: tlslog.VersionTLS13, KeyExchange: "X25519MLKEM768",
	})
	s.Add(tlslog.Event{
		Source: tlslog.SourceCloudTrail, Service: "kms.amazonaws.com", Evidence: tlslog.EvidenceService,
	})
	for _, p := range s.Endpoints().Rows {
		fmt.Println(p.Name, p.Events)
		for _, x := range p.Evidence {
			fmt.Println(" ", x.Evidence, x.Events)
		}
		for _, x := range p.KeyExchanges {
			fmt.Println(" ", x.KeyExchange, x.Share, x.PostQuantum)
		}
	}
	// Output:
	// kms.amazonaws.com 2
	//   logged 1
	//   service 1
	//   X25519MLKEM768 1 true
}

func ExampleSummary_Egress() {
	var s posture.Summary
	s.Add(tlslog.Event{
		Source: tlslog.SourceNetworkFirewall, Evidence: tlslog.EvidenceNotRecorded, Result: tlslog.ResultFailure,
		Reason: tlslog.ReasonCertificateRevoked, Code: "REVOKED", Action: "DROP", ServerName: "revoked.example.com",
	})
	for _, r := range s.Egress().Rows {
		fmt.Println(r.Key.Reason, r.Key.ServerName, r.Key.Action, r.Events)
	}
	// Output:
	// certificate_revoked revoked.example.com DROP 1
}

func ExampleSummary_Failures() {
	var s posture.Summary
	s.Add(tlslog.Event{
		Source: tlslog.SourceALB, Evidence: tlslog.EvidenceFailed, Result: tlslog.ResultFailure,
		Reason: tlslog.ReasonCertificateExpired, Code: "ClientCertExpired",
	})
	for _, r := range s.Failures().Rows {
		fmt.Println(r.Key.Source, r.Key.Reason, r.Key.Code, r.Events)
	}
	// Output:
	// alb certificate_expired ClientCertExpired 1
}

func ExampleSummary_Latencies() {
	var s posture.Summary
	for ms := range 1000 {
		s.Add(tlslog.Event{
			Source:            tlslog.SourceCloudFront,
			HandshakeDuration: tlslog.Some(time.Duration(ms+1) * time.Millisecond),
		})
	}
	for _, l := range s.Latencies() {
		fmt.Println(l.Source, l.P50.Round(10*time.Millisecond), l.P99.Round(10*time.Millisecond))
	}
	// Output:
	// cloudfront 500ms 990ms
}

func ExampleSummary_Timeline() {
	var s posture.Summary
	e := connection("192.0.2.1", tlslog.VersionTLS13, "TLS_AES_128_GCM_SHA256")
	for range 48 {
		s.Add(e)
		e.Time = e.Time.Add(time.Hour)
	}
	timeline := s.Timeline(31)
	fmt.Println(timeline.Step)
	for _, p := range timeline.Points {
		fmt.Println(p.Start.Format(time.DateOnly), p.Version, p.Events)
	}
	// Output:
	// day
	// 2026-05-17 TLS 1.3 6
	// 2026-05-18 TLS 1.3 24
	// 2026-05-19 TLS 1.3 18
}

func ExampleSummary_Report() {
	var s posture.Summary
	s.Add(connection("192.0.2.3", tlslog.VersionTLS10, "AES128-SHA"))
	report := s.Report()
	w := json.NewEncoder(os.Stdout)
	w.SetIndent("", "  ")
	w.Encode(report.DeprecatedClients)
	// Output:
	// {
	//   "rows": [
	//     {
	//       "source": "alb",
	//       "client_ip": "192.0.2.3",
	//       "version": "TLS 1.0",
	//       "events": 1,
	//       "first": "2026-05-17T18:45:00Z",
	//       "last": "2026-05-17T18:45:00Z"
	//     }
	//   ],
	//   "events": 1
	// }
}

func ExampleSummary_Sources() {
	var s posture.Summary
	s.Add(connection("192.0.2.1", tlslog.VersionTLS13, "TLS_AES_128_GCM_SHA256"))
	s.Add(connection("192.0.2.3", tlslog.VersionTLS10, "DES-CBC3-SHA"))
	fmt.Println(s.Total().Events, s.Total().First.Format(time.RFC3339))
	for _, source := range s.Sources() {
		for _, p := range source.Protocols {
			fmt.Println(source.Source, p.Version, p.Share)
		}
	}
	// Output:
	// 2 2026-05-17T18:45:00Z
	// alb TLS 1.0 0.5
	// alb TLS 1.3 0.5
}

func ExampleSummary_Certificates() {
	var s posture.Summary
	e := connection("192.0.2.1", tlslog.VersionTLS13, "TLS_AES_128_GCM_SHA256")
	e.Certificate = tlslog.Certificate{Holder: tlslog.HolderClient, Subject: "CN=client", Serial: "0A1B"}
	s.Add(e)
	s.Add(e)
	for _, r := range s.Certificates().Rows {
		fmt.Println(r.Key.Subject, r.Key.Serial, r.Events)
	}
	// Output: CN=client 0A1B 2
}
