package cloudtrail

import (
	"net/netip"
	"testing"
)

func TestSourceAddress(t *testing.T) {
	for text, ip := range map[SourceAddress]string{
		"192.0.2.1":                    "192.0.2.1",
		"2001:DB8::1":                  "2001:db8::1",
		"AWS Internal":                 "",
		"AWS Internal/3":               "",
		"cloudformation.amazonaws.com": "",
		"192.0.2.xxx":                  "",
		"":                             "",
	} {
		want := netip.Addr{}
		host := string(text)
		if ip != "" {
			want, host = netip.MustParseAddr(ip), ""
		}
		if text.IP() != want || text.Host() != host {
			t.Errorf("%q: %v, %q", text, text.IP(), text.Host())
		}
	}
}
