package cloudtrail

import (
	"slices"
	"strings"

	"github.com/awstls/awstls/tlslog"
)

// A FailureCode is an event's errorCode: the word with which a service turned a
// call down. The zero FailureCode is none. There are thousands, each service
// having its own; they are kept as written. The constants below are those that
// concern authentication, authorization, the rate of calls, and failures of the
// service itself.
//
// In the events of EC2 and some other services a code has Client. or Server. in
// front of it: Client.UnauthorizedOperation (observed). Known and Reason pass
// over that.
type FailureCode string

// The failure codes. The first of each group is what [FailureCodeOf] returns.
//
// They are documented as "Common error types" in the API references of the
// services, in "Error responses" of Amazon S3, in "Error codes for the Amazon
// EC2 API", as errors of AWS STS, Amazon SNS and AWS Organizations, and those
// for throttling in "Retry behavior" of the AWS SDKs and Tools reference guide.
const (
	// The credentials or the signature were not accepted.

	AuthFailure                         FailureCode = "AuthFailure"
	AuthorizationHeaderMalformed        FailureCode = "AuthorizationHeaderMalformed"
	IDPRejectedClaim                    FailureCode = "IDPRejectedClaim"
	IncompleteSignature                 FailureCode = "IncompleteSignature"
	InvalidAccessKeyID                  FailureCode = "InvalidAccessKeyId"
	InvalidClientTokenID                FailureCode = "InvalidClientTokenId"
	InvalidIdentityToken                FailureCode = "InvalidIdentityToken"
	InvalidIdentityTokenException       FailureCode = "InvalidIdentityTokenException"
	InvalidSecurity                     FailureCode = "InvalidSecurity"
	InvalidSignatureException           FailureCode = "InvalidSignatureException"
	InvalidToken                        FailureCode = "InvalidToken"
	MissingAuthenticationToken          FailureCode = "MissingAuthenticationToken"
	MissingAuthenticationTokenException FailureCode = "MissingAuthenticationTokenException"
	MissingSecurityHeader               FailureCode = "MissingSecurityHeader"
	SignatureDoesNotMatch               FailureCode = "SignatureDoesNotMatch"
	UnrecognizedClientException         FailureCode = "UnrecognizedClientException"

	// The credentials or the signed request had expired.

	ExpiredToken          FailureCode = "ExpiredToken"
	ExpiredTokenException FailureCode = "ExpiredTokenException"
	RequestExpired        FailureCode = "RequestExpired"
	RequestTimeTooSkewed  FailureCode = "RequestTimeTooSkewed"
	TokenRefreshRequired  FailureCode = "TokenRefreshRequired"

	// The caller may not make this call.

	AccessDenied                       FailureCode = "AccessDenied"
	AccessDeniedException              FailureCode = "AccessDeniedException"
	AccessDeniedForDependencyException FailureCode = "AccessDeniedForDependencyException"
	AuthorizationError                 FailureCode = "AuthorizationError"
	NotAuthorized                      FailureCode = "NotAuthorized"
	OptInRequired                      FailureCode = "OptInRequired"
	UnauthorizedOperation              FailureCode = "UnauthorizedOperation"

	// The policy of the VPC endpoint denied the call. This is the code of
	// network activity events.

	VPCEndpointAccessDenied FailureCode = "VpceAccessDenied"

	// The call was turned down for its rate.

	Throttling                             FailureCode = "Throttling"
	EC2ThrottledException                  FailureCode = "EC2ThrottledException"
	PriorRequestNotComplete                FailureCode = "PriorRequestNotComplete"
	ProvisionedThroughputExceededException FailureCode = "ProvisionedThroughputExceededException"
	RequestLimitExceeded                   FailureCode = "RequestLimitExceeded"
	RequestThrottled                       FailureCode = "RequestThrottled"
	RequestThrottledException              FailureCode = "RequestThrottledException"
	SlowDown                               FailureCode = "SlowDown"
	ThrottledException                     FailureCode = "ThrottledException"
	ThrottlingException                    FailureCode = "ThrottlingException"
	TooManyRequestsException               FailureCode = "TooManyRequestsException"

	// The service failed.

	InternalFailure    FailureCode = "InternalFailure"
	InternalError      FailureCode = "InternalError"
	ServiceUnavailable FailureCode = "ServiceUnavailable"
)

// failures lists the codes of each reason in the order of the constants.
var failures = [...]struct {
	reason tlslog.Reason
	codes  []FailureCode
}{
	{tlslog.ReasonAuthenticationFailed, []FailureCode{
		AuthFailure, AuthorizationHeaderMalformed, IDPRejectedClaim, IncompleteSignature,
		InvalidAccessKeyID, InvalidClientTokenID, InvalidIdentityToken,
		InvalidIdentityTokenException, InvalidSecurity, InvalidSignatureException, InvalidToken,
		MissingAuthenticationToken, MissingAuthenticationTokenException, MissingSecurityHeader,
		SignatureDoesNotMatch, UnrecognizedClientException,
	}},
	{tlslog.ReasonCredentialsExpired, []FailureCode{
		ExpiredToken, ExpiredTokenException, RequestExpired, RequestTimeTooSkewed,
		TokenRefreshRequired,
	}},
	{tlslog.ReasonAccessDenied, []FailureCode{
		AccessDenied, AccessDeniedException, AccessDeniedForDependencyException,
		AuthorizationError, NotAuthorized, OptInRequired, UnauthorizedOperation,
	}},
	{tlslog.ReasonEndpointPolicyDenied, []FailureCode{VPCEndpointAccessDenied}},
	{tlslog.ReasonThrottled, []FailureCode{
		Throttling, EC2ThrottledException, PriorRequestNotComplete,
		ProvisionedThroughputExceededException, RequestLimitExceeded, RequestThrottled,
		RequestThrottledException, SlowDown, ThrottledException, ThrottlingException,
		TooManyRequestsException,
	}},
	{tlslog.ReasonInternalError, []FailureCode{InternalFailure, InternalError, ServiceUnavailable}},
}

// FailureCodes returns the codes above, by reason and then by name.
func FailureCodes() []FailureCode {
	var codes []FailureCode
	for _, f := range failures {
		codes = append(codes, f.codes...)
	}
	return codes
}

// FailureCodeOf returns a code that means r, or false if API calls have none.
func FailureCodeOf(r tlslog.Reason) (FailureCode, bool) {
	for _, f := range failures {
		if f.reason == r {
			return f.codes[0], true
		}
	}
	return "", false
}

// Known reports whether c is one of the codes above.
func (c FailureCode) Known() bool { return c != "" && c.Reason() != tlslog.ReasonOther }

// Reason returns the reason that c stands for: [tlslog.ReasonOther] for a code
// that is not among those above, [tlslog.ReasonNone] for the zero FailureCode.
func (c FailureCode) Reason() tlslog.Reason {
	if c == "" {
		return tlslog.ReasonNone
	}
	bare := FailureCode(strings.TrimPrefix(strings.TrimPrefix(string(c), "Client."), "Server."))
	for _, f := range failures {
		if slices.Contains(f.codes, bare) {
			return f.reason
		}
	}
	return tlslog.ReasonOther
}

// String returns c as AWS writes it.
func (c FailureCode) String() string { return string(c) }
