package cloudtrail

import (
	"time"

	"github.com/awstls/awstls/tlslog"
)

// A UserIdentity is who made a call; see "CloudTrail userIdentity element" in
// the user guide. The zero UserIdentity means that the event does not say. The
// identity of an AWS service that acts for itself can consist of AccountID and
// InvokedBy alone (observed).
type UserIdentity struct {
	// Type is the kind of identity.
	Type IdentityType

	// PrincipalID is the unique ID of the identity; of a session, that of the
	// role, a colon and the name of the session.
	PrincipalID string

	// ARN is the identity's ARN.
	ARN string

	// AccountID is the account that the identity belongs to.
	AccountID string

	// AccessKeyID is the access key that signed the call.
	AccessKeyID string

	// UserName is the name of the identity. It is
	// HIDDEN_DUE_TO_SECURITY_REASONS for a failed sign-in with a name that
	// does not exist.
	UserName string

	// SessionContext tells of the temporary credentials that were used.
	SessionContext SessionContext

	// InvokedBy is the AWS service that made the call on the identity's
	// behalf: a DNS name, or "AWS Internal".
	InvokedBy string

	// InvokedByDelegate is a partner that made the call with temporary
	// access that it was delegated.
	InvokedByDelegate InvokedByDelegate

	// IdentityProvider is the provider of an identity of the types
	// SAMLUser and WebIdentityUser.
	IdentityProvider string

	// CredentialID is the ID of the credentials of a call with a bearer
	// token.
	CredentialID string

	// OnBehalfOf is the user of IAM Identity Center that the call was made
	// for.
	OnBehalfOf OnBehalfOf

	// InScopeOf is what the credentials were issued to, and within what they
	// are good.
	InScopeOf InScopeOf

	// Extra holds, as a JSON object, the members that are none of the fields
	// above. It is {} if there is an object without any of them.
	Extra RawJSON
}

// An IdentityType is the kind of a [UserIdentity] or of a [SessionIssuer]. The
// zero IdentityType means that the event does not say. Types that are not
// among the constants below are kept as written.
type IdentityType string

// The types of identity, as documented in "CloudTrail userIdentity element".
const (
	IdentityRoot               IdentityType = "Root"               // the account's root user
	IdentityIAMUser            IdentityType = "IAMUser"            // an IAM user
	IdentityAssumedRole        IdentityType = "AssumedRole"        // a session of a role
	IdentityRole               IdentityType = "Role"               // a role
	IdentityFederatedUser      IdentityType = "FederatedUser"      // credentials from GetFederationToken
	IdentityDirectory          IdentityType = "Directory"          // Directory Service
	IdentityAWSAccount         IdentityType = "AWSAccount"         // another account
	IdentityAWSService         IdentityType = "AWSService"         // an AWS service
	IdentityIdentityCenterUser IdentityType = "IdentityCenterUser" // a user of IAM Identity Center
	IdentitySAMLUser           IdentityType = "SAMLUser"           // a user with a SAML assertion
	IdentityWebIdentityUser    IdentityType = "WebIdentityUser"    // a user of a web identity provider
	IdentityUnknown            IdentityType = "Unknown"            // CloudTrail cannot tell
)

// A SessionContext tells of the temporary credentials that a call was made
// with. The zero SessionContext means that the event does not say.
type SessionContext struct {
	// Attributes are attributes of the session.
	Attributes SessionAttributes

	// SessionIssuer is who issued the credentials.
	SessionIssuer SessionIssuer

	// WebIDFederationData is set for credentials that were got by web
	// identity federation.
	WebIDFederationData WebIDFederationData

	// SourceIdentity is the identity that the session started from, where
	// AWS STS was told.
	SourceIdentity string

	// EC2RoleDelivery is the version of the instance metadata service that
	// the credentials came from: "1.0" or "2.0".
	EC2RoleDelivery string

	// EC2IssuedInVPC is the VPC in which EC2 issued the credentials (its
	// meaning is inferred from its name).
	EC2IssuedInVPC string

	// AssumedRoot says whether the session was got with AssumeRoot. In the
	// log it is the string "true".
	AssumedRoot tlslog.Opt[bool]

	// Extra is as in [UserIdentity].
	Extra RawJSON
}

// SessionAttributes are attributes of a session. The zero SessionAttributes
// mean that the event does not say.
type SessionAttributes struct {
	// CreationDate is when the credentials were issued, in UTC and with
	// seconds. The form 20131102T010628Z, which stands in the user guide, is
	// read, too.
	CreationDate time.Time

	// MFAAuthenticated says whether the session was authenticated with a
	// second factor. In the log it is the string "true" or "false".
	MFAAuthenticated tlslog.Opt[bool]

	// SessionCredentialFromConsole is what the field of [Record] of the same
	// name is. Some consumers expect it here.
	SessionCredentialFromConsole tlslog.Opt[bool]

	// Extra is as in [UserIdentity].
	Extra RawJSON
}

// A SessionIssuer is who issued temporary credentials: the role, user or root
// user of which they are a session.
type SessionIssuer struct {
	Type        IdentityType
	PrincipalID string
	ARN         string
	AccountID   string
	UserName    string

	// Extra is as in [UserIdentity].
	Extra RawJSON
}

// WebIDFederationData tells of credentials that were got by web identity
// federation. Many events have an empty object in its place.
type WebIDFederationData struct {
	// FederatedProvider is the identity provider: a domain name, or the ARN
	// of an OpenID Connect provider.
	FederatedProvider string

	// Attributes are the application's and the user's IDs, as the provider
	// gives them: an object.
	Attributes RawJSON

	// Extra is as in [UserIdentity].
	Extra RawJSON
}

// OnBehalfOf is the user of IAM Identity Center that a call was made for.
type OnBehalfOf struct {
	UserID           string
	IdentityStoreARN string

	// Extra is as in [UserIdentity].
	Extra RawJSON
}

// InScopeOf is what credentials were issued to, and within what they are good:
// the service or resource, its account, the type of what issued them.
type InScopeOf struct {
	SourceARN           string
	SourceAccount       string
	IssuerType          string // such as AWS::EC2::Instance
	CredentialsIssuedTo string // an ARN

	// Extra is as in [UserIdentity].
	Extra RawJSON
}

// InvokedByDelegate is a partner that made a call with temporary access that
// it was delegated.
type InvokedByDelegate struct {
	AccountID string

	// Extra is as in [UserIdentity].
	Extra RawJSON
}

func (u UserIdentity) clone() UserIdentity {
	c, w := &u.SessionContext, &u.SessionContext.WebIDFederationData
	i := &c.SessionIssuer
	cloneAll(
		(*string)(&u.Type), &u.PrincipalID, &u.ARN, &u.AccountID, &u.AccessKeyID, &u.UserName,
		&u.InvokedBy, &u.IdentityProvider, &u.CredentialID, (*string)(&u.Extra),
		(*string)(&c.Attributes.Extra),
		(*string)(&i.Type), &i.PrincipalID, &i.ARN, &i.AccountID, &i.UserName, (*string)(&i.Extra),
		&w.FederatedProvider, (*string)(&w.Attributes), (*string)(&w.Extra),
		&c.SourceIdentity, &c.EC2RoleDelivery, &c.EC2IssuedInVPC, (*string)(&c.Extra),
		&u.OnBehalfOf.UserID, &u.OnBehalfOf.IdentityStoreARN, (*string)(&u.OnBehalfOf.Extra),
		&u.InScopeOf.SourceARN, &u.InScopeOf.SourceAccount, &u.InScopeOf.IssuerType,
		&u.InScopeOf.CredentialsIssuedTo, (*string)(&u.InScopeOf.Extra),
		&u.InvokedByDelegate.AccountID, (*string)(&u.InvokedByDelegate.Extra),
	)
	return u
}
