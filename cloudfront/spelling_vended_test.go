package cloudfront

import (
	"strings"
	"testing"
)

// TestSpellings checks that the exact name of a field counts where there are
// others, also of one that is not written when it is absent.
func TestSpellings(t *testing.T) {
	for in, want := range map[string]Record{
		only(`"tlsSni":"a","tlssni":"b"`):                 {ConnectionID: "c", TLSSNI: "a", Extra: `{"tlssni":"b"}`},
		only(`"tlssni":"b","tlsSni":"a"`):                 {ConnectionID: "c", TLSSNI: "a", Extra: `{"tlssni":"b"}`},
		only(`"tlssni":"b"`):                              {ConnectionID: "c", TLSSNI: "b"},
		only(`"timestamp":"a","TIMESTAMP":"b"`):           {ConnectionID: "c", Timestamp: "a", Extra: `{"TIMESTAMP":"b"}`},
		only(`"TIMESTAMP":"b","timestamp":"-"`):           {ConnectionID: "c", Extra: `{"TIMESTAMP":"b"}`},
		`{"connectionid":"x","connectionId":"c"}`:         {ConnectionID: "c", Extra: `{"connectionid":"x"}`},
		"#Fields: connectionId tlssni tlsSni\nc\tb\ta\n":  {ConnectionID: "c", TLSSNI: "a", Extra: `{"tlssni":"b"}`},
		"#Fields: connectionId tlsSni tlssni\nc\ta\tb\n":  {ConnectionID: "c", TLSSNI: "a", Extra: `{"tlssni":"b"}`},
		"#Fields: connectionId tlsSni tlsSni\nc\tb\ta\n":  {ConnectionID: "c", TLSSNI: "a", Extra: `{"tlsSni":"b"}`},
		"#Fields: connectionid TLSSNI TlsSni\nc\tb\ta\n":  {ConnectionID: "c", TLSSNI: "a", Extra: `{"TLSSNI":"b"}`},
		"#Fields: connectionId timestamp tlsSni\nc\t-\ta": {ConnectionID: "c", TLSSNI: "a"},
	} {
		var got Record
		if err := NewDecoder(strings.NewReader(in)).Decode(&got); err != nil || got.Canonical() != want {
			t.Errorf("%s: %v\n%s", in, err, diff(want, got.Canonical()))
		}
		text, err := want.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := ParseRecord(string(text)); err != nil || again.Canonical() != want {
			t.Errorf("%s: %s gives %v\n%s", in, text, err, diff(want, again.Canonical()))
		}
	}
}
