package networkfirewall

import "github.com/awstls/awstls/tlslog"

// A RevocationStatus is the result of a revocation check, as written. The
// zero RevocationStatus means that the log does not say. Values that are not
// among the constants below are kept as written.
type RevocationStatus string

// The statuses that AWS documents. Whether there are others, such as one for
// a certificate that was not revoked, is not known; none was published.
const (
	// StatusRevoked means that the certificate was revoked.
	StatusRevoked RevocationStatus = "REVOKED"

	// StatusUnknown means that the provider of the status failed or has no
	// record of the certificate.
	StatusUnknown RevocationStatus = "UNKNOWN"
)

// Known reports whether s is one of the documented statuses.
func (s RevocationStatus) Known() bool { return s == StatusRevoked || s == StatusUnknown }

// String returns s as AWS writes it.
func (s RevocationStatus) String() string { return string(s) }

// An Action is what the firewall does with a connection whose certificate was
// revoked or has an unknown status, as written. The zero Action means that
// the log does not say. Values that are not among the constants below are kept
// as written.
type Action string

// The actions of the API's RevocationCheckAction (documented). Only DROP was
// seen in published records.
const (
	ActionPass   Action = "PASS"   // The connection goes on.
	ActionDrop   Action = "DROP"   // Further packets are dropped.
	ActionReject Action = "REJECT" // The connection is reset.
)

// Known reports whether a is one of the documented actions.
func (a Action) Known() bool { return a == ActionPass || a == ActionDrop || a == ActionReject }

// Result returns [tlslog.ResultSuccess] for PASS, [tlslog.ResultFailure] for
// DROP and REJECT, and [tlslog.ResultUnknown] for anything else.
func (a Action) Result() tlslog.Result {
	switch a {
	case ActionPass:
		return tlslog.ResultSuccess
	case ActionDrop, ActionReject:
		return tlslog.ResultFailure
	}
	return tlslog.ResultUnknown
}

// String returns a as AWS writes it.
func (a Action) String() string { return string(a) }
