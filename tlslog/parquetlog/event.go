package parquetlog

import (
	"net/netip"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// eventTable has the names that an event has in JSON, and those of its
// certificate behind certificate_.
var eventTable = table[tlslog.Event]{
	record: "event",
	format: "event parquet",
	listed: eventColumns(),
	when:   func(e *tlslog.Event) time.Time { return e.Time },
	source: func(e *tlslog.Event) string { return e.Source.String() },
}

func eventColumns() []column[tlslog.Event] {
	type event = tlslog.Event
	return []column[event]{
		enum("source", func(e *event) *tlslog.Source { return &e.Source }),
		moment("time", func(e *event) *time.Time { return &e.Time }),
		text("id", func(e *event) *string { return &e.ID }),
		word("account", func(e *event) *string { return &e.Account }),
		word("region", func(e *event) *string { return &e.Region }),
		word("resource", func(e *event) *string { return &e.Resource }),
		addr("client_ip", func(e *event) *netip.Addr { return &e.ClientIP }),
		number("client_port", func(e *event) *uint16 { return &e.ClientPort }),
		word("client_host", func(e *event) *string { return &e.ClientHost }),
		addr("server_ip", func(e *event) *netip.Addr { return &e.ServerIP }),
		number("server_port", func(e *event) *uint16 { return &e.ServerPort }),
		word("server_name", func(e *event) *string { return &e.ServerName }),
		enum("evidence", func(e *event) *tlslog.Evidence { return &e.Evidence }),
		enum("version", func(e *event) *tlslog.Version { return &e.Version }),
		enum("cipher_suite", func(e *event) *tlslog.CipherSuite { return &e.CipherSuite }),
		word("cipher_name", func(e *event) *tlslog.CipherName { return &e.CipherName }),
		word("key_exchange", func(e *event) *tlslog.KeyExchange { return &e.KeyExchange }),
		seconds("handshake_duration", func(e *event) *tlslog.Opt[time.Duration] { return &e.HandshakeDuration }),
		enum("result", func(e *event) *tlslog.Result { return &e.Result }),
		enum("reason", func(e *event) *tlslog.Reason { return &e.Reason }),
		word("code", func(e *event) *string { return &e.Code }),
		word("action", func(e *event) *string { return &e.Action }),
		word("message", func(e *event) *string { return &e.Message }),
		enum("certificate_holder", func(e *event) *tlslog.Holder { return &e.Certificate.Holder }),
		word("certificate_subject", func(e *event) *string { return &e.Certificate.Subject }),
		word("certificate_issuer", func(e *event) *string { return &e.Certificate.Issuer }),
		word("certificate_serial", func(e *event) *string { return &e.Certificate.Serial }),
		moment("certificate_not_before", func(e *event) *time.Time { return &e.Certificate.Validity.NotBefore }),
		moment("certificate_not_after", func(e *event) *time.Time { return &e.Certificate.Validity.NotAfter }),
		word("certificate_fingerprint", func(e *event) *string { return &e.Certificate.Fingerprint }),
		word("service", func(e *event) *string { return &e.Service }),
		word("operation", func(e *event) *string { return &e.Operation }),
		word("principal", func(e *event) *string { return &e.Principal }),
		word("principal_account", func(e *event) *string { return &e.PrincipalAccount }),
		word("user_agent", func(e *event) *string { return &e.UserAgent }),
	}
}

// An enumeration is a type of the package tlslog with names for its values.
type enumeration[E comparable] interface {
	*E
	AppendText(b []byte) ([]byte, error)
	UnmarshalText(text []byte) error
}

// enum makes a column of the names of an enumeration's values, of which the
// zero one is none.
func enum[R any, E comparable, P enumeration[E]](name string, at func(*R) *E) column[R] {
	return column[R]{
		name: name,
		kind: kindWord,
		put: func(o *output, rec *R) bool {
			e := at(rec)
			if *e == *new(E) {
				return o.null()
			}
			return nameOf(o, P(e))
		},
		set: func(rec *R, c *cell) error {
			if P(at(rec)).UnmarshalText(c.bytes()) != nil {
				return tlslog.ErrSyntax
			}
			return nil
		},
	}
}
