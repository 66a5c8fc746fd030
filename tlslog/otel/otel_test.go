package otel_test

import (
	"errors"
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/internal/schematest"
	"github.com/awstls/awstls/tlslog/otel"
)

func format(t testing.TB) schematest.Format {
	otlp := schematest.Load(t, "testdata/otlp.json")
	registry := schematest.Load(t, "testdata/attributes.json")
	return schematest.Format{Append: otel.AppendEvent, Check: func(v any) error {
		if err := otlp.Check(v); err != nil {
			return err
		}
		resourceLogs := one(v, "resourceLogs")
		record := one(one(resourceLogs, "scopeLogs"), "logRecords")
		ofResource, err1 := attributes(resourceLogs.(map[string]any)["resource"])
		ofRecord, err2 := attributes(record)
		all := map[string]any{"resource": ofResource}
		if len(ofRecord) > 0 { // the zero Event has none
			all["record"] = ofRecord
		}
		err := registry.Check(all)
		if cipher, ok := ofRecord["tls.cipher"]; ok && !isIANA(cipher.(string)) {
			err = errors.Join(err, fmt.Errorf("tls.cipher: %v is not in IANA's registry", cipher))
		}
		return errors.Join(err1, err2, err)
	}}
}

// one returns the only element of an array.
func one(v any, key string) any {
	array := v.(map[string]any)[key].([]any)
	if len(array) != 1 {
		panic("not one element")
	}
	return array[0]
}

// attributes returns the attributes of a resource or a record as a map.
func attributes(v any) (map[string]any, error) {
	m := make(map[string]any)
	list, _ := v.(map[string]any)["attributes"].([]any)
	for _, v := range list {
		attribute := v.(map[string]any)
		key := attribute["key"].(string)
		if _, ok := m[key]; ok {
			return m, fmt.Errorf("two attributes %s", key)
		}
		value := attribute["value"].(map[string]any)
		if len(value) != 1 {
			return m, fmt.Errorf("%s: not one value", key)
		}
		for kind, v := range value {
			switch kind {
			case "intValue":
				v = schematest.Typed{Type: "int", Value: v}
			case "doubleValue":
				v = schematest.Typed{Type: "double", Value: v}
			}
			m[key] = v
		}
	}
	return m, nil
}

func isIANA(name string) bool {
	for c := range tlslog.CipherSuites() {
		if c.IANAName() == name {
			return true
		}
	}
	return false
}

func TestConforms(t *testing.T) { format(t).Conforms(t) }
func TestGolden(t *testing.T)   { format(t).Golden(t) }
func TestAllocs(t *testing.T)   { format(t).Allocs(t) }

func TestTexts(t *testing.T) {
	// These two are written together, in rpc.method.
	format(t).Texts(t, "cloudtrail Service", "cloudtrail Operation")
}

func FuzzAppendEvent(f *testing.F) { format(f).Fuzz(f) }

func BenchmarkAppendEvent(b *testing.B) { format(b).Benchmark(b) }

func ExampleAppendEvent() {
	e := tlslog.Event{
		Source:      tlslog.SourceALB,
		Time:        time.Date(2026, 9, 23, 7, 11, 27, 691358000, time.UTC),
		ClientIP:    netip.MustParseAddr("192.0.2.1"),
		Evidence:    tlslog.EvidenceLogged,
		Version:     tlslog.VersionTLS12,
		CipherSuite: 0xc02f,
		CipherName:  "ECDHE-RSA-AES128-GCM-SHA256",
	}
	fmt.Printf("%s\n", otel.AppendEvent(nil, e))
	// Output: {"resourceLogs":[{"resource":{"attributes":[{"key":"cloud.provider","value":{"stringValue":"aws"}}]},"scopeLogs":[{"scope":{"name":"github.com/awstls/awstls/tlslog/otel"},"logRecords":[{"timeUnixNano":"1790147487691358000","severityNumber":9,"eventName":"awstls.connection","attributes":[{"key":"awstls.source","value":{"stringValue":"alb"}},{"key":"awstls.evidence","value":{"stringValue":"logged"}},{"key":"client.address","value":{"stringValue":"192.0.2.1"}},{"key":"tls.protocol.name","value":{"stringValue":"tls"}},{"key":"tls.protocol.version","value":{"stringValue":"1.2"}},{"key":"tls.cipher","value":{"stringValue":"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"}}]}],"schemaUrl":"https://opentelemetry.io/schemas/1.44.0"}],"schemaUrl":"https://opentelemetry.io/schemas/1.44.0"}]}
}
