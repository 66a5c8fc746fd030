package main

import (
	"encoding/json"

	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/ecs"
	"github.com/awstls/awstls/tlslog/ocsf"
	"github.com/awstls/awstls/tlslog/otel"
)

// A record is what the records of all sources can do.
type record interface {
	tlslog.Eventer
	json.Marshaler
}

// A form appends a record as a JSON object, or nothing if the form has no
// place for it.
type form func(b []byte, rec record) ([]byte, error)

// forms are the forms by the names that the flag takes.
var forms = map[string]form{
	"event": ofEvent(func(b []byte, e tlslog.Event) ([]byte, error) {
		text, err := json.Marshal(e)
		return append(b, text...), err
	}),
	"ocsf": ofEvent(func(b []byte, e tlslog.Event) ([]byte, error) { return ocsf.AppendEvent(b, e), nil }),
	"ecs":  ofEvent(func(b []byte, e tlslog.Event) ([]byte, error) { return ecs.AppendEvent(b, e), nil }),
	"otel": ofEvent(func(b []byte, e tlslog.Event) ([]byte, error) { return otel.AppendEvent(b, e), nil }),
	"aws": func(b []byte, rec record) ([]byte, error) {
		text, err := rec.MarshalJSON()
		return append(b, text...), err
	},
}

// ofEvent makes a form of a form of events.
func ofEvent(appendEvent func([]byte, tlslog.Event) ([]byte, error)) form {
	return func(b []byte, rec record) ([]byte, error) {
		e, ok := rec.Event()
		if !ok {
			return b, nil
		}
		return appendEvent(b, e)
	}
}
