package parquetlog

import (
	"time"

	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/tlslog"
)

// cloudtrailTable has the names of AWS's members, those within an object with
// the names of the objects before them. Every object has a column extra for
// the members that this module does not know.
var cloudtrailTable = table[cloudtrail.Record]{
	record: "cloudtrail",
	format: "cloudtrail parquet",
	listed: cloudtrailColumns(),
	extra:  func(r *cloudtrail.Record) *string { return (*string)(&r.Extra) },
	when:   func(r *cloudtrail.Record) time.Time { return r.EventTime },
}

func cloudtrailColumns() []column[cloudtrail.Record] {
	type record = cloudtrail.Record
	type identity = cloudtrail.UserIdentity
	type session = cloudtrail.SessionContext
	who := func(r *record) *identity { return &r.UserIdentity }
	with := func(r *record) *session { return &r.UserIdentity.SessionContext }
	return []column[record]{
		word("eventVersion", func(r *record) *cloudtrail.EventVersion { return &r.EventVersion }),
		word("userIdentity_type", func(r *record) *cloudtrail.IdentityType { return &who(r).Type }),
		word("userIdentity_principalId", func(r *record) *string { return &who(r).PrincipalID }),
		word("userIdentity_arn", func(r *record) *string { return &who(r).ARN }),
		word("userIdentity_accountId", func(r *record) *string { return &who(r).AccountID }),
		word("userIdentity_accessKeyId", func(r *record) *string { return &who(r).AccessKeyID }),
		word("userIdentity_userName", func(r *record) *string { return &who(r).UserName }),
		word("userIdentity_sessionContext_sessionIssuer_type", func(r *record) *cloudtrail.IdentityType { return &with(r).SessionIssuer.Type }),
		word("userIdentity_sessionContext_sessionIssuer_principalId", func(r *record) *string { return &with(r).SessionIssuer.PrincipalID }),
		word("userIdentity_sessionContext_sessionIssuer_arn", func(r *record) *string { return &with(r).SessionIssuer.ARN }),
		word("userIdentity_sessionContext_sessionIssuer_accountId", func(r *record) *string { return &with(r).SessionIssuer.AccountID }),
		word("userIdentity_sessionContext_sessionIssuer_userName", func(r *record) *string { return &with(r).SessionIssuer.UserName }),
		word("userIdentity_sessionContext_sessionIssuer_extra", func(r *record) *cloudtrail.RawJSON { return &with(r).SessionIssuer.Extra }),
		word("userIdentity_sessionContext_webIdFederationData_federatedProvider", func(r *record) *string { return &with(r).WebIDFederationData.FederatedProvider }),
		word("userIdentity_sessionContext_webIdFederationData_attributes", func(r *record) *cloudtrail.RawJSON { return &with(r).WebIDFederationData.Attributes }),
		word("userIdentity_sessionContext_webIdFederationData_extra", func(r *record) *cloudtrail.RawJSON { return &with(r).WebIDFederationData.Extra }),
		moment("userIdentity_sessionContext_attributes_creationDate", func(r *record) *time.Time { return &with(r).Attributes.CreationDate }),
		flag("userIdentity_sessionContext_attributes_mfaAuthenticated", func(r *record) *tlslog.Opt[bool] { return &with(r).Attributes.MFAAuthenticated }),
		flag("userIdentity_sessionContext_attributes_sessionCredentialFromConsole", func(r *record) *tlslog.Opt[bool] { return &with(r).Attributes.SessionCredentialFromConsole }),
		word("userIdentity_sessionContext_attributes_extra", func(r *record) *cloudtrail.RawJSON { return &with(r).Attributes.Extra }),
		word("userIdentity_sessionContext_sourceIdentity", func(r *record) *string { return &with(r).SourceIdentity }),
		word("userIdentity_sessionContext_ec2RoleDelivery", func(r *record) *string { return &with(r).EC2RoleDelivery }),
		word("userIdentity_sessionContext_ec2IssuedInVpc", func(r *record) *string { return &with(r).EC2IssuedInVPC }),
		flag("userIdentity_sessionContext_assumedRoot", func(r *record) *tlslog.Opt[bool] { return &with(r).AssumedRoot }),
		word("userIdentity_sessionContext_extra", func(r *record) *cloudtrail.RawJSON { return &with(r).Extra }),
		word("userIdentity_invokedBy", func(r *record) *string { return &who(r).InvokedBy }),
		word("userIdentity_invokedByDelegate_accountId", func(r *record) *string { return &who(r).InvokedByDelegate.AccountID }),
		word("userIdentity_invokedByDelegate_extra", func(r *record) *cloudtrail.RawJSON { return &who(r).InvokedByDelegate.Extra }),
		word("userIdentity_identityProvider", func(r *record) *string { return &who(r).IdentityProvider }),
		word("userIdentity_credentialId", func(r *record) *string { return &who(r).CredentialID }),
		word("userIdentity_onBehalfOf_userId", func(r *record) *string { return &who(r).OnBehalfOf.UserID }),
		word("userIdentity_onBehalfOf_identityStoreArn", func(r *record) *string { return &who(r).OnBehalfOf.IdentityStoreARN }),
		word("userIdentity_onBehalfOf_extra", func(r *record) *cloudtrail.RawJSON { return &who(r).OnBehalfOf.Extra }),
		word("userIdentity_inScopeOf_sourceArn", func(r *record) *string { return &who(r).InScopeOf.SourceARN }),
		word("userIdentity_inScopeOf_sourceAccount", func(r *record) *string { return &who(r).InScopeOf.SourceAccount }),
		word("userIdentity_inScopeOf_issuerType", func(r *record) *string { return &who(r).InScopeOf.IssuerType }),
		word("userIdentity_inScopeOf_credentialsIssuedTo", func(r *record) *string { return &who(r).InScopeOf.CredentialsIssuedTo }),
		word("userIdentity_inScopeOf_extra", func(r *record) *cloudtrail.RawJSON { return &who(r).InScopeOf.Extra }),
		word("userIdentity_extra", func(r *record) *cloudtrail.RawJSON { return &who(r).Extra }),
		moment("eventTime", func(r *record) *time.Time { return &r.EventTime }),
		word("eventSource", func(r *record) *string { return &r.EventSource }),
		word("eventName", func(r *record) *string { return &r.EventName }),
		word("awsRegion", func(r *record) *string { return &r.AWSRegion }),
		word("sourceIPAddress", func(r *record) *cloudtrail.SourceAddress { return &r.SourceIPAddress }),
		word("userAgent", func(r *record) *string { return &r.UserAgent }),
		word("errorCode", func(r *record) *cloudtrail.FailureCode { return &r.ErrorCode }),
		word("errorMessage", func(r *record) *string { return &r.ErrorMessage }),
		text("requestParameters", func(r *record) *cloudtrail.RawJSON { return &r.RequestParameters }),
		text("responseElements", func(r *record) *cloudtrail.RawJSON { return &r.ResponseElements }),
		text("additionalEventData", func(r *record) *cloudtrail.RawJSON { return &r.AdditionalEventData }),
		text("requestID", func(r *record) *string { return &r.RequestID }),
		text("eventID", func(r *record) *string { return &r.EventID }),
		flag("readOnly", func(r *record) *tlslog.Opt[bool] { return &r.ReadOnly }),
		text("resources", func(r *record) *cloudtrail.Resources { return &r.Resources }),
		word("eventType", func(r *record) *cloudtrail.EventType { return &r.EventType }),
		word("apiVersion", func(r *record) *string { return &r.APIVersion }),
		flag("managementEvent", func(r *record) *tlslog.Opt[bool] { return &r.ManagementEvent }),
		word("recipientAccountId", func(r *record) *string { return &r.RecipientAccountID }),
		text("serviceEventDetails", func(r *record) *cloudtrail.RawJSON { return &r.ServiceEventDetails }),
		text("sharedEventID", func(r *record) *string { return &r.SharedEventID }),
		word("vpcEndpointId", func(r *record) *string { return &r.VPCEndpointID }),
		word("vpcEndpointAccountId", func(r *record) *string { return &r.VPCEndpointAccountID }),
		word("eventCategory", func(r *record) *cloudtrail.EventCategory { return &r.EventCategory }),
		word("addendum_reason", func(r *record) *string { return &r.Addendum.Reason }),
		word("addendum_updatedFields", func(r *record) *string { return &r.Addendum.UpdatedFields }),
		word("addendum_originalRequestID", func(r *record) *string { return &r.Addendum.OriginalRequestID }),
		word("addendum_originalEventID", func(r *record) *string { return &r.Addendum.OriginalEventID }),
		word("addendum_extra", func(r *record) *cloudtrail.RawJSON { return &r.Addendum.Extra }),
		flag("sessionCredentialFromConsole", func(r *record) *tlslog.Opt[bool] { return &r.SessionCredentialFromConsole }),
		word("edgeDeviceDetails_type", func(r *record) *string { return &r.EdgeDeviceDetails.Type }),
		word("edgeDeviceDetails_snowJobId", func(r *record) *string { return &r.EdgeDeviceDetails.SnowJobID }),
		word("edgeDeviceDetails_deviceId", func(r *record) *string { return &r.EdgeDeviceDetails.DeviceID }),
		word("edgeDeviceDetails_deviceFamily", func(r *record) *string { return &r.EdgeDeviceDetails.DeviceFamily }),
		word("edgeDeviceDetails_attributes", func(r *record) *cloudtrail.RawJSON { return &r.EdgeDeviceDetails.Attributes }),
		word("edgeDeviceDetails_extra", func(r *record) *cloudtrail.RawJSON { return &r.EdgeDeviceDetails.Extra }),
		word("tlsDetails_tlsVersion", func(r *record) *tlslog.ProtocolName { return &r.TLSDetails.TLSVersion }),
		word("tlsDetails_cipherSuite", func(r *record) *tlslog.CipherName { return &r.TLSDetails.CipherSuite }),
		word("tlsDetails_clientProvidedHostHeader", func(r *record) *string { return &r.TLSDetails.ClientProvidedHostHeader }),
		word("tlsDetails_keyExchange", func(r *record) *tlslog.KeyExchange { return &r.TLSDetails.KeyExchange }),
		word("tlsDetails_extra", func(r *record) *cloudtrail.RawJSON { return &r.TLSDetails.Extra }),
		word("eventContext_requestContext", func(r *record) *cloudtrail.RawJSON { return &r.EventContext.RequestContext }),
		word("eventContext_tagContext", func(r *record) *cloudtrail.RawJSON { return &r.EventContext.TagContext }),
		word("eventContext_extra", func(r *record) *cloudtrail.RawJSON { return &r.EventContext.Extra }),
		word("insightDetails_state", func(r *record) *string { return &r.InsightDetails.State }),
		word("insightDetails_eventSource", func(r *record) *string { return &r.InsightDetails.EventSource }),
		word("insightDetails_eventName", func(r *record) *string { return &r.InsightDetails.EventName }),
		word("insightDetails_insightType", func(r *record) *string { return &r.InsightDetails.InsightType }),
		word("insightDetails_errorCode", func(r *record) *cloudtrail.FailureCode { return &r.InsightDetails.ErrorCode }),
		text("insightDetails_insightContext", func(r *record) *cloudtrail.RawJSON { return &r.InsightDetails.InsightContext }),
		word("insightDetails_extra", func(r *record) *cloudtrail.RawJSON { return &r.InsightDetails.Extra }),
		word("accountId", func(r *record) *string { return &r.AccountID }),
		text("timeWindow", func(r *record) *cloudtrail.RawJSON { return &r.TimeWindow }),
		text("summary", func(r *record) *cloudtrail.RawJSON { return &r.Summary }),
		word("annotation", func(r *record) *string { return &r.Annotation }),
		word("extra", func(r *record) *cloudtrail.RawJSON { return &r.Extra }).inOtherLogs(),
	}
}
