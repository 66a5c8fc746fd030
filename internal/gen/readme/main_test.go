package main

import (
	"strings"
	"testing"
)

// TestGeneratedPartsAreCurrent checks that go generate would change nothing.
func TestGeneratedPartsAreCurrent(t *testing.T) {
	for _, p := range parts {
		is, want, err := p.generate("../../..")
		if err != nil {
			t.Error(err)
		} else if is != want {
			t.Errorf("%s is stale: run go generate in the root of the module", p.file)
		}
	}
}

func TestReplace(t *testing.T) {
	p := part{file: "f", name: "n"}
	for text, want := range map[string]string{
		"a\n<!-- generated: n -->\nold\n<!-- end -->\nb\n<!-- end -->\n": "a\n<!-- generated: n -->\nnew\n<!-- end -->\nb\n<!-- end -->\n",
		"<!-- generated: n -->\n<!-- end -->\n":                          "<!-- generated: n -->\nnew\n<!-- end -->\n",
		"no part":                                                        "",
		"<!-- generated: m -->\nold\n<!-- end -->\n":                     "",
		"<!-- generated: n -->\nold\n":                                   "",
	} {
		if got, err := p.replace(text, "new\n"); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func TestFailures(t *testing.T) {
	text, _ := failures("")
	if !strings.Contains(text, "| certificate_purpose | ClientCertPurposeInvalid | ClientCertIntentInvalid |  |  |\n") {
		t.Errorf("%q", text)
	}
}
