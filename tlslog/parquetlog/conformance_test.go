package parquetlog

import (
	"bufio"
	"bytes"
	"io"
	"testing"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/tlslogtest"
)

// TestConformance checks what all decoders promise. A record that is too long
// for a decoder is the damage that a sound file can have.
func TestConformance(t *testing.T) {
	lines := map[string]alb.Record{}
	var samples []tlslogtest.Sample[alb.Record]
	for _, text := range []string{
		`2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_1 x25519 app/web/0123456789abcdef 198.51.100.7`,
		`2026-09-23T07:11:28Z 2001:db8::1 64327 443 - - - "-" - - -`,
		`2026-09-23T07:11:29.1Z 192.0.2.11 64328 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 - "CN=client,O=Example Corp" NotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z 0A1B Failed:ClientCertUntrusted TID_2`,
		`2026-09-23T07:11:30Z 192.0.2.12 64329 443 TLSv1.2 too-long-for-the-limit-of-this-test-by-far-and-more-than-all-of-the-texts-of-the-others-have-together-because-it-goes-on-and-on-and-on-and-on-and-on - "-" - - Success`,
	} {
		rec, err := alb.ParseRecord(text)
		if err != nil {
			t.Fatal(err)
		}
		lines[text] = rec.Canonical()
		samples = append(samples, tlslogtest.Sample[alb.Record]{Text: text, Record: rec.Canonical()})
	}
	last := &samples[len(samples)-1]
	last.Record, last.Err = alb.Record{}, tlslog.ErrTooLong
	tlslogtest.TestDecoder(t, func(r io.Reader) *whole { return &whole{src: r} }, tlslogtest.Samples[alb.Record]{
		Wrap: func(texts []string) string {
			records := make([]alb.Record, len(texts))
			for i, text := range texts {
				records[i] = lines[text]
			}
			return string(write(t, nil, records...))
		},
		Records: samples,
		Allocs:  0.1,
	})
}

// whole is a decoder of a file that has to be read as a whole first.
type whole struct {
	src io.Reader
	d   *Decoder[alb.Record]
	err error
}

func (w *whole) Decode(rec *alb.Record) error {
	if w.d == nil && w.err == nil {
		var file []byte
		for src := bufio.NewReader(w.src); w.err == nil; {
			var b byte
			if b, w.err = src.ReadByte(); w.err == nil {
				file = append(file, b)
			}
		}
		if w.err == io.EOF && len(file) > 0 {
			w.err = nil // else there is no file
		}
		w.d = NewDecoder[alb.Record](bytes.NewReader(file), int64(len(file)))
		w.d.MaxRecordBytes = 150
	}
	if w.err != nil {
		*rec = alb.Record{}
		return w.err
	}
	return w.d.Decode(rec)
}
