package cloudtrail

import (
	"encoding/json"
	"log/slog"
)

// LogValue implements [slog.LogValuer]: the record as a JSON object, which a
// [slog.JSONHandler] nests and other handlers quote; see [Record.AppendJSON].
// The parameters of the call are part of it; [Record.Event] gives less.
func (r Record) LogValue() slog.Value { return slog.AnyValue(json.RawMessage(r.AppendJSON(nil))) }
