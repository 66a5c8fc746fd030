package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/awstls/awstls"
)

// An object is a new object in Amazon S3.
type object struct{ bucket, key, version string }

// validationMessage is what CloudTrail sends to a topic to test it, as AWS's
// CloudTrail Processing Library has it.
const validationMessage = "CloudTrail validation message."

// maxNesting is how many notifications may stand in one another: Lambda gets
// one of SNS with one of S3 in it.
const maxNesting = 4

// objectsOf returns the objects that a notification tells of: none for a test
// event, or for what happened to an object that is not new.
func objectsOf(text []byte, nesting int) ([]object, error) {
	if string(text) == validationMessage {
		return nil, nil
	}
	var n struct {
		// Of Amazon S3.
		Event   string
		Records []struct {
			EventSource string
			EventName   string
			S3          events.S3Entity
			SNS         struct{ Message string }
		}
		// Of Amazon SNS, as SQS gets it.
		Type, Message string
		// Of Amazon S3 by way of EventBridge.
		Source     string
		DetailType string `json:"detail-type"`
		Detail     struct {
			Bucket struct{ Name string }
			Object struct {
				Key     string
				Version string `json:"version-id"`
			}
		}
		// Of CloudTrail.
		S3Bucket    string
		S3ObjectKey []string
	}
	if nesting == 0 || json.Unmarshal(text, &n) != nil {
		return nil, errEvent
	}
	var objects []object
	switch {
	case n.Event == "s3:TestEvent":
		return nil, nil
	case n.Type == "Notification":
		return objectsOf([]byte(n.Message), nesting-1)
	case n.Source == "aws.s3":
		if n.DetailType == "Object Created" {
			// EventBridge, unlike S3, does not encode keys (observed).
			objects = append(objects, object{n.Detail.Bucket.Name, n.Detail.Object.Key, n.Detail.Object.Version})
		}
	case n.S3Bucket != "":
		for _, key := range n.S3ObjectKey {
			objects = append(objects, object{bucket: n.S3Bucket, key: key})
		}
	case len(n.Records) == 0:
		return nil, errEvent
	}
	for _, r := range n.Records {
		switch r.EventSource {
		case "aws:s3":
			if strings.HasPrefix(r.EventName, "ObjectCreated:") {
				objects = append(objects, object{r.S3.Bucket.Name, r.S3.Object.URLDecodedKey, r.S3.Object.VersionID})
			}
		case "aws:sns":
			more, err := objectsOf([]byte(r.SNS.Message), nesting-1)
			if err != nil {
				return nil, err
			}
			objects = append(objects, more...)
		default:
			return nil, errEvent
		}
	}
	for _, o := range objects {
		if o.bucket == "" || o.key == "" {
			return nil, errEvent
		}
	}
	return objects, nil
}

// notification converts the objects that a notification tells of. It tries all
// of them.
func (v *invocation) notification(ctx context.Context, text []byte) error {
	objects, err := objectsOf(text, maxNesting)
	if err != nil {
		return err
	}
	var errs []error
	for _, o := range objects {
		errs = append(errs, v.object(ctx, o))
	}
	return errors.Join(errs...)
}

// object converts an object.
func (v *invocation) object(ctx context.Context, o object) error {
	name := "s3://" + o.bucket + "/" + o.key
	if v.out.wrote(o.bucket, o.key) {
		v.log.WarnContext(ctx, "passed over an object of this function's own; let notifications have a prefix", "input", name)
		return nil
	}
	switch kind := awstls.SourceOfKey(o.key).Kind; kind {
	case "", awstls.KindLog, awstls.KindAlertLog, awstls.KindInsight:
	default:
		v.log.InfoContext(ctx, "passed over", "input", name, "kind", kind)
		return nil
	}
	in := &s3.GetObjectInput{Bucket: aws.String(o.bucket), Key: aws.String(o.key)}
	if o.version != "" && o.version != "null" {
		in.VersionId = aws.String(o.version)
	}
	got, err := v.out.store.GetObject(ctx, in)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer got.Body.Close()
	// The ETag is that of what is read: the object may be newer than the event.
	etag := strings.Trim(aws.ToString(got.ETag), `"`)
	return v.input(ctx, name, got.Body, func(tally) string { return "s3/" + o.bucket + "/" + o.key + "/" + etag })
}
