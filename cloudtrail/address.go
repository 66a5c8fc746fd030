package cloudtrail

import (
	"net/netip"

	"github.com/awstls/awstls/internal/field"
)

// A SourceAddress is where a call came from, as written: an IPv4 or IPv6
// address, the DNS name of the AWS service that made the call, or a text such
// as "AWS Internal" or "AWS Internal/3". The zero SourceAddress means that the
// event does not say.
type SourceAddress string

// IP returns the address, or the zero Addr if there is none.
func (a SourceAddress) IP() netip.Addr {
	ip, _ := field.Addr(string(a))
	return ip
}

// Host returns what a says if it is no IP address, or "".
func (a SourceAddress) Host() string {
	if a.IP().IsValid() {
		return ""
	}
	return string(a)
}
