package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"github.com/awstls/awstls/tlslog"
)

// A bench is a handler with an S3 of its own, in which are the buckets logs and
// events.
type bench struct {
	*handler
	stdout, log bytes.Buffer
}

// newBench returns a bench with this configuration.
func newBench(t *testing.T, output, format string) *bench {
	t.Helper()
	server := httptest.NewServer(gofakes3.New(s3mem.New()).Server())
	t.Cleanup(server.Close)
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL_S3": server.URL, "AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull, "AWS_MAX_ATTEMPTS": "1",
		"OUTPUT": output, "FORMAT": format,
	} {
		t.Setenv(name, value)
	}
	b := new(bench)
	h, err := newHandler(t.Context(), os.Getenv, &b.stdout, slog.New(slog.NewJSONHandler(&b.log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	b.handler = h
	for _, bucket := range []string{"logs", "events"} {
		if _, err := h.out.store.(*s3.Client).CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String(bucket)}); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// put makes an object of the bucket logs, and returns its ETag.
func (b *bench) put(t *testing.T, key, text string) string {
	t.Helper()
	put, err := b.out.store.PutObject(t.Context(), &s3.PutObjectInput{Bucket: aws.String("logs"), Key: aws.String(key), Body: strings.NewReader(text)})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Trim(aws.ToString(put.ETag), `"`)
}

// written returns the lines of the objects in the bucket events by their keys.
func (b *bench) written(t *testing.T) map[string]string {
	t.Helper()
	list, err := b.out.store.(*s3.Client).ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String("events")})
	if err != nil {
		t.Fatal(err)
	}
	objects := map[string]string{}
	for _, o := range list.Contents {
		got, err := b.out.store.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("events"), Key: o.Key})
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(got.Body)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		objects[*o.Key] = string(text)
	}
	return objects
}

// answer hands an event to the handler and returns what Lambda would send.
func (b *bench) answer(t *testing.T, event []byte) (string, error) {
	t.Helper()
	got, err := b.handle(t.Context(), event)
	text, marshalErr := json.Marshal(got)
	if marshalErr != nil {
		t.Fatal(marshalErr)
	}
	return string(text), err
}

// ids returns, for lines with events in the shared words, what tells them from
// one another: their IDs, or else their resources.
func ids(t *testing.T, text string) string {
	t.Helper()
	var all []string
	for line := range strings.Lines(text) {
		var e tlslog.Event
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		all = append(all, cmp.Or(e.ID, e.Resource))
	}
	return strings.Join(all, " ")
}

// keys returns the sorted keys of objects.
func keys(objects map[string]string) []string { return slices.Sorted(maps.Keys(objects)) }

// read returns an event that was recorded.
func read(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// zip returns text, compressed.
func zip(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.String()
}

// A log of a load balancer, with two connections of which the second is
// damaged, and one of CloudTrail.
const (
	albKey = "alb/my logs/a+b=1.log.gz"
	albLog = `2026-09-23T07:11:20.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_0
2026-09-23T07:11:21.691358Z 192.0.2.secret 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_1
`
	trailLog = `{"Records":[{"eventVersion":"1.11","eventTime":"2026-09-23T07:11:27Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","eventID":"call-1"}]}`
)
