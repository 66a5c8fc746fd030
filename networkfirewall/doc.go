// Package networkfirewall reads the TLS logs of AWS Network Firewall, and what
// its alert logs say of TLS.
//
// # TLS logs
//
// A firewall whose policy has a TLS inspection configuration writes a TLS log.
// It tells of outbound connections that went wrong: the client named no server
// or the server's certificate does not hold that name ([TLSError]), or the
// server's certificate is revoked or of unknown status ([RevocationCheck]).
// Connections that went well are not in it, nor are protocols and cipher
// suites (documented in the Network Firewall developer guide, "Logging for TLS
// inspection in AWS Network Firewall").
//
// Each entry is one JSON object:
//
//	{
//	  "firewall_name": "egress",
//	  "availability_zone": "us-east-1d",
//	  "event_timestamp": 1719943304,
//	  "event": {
//	    "timestamp": "2024-07-02T18:01:44.412778Z",
//	    "src_ip": "10.0.2.53",
//	    "src_port": "59844",
//	    "dest_ip": "203.0.113.27",
//	    "dest_port": "443",
//	    "sni": "-",
//	    "tls_error": { "error_message": "Server name is not found in client hello." }
//	  }
//	}
//
// A revocation check has in the place of tls_error
//
//	"revocation_check": { "leaf_cert_fpr": "…", "status": "REVOKED", "action": "DROP" }
//
// A [Decoder] reads the entries as [Record] values:
//
//	d := networkfirewall.NewDecoder(file)
//	for rec, err := range d.All() {
//		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
//			log.Print(perr) // one record is damaged; rec holds the rest of it
//		} else if err != nil {
//			return err // the log cannot be read further
//		}
//		if e, ok := rec.TLSError.Get(); ok {
//			use(rec, e.Kind())
//		}
//	}
//
// The objects stand on lines of their own, one behind the other, in arrays, or
// over several lines each; the log may be compressed with gzip. S3 has them on
// lines in gzip (documented).
//
// # What the documentation leaves open
//
// The published records contradict the text around them in places, and the
// records of one service contradict each other. The package reads all forms:
//
//   - event_timestamp is a number in every published TLS record and a string
//     in every published alert record; ports are strings in the former and
//     numbers in the latter (observed).
//   - event.timestamp ends in Z in TLS records and in +0000 in alert records
//     (observed).
//   - The text says that event has the form of Suricata's EVE JSON and that
//     TLS events have the type "tls". The published TLS records have no
//     event_type at all, and none of the members that EVE records share. What
//     the text calls an example TLS log entry with URL and domain categories
//     is an alert record.
//   - TLS errors "currently" are missing and mismatched server names
//     (documented). Other messages are kept as written; see [ErrorKind].
//   - The statuses REVOKED and UNKNOWN are documented; of the actions PASS,
//     DROP and REJECT, which the API has, only DROP was observed. Others are
//     kept as written.
//   - That an address may be of IPv6 is inferred; all published ones are of
//     IPv4.
//   - AWS's definition of an Athena table has tls_error and revocation_check
//     within alert records, too. A record with one of them is a TLS record
//     here, wherever it stands; what else the alert says is in its Extra.
//
// # What else is in the log
//
// TLS, alert and flow logs may be delivered to the same place, and those of
// Network Firewall Proxy beside them. A decoder tells the records apart by
// their members:
//
//   - event.tls_error or event.revocation_check: a TLS record;
//   - else event.event_type: a record of Suricata, an alert or a flow
//     ("netflow") or something else;
//   - else proxy_name: a record of Network Firewall Proxy.
//
// A [Decoder] passes over all but the TLS records, and [Decoder.Skipped]
// counts them. An [AlertDecoder] reads those alert records that tell something
// of TLS, as [AlertRecord] values: server name, protocol version, certificate,
// fingerprints of the hellos, and the verdict. An [EventDecoder] reads both in one
// pass, as events.
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
// hold no record and are passed over and counted. Notifications of Amazon S3
// and SNS only say where records are, and are reported with
// [tlslog.ErrForeign].
//
// # Duplicate members
//
// Alert records of Suricata before 7 have members twice in one object, such as
// tls.subject (observed). The last one wins, as in [encoding/json], and two
// objects of the same name are read as one. Extra keeps unknown members as
// often as they are there.
//
// # Memory
//
// A decoder reads into blocks of up to 256 KiB that are never written again,
// and the strings of records are parts of them: they may be kept, and keep
// their block. [Record.Clone] gives a record memory of its own.
package networkfirewall
