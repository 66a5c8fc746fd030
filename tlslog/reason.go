package tlslog

import "iter"

// A Reason says why a connection or a call failed, in words that all sources
// share. Each log package maps its failure codes to reasons, and back as far
// as it has a code for the reason; an event keeps AWS's own word beside it in
// [Event.Code]. The zero Reason means that nothing failed or that the log
// gives no reason.
type Reason uint8

// The reasons. Their order may change; their names may not.
const (
	ReasonNone Reason = iota

	// The client's certificate, in mutual TLS.

	ReasonCertificateMissing         // The client sent no certificate.
	ReasonCertificateUntrusted       // The certificate was not issued by a trusted authority.
	ReasonCertificateExpired         // The certificate's validity has ended.
	ReasonCertificateNotYetValid     // The certificate's validity has not begun.
	ReasonCertificateInvalid         // The certificate is malformed or breaks a rule.
	ReasonCertificateTypeUnsupported // The certificate's type or key is not supported.
	ReasonCertificatePurpose         // The certificate was not issued for client authentication.
	ReasonCertificateIncompatible    // The certificate does not satisfy the listener's security policy.
	ReasonCertificateRejected        // The certificate was rejected by custom validation.
	ReasonCertificateChainTooLong    // The certificate chain exceeds the permitted depth.
	ReasonCertificateTooLarge        // The certificate exceeds the permitted size.

	// Revocation, of the client's certificate or the server's.

	ReasonCertificateRevoked    // The certificate was revoked by its authority.
	ReasonRevocationUnknown     // The revocation status could not be learnt.
	ReasonRevocationCheckFailed // The revocation list or response could not be processed.

	// The server's name and certificate, seen by Network Firewall.

	ReasonServerNameMissing  // The client hello names no server.
	ReasonServerNameMismatch // The server's certificate does not hold the name in the client hello.

	// The connection.

	ReasonConnectionError    // The TCP connection could not be established.
	ReasonConnectionTimeout  // The TCP connection was not established in time.
	ReasonConnectionRefused  // The connection was refused by the customer's function or rule.
	ReasonFunctionError      // The customer's connection function failed.
	ReasonInternalError      // The AWS service failed.
	ReasonUnmappedConnection // The connection failed for a cause that AWS does not tell apart.

	// The API call, in CloudTrail.

	ReasonAuthenticationFailed // The caller's credentials or signature were not accepted.
	ReasonCredentialsExpired   // The caller's credentials or the signed request had expired.
	ReasonAccessDenied         // The caller may not make this call.
	ReasonEndpointPolicyDenied // The policy of the VPC endpoint denied the call.
	ReasonThrottled            // The call was turned down for its rate.

	ReasonOther // The failure has a code that has no reason of its own.

	reasonEnd
)

// reasons holds the name and the one-sentence description of each reason.
var reasons = [reasonEnd]struct{ name, description string }{
	ReasonNone:                       {"", ""},
	ReasonCertificateMissing:         {"certificate_missing", "The client sent no certificate."},
	ReasonCertificateUntrusted:       {"certificate_untrusted", "The certificate was not issued by a trusted authority."},
	ReasonCertificateExpired:         {"certificate_expired", "The certificate's validity has ended."},
	ReasonCertificateNotYetValid:     {"certificate_not_yet_valid", "The certificate's validity has not begun."},
	ReasonCertificateInvalid:         {"certificate_invalid", "The certificate is malformed or breaks a rule."},
	ReasonCertificateTypeUnsupported: {"certificate_type_unsupported", "The certificate's type or key is not supported."},
	ReasonCertificatePurpose:         {"certificate_purpose", "The certificate was not issued for client authentication."},
	ReasonCertificateIncompatible:    {"certificate_incompatible", "The certificate does not satisfy the listener's security policy."},
	ReasonCertificateRejected:        {"certificate_rejected", "The certificate was rejected by custom validation."},
	ReasonCertificateChainTooLong:    {"certificate_chain_too_long", "The certificate chain exceeds the permitted depth."},
	ReasonCertificateTooLarge:        {"certificate_too_large", "The certificate exceeds the permitted size."},
	ReasonCertificateRevoked:         {"certificate_revoked", "The certificate was revoked by its authority."},
	ReasonRevocationUnknown:          {"revocation_unknown", "The revocation status could not be learnt."},
	ReasonRevocationCheckFailed:      {"revocation_check_failed", "The revocation list or response could not be processed."},
	ReasonServerNameMissing:          {"server_name_missing", "The client hello names no server."},
	ReasonServerNameMismatch:         {"server_name_mismatch", "The server's certificate does not hold the name in the client hello."},
	ReasonConnectionError:            {"connection_error", "The TCP connection could not be established."},
	ReasonConnectionTimeout:          {"connection_timeout", "The TCP connection was not established in time."},
	ReasonConnectionRefused:          {"connection_refused", "The connection was refused by the customer's function or rule."},
	ReasonFunctionError:              {"function_error", "The customer's connection function failed."},
	ReasonInternalError:              {"internal_error", "The AWS service failed."},
	ReasonUnmappedConnection:         {"unmapped_connection", "The connection failed for a cause that AWS does not tell apart."},
	ReasonAuthenticationFailed:       {"authentication_failed", "The caller's credentials or signature were not accepted."},
	ReasonCredentialsExpired:         {"credentials_expired", "The caller's credentials or the signed request had expired."},
	ReasonAccessDenied:               {"access_denied", "The caller may not make this call."},
	ReasonEndpointPolicyDenied:       {"endpoint_policy_denied", "The policy of the VPC endpoint denied the call."},
	ReasonThrottled:                  {"throttled", "The call was turned down for its rate."},
	ReasonOther:                      {"other", "The failure has a code that has no reason of its own."},
}

// Reasons returns an iterator over the reasons in the order of their
// declaration, without [ReasonNone].
func Reasons() iter.Seq[Reason] {
	return func(yield func(Reason) bool) {
		for r := ReasonNone + 1; r < reasonEnd; r++ {
			if !yield(r) {
				return
			}
		}
	}
}

// String returns a name such as "certificate_expired", or "" for
// [ReasonNone].
func (r Reason) String() string { return string(r.append(nil)) }

// Description returns the reason as one English sentence, or "" for
// [ReasonNone] and for values that are no reason.
func (r Reason) Description() string {
	if r < reasonEnd {
		return reasons[r].description
	}
	return ""
}

// AppendText implements [encoding.TextAppender] with the text of String.
func (r Reason) AppendText(b []byte) ([]byte, error) { return r.append(b), nil }

// MarshalText implements [encoding.TextMarshaler] with the text of String.
func (r Reason) MarshalText() ([]byte, error) { return r.append(nil), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. It takes what String
// returns for the reasons above.
func (r *Reason) UnmarshalText(text []byte) error {
	for i := range reasons {
		if reasons[i].name == string(text) {
			*r = Reason(i)
			return nil
		}
	}
	return enumError{"Reason"}
}

func (r Reason) append(b []byte) []byte {
	if r < reasonEnd {
		return append(b, reasons[r].name...)
	}
	return appendName(b, "Reason", nil, int(r))
}
