package tlslog

import (
	"encoding/json"
	"fmt"
)

// An Opt is a value that may be absent: a measurement or an answer that a log
// can leave out, where the zero T is a value of its own. The zero Opt is
// absent. Opts of comparable T are comparable.
type Opt[T comparable] struct {
	value T
	ok    bool
}

// Some returns an Opt that holds v.
func Some[T comparable](v T) Opt[T] { return Opt[T]{v, true} }

// Get returns the value and true, or the zero T and false when it is absent.
func (o Opt[T]) Get() (T, bool) { return o.value, o.ok }

// Or returns the value, or v when it is absent.
func (o Opt[T]) Or(v T) T {
	if o.ok {
		return o.value
	}
	return v
}

// IsZero reports whether the value is absent. It makes the omitzero option of
// [encoding/json] leave out absent values and keep zeros.
func (o Opt[T]) IsZero() bool { return !o.ok }

// String returns the value as [fmt.Sprint] gives it, or "" when it is absent.
func (o Opt[T]) String() string {
	if !o.ok {
		return ""
	}
	return fmt.Sprint(o.value)
}

// MarshalJSON returns the value's JSON, or null when it is absent.
func (o Opt[T]) MarshalJSON() ([]byte, error) {
	if !o.ok {
		return []byte("null"), nil
	}
	return json.Marshal(o.value)
}

// UnmarshalJSON reads the value's JSON; null makes the Opt absent.
func (o *Opt[T]) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*o = Opt[T]{}
		return nil
	}
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	*o = Some(v)
	return nil
}
