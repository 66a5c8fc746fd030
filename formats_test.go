package awstls_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
)

// A format is a row of the README's table of formats: what one source is read
// from, and a log of two records in it.
type format struct {
	source, format string
	log            func(t *testing.T) string
	decode         func(io.Reader) (ids []string, err error)
}

var formats = []format{
	{"alb", "line", albLog(func(b []byte, r alb.Record) ([]byte, error) { return r.AppendLine(b), nil }), albIDs(nil, "")},
	{"alb", "JSON", albLog(func(b []byte, r alb.Record) ([]byte, error) { return r.AppendJSON(b) }), albIDs(nil, "")},
	{"alb", "W3C", albLog(func(b []byte, r alb.Record) ([]byte, error) {
		if len(b) == 0 {
			b = alb.AppendW3CHeader(b)
		}
		return r.AppendW3C(b)
	}), albIDs(nil, "")},
	{"alb", "plain, raw", albLog(func(b []byte, r alb.Record) ([]byte, error) {
		return r.AppendPlain(b, []string{"conn_trace_id", "time"}, ";")
	}), albIDs([]string{"conn_trace_id", "time"}, ";")},
	{"cloudfront", "JSON", cloudfrontLog(func(b []byte, r cloudfront.Record) ([]byte, error) { return r.AppendJSON(b) }), cloudfrontIDs(nil, "")},
	{"cloudfront", "W3C", cloudfrontLog(func(b []byte, r cloudfront.Record) ([]byte, error) {
		if len(b) == 0 {
			b = cloudfront.AppendW3CHeader(b)
		}
		return r.AppendW3C(b)
	}), cloudfrontIDs(nil, "")},
	{"cloudfront", "plain, raw", cloudfrontLog(func(b []byte, r cloudfront.Record) ([]byte, error) {
		return r.AppendPlain(b, []string{"connectionId", "eventTimestamp"}, "|")
	}), cloudfrontIDs([]string{"connectionId", "eventTimestamp"}, "|")},
	{"networkfirewall", "JSON", func(*testing.T) string {
		const record = `{"firewall_name":"%s","availability_zone":"eu-central-1a","event_timestamp":1790147487,"event":{"timestamp":"2026-09-23T07:11:27.691358Z",` +
			`"src_ip":"10.0.0.1","src_port":"50000","dest_ip":"203.0.113.7","dest_port":"443","sni":"-","tls_error":{"error_message":"Server name is not found in client hello."}}}` + "\n"
		return fmt.Sprintf(record+record, "first", "second")
	}, func(r io.Reader) (ids []string, err error) {
		for rec, err := range networkfirewall.NewDecoder(r).All() {
			if err != nil {
				return ids, err
			}
			ids = append(ids, rec.FirewallName)
		}
		return ids, nil
	}},
	{"cloudtrail", "JSON", func(*testing.T) string {
		const event = `{"eventVersion":"1.11","eventTime":"2026-09-23T07:11:27Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","eventID":"%s"}`
		return fmt.Sprintf(`{"Records":[`+event+","+event+`]}`, "first", "second")
	}, func(r io.Reader) (ids []string, err error) {
		for rec, err := range cloudtrail.NewDecoder(r).All() {
			if err != nil {
				return ids, err
			}
			ids = append(ids, rec.EventID)
		}
		return ids, nil
	}},
	{"cloudtrail", "CSV", func(*testing.T) string {
		return "arn,eventSource,numOutdatedTlsCalls\nfirst,kms.amazonaws.com,1\nsecond,kms.amazonaws.com,2\n"
	}, func(r io.Reader) (ids []string, err error) {
		for row, err := range cloudtrail.NewLakeDecoder(r).All() {
			if err != nil {
				return ids, err
			}
			ids = append(ids, row.ARN)
		}
		return ids, nil
	}},
}

func albLog(appendTo func([]byte, alb.Record) ([]byte, error)) func(*testing.T) string {
	return func(t *testing.T) string {
		var b []byte
		var err error
		for _, id := range []string{"first", "second"} {
			rec := alb.Record{Time: date("2026-09-23T07:11:27.691358Z"), ConnTraceID: id}
			if b, err = appendTo(b, rec); err != nil {
				t.Fatal(err)
			}
			b = append(bytes.TrimRight(b, "\n"), '\n')
		}
		return string(b)
	}
}

func albIDs(fields []string, delimiter string) func(io.Reader) ([]string, error) {
	return func(r io.Reader) (ids []string, err error) {
		d := alb.NewDecoder(r)
		d.Fields, d.Delimiter = fields, delimiter
		for rec, err := range d.All() {
			if err != nil {
				return ids, err
			}
			ids = append(ids, rec.ConnTraceID)
		}
		return ids, nil
	}
}

func cloudfrontLog(appendTo func([]byte, cloudfront.Record) ([]byte, error)) func(*testing.T) string {
	return func(t *testing.T) string {
		var b []byte
		var err error
		for _, id := range []string{"first", "second"} {
			rec := cloudfront.Record{EventTimestamp: date("2026-09-23T07:11:27.691Z"), ConnectionID: id}
			if b, err = appendTo(b, rec); err != nil {
				t.Fatal(err)
			}
			b = append(bytes.TrimRight(b, "\n"), '\n')
		}
		return string(b)
	}
}

func cloudfrontIDs(fields []string, delimiter string) func(io.Reader) ([]string, error) {
	return func(r io.Reader) (ids []string, err error) {
		d := cloudfront.NewDecoder(r)
		d.Fields, d.Delimiter = fields, delimiter
		for rec, err := range d.All() {
			if err != nil {
				return ids, err
			}
			ids = append(ids, rec.ConnectionID)
		}
		return ids, nil
	}
}

// TestFormats reads each source in each format, plain and compressed, whole
// and cut off.
func TestFormats(t *testing.T) {
	for _, f := range formats {
		t.Run(f.source+" "+f.format, func(t *testing.T) {
			log := f.log(t)
			var zipped bytes.Buffer
			w := gzip.NewWriter(&zipped)
			_, _ = io.WriteString(w, log)
			_ = w.Close()
			for name, in := range map[string]string{"plain": log, "gzip": zipped.String()} {
				ids, err := f.decode(strings.NewReader(in))
				if err != nil || !slices.Equal(ids, []string{"first", "second"}) {
					t.Errorf("%s: %q, %v", name, ids, err)
				}
			}
			_, err := f.decode(bytes.NewReader(zipped.Bytes()[:zipped.Len()-5]))
			if !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("cut: %v", err)
			}
		})
	}
}
