package otel

import (
	"cmp"
	"math"
	"strconv"

	"github.com/awstls/awstls/internal/jsontext"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/internal/facts"
)

// Version is the version of the semantic conventions that is written. Every
// line states it in the schema URLs of its resource and its scope.
const Version = "1.44.0"

// SchemaURL is the schema URL of the semantic conventions of that version.
const SchemaURL = "https://opentelemetry.io/schemas/" + Version

// ScopeName is the name of the instrumentation scope of the records.
const ScopeName = "github.com/awstls/awstls/tlslog/otel"

// AppendEvent appends e to b as one JSON object without a line break: a
// LogsData message in OTLP/JSON with one log record. It returns the extended
// slice. It allocates nothing but the slice, unless e has a protocol version
// without a name.
//
// The zero Event gives a record that says no more than that it is one of a
// connection, and has no time.
func AppendEvent(b []byte, e tlslog.Event) []byte {
	w := jsontext.Writer{Buf: b}
	w.Open()
	resources := w.Array("resourceLogs")
	resource := w.ElementObject()
	writeResource(&w, &e)
	scopes := w.Array("scopeLogs")
	scope := w.ElementObject()
	o := w.Object("scope")
	w.String("name", ScopeName)
	w.End(o)
	records := w.Array("logRecords")
	record := w.ElementObject()
	writeRecord(&w, &e)
	w.End(record)
	w.End(records)
	w.String("schemaUrl", SchemaURL)
	w.End(scope)
	w.End(scopes)
	w.String("schemaUrl", SchemaURL)
	w.End(resource)
	w.End(resources)
	w.Close()
	return w.Buf
}

func writeResource(w *jsontext.Writer, e *tlslog.Event) {
	o := w.Object("resource")
	attributes := w.Array("attributes")
	writeString(w, "cloud.provider", "aws")
	writeString(w, "cloud.account.id", e.Account)
	if facts.IsZone(e.Region) {
		writeString(w, "cloud.availability_zone", e.Region)
	} else {
		writeString(w, "cloud.region", e.Region)
	}
	if !facts.IsCall(e) {
		writeString(w, "cloud.resource_id", e.Resource)
	}
	w.End(attributes)
	w.End(o)
}

func writeRecord(w *jsontext.Writer, e *tlslog.Event) {
	// The field has 64 bits without a sign. The zero Time is before 1970.
	if s := e.Time.Unix(); 0 <= s && s < math.MaxUint64/1_000_000_000 {
		m := w.Text("timeUnixNano")
		w.Buf = strconv.AppendUint(w.Buf, uint64(s)*1e9+uint64(e.Time.Nanosecond()), 10)
		w.EndText(m)
	}
	if e.Result == tlslog.ResultFailure {
		w.Int("severityNumber", 13)
	} else {
		w.Int("severityNumber", 9)
	}
	if facts.IsCall(e) {
		w.String("eventName", "awstls.call")
	} else {
		w.String("eventName", "awstls.connection")
	}
	if !facts.IsAlert(e) {
		body := w.Object("body")
		w.String("stringValue", e.Message)
		w.End(body)
	}
	attributes := w.Array("attributes")
	writeOutcome(w, e)
	writeEndpoints(w, e)
	writeTLS(w, e)
	writeCall(w, e)
	w.End(attributes)
}

func writeOutcome(w *jsontext.Writer, e *tlslog.Event) {
	writeWord(w, "awstls.source", e.Source)
	if facts.IsAlert(e) {
		writeString(w, "awstls.flow_id", e.ID)
		writeString(w, "security_rule.name", e.Message)
	} else {
		writeString(w, "log.record.uid", e.ID)
	}
	writeWord(w, "awstls.result", e.Result)
	switch {
	case e.Result != tlslog.ResultFailure:
		writeWord(w, "awstls.reason", e.Reason)
	case e.Reason == tlslog.ReasonNone, e.Reason == tlslog.ReasonOther:
		writeString(w, "error.type", "_OTHER")
	default:
		writeWord(w, "error.type", e.Reason)
	}
	writeString(w, "awstls.code", e.Code)
	writeString(w, "awstls.action", e.Action)
	writeWord(w, "awstls.evidence", e.Evidence)
}

func writeEndpoints(w *jsontext.Writer, e *tlslog.Event) {
	if e.ClientHost != "" {
		writeString(w, "client.address", e.ClientHost)
	} else {
		writeAddr(w, "client.address", e.ClientIP)
	}
	writePort(w, "client.port", e.ClientPort)
	if e.ServerName != "" {
		writeString(w, "server.address", e.ServerName)
	} else {
		writeAddr(w, "server.address", e.ServerIP)
	}
	writePort(w, "server.port", e.ServerPort)
	writeAddr(w, "destination.address", e.ServerIP)
}

func writeTLS(w *jsontext.Writer, e *tlslog.Event) {
	protocol, number := facts.Protocol(e.Version)
	writeString(w, "tls.protocol.name", protocol)
	writeString(w, "tls.protocol.version", number)
	if cipher := facts.IANACipher(e); cipher != "" {
		writeString(w, "tls.cipher", cipher)
	} else {
		writeString(w, "awstls.cipher", facts.LoggedCipher(e))
	}
	writeString(w, "tls.curve", string(e.KeyExchange))
	if established, ok := facts.Established(e).Get(); ok {
		writeBool(w, "tls.established", established)
	}
	if d, ok := e.HandshakeDuration.Get(); ok {
		writeSeconds(w, "awstls.handshake_duration", d)
	}
	writeCertificate(w, &e.Certificate)
}

func writeCertificate(w *jsontext.Writer, c *tlslog.Certificate) {
	prefix := "awstls.certificate."
	switch c.Holder {
	case tlslog.HolderClient:
		prefix = "tls.client."
	case tlslog.HolderServer:
		prefix = "tls.server."
	}
	a := begin(w, prefix, "subject")
	facts.WriteName(w, stringValue, c.Subject)
	a.end(w)
	a = begin(w, prefix, "issuer")
	facts.WriteName(w, stringValue, c.Issuer)
	a.end(w)
	a = begin(w, prefix, "not_before")
	w.Time(stringValue, c.Validity.NotBefore)
	a.end(w)
	a = begin(w, prefix, "not_after")
	w.Time(stringValue, c.Validity.NotAfter)
	a.end(w)
	a = begin(w, "awstls.certificate.", "serial_number")
	facts.WriteSerial(w, stringValue, c.Serial)
	a.end(w)
	switch facts.HashOf(c.Fingerprint) {
	case facts.MD5:
		a = begin(w, prefix, "hash.md5")
	case facts.SHA1:
		a = begin(w, prefix, "hash.sha1")
	case facts.SHA256:
		a = begin(w, prefix, "hash.sha256")
	default:
		a = begin(w, "awstls.certificate.", "fingerprint")
	}
	facts.WriteFingerprint(w, stringValue, c.Fingerprint)
	a.end(w)
}

func writeCall(w *jsontext.Writer, e *tlslog.Event) {
	a := begin(w, "rpc.", "method")
	switch {
	case e.Service == "" || e.Operation == "":
		w.String(stringValue, cmp.Or(e.Service, e.Operation))
	default:
		m := w.Text(stringValue)
		w.Buf = append(w.Buf, e.Service...)
		w.Buf = append(w.Buf, '/')
		w.Buf = append(w.Buf, e.Operation...)
		w.EndText(m)
	}
	a.end(w)
	if facts.IsCall(e) {
		writeString(w, "cloud.resource_id", e.Resource)
	}
	writeString(w, "user.id", e.Principal)
	writeString(w, "awstls.principal_account", e.PrincipalAccount)
	writeString(w, "user_agent.original", e.UserAgent)
}
