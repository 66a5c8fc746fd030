package vended

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestMembers(t *testing.T) {
	for _, tt := range []struct {
		extra string
		ok    bool
	}{
		{`{"a":1}`, true},
		{`{"a":"x","b":{"c":[null]},"a":2}`, true},
		{`{"extra":""}`, true},
		{`{"extra":1}`, true},
		{`{"extra":"x","a":1}`, true},
		{`{"extra":"x"}`, false},     // would be read back as x
		{`{"text":"x"}`, false},      // would be the field
		{`{"TEXT":"x","a":1}`, true}, // is not, behind it
		{`{"hidden":"x"}`, false},    // would be the field, which is not written
		{`{"a": 1}`, false},          // would be read back without the space
		{`{"\u0061":1}`, false},      // as a
		{`{}`, false},                // as nothing
		{`{"a":1} `, false},          // is more than an object
		{`{"a":1}{"b":1}`, false},    //
		{`{"a":}`, false},            // is none
		{`- "-" x`, false},           //
		{`["a"]`, false},             //
		{``, false},                  //
		{strings.Repeat(`{"a":`, 2000), false},
	} {
		members, ok := toys.members(tt.extra, &toy{})
		if ok != tt.ok || ok && "{"+members+"}" != tt.extra {
			t.Errorf("%s: %s, %v", tt.extra, members, ok)
		}
	}
}

// FuzzExtra checks that JSON gives back every Extra.
func FuzzExtra(f *testing.F) {
	for _, s := range append(texts, `{"a":1}`, `{"extra":"x"}`, `{"text":"x"}`, `{"a": 1}`, `{"extra":"{}"}`, `"-" x`) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, extra string) {
		rec := toy{Extra: extra}
		b, err := toys.AppendJSON(nil, &rec)
		if err != nil {
			t.Fatal(err)
		}
		if !json.Valid(b) {
			t.Fatalf("%s is not JSON", b)
		}
		var got toy
		if err := toys.ParseJSON(string(b), &got); err != nil || got != rec {
			t.Fatalf("%s gives %+v, %v", b, got, err)
		}
	})
}
