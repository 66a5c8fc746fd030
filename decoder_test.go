package awstls_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// Logs of one event each, unless their name says more.
const (
	classicLine = `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_1` + "\n"
	accessLine  = `https 2026-09-23T07:11:27.691358Z app/web/0123456789abcdef 192.0.2.10:64326 - -1 -1 -1 460 - 0 0 "GET https://a.example/ HTTP/1.1" "-" - -` + "\n"
	healthLine  = `http 2026-09-23T07:11:27.691358Z 0.019584011 192.0.2.97:80 targets PASS 200 -` + "\n"
	testFile    = "Enable ConnectionLog for ELB: app/web/0 at 2026-05-30T16:47:00.781Z\n"
	flowLine    = "2 111122223333 eni-1235b8ca123456789 192.0.2.1 192.0.2.2 49761 3389 6 20 4249 1418530010 1418530070 REJECT OK\n"

	albJSON = `{"time":"2026-09-23T07:11:27.691358Z","client_ip":"192.0.2.10","tls_verify_status":"Success","conn_trace_id":"TID_2"}` + "\n"
	albW3C  = "#Version: 1.0\n#Fields: time client_ip tls_verify_status conn_trace_id\n2026-09-23T07:11:27Z\t192.0.2.10\tSuccess\tTID_3\n"

	cloudfrontJSON   = `{"eventTimestamp":"1790147487691","connectionId":"c1","connectionStatus":"Success","clientIp":"192.0.2.10"}` + "\n"
	cloudfrontW3C    = "#Fields: eventTimestamp connectionId connectionStatus clientIp\n1790147487691\tc2\tSuccess\t192.0.2.10\n"
	cloudfrontRow    = "1790147487691\tc3\tSuccess\t192.0.2.10" + "\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\n"
	cloudfrontAccess = "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes\n2026-09-23\t07:11:27\tFRA60-P1\t392\n2026-09-23\t07:11:28\tFRA60-P1\t392\n"

	firewallTLS   = `{"firewall_name":"f","event_timestamp":1790147487,"event":{"timestamp":"2026-09-23T07:11:27.691358Z","src_ip":"192.0.2.10","sni":"-","tls_error":{"error_message":"Server name is not found in client hello."}}}` + "\n"
	firewallAlert = `{"firewall_name":"f","event_timestamp":"1790147487","event":{"timestamp":"2026-09-23T07:11:27.691358+0000","event_type":"alert","src_ip":"192.0.2.10","tls":{"sni":"a"},"alert":{"action":"allowed"}}}` + "\n"
	firewallFlow  = `{"firewall_name":"f","event_timestamp":"1790147487","event":{"timestamp":"2026-09-23T07:11:27.691358+0000","event_type":"netflow","src_ip":"192.0.2.10"}}` + "\n"
	firewallOdd   = `{"firewall_name":"f","event":{"a":1}}` + "\n"

	trailEvent   = `{"eventVersion":"1.11","eventTime":"2026-09-23T07:11:27Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","eventID":"e1","tlsDetails":{"tlsVersion":"TLSv1.3"}}`
	trailInsight = `{"eventVersion":"1.08","eventTime":"2026-09-23T07:11:27Z","awsRegion":"us-east-1","eventID":"e2","eventType":"AwsCloudTrailInsight","eventCategory":"Insight"}`
	trailFile2   = `{"Records":[` + trailEvent + `,` + trailEvent + `]}`
	trailDigest  = `{"awsAccountId":"111122223333","digestStartTime":"2026-09-23T07:11:27Z","digestS3Object":"a"}` + "\n"
	s3Event      = `{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1","eventName":"ObjectCreated:Put","s3":{}}]}` + "\n"
	sqsEvent     = `{"Records":[{"messageId":"a","body":"b"}]}` + "\n"
)

// albRow has all fields in AWS's order, as a row without a header must.
var albRow = "2026-09-23T07:11:27Z\t192.0.2.10\t64326\t443\tTLSv1.3\tTLS_AES_128_GCM_SHA256\t0.036\t-\t-\t-\tSuccess\tTID_4" +
	strings.Repeat("\t-", len(alb.FieldNames())-12) + "\n"

// newerRow returns a row with two columns that are not known.
func newerRow(row string) string { return strings.TrimSuffix(row, "\n") + "\th2\t-\n" }

// A sourceLog is a log that is all of one source.
type sourceLog struct {
	name   string
	text   string
	source tlslog.Source
	events int
}

var logsOf = []sourceLog{
	{"classic", classicLine + classicLine, tlslog.SourceALB, 2},
	{"alb json", albJSON, tlslog.SourceALB, 1},
	{"alb w3c", albW3C, tlslog.SourceALB, 1},
	{"alb row", albRow + albRow, tlslog.SourceALB, 2},
	{"alb rows with columns of tomorrow", newerRow(albRow) + albRow + newerRow(albRow), tlslog.SourceALB, 3},
	{"cloudfront json", cloudfrontJSON + cloudfrontJSON, tlslog.SourceCloudFront, 2},
	{"cloudfront w3c", cloudfrontW3C, tlslog.SourceCloudFront, 1},
	{"cloudfront row", cloudfrontRow, tlslog.SourceCloudFront, 1},
	{"cloudfront rows with columns of tomorrow", newerRow(cloudfrontRow) + cloudfrontRow + newerRow(cloudfrontRow), tlslog.SourceCloudFront, 3},
	{"cloudfront w3c, objects", "#Fields: connectionLogCustomData eventTimestamp connectionId\n{\"a\":1}\t1790147487691\tc4\n{\t1790147487691\tc5\n", tlslog.SourceCloudFront, 2},
	{"cloudfront w3c, close", "#Fields:eventTimestamp connectionId connectionStatus\n1790147487691\tc6\tSuccess\n", tlslog.SourceCloudFront, 1},
	{"firewall", firewallTLS + firewallAlert + firewallTLS, tlslog.SourceNetworkFirewall, 3},
	{"trail file", trailFile2, tlslog.SourceCloudTrail, 2},
	{"trail array", "[" + trailEvent + ",\n" + trailEvent + "]\n", tlslog.SourceCloudTrail, 2},
	{"trail objects", trailEvent + trailEvent, tlslog.SourceCloudTrail, 2},
	{"trail in lines", "{\n\"Records\": [\n" + strings.ReplaceAll(trailEvent, ",", ",\n  ") + "\n]\n}\n", tlslog.SourceCloudTrail, 1},
}

// read returns the number of events of each source, and the first error.
func read(r io.Reader) (map[tlslog.Source]int, error) {
	n := map[tlslog.Source]int{}
	for e, err := range awstls.Events(r) {
		if err != nil {
			return n, err
		}
		n[e.Source]++
	}
	return n, nil
}

func TestDecoderOneSource(t *testing.T) {
	for _, log := range logsOf {
		want := map[tlslog.Source]int{log.source: log.events}
		for name, text := range map[string]string{"plain": log.text, "gzip": envelopetest.Gzip(log.text), "BOM": "\ufeff" + log.text, "blank": "\n \r\n" + log.text} {
			if got, err := read(strings.NewReader(text)); err != nil || !maps.Equal(got, want) {
				t.Errorf("%s, %s: %v, %v", log.name, name, got, err)
			}
			if got, err := read(iotest.OneByteReader(strings.NewReader(text))); err != nil || !maps.Equal(got, want) {
				t.Errorf("%s, %s, byte by byte: %v, %v", log.name, name, got, err)
			}
		}
	}
}

// TestDecoderFormats reads the logs of the README's table of formats, but those
// that need options.
func TestDecoderFormats(t *testing.T) {
	for _, f := range formats {
		if f.format == "plain, raw" || f.format == "CSV" {
			continue
		}
		log := f.log(t)
		n := 0
		for e, err := range awstls.Events(strings.NewReader(log)) {
			if err != nil || e.Source.String() != f.source {
				t.Errorf("%s %s: %v, %v", f.source, f.format, e.Source, err)
			}
			n++
		}
		if n != 2 {
			t.Errorf("%s %s: %d events", f.source, f.format, n)
		}
		// The start of a log is enough.
		d := awstls.NewDecoder(strings.NewReader(log[:min(len(log), 512)]))
		if err := d.Next(); err != nil && !strings.HasPrefix(err.Error(), f.source) || err == nil && d.Source().String() != f.source {
			t.Errorf("%s %s, cut: %v, %v", f.source, f.format, d.Source(), err)
		}
	}
}

// TestDecoderSamples reads the sample logs of the programs, which lie in a
// folder for each source.
func TestDecoderSamples(t *testing.T) {
	names, err := filepath.Glob("examples/tlsreport/testdata/sample/*/*")
	if err != nil || len(names) == 0 {
		t.Skip("the programs are not here")
	}
	for _, name := range names {
		log, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source := filepath.Base(filepath.Dir(name))
		for _, log := range [][]byte{log, log[:min(len(log), 512)]} {
			d := awstls.NewDecoder(bytes.NewReader(log))
			for e, err := range d.All() {
				_, damaged := errors.AsType[*tlslog.ParseError](err)
				if err != nil && !damaged && !errors.Is(err, io.ErrUnexpectedEOF) || (err == nil || damaged) && e.Source.String() != source {
					t.Fatalf("%s: %v, %v", name, e.Source, err)
				}
			}
			for kind := range d.Skipped() {
				if kind != awstls.ErrTestFile {
					t.Errorf("%s: %v", name, kind)
				}
			}
		}
	}
}

// TestDecoderMixed reads any two logs one behind the other, and any three.
func TestDecoderMixed(t *testing.T) {
	for _, a := range logsOf {
		for _, b := range logsOf {
			for _, c := range logsOf {
				want := map[tlslog.Source]int{}
				var text strings.Builder
				for _, log := range []sourceLog{a, b, c} {
					want[log.source] += log.events
					text.WriteString(log.text)
				}
				if got, err := read(strings.NewReader(text.String())); err != nil || !maps.Equal(got, want) {
					t.Errorf("%s, %s, %s: %v, %v", a.name, b.name, c.name, got, err)
				}
			}
		}
	}
}

// TestDecoderLongRows: below a header, the length of a line does not decide what
// it is, and a long one does not cost the rows behind it their header.
func TestDecoderLongRows(t *testing.T) {
	const header = "#Fields: eventTimestamp connectionId connectionStatus tlsSni clientIp\n"
	row := func(sni string) string { return "1790147487691\tc\tSuccess\t" + sni + "\t192.0.2.10\n" }
	var names strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&names, "new%d ", i)
	}
	wide := strings.Repeat("x\t", 1000)
	for _, tt := range []struct {
		name, log string
		limit     int
		events    int
		err       error // of one line
	}{
		{"long", header + row("") + row(strings.Repeat("x", 5000)) + row(""), 0, 3, nil},
		{"as long as is looked at", header + row(strings.Repeat("x", 4096-len(row("")))) + row(strings.Repeat("x", 4097-len(row("")))) + row(strings.Repeat("x", 4098-len(row("")))), 0, 3, nil},
		{"longest", header + row(strings.Repeat("x", 1<<20-len(row(""))+1)) + row(""), 0, 2, nil},
		{"too long", header + row("") + row(strings.Repeat("x", 1<<20)) + row(""), 0, 2, tlslog.ErrTooLong},
		{"longer than a limit", header + row("") + row(strings.Repeat("x", 5000)) + row(""), 4500, 2, tlslog.ErrTooLong},
		{"long, like JSON", header + "{" + strings.Repeat("x", 5000) + strings.Repeat("\t", 4) + "192.0.2.10\n" + row(""), 0, 1, tlslog.ErrSyntax},
		{"long, of another log", header + row("") + cloudfrontRow[:len(cloudfrontRow)-2] + strings.Repeat("x", 5000) + "\n", 0, 2, nil},
		{"long header", "#Fields: " + names.String() + header[len("#Fields: "):] + wide + row("") + wide + row(""), 0, 2, nil},
	} {
		for _, pieces := range []func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.OneByteReader} {
			d := awstls.NewDecoder(pieces(strings.NewReader(tt.log)))
			d.MaxRecordBytes = tt.limit
			events := 0
			for e, err := range d.All() {
				switch {
				case err != nil && !errors.Is(err, tt.err):
					t.Errorf("%s: %v", tt.name, err)
				case err == nil && (e.Source != tlslog.SourceCloudFront || e.ID != "c" && e.ID != "c3"):
					t.Errorf("%s: %+v", tt.name, e)
				case err == nil:
					events++
				}
			}
			if events != tt.events {
				t.Errorf("%s: %d events, want %d", tt.name, events, tt.events)
			}
		}
	}
}

// TestDecoderPieces: what a line is taken for does not depend on how much of it
// is in memory.
func TestDecoderPieces(t *testing.T) {
	late := func(before int, lines int) string { // an object that is recognised by what is far behind its start
		return strings.Repeat(classicLine, lines) + `{"a":"` + strings.Repeat("x", before) + `",` + trailEvent[1:] + "\n" + classicLine
	}
	for _, log := range []string{
		late(100<<10, 1), late(200<<10, 1000), late(256<<10-20, 0), late(256<<10-20, 1), late(256<<10-10, 2000), late(256<<10, 1000), late(300<<10, 1000), late(300<<10, 2000), late(500<<10, 2300),
		classicLine + "2026-09-23T07:11:27.691358Z ,numOutdatedTlsCalls\n" + classicLine,
		classicLine + "2026-09-23T07:11:27.691358Z version\n" + classicLine,
		classicLine + "1,3-5,num0T\nOutdatedTlsCallZ x\n" + classicLine,
		classicLine + "#,,-,,,,,T\n2026-09-23T07:11Z 1\n" + classicLine,
	} {
		var want []string
		for name, r := range map[string]io.Reader{"": strings.NewReader(log), "in bytes": iotest.OneByteReader(strings.NewReader(log)), "in halves": iotest.HalfReader(strings.NewReader(log))} {
			var got []string
			for e, err := range awstls.NewDecoder(r).All() {
				got = append(got, fmt.Sprint(e.Source, e.ID, err))
			}
			if want == nil {
				want = got
			} else if !slices.Equal(got, want) {
				t.Errorf("%.300q, %s:\n%d: %.300q, want\n%d: %.300q", log, name, len(got), got[max(0, len(got)-3):], len(want), want[max(0, len(want)-3):])
			}
		}
	}
}

// TestDecoderDamagedValue: a JSON value that is damaged or cut off takes with it
// no line behind it, neither a record nor one of an export.
func TestDecoderDamagedValue(t *testing.T) {
	const header = "#Fields: eventTimestamp connectionId connectionStatus tlsSni clientIp\n"
	const row = "1790147487691\tc\tSuccess\ta\t192.0.2.10\n"
	trim := func(s string) string { return strings.TrimSuffix(s, "\n") }
	long := strings.Repeat("x", 2<<20)
	for _, bad := range []string{"{", `{"eventVersion":`, `{"eventVersion":"`, `{"eventVersion":"1.11"`, `{"eventVersion":"1.11",`, `{"firewall_name":x}`, `{"a":[{`, `{"a":"` + long, `{"client_ip":"` + long} {
		for _, tt := range []struct {
			name, log string
			events    int
		}{
			{"lines", classicLine + bad + "\n" + classicLine + classicLine, 3},
			{"at the start", bad + "\r\n" + classicLine, 1},
			{"rows below a header", header + row + bad + "\n" + row + row, 3},
			{"rows without a header", albRow + bad + "\n" + cloudfrontRow, 2},
			{"header", trailEvent + bad + "\n" + header + row, 2},
			{"objects", trailEvent + "\n" + bad + "\n" + firewallTLS + firewallTLS, 3},
			{"in a message", envelopetest.Firehose(classicLine+bad+"\n"+classicLine) + classicLine, 3},
			{"export", envelopetest.Export(trailEvent, bad, trailEvent, trim(firewallTLS), trim(classicLine), bad, trim(classicLine)), 5},
		} {
			for form, r := range map[string]io.Reader{"at once": strings.NewReader(tt.log), "in bytes": iotest.OneByteReader(strings.NewReader(tt.log))} {
				if form != "at once" && len(bad) > 100 {
					continue
				}
				events, damaged := 0, 0
				for _, err := range awstls.NewDecoder(r).All() {
					if _, ok := errors.AsType[*tlslog.ParseError](err); ok {
						damaged++
					} else if err == nil {
						events++
					} else {
						t.Errorf("%.20s, %s, %s: %v", bad, tt.name, form, err)
					}
				}
				if events != tt.events || damaged != strings.Count(tt.log, bad+"\n")+strings.Count(tt.log, bad+"\r\n") && tt.name != "in a message" || damaged == 0 {
					t.Errorf("%.20s, %s, %s: %d events, %d damaged", bad, tt.name, form, events, damaged)
				}
			}
		}
		log := envelopetest.Export(trailEvent, bad, trailEvent, trailEvent)
		for name, d := range map[string]tlslog.Decoder[cloudtrail.Record]{"Decoder": cloudtrail.NewDecoder(strings.NewReader(log)), "ParallelDecoder": cloudtrail.NewParallelDecoder(strings.NewReader(log))} {
			if sound, damaged := count(d); sound != 3 || damaged != 1 {
				t.Errorf("%.20s, %s of cloudtrail: %d records, %d damaged", bad, name, sound, damaged)
			}
		}
		log = envelopetest.Export(trim(firewallTLS), bad, trim(firewallTLS), trim(firewallTLS))
		if sound, damaged := count(tlslog.Decoder[networkfirewall.Record](networkfirewall.NewDecoder(strings.NewReader(log)))); sound != 3 || damaged != 1 {
			t.Errorf("%.20s, networkfirewall: %d records, %d damaged", bad, sound, damaged)
		}
	}
}

// count returns how many records a decoder reads, and how many are damaged.
func count[R any](d tlslog.Decoder[R]) (sound, damaged int) {
	for _, err := range tlslog.All(d) {
		if err == nil {
			sound++
		} else {
			damaged++
		}
	}
	return sound, damaged
}

// TestDecoderSkipped: what is of no source is reported once and counted, and
// what lies beside logs is only counted.
func TestDecoderSkipped(t *testing.T) {
	for _, tt := range []struct {
		log    string
		errs   int
		events int
		want   map[error]int64
	}{
		{"", 0, 0, nil},
		{"\n \n", 0, 0, nil},
		{"#Version: 1.0\n", 0, 0, nil},
		{"hello\nworld\n" + classicLine, 1, 1, map[error]int64{awstls.ErrUnknown: 2}},
		{"{}\n[]\n[{}]\n" + `{"a":1}` + "\n" + classicLine + `{"a":1}`, 1, 1, map[error]int64{awstls.ErrUnknown: 4}},
		{sqsEvent + sqsEvent + trailEvent, 1, 1, map[error]int64{awstls.ErrUnknown: 2}},
		{envelopetest.Control + classicLine + envelopetest.Firehose(envelopetest.Control), 0, 1, map[error]int64{cloudtrail.ErrControlMessage: 2}},
		{testFile + testFile, 0, 0, map[error]int64{awstls.ErrTestFile: 2}},
		{"Permission Check Successful", 0, 0, map[error]int64{awstls.ErrTestFile: 1}},
		{"CloudTrail validation message.\n", 0, 0, map[error]int64{cloudtrail.ErrValidationMessage: 1}},
		{flowLine + classicLine + flowLine, 1, 1, map[error]int64{awstls.ErrVPCFlowLog: 2}},
		{"arn,numOutdatedTlsCalls\na,1\nb,2\n", 2, 0, map[error]int64{awstls.ErrQueryResult: 1, awstls.ErrUnknown: 2}},
		{accessLine + healthLine + accessLine + classicLine, 2, 1, map[error]int64{alb.ErrAccessLog: 2, alb.ErrHealthCheckLog: 1}},
		{cloudfrontAccess + cloudfrontW3C + cloudfrontAccess, 1, 1, map[error]int64{cloudfront.ErrAccessLog: 6}},
		{"#Fields: a b\n1\t2\n" + classicLine, 1, 1, map[error]int64{awstls.ErrUnknown: 2}},
		{cloudfrontW3C + "#Fields: a b\n1\t2\n" + classicLine, 1, 2, map[error]int64{tlslog.ErrForeign: 2}},
		{firewallFlow + firewallOdd + firewallTLS + firewallOdd, 1, 1, map[error]int64{networkfirewall.ErrFlowRecord: 1, awstls.ErrUnknown: 2}},
		{trailDigest + trailInsight + s3Event + trailEvent, 0, 1, map[error]int64{
			cloudtrail.ErrDigestFile: 1, awstls.ErrNoEvent: 1, cloudtrail.ErrS3Notification: 1}},
	} {
		d := awstls.NewDecoder(strings.NewReader(tt.log))
		errs, events := 0, 0
		for e, err := range d.All() {
			if err == nil {
				events++
			} else if errors.Is(err, tlslog.ErrForeign) && e == (tlslog.Event{}) {
				errs++
			} else {
				t.Errorf("%.60q: %v", tt.log, err)
			}
		}
		got := map[error]int64{}
		for kind, n := range d.Skipped() {
			if !errors.Is(kind, tlslog.ErrForeign) {
				t.Errorf("%v wraps no ErrForeign", kind)
			}
			got[kind] = n
		}
		if errs != tt.errs || events != tt.events || !maps.Equal(got, tt.want) {
			t.Errorf("%.60q: %d errors, %d events, %v; want %d, %d, %v", tt.log, errs, events, got, tt.errs, tt.events, tt.want)
		}
		for range d.Skipped() {
			break // which must be possible
		}
	}
}

// TestDecoderPlaces puts damage, marked with §, among records of all sources.
func TestDecoderPlaces(t *testing.T) {
	damaged := func(record, old string) string { return strings.Replace(record, old, "§damage", 1) }
	log := classicLine + damaged(classicLine, "192.0.2.10") + "\n" + firewallTLS + "§damage\n" +
		damaged(cloudfrontJSON, "192.0.2.10") + `{"Records":[` + trailEvent + ",\n" + damaged(trailEvent, "2026-09-23T07:11:27Z") + "]}" +
		classicLine + cloudfrontW3C + damaged(cloudfrontW3C[strings.Index(cloudfrontW3C, "\n")+1:], "192.0.2.10") + `{"a":§damage}` + "\n" + trailEvent
	type place struct{ record, line, offset int64 }
	var want []place
	var text strings.Builder
	rest := log
	for _, record := range []int64{2, 4, 5, 7, 10, 11} {
		before, after, ok := strings.Cut(rest, "§")
		if !ok {
			t.Fatal("too few marks")
		}
		text.WriteString(before)
		rest = after
		offset := int64(text.Len())
		switch record {
		case 5, 7:
			offset-- // of the string
		case 11:
			offset -= int64(len(`{"a":`)) // of the record
		}
		want = append(want, place{record, 1 + int64(strings.Count(text.String(), "\n")), offset})
	}
	text.WriteString(rest)
	var got []place
	for _, err := range awstls.Events(strings.NewReader(text.String())) {
		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
			got = append(got, place{perr.Record, perr.Line, perr.Offset})
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("damage at\n%v, want\n%v", got, want)
	}
}

func TestDecoderRecord(t *testing.T) {
	log := classicLine + cloudfrontW3C + firewallTLS + firewallAlert + trailInsight + "?\n"
	d := awstls.NewDecoder(strings.NewReader(log))
	if d.Record() != nil || d.Raw() != "" || d.Source() != tlslog.SourceUnknown {
		t.Error("something is read before anything was")
	}
	lines := strings.SplitAfter(log, "\n")
	for i, raw := range []string{lines[0], lines[2], lines[3], lines[4], trailInsight} {
		if err := d.Next(); err != nil {
			t.Fatal(err)
		}
		raw = strings.TrimSuffix(raw, "\n")
		if d.Raw() != raw || log[d.InputOffset()-int64(len(raw)):d.InputOffset()] != raw {
			t.Errorf("raw: %q up to %d, want %q", d.Raw(), d.InputOffset(), raw)
		}
		ok := false
		switch rec := d.Record().(type) {
		case alb.Record:
			ok = i == 0 && rec.ConnTraceID == "TID_1" && d.Source() == tlslog.SourceALB
		case cloudfront.Record:
			ok = i == 1 && rec.ConnectionID == "c2" && d.Source() == tlslog.SourceCloudFront
		case networkfirewall.Record:
			ok = i == 2 && rec.FirewallName == "f" && d.Source() == tlslog.SourceNetworkFirewall
		case networkfirewall.AlertRecord:
			ok = i == 3 && rec.TLS.SNI == "a" && d.Source() == tlslog.SourceNetworkFirewall
		case cloudtrail.Record:
			ok = i == 4 && rec.EventID == "e2" && d.Source() == tlslog.SourceCloudTrail
		}
		if !ok {
			t.Errorf("%d: %v, %T", i, d.Source(), d.Record())
		}
	}
	var perr *tlslog.ParseError
	if err := d.Next(); !errors.As(err, &perr) || !errors.Is(err, tlslog.ErrFieldCount) {
		t.Errorf("damage: %v", err)
	}
	for range 2 {
		if err := d.Next(); err != io.EOF || d.Record() != nil || d.Raw() != "" {
			t.Errorf("at the end: %v, %v", err, d.Record())
		}
	}
}

// TestDecoderCut cuts a log of all sources at each byte: no record before the
// cut is lost, and the end is not taken for a good one within a JSON value.
func TestDecoderCut(t *testing.T) {
	log := classicLine + firewallTLS + cloudfrontW3C + trailFile2
	ends := map[int]int{len(classicLine): 1, len(classicLine + firewallTLS): 2, len(classicLine + firewallTLS + cloudfrontW3C): 3,
		len(log) - len(","+trailEvent+"]}"): 4, len(log) - len("]}"): 5}
	events := 0
	for n := range len(log) {
		if ends[n] > 0 {
			events = ends[n]
		}
		got, end := 0, error(nil)
		for _, err := range awstls.Events(strings.NewReader(log[:n])) {
			if end = err; err == nil {
				got++
			}
		}
		if got < events || got > events+1 {
			t.Errorf("%d bytes: %d events, want %d", n, got, events)
		}
		if n > len(log)-len(trailFile2) && !errors.Is(end, io.ErrUnexpectedEOF) {
			t.Errorf("%d bytes: %v", n, end)
		}
	}
}

func TestDecoderErrors(t *testing.T) {
	broken := errors.New("broken")
	for name, tt := range map[string]struct {
		r    io.Reader
		want error
	}{
		"reader":        {io.MultiReader(strings.NewReader(classicLine), iotest.ErrReader(broken)), broken},
		"zip archive":   {strings.NewReader("PK\x03\x04"), tlslog.ErrUnsupported},
		"within gzip":   {strings.NewReader(envelopetest.Gzip(classicLine)[:30]), io.ErrUnexpectedEOF},
		"within JSON":   {strings.NewReader(classicLine + `{"firewall_name":`), io.ErrUnexpectedEOF},
		"unknown JSON":  {strings.NewReader(`{"a":`), io.ErrUnexpectedEOF},
		"empty":         {strings.NewReader(""), io.EOF},
		"no reader":     {nil, io.EOF},
		"between lines": {io.MultiReader(strings.NewReader("a\n"), iotest.ErrReader(broken)), broken},
	} {
		d := awstls.NewDecoder(tt.r)
		e := tlslog.Event{ID: "x"}
		var err error
		for err = d.Decode(&e); ; err = d.Decode(&e) {
			if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
				break
			}
		}
		if !errors.Is(err, tt.want) || e != (tlslog.Event{}) {
			t.Errorf("%s: %v, %v", name, err, e)
		}
		if again := d.Decode(&e); again != err {
			t.Errorf("%s: then %v", name, again)
		}
	}
	var zero awstls.Decoder
	if err := zero.Decode(new(tlslog.Event)); err != io.EOF {
		t.Errorf("the zero Decoder: %v", err)
	}
}

func TestDecoderReset(t *testing.T) {
	d := awstls.NewDecoder(strings.NewReader(cloudfrontAccess + "?\n"))
	d.MaxRecordBytes = 300
	for range d.All() {
	}
	d.Reset(strings.NewReader(classicLine + strings.Replace(classicLine, `"-"`, `"`+strings.Repeat("a", 300)+`"`, 1)))
	var e tlslog.Event
	if err := d.Decode(&e); err != nil || e.Source != tlslog.SourceALB {
		t.Errorf("%v, %v", e.Source, err)
	}
	if err := d.Decode(&e); !errors.Is(err, tlslog.ErrTooLong) {
		t.Errorf("the limit is gone: %v", err)
	}
	for kind, n := range d.Skipped() {
		t.Errorf("%v: %d from before", kind, n)
	}
}

// TestDecoderBounded reads long logs and looks at what is allocated.
func TestDecoderBounded(t *testing.T) {
	const n = 20_000
	for name, log := range map[string]string{
		"lines":     strings.Repeat(classicLine, n),
		"one array": `{"Records":[` + strings.Repeat(trailEvent+",", n) + trailEvent + "]}",
		"by turns":  strings.Repeat(classicLine+firewallTLS+cloudfrontJSON+trailEvent+"\n", n/4),
		"unknown":   strings.Repeat("?\n", n),
		"alerts":    strings.Repeat(firewallAlert, n),
	} {
		d := awstls.NewDecoder(nil)
		allocs := testing.AllocsPerRun(1, func() {
			d.Reset(strings.NewReader(log))
			var e tlslog.Event
			for err := error(nil); err != io.EOF; {
				err = d.Decode(&e)
			}
		})
		if allocs > n/50 {
			t.Errorf("%s: %v allocations for %d records", name, allocs, n)
		}
	}
}

// FuzzDecoder checks that what the decoder takes to be all of one source, it
// reads as the decoder of that source does, and that it does not matter in
// which pieces a log comes.
func FuzzDecoder(f *testing.F) {
	for _, log := range logsOf {
		f.Add([]byte(log.text))
		f.Add([]byte(log.text + logsOf[0].text))
	}
	for _, text := range []string{accessLine, testFile, flowLine, cloudfrontAccess, firewallFlow, trailDigest, trailInsight, s3Event, sqsEvent} {
		f.Add([]byte(text + classicLine))
	}
	direct := map[tlslog.Source]func(io.Reader) tlslog.Decoder[tlslog.Event]{
		tlslog.SourceALB:             func(r io.Reader) tlslog.Decoder[tlslog.Event] { return eventsOf(alb.NewDecoder(r)) },
		tlslog.SourceCloudFront:      func(r io.Reader) tlslog.Decoder[tlslog.Event] { return eventsOf(cloudfront.NewDecoder(r)) },
		tlslog.SourceNetworkFirewall: func(r io.Reader) tlslog.Decoder[tlslog.Event] { return networkfirewall.NewEventDecoder(r) },
		tlslog.SourceCloudTrail:      func(r io.Reader) tlslog.Decoder[tlslog.Event] { return eventsOf(cloudtrail.NewDecoder(r)) },
	}
	f.Fuzz(func(t *testing.T, log []byte) {
		if len(log) > 1<<16 {
			return
		}
		d := awstls.NewDecoder(bytes.NewReader(log))
		got, sources, end := all(d)
		small, _, smallEnd := all(awstls.NewDecoder(iotest.OneByteReader(bytes.NewReader(log))))
		if !slices.Equal(got, small) || fmt.Sprint(end) != fmt.Sprint(smallEnd) {
			t.Fatalf("%q, %v\nbyte by byte %q, %v", got, end, small, smallEnd)
		}
		if len(sources) != 1 || sources[0] == tlslog.SourceUnknown {
			return
		}
		for kind := range d.Skipped() {
			if kind == awstls.ErrUnknown || kind == awstls.ErrNoEvent {
				return // it is of no one source
			}
		}
		want, _, wantEnd := all(direct[sources[0]](bytes.NewReader(log)))
		if wantEnd == nil && !slices.Contains(want, damaged) && !slices.Equal(got, want) {
			t.Fatalf("got  %q, %v\nwant %q", got, end, want)
		}
	})
}

// damaged stands for a record that is damaged as a whole.
const damaged = "damaged"

// all returns what a decoder reads, as text, the sources that it is of, and the
// final error.
func all(d tlslog.Decoder[tlslog.Event]) (texts []string, sources []tlslog.Source, end error) {
	for e, err := range tlslog.All(d) {
		if !slices.Contains(sources, e.Source) {
			sources = append(sources, e.Source)
		}
		perr, ok := errors.AsType[*tlslog.ParseError](err)
		switch {
		case err != nil && !ok:
			return texts, sources, err
		case ok && perr.Field == "":
			texts = append(texts, damaged)
		default:
			texts = append(texts, fmt.Sprint(e, err))
		}
	}
	return texts, sources, nil
}

// eventsOf makes a decoder of events of one of records.
func eventsOf[R tlslog.Eventer](d tlslog.Decoder[R]) tlslog.Decoder[tlslog.Event] {
	return decoderFunc(func(e *tlslog.Event) error {
		for {
			var rec R
			err := d.Decode(&rec)
			event, ok := rec.Event()
			if err != nil || ok {
				*e = event
				return err
			}
		}
	})
}

type decoderFunc func(*tlslog.Event) error

func (f decoderFunc) Decode(e *tlslog.Event) error { return f(e) }
