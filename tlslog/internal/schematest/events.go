package schematest

import (
	"net/netip"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// A NamedEvent is an event with a name that says what it shows.
type NamedEvent struct {
	Name  string
	Event tlslog.Event
}

var at = time.Date(2026, 9, 23, 7, 11, 27, 691358000, time.UTC)

// Events returns events of every source, every result, every reason and every
// kind of evidence, and the zero Event.
func Events() []NamedEvent {
	events := []NamedEvent{
		{"zero", tlslog.Event{}},
		{"alb", alb()},
		{"alb with a certificate", with(alb(), func(e *tlslog.Event) { e.Certificate = albCertificate() })},
		{"alb plaintext", with(alb(), func(e *tlslog.Event) {
			nothingNegotiated(e, tlslog.EvidencePlaintext)
			e.Result, e.HandshakeDuration, e.ServerPort = tlslog.ResultUnknown, tlslog.Opt[time.Duration]{}, 80
		})},
		{"alb of 2023", with(alb(), func(e *tlslog.Event) {
			e.ID, e.Resource, e.KeyExchange, e.ServerIP = "", "", "", netip.Addr{}
		})},
		{"alb without a client", with(alb(), func(e *tlslog.Event) {
			e.ClientIP, e.ServerIP, e.Resource = netip.Addr{}, netip.Addr{}, ""
		})},
		{"cloudfront", cloudFront()},
		{"cloudfront failure", with(cloudFront(), func(e *tlslog.Event) {
			nothingNegotiated(e, tlslog.EvidenceFailed)
			e.Result, e.Reason, e.Code = tlslog.ResultFailure, tlslog.ReasonCertificateRevoked, "ClientCertOcspDenied"
			e.Message = "REVOKED:00:b1:43:ed:93:d2:d8:f3:9d"
		})},
		{"networkfirewall no server name", with(firewall(), func(e *tlslog.Event) {
			e.ServerName = ""
			e.Reason, e.Code, e.Message = tlslog.ReasonServerNameMissing, "NO_SNI", "Server name is not found in client hello."
		})},
		{"networkfirewall mismatch", firewall()},
		{"networkfirewall revoked and passed", with(firewall(), func(e *tlslog.Event) {
			e.Result, e.Reason, e.Code = tlslog.ResultSuccess, tlslog.ReasonCertificateRevoked, "REVOKED"
			e.Action, e.Message = "PASS", ""
			e.Certificate = tlslog.Certificate{Holder: tlslog.HolderServer, Fingerprint: "1234567890EXAMPLE0987654321"}
		})},
		{"networkfirewall revoked and dropped", with(firewall(), func(e *tlslog.Event) {
			e.Reason, e.Code = tlslog.ReasonCertificateRevoked, "REVOKED"
			e.Action, e.Message = "DROP", ""
			e.Certificate = tlslog.Certificate{Holder: tlslog.HolderServer, Fingerprint: "0687f666a054ef17a08e2f2162eab4cbc0d265e1d7875be74bf3c712ca92daf0"}
		})},
		{"networkfirewall unknown and rejected", with(firewall(), func(e *tlslog.Event) {
			e.Reason, e.Code = tlslog.ReasonRevocationUnknown, "UNKNOWN"
			e.Action, e.Message = "REJECT", ""
		})},
		{"networkfirewall another action", with(firewall(), func(e *tlslog.Event) {
			e.Result, e.Reason, e.Code = tlslog.ResultUnknown, tlslog.ReasonRevocationUnknown, "UNKNOWN"
			e.Action, e.Message = "NEW", ""
		})},
		{"networkfirewall alert", alert()},
		{"networkfirewall alert dropped", with(alert(), func(e *tlslog.Event) {
			nothingNegotiated(e, tlslog.EvidenceNone)
			e.Action, e.Result, e.Reason = "drop", tlslog.ResultFailure, tlslog.ReasonConnectionRefused
			e.Certificate = tlslog.Certificate{}
		})},
		{"cloudtrail", cloudTrail()},
		{"cloudtrail denied", with(cloudTrail(), func(e *tlslog.Event) {
			e.Result, e.Reason, e.Code = tlslog.ResultFailure, tlslog.ReasonAccessDenied, "AccessDenied"
			e.Message = "User is not authorized"
		})},
		{"cloudtrail inferred", with(cloudTrail(), func(e *tlslog.Event) {
			e.Evidence, e.Version, e.KeyExchange, e.ServerName = tlslog.EvidenceInferred, 0, "", ""
			e.CipherSuite, e.CipherName = 0xc02f, "ECDHE-RSA-AES128-GCM-SHA256"
		})},
		{"cloudtrail service", with(cloudTrail(), func(e *tlslog.Event) {
			nothingNegotiated(e, tlslog.EvidenceService)
			e.ClientIP, e.ClientHost, e.UserAgent = netip.Addr{}, "cloudformation.amazonaws.com", "cloudformation.amazonaws.com"
			e.ServerName, e.Resource = "", ""
		})},
		{"cloudtrail console", with(cloudTrail(), func(e *tlslog.Event) {
			nothingNegotiated(e, tlslog.EvidenceConsole)
			e.ServerName = ""
		})},
		{"cloudtrail without anything", tlslog.Event{Source: tlslog.SourceCloudTrail}},
		{"no source", with(alb(), func(e *tlslog.Event) { e.Source = tlslog.SourceUnknown })},
		{"no source, a call", with(cloudTrail(), func(e *tlslog.Event) { e.Source = tlslog.SourceUnknown })},
		{"unknown numbers", with(alb(), func(e *tlslog.Event) {
			e.Version, e.CipherSuite, e.CipherName, e.KeyExchange = 0x0305, 0xfefe, "", "new"
			e.Source, e.Result, e.Reason, e.Evidence, e.Certificate.Holder = 200, 200, 200, 200, 200
			e.Certificate.Serial = "1"
		})},
		{"cipher suite by its name alone", with(alb(), func(e *tlslog.Event) { e.CipherSuite, e.CipherName = 0, "AES128-SHA" })},
		{"cipher suite that is unknown", with(alb(), func(e *tlslog.Event) { e.CipherSuite, e.CipherName = 0, "TLS_NEW" })},
		{"ssl", with(alb(), func(e *tlslog.Event) { e.Version, e.CipherSuite, e.CipherName = tlslog.VersionSSL30, 0x0004, "RC4-MD5" })},
		{"holder unknown", with(alb(), func(e *tlslog.Event) {
			e.Certificate = albCertificate()
			e.Certificate.Holder = tlslog.HolderUnknown
			e.Certificate.Fingerprint = "0687f666a054ef17a08e2f2162eab4cbc0d265e1d7875be74bf3c712ca92daf0"
		})},
		{"extreme values", with(alb(), func(e *tlslog.Event) {
			e.Time = time.Unix(1<<62, 0)
			e.HandshakeDuration = tlslog.Some(time.Duration(-1 << 63))
			e.Certificate = albCertificate()
			e.Certificate.Validity.NotBefore = time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)
			e.Certificate.Validity.NotAfter = time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
			e.ClientIP, e.ServerIP = netip.MustParseAddr(`fe80::1%"\`), netip.MustParseAddr("::ffff:192.0.2.1")
		})},
		{"handshake of no time", with(alb(), func(e *tlslog.Event) { e.HandshakeDuration = tlslog.Some(time.Duration(0)) })},
		{"before 1970", with(alb(), func(e *tlslog.Event) { e.Time = time.Date(1969, 12, 31, 23, 59, 59, 999999999, time.UTC) })},
		{"hostile", Hostile("\x00\x1f\"\\\xff,+</script>\u2028é")},
		{"names that are none", with(cloudFront(), func(e *tlslog.Event) {
			e.Certificate.Subject, e.Certificate.Issuer, e.Certificate.Serial = " ", "-", ":"
		})},
		{"hostile name", with(cloudFront(), func(e *tlslog.Event) {
			e.Certificate.Subject = "C=\xff, O=\"a\\\"\n\", CN=#0500 + CN=\\22\\00, x=y"
			e.Certificate.Issuer = `CN=\`
			e.Certificate.Serial = "not a number"
			e.Certificate.Fingerprint = "zz"
		})},
	}
	for reason := range tlslog.Reasons() {
		for _, e := range []tlslog.Event{
			{Source: tlslog.SourceCloudFront, Evidence: tlslog.EvidenceFailed},
			{Source: tlslog.SourceNetworkFirewall, Evidence: tlslog.EvidenceNotRecorded},
			{Source: tlslog.SourceCloudTrail, Operation: "CreateKey"},
		} {
			e.Result, e.Reason, e.Code = tlslog.ResultFailure, reason, "Code"
			events = append(events, NamedEvent{e.Source.String() + " " + reason.String(), e})
		}
	}
	return events
}

// Hostile returns an event all of whose texts are s.
func Hostile(s string) tlslog.Event {
	e := cloudTrail()
	e.Certificate = albCertificate()
	SetTexts(&e, s)
	return e
}

// SetTexts sets every text of e to s.
func SetTexts(e *tlslog.Event, s string) {
	for _, p := range []*string{
		&e.ID, &e.Account, &e.Region, &e.Resource, &e.ClientHost, &e.ServerName, (*string)(&e.CipherName),
		(*string)(&e.KeyExchange), &e.Code, &e.Action, &e.Message, &e.Service, &e.Operation, &e.Principal,
		&e.PrincipalAccount, &e.UserAgent,
		&e.Certificate.Subject, &e.Certificate.Issuer, &e.Certificate.Serial, &e.Certificate.Fingerprint,
	} {
		*p = s
	}
}

func with(e tlslog.Event, change func(*tlslog.Event)) tlslog.Event {
	change(&e)
	return e
}

func nothingNegotiated(e *tlslog.Event, evidence tlslog.Evidence) {
	e.Evidence, e.Version, e.CipherSuite, e.CipherName, e.KeyExchange = evidence, 0, 0, "", ""
}

func alb() tlslog.Event {
	return tlslog.Event{
		Source:            tlslog.SourceALB,
		Time:              at,
		ID:                "TID_0123456789abcdef",
		Resource:          "app/web/0123456789abcdef",
		ClientIP:          netip.MustParseAddr("192.0.2.10"),
		ClientPort:        64326,
		ServerIP:          netip.MustParseAddr("198.51.100.7"),
		ServerPort:        443,
		Evidence:          tlslog.EvidenceLogged,
		Version:           tlslog.VersionTLS12,
		CipherSuite:       0xc02f,
		CipherName:        "ECDHE-RSA-AES128-GCM-SHA256",
		KeyExchange:       "secp256r1",
		HandshakeDuration: tlslog.Some(36 * time.Millisecond),
		Result:            tlslog.ResultSuccess,
	}
}

func albCertificate() tlslog.Certificate {
	return tlslog.Certificate{
		Holder:  tlslog.HolderClient,
		Subject: `CN=client,OU=Web,O=Example\, Inc.,L=Seattle,ST=Washington,C=US`,
		Serial:  "B143ED93D2D8F39D",
		Validity: tlslog.Validity{
			NotBefore: time.Date(2025, 6, 5, 23, 28, 21, 0, time.UTC),
			NotAfter:  time.Date(2125, 5, 12, 23, 28, 21, 0, time.UTC),
		},
	}
}

func cloudFront() tlslog.Event {
	c := albCertificate()
	c.Subject = `C=US, ST=Washington, L=Seattle, O=Example\, Inc., OU=Web, CN=client`
	c.Issuer = "C=US, O=Example, CN=CA"
	c.Serial = "00:b1:43:ed:93:d2:d8:f3:9d"
	return tlslog.Event{
		Source:            tlslog.SourceCloudFront,
		Time:              at,
		ID:                "oLHiEKbQSn8lkvJfA3D4gFowK3_iZ0g4i5nMUjE1Akod8TuAzn5nzg==",
		Resource:          "E2DX1SLDPK0123",
		ClientIP:          netip.MustParseAddr("2001:db8::1"),
		ClientPort:        12137,
		ServerIP:          netip.MustParseAddr("203.0.113.136"),
		ServerName:        "www.example.com",
		Evidence:          tlslog.EvidenceLogged,
		Version:           tlslog.VersionTLS13,
		CipherSuite:       0x1301,
		CipherName:        "TLS_AES_128_GCM_SHA256",
		HandshakeDuration: tlslog.Some(153 * time.Millisecond),
		Result:            tlslog.ResultSuccess,
		Message:           "custom data",
		Certificate:       c,
	}
}

func firewall() tlslog.Event {
	return tlslog.Event{
		Source:     tlslog.SourceNetworkFirewall,
		Time:       at,
		Region:     "eu-central-1a",
		Resource:   "egress",
		ClientIP:   netip.MustParseAddr("10.0.0.5"),
		ClientPort: 59844,
		ServerIP:   netip.MustParseAddr("203.0.113.9"),
		ServerPort: 443,
		ServerName: "www.example.com",
		Evidence:   tlslog.EvidenceNotRecorded,
		Result:     tlslog.ResultFailure,
		Reason:     tlslog.ReasonServerNameMismatch,
		Code:       "SNI_MISMATCH",
		Message:    "SNI: www.example.com Match Failed to server certificate names: other.example.com ",
	}
}

func alert() tlslog.Event {
	return tlslog.Event{
		Source:     tlslog.SourceNetworkFirewall,
		Time:       at,
		ID:         "1234567890",
		Region:     "eu-central-1a",
		Resource:   "egress",
		ClientIP:   netip.MustParseAddr("10.0.0.5"),
		ClientPort: 59844,
		ServerIP:   netip.MustParseAddr("203.0.113.9"),
		ServerPort: 443,
		ServerName: "www.example.com",
		Evidence:   tlslog.EvidenceLogged,
		Version:    tlslog.VersionTLS12,
		Action:     "alert",
		Message:    "TLS to a category that is watched",
		Certificate: tlslog.Certificate{
			Holder: tlslog.HolderServer, Subject: "C=US, O=Example, CN=www.example.com", Issuer: "C=US, O=Example, CN=CA",
			Serial: "00:B4:01", Fingerprint: "9e:39:3d:93:13:88:88:d2:88:26:6c:2d:91:52:14:d1:d1:cc:eb:2a",
			Validity: tlslog.Validity{NotAfter: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)},
		},
	}
}

func cloudTrail() tlslog.Event {
	return tlslog.Event{
		Source:           tlslog.SourceCloudTrail,
		Time:             at.Truncate(time.Second),
		ID:               "5f0b7c3e-0000-4000-8000-000000000001",
		Account:          "111122223333",
		Region:           "eu-central-1",
		Resource:         "arn:aws:s3:::example",
		ClientIP:         netip.MustParseAddr("192.0.2.44"),
		ServerName:       "s3.eu-central-1.amazonaws.com",
		Evidence:         tlslog.EvidenceLogged,
		Version:          tlslog.VersionTLS13,
		CipherSuite:      0x1301,
		CipherName:       "TLS_AES_128_GCM_SHA256",
		KeyExchange:      "X25519MLKEM768",
		Result:           tlslog.ResultSuccess,
		Service:          "s3.amazonaws.com",
		Operation:        "GetObject",
		Principal:        "arn:aws:iam::444455556666:user/a",
		PrincipalAccount: "444455556666",
		UserAgent:        "aws-cli/2.15.0",
	}
}
