package main

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"github.com/aws/aws-lambda-go/events"
)

// maxKinesisLines is what one record of a stream may become, in bytes.
const maxKinesisLines = 32 << 20

// kinesis converts a batch of records, which are of one shard, and answers with
// the first that failed: Lambda goes on from there ("Configuring partial batch
// response with Kinesis Data Streams and Lambda").
//
// The name of the output has the first sequence number alone. If Lambda cuts
// the batch shorter the next time, what is behind the cut begins an output of
// its own, so that no event is lost or there twice.
func (v *invocation) kinesis(ctx context.Context, event []byte) (answer events.KinesisEventResponse, _ error) {
	var batch events.KinesisEvent
	if err := json.Unmarshal(event, &batch); err != nil {
		return answer, errEvent
	}
	p, err := v.out.begin()
	if err != nil {
		return answer, err
	}
	defer p.discard()

	answer.BatchItemFailures = []events.KinesisBatchItemFailure{}
	fail := func(r events.KinesisEventRecord, err error) {
		v.log.ErrorContext(ctx, "record failed", "eventID", r.EventID, "error", err)
		answer.BatchItemFailures = []events.KinesisBatchItemFailure{{ItemIdentifier: r.Kinesis.SequenceNumber}}
	}
	var sum tally
	text := lines{room: maxKinesisLines}
	for _, r := range batch.Records {
		text.Reset()
		t, err := v.convert(ctx, &text, bytes.NewReader(r.Kinesis.Data))
		if err == nil {
			_, err = text.WriteTo(p)
		}
		if err != nil {
			fail(r, err)
			break
		}
		if !t.clean() {
			v.report(ctx, r.EventID, t)
		}
		sum.lines += t.lines
	}
	if sum.lines > 0 {
		if err := v.out.keep(ctx, kinesisName(batch.Records[0]), p); err != nil {
			fail(batch.Records[0], err)
			return answer, nil
		}
	}
	v.report(ctx, batch.Records[0].EventID, sum)
	return answer, nil
}

// kinesisName returns the name of the output of a batch by its first record.
func kinesisName(r events.KinesisEventRecord) string {
	_, stream, _ := strings.Cut(r.EventSourceArn, ":kinesis:")
	shard, _, _ := strings.Cut(r.EventID, ":")
	return "kinesis/" + strings.ReplaceAll(stream, ":", "/") + "/" + shard + "/" + r.Kinesis.SequenceNumber
}
