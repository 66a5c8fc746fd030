// Package envelope opens what AWS puts around records on their way: the
// messages of CloudWatch Logs subscriptions, the events of Kinesis and Firehose
// for Lambda functions, the events of EventBridge, the answers of LookupEvents,
// and the lines of exported log groups.
//
// Used by awstls, alb, cloudfront, cloudtrail, internal/vended and
// networkfirewall: every decoder of a log reads through it.
//
// # Model
//
// A log is bytes that a stream.Reader cuts into lines or a jsonlog.Reader into
// JSON values. A JSON object in it may be an envelope; then each message in it
// is a log again, which may have envelopes in it, and so on, up to a limit. An
// envelope is known by its members, in whatever order they are.
//
// A [Reader] holds the logs that are open, the innermost being the one that is
// read. Its user, the decoder of a source, reads values as if there were no
// envelopes. It hands a value that is none of its records to [Reader.Open],
// and goes on with the first message if that was an envelope. So a log without
// envelopes costs nothing more, and it does not matter where in a log an
// envelope comes.
//
// Several decoders can read one log through one Reader, each the lines and
// values that are of its source; see [Reader.Share].
//
// # Shapes
//
// What is opened is documented in the CloudWatch Logs user guide ("Log group
// level subscription filters"), the Lambda developer guide (events of
// CloudWatch Logs, Kinesis and Firehose), the EventBridge and CloudTrail user
// guides, and the CloudTrail API reference ("LookupEvents"):
//
//	{"awslogs":{"data":"<base64 of gzip>"}}
//	{"messageType":"DATA_MESSAGE","owner":…,"logGroup":…,"logStream":…,"logEvents":[{"id":…,"timestamp":…,"message":"…"},…]}
//	{"Records":[{"kinesis":{"data":"<base64>",…},"eventID":…,"awsRegion":…,…},…]}
//	{"records":[{"recordId":…,"approximateArrivalTimestamp":…,"data":"<base64>"},…]}
//	{"detail-type":…,"id":…,"account":…,"time":…,"region":…,"detail":{…}}
//	{"Events":[{"EventId":…,"CloudTrailEvent":"…",…},…]}
//	2026-09-23T07:11:27.691Z <message>
//
// Data that is base64 may be gzip in it, in layers, or not. A CONTROL_MESSAGE
// of CloudWatch Logs holds no record and is passed over. Notifications of SNS
// and of Amazon S3 say where records are and hold none; they are no envelopes.
package envelope
