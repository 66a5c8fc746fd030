package cloudtrail

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/awstls/awstls/tlslog"
)

var foreignDocuments = []struct {
	text    string
	err     error
	skipped Skipped
}{
	{`{"awsAccountId":"1","digestS3Object":"o","logFiles":[{"s3Bucket":"b"}]}`, ErrDigestFile, Skipped{DigestFiles: 1}},
	{`{"version":"1.0","hashSignature":"00"}`, ErrLakeSignature, Skipped{LakeSignatures: 1}},
	{`{"s3Bucket":"b","s3ObjectKey":["k"]}`, ErrLogFileNotification, Skipped{LogFileNotifications: 1}},
	{`{"eventVersion":"2.1","eventSource":"aws:s3","s3":{}}`, ErrS3Notification, Skipped{S3Notifications: 1}},
	{`{"Service":"Amazon S3","Event":"s3:TestEvent"}`, ErrS3TestEvent, Skipped{S3TestEvents: 1}},
	{`{"messageType":"CONTROL_MESSAGE"}`, ErrControlMessage, Skipped{ControlMessages: 1}},
	{`CloudTrail validation message.`, ErrValidationMessage, Skipped{ValidationMessages: 1}},
}

func TestForeign(t *testing.T) {
	var all Skipped
	for _, test := range foreignDocuments {
		rec, err := ParseRecord(test.text)
		perr, ok := errors.AsType[*tlslog.ParseError](err)
		if !ok || perr.Err != test.err || !errors.Is(err, tlslog.ErrForeign) || rec != (Record{}) {
			t.Errorf("%s: %v", test.text, err)
		}
		for _, eventOnly := range []bool{false, true} {
			d := &Decoder{EventOnly: eventOnly}
			d.Reset(iotest.OneByteReader(strings.NewReader(test.text)))
			if err := d.Decode(&rec); err != io.EOF || d.Skipped() != test.skipped {
				t.Errorf("%s: %v, %+v", test.text, err, d.Skipped())
			}
		}
		all.add(test.err)
	}
	v := reflect.ValueOf(all)
	for i := range v.NumField() {
		if v.Field(i).Int() != 1 {
			t.Errorf("%s is not tested", v.Type().Field(i).Name)
		}
	}
}

// TestForeignOrNot has documents that are like foreign ones and are none.
func TestForeignOrNot(t *testing.T) {
	for _, text := range []string{
		`{"messageType":"DATA_MESSAGE","logEvents":[]}`,
		`{"Event":"other"}`,
		`{"Event":5}`,
		`{"Events":[{"CloudTrailEvent":"{}"}]}`,
		`{}`,
	} {
		if _, err := ParseRecord(text); err == nil || errors.Unwrap(err) != tlslog.ErrForeign {
			t.Errorf("%s: %v", text, err)
		}
	}
	// An event stays an event, whatever else it has.
	rec, err := ParseRecord(`{"eventID":"a","digestS3Object":"o"}`)
	if err != nil || rec.Extra != `{"digestS3Object":"o"}` {
		t.Errorf("%v, %v", rec, err)
	}
	// Only the text of a validation message is one.
	for _, log := range []string{"CloudTrail validation message", "hello", "\nCloudTrail validation message.\n"} {
		d := NewDecoder(strings.NewReader(log))
		if err := d.Decode(&rec); !errors.Is(err, tlslog.ErrSyntax) || d.Skipped() != (Skipped{}) {
			t.Errorf("%q: %v, %+v", log, err, d.Skipped())
		}
	}
}
