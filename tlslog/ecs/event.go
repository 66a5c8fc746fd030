package ecs

import (
	"cmp"

	"github.com/awstls/awstls/internal/jsontext"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/internal/facts"
)

// Version is the version of the Elastic Common Schema that is written. Every
// document states it in ecs.version.
const Version = "9.4.0"

// AppendEvent appends e to b as one JSON object without a line break, and
// returns the extended slice. It allocates nothing but the slice, unless e has
// a protocol version without a name.
//
// The zero Event gives a document that says no more than that it is one of a
// connection; it has no @timestamp, which a data stream demands.
func AppendEvent(b []byte, e tlslog.Event) []byte {
	w := jsontext.Writer{Buf: b}
	w.Open()
	w.Time("@timestamp", e.Time)
	o := w.Object("ecs")
	w.String("version", Version)
	w.End(o)
	writeEvent(&w, &e)
	writeMessage(&w, &e)
	writeEndpoints(&w, &e)
	writeTLS(&w, &e)
	writeObserver(&w, &e)
	writeCloud(&w, &e)
	writeUser(&w, &e)
	writeOwn(&w, &e)
	w.Close()
	return w.Buf
}

func writeEvent(w *jsontext.Writer, e *tlslog.Event) {
	o := w.Object("event")
	if facts.IsAlert(e) {
		w.String("kind", "alert")
	} else {
		w.String("kind", "event")
	}
	writeCategory(w, e)
	switch e.Result {
	case tlslog.ResultSuccess, tlslog.ResultFailure:
		facts.WriteWord(w, "outcome", e.Result)
	default:
		w.String("outcome", "unknown")
	}
	w.String("action", cmp.Or(e.Operation, e.Action))
	facts.WriteWord(w, "reason", e.Reason)
	if !facts.IsAlert(e) {
		w.String("id", e.ID)
	}
	_, principal := facts.Product(e.Source)
	w.String("provider", cmp.Or(e.Service, principal))
	w.String("module", "awstls")
	if principal != "" {
		m := w.Text("dataset")
		w.Buf = append(w.Buf, "awstls."...)
		w.Buf, _ = e.Source.AppendText(w.Buf)
		w.EndText(m)
	}
	if d, ok := e.HandshakeDuration.Get(); ok {
		w.Int("duration", d.Nanoseconds())
	}
	w.End(o)
}

func writeCategory(w *jsontext.Writer, e *tlslog.Event) {
	action := facts.ActionOf(e.Action)
	denied := e.Result == tlslog.ResultFailure && facts.Refused(e.Reason) || action.Denied()

	category := w.Array("category")
	if facts.IsCall(e) {
		w.Element("api")
	} else {
		w.Element("network")
		if facts.IsAlert(e) {
			w.Element("intrusion_detection")
		}
	}
	w.End(category)

	typ := w.Array("type")
	if facts.IsCall(e) {
		w.Element("access")
	} else {
		w.Element("connection")
	}
	switch {
	case denied:
		w.Element("denied")
	case action == facts.ActionAllowed:
		w.Element("allowed")
	case e.Result == tlslog.ResultSuccess && !facts.IsCall(e):
		w.Element("start")
	}
	w.End(typ)
}

func writeMessage(w *jsontext.Writer, e *tlslog.Event) {
	message := e.Message
	switch {
	case e.Source == tlslog.SourceCloudFront:
		w.String("message", message)
		message = ""
	case facts.IsAlert(e):
		o := w.Object("rule")
		w.String("name", message)
		w.End(o)
		message = ""
	}
	o := w.Object("error")
	w.String("code", e.Code)
	w.String("message", message)
	w.End(o)
}

func writeEndpoints(w *jsontext.Writer, e *tlslog.Event) {
	o := w.Object("source")
	if e.ClientHost != "" {
		w.String("address", e.ClientHost)
	} else {
		w.Addr("address", e.ClientIP)
	}
	w.Addr("ip", e.ClientIP)
	w.Port("port", e.ClientPort)
	w.End(o)

	o = w.Object("destination")
	if e.ServerIP.IsValid() {
		w.Addr("address", e.ServerIP)
	} else {
		w.String("address", e.ServerName)
	}
	w.Addr("ip", e.ServerIP)
	w.Port("port", e.ServerPort)
	w.String("domain", e.ServerName)
	w.End(o)
}

func writeObserver(w *jsontext.Writer, e *tlslog.Event) {
	product, _ := facts.Product(e.Source)
	if facts.IsCall(e) || product == "" {
		return
	}
	o := w.Object("observer")
	w.String("vendor", "AWS")
	w.String("product", product)
	switch e.Source {
	case tlslog.SourceALB:
		w.String("type", "load balancer")
	case tlslog.SourceCloudFront:
		w.String("type", "cdn")
	case tlslog.SourceNetworkFirewall:
		w.String("type", "firewall")
	}
	w.String("name", e.Resource)
	w.End(o)
}

func writeCloud(w *jsontext.Writer, e *tlslog.Event) {
	o := w.Object("cloud")
	w.String("provider", "aws")
	account := w.Object("account")
	w.String("id", e.Account)
	w.End(account)
	if facts.IsZone(e.Region) {
		w.String("availability_zone", e.Region)
	} else {
		w.String("region", e.Region)
	}
	origin := w.Object("origin")
	account = w.Object("account")
	w.String("id", e.PrincipalAccount)
	w.End(account)
	w.End(origin)
	w.End(o)
}

func writeUser(w *jsontext.Writer, e *tlslog.Event) {
	o := w.Object("user")
	w.String("id", e.Principal)
	w.End(o)
	o = w.Object("user_agent")
	w.String("original", e.UserAgent)
	w.End(o)
}

// writeOwn writes what ECS has no field for.
func writeOwn(w *jsontext.Writer, e *tlslog.Event) {
	o := w.Object("awstls")
	facts.WriteWord(w, "evidence", e.Evidence)
	if facts.IsAlert(e) {
		w.String("flow_id", e.ID)
	}
	if e.Operation != "" {
		w.String("action", e.Action) // event.action has the operation
	}
	if product, _ := facts.Product(e.Source); facts.IsCall(e) || product == "" {
		w.String("resource", e.Resource)
	}
	certificate := w.Object("certificate")
	if known := e.Certificate.Holder == tlslog.HolderClient || e.Certificate.Holder == tlslog.HolderServer; !known {
		writeCertificate(w, &e.Certificate)
	}
	if facts.HashOf(e.Certificate.Fingerprint) == facts.HashUnknown {
		w.String("fingerprint", e.Certificate.Fingerprint)
	}
	w.End(certificate)
	w.End(o)
}
