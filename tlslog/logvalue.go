package tlslog

import "log/slog"

// LogValue implements [slog.LogValuer]: a group with the fields of e that are
// not zero, under the names that they have in its JSON. Durations and times
// are of these kinds; numbers of AWS and IANA go by their names.
//
// Texts are as the log has them. Parts of them come from strangers, and it is
// for the handler to escape them, as the handlers of log/slog do.
func (e Event) LogValue() slog.Value {
	g := make(logGroup, 0, 24)
	g.text("source", e.Source.String())
	if !e.Time.IsZero() {
		g = append(g, slog.Time("time", e.Time))
	}
	g.text("id", e.ID)
	g.text("account", e.Account)
	g.text("region", e.Region)
	g.text("resource", e.Resource)
	if e.ClientIP.IsValid() {
		g.text("client_ip", e.ClientIP.String())
	}
	g.port("client_port", e.ClientPort)
	g.text("client_host", e.ClientHost)
	if e.ServerIP.IsValid() {
		g.text("server_ip", e.ServerIP.String())
	}
	g.port("server_port", e.ServerPort)
	g.text("server_name", e.ServerName)
	g.text("evidence", e.Evidence.String())
	g.text("version", e.Version.String())
	g.text("cipher_suite", e.CipherSuite.String())
	g.text("cipher_name", string(e.CipherName))
	g.text("key_exchange", string(e.KeyExchange))
	if d, ok := e.HandshakeDuration.Get(); ok {
		g = append(g, slog.Duration("handshake_duration", d))
	}
	g.text("result", e.Result.String())
	g.text("reason", e.Reason.String())
	g.text("code", e.Code)
	g.text("action", e.Action)
	g.text("message", e.Message)
	if e.Certificate != (Certificate{}) {
		g = append(g, slog.Attr{Key: "certificate", Value: e.Certificate.LogValue()})
	}
	g.text("service", e.Service)
	g.text("operation", e.Operation)
	g.text("principal", e.Principal)
	g.text("principal_account", e.PrincipalAccount)
	g.text("user_agent", e.UserAgent)
	return slog.GroupValue(g...)
}

// LogValue implements [slog.LogValuer]: a group with the fields of c that are
// not zero, under the names that they have in its JSON.
func (c Certificate) LogValue() slog.Value {
	g := make(logGroup, 0, 6)
	g.text("holder", c.Holder.String())
	g.text("subject", c.Subject)
	g.text("issuer", c.Issuer)
	g.text("serial", c.Serial)
	if !c.Validity.IsZero() {
		g = append(g, slog.Group("validity",
			slog.Time("not_before", c.Validity.NotBefore),
			slog.Time("not_after", c.Validity.NotAfter)))
	}
	g.text("fingerprint", c.Fingerprint)
	return slog.GroupValue(g...)
}

// A logGroup is a group of attributes that leaves out what is zero.
type logGroup []slog.Attr

func (g *logGroup) text(key, value string) {
	if value != "" {
		*g = append(*g, slog.String(key, value))
	}
}

func (g *logGroup) port(key string, value uint16) {
	if value != 0 {
		*g = append(*g, slog.Int(key, int(value)))
	}
}
