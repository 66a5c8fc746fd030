// Package awstls reads the TLS evidence that AWS writes: who connected, with
// which protocol, cipher suite, key exchange and client certificate, and why a
// handshake was turned down.
//
// Each kind of log has a package of its own:
//
//   - [github.com/awstls/awstls/alb] reads the connection logs of Application
//     Load Balancers.
//   - [github.com/awstls/awstls/cloudfront] reads the connection logs of
//     CloudFront distributions with viewer mutual TLS.
//   - [github.com/awstls/awstls/networkfirewall] reads the TLS logs of Network
//     Firewall, and what alert logs say of TLS.
//   - [github.com/awstls/awstls/cloudtrail] reads CloudTrail events with their
//     tlsDetails.
//
// What they share is in [github.com/awstls/awstls/tlslog]: the decoder
// interface, the one error after which a decoder can go on, and the Event that
// every record can become. [github.com/awstls/awstls/tlslog/posture] counts
// events; parquetlog beside it reads and writes Parquet, and ocsf, ecs and otel
// write events in the schemas of security tools. Package readahead puts a second
// core to work on a log, and tlslogtest checks decoders.
//
// This package is the front door for those who do not know, or do not care,
// which of the four a log is: a [Decoder] recognises each record and gives its
// event, and [SourceOfKey] tells what the key of an Amazon S3 object promises.
//
//	for e, err := range awstls.Events(file) {
//		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
//			log.Print(perr) // one record is damaged; e holds the rest of it
//		} else if err != nil {
//			return err // the log cannot be read further
//		}
//		fmt.Println(e.Source, e.Time, e.Version, e.Result)
//	}
//
// # Recognition
//
// A Decoder undoes gzip and opens envelopes as the decoders of the sources do,
// and has each record read by the decoder that it belongs to. Sources and
// formats may change from one record to the next. The rules are:
//
//   - A JSON object belongs to the source that alone has members of one of its
//     names: the first such member tells, whatever is before it. Those of
//     CloudTrail and Network Firewall count in AWS's case, those of vended logs
//     in any. The elements of arrays, and of the array of {"Records":[…]},
//     are objects of their own, each recognised by itself.
//   - A line "#Fields:" belongs to the source of the first name in it that tells.
//     The rows below, as long as they have as many values with tabs between
//     them, belong to it, whatever they look like.
//   - A line of a load balancer starts with a time, an address, two ports and a
//     protocol, with spaces between them. The lines of its access logs and
//     health check logs start with a type and a time; they are reported as
//     what they are.
//   - A row without a header, with tabs between the values, belongs to a load
//     balancer if its third and fourth value are ports, and to CloudFront if
//     its third is a status, as they are in AWS's order of the fields.
//   - Any other line belongs to the source of the line before it: that is how
//     a damaged line comes to be reported as damage to its log.
//
// Plain logs in which the fields or the delimiter were chosen cannot be
// recognised, and results of CloudTrail Lake hold no events; read them with the
// packages of the sources.
//
// What is of no source is reported once for each kind, and counted; see
// [Decoder.Skipped].
//
// Importing one of these packages brings no other module into a program than
// github.com/klauspost/compress, for gzip. Only
// [github.com/awstls/awstls/tlslog/parquetlog], which writes and reads Parquet,
// needs github.com/parquet-go/parquet-go. The programs in examples and the
// benchmarks in bench are modules of their own.
package awstls

//go:generate go run ./internal/gen/api
//go:generate go run ./internal/gen/readme
//go:generate go test -run=^TestReadmeSupport$ -update .
