package alb

import "github.com/awstls/awstls/tlslog"

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
var failures = [...]struct {
	code   FailureCode
	reason tlslog.Reason
}{
	{ClientCertMaxChainDepthExceeded, tlslog.ReasonCertificateChainTooLong},
	{ClientCertMaxSizeExceeded, tlslog.ReasonCertificateTooLarge},
	{ClientCertCrlHit, tlslog.ReasonCertificateRevoked},
	{ClientCertCrlProcessingError, tlslog.ReasonRevocationCheckFailed},
	{ClientCertUntrusted, tlslog.ReasonCertificateUntrusted},
	{ClientCertNotYetValid, tlslog.ReasonCertificateNotYetValid},
	{ClientCertExpired, tlslog.ReasonCertificateExpired},
	{ClientCertTypeUnsupported, tlslog.ReasonCertificateTypeUnsupported},
	{ClientCertInvalid, tlslog.ReasonCertificateInvalid},
	{ClientCertPurposeInvalid, tlslog.ReasonCertificatePurpose},
	{ClientCertRejected, tlslog.ReasonCertificateRejected},
	{UnmappedConnectionError, tlslog.ReasonUnmappedConnection},
	{ClientCertIncompatible, tlslog.ReasonCertificateIncompatible},
}

// FailureCodes returns the documented codes in AWS's order.
func FailureCodes() []FailureCode {
	codes := make([]FailureCode, len(failures))
	for i, f := range failures {
		codes[i] = f.code
	}
	return codes
}

// FailureCodeOf returns the code that means r, or false if load balancers
// have none.
func FailureCodeOf(r tlslog.Reason) (FailureCode, bool) {
	for _, f := range failures {
		if f.reason == r {
			return f.code, true
		}
	}
	return "", false
}

// Known reports whether c is one of the documented codes.
func (c FailureCode) Known() bool {
	for _, f := range failures {
		if f.code == c {
			return true
		}
	}
	return false
}

// Reason returns the reason that c stands for: [tlslog.ReasonOther] for a
// code that is not documented, [tlslog.ReasonNone] for the zero FailureCode.
func (c FailureCode) Reason() tlslog.Reason {
	for _, f := range failures {
		if f.code == c {
			return f.reason
		}
	}
	if c == "" {
		return tlslog.ReasonNone
	}
	return tlslog.ReasonOther
}

// String returns c as AWS writes it.
func (c FailureCode) String() string { return string(c) }
