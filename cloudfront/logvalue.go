package cloudfront

import (
	"encoding/json"
	"log/slog"
)

// LogValue implements [slog.LogValuer]: the record as a JSON object, which a
// [slog.JSONHandler] nests and other handlers quote; see [Record.AppendJSON].
// For a record that JSON cannot hold it is the error.
func (r Record) LogValue() slog.Value {
	text, err := r.AppendJSON(nil)
	if err != nil {
		return slog.AnyValue(err)
	}
	return slog.AnyValue(json.RawMessage(text))
}
