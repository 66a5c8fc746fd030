package main

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/aws/aws-lambda-go/events"
)

// sqs converts what the notifications in a batch of messages tell of, and
// answers with the messages that are to come again.
//
// Messages of a FIFO queue must stay in their order: behind the first that
// failed, all have failed ("Handling errors for an SQS event source in Lambda").
func (v *invocation) sqs(ctx context.Context, event []byte) (answer events.SQSEventResponse, _ error) {
	var batch events.SQSEvent
	if err := json.Unmarshal(event, &batch); err != nil {
		return answer, errEvent
	}
	answer.BatchItemFailures = []events.SQSBatchItemFailure{}
	for _, m := range batch.Records {
		if len(answer.BatchItemFailures) == 0 || !strings.HasSuffix(m.EventSourceARN, ".fifo") {
			err := v.notification(ctx, []byte(m.Body))
			if err == nil {
				continue
			}
			v.log.ErrorContext(ctx, "message failed", "messageId", m.MessageId, "error", err)
		}
		answer.BatchItemFailures = append(answer.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: m.MessageId})
	}
	return answer, nil
}
