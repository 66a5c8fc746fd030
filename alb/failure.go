package alb

import (
	"github.com/awstls/awstls/internal/failure"
	"github.com/awstls/awstls/tlslog"
)

// A FailureCode says why a connection failed, in AWS's own words. The zero
// FailureCode is none. Codes that are not among the constants below occur,
// since AWS adds some; they are kept as written.
type FailureCode string

// The failure codes and their descriptions, as documented in the user guide
// for Application Load Balancers, "Connection logs".
const (
	ClientCertMaxChainDepthExceeded FailureCode = "ClientCertMaxChainDepthExceeded" // The maximum client certificate chain depth has been exceeded.
	ClientCertMaxSizeExceeded       FailureCode = "ClientCertMaxSizeExceeded"       // The maximum client certificate size has been exceeded.
	ClientCertCrlHit                FailureCode = "ClientCertCrlHit"                // The client certificate has been revoked by the CA.
	ClientCertCrlProcessingError    FailureCode = "ClientCertCrlProcessingError"    // CRL processing error.
	ClientCertUntrusted             FailureCode = "ClientCertUntrusted"             // The client certificate is untrusted.
	ClientCertNotYetValid           FailureCode = "ClientCertNotYetValid"           // The client certificate is not yet valid.
	ClientCertExpired               FailureCode = "ClientCertExpired"               // The client certificate is expired.
	ClientCertTypeUnsupported       FailureCode = "ClientCertTypeUnsupported"       // The client certificate type is unsupported.
	ClientCertInvalid               FailureCode = "ClientCertInvalid"               // The client certificate is invalid.
	ClientCertPurposeInvalid        FailureCode = "ClientCertPurposeInvalid"        // The client certificate purpose is invalid.
	ClientCertRejected              FailureCode = "ClientCertRejected"              // The client certificate is rejected by custom server validation.
	ClientCertIncompatible          FailureCode = "ClientCertIncompatible"          // The client certificate is incompatible with the chosen listener security policy.

	// UnmappedConnectionError is an unmapped runtime connection error. A
	// client that offers only protocols which the listener's policy excludes
	// is logged so, and one without a certificate where one is asked for
	// (both observed).
	UnmappedConnectionError FailureCode = "UnmappedConnectionError"
)

// failures lists the codes in AWS's order, each with its reason.
var failures = failure.Table[FailureCode]{
	{Code: ClientCertMaxChainDepthExceeded, Reason: tlslog.ReasonCertificateChainTooLong},
	{Code: ClientCertMaxSizeExceeded, Reason: tlslog.ReasonCertificateTooLarge},
	{Code: ClientCertCrlHit, Reason: tlslog.ReasonCertificateRevoked},
	{Code: ClientCertCrlProcessingError, Reason: tlslog.ReasonRevocationCheckFailed},
	{Code: ClientCertUntrusted, Reason: tlslog.ReasonCertificateUntrusted},
	{Code: ClientCertNotYetValid, Reason: tlslog.ReasonCertificateNotYetValid},
	{Code: ClientCertExpired, Reason: tlslog.ReasonCertificateExpired},
	{Code: ClientCertTypeUnsupported, Reason: tlslog.ReasonCertificateTypeUnsupported},
	{Code: ClientCertInvalid, Reason: tlslog.ReasonCertificateInvalid},
	{Code: ClientCertPurposeInvalid, Reason: tlslog.ReasonCertificatePurpose},
	{Code: ClientCertRejected, Reason: tlslog.ReasonCertificateRejected},
	{Code: UnmappedConnectionError, Reason: tlslog.ReasonUnmappedConnection},
	{Code: ClientCertIncompatible, Reason: tlslog.ReasonCertificateIncompatible},
}

// FailureCodes returns the documented codes in AWS's order.
func FailureCodes() []FailureCode { return failures.Codes() }

// FailureCodeOf returns the code that means r, or false if load balancers
// have none.
func FailureCodeOf(r tlslog.Reason) (FailureCode, bool) { return failures.Of(r) }

// Known reports whether c is one of the documented codes.
func (c FailureCode) Known() bool {
	_, known := failures.Reason(c)
	return known
}

// Reason returns the reason that c stands for: [tlslog.ReasonOther] for a
// code that is not documented, [tlslog.ReasonNone] for the zero FailureCode.
func (c FailureCode) Reason() tlslog.Reason {
	r, _ := failures.Reason(c)
	return r
}

// String returns c as AWS writes it.
func (c FailureCode) String() string { return string(c) }
