// Package jsonscan reads JSON (RFC 8259) from immutable strings without
// allocating. It is the base of all decoders of this module that read JSON.
//
// Used by awstls, cloudtrail, internal/envelope, internal/jsonlog,
// internal/jsontext, internal/vended, networkfirewall and tlslog/parquetlog.
//
// A [Scanner] walks over one value at a time, and its caller takes what it
// wants and leaves the rest:
//
//	var sc jsonscan.Scanner
//	sc.Reset(window, 0)
//	if sc.EnterObject() {
//		for sc.NextMember() {
//			switch sc.Key() {
//			case "sni":
//				sni, _ = sc.Text()
//			case "event":
//				readEvent(&sc) // EnterObject and NextMember again
//			}
//		}
//	}
//	if err := sc.Err(); err != nil {
//		return err // at window[sc.Pos()]
//	}
//
// A value that is not taken is skipped. Skipped or taken, it is checked: the
// walk ends without an error only if every byte of it was valid JSON.
//
// # What is valid
//
// The Scanner accepts exactly what [encoding/json.Valid] accepts, but for the
// nesting, which it limits to [MaxDepth]. As there, invalid UTF-8 is accepted
// in strings. It is kept as written, where encoding/json replaces it with
// U+FFFD on decoding. Members with the same name are all delivered in their
// order; a caller that assigns lets the last one win, as encoding/json does.
//
// # Windows
//
// A window is the part of a document that has been read so far. It can end
// anywhere. The Scanner tells a window that is definitely wrong ([ErrSyntax])
// from one that ends too early ([ErrShort]), so that a caller can get more and
// try again. To try again from the start whenever something has come takes
// quadratic time if it comes in small pieces; a [Framer] finds the end of the
// value first and looks at every byte once.
package jsonscan
