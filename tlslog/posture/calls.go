package posture

import (
	"cmp"

	"github.com/awstls/awstls/tlslog"
)

// A Call is a kind of API call made with a deprecated protocol. Its fields are
// the columns of the query for outdated TLS calls that AWS publishes for
// CloudTrail Lake, in the order of that query.
type Call struct {
	PrincipalAccount string         `json:"principal_account,omitzero"` // userIdentity.accountId
	Account          string         `json:"account,omitzero"`           // recipientAccountId
	Principal        string         `json:"principal,omitzero"`         // userIdentity.arn
	Service          string         `json:"service,omitzero"`           // eventSource
	Operation        string         `json:"operation,omitzero"`         // eventName
	Region           string         `json:"region,omitzero"`            // awsRegion
	Version          tlslog.Version `json:"version,omitzero"`           // tlsDetails.tlsVersion
	Cipher                          // tlsDetails.cipherSuite
	UserAgent        string         `json:"user_agent,omitzero"` // userAgent
}

// OutdatedCalls returns the API calls in CloudTrail that were made with a
// deprecated protocol, in the order of AWS's query: by service, operation and
// protocol version. For a range of time, add the events of that range only.
func (s *Summary) OutdatedCalls() Table[Row[Call]] {
	return list(&s.calls, byKey, func(e entry[Call, span]) Row[Call] {
		e.key.Cipher = e.key.Cipher.named()
		return rowOf(e)
	})
}

func callOf(e *tlslog.Event) Call {
	return Call{
		PrincipalAccount: cut(e.PrincipalAccount),
		Account:          cut(e.Account),
		Principal:        cut(e.Principal),
		Service:          cut(e.Service),
		Operation:        cut(e.Operation),
		Region:           cut(e.Region),
		Version:          e.Version,
		Cipher:           cipherOf(e),
		UserAgent:        cut(e.UserAgent),
	}
}

func (c Call) compare(o Call) int {
	return cmp.Or(
		cmp.Compare(c.Service, o.Service),
		cmp.Compare(c.Operation, o.Operation),
		cmp.Compare(c.Version, o.Version),
		cmp.Compare(c.PrincipalAccount, o.PrincipalAccount),
		cmp.Compare(c.Account, o.Account),
		cmp.Compare(c.Principal, o.Principal),
		cmp.Compare(c.Region, o.Region),
		c.Cipher.compare(o.Cipher),
		cmp.Compare(c.UserAgent, o.UserAgent),
	)
}

func (c Call) fields(v visitor) Call {
	return Call{
		PrincipalAccount: text(v, c.PrincipalAccount),
		Account:          text(v, c.Account),
		Principal:        text(v, c.Principal),
		Service:          text(v, c.Service),
		Operation:        text(v, c.Operation),
		Region:           text(v, c.Region),
		Version:          number(v, c.Version),
		Cipher:           c.Cipher.fields(v),
		UserAgent:        text(v, c.UserAgent),
	}
}
