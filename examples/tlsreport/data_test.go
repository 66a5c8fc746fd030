package main

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/awstls/awstls/examples/internal/logs"
)

// TestJSON checks that the JSON of a report is that of a document and holds all
// rows, whatever -top says.
func TestJSON(t *testing.T) {
	got, _, _ := start(t, "", "-format", "json", "-top", "1", "-since", "2026-09-01", "-fail-on", "outdated")
	d := json.NewDecoder(strings.NewReader(got))
	d.DisallowUnknownFields()
	var doc document
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Token(); err != io.EOF {
		t.Errorf("something follows: %v", err)
	}
	if !doc.Sample || doc.Partial || doc.Inputs.Total != 21 || len(doc.Inputs.Sources) != 4 || doc.Since.IsZero() || !doc.Until.IsZero() ||
		len(doc.Posture.DeprecatedClients.Rows) < 5 || doc.Posture.Total.Events == 0 || doc.Posture.Total.First.Before(doc.Since) {
		t.Errorf("%+v", doc.Inputs)
	}
	if want := (finding{"outdated", doc.Posture.DeprecatedClients.Events, "event"}); !slices.Equal(doc.Findings, []finding{want}) {
		t.Errorf("%+v", doc.Findings)
	}
}

// TestCSV checks that every value of a row has a column, and that the sections
// add up.
func TestCSV(t *testing.T) {
	rep := newReport(options{workers: 1})
	readAll(t.Context(), slices.Values(logs.Of(nil, nil, sampleLogs())), &rep.options, nil, rep.add)
	for _, row := range rep.csvRows() {
		for name := range row {
			if !slices.Contains(csvColumns[:], name) {
				t.Errorf("no column %s", name)
			}
		}
	}
	got, _, _ := start(t, "", "-format", "csv", "-top", "1")
	rows, err := csv.NewReader(strings.NewReader(got)).ReadAll() // all of the same length
	if err != nil {
		t.Fatal(err)
	}
	section, source, events, evidence := columnOf(t, rows, "section"), columnOf(t, rows, "source"), columnOf(t, rows, "events"), columnOf(t, rows, "evidence")
	sum := func(where func(row []string) bool) int {
		n := 0
		for _, row := range rows[1:] {
			if where(row) {
				events, err := strconv.Atoi(row[events])
				if err != nil {
					t.Fatal(err)
				}
				n += events
			}
		}
		return n
	}
	total := sum(func(row []string) bool { return row[section] == "total" && row[source] == "" })
	logged := sum(func(row []string) bool { return row[section] == "evidence" && row[evidence] == "logged" })
	for _, tt := range []struct {
		section string
		want    int
	}{{"evidence", total}, {"timeline", total}, {"endpoint", total}, {"endpoint_evidence", total}, {"protocol", logged}, {"key_exchange", logged}} {
		if got := sum(func(row []string) bool { return row[section] == tt.section }); got != tt.want || got == 0 {
			t.Errorf("the section %s has %d events, want %d", tt.section, got, tt.want)
		}
	}
	if n := sum(func(row []string) bool { return row[section] == "total" && row[source] != "" }); n != total {
		t.Errorf("the sources have %d events, want %d", n, total)
	}
}

// columnOf returns where a column is.
func columnOf(t *testing.T, rows [][]string, name string) int {
	t.Helper()
	i := slices.Index(rows[0], name)
	if i < 0 {
		t.Fatalf("no column %s", name)
	}
	return i
}

// TestSource checks that -source leaves the other sources out.
func TestSource(t *testing.T) {
	got, _, status := start(t, "", "-source", "cloudtrail,networkfirewall")
	if status != exitOK || !strings.Contains(got, "passed over: inputs of other sources (13)") || !strings.Contains(got, "\nCloudTrail\n") ||
		strings.Contains(got, "not recognised") || strings.Contains(got, "\nApplication Load Balancer\n") || strings.Contains(got, "\nCloudFront\n") {
		t.Errorf("status %d, %s", status, got)
	}
}
