package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func TestObjectsOf(t *testing.T) {
	s3 := func(name, object string) string {
		return `{"eventSource":"aws:s3","eventName":"` + name + `","s3":{"bucket":{"name":"b"},"object":{` + object + `}}}`
	}
	created := s3("ObjectCreated:Put", `"key":"k"`)
	nested := func(n int) string {
		text := `{"Records":[` + created + `]}`
		for range n {
			text = `{"Type":"Notification","Message":"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"}`
		}
		return text
	}
	tests := []struct {
		name, text string
		want       []object
		ok         bool
	}{
		{"key as it is", `{"Records":[` + created + `]}`, []object{{"b", "k", ""}}, true},
		{"encoded key", `{"Records":[` + s3("ObjectCreated:CompleteMultipartUpload", `"key":"a+b%2Bc%20d/%C3%A9%25"`) + `]}`, []object{{"b", "a b+c d/é%", ""}}, true},
		{"key that cannot be decoded", `{"Records":[` + s3("ObjectCreated:Put", `"key":"%zz"`) + `]}`, nil, false},
		{"version", `{"Records":[` + s3("ObjectCreated:Copy", `"key":"k","versionId":"v1"`) + `]}`, []object{{"b", "k", "v1"}}, true},
		{"two, and one that was removed", `{"Records":[` + created + `,` + s3("ObjectRemoved:Delete", `"key":"x"`) + `,` + created + `]}`, []object{{"b", "k", ""}, {"b", "k", ""}}, true},
		{"EventBridge", `{"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"b"},"object":{"key":"a+b%20","version-id":"v1"}}}`, []object{{"b", "a+b%20", "v1"}}, true},
		{"EventBridge, removed", `{"source":"aws.s3","detail-type":"Object Deleted","detail":{"bucket":{"name":"b"},"object":{"key":"k"}}}`, nil, true},
		{"CloudTrail", `{"s3Bucket":"b","s3ObjectKey":["k1","k2"]}`, []object{{"b", "k1", ""}, {"b", "k2", ""}}, true},
		{"CloudTrail's test", validationMessage, nil, true},
		{"SNS", nested(1), []object{{"b", "k", ""}}, true},
		{"SNS, nested", nested(maxNesting - 1), []object{{"b", "k", ""}}, true},
		{"SNS, too deep", nested(maxNesting), nil, false},
		{"SNS for Lambda, with what is none", `{"Records":[{"EventSource":"aws:sns","Sns":{"Message":"hello"}}]}`, nil, false},
		{"no bucket", `{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"object":{"key":"k"}}}]}`, nil, false},
		{"text", "hello", nil, false},
		{"nothing", "", nil, false},
	}
	for _, tt := range tests {
		got, err := objectsOf([]byte(tt.text), maxNesting)
		if !slices.Equal(got, tt.want) || (err == nil) != tt.ok {
			t.Errorf("%s: %q, %v", tt.name, got, err)
		}
	}
}

// TestPassedOver checks which objects are not fetched; none of these is there.
func TestPassedOver(t *testing.T) {
	b := newBench(t, "s3://events/tls", "")
	for name, want := range map[string]bool{
		"s3://events/tls/s3/logs/a/1.ndjson.gz": true,
		"s3://events/tls/s3/logs/a/1.log":       false,
		"s3://events/other/1.ndjson.gz":         false,
		"s3://logs/tls/1.ndjson.gz":             false,
		"s3://logs/AWSLogs/111122223333/CloudTrail-Digest/eu-central-1/2026/09/23/111122223333_CloudTrail-Digest_eu-central-1_trail_eu-central-1_20260923T071016Z.json.gz": true,
		"s3://logs/AWSLogs/111122223333/CloudTrail/eu-central-1/2026/09/23/111122223333_CloudTrail_eu-central-1_20260923T0710Z_ExampleExample01.json.gz":                   false,
		"s3://logs/AWSLogs/111122223333/ELBConnectionLogTestFile": true,
	} {
		bucket, key, _ := strings.Cut(strings.TrimPrefix(name, "s3://"), "/")
		event := `{"s3Bucket":"` + bucket + `","s3ObjectKey":["` + key + `"]}`
		if _, err := b.answer(t, []byte(event)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A versionStore notes which versions of objects it was asked for.
type versionStore struct {
	store
	versions []string
}

func (s *versionStore) GetObject(_ context.Context, in *s3.GetObjectInput, _ ...func(*s3.Options)) (*s3.GetObjectOutput, error) {
	s.versions = append(s.versions, aws.ToString(in.VersionId))
	return nil, errors.New("not here")
}

// TestVersion checks that the version is read that the event is of, and no
// version is asked for where the bucket has none.
func TestVersion(t *testing.T) {
	b := newBench(t, "", "")
	versions := new(versionStore)
	b.out.store = versions
	for _, version := range []string{"v1", "null", ""} {
		event := `{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"logs"},"object":{"key":"k","versionId":"` + version + `"}}}]}`
		if _, err := b.answer(t, []byte(event)); err == nil {
			t.Error("no error")
		}
	}
	if !slices.Equal(versions.versions, []string{"v1", "", ""}) {
		t.Errorf("asked for %q", versions.versions)
	}
}
