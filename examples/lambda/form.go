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

// formOf returns the form of a name that FORMAT can have, or nil.
func formOf(name string) form {
	switch name {
	case "", "event":
		return ofEvent(func(b []byte, e tlslog.Event) ([]byte, error) {
			text, err := json.Marshal(e)
			return append(b, text...), err
		})
	case "ocsf":
		return ofEvent(func(b []byte, e tlslog.Event) ([]byte, error) { return ocsf.AppendEvent(b, e), nil })
	case "ecs":
		return ofEvent(func(b []byte, e tlslog.Event) ([]byte, error) { return ecs.AppendEvent(b, e), nil })
	case "otel":
		return ofEvent(func(b []byte, e tlslog.Event) ([]byte, error) { return otel.AppendEvent(b, e), nil })
	case "aws":
		return func(b []byte, rec record) ([]byte, error) {
			text, err := rec.MarshalJSON()
			return append(b, text...), err
		}
	}
	return nil
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
