package networkfirewall

import (
	"encoding/json"
	"log/slog"
)

// LogValue implements [slog.LogValuer]: the record as a JSON object, which a
// [slog.JSONHandler] nests and other handlers quote; see [Record.AppendJSON].
func (r Record) LogValue() slog.Value { return slog.AnyValue(json.RawMessage(r.AppendJSON(nil))) }

// LogValue is like [Record.LogValue].
func (r AlertRecord) LogValue() slog.Value { return slog.AnyValue(json.RawMessage(r.AppendJSON(nil))) }
