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
// events.
//
// Importing one of these packages brings no other module into a program than
// github.com/klauspost/compress, for gzip. The programs in examples and the
// benchmarks in bench are modules of their own.
package awstls

//go:generate go run ./internal/gen/readme
