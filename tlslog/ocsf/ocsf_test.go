package ocsf_test

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/internal/schematest"
	"github.com/awstls/awstls/tlslog/ocsf"
)

func format(t testing.TB) schematest.Format {
	connection := schematest.Load(t, "testdata/network_activity.json")
	call := schematest.Load(t, "testdata/api_activity.json")
	return schematest.Format{Append: ocsf.AppendEvent, Check: func(v any) error {
		object := v.(map[string]any)
		class, activity, typ := number(object["class_uid"]), number(object["activity_id"]), number(object["type_uid"])
		if typ != class*100+activity {
			return fmt.Errorf("type_uid is %d", typ)
		}
		if class == 6003 {
			return call.Check(v)
		}
		return connection.Check(v)
	}}
}

func number(v any) int64 {
	n, _ := v.(json.Number).Int64()
	return n
}

func TestConforms(t *testing.T) { format(t).Conforms(t) }
func TestGolden(t *testing.T)   { format(t).Golden(t) }
func TestAllocs(t *testing.T)   { format(t).Allocs(t) }

// TestTexts names what the doc says is left out of calls.
func TestTexts(t *testing.T) {
	format(t).Texts(t, "cloudtrail Subject", "cloudtrail Issuer", "cloudtrail Serial", "cloudtrail Fingerprint")
}

func FuzzAppendEvent(f *testing.F) { format(f).Fuzz(f) }

func BenchmarkAppendEvent(b *testing.B) { format(b).Benchmark(b) }

func TestCallActivity(t *testing.T) {
	for operation, want := range map[string]string{
		"":                        "0 Unknown",
		"CreateKey":               "1 Create",
		"Create":                  "1 Create",
		"GetObject":               "2 Read",
		"DescribeInstances":       "2 Read",
		"BatchGetItem":            "2 Read",
		"PutObject":               "3 Update",
		"ModifyInstanceAttribute": "3 Update",
		"DeleteBucket":            "4 Delete",
		"AssumeRole":              "99 AssumeRole",
		"Getaway":                 "99 Getaway",
		"Listen":                  "99 Listen",
		"deleteObject":            "99 deleteObject",
	} {
		v, err := schematest.Decode(ocsf.AppendEvent(nil, tlslog.Event{Source: tlslog.SourceCloudTrail, Operation: operation}))
		if err != nil {
			t.Fatal(err)
		}
		object := v.(map[string]any)
		if got := fmt.Sprint(object["activity_id"], " ", object["activity_name"]); got != want {
			t.Errorf("%s is %s, want %s", operation, got, want)
		}
	}
}

// A connection at a load balancer.
func ExampleAppendEvent() {
	e := tlslog.Event{
		Source:      tlslog.SourceALB,
		Time:        time.Date(2026, 9, 23, 7, 11, 27, 691000000, time.UTC),
		ClientIP:    netip.MustParseAddr("192.0.2.1"),
		Evidence:    tlslog.EvidenceLogged,
		Version:     tlslog.VersionTLS12,
		CipherSuite: 0xc02f,
		CipherName:  "ECDHE-RSA-AES128-GCM-SHA256",
		Result:      tlslog.ResultSuccess,
	}
	fmt.Printf("%s\n", ocsf.AppendEvent(nil, e))
	// Output: {"class_uid":4001,"class_name":"Network Activity","category_uid":4,"category_name":"Network Activity","activity_id":1,"activity_name":"Open","type_uid":400101,"type_name":"Network Activity: Open","severity_id":1,"severity":"Informational","time":1790147487691,"status_id":1,"status":"Success","metadata":{"version":"1.8.0","product":{"name":"Elastic Load Balancing","vendor_name":"AWS"},"log_name":"ALB_CONNECTION_LOGS","profiles":["cloud"]},"cloud":{"provider":"AWS"},"src_endpoint":{"ip":"192.0.2.1"},"connection_info":{"direction_id":1,"direction":"Inbound"},"tls":{"version":"TLSv1.2","cipher":"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"},"unmapped":{"evidence":"logged"}}
}

// A call has its TLS details in unmapped.
func ExampleAppendEvent_call() {
	e := tlslog.Event{
		Source:     tlslog.SourceCloudTrail,
		Evidence:   tlslog.EvidenceLogged,
		Version:    tlslog.VersionTLS13,
		CipherName: "TLS_AES_128_GCM_SHA256",
		Operation:  "GetSecretValue",
	}
	var object struct {
		TypeName string `json:"type_name"`
		Unmapped map[string]string
	}
	fmt.Println(json.Unmarshal(ocsf.AppendEvent(nil, e), &object))
	fmt.Println(object.TypeName)
	fmt.Println(object.Unmapped["tlsDetails.tlsVersion"], object.Unmapped["tlsDetails.cipherSuite"])
	// Output:
	// <nil>
	// API Activity: Read
	// TLSv1.3 TLS_AES_128_GCM_SHA256
}
