package gen

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// A client is somebody who connects again and again, in the same way.
type client struct {
	address     string
	protocol    string
	cipher      string
	keyExchange string
	certificate *certificate // nil for none
}

// A certificate is that of a client.
type certificate struct {
	names               []string // of the attributes of subject, the most specific first
	values              []string
	serial              []byte
	notBefore, notAfter time.Time
	failure             string // the code with which servers turn it down, if they do
}

func (c *certificate) validity() string {
	return "NotBefore=" + c.notBefore.Format(time.RFC3339) + ";NotAfter=" + c.notAfter.Format(time.RFC3339)
}

// rfc2253 returns the subject as load balancers write it.
func (c *certificate) rfc2253() string {
	parts := make([]string, len(c.names))
	for i, name := range c.names {
		parts[i] = name + "=" + escapeDN(c.values[i])
	}
	return strings.Join(parts, ",")
}

// openSSL returns the subject as CloudFront writes it.
func (c *certificate) openSSL() string {
	n := len(c.names)
	parts := make([]string, n)
	for i, name := range c.names {
		parts[n-1-i] = name + "=" + c.values[i]
	}
	return strings.Join(parts, ", ")
}

// clients returns n clients, of which many share a certificate with others.
func clients(r *rand.Rand, n int) []client {
	certificates := newZipf(r, newCertificates(r, n/2))
	all := make([]client, n)
	for i := range all {
		c := &all[i]
		c.address = ipv4(r)
		if percent(r, 8) {
			c.address = ipv6(r)
		}
		c.protocol, c.cipher, c.keyExchange = negotiate(r)
		if percent(r, 45) {
			c.certificate = certificates.next()
		}
	}
	return all
}

// negotiate returns a protocol, a cipher suite and a key exchange that go
// together.
func negotiate(r *rand.Rand) (protocol, cipher, keyExchange string) {
	switch x := r.IntN(100); {
	case x < 66:
		return "TLSv1.3",
			pick(r, "TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"),
			pick(r, "x25519", "x25519", "secp256r1", "X25519MLKEM768", "X25519MLKEM768", "secp384r1")
	case x < 94:
		return "TLSv1.2",
			pick(r, "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384",
				"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES128-SHA256", "ECDHE-RSA-AES256-SHA"),
			pick(r, "secp256r1", "secp256r1", "x25519", "secp384r1")
	case x < 97:
		return "TLSv1.2", pick(r, "AES128-GCM-SHA256", "AES256-SHA"), "-"
	case x < 99:
		return "TLSv1.1", "ECDHE-RSA-AES128-SHA", "secp256r1"
	}
	return "TLSv1", "AES128-SHA", "-"
}

func newCertificates(r *rand.Rand, n int) []*certificate {
	organizations := []string{"Example Corp", "Example, Inc.", "Beispiel AG", "Exemple SARL", "Partner Logistics", "IoT"}
	certificates := make([]*certificate, n)
	for i := range certificates {
		c := &certificate{
			names:  []string{"CN", "OU", "O", "L", "ST", "C"},
			serial: random(r, pick(r, 8, 9, 16, 16, 18, 20)),
			values: []string{
				pick(r, "client", "device", "payments-gateway", "svc", "pos-terminal") + fmt.Sprintf("-%d.example.com", r.IntN(10_000)),
				pick(r, "Payments", "IoT Devices", "Platform", "Partner API", "R&D"),
				pick(r, organizations...),
				pick(r, "Seattle", "San Diego", "Austin", "Zug", "Saint-Denis"),
				pick(r, "Washington", "California", "Texas", "ZG"),
				pick(r, "US", "US", "CH", "DE", "FR"),
			},
		}
		if percent(r, 50) { // a short one: CN, O, C
			c.names = []string{"CN", "O", "C"}
			c.values = []string{c.values[0], c.values[2], c.values[5]}
		}
		c.notBefore = start.Add(-time.Duration(r.IntN(300*24*3600)) * time.Second).Truncate(time.Second)
		c.notAfter = c.notBefore.AddDate(pick(r, 1, 1, 2, 10), 0, 0)
		switch x := r.IntN(100); {
		case x < 5:
			c.notAfter = c.notBefore.AddDate(0, 0, 7)
			c.failure = "ClientCertExpired"
		case x < 10:
			c.failure = pick(r, "ClientCertUntrusted", "ClientCertTypeUnsupported", "ClientCertInvalid", "ClientCertRejected", "ClientCertMaxChainDepthExceeded")
		}
		certificates[i] = c
	}
	return certificates
}
