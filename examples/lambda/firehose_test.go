package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

func TestFirehose(t *testing.T) {
	b := newBench(t, "s3://events", "")
	text, err := b.answer(t, read(t, "firehose"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(text, `"data":"`) != 7 || strings.Contains(text, "metadata") {
		t.Error(text)
	}
	var answer events.KinesisFirehoseResponse
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatal(err)
	}
	want := []struct{ result, ids string }{
		{"Ok", "TID_0 TID_1"},    // of a subscription
		{"Dropped", ""},          // a control message
		{"Ok", "egress"},         // as Network Firewall sends it
		{"ProcessingFailed", ""}, // ends early
		{"ProcessingFailed", ""}, // not recognised
		{"Ok", "TID_5"},          // damaged in one field
		{"Dropped", ""},          // empty
	}
	if len(answer.Records) != len(want) {
		t.Fatal(text)
	}
	for i, r := range answer.Records {
		if id := "4954698642954485672601000000000000000000000000000000000"; r.RecordID != id+string(rune('0'+i)) || r.Result != want[i].result || ids(t, string(r.Data)) != want[i].ids {
			t.Errorf("record %d: %s %s %q", i, r.RecordID, r.Result, r.Data)
		}
	}
	if all := b.written(t); len(all) != 0 || b.stdout.Len() != 0 {
		t.Errorf("wrote %q", keys(all))
	}
}

// TestFirehoseLimit has records that become more than an answer can have.
func TestFirehoseLimit(t *testing.T) {
	b := newBench(t, "", "ocsf")
	line, _, _ := strings.Cut(albLog, "\n")
	event := events.KinesisFirehoseEvent{DeliveryStreamArn: "arn", Records: []events.KinesisFirehoseEventRecord{
		{RecordID: "1", Data: []byte(zip(strings.Repeat(line+"\n", 4000)))},
		{RecordID: "2", Data: []byte(zip(strings.Repeat(line+"\n", 4000)))},
		{RecordID: "3", Data: []byte(zip(strings.Repeat(line+"\n", 1_000_000)))},
		{RecordID: "4", Data: []byte(line)},
	}}
	data, err := json.Marshal(event)
	if err != nil {
		t.Fatal(err)
	}
	text, err := b.answer(t, data)
	if err != nil || len(text) > maxAnswer {
		t.Fatalf("%d bytes, %v", len(text), err)
	}
	var answer events.KinesisFirehoseResponse
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range answer.Records {
		got = append(got, r.Result)
	}
	if got := strings.Join(got, " "); got != "Ok ProcessingFailed ProcessingFailed Ok" {
		t.Error(got)
	}
	if strings.Count(b.log.String(), errTooLong.Error()) != 2 || strings.Count(b.log.String(), `"lines":4001}`) != 1 {
		t.Error(b.log.String())
	}
}
