package main

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

// TestShapes answers an event of each shape that is known, with output to a
// bucket and to stdout, twice: the second time changes nothing.
func TestShapes(t *testing.T) {
	b := newBench(t, "s3://events/tls/", "")
	etag := b.put(t, albKey, zip(albLog))
	alb := map[string]string{"tls/s3/logs/" + albKey + "/" + etag + ".ndjson.gz": "TID_0 TID_1"}
	trail := map[string]string{}
	for _, key := range []string{"trail/1.json.gz", "trail/2.json.gz"} {
		trail["tls/s3/logs/"+key+"/"+b.put(t, key, zip(trailLog+strings.Repeat(" ", len(trail))))+".ndjson.gz"] = "call-1"
	}
	messages := func(last ...string) string {
		for i, m := range last {
			last[i] = `{"itemIdentifier":"059f36b4-87a3-44ab-83d2-66197500000` + m + `"}`
		}
		return `{"batchItemFailures":[` + strings.Join(last, ",") + `]}`
	}
	tests := []struct {
		event  string
		answer string
		want   map[string]string // IDs by key
	}{
		{"s3_put", "null", alb},
		{"s3_removed", "null", nil},
		{"s3_test", "null", nil},
		{"sns_s3", "null", alb},
		{"eventbridge_s3", "null", alb},
		{"eventbridge_cloudtrail", "null", map[string]string{
			"tls/eventbridge/111122223333/eu-central-1/" + hash(read(t, "eventbridge_cloudtrail")) + ".ndjson.gz": "5f1c1f1e-0000-4000-8000-000000000001",
		}},
		{"sqs", messages("4", "7"), func() map[string]string { all := maps.Clone(alb); maps.Copy(all, trail); return all }()},
		{"sqs_fifo", messages("1", "2"), alb},
		{"awslogs", "null", map[string]string{
			"tls/cloudwatch_logs/111122223333/aws/vendedlogs/tls/stream-1/" + hash(read(t, "awslogs")) + ".ndjson.gz": "TID_0 TID_1",
		}},
		{"awslogs_control", "null", nil},
		{"kinesis", `{"batchItemFailures":[]}`, map[string]string{
			"tls/kinesis/eu-central-1/111122223333/stream/logs/shardId-000000000006/49590338271490256608559692538361571095921575989136758900.ndjson.gz": "TID_0 TID_1 egress",
		}},
		{"kinesis_cut", `{"batchItemFailures":[{"itemIdentifier":"49590338271490256608559692538361571095921575989136758904"}]}`, map[string]string{
			"tls/kinesis/eu-central-1/111122223333/stream/logs/shardId-000000000006/49590338271490256608559692538361571095921575989136758903.ndjson.gz": "TID_2",
		}},
	}
	seen := map[string]bool{}
	for _, tt := range tests {
		for range 2 {
			before := b.written(t)
			answer, err := b.answer(t, read(t, tt.event))
			if answer != tt.answer || err != nil {
				t.Errorf("%s: %s, %v, want %s", tt.event, answer, err, tt.answer)
			}
			after := b.written(t)
			for key, want := range tt.want {
				if got := ids(t, after[key]); got != want {
					t.Errorf("%s: %s has %q, want %q; there are %q", tt.event, key, got, want, keys(after))
				}
				seen[key] = true
			}
			for key, text := range after {
				if !seen[key] || before[key] != "" && before[key] != text {
					t.Errorf("%s: wrote %s", tt.event, key)
				}
			}
		}
	}
	if log := b.log.String(); strings.Contains(log, "secret") || !strings.Contains(log, `"damaged":1,"firstDamage":"alb:`) {
		t.Error(log)
	}

	b.out.bucket = ""
	for _, tt := range tests {
		b.stdout.Reset()
		answer, err := b.answer(t, read(t, tt.event))
		var got []string
		for line := range strings.Lines(b.stdout.String()) {
			got = append(got, ids(t, line))
		}
		slices.Sort(got)
		var want []string
		for _, name := range tt.want {
			want = append(want, strings.Fields(name)...)
		}
		if tt.event == "sqs" { // in three messages; a bucket has it once
			want = append(want, strings.Fields("TID_0 TID_1 TID_0 TID_1")...)
		}
		slices.Sort(want)
		if !slices.Equal(got, want) || answer != tt.answer || err != nil {
			t.Errorf("%s: %s, %v, %q on stdout, want %q", tt.event, answer, err, got, want)
		}
	}
}

// TestErrors has events that Lambda must hand in again.
func TestErrors(t *testing.T) {
	b := newBench(t, "s3://events", "")
	b.put(t, albKey, zip(albLog)[:90])
	b.put(t, "damaged", `{"awslogs":{"data":"!"}}`)
	absent := strings.ReplaceAll(string(read(t, "s3_put")), "a%2Bb", "absent")
	tests := []struct{ name, event, err string }{
		{"object that ends early", string(read(t, "s3_put")), "s3://logs/" + albKey + ": "},
		{"no object", absent, "s3://logs/alb/my logs/absent=1.log.gz: "},
		{"object that is damaged as a whole", `{"s3Bucket":"logs","s3ObjectKey":["damaged"]}`, "s3://logs/damaged: " + errNothing.Error()},
		{"nothing", `{}`, errEvent.Error()},
		{"null", `null`, errEvent.Error()},
		{"text", `"x"`, errEvent.Error()},
		{"no records", `{"Records":[]}`, errEvent.Error()},
		{"records of another source", `{"Records":[{"eventSource":"aws:dynamodb"}]}`, errEvent.Error()},
		{"EventBridge, of another service", `{"detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","detail":{}}`, errEvent.Error()},
		{"no key", `{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"logs"}}}]}`, errEvent.Error()},
		{"wrong type", `{"Records":[{"eventSource":"aws:kinesis","kinesis":{"data":7}}]}`, errEvent.Error()},
		{"wrong type", `{"Records":[{"eventSource":"aws:sqs","body":7}]}`, errEvent.Error()},
		{"wrong type", `{"deliveryStreamArn":"x","records":[7]}`, errEvent.Error()},
		{"subscription, not base64", `{"awslogs":{"data":"!"}}`, "event: " + errNothing.Error()},
		{"subscription that ends early", `{"awslogs":{"data":"H4sIAAAA"}}`, "event: " + errNothing.Error()},
	}
	for _, tt := range tests {
		_, err := b.answer(t, []byte(tt.event))
		if err == nil || !strings.HasPrefix(err.Error(), tt.err) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if all := b.written(t); len(all) != 0 {
		t.Errorf("wrote %q", keys(all))
	}

	b.put(t, albKey, zip(albLog))
	b.out.bucket = "absent"
	for _, event := range []string{"s3_put", "awslogs"} {
		if _, err := b.answer(t, read(t, event)); err == nil {
			t.Errorf("%s: no error where nothing can be written", event)
		}
	}
	// Where the answer can tell, it tells that everything has failed.
	var answer events.KinesisEventResponse
	text, err := b.answer(t, read(t, "kinesis"))
	if err := errors.Join(err, json.Unmarshal([]byte(text), &answer)); err != nil || len(answer.BatchItemFailures) != 1 || !strings.HasSuffix(answer.BatchItemFailures[0].ItemIdentifier, "00") {
		t.Errorf("kinesis: %s, %v", text, err)
	}
	if text, _ := b.answer(t, read(t, "sqs")); strings.Count(text, "itemIdentifier") != 6 {
		t.Errorf("sqs: %s", text)
	}

	t.Setenv("TMPDIR", "/absent")
	for _, event := range []string{"s3_put", "awslogs", "kinesis"} {
		if _, err := b.answer(t, read(t, event)); err == nil {
			t.Errorf("%s: no error where nothing can be kept", event)
		}
	}
}

// TestDeadline checks that there is an answer before Lambda ends the function.
func TestDeadline(t *testing.T) {
	b := newBench(t, "", "")
	b.put(t, albKey, albLog)
	ctx, cancel := context.WithTimeout(t.Context(), answerTime)
	defer cancel()
	ctx = lambdacontext.NewContext(ctx, &lambdacontext.LambdaContext{AwsRequestID: "request-1"})
	start := time.Now()
	answer, err := b.handle(ctx, read(t, "sqs_fifo"))
	if got, ok := answer.(events.SQSEventResponse); !ok || len(got.BatchItemFailures) != 3 || err != nil || time.Since(start) > answerTime {
		t.Errorf("%v, %v after %v", answer, err, time.Since(start))
	}
	if !strings.Contains(b.log.String(), `"requestId":"request-1"`) {
		t.Error(b.log.String())
	}
}

// TestDeadlineOfEvents checks the same of events that are logs: Kinesis and
// Firehose are told which records are left, for the others it is an error.
func TestDeadlineOfEvents(t *testing.T) {
	b := newBench(t, "", "")
	ctx, cancel := context.WithTimeout(t.Context(), answerTime)
	defer cancel()
	for event, want := range map[string]string{
		"kinesis":  `{"batchItemFailures":[{"itemIdentifier":"49590338271490256608559692538361571095921575989136758900"}]}`,
		"firehose": `"result":"ProcessingFailed"`,
	} {
		answer, err := b.handle(ctx, read(t, event))
		text, _ := json.Marshal(answer)
		if err != nil || !strings.Contains(string(text), want) || strings.Contains(string(text), `"Ok"`) || strings.Contains(string(text), `"Dropped"`) {
			t.Errorf("%s: %s, %v", event, text, err)
		}
	}
	for _, event := range []string{"awslogs", "eventbridge_cloudtrail"} {
		if _, err := b.handle(ctx, read(t, event)); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", event, err)
		}
	}
	if b.stdout.Len() > 0 {
		t.Errorf("wrote %s", b.stdout.String())
	}
}

func TestConfiguration(t *testing.T) {
	for _, env := range []map[string]string{{"FORMAT": "xml"}, {"OUTPUT": "file"}, {"OUTPUT": "s3://"}, {"OUTPUT": "s3:///prefix"}} {
		if _, err := newHandler(t.Context(), func(name string) string { return env[name] }, nil, nil); err == nil {
			t.Errorf("%v is taken", env)
		}
	}
}

// TestForms converts into each form; the words are tested where they are made.
func TestForms(t *testing.T) {
	for format, want := range map[string]string{
		"":      `"cipher_suite":"TLS_AES_128_GCM_SHA256"`,
		"event": `"cipher_suite":"TLS_AES_128_GCM_SHA256"`,
		"ocsf":  `"class_uid":4001`,
		"ecs":   `"@timestamp"`,
		"otel":  `"resourceLogs"`,
		"aws":   `"tls_cipher":"TLS_AES_128_GCM_SHA256"`,
	} {
		b := newBench(t, "stdout", format)
		if _, err := b.answer(t, read(t, "awslogs")); err != nil || strings.Count(b.stdout.String(), want) != 2 {
			t.Errorf("%s: %s, %v", format, b.stdout.String(), err)
		}
	}
}
