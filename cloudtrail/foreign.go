package cloudtrail

import (
	"fmt"
	"strings"

	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
)

// These are found in [tlslog.ParseError] when [ParseRecord] is given a document
// that lies or travels with CloudTrail's events and holds none. A [Decoder]
// passes over such documents and counts them; see [Skipped]. All wrap
// [tlslog.ErrForeign]; JSON of no kind that is known gives tlslog.ErrForeign
// itself.
var (
	// ErrDigestFile is the cause for the list of an hour's log files by which
	// they can be validated. It has a member digestS3Object.
	ErrDigestFile = fmt.Errorf("%w: it is a digest file", tlslog.ErrForeign)

	// ErrLakeSignature is the cause for result_sign.json, which signs the
	// saved results of a CloudTrail Lake query. It has a member
	// hashSignature.
	ErrLakeSignature = fmt.Errorf("%w: it is a signature of query results", tlslog.ErrForeign)

	// ErrLogFileNotification is the cause for what CloudTrail sends to an SNS
	// topic when it has delivered log files. It has a member s3ObjectKey.
	ErrLogFileNotification = fmt.Errorf("%w: it is a notification of log files", tlslog.ErrForeign)

	// ErrValidationMessage is the cause for the text "CloudTrail validation
	// message.", with which CloudTrail tests its access to an SNS topic.
	ErrValidationMessage = fmt.Errorf("%w: it is a validation message", tlslog.ErrForeign)

	// ErrS3Notification is the cause for one record of a notification of
	// Amazon S3, which comes in the same {"Records":[…]} as events. Its
	// eventSource is aws:s3.
	ErrS3Notification = fmt.Errorf("%w: it is an S3 notification", tlslog.ErrForeign)

	// ErrS3TestEvent is the cause for what Amazon S3 sends when notifications
	// are set up. Its Event is s3:TestEvent.
	ErrS3TestEvent = fmt.Errorf("%w: it is an S3 test event", tlslog.ErrForeign)

	// ErrControlMessage is the cause for what CloudWatch Logs sends to test a
	// destination. Its messageType is CONTROL_MESSAGE.
	ErrControlMessage = fmt.Errorf("%w: it is a control message of CloudWatch Logs", tlslog.ErrForeign)
)

// Skipped counts the documents that a [Decoder] has passed over because they
// hold no events; the errors above say what each is. The zero Skipped means
// none.
type Skipped struct {
	DigestFiles          int64
	LakeSignatures       int64
	LogFileNotifications int64
	ValidationMessages   int64
	S3Notifications      int64 // records of such
	S3TestEvents         int64
	ControlMessages      int64
}

// add counts a document and reports whether it is one to be passed over.
func (s *Skipped) add(err error) bool {
	switch err {
	case ErrDigestFile:
		s.DigestFiles++
	case ErrLakeSignature:
		s.LakeSignatures++
	case ErrLogFileNotification:
		s.LogFileNotifications++
	case ErrValidationMessage:
		s.ValidationMessages++
	case ErrS3Notification:
		s.S3Notifications++
	case ErrS3TestEvent:
		s.S3TestEvents++
	case ErrControlMessage:
		s.ControlMessages++
	default:
		return false
	}
	return true
}

// foreignObject says what an object is that has no mark of an event.
func foreignObject(text string) error {
	var sc jsonscan.Scanner
	sc.Reset(text, 0)
	sc.EnterObject()
	for sc.NextMember() {
		switch sc.Key() {
		case "digestS3Object":
			return ErrDigestFile
		case "hashSignature":
			return ErrLakeSignature
		case "s3ObjectKey":
			return ErrLogFileNotification
		case "Event":
			if text, _ := sc.Text(); text == "s3:TestEvent" {
				return ErrS3TestEvent
			}
		case "messageType":
			if text, _ := sc.Text(); text == "CONTROL_MESSAGE" {
				return ErrControlMessage
			}
		}
	}
	return tlslog.ErrForeign
}

// foreignSource says what an object is that has the marks of an event, but may
// have the source of a notification. It returns nil for an event.
func foreignSource(source string) error {
	switch {
	case source == "aws:s3":
		return ErrS3Notification
	case strings.HasPrefix(source, "aws:"):
		return tlslog.ErrForeign
	}
	return nil
}

// validationText is all of a validation message (as the AWS CloudTrail
// Processing Library expects it).
const validationText = "CloudTrail validation message."

// isValidation reports whether the log is a validation message, and passes over
// it.
func isValidation(in *stream.Reader) bool {
	for {
		window := in.Window()
		switch {
		case strings.HasPrefix(window, validationText):
			in.Advance(len(validationText))
			return true
		case !strings.HasPrefix(validationText, window) || in.More() != nil:
			return false
		}
	}
}
