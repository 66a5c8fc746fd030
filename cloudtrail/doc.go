// Package cloudtrail reads the events of AWS CloudTrail: who called which API,
// from where, and with which protocol, cipher suite and key exchange.
//
// # Format
//
// An event is a JSON object; its members are documented as "CloudTrail record
// contents" in the user guide, and the fields of [Record] are these. A trail
// writes files of events to Amazon S3, each one a gzip'd line
//
//	{"Records":[{"eventVersion":"1.11",…},{…},…]}
//
// of up to 50 MB (documented; not whether compressed or not). A [Decoder] reads
// it event by event in bounded memory. It reads other forms as well, and tells
// them by their content: one event alone, an array of events, one event a line,
// events one behind the other, events over many lines, compressed or not.
//
// The events in a file are in no order, and the same event can come in several
// files (observed); EventID tells.
//
// # Reading
//
//	d := cloudtrail.NewDecoder(file)
//	for rec, err := range d.All() {
//		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
//			log.Print(perr) // one event is damaged; rec holds the rest of it
//		} else if err != nil {
//			return err // the log cannot be read further
//		}
//		if tls := rec.TLS(); tls.Version.Deprecated() {
//			fmt.Println(rec.UserIdentity.ARN, tls.Version)
//		}
//	}
//	if n := d.Skipped().DigestFiles; n > 0 {
//		log.Print("not log files, but digest files: ", n)
//	}
//
// What lies beside the log files in a bucket, or travels with them, is no
// event and no damage either: see [Skipped].
//
// # Envelopes
//
// The records may come in envelopes, compressed or not, in one another as deep
// as AWS nests them (documented in the CloudWatch Logs user guide and the
// Lambda developer guide, the EventBridge user guide and the CloudTrail API
// reference):
//
//   - the messages of CloudWatch Logs subscriptions, as a Lambda function is
//     given them ({"awslogs":{"data":…}}), as they come through Kinesis, and as
//     Firehose puts them into S3, one behind the other or extracted;
//   - the events of Kinesis and Firehose for Lambda functions;
//   - the lines of a log group that was exported to S3, with a time before each;
//   - the events of EventBridge, also in {"Records":[…]}, whose detail is an
//     event of CloudTrail;
//   - the answers of LookupEvents, {"Events":[…]}, of any size. What they say
//     beside the event in CloudTrailEvent is in the event, too, and not read.
//
// A message is read as a log of its own: it may be any of the above, and an
// envelope again. [Decoder.Origin] tells what the envelopes say of a record,
// such as its log group. A [tlslog.ParseError] for a record in an envelope has
// the place in the log around it. A message that is damaged as a whole, such
// as one whose base64 is broken, is reported under AWS's name for what holds
// it ("awslogs.data", "kinesis.data", "data", "logEvents.message", "detail",
// "CloudTrailEvent"), and costs that message; it counts as a record. Control
// messages of CloudWatch Logs hold no record and are passed over and counted.
// Notifications only say where log files are; see [Skipped].
//
// # TLS
//
// An event has TLSDetails if the service sends them to CloudTrail, and if it
// was called by a client and not by an AWS service. [Record.TLS] looks further,
// and says why there are none as far as an event tells.
//
// # Memory
//
// A [Decoder] reads into blocks of up to 256 KiB, or of the length of an event
// that is longer; they are never written again, and the strings of records are
// parts of them: they may be kept, and keep their block. [Record.Clone] gives a
// record memory of its own. A [Record] is a large value, of some 1.5 KB; where
// many are kept, the [tlslog.Event] of each is smaller.
//
// # Results of CloudTrail Lake
//
// A [LakeDecoder] reads the results of CloudTrail Lake's query for calls with
// outdated TLS versions.
package cloudtrail
