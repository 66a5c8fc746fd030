package tlslog

// An Evidence says where an event's protocol version, cipher suite and key
// exchange come from, or why there are none. A report that counts protocols
// counts the events whose Evidence is [EvidenceLogged]; the others explain
// what is missing from the count.
type Evidence uint8

// The kinds of evidence. From EvidencePlaintext on an event carries no
// protocol and no cipher suite, and the kind says why.
const (
	// EvidenceNone means that the log says nothing and that the reason is
	// not known.
	EvidenceNone Evidence = iota

	// EvidenceLogged means that the values are as the log gives them for
	// this connection.
	EvidenceLogged

	// EvidenceInferred means that the cipher suite is taken from a place
	// other than the log's TLS fields, and that the version, where there is
	// one, follows from it. CloudTrail's S3 data events are the case: most
	// have a CipherSuite in additionalEventData and no tlsDetails.
	EvidenceInferred

	// EvidencePlaintext means that the connection did not use TLS, such as
	// one to an HTTP listener of a load balancer.
	EvidencePlaintext

	// EvidenceFailed means that the handshake did not complete, so that
	// nothing was negotiated. Load balancers log a protocol and a cipher
	// suite even then, observed not to be those of the attempt.
	EvidenceFailed

	// EvidenceService means that an AWS service made the call on somebody's
	// behalf, for which CloudTrail logs no TLS details (documented).
	EvidenceService

	// EvidenceConsole means that the call came through the AWS Management
	// Console, for which CloudTrail may log no TLS details (documented).
	EvidenceConsole

	// EvidenceNotRecorded means that this kind of event never carries TLS
	// details, such as CloudTrail's network activity events and the TLS
	// logs of Network Firewall.
	EvidenceNotRecorded
)

var evidenceNames = []string{
	"", "logged", "inferred", "plaintext", "failed", "service", "console", "not_recorded",
}

// String returns a word such as "logged", or "" for [EvidenceNone].
func (e Evidence) String() string { return string(e.append(nil)) }

// AppendText implements [encoding.TextAppender] with the text of String.
func (e Evidence) AppendText(b []byte) ([]byte, error) { return e.append(b), nil }

// MarshalText implements [encoding.TextMarshaler] with the text of String.
func (e Evidence) MarshalText() ([]byte, error) { return e.append(nil), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. It takes what String
// returns for the kinds above.
func (e *Evidence) UnmarshalText(text []byte) error {
	i, err := parseName("Evidence", evidenceNames, string(text))
	if err == nil {
		*e = Evidence(i)
	}
	return err
}

func (e Evidence) append(b []byte) []byte {
	return appendName(b, "Evidence", evidenceNames, int(e))
}
