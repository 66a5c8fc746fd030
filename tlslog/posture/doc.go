// Package posture adds up the events of logs to a TLS posture: which
// protocols, cipher suites and key exchanges are in use and where, who still
// connects with a deprecated protocol, what fails and why, which certificates
// end soon, what left the network for the wrong server, and what could not be
// read.
//
// A [Summary] takes events one by one and other summaries whole:
//
//	var s posture.Summary
//	for ev, err := range tlslog.Events(records) {
//		s.AddError(name, err) // nil is no error
//		s.Add(ev)             // of a damaged record what could be read
//	}
//	report := s.Report()
//
// Many workers can each fill a Summary of their own, send it as bytes
// ([Summary.MarshalBinary]), and have them brought together by
// [Summary.Merge].
//
// # What counts
//
// The shares of protocols and key exchanges are shares of the events whose
// evidence is [tlslog.EvidenceLogged]; the shares of cipher suites include
// [tlslog.EvidenceInferred]. Only events of these two kinds count with their
// protocol, cipher suite and key exchange. All others, such as plain text and
// failed handshakes, are counted by their evidence. A version or a cipher
// suite about which a log says nothing, or nothing known, has a row of its
// own.
//
// A deprecated protocol is one for which [tlslog.Version.Deprecated] is true,
// a weak cipher suite one for which [tlslog.CipherSuite.Weak] is.
//
// An event that is added twice counts twice. CloudTrail can deliver an event
// several times; a program that must not count it again has to remember the
// event IDs.
//
// # Merging
//
// However the events are ordered and however they are split among summaries,
// [Summary.Merge] gives the same result, byte for byte of
// [Summary.MarshalBinary], as long as no table passes its limit,
// [Summary.MaxTableBytes]. None does on the way if none does for all events
// together. Of tables that pass it, other splits can keep other rows, each
// within the bounds below.
//
// Whatever the limit, these are always the same and exact: [Summary.Total],
// [Summary.Latencies], [Summary.Timeline], which grows coarser in place of
// wrong, and of [Summary.Sources] all but, in logs with thousands of cipher
// suites and key exchanges that do not exist, the lists of these two.
//
// # Limits
//
// The memory of a Summary does not grow with the number of events but with
// the number of different things in them. When a table would pass its limit,
// it drops rows, the rarest first, until it has half the size. This is the
// algorithm of Misra and Gries ("Finding repeated elements", 1982) in the
// mergeable form of Agarwal et al. ("Mergeable summaries", 2012). From then on
//
//   - a row counts at most [Tally.Missed] events too few, and never too many;
//   - a row that is missing stands for at most [Table.Missed] events;
//   - [Table.Events] and [Table.Other] stay exact: how many events the table
//     was given, and how many of them no row counts;
//   - First and Last of a row span the events that it counts.
//
// [Table.Missed] is never more than Events divided by the number of rows that
// fit into half the limit, so that what is frequent is never lost.
// [Summary.Endpoints], which adds up several rows for each of its own, is the
// exception and says so. As long as Other is 0, every row is there and exact.
//
// The memory of a row is estimated from above: about 230 bytes for a client,
// 640 for a call or a certificate and no more than 10 KiB for any. With the
// default limit of 64 MiB a table is thus exact up to 100,000 different calls
// or certificates with texts of common length. If there are more, in ten
// million events, no figure is off by more than 200.
//
// A text of more than 1,024 bytes is cut to that length; it then ends in "…"
// and 16 hexadecimal digits of the SHA-256 of the whole, so that different
// texts stay different. Times outside the years 1 to 9999 count as absent.
//
// Nine tables have the limit, and the table of latencies has at most 7,296
// rows of 53 bytes for each source. Together that is 9 × 64 MiB + 4 × 380 KiB,
// or 578 MiB, which only logs made for the purpose come near to; a Summary of
// a million events with 10,000 different clients, calls and certificates takes
// less than 20 MiB. While a table drops rows it takes half as much again, and
// Merge puts all rows of the other summary into the first before it drops any.
package posture
