package cloudfront

import (
	"github.com/awstls/awstls/internal/failure"
	"github.com/awstls/awstls/tlslog"
)

// A FailureCode says why a connection failed, in AWS's own words. The zero
// FailureCode is none. Codes that are not among the constants below occur,
// since AWS adds some; they are kept as written.
type FailureCode string

// The failure codes, as documented in the developer guide for CloudFront,
// "Observability using connection logs". AWS lists three of them without a
// description.
const (
	ClientCertMaxChainDepthExceeded FailureCode = "ClientCertMaxChainDepthExceeded" // The maximum certificate chain depth was exceeded.
	ClientCertMaxSizeExceeded       FailureCode = "ClientCertMaxSizeExceeded"       // The maximum certificate size was exceeded.
	ClientCertUntrusted             FailureCode = "ClientCertUntrusted"             // The certificate is untrusted.
	ClientCertNotYetValid           FailureCode = "ClientCertNotYetValid"           // The certificate is not yet valid.
	ClientCertExpired               FailureCode = "ClientCertExpired"               // The certificate is expired.
	ClientCertTypeUnsupported       FailureCode = "ClientCertTypeUnsupported"       // The certificate type is unsupported.
	ClientCertInvalid               FailureCode = "ClientCertInvalid"               // The certificate is invalid.
	ClientCertIntentInvalid         FailureCode = "ClientCertIntentInvalid"         // The certificate's intent is invalid.
	ClientCertRejected              FailureCode = "ClientCertRejected"              // The certificate was rejected by custom validation.
	ClientCertMissing               FailureCode = "ClientCertMissing"               // The certificate is missing.
	ClientCertOcspProcessingError   FailureCode = "ClientCertOcspProcessingError"   // Not described; the name is that of a failed OCSP check.
	ClientCertOcspDenied            FailureCode = "ClientCertOcspDenied"            // Not described; the name is that of a certificate that OCSP does not vouch for.
	TcpError                        FailureCode = "TcpError"                        // An error occurred while the connection was being established.
	TcpTimeout                      FailureCode = "TcpTimeout"                      // The connection could not be established in time.
	ConnectionFunctionError         FailureCode = "ConnectionFunctionError"         // A Connection Function threw an exception that was not caught.
	ConnectionFunctionDenied        FailureCode = "ConnectionFunctionDenied"        // Not described; the name is that of a connection that a Connection Function denied.
	Internal                        FailureCode = "Internal"                        // An internal service error occurred.
	UnmappedConnectionError         FailureCode = "UnmappedConnectionError"         // An error occurred that does not fall into any of the other categories.
)

// failures lists the codes in AWS's order, each with its reason.
var failures = failure.Table[FailureCode]{
	{Code: ClientCertMaxChainDepthExceeded, Reason: tlslog.ReasonCertificateChainTooLong},
	{Code: ClientCertMaxSizeExceeded, Reason: tlslog.ReasonCertificateTooLarge},
	{Code: ClientCertUntrusted, Reason: tlslog.ReasonCertificateUntrusted},
	{Code: ClientCertNotYetValid, Reason: tlslog.ReasonCertificateNotYetValid},
	{Code: ClientCertExpired, Reason: tlslog.ReasonCertificateExpired},
	{Code: ClientCertTypeUnsupported, Reason: tlslog.ReasonCertificateTypeUnsupported},
	{Code: ClientCertInvalid, Reason: tlslog.ReasonCertificateInvalid},
	{Code: ClientCertIntentInvalid, Reason: tlslog.ReasonCertificatePurpose},
	{Code: ClientCertRejected, Reason: tlslog.ReasonCertificateRejected},
	{Code: ClientCertMissing, Reason: tlslog.ReasonCertificateMissing},
	{Code: ClientCertOcspProcessingError, Reason: tlslog.ReasonRevocationCheckFailed},
	{Code: ClientCertOcspDenied, Reason: tlslog.ReasonCertificateRevoked},
	{Code: TcpError, Reason: tlslog.ReasonConnectionError},
	{Code: TcpTimeout, Reason: tlslog.ReasonConnectionTimeout},
	{Code: ConnectionFunctionError, Reason: tlslog.ReasonFunctionError},
	{Code: ConnectionFunctionDenied, Reason: tlslog.ReasonConnectionRefused},
	{Code: Internal, Reason: tlslog.ReasonInternalError},
	{Code: UnmappedConnectionError, Reason: tlslog.ReasonUnmappedConnection},
}

// FailureCodes returns the documented codes in AWS's order.
func FailureCodes() []FailureCode { return failures.Codes() }

// FailureCodeOf returns the code that means r, or false if CloudFront has
// none.
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
