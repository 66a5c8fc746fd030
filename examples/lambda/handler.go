package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// answerTime is how long before Lambda ends the function it stops to work, so
// that it can still answer.
const answerTime = 2 * time.Second

// A handler answers invocations.
type handler struct {
	out  *output
	form form
	log  *slog.Logger
}

// newHandler returns a handler with the configuration in the environment.
func newHandler(ctx context.Context, getenv func(string) string, stdout io.Writer, log *slog.Logger) (*handler, error) {
	h := &handler{out: &output{stdout: stdout}, form: formOf(getenv("FORMAT")), log: log}
	if h.form == nil {
		return nil, errors.New("FORMAT takes event, ocsf, ecs, otel or aws")
	}
	if err := h.out.parse(getenv("OUTPUT")); err != nil {
		return nil, err
	}
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	h.out.store = s3.NewFromConfig(cfg)
	return h, nil
}

// errEvent is the error for an event that is none of those that are known.
var errEvent = errors.New("an event of a shape that is not known")

// handle answers one invocation.
func (h *handler) handle(ctx context.Context, event json.RawMessage) (any, error) {
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, deadline.Add(-answerTime))
		defer cancel()
	}
	v := &invocation{out: h.out, log: h.log, converter: converter{form: h.form}}
	if lc, ok := lambdacontext.FromContext(ctx); ok {
		v.log = v.log.With("requestId", lc.AwsRequestID)
	}
	var shape struct {
		AWSLogs           json.RawMessage `json:"awslogs"`
		DeliveryStreamARN string          `json:"deliveryStreamArn"`
		DetailType        string          `json:"detail-type"`
		Records           []struct {
			EventSource string `json:"eventSource"`
		}
	}
	if err := json.Unmarshal(event, &shape); err != nil {
		return nil, errEvent
	}
	source := ""
	if len(shape.Records) > 0 {
		source = shape.Records[0].EventSource
	}
	switch {
	case shape.DeliveryStreamARN != "":
		return v.firehose(ctx, event)
	case source == "aws:kinesis":
		return v.kinesis(ctx, event)
	case source == "aws:sqs":
		return v.sqs(ctx, event)
	case shape.AWSLogs != nil, strings.HasSuffix(shape.DetailType, " via CloudTrail"):
		return nil, v.logEvent(ctx, event)
	}
	return nil, v.notification(ctx, event)
}

// An invocation is an event that is being answered.
type invocation struct {
	out *output
	log *slog.Logger
	converter
}

// logEvent converts an event that is itself a log.
func (v *invocation) logEvent(ctx context.Context, event []byte) error {
	return v.input(ctx, "event", bytes.NewReader(event), func(t tally) string {
		o := t.origin
		folders := []string{o.Envelope.String(), o.Account, o.Region, strings.Trim(o.LogGroup, "/"), o.LogStream, hash(event)}
		return strings.Join(slices.DeleteFunc(folders, func(name string) bool { return name == "" }), "/")
	})
}

// input converts a log and keeps its lines under a name, if there are any.
func (v *invocation) input(ctx context.Context, input string, r io.Reader, name func(tally) string) error {
	p, err := v.out.begin()
	if err != nil {
		return err
	}
	defer p.discard()
	t, err := v.convert(ctx, p, r)
	if err == nil && t.lines == 0 && t.damaged > 0 {
		err = fmt.Errorf("%w: %w", errNothing, t.damage)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", input, err)
	}
	if t.lines > 0 {
		if err := v.out.keep(ctx, name(t), p); err != nil {
			return fmt.Errorf("%s: writing its events: %w", input, err)
		}
	}
	v.report(ctx, input, t)
	return nil
}

// report logs what was found in a log that was read to its end.
func (v *invocation) report(ctx context.Context, input string, t tally) {
	level := slog.LevelInfo
	if !t.clean() {
		level = slog.LevelWarn
	}
	v.log.Log(ctx, level, "read", append([]any{"input", input}, t.attrs()...)...)
}
