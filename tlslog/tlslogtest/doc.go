// Package tlslogtest checks that a decoder keeps what [tlslog.Decoder]
// promises, in the manner of testing/slogtest and testing/fstest. The decoders
// of this module are tested with it; so can be any other one.
//
//	func TestDecoder(t *testing.T) {
//		tlslogtest.TestDecoder(t, alb.NewDecoder, tlslogtest.Samples[alb.Record]{
//			Separator: "\n",
//			Footer:    "\n",
//			Records: []tlslogtest.Sample[alb.Record]{
//				{Text: line, Record: record},
//				{Text: "… §192.0.2.xxx …", Record: rest, Field: "client_ip", Err: tlslog.ErrAddress},
//			},
//		})
//	}
//
// The samples are all that the suite knows of a format: some records, what is
// to be read of them, and how a log is made of records. From them it makes its
// logs: with damage between sound records, in pieces of all sizes, cut off at
// every byte, with readers that fail, and with a million records.
package tlslogtest
