package cloudtrail

import (
	"encoding/json"

	"github.com/awstls/awstls/internal/jsonscan"
)

// A RawJSON is a JSON value as it stands in the log: the free-form part of an
// event, whose shape is up to the service that was called. Under one name,
// services log values of different types.
//
// The zero RawJSON means that the event has no such part. It is told apart
// from the JSON null.
type RawJSON string

// IsNull reports whether j is the JSON null.
func (j RawJSON) IsNull() bool { return j == "null" }

// Decode stores the value in what v points to, as [json.Unmarshal] does. The
// zero RawJSON is decoded as null.
func (j RawJSON) Decode(v any) error {
	if j == "" {
		j = "null"
	}
	return json.Unmarshal([]byte(j), v)
}

// Member returns the member of j with this name, or the zero RawJSON if there
// is none or j is not an object. Of several it returns the last, like
// [json.Unmarshal].
func (j RawJSON) Member(name string) RawJSON {
	var sc jsonscan.Scanner
	sc.Reset(string(j), 0)
	if !sc.EnterObject() {
		return ""
	}
	var value RawJSON
	for sc.NextMember() {
		if sc.Key() == name {
			value = RawJSON(sc.Raw())
		}
	}
	if sc.Err() != nil {
		return ""
	}
	return value
}

// Text returns the text that j stands for. It returns false if j is not a JSON
// string.
func (j RawJSON) Text() (string, bool) {
	var sc jsonscan.Scanner
	sc.Reset(string(j), 0)
	return sc.Text()
}

// String returns the JSON as written.
func (j RawJSON) String() string { return string(j) }

// MarshalJSON returns the JSON, or null for the zero RawJSON.
func (j RawJSON) MarshalJSON() ([]byte, error) {
	if j == "" {
		return []byte("null"), nil
	}
	return []byte(j), nil
}

// UnmarshalJSON makes *j a copy of the JSON.
func (j *RawJSON) UnmarshalJSON(data []byte) error {
	*j = RawJSON(data)
	return nil
}
