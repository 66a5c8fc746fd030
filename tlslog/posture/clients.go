package posture

import (
	"cmp"
	"net/netip"

	"github.com/awstls/awstls/tlslog"
)

// A Client is a client that connects with a deprecated protocol.
type Client struct {
	Source tlslog.Source `json:"source,omitzero"`

	// IP is the address of the client. Host is set in its place where
	// CloudTrail names a caller that has no address.
	IP   netip.Addr `json:"client_ip,omitzero"`
	Host string     `json:"client_host,omitzero"`

	Version tlslog.Version `json:"version,omitzero"`
}

// DeprecatedClients returns the clients that connect with a deprecated
// protocol, those with the most events first.
func (s *Summary) DeprecatedClients() Table[Row[Client]] { return list(&s.clients, byEvents, rowOf) }

func clientOf(e *tlslog.Event) Client {
	return Client{e.Source, cutAddr(e.ClientIP), cut(e.ClientHost), e.Version}
}

func (c Client) compare(o Client) int {
	return cmp.Or(
		cmp.Compare(c.Source, o.Source),
		c.IP.Compare(o.IP),
		cmp.Compare(c.Host, o.Host),
		cmp.Compare(c.Version, o.Version),
	)
}

func (c Client) fields(v visitor) Client {
	return Client{
		Source:  number(v, c.Source),
		IP:      address(v, c.IP),
		Host:    text(v, c.Host),
		Version: number(v, c.Version),
	}
}
