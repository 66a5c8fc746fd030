package ocsf

import (
	"cmp"

	"github.com/awstls/awstls/internal/jsontext"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/internal/facts"
)

// Version is the version of the Open Cybersecurity Schema Framework that is
// written. Every object states it in metadata.version.
const Version = "1.8.0"

// unknown stands in members that the schema requires and the event does not
// have.
const unknown = "Unknown"

// AppendEvent appends e to b as one JSON object without a line break, and
// returns the extended slice. It allocates nothing but the slice, unless e has
// a protocol version without a name.
//
// Every object has the members that the schema requires. Where the event does
// not have them, time is 0, and texts such as the version of TLS are Unknown.
// The zero Event gives a Network Activity of which everything is unknown.
func AppendEvent(b []byte, e tlslog.Event) []byte {
	w := jsontext.Writer{Buf: b}
	w.Open()
	if facts.IsCall(&e) {
		writeCall(&w, &e)
	} else {
		writeConnection(&w, &e)
	}
	w.Close()
	return w.Buf
}

// A class is an event class.
type class struct {
	uid      int64
	name     string
	category string // whose number is the first digit of uid
}

// An activity is what an event of a class tells of.
type activity struct {
	id   int64
	name string
}

// other is the id of an activity that is known by its name only.
const other = 99

// writeHead writes what events of all classes have.
func writeHead(w *jsontext.Writer, e *tlslog.Event, c class, a activity) {
	w.Int("class_uid", c.uid)
	w.String("class_name", c.name)
	w.Int("category_uid", c.uid/1000)
	w.String("category_name", c.category)
	w.Int("activity_id", a.id)
	w.String("activity_name", a.name)
	w.Int("type_uid", c.uid*100+a.id)
	m := w.Text("type_name")
	w.Buf = append(w.Buf, c.name...)
	w.Buf = append(w.Buf, ": "...)
	if a.id == other {
		w.Buf = append(w.Buf, "Other"...)
	} else {
		w.Buf = append(w.Buf, a.name...)
	}
	w.EndText(m)
	w.Int("severity_id", 1) // the logs have no severities
	w.String("severity", "Informational")
	start := len(w.Buf)
	w.Millis("time", e.Time)
	if len(w.Buf) == start {
		w.Int("time", 0)
	}
	switch e.Result {
	case tlslog.ResultSuccess:
		w.Int("status_id", 1)
		w.String("status", "Success")
	case tlslog.ResultFailure:
		w.Int("status_id", 2)
		w.String("status", "Failure")
	default:
		w.Int("status_id", 0)
		w.String("status", unknown)
	}
	w.String("status_code", e.Code)
}

// writeMetadata writes the metadata of an event with the profiles that it
// uses besides cloud; empty ones are passed over.
func writeMetadata(w *jsontext.Writer, e *tlslog.Event, profiles ...string) {
	o := w.Object("metadata")
	w.String("version", Version)
	product := w.Object("product")
	name, _ := facts.Product(e.Source)
	w.String("name", cmp.Or(name, unknown))
	w.String("vendor_name", "AWS")
	w.End(product)
	w.String("log_name", logName(e))
	if facts.IsCall(e) {
		w.String("original_event_uid", e.ID)
	}
	list := w.Array("profiles")
	w.Element("cloud")
	for _, p := range profiles {
		w.Element(p)
	}
	w.End(list)
	w.End(o)
}

// logName returns AWS's name for the log that e comes from.
func logName(e *tlslog.Event) string {
	switch e.Source {
	case tlslog.SourceALB:
		return "ALB_CONNECTION_LOGS"
	case tlslog.SourceCloudFront:
		return "CONNECTION_LOGS"
	case tlslog.SourceNetworkFirewall:
		if facts.IsAlert(e) {
			return "ALERT"
		}
		return "TLS"
	case tlslog.SourceCloudTrail:
		return "CloudTrail"
	}
	return ""
}

func writeCloud(w *jsontext.Writer, e *tlslog.Event) {
	o := w.Object("cloud")
	w.String("provider", "AWS")
	if facts.IsZone(e.Region) {
		w.String("zone", e.Region)
	} else {
		w.String("region", e.Region)
	}
	writeAccount(w, e.Account)
	w.End(o)
}

func writeAccount(w *jsontext.Writer, uid string) {
	if uid == "" {
		return
	}
	o := w.Object("account")
	w.String("uid", uid)
	w.Int("type_id", 10)
	w.String("type", "AWS Account")
	w.End(o)
}

// writeClient writes src_endpoint, and reports whether e has one.
func writeClient(w *jsontext.Writer, e *tlslog.Event) bool {
	if !e.ClientIP.IsValid() && e.ClientHost == "" {
		return false
	}
	o := w.Object("src_endpoint")
	w.Addr("ip", e.ClientIP)
	w.Port("port", e.ClientPort)
	w.String("svc_name", e.ClientHost)
	w.End(o)
	return true
}

// writeUnknownClient writes a src_endpoint for events that must have one.
func writeUnknownClient(w *jsontext.Writer) {
	o := w.Object("src_endpoint")
	w.String("name", unknown)
	w.End(o)
}
