package main

import (
	"os"
	"strings"
	"testing"
)

// TestGeneratedReadmeIsCurrent checks that go generate would change nothing.
func TestGeneratedReadmeIsCurrent(t *testing.T) {
	text, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	want, err := generate(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != want {
		t.Error("README.md is stale: run go generate in the root of the module")
	}
}

func TestGenerate(t *testing.T) {
	if _, err := generate("no part"); err == nil {
		t.Error("a text without the part is taken")
	}
	got, err := generate("a\n<!-- generated: failures -->\nold\n<!-- end -->\nb\n")
	if err != nil || !strings.HasPrefix(got, "a\n<!-- generated: failures -->\n| reason |") || !strings.HasSuffix(got, "|\n<!-- end -->\nb\n") || strings.Contains(got, "old") {
		t.Errorf("%v, %q", err, got)
	}
	if !strings.Contains(got, "| certificate_purpose | ClientCertPurposeInvalid | ClientCertIntentInvalid |  |  |\n") {
		t.Errorf("%q", got)
	}
}
