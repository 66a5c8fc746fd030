// Package alb reads the connection logs of Application Load Balancers.
//
// # Format
//
// A connection log has one line for each attempt of a client to connect to a
// node of the load balancer, with 15 columns that are separated by one space:
//
//	timestamp client_ip client_port listener_port tls_protocol tls_cipher
//	tls_handshake_latency leaf_client_cert_subject leaf_client_cert_validity
//	leaf_client_cert_serial_number tls_verify_status conn_trace_id
//	tls_keyexchange elb ip_address
//
// A value that is absent is "-". The subject is always in quotation marks, an
// absent one, too. (Documented in the user guide for Application Load
// Balancers, "Connection logs".)
//
// AWS adds columns at the end. Logs have had 11 columns since November 2023,
// 12 with conn_trace_id since May 2024, 13 with tls_keyexchange since November
// 2025 and 15 since 2026 (observed; the guide's table has 15, and the examples
// below it have 12); all of them are read. Columns beyond the fifteenth are kept
// in [Record.Extra]. AWS writes "-" in a new column for some time before it
// documents it (documented), in access logs in quotation marks (observed).
//
// How a quotation mark within a subject is written is not documented. Inside
// the marks a backslash makes the next byte literal, and the mark that closes
// is one that a space or the end of the line follows; that reads \", \x22 and
// a bare mark alike, unless a space follows the bare one. The subject is kept
// as it is written.
//
// Load balancers put one file into S3 for each node and five minutes,
// compressed with gzip. A [Decoder] takes such an object as it is, or
// uncompressed. The same bucket and prefix can hold access logs and health
// check logs; their lines are reported as [ErrAccessLog] and
// [ErrHealthCheckLog]. The line "Enable ConnectionLog for ELB: …" of the
// object that a load balancer writes to test its access to the bucket is
// passed over.
//
// # Vended logs
//
// Since July 2026 load balancers also deliver the logs through CloudWatch
// Logs, in the format that is chosen for the delivery. The fields are the same
// fifteen, of which the first is called time there (schema of the delivery).
// What the formats look like is documented only for the access logs of
// CloudFront, which come the same way, and there not all of them; no entry of a
// load balancer has been published:
//
//   - json: an object for each entry, with all values as strings and "-" for
//     an absent one. Numbers, null, empty strings and missing members are
//     read, too; objects may follow one another in any way, and may stand in
//     arrays. The subject is without quotation marks (inferred).
//   - w3c: rows of values with tabs between them, below a line "#Fields:" with
//     their names. Lines that start with a number sign may stand anywhere, and
//     the names may change.
//   - plain, and raw, which only Firehose takes: rows of values with the
//     delimiter of the delivery between them, and nothing that tells the
//     fields (inferred). Where the delimiter is a space, values may be in
//     quotation marks as in the classic line. An entry is taken to be a line:
//     a raw log that Firehose delivers without line feeds is one row that is
//     too long, and gives one [tlslog.ErrFieldCount].
//
// Whatever the delimiter, a subject in quotation marks is read without them.
//
// Names of fields are AWS's in any case of letters, and time may be called
// timestamp. Where an object or a header has several spellings of a name, the
// exact one counts, and the others are kept in [Record.Extra].
//
// The same [Decoder] reads them all. A log that starts with a bracket or a
// brace is JSON. Any other consists of lines, each of which is, in this order:
//
//   - a header, if it starts with "#Fields:" in any case;
//   - a row, if a header or the options of the Decoder tell the columns, and it
//     has as many values. Behind a header a row without a tab may have its
//     values between spaces. A JSON object with a field that only connection
//     logs have is no row of columns that the options tell;
//   - a directive, if it starts with a number sign;
//   - one JSON object, if it starts with a brace;
//   - damage, if the options tell the columns;
//   - a row of all fields in AWS's order, if it has tabs and a time before the
//     first;
//   - a classic line.
//
// A value that has the delimiter in it makes a row too long. Such a row, and
// one that is too short, is reported with [tlslog.ErrFieldCount] and gives no
// values at all, since nothing tells which is which. Where only AWS's order
// tells the columns, a row with more values than there are fields has columns
// that AWS has added since, unless values do not fit in such a way that one of
// them may have the delimiter in it. What is behind the last field is kept in
// [Record.Extra] as it is written, delimiters included.
//
// A header or an object without a field that only connection logs have is
// reported, as [ErrAccessLog], [ErrHealthCheckLog] or [tlslog.ErrForeign], if
// one of its other fields tells the log or none is known. The rows below such
// a header are counted and passed over.
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
//	d := alb.NewDecoder(file)
//	for rec, err := range d.All() {
//		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
//			log.Print(perr) // one line is damaged; rec holds the rest of it
//		} else if err != nil {
//			return err // the log cannot be read further
//		}
//		fmt.Println(rec.ClientIP, rec.TLSProtocol, rec.TLSVerifyStatus)
//	}
//
// A damaged value costs its field and no more. A line whose columns cannot be
// told for sure gives none of its fields: one with too few columns, with two
// spaces in a row, or with an open quotation mark. A published log in which
// the client addresses are masked (192.0.2.xxx) gives each record without
// ClientIP, and a [tlslog.ParseError] that names client_ip.
//
// # Memory
//
// A [Decoder] reads into blocks of up to 256 KiB that are never written again,
// and the strings of records are parts of them: they may be kept, and keep
// their block. [Record.Clone] gives a record memory of its own.
package alb
