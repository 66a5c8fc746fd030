package cloudtrail

// empty is the Extra of an object without any member that is known, so that it
// is told apart from one that is not there.
const empty RawJSON = "{}"

func (p *parser) userIdentity(u *UserIdentity) {
	if p.again(objUserIdentity) {
		*u = UserIdentity{}
	}
	if !p.enter("userIdentity") {
		return
	}
	start := len(p.extra)
	p.simpleIdentity(u)
	for p.sc.NextMember() {
		name := p.sc.Key()
		if p.eventOnly && !inPrincipal(name) {
			continue
		}
		switch name {
		case "type":
			p.text((*string)(&u.Type), "userIdentity.type")
		case "principalId":
			p.text(&u.PrincipalID, "userIdentity.principalId")
		case "arn":
			p.text(&u.ARN, "userIdentity.arn")
		case "accountId":
			p.text(&u.AccountID, "userIdentity.accountId")
		case "accessKeyId":
			p.text(&u.AccessKeyID, "userIdentity.accessKeyId")
		case "userName":
			p.text(&u.UserName, "userIdentity.userName")
		case "sessionContext":
			p.sessionContext(&u.SessionContext)
		case "invokedBy":
			p.text(&u.InvokedBy, "userIdentity.invokedBy")
		case "invokedByDelegate":
			p.invokedByDelegate(&u.InvokedByDelegate)
		case "identityProvider":
			p.text(&u.IdentityProvider, "userIdentity.identityProvider")
		case "credentialId":
			p.text(&u.CredentialID, "userIdentity.credentialId")
		case "onBehalfOf":
			p.onBehalfOf(&u.OnBehalfOf)
		case "inScopeOf":
			p.inScopeOf(&u.InScopeOf)
		default:
			p.unknown(start)
		}
	}
	if u.Extra = p.takeExtra(start); *u == (UserIdentity{}) {
		u.Extra = empty
	}
}

// inPrincipal reports whether Record.Event needs the member of userIdentity
// with this name.
func inPrincipal(name string) bool {
	switch name {
	case "principalId", "arn", "accountId", "invokedBy", "sessionContext":
		return true
	}
	return false
}

func (p *parser) sessionContext(c *SessionContext) {
	if p.again(objSessionContext) {
		*c = SessionContext{}
	}
	if !p.enter("userIdentity.sessionContext") {
		return
	}
	start := len(p.extra)
	for p.sc.NextMember() {
		name := p.sc.Key()
		if p.eventOnly && name != "attributes" {
			continue
		}
		switch name {
		case "attributes":
			p.sessionAttributes(&c.Attributes)
		case "sessionIssuer":
			p.sessionIssuer(&c.SessionIssuer)
		case "webIdFederationData":
			p.webIDFederationData(&c.WebIDFederationData)
		case "sourceIdentity":
			p.text(&c.SourceIdentity, "userIdentity.sessionContext.sourceIdentity")
		case "ec2RoleDelivery":
			p.text(&c.EC2RoleDelivery, "userIdentity.sessionContext.ec2RoleDelivery")
		case "ec2IssuedInVpc":
			p.text(&c.EC2IssuedInVPC, "userIdentity.sessionContext.ec2IssuedInVpc")
		case "assumedRoot":
			p.flag(&c.AssumedRoot, "userIdentity.sessionContext.assumedRoot")
		default:
			p.unknown(start)
		}
	}
	if c.Extra = p.takeExtra(start); *c == (SessionContext{}) {
		c.Extra = empty
	}
}

func (p *parser) sessionAttributes(a *SessionAttributes) {
	if p.again(objSessionAttributes) {
		*a = SessionAttributes{}
	}
	if !p.enter("userIdentity.sessionContext.attributes") {
		return
	}
	start := len(p.extra)
	p.simpleAttributes(a)
	for p.sc.NextMember() {
		name := p.sc.Key()
		if p.eventOnly && name != "sessionCredentialFromConsole" {
			continue
		}
		switch name {
		case "creationDate":
			p.time(&a.CreationDate, "userIdentity.sessionContext.attributes.creationDate")
		case "mfaAuthenticated":
			p.flag(&a.MFAAuthenticated, "userIdentity.sessionContext.attributes.mfaAuthenticated")
		case "sessionCredentialFromConsole":
			p.flag(&a.SessionCredentialFromConsole, "userIdentity.sessionContext.attributes.sessionCredentialFromConsole")
		default:
			p.unknown(start)
		}
	}
	if a.Extra = p.takeExtra(start); *a == (SessionAttributes{}) {
		a.Extra = empty
	}
}

func (p *parser) sessionIssuer(i *SessionIssuer) {
	if p.again(objSessionIssuer) {
		*i = SessionIssuer{}
	}
	if !p.enter("userIdentity.sessionContext.sessionIssuer") {
		return
	}
	start := len(p.extra)
	p.simpleIssuer(i)
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "type":
			p.text((*string)(&i.Type), "userIdentity.sessionContext.sessionIssuer.type")
		case "principalId":
			p.text(&i.PrincipalID, "userIdentity.sessionContext.sessionIssuer.principalId")
		case "arn":
			p.text(&i.ARN, "userIdentity.sessionContext.sessionIssuer.arn")
		case "accountId":
			p.text(&i.AccountID, "userIdentity.sessionContext.sessionIssuer.accountId")
		case "userName":
			p.text(&i.UserName, "userIdentity.sessionContext.sessionIssuer.userName")
		default:
			p.unknown(start)
		}
	}
	if i.Extra = p.takeExtra(start); *i == (SessionIssuer{}) {
		i.Extra = empty
	}
}

func (p *parser) webIDFederationData(w *WebIDFederationData) {
	if p.again(objWebIDFederationData) {
		*w = WebIDFederationData{}
	}
	if !p.enter("userIdentity.sessionContext.webIdFederationData") {
		return
	}
	start := len(p.extra)
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "federatedProvider":
			p.text(&w.FederatedProvider, "userIdentity.sessionContext.webIdFederationData.federatedProvider")
		case "attributes":
			p.raw(&w.Attributes)
		default:
			p.unknown(start)
		}
	}
	if w.Extra = p.takeExtra(start); *w == (WebIDFederationData{}) {
		w.Extra = empty
	}
}

func (p *parser) onBehalfOf(o *OnBehalfOf) {
	if p.again(objOnBehalfOf) {
		*o = OnBehalfOf{}
	}
	if !p.enter("userIdentity.onBehalfOf") {
		return
	}
	start := len(p.extra)
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "userId":
			p.text(&o.UserID, "userIdentity.onBehalfOf.userId")
		case "identityStoreArn":
			p.text(&o.IdentityStoreARN, "userIdentity.onBehalfOf.identityStoreArn")
		default:
			p.unknown(start)
		}
	}
	if o.Extra = p.takeExtra(start); *o == (OnBehalfOf{}) {
		o.Extra = empty
	}
}

func (p *parser) inScopeOf(s *InScopeOf) {
	if p.again(objInScopeOf) {
		*s = InScopeOf{}
	}
	if !p.enter("userIdentity.inScopeOf") {
		return
	}
	start := len(p.extra)
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "sourceArn":
			p.text(&s.SourceARN, "userIdentity.inScopeOf.sourceArn")
		case "sourceAccount":
			p.text(&s.SourceAccount, "userIdentity.inScopeOf.sourceAccount")
		case "issuerType":
			p.text(&s.IssuerType, "userIdentity.inScopeOf.issuerType")
		case "credentialsIssuedTo":
			p.text(&s.CredentialsIssuedTo, "userIdentity.inScopeOf.credentialsIssuedTo")
		default:
			p.unknown(start)
		}
	}
	if s.Extra = p.takeExtra(start); *s == (InScopeOf{}) {
		s.Extra = empty
	}
}

func (p *parser) invokedByDelegate(d *InvokedByDelegate) {
	if p.again(objInvokedByDelegate) {
		*d = InvokedByDelegate{}
	}
	if !p.enter("userIdentity.invokedByDelegate") {
		return
	}
	start := len(p.extra)
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "accountId":
			p.text(&d.AccountID, "userIdentity.invokedByDelegate.accountId")
		default:
			p.unknown(start)
		}
	}
	if d.Extra = p.takeExtra(start); *d == (InvokedByDelegate{}) {
		d.Extra = empty
	}
}

func (p *parser) addendum(a *Addendum) {
	if p.again(objAddendum) {
		*a = Addendum{}
	}
	if !p.enter("addendum") {
		return
	}
	start := len(p.extra)
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "reason":
			p.text(&a.Reason, "addendum.reason")
		case "updatedFields":
			p.text(&a.UpdatedFields, "addendum.updatedFields")
		case "originalRequestID":
			p.text(&a.OriginalRequestID, "addendum.originalRequestID")
		case "originalEventID":
			p.text(&a.OriginalEventID, "addendum.originalEventID")
		default:
			p.unknown(start)
		}
	}
	if a.Extra = p.takeExtra(start); *a == (Addendum{}) {
		a.Extra = empty
	}
}

func (p *parser) edgeDeviceDetails(d *EdgeDeviceDetails) {
	if p.again(objEdgeDeviceDetails) {
		*d = EdgeDeviceDetails{}
	}
	if !p.enter("edgeDeviceDetails") {
		return
	}
	start := len(p.extra)
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "type":
			p.text(&d.Type, "edgeDeviceDetails.type")
		case "snowJobId":
			p.text(&d.SnowJobID, "edgeDeviceDetails.snowJobId")
		case "deviceId":
			p.text(&d.DeviceID, "edgeDeviceDetails.deviceId")
		case "deviceFamily":
			p.text(&d.DeviceFamily, "edgeDeviceDetails.deviceFamily")
		case "attributes":
			p.raw(&d.Attributes)
		default:
			p.unknown(start)
		}
	}
	if d.Extra = p.takeExtra(start); *d == (EdgeDeviceDetails{}) {
		d.Extra = empty
	}
}

func (p *parser) tlsDetails(d *TLSDetails) {
	if p.again(objTLSDetails) {
		*d = TLSDetails{}
	}
	if !p.enter("tlsDetails") {
		return
	}
	start := len(p.extra)
	p.simpleTLS(d)
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "tlsVersion":
			p.text((*string)(&d.TLSVersion), "tlsDetails.tlsVersion")
		case "cipherSuite":
			p.text((*string)(&d.CipherSuite), "tlsDetails.cipherSuite")
		case "clientProvidedHostHeader":
			p.text(&d.ClientProvidedHostHeader, "tlsDetails.clientProvidedHostHeader")
		case "keyExchange":
			p.text((*string)(&d.KeyExchange), "tlsDetails.keyExchange")
		default:
			p.unknown(start)
		}
	}
	if d.Extra = p.takeExtra(start); *d == (TLSDetails{}) {
		d.Extra = empty
	}
}

func (p *parser) eventContext(c *EventContext) {
	if p.again(objEventContext) {
		*c = EventContext{}
	}
	if !p.enter("eventContext") {
		return
	}
	start := len(p.extra)
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "requestContext":
			p.raw(&c.RequestContext)
		case "tagContext":
			p.raw(&c.TagContext)
		default:
			p.unknown(start)
		}
	}
	if c.Extra = p.takeExtra(start); *c == (EventContext{}) {
		c.Extra = empty
	}
}

func (p *parser) insightDetails(d *InsightDetails) {
	if p.again(objInsightDetails) {
		*d = InsightDetails{}
	}
	if !p.enter("insightDetails") {
		return
	}
	start := len(p.extra)
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "state":
			p.text(&d.State, "insightDetails.state")
		case "eventSource":
			p.text(&d.EventSource, "insightDetails.eventSource")
		case "eventName":
			p.text(&d.EventName, "insightDetails.eventName")
		case "insightType":
			p.text(&d.InsightType, "insightDetails.insightType")
		case "errorCode":
			p.text((*string)(&d.ErrorCode), "insightDetails.errorCode")
		case "insightContext":
			p.raw(&d.InsightContext)
		default:
			p.unknown(start)
		}
	}
	if d.Extra = p.takeExtra(start); *d == (InsightDetails{}) {
		d.Extra = empty
	}
}
