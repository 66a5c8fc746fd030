package cloudtrail

import (
	"time"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// CloudTrail writes the members of an event in the same order and without white
// space (observed). To look whether the next name is the expected one takes less
// time than to find out which it is. So the methods below read the members of an
// object that was just entered, or those behind userIdentity, as far as they
// come in that order and are nothing out of the ordinary; what is left, the
// loops over the members of the objects read, to the same result.

func (p *parser) simpleEvent(r *Record) {
	c := p.cursor()
	if c.text(`"eventVersion":"`, (*string)(&r.EventVersion)) {
		p.isEvent = true
	}
	c.done()
}

func (p *parser) simpleCall(r *Record) {
	c := p.cursor()
	if c.time(`,"eventTime":"`, &r.EventTime) {
		p.isEvent = true
	}
	if c.text(`,"eventSource":"`, &r.EventSource) {
		p.isEvent = true
	}
	if c.text(`,"eventName":"`, &r.EventName) {
		p.isEvent = true
	}
	c.text(`,"awsRegion":"`, &r.AWSRegion)
	c.text(`,"sourceIPAddress":"`, (*string)(&r.SourceIPAddress))
	c.text(`,"userAgent":"`, &r.UserAgent)
	c.text(`,"errorCode":"`, (*string)(&r.ErrorCode))
	c.text(`,"errorMessage":"`, &r.ErrorMessage)
	c.raw(`,"requestParameters":`, &r.RequestParameters)
	c.raw(`,"responseElements":`, &r.ResponseElements)
	c.raw(`,"additionalEventData":`, &r.AdditionalEventData)
	c.text(`,"requestID":"`, &r.RequestID)
	if c.text(`,"eventID":"`, &r.EventID) {
		p.isEvent = true
	}
	c.bool(`,"readOnly":`, &r.ReadOnly)
	if c.ahead(`,"resources":[`) {
		c.raw(`,"resources":`, (*RawJSON)(&r.Resources))
	}
	c.text(`,"eventType":"`, (*string)(&r.EventType))
	c.text(`,"apiVersion":"`, &r.APIVersion)
	c.bool(`,"managementEvent":`, &r.ManagementEvent)
	c.text(`,"recipientAccountId":"`, &r.RecipientAccountID)
	c.text(`,"sharedEventID":"`, &r.SharedEventID)
	c.text(`,"vpcEndpointId":"`, &r.VPCEndpointID)
	c.text(`,"vpcEndpointAccountId":"`, &r.VPCEndpointAccountID)
	c.text(`,"eventCategory":"`, (*string)(&r.EventCategory))
	c.done()
}

func (p *parser) simpleIdentity(u *UserIdentity) {
	c := p.cursor()
	c.text(`"type":"`, (*string)(&u.Type))
	c.text(`,"principalId":"`, &u.PrincipalID)
	c.text(`,"arn":"`, &u.ARN)
	c.text(`,"accountId":"`, &u.AccountID)
	c.text(`,"accessKeyId":"`, &u.AccessKeyID)
	c.text(`,"userName":"`, &u.UserName)
	c.done()
}

func (p *parser) simpleIssuer(i *SessionIssuer) {
	c := p.cursor()
	c.text(`"type":"`, (*string)(&i.Type))
	c.text(`,"principalId":"`, &i.PrincipalID)
	c.text(`,"arn":"`, &i.ARN)
	c.text(`,"accountId":"`, &i.AccountID)
	c.text(`,"userName":"`, &i.UserName)
	c.done()
}

func (p *parser) simpleAttributes(a *SessionAttributes) {
	c := p.cursor()
	c.time(`"creationDate":"`, &a.CreationDate)
	c.done()
}

func (p *parser) simpleTLS(d *TLSDetails) {
	c := p.cursor()
	c.text(`"tlsVersion":"`, (*string)(&d.TLSVersion))
	c.text(`,"cipherSuite":"`, (*string)(&d.CipherSuite))
	c.text(`,"clientProvidedHostHeader":"`, &d.ClientProvidedHostHeader)
	c.text(`,"keyExchange":"`, (*string)(&d.KeyExchange))
	c.done()
}

// A cursor reads members. Each of its methods reads one, if it is the next one
// and has not come before.
type cursor struct {
	s  string
	i  int
	sc *jsonscan.Scanner
}

// cursor returns a cursor behind what the scanner has read.
func (p *parser) cursor() cursor { return cursor{s: p.sc.Rest(), sc: p.sc} }

// done makes the scanner pass over what the cursor has read.
func (c *cursor) done() { c.sc.TakeMembers(c.i) }

// ahead reports whether text, of eight bytes at least, is next.
func (c *cursor) ahead(text string) bool {
	rest := c.s[c.i:]
	return len(rest) >= len(text) && jsonscan.Word(rest, 0) == jsonscan.Word(text, 0) && rest[:len(text)] == text
}

func (c *cursor) text(name string, dst *string) bool {
	if !c.ahead(name) || *dst != "" {
		return false
	}
	start := c.i + len(name)
	end := jsonscan.PlainEnd(c.s, start)
	if end <= start {
		return false
	}
	*dst = c.s[start:end]
	c.i = end + 1
	return true
}

func (c *cursor) raw(name string, dst *RawJSON) {
	if !c.ahead(name) || *dst != "" {
		return
	}
	start := c.i + len(name)
	rest, end := c.s[start:], -1
	switch {
	case rest == "":
	case rest[0] == '{' || rest[0] == '[':
		end = jsonscan.ContainerEnd(c.s, start, 1)
	case len(rest) >= len("null") && rest[:len("null")] == "null":
		end = start + len("null")
	}
	if end >= 0 {
		*dst = RawJSON(c.s[start:end])
		c.i = end
	}
}

func (c *cursor) bool(name string, dst *tlslog.Opt[bool]) {
	if !c.ahead(name) || !dst.IsZero() {
		return
	}
	switch rest := c.s[c.i+len(name):]; {
	case len(rest) >= len("true") && rest[:len("true")] == "true":
		*dst = tlslog.Some(true)
		c.i += len(name) + len("true")
	case len(rest) >= len("false") && rest[:len("false")] == "false":
		*dst = tlslog.Some(false)
		c.i += len(name) + len("false")
	}
}

func (c *cursor) time(name string, dst *time.Time) bool {
	const size = len("2006-01-02T15:04:05Z")
	if !c.ahead(name) || !dst.IsZero() {
		return false
	}
	rest := c.s[c.i+len(name):]
	if len(rest) <= size || rest[size-1] != 'Z' || rest[size] != '"' {
		return false
	}
	t, ok := field.Time(rest[:size])
	if !ok || t.IsZero() {
		return false
	}
	*dst = t
	c.i += len(name) + size + 1
	return true
}

// dropRest makes those fields zero that the methods above read although
// Record.Event does not need them.
func (r *Record) dropRest() {
	r.RequestParameters = ""
	r.RequestID = ""
	r.ReadOnly = tlslog.Opt[bool]{}
	r.APIVersion = ""
	r.ManagementEvent = tlslog.Opt[bool]{}
	r.SharedEventID = ""
	r.VPCEndpointID, r.VPCEndpointAccountID = "", ""
	u := &r.UserIdentity
	u.Type, u.AccessKeyID, u.UserName = "", "", ""
	u.SessionContext.Attributes.CreationDate = time.Time{}
}
