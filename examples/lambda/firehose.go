package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"

	"github.com/aws/aws-lambda-go/events"
)

// maxAnswer is how long the answer to Firehose may be, in bytes. The limit is
// 6 MB (documented in "Transform source data in Amazon Data Firehose").
const maxAnswer = 6_000_000

// A firehoseAnswer is like [events.KinesisFirehoseResponse], whose records also
// have metadata with empty values, which Firehose need not take.
type firehoseAnswer struct {
	Records []firehoseRecord `json:"records"`
}

type firehoseRecord struct {
	RecordID string `json:"recordId"`
	Result   string `json:"result"`
	Data     []byte `json:"data"` // in base64
}

// firehose answers with what the records of a Firehose stream become.
func (v *invocation) firehose(ctx context.Context, event []byte) (firehoseAnswer, error) {
	var batch events.KinesisFirehoseEvent
	if err := json.Unmarshal(event, &batch); err != nil {
		return firehoseAnswer{}, errEvent
	}
	answer := firehoseAnswer{Records: make([]firehoseRecord, len(batch.Records))}
	room := maxAnswer - len(`{"records":[]}`)
	for i, r := range batch.Records {
		answer.Records[i] = firehoseRecord{r.RecordID, events.KinesisFirehoseTransformedStateProcessingFailed, []byte{}}
		text, _ := json.Marshal(answer.Records[i])
		room -= len(text) + len(",")
	}
	var sum tally
	for i, r := range batch.Records {
		a := &answer.Records[i]
		text := lines{room: max(room, 0) / 4 * 3} // base64 makes four bytes of three
		t, err := v.convert(ctx, &text, bytes.NewReader(r.Data))
		switch {
		case err != nil:
		case t.lines > 0:
			a.Result, a.Data = events.KinesisFirehoseTransformedStateOk, text.Bytes()
			sum.lines += t.lines
			room -= base64.StdEncoding.EncodedLen(text.Len())
		case t.clean():
			a.Result = events.KinesisFirehoseTransformedStateDropped
		default:
			err = errNothing
		}
		switch {
		case err != nil:
			v.log.ErrorContext(ctx, "record failed", append(t.attrs(), "recordId", r.RecordID, "error", err)...)
		case !t.clean():
			v.report(ctx, r.RecordID, t)
		}
	}
	v.report(ctx, batch.InvocationID, sum)
	return answer, nil
}
