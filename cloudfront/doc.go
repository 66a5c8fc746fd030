// Package cloudfront reads the connection logs of CloudFront distributions
// with mutual TLS between viewers and CloudFront.
//
// # Format
//
// A connection log has one entry for each attempt of a viewer to connect to an
// edge server, with up to seventeen fields (documented in the developer guide
// for CloudFront, "Observability using connection logs"):
//
//	eventTimestamp connectionId connectionStatus clientIp clientPort serverIp
//	distributionId distributionTenantId tlsProtocol tlsCipher
//	tlsHandshakeDuration tlsSni clientLeafCertSerialNumber
//	clientLeafCertSubject clientLeafCertIssuer clientLeafCertValidity
//	connectionLogCustomData
//
// The schema of the delivery has one more, timestamp, which is not documented.
// Which of them a log has, and in which order, is chosen with its delivery. No
// real entry has been published; what AWS documents is not free of
// contradictions:
//
//   - eventTimestamp is an ISO 8601 timestamp by its description, and
//     milliseconds since 1970 by its example. Both are read; the latter are
//     written.
//   - connectionStatus is Success or Failed by its example, and has codes that
//     start with "Failed:" by the list of codes. All three are read.
//   - Three of the eighteen codes have no description.
//
// CloudFront delivers logs through CloudWatch Logs, in the formats that it is
// asked for. They are documented for its access logs, which come the same way,
// and there not all of them:
//
//   - json has an object for each entry, whose values are all strings, "-" for
//     an absent one (documented). Numbers, null, empty strings and missing
//     members are read, too; objects may follow one another in any way, and
//     may stand in arrays.
//   - w3c has rows of values with tabs between them, below a line "#Fields:"
//     with their names (documented). Lines that start with a number sign may
//     stand anywhere, and the names may change.
//   - plain, and raw, which only Firehose takes, have rows of values with the
//     delimiter of the delivery between them, and nothing that tells the
//     fields (inferred; AWS describes neither). An entry is taken to be a
//     line: a raw log that Firehose delivers without line feeds is one row
//     that is too long, and gives one [tlslog.ErrFieldCount].
//
// Parquet, the fifth format, is read by
// [github.com/awstls/awstls/tlslog/parquetlog].
//
// Access logs are percent-encoded, and in part twice. Whether connection logs
// are is not documented. Records hold what is in the log; [PercentDecode]
// decodes it. Names of fields are AWS's in any case of letters: Parquet
// normalises them, and others copy that. Where an object or a header has
// several spellings of a name, the exact one counts, and the others are kept in
// [Record.Extra].
//
// # How a format is recognised
//
// A log that starts with a bracket or a brace is JSON. Any other consists of
// lines, each of which is, in this order:
//
//   - a header, if it starts with "#Fields:" in any case;
//   - a row, if a header or the options of the [Decoder] tell the columns, and
//     it has as many values. Behind a header a row without a tab may have its
//     values between spaces, as AWS's documentation renders them. A JSON
//     object with a field that only connection logs have is no row of columns
//     that the options tell;
//   - a directive, if it starts with a number sign;
//   - one JSON object, if it starts with a brace;
//   - damage, if a header or the options tell the columns;
//   - a row of all documented fields in the order above, if it has tabs and a
//     time before the first of them.
//
// A value that has the delimiter in it makes a row too long. Such a row, and
// one that is too short, is reported with [tlslog.ErrFieldCount] and gives no
// values at all, since nothing tells which is which. A header holds for all
// lines below it, also if the options tell something else.
//
// Where only AWS's order tells the columns, a row with more values than there
// are documented fields has columns that AWS has added since, unless values do
// not fit in such a way that one of them may have the delimiter in it. What is
// behind the last field is kept in [Record.Extra] as it is written, delimiters
// included. The last field is the custom data, which the user's own code
// writes: a tab in it begins such a column, too.
//
// A header or an object that has no field of connection logs is reported: with
// [ErrAccessLog] if it is of an access log, else with [tlslog.ErrForeign]. The
// rows below such a header are counted and passed over.
//
// The objects that CloudFront puts into S3 are compressed with gzip. A Decoder
// takes them as they are, or uncompressed.
//
// # Envelopes
//
// The records may come in envelopes, compressed or not, in one another as deep
// as AWS nests them (documented in the CloudWatch Logs user guide and the
// Lambda developer guide):
//
//   - the messages of CloudWatch Logs subscriptions, as a Lambda function is
//     given them ({"awslogs":{"data":…}}), as they come through Kinesis, and as
//     Firehose puts them into S3, one behind the other or extracted;
//   - the events of Kinesis and Firehose for Lambda functions;
//   - the lines of a log group that was exported to S3, with a time before each.
//
// A message is read as a log of its own: it may be any of the above, and an
// envelope again. [Decoder.Origin] tells what the envelopes say of a record,
// such as its log group. A [tlslog.ParseError] for a record in an envelope has
// the place in the log around it. A message that is damaged as a whole, such
// as one whose base64 is broken, is reported under AWS's name for what holds
// it ("awslogs.data", "kinesis.data", "data", "logEvents.message"), and costs
// that message; it counts as a record. Control messages of CloudWatch Logs
// hold no record and are passed over. Notifications of Amazon S3 and SNS only
// say where records are, and are reported with [tlslog.ErrForeign].
//
// # Reading
//
//	d := cloudfront.NewDecoder(file)
//	for rec, err := range d.All() {
//		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
//			log.Print(perr) // one entry is damaged; rec holds the rest of it
//		} else if err != nil {
//			return err // the log cannot be read further
//		}
//		fmt.Println(rec.ClientIP, rec.TLSProtocol, rec.ConnectionStatus)
//	}
//
// # Memory
//
// A [Decoder] reads into blocks of up to 256 KiB that are never written again,
// and the strings of records are parts of them: they may be kept, and keep
// their block. [Record.Clone] gives a record memory of its own.
package cloudfront
