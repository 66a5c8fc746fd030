package alb

import (
	"errors"
	"io"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/internal/vended"
	"github.com/awstls/awstls/tlslog"
)

// inOrdinary is how many of the newer columns ordinary reads. A column that is
// not there yet is read by way of the table.
const inOrdinary = 4

// ordinaryLogs are logs of one record that the Cursor reads, in every format.
var ordinaryLogs = ordinaryOf(len(newer))

// ordinaryOf returns them with the first n of the newer columns.
func ordinaryOf(n int) map[string]string {
	line := head + tls13 + withCert + "Success" + lineOf(n)
	object, row, header := vendedOf(n)
	return map[string]string{
		"line":              line + "\n",
		"line without TLS":  "2026-09-23T07:11:27.000000Z 192.0.2.10 64326 80 - - - \"-\" - - - TID_0 - app/web/0 198.51.100.7" + absentOf(n-4) + "\n",
		"line with IPv6":    strings.Replace(line, "192.0.2.10", "2001:db8::1", 1) + "\r\n",
		"line with escapes": strings.Replace(line, "Example Corp", `Example\, Inc.`, 1) + "\n",
		"line of 2024":      strings.Join(strings.SplitAfter(line, " ")[:11], "") + "TID_0123456789abcdef\n",
		"line of tomorrow":  line + " new \"b c\"\n",
		"last line":         line,
		"row":               header + row + "\n",
		"object":            object + "\n",
		"array":             "[" + object + "]",
	}
}

// A step is what one call of Decode gives.
type step struct {
	rec  Record
	raw  string
	end  int64
	err  string
	done bool
}

// steps returns what a Decoder gives for a log with the given table.
func steps(t *vended.Table[Record], in, fields, delimiter string) (all []step) {
	var d vended.Decoder[Record]
	d.Reset(strings.NewReader(in))
	opt := vended.Options{MaxRecordBytes: DefaultMaxRecordBytes, Fields: strings.Fields(fields), Delimiter: delimiter}
	rec := fullRecord
	for {
		err := d.Decode(t, &opt, &rec)
		s := step{rec: rec, raw: d.Raw(), end: d.InputOffset()}
		if err != nil {
			_, skip := errors.AsType[*tlslog.ParseError](err)
			s.err, s.done = err.Error(), !skip
		}
		if all = append(all, s); s.done {
			return all
		}
	}
}

// slowTable returns the table as it would be without the Cursor.
func slowTable() *vended.Table[Record] {
	t := table
	t.Ordinary = nil
	return &t
}

// sameSteps checks that the Cursor changes nothing.
func sameSteps(t *testing.T, in, fields, delimiter string) {
	got, want := steps(&table, in, fields, delimiter), steps(slowTable(), in, fields, delimiter)
	if !slices.Equal(got, want) {
		t.Fatalf("%q\nread as       %+v\nby the table  %+v", in, got, want)
	}
	for text := range strings.Lines(in) {
		got, want := fullRecord, Record{}
		gotErr, wantErr := table.ParseText(text, &got), slowTable().ParseText(text, &want)
		if got != want || (gotErr == nil) != (wantErr == nil) || gotErr != nil && gotErr.Error() != wantErr.Error() {
			t.Fatalf("%q\nread as       %+v, %v\nby the table  %+v, %v", text, got, gotErr, want, wantErr)
		}
	}
}

// TestOrdinary checks that ordinary records are not read by way of the fields
// of the table, and that the table gives the same records.
func TestOrdinary(t *testing.T) {
	broken := table
	broken.Fields = slices.Clone(table.Fields[:table.MinColumns+inOrdinary])
	for i := range broken.Fields {
		broken.Fields[i].Set = func(*Record, string) error { return errors.ErrUnsupported }
	}
	for name, in := range ordinaryOf(inOrdinary) {
		t.Run(name, func(t *testing.T) {
			sameSteps(t, ordinaryLogs[name], "", "")
			got := steps(&broken, in, "", "")
			if len(got) != 2 || got[0].err != "" || got[1].err != io.EOF.Error() {
				t.Errorf("it takes the table to read it: %+v", got)
			}
		})
	}
}

// TestNearlyOrdinary puts every kind of byte at every place of ordinary
// records.
func TestNearlyOrdinary(t *testing.T) {
	for name, in := range ordinaryLogs {
		t.Run(name, func(t *testing.T) {
			for i := strings.LastIndexByte(strings.TrimSuffix(in, "\n"), '\n') + 1; i < len(in); i++ {
				sameSteps(t, in[:i], "", "")
				sameSteps(t, in[:i]+in[i+1:], "", "")
				for _, c := range []string{" ", "\t", "\r", "\n", "\x00", "\"", "\\", "-", ".", ",", "0", "x", "Z", "}", "\xff"} {
					sameSteps(t, in[:i]+c+in[i+1:], "", "")
				}
			}
		})
	}
}

// FuzzOrdinary checks that the Cursor changes nothing, whatever the log and
// the options.
func FuzzOrdinary(f *testing.F) {
	for _, in := range ordinaryLogs {
		f.Add(in, "", "")
		f.Add(in, strings.Join(FieldNames(), " "), "\t")
		f.Add(in, "", ",")
		f.Add(in, "elb time", "\t")
	}
	f.Fuzz(sameSteps)
}

// fullRecord has a value in every field, so that one which is not replaced is
// seen.
var fullRecord = Record{
	Time: date("2001-01-01T00:00:00Z"), ClientIP: netip.IPv6LinkLocalAllNodes(), ClientPort: 1, ListenerPort: 2,
	TLSProtocol: "a", TLSCipher: "b", TLSHandshakeLatency: tlslog.Some(time.Hour), LeafClientCertSubject: "c",
	LeafClientCertValidity:     tlslog.Validity{NotBefore: date("2002-01-01T00:00:00Z"), NotAfter: date("2003-01-01T00:00:00Z")},
	LeafClientCertSerialNumber: "d", TLSVerifyStatus: "e", ConnTraceID: "f", TLSKeyExchange: "g", ELB: "h",
	IPAddress: netip.IPv6LinkLocalAllNodes(), Extra: "i", text: "j",
}
