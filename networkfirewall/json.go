package networkfirewall

// tlsRecords and alertRecords are the two kinds of records.
var (
	tlsRecords = source[Record]{
		format: "networkfirewall",
		kind:   kindTLS,
		read:   (*parser).record,
		rest:   func(r *Record) (extra, text *string) { return &r.Extra, &r.text },
	}
	alertRecords = source[AlertRecord]{
		format: "networkfirewall alert",
		kind:   kindTLSAlert,
		read:   (*parser).alertRecord,
		rest:   func(r *AlertRecord) (extra, text *string) { return &r.Extra, &r.text },
	}
)

// ParseRecord returns the record that text holds: one JSON object, with
// nothing but white space around it. Its errors are those of [Decoder.Decode]
// for such an object, with the undamaged fields in the record, and
// [tlslog.ErrForeign] for a record of another kind; all are of the type
// [*tlslog.ParseError].
//
// The strings of the record are parts of text, unless they are written with
// escapes.
func ParseRecord(text string) (Record, error) {
	var r Record
	err := tlsRecords.parse(text, false, &r)
	return r, err
}

// ParseAlertRecord returns the alert record that text holds, in the way of
// [ParseRecord]. It must say something of TLS, as those that an
// [AlertDecoder] yields.
func ParseAlertRecord(text string) (AlertRecord, error) {
	var r AlertRecord
	err := alertRecords.parse(text, false, &r)
	return r, err
}

// AppendJSON appends r to b as an entry of a TLS log: a JSON object on one
// line, without a line terminator.
//
// A record that was read and not changed since gives back every value with the
// type and the spelling that it had. Any other is written as AWS writes TLS
// records: event_timestamp as a number, ports as strings, the time with Z and
// six digits, or nine if it needs them; absent values are left out. What Extra
// holds is put in its place. In such a record
// bytes that are not valid UTF-8 are written as U+FFFD; one that was read gives
// them back, and halves of surrogate pairs, too.
func (r Record) AppendJSON(b []byte) []byte {
	if r.text != "" {
		var was Record
		if tlsRecords.parse(r.text, true, &was); was == r {
			return appendCompact(b, r.text)
		}
	}
	e := encoder{b: b, extra: r.Extra, spans: tlsRecords.spans(r.Extra)}
	e.record(&r)
	return e.b
}

// AppendJSON appends r to b as an entry of an alert log, in the way of
// [Record.AppendJSON]. AWS writes alert records otherwise than TLS records:
// event_timestamp is a string, ports are numbers, and times end in +0000.
func (r AlertRecord) AppendJSON(b []byte) []byte {
	if r.text != "" {
		var was AlertRecord
		if alertRecords.parse(r.text, true, &was); was == r {
			return appendCompact(b, r.text)
		}
	}
	e := encoder{b: b, extra: r.Extra, spans: alertRecords.spans(r.Extra)}
	e.alertRecord(&r)
	return e.b
}

// MarshalJSON returns what [Record.AppendJSON] appends.
func (r Record) MarshalJSON() ([]byte, error) { return r.AppendJSON(nil), nil }

// MarshalJSON returns what [AlertRecord.AppendJSON] appends.
func (r AlertRecord) MarshalJSON() ([]byte, error) { return r.AppendJSON(nil), nil }

// UnmarshalJSON makes *r the record that data holds. Unlike [ParseRecord] it
// takes an object of any kind, of which it reads what a TLS record can have
// and keeps the rest in Extra. JSON null changes nothing.
func (r *Record) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	*r = Record{}
	return tlsRecords.parse(string(data), true, r)
}

// UnmarshalJSON makes *r the record that data holds. Unlike
// [ParseAlertRecord] it takes an object of any kind, of which it reads what an
// alert record can have and keeps the rest in Extra. JSON null changes
// nothing.
func (r *AlertRecord) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	*r = AlertRecord{}
	return alertRecords.parse(string(data), true, r)
}

// String returns r as an entry of a TLS log; see [Record.AppendJSON].
func (r Record) String() string { return string(r.AppendJSON(nil)) }

// String returns r as an entry of an alert log; see [AlertRecord.AppendJSON].
func (r AlertRecord) String() string { return string(r.AppendJSON(nil)) }
