// Lambda is an AWS Lambda function that reads the logs of load balancers,
// CloudFront, Network Firewall and CloudTrail as they arrive, however they
// arrive, and writes their events as JSON, one object a line.
//
// # What it takes
//
//	an event of                                       the logs are         it answers with
//	Amazon S3, or Amazon SNS with one of S3           in the objects       an error, so that Lambda tries again
//	EventBridge: Object Created                       in the objects       an error
//	Amazon SQS with any of these                      in the objects       the messages that failed
//	CloudWatch Logs (subscription filter)             in the event         an error
//	EventBridge: AWS API Call via CloudTrail          in the event         an error
//	Kinesis Data Streams                              in the event         the first record that failed
//	Amazon Data Firehose (transformation)             in the event         each record: Ok, Dropped or ProcessingFailed
//
// The notifications that CloudTrail itself sends to SNS are taken as those of
// S3. Objects that hold none of these logs, as their keys tell, such as digest
// files and access logs, are not fetched. Test events and notifications of
// anything but a new object are passed over. An event that is none of the above
// is an error.
//
// Damaged records are written as far as they could be read, counted and logged,
// and fail nothing, since they would not be better the next time; so are those
// that are not recognised. What fails is an object that cannot be fetched, a
// log that ends too early, an object or event in which all is damaged, and what
// cannot be written. The function's own log is JSON on standard error; it has
// the names of objects and the places of damage, and nothing of the logs.
//
// # Configuration
//
// Two environment variables configure it:
//
//	OUTPUT   stdout (default), or s3://bucket or s3://bucket/prefix
//	FORMAT   event (default), ocsf, ecs, otel or aws: the forms of the program convert
//
// In a bucket each input becomes one object, compressed with gzip:
//
//	prefix/s3/<bucket>/<key>/<ETag>.ndjson.gz
//	prefix/kinesis/<region>/<account>/stream/<name>/<shard>/<first sequence number>.ndjson.gz
//	prefix/cloudwatch_logs/<account>/<log group>/<log stream>/<SHA-256 of the event>.ndjson.gz
//	prefix/eventbridge/<account>/<region>/<SHA-256 of the event>.ndjson.gz
//
// The key depends on the input alone, so that the same input, delivered again,
// overwrites the object. An input becomes an object as a whole or not at all;
// standard output, too, gets nothing of an input that failed. An input without
// events becomes no object. Objects of its own, should they be in the bucket
// that it watches, the function does not read.
//
// # Limits
//
// The lines of one input wait in a file in /tmp, which needs room for the
// largest: the object that is written, or for stdout all of its lines. Memory
// does not grow with an object; 256 MB are enough. Two seconds before Lambda
// would end the function it gives up what it is at, so that the answer still
// tells what was done.
//
// The records that Firehose is answered with are what their lines are, and
// OUTPUT is not used. Lambda's answer can have 6 MB (documented in "Transform
// source data in Amazon Data Firehose"). A record that does not fit is
// ProcessingFailed, and Firehose keeps it below processing-failed/ in its
// bucket; so is one that was not recognised or of which nothing could be read.
// Since batches of a subscription to CloudWatch Logs are compressed, ask for
// small buffers: BufferSizeInMBs of 0.2.
//
// A record in a Kinesis stream may become 32 MiB of lines. Records that the
// Kinesis Producer Library has aggregated are not taken apart.
//
// # Deployment
//
// Run in this folder, this makes the function:
//
//	CGO_ENABLED=0 GOOS=linux GOARCH=arm64 go build -tags lambda.norpc -o bootstrap . && zip lambda.zip bootstrap
//	aws lambda create-function --function-name awstls --runtime provided.al2023 --architectures arm64 \
//	    --handler bootstrap --zip-file fileb://lambda.zip --role arn:aws:iam::111122223333:role/awstls \
//	    --timeout 300 --memory-size 256 --environment 'Variables={OUTPUT=s3://my-events/tls,FORMAT=ocsf}'
//
// Its role needs the policy AWSLambdaBasicExecutionRole, s3:GetObject (and
// s3:GetObjectVersion) on the logs, s3:PutObject on the output, and for a
// source that Lambda polls AWSLambdaSQSQueueExecutionRole or
// AWSLambdaKinesisExecutionRole.
//
// SQS and Kinesis must be told that the answer lists what failed. Without
// ReportBatchItemFailures, Lambda takes each batch for done, and what failed
// is lost:
//
//	aws lambda create-event-source-mapping --function-name awstls --event-source-arn arn:aws:sqs:eu-central-1:111122223333:logs \
//	    --function-response-types ReportBatchItemFailures
//	aws lambda create-event-source-mapping --function-name awstls --event-source-arn arn:aws:kinesis:eu-central-1:111122223333:stream/logs \
//	    --function-response-types ReportBatchItemFailures --starting-position TRIM_HORIZON --maximum-retry-attempts 10 \
//	    --destination-config '{"OnFailure":{"Destination":"arn:aws:sqs:eu-central-1:111122223333:failed"}}'
//
// Give the queue a dead-letter queue, and a visibility timeout of six times
// the function's timeout. The others invoke the function themselves, once they
// may:
//
//	aws lambda add-permission --function-name awstls --statement-id logs --action lambda:InvokeFunction \
//	    --principal logs.amazonaws.com --source-account 111122223333
//	aws logs put-subscription-filter --log-group-name /aws/tls --filter-name awstls --filter-pattern '' \
//	    --destination-arn arn:aws:lambda:eu-central-1:111122223333:function:awstls
//
// Do not subscribe the function to its own log group.
package main

import (
	"context"
	"log/slog"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
)

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	h, err := newHandler(context.Background(), os.Getenv, os.Stdout, log)
	if err != nil {
		log.Error("wrong configuration", "error", err)
		os.Exit(1)
	}
	lambda.Start(h.handle)
}
