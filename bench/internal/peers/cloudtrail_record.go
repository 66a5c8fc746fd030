package peers

import (
	"time"

	"github.com/awstls/awstls/cloudtrail"
)

// A cloudTrailRecord is an event, with the fields of cloudtrail.Record. J is the
// type of free-form JSON that a library reads fastest. Unlike cloudtrail.Record,
// it does not tell an absent truth value from false, nor keep members that it
// does not know.
type cloudTrailRecord[J ~[]byte] struct {
	EventVersion        string                    `json:"eventVersion"`
	UserIdentity        cloudTrailUserIdentity[J] `json:"userIdentity"`
	EventTime           time.Time                 `json:"-"`
	EventTimeText       string                    `json:"eventTime"`
	EventSource         string                    `json:"eventSource"`
	EventName           string                    `json:"eventName"`
	AWSRegion           string                    `json:"awsRegion"`
	SourceIPAddress     string                    `json:"sourceIPAddress"`
	UserAgent           string                    `json:"userAgent"`
	ErrorCode           string                    `json:"errorCode"`
	ErrorMessage        string                    `json:"errorMessage"`
	RequestParameters   J                         `json:"requestParameters"`
	ResponseElements    J                         `json:"responseElements"`
	AdditionalEventData J                         `json:"additionalEventData"`
	RequestID           string                    `json:"requestID"`
	EventID             string                    `json:"eventID"`
	ReadOnly            bool                      `json:"readOnly"`
	Resources           J                         `json:"resources"`
	EventType           string                    `json:"eventType"`
	APIVersion          string                    `json:"apiVersion"`
	ManagementEvent     bool                      `json:"managementEvent"`
	RecipientAccountID  string                    `json:"recipientAccountId"`
	ServiceEventDetails J                         `json:"serviceEventDetails"`
	SharedEventID       string                    `json:"sharedEventID"`
	VPCEndpointID       string                    `json:"vpcEndpointId"`
	VPCEndpointAccount  string                    `json:"vpcEndpointAccountId"`
	EventCategory       string                    `json:"eventCategory"`
	Addendum            struct {
		Reason            string `json:"reason"`
		UpdatedFields     string `json:"updatedFields"`
		OriginalRequestID string `json:"originalRequestID"`
		OriginalEventID   string `json:"originalEventID"`
	} `json:"addendum"`
	SessionCredentialFromConsole string `json:"sessionCredentialFromConsole"`
	EdgeDeviceDetails            struct {
		Type         string `json:"type"`
		SnowJobID    string `json:"snowJobId"`
		DeviceID     string `json:"deviceId"`
		DeviceFamily string `json:"deviceFamily"`
		Attributes   J      `json:"attributes"`
	} `json:"edgeDeviceDetails"`
	TLSDetails struct {
		TLSVersion               string `json:"tlsVersion"`
		CipherSuite              string `json:"cipherSuite"`
		ClientProvidedHostHeader string `json:"clientProvidedHostHeader"`
		KeyExchange              string `json:"keyExchange"`
	} `json:"tlsDetails"`
	EventContext struct {
		RequestContext J `json:"requestContext"`
		TagContext     J `json:"tagContext"`
	} `json:"eventContext"`
	InsightDetails struct {
		State          string `json:"state"`
		EventSource    string `json:"eventSource"`
		EventName      string `json:"eventName"`
		InsightType    string `json:"insightType"`
		ErrorCode      string `json:"errorCode"`
		InsightContext J      `json:"insightContext"`
	} `json:"insightDetails"`
	AccountID  string `json:"accountId"`
	TimeWindow J      `json:"timeWindow"`
	Summary    J      `json:"summary"`
	Annotation string `json:"annotation"`
}

type cloudTrailUserIdentity[J ~[]byte] struct {
	Type           string `json:"type"`
	PrincipalID    string `json:"principalId"`
	ARN            string `json:"arn"`
	AccountID      string `json:"accountId"`
	AccessKeyID    string `json:"accessKeyId"`
	UserName       string `json:"userName"`
	SessionContext struct {
		Attributes struct {
			CreationDate                 time.Time `json:"-"`
			CreationDateText             string    `json:"creationDate"`
			MFAAuthenticated             string    `json:"mfaAuthenticated"`
			SessionCredentialFromConsole string    `json:"sessionCredentialFromConsole"`
		} `json:"attributes"`
		SessionIssuer struct {
			Type        string `json:"type"`
			PrincipalID string `json:"principalId"`
			ARN         string `json:"arn"`
			AccountID   string `json:"accountId"`
			UserName    string `json:"userName"`
		} `json:"sessionIssuer"`
		WebIDFederationData struct {
			FederatedProvider string `json:"federatedProvider"`
			Attributes        J      `json:"attributes"`
		} `json:"webIdFederationData"`
		SourceIdentity  string `json:"sourceIdentity"`
		EC2RoleDelivery string `json:"ec2RoleDelivery"`
		EC2IssuedInVPC  string `json:"ec2IssuedInVpc"`
		AssumedRoot     string `json:"assumedRoot"`
	} `json:"sessionContext"`
	InvokedBy         string `json:"invokedBy"`
	InvokedByDelegate struct {
		AccountID string `json:"accountId"`
	} `json:"invokedByDelegate"`
	IdentityProvider string `json:"identityProvider"`
	CredentialID     string `json:"credentialId"`
	OnBehalfOf       struct {
		UserID           string `json:"userId"`
		IdentityStoreARN string `json:"identityStoreArn"`
	} `json:"onBehalfOf"`
	InScopeOf struct {
		SourceARN           string `json:"sourceArn"`
		SourceAccount       string `json:"sourceAccount"`
		IssuerType          string `json:"issuerType"`
		CredentialsIssuedTo string `json:"credentialsIssuedTo"`
	} `json:"inScopeOf"`
}

// convert converts the texts of r that stand for values.
func (r *cloudTrailRecord[J]) convert() error {
	var c converter
	r.EventTime = c.time(r.EventTimeText)
	r.EventTimeText = ""
	a := &r.UserIdentity.SessionContext.Attributes
	a.CreationDate = c.time(a.CreationDateText)
	a.CreationDateText = ""
	return c.err
}

func projectCloudTrail[J ~[]byte](r cloudtrail.Record) cloudTrailRecord[J] {
	p := cloudTrailRecord[J]{
		EventVersion:                 string(r.EventVersion),
		UserIdentity:                 projectUserIdentity[J](&r.UserIdentity),
		EventTime:                    r.EventTime,
		EventSource:                  r.EventSource,
		EventName:                    r.EventName,
		AWSRegion:                    r.AWSRegion,
		SourceIPAddress:              string(r.SourceIPAddress),
		UserAgent:                    r.UserAgent,
		ErrorCode:                    string(r.ErrorCode),
		ErrorMessage:                 r.ErrorMessage,
		RequestParameters:            projectJSON[J](r.RequestParameters),
		ResponseElements:             projectJSON[J](r.ResponseElements),
		AdditionalEventData:          projectJSON[J](r.AdditionalEventData),
		RequestID:                    r.RequestID,
		EventID:                      r.EventID,
		ReadOnly:                     r.ReadOnly.Or(false),
		Resources:                    projectJSON[J](cloudtrail.RawJSON(r.Resources)),
		EventType:                    string(r.EventType),
		APIVersion:                   r.APIVersion,
		ManagementEvent:              r.ManagementEvent.Or(false),
		RecipientAccountID:           r.RecipientAccountID,
		ServiceEventDetails:          projectJSON[J](r.ServiceEventDetails),
		SharedEventID:                r.SharedEventID,
		VPCEndpointID:                r.VPCEndpointID,
		VPCEndpointAccount:           r.VPCEndpointAccountID,
		EventCategory:                string(r.EventCategory),
		SessionCredentialFromConsole: r.SessionCredentialFromConsole.String(),
		AccountID:                    r.AccountID,
		TimeWindow:                   projectJSON[J](r.TimeWindow),
		Summary:                      projectJSON[J](r.Summary),
		Annotation:                   r.Annotation,
	}
	p.Addendum.Reason = r.Addendum.Reason
	p.Addendum.UpdatedFields = r.Addendum.UpdatedFields
	p.Addendum.OriginalRequestID = r.Addendum.OriginalRequestID
	p.Addendum.OriginalEventID = r.Addendum.OriginalEventID
	p.EdgeDeviceDetails.Type = r.EdgeDeviceDetails.Type
	p.EdgeDeviceDetails.SnowJobID = r.EdgeDeviceDetails.SnowJobID
	p.EdgeDeviceDetails.DeviceID = r.EdgeDeviceDetails.DeviceID
	p.EdgeDeviceDetails.DeviceFamily = r.EdgeDeviceDetails.DeviceFamily
	p.EdgeDeviceDetails.Attributes = projectJSON[J](r.EdgeDeviceDetails.Attributes)
	p.TLSDetails.TLSVersion = string(r.TLSDetails.TLSVersion)
	p.TLSDetails.CipherSuite = string(r.TLSDetails.CipherSuite)
	p.TLSDetails.ClientProvidedHostHeader = r.TLSDetails.ClientProvidedHostHeader
	p.TLSDetails.KeyExchange = string(r.TLSDetails.KeyExchange)
	p.EventContext.RequestContext = projectJSON[J](r.EventContext.RequestContext)
	p.EventContext.TagContext = projectJSON[J](r.EventContext.TagContext)
	p.InsightDetails.State = r.InsightDetails.State
	p.InsightDetails.EventSource = r.InsightDetails.EventSource
	p.InsightDetails.EventName = r.InsightDetails.EventName
	p.InsightDetails.InsightType = r.InsightDetails.InsightType
	p.InsightDetails.ErrorCode = string(r.InsightDetails.ErrorCode)
	p.InsightDetails.InsightContext = projectJSON[J](r.InsightDetails.InsightContext)
	return p
}

func projectUserIdentity[J ~[]byte](u *cloudtrail.UserIdentity) cloudTrailUserIdentity[J] {
	p := cloudTrailUserIdentity[J]{
		Type:             string(u.Type),
		PrincipalID:      u.PrincipalID,
		ARN:              u.ARN,
		AccountID:        u.AccountID,
		AccessKeyID:      u.AccessKeyID,
		UserName:         u.UserName,
		InvokedBy:        u.InvokedBy,
		IdentityProvider: u.IdentityProvider,
		CredentialID:     u.CredentialID,
	}
	p.InvokedByDelegate.AccountID = u.InvokedByDelegate.AccountID
	p.OnBehalfOf.UserID = u.OnBehalfOf.UserID
	p.OnBehalfOf.IdentityStoreARN = u.OnBehalfOf.IdentityStoreARN
	p.InScopeOf.SourceARN = u.InScopeOf.SourceARN
	p.InScopeOf.SourceAccount = u.InScopeOf.SourceAccount
	p.InScopeOf.IssuerType = u.InScopeOf.IssuerType
	p.InScopeOf.CredentialsIssuedTo = u.InScopeOf.CredentialsIssuedTo

	c, pc := &u.SessionContext, &p.SessionContext
	pc.Attributes.CreationDate = c.Attributes.CreationDate
	pc.Attributes.MFAAuthenticated = c.Attributes.MFAAuthenticated.String()
	pc.Attributes.SessionCredentialFromConsole = c.Attributes.SessionCredentialFromConsole.String()
	pc.SessionIssuer.Type = string(c.SessionIssuer.Type)
	pc.SessionIssuer.PrincipalID = c.SessionIssuer.PrincipalID
	pc.SessionIssuer.ARN = c.SessionIssuer.ARN
	pc.SessionIssuer.AccountID = c.SessionIssuer.AccountID
	pc.SessionIssuer.UserName = c.SessionIssuer.UserName
	pc.WebIDFederationData.FederatedProvider = c.WebIDFederationData.FederatedProvider
	pc.WebIDFederationData.Attributes = projectJSON[J](c.WebIDFederationData.Attributes)
	pc.SourceIdentity = c.SourceIdentity
	pc.EC2RoleDelivery = c.EC2RoleDelivery
	pc.EC2IssuedInVPC = c.EC2IssuedInVPC
	pc.AssumedRoot = c.AssumedRoot.String()
	return p
}

func projectJSON[J ~[]byte](j cloudtrail.RawJSON) J {
	if j == "" {
		return nil
	}
	return J(j)
}
