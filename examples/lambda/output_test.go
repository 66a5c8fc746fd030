package main

import (
	"strings"
	"testing"
)

func TestOutput(t *testing.T) {
	for text, want := range map[string]string{
		"s3://b":        "b|name.ndjson.gz",
		"s3://b/":       "b|name.ndjson.gz",
		"s3://b/p":      "b|p/name.ndjson.gz",
		"s3://b/p/q=1/": "b|p/q=1/name.ndjson.gz",
	} {
		var o output
		if err := o.parse(text); err != nil || o.bucket+"|"+o.key("name") != want {
			t.Errorf("%s: %s|%s, %v", text, o.bucket, o.key("name"), err)
		}
	}
	o := output{prefix: "p/"}
	seen := map[string]bool{}
	for _, name := range []string{strings.Repeat("a", 1012), strings.Repeat("a", 1013), strings.Repeat("a", 1014)} {
		key := o.key(name)
		if len(key) > 1024 || !strings.HasPrefix(key, "p/") || !strings.HasSuffix(key, suffix) || seen[key] {
			t.Errorf("%d bytes: %q", len(name), key)
		}
		seen[key] = true
	}
}
