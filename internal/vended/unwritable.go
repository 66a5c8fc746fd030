package vended

import (
	"errors"
	"fmt"
)

// ErrUnwritable is found in the errors of the functions that append records.
var ErrUnwritable = errors.New("value cannot be written in this format")

// unwritable makes the error for a field's value.
func (t *Table[R]) unwritable(name string) error {
	return fmt.Errorf("%s: %s: %w", t.Format, name, ErrUnwritable)
}

// fits returns an error if no format can hold the value of f in rec.
func (t *Table[R]) fits(f *Field[R], rec *R) error {
	if f.Fits == nil || f.Fits(rec) {
		return nil
	}
	return t.unwritable(f.Name)
}
