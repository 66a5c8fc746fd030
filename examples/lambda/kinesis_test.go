package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

// TestKinesisDamage checks that neither damage nor what is no event fails a
// batch, that both are told with the record's own ID, and that a batch without
// events writes nothing.
func TestKinesisDamage(t *testing.T) {
	b := newBench(t, "s3://events", "")
	var batch events.KinesisEvent
	for i, data := range []string{
		strings.Split(albLog, "\n")[1],
		"hello",
		`{"eventVersion":"1.08","eventTime":"2026-09-23T07:11:27Z","eventType":"AwsCloudTrailInsight","eventCategory":"Insight","eventID":"insight-1","insightDetails":{"state":"Start"}}`,
		"",
	} {
		number := string(rune('0' + i))
		batch.Records = append(batch.Records, events.KinesisEventRecord{
			EventSource: "aws:kinesis", EventID: "shardId-0:" + number, EventSourceArn: "arn:aws-cn:kinesis:cn-north-1:111122223333:stream/s",
			Kinesis: events.KinesisRecord{SequenceNumber: number, Data: []byte(data)},
		})
	}
	answer := func() {
		t.Helper()
		event, err := json.Marshal(batch)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := b.answer(t, event); text != `{"batchItemFailures":[]}` || err != nil {
			t.Errorf("%s, %v", text, err)
		}
		const key = "kinesis/cn-north-1/111122223333/stream/s/shardId-0/0.ndjson.gz"
		if all := b.written(t); len(all) != 1 || ids(t, all[key]) != "TID_1" {
			t.Errorf("wrote %q", keys(all))
		}
	}
	answer()
	batch.Records = batch.Records[1:]
	answer()
	log := b.log.String()
	if strings.Contains(log, "secret") || strings.Contains(log, "hello") ||
		strings.Count(log, `"input":"shardId-0:0","lines":1,"damaged":1`) != 1 || strings.Count(log, `"input":"shardId-0:1","lines":0,"skipped":{`) != 2 {
		t.Error(log)
	}
}
