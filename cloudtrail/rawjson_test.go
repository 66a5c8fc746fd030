package cloudtrail

import (
	"encoding/json"
	"testing"
)

func TestRawJSONMember(t *testing.T) {
	tests := []struct{ json, name, want RawJSON }{
		{`{"a":1,"b":{"a":2}}`, "a", `1`},
		{`{"a":1,"b":{"a":2}}`, "b", `{"a":2}`},
		{`{"a":1,"a":2}`, "a", `2`},
		{`{"\u0061":null}`, "a", `null`},
		{`{"a":1}`, "c", ``},
		{`[1]`, "a", ``},
		{`{"a":1`, "a", ``},
		{``, "a", ``},
	}
	for _, test := range tests {
		if got := test.json.Member(string(test.name)); got != test.want {
			t.Errorf("%s of %s: %s, want %s", test.name, test.json, got, test.want)
		}
	}
}

func TestRawJSONText(t *testing.T) {
	for j, want := range map[RawJSON]string{`"a\u0062"`: "ab", `""`: ""} {
		if got, ok := j.Text(); got != want || !ok {
			t.Errorf("%s: %q, %t", j, got, ok)
		}
	}
	for _, j := range []RawJSON{"", "null", "1", "{}", `"a`} {
		if got, ok := j.Text(); got != "" || ok {
			t.Errorf("%s: %q, %t", j, got, ok)
		}
	}
}

func TestRawJSONDecode(t *testing.T) {
	var v struct{ A []int }
	if err := RawJSON(`{"A":[1,2]}`).Decode(&v); err != nil || len(v.A) != 2 {
		t.Error(err, v)
	}
	for _, j := range []RawJSON{"", "null"} {
		if err := j.Decode(&v); err != nil || len(v.A) != 2 {
			t.Error(err, v)
		}
	}
	if err := RawJSON(`{`).Decode(&v); err == nil {
		t.Error("no error")
	}
	if !RawJSON("null").IsNull() || RawJSON("").IsNull() {
		t.Error("IsNull")
	}
}

func TestRawJSONMarshal(t *testing.T) {
	type doc struct{ A, B, C RawJSON }
	in := doc{A: `{"x":[1]}`, B: "null"}
	b, err := json.Marshal(in)
	if err != nil || string(b) != `{"A":{"x":[1]},"B":null,"C":null}` {
		t.Fatal(err, string(b))
	}
	var out doc
	if err := json.Unmarshal(b, &out); err != nil || out.A != in.A || out.B != "null" {
		t.Error(err, out)
	}
}
