package parquetlog

import (
	"os"
	"strings"
	"testing"

	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// TestDocumentedSchema compares the tables of the package documentation with
// the schemas, in which a change is to be noticed: they are promised to be
// stable.
func TestDocumentedSchema(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	documented(t, string(doc), "alb", albColumns())
	documented(t, string(doc), "cloudfront", cloudfrontColumns())
	documented(t, string(doc), "networkfirewall", tableOf[networkfirewall.Record]().listed)
	documented(t, string(doc), "networkfirewall_alert", tableOf[networkfirewall.AlertRecord]().listed)
	documented(t, string(doc), "event", tableOf[tlslog.Event]().listed)

	// CloudTrail's is told in words.
	want := map[kind]string{kindTime: "TIMESTAMP", kindBool: "BOOLEAN"}
	for _, c := range tableOf[cloudtrail.Record]().listed {
		name := c.name[strings.LastIndexByte(c.name, '_')+1:]
		if want[c.kind] != "" && !strings.Contains(string(doc), name) {
			t.Errorf("%s is not documented to be a %s", c.name, want[c.kind])
		}
	}
}

func documented[R Record](t *testing.T, doc, record string, columns []column[R]) {
	t.Helper()
	_, doc, _ = strings.Cut(doc, "\n// # "+record+"\n")
	doc, _, _ = strings.Cut(doc, "\n// #")
	var got []string
	for line := range strings.Lines(doc) {
		if strings.HasPrefix(line, "//\t") {
			got = append(got, strings.Join(strings.Fields(line[len("//\t"):]), " "))
		}
	}
	types := [...]string{
		kindText: "STRING", kindWord: "STRING", kindTime: "TIMESTAMP", kindSeconds: "DECIMAL(18,9)", kindMillis: "DECIMAL(18,6)",
		kindInt32: "INT(32)", kindInt64: "INT(64)", kindBool: "BOOLEAN",
	}
	n := 0
	for _, c := range columns {
		if c.put == nil {
			continue
		}
		if want := c.name + " " + types[c.kind]; n >= len(got) || got[n] != want {
			t.Errorf("%s: column %d is not documented as %q", record, n, want)
		}
		n++
	}
	if n != len(got) {
		t.Errorf("%s: %d columns are documented, %d are written", record, len(got), n)
	}
}
