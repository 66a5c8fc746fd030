package networkfirewall

import (
	"github.com/awstls/awstls/internal/failure"
	"github.com/awstls/awstls/tlslog"
)

// A FailureCode says what was wrong with a connection. The zero FailureCode is
// none. Codes that are not among the constants below are statuses of revocation
// checks that AWS does not document.
type FailureCode string

// The failure codes. Those of a revocation check are its status in AWS's
// words. For TLS errors AWS has no codes but only sentences; the codes for
// them are this package's.
const (
	NoSNI             FailureCode = "NO_SNI"       // The client hello has no server name.
	SNIMismatch       FailureCode = "SNI_MISMATCH" // The server's certificate does not hold the name in the client hello.
	Revoked           FailureCode = "REVOKED"      // The server's certificate was revoked.
	RevocationUnknown FailureCode = "UNKNOWN"      // The provider of the status failed or has no record of the certificate.
)

// failures lists the codes, each with its reason.
var failures = failure.Table[FailureCode]{
	{Code: NoSNI, Reason: tlslog.ReasonServerNameMissing},
	{Code: SNIMismatch, Reason: tlslog.ReasonServerNameMismatch},
	{Code: Revoked, Reason: tlslog.ReasonCertificateRevoked},
	{Code: RevocationUnknown, Reason: tlslog.ReasonRevocationUnknown},
}

// FailureCode returns what was wrong with the connection: the code of the TLS
// error if that is known, else the status of the revocation check.
func (r Record) FailureCode() FailureCode {
	e, _ := r.TLSError.Get()
	if code := e.Kind().FailureCode(); code != "" {
		return code
	}
	c, _ := r.RevocationCheck.Get()
	return FailureCode(c.Status)
}

// FailureCodes returns the codes above in their order.
func FailureCodes() []FailureCode { return failures.Codes() }

// FailureCodeOf returns the code that means r, or false if Network Firewall
// has none.
func FailureCodeOf(r tlslog.Reason) (FailureCode, bool) { return failures.Of(r) }

// Known reports whether c is one of the codes above.
func (c FailureCode) Known() bool {
	_, known := failures.Reason(c)
	return known
}

// Reason returns the reason that c stands for: [tlslog.ReasonOther] for a
// code that is not among those above, [tlslog.ReasonNone] for the zero
// FailureCode.
func (c FailureCode) Reason() tlslog.Reason {
	r, _ := failures.Reason(c)
	return r
}

// String returns c as it is.
func (c FailureCode) String() string { return string(c) }
