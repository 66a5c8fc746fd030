package ocsf

import (
	"cmp"
	"math"
	"strconv"
	"time"

	"github.com/awstls/awstls/internal/jsontext"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/internal/facts"
)

var networkActivity = class{4001, "Network Activity", "Network Activity"}

// writeConnection writes the members of a Network Activity.
func writeConnection(w *jsontext.Writer, e *tlslog.Event) {
	writeHead(w, e, networkActivity, connectionActivity(e))
	switch {
	case e.Source == tlslog.SourceNetworkFirewall && !facts.IsAlert(e):
		w.String("status_detail", cmp.Or(e.Message, e.Reason.Description()))
	default:
		w.String("status_detail", e.Reason.Description())
		if !facts.IsAlert(e) {
			w.String("message", e.Message)
		}
	}

	profiles := [3]string{}
	controlled := e.Source == tlslog.SourceNetworkFirewall &&
		(e.Action != "" || e.Result == tlslog.ResultFailure || facts.IsAlert(e) && e.Message != "")
	if controlled {
		profiles[0] = "security_control"
	}
	if e.Resource != "" {
		switch e.Source {
		case tlslog.SourceALB:
			profiles[1] = "load_balancer"
		case tlslog.SourceNetworkFirewall:
			profiles[1] = "host"
		}
	}
	writeMetadata(w, e, profiles[:]...)
	writeCloud(w, e)
	client := writeClient(w, e)
	server := writeServer(w, e)
	if !client && !server {
		writeUnknownClient(w)
	}
	writeConnectionInfo(w, e)
	writeTLS(w, e)
	if controlled {
		writeControl(w, e)
	}
	writeObserver(w, e)

	o := w.Object("unmapped")
	facts.WriteWord(w, "evidence", e.Evidence)
	facts.WriteWord(w, "reason", e.Reason)
	w.String("key_exchange", string(e.KeyExchange))
	w.String("action", e.Action)
	if e.Certificate != (tlslog.Certificate{}) {
		facts.WriteWord(w, "certificate_holder", e.Certificate.Holder)
	}
	if d, ok := e.HandshakeDuration.Get(); ok && (!hasMillis(d) || d%time.Millisecond != 0) {
		writeNumber(w, "handshake_duration_ns", d.Nanoseconds())
	}
	if !client && e.ClientPort != 0 {
		writeNumber(w, "src_endpoint.port", int64(e.ClientPort))
	}
	if !server && e.ServerPort != 0 {
		writeNumber(w, "dst_endpoint.port", int64(e.ServerPort))
	}
	if product, _ := facts.Product(e.Source); product == "" {
		w.String("resource", e.Resource)
	}
	w.String("service", e.Service)
	w.String("operation", e.Operation)
	w.String("principal", e.Principal)
	w.String("principal_account", e.PrincipalAccount)
	w.String("user_agent", e.UserAgent)
	w.End(o)
}

// connectionActivity returns what became of a connection.
func connectionActivity(e *tlslog.Event) activity {
	firewall := e.Source == tlslog.SourceNetworkFirewall
	switch {
	case e.Result == tlslog.ResultSuccess, e.Evidence == tlslog.EvidencePlaintext:
		return activity{1, "Open"}
	case e.Result == tlslog.ResultFailure && firewall:
		return activity{3, "Reset"}
	case e.Result == tlslog.ResultFailure && facts.Refused(e.Reason):
		return activity{5, "Refuse"}
	case e.Result == tlslog.ResultFailure:
		return activity{4, "Fail"}
	case firewall:
		return activity{6, "Traffic"}
	}
	return activity{0, unknown}
}

// writeServer writes dst_endpoint, and reports whether e has one.
func writeServer(w *jsontext.Writer, e *tlslog.Event) bool {
	distribution := ""
	if e.Source == tlslog.SourceCloudFront {
		distribution = e.Resource
	}
	if !e.ServerIP.IsValid() && e.ServerName == "" && distribution == "" {
		return false
	}
	o := w.Object("dst_endpoint")
	w.Addr("ip", e.ServerIP)
	w.Port("port", e.ServerPort)
	w.String("hostname", e.ServerName)
	w.String("uid", distribution)
	w.End(o)
	return true
}

func writeConnectionInfo(w *jsontext.Writer, e *tlslog.Event) {
	id, name := int64(0), unknown
	switch {
	case e.Source == tlslog.SourceALB, e.Source == tlslog.SourceCloudFront:
		id, name = 1, "Inbound"
	case e.Source == tlslog.SourceNetworkFirewall && !facts.IsAlert(e):
		id, name = 2, "Outbound" // TLS logs tell of outbound connections
	case e.ID == "":
		return
	}
	o := w.Object("connection_info")
	w.Int("direction_id", id)
	w.String("direction", name)
	w.String("uid", e.ID)
	w.End(o)
}

func writeTLS(w *jsontext.Writer, e *tlslog.Event) {
	c := &e.Certificate
	cipher := cmp.Or(facts.IANACipher(e), facts.LoggedCipher(e))
	d, measured := e.HandshakeDuration.Get()
	if e.Version == 0 && cipher == "" && e.ServerName == "" && !measured && *c == (tlslog.Certificate{}) {
		return
	}
	o := w.Object("tls")
	w.String("version", cmp.Or(string(e.Version.ProtocolName()), unknown))
	w.String("cipher", cipher)
	w.String("sni", e.ServerName)
	if measured && hasMillis(d) {
		w.Int("handshake_dur", d.Milliseconds())
	}
	if *c != (tlslog.Certificate{}) {
		writeCertificate(w, c)
	}
	w.End(o)
}

// hasMillis reports whether the schema has room for the milliseconds of d: 32
// bits.
func hasMillis(d time.Duration) bool {
	return 0 <= d && d <= math.MaxInt32*time.Millisecond
}

func writeCertificate(w *jsontext.Writer, c *tlslog.Certificate) {
	o := w.Object("certificate")
	facts.WriteSerial(w, "serial_number", cmp.Or(c.Serial, unknown))
	facts.WriteName(w, "subject", c.Subject)
	facts.WriteName(w, "issuer", cmp.Or(c.Issuer, unknown))
	w.Millis("created_time", c.Validity.NotBefore)
	w.Millis("expiration_time", c.Validity.NotAfter)
	if c.Fingerprint != "" {
		list := w.Array("fingerprints")
		f := w.ElementObject()
		switch facts.HashOf(c.Fingerprint) {
		case facts.MD5:
			w.Int("algorithm_id", 1)
			w.String("algorithm", "MD5")
		case facts.SHA1:
			w.Int("algorithm_id", 2)
			w.String("algorithm", "SHA-1")
		case facts.SHA256:
			w.Int("algorithm_id", 3)
			w.String("algorithm", "SHA-256")
		default:
			w.Int("algorithm_id", 0)
			w.String("algorithm", unknown)
		}
		facts.WriteFingerprint(w, "value", c.Fingerprint)
		w.End(f)
		w.End(list)
	}
	w.End(o)
}

// writeControl writes what the firewall did, in the profile security_control.
func writeControl(w *jsontext.Writer, e *tlslog.Event) {
	type control struct {
		action, disposition         int64
		actionName, dispositionName string
	}
	var c control
	switch facts.ActionOf(e.Action) {
	case facts.ActionAllowed:
		c = control{1, 1, "Allowed", "Allowed"}
	case facts.ActionAlerted:
		c = control{3, 19, "Observed", "Alert"}
	case facts.ActionBlocked:
		c = control{2, 2, "Denied", "Blocked"}
	case facts.ActionDropped:
		c = control{2, 6, "Denied", "Dropped"}
	case facts.ActionRejected:
		c = control{2, 21, "Denied", "Reset"}
	case facts.ActionOther:
		c = control{99, 99, e.Action, e.Action}
	case facts.ActionNone:
		c = control{0, 0, unknown, unknown}
		if e.Result == tlslog.ResultFailure {
			c = control{2, 21, "Denied", "Reset"} // what it does upon a TLS error
		}
	}
	w.Int("action_id", c.action)
	w.String("action", c.actionName)
	w.Int("disposition_id", c.disposition)
	w.String("disposition", c.dispositionName)
	if facts.IsAlert(e) {
		o := w.Object("firewall_rule")
		w.String("name", e.Message)
		w.End(o)
	}
}

// writeObserver writes the load balancer or the firewall.
func writeObserver(w *jsontext.Writer, e *tlslog.Event) {
	if e.Resource == "" {
		return
	}
	switch e.Source {
	case tlslog.SourceALB:
		o := w.Object("load_balancer")
		w.String("uid", e.Resource)
		w.Addr("ip", e.ServerIP)
		w.End(o)
	case tlslog.SourceNetworkFirewall:
		o := w.Object("device")
		w.String("name", e.Resource)
		w.Int("type_id", 9)
		w.String("type", "Firewall")
		w.End(o)
	}
}

// writeNumber writes a number as a string, as everything in unmapped is.
func writeNumber(w *jsontext.Writer, key string, n int64) {
	m := w.Text(key)
	w.Buf = strconv.AppendInt(w.Buf, n, 10)
	w.EndText(m)
}
