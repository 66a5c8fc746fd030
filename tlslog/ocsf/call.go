package ocsf

import (
	"cmp"
	"strings"

	"github.com/awstls/awstls/internal/jsontext"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/internal/facts"
)

var apiActivity = class{6003, "API Activity", "Application Activity"}

// writeCall writes the members of an API Activity.
func writeCall(w *jsontext.Writer, e *tlslog.Event) {
	writeHead(w, e, apiActivity, callActivity(e.Operation))
	w.String("status_detail", e.Reason.Description())
	writeMetadata(w, e)
	writeCloud(w, e)

	o := w.Object("api")
	w.String("operation", cmp.Or(e.Operation, unknown))
	service := w.Object("service")
	w.String("name", e.Service)
	w.End(service)
	response := w.Object("response")
	w.String("error", e.Code)
	w.String("message", e.Message)
	w.End(response)
	w.End(o)

	o = w.Object("actor")
	user := w.Object("user")
	w.String("uid", e.Principal)
	writeAccount(w, e.PrincipalAccount)
	if e.Principal == "" && e.PrincipalAccount == "" {
		w.String("name", unknown)
	}
	w.End(user)
	w.End(o)

	client := writeClient(w, e)
	if !client {
		writeUnknownClient(w)
	}
	o = w.Object("http_request")
	w.String("user_agent", e.UserAgent)
	w.End(o)
	if e.Resource != "" {
		list := w.Array("resources")
		r := w.ElementObject()
		w.String("uid", e.Resource)
		w.End(r)
		w.End(list)
	}

	// The class has no place for TLS. The keys are those of Security Lake, and
	// for keyExchange the one that it would have.
	o = w.Object("unmapped")
	w.String("tlsDetails.tlsVersion", string(e.Version.ProtocolName()))
	w.String("tlsDetails.cipherSuite", facts.LoggedCipher(e))
	w.String("tlsDetails.clientProvidedHostHeader", e.ServerName)
	w.String("tlsDetails.keyExchange", string(e.KeyExchange))
	facts.WriteWord(w, "evidence", e.Evidence)
	facts.WriteWord(w, "reason", e.Reason)
	w.String("action", e.Action)
	w.End(o)
}

// The verbs with which the names of AWS's operations begin, by what they do.
var verbs = [...]struct {
	activity activity
	verbs    []string
}{
	{activity{1, "Create"}, []string{"Create", "BatchCreate"}},
	{activity{2, "Read"}, []string{"Get", "List", "Describe", "Head", "BatchGet", "BatchDescribe", "Lookup", "Query", "Scan", "Search", "Select"}},
	{activity{3, "Update"}, []string{"Update", "Modify", "Put", "BatchUpdate", "BatchPut"}},
	{activity{4, "Delete"}, []string{"Delete", "BatchDelete"}},
}

// callActivity returns what an operation does, going by its verb. One with
// another verb, such as AssumeRole or Decrypt, is Other and has its own name.
func callActivity(operation string) activity {
	if operation == "" {
		return activity{0, unknown}
	}
	for i := range verbs {
		for _, verb := range verbs[i].verbs {
			rest, ok := strings.CutPrefix(operation, verb)
			if ok && (rest == "" || 'A' <= rest[0] && rest[0] <= 'Z') {
				return verbs[i].activity
			}
		}
	}
	return activity{other, operation}
}
