package posture

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// TestReportJSON tests that the JSON of a report holds all of it.
func TestReportJSON(t *testing.T) {
	s := summaryOf(0, randomEvents(newRand(1), 1000, 50))
	s.AddError("in", &tlslog.ParseError{Format: "alb", Record: 1, Line: 2, Offset: 3, Field: "time", Err: tlslog.ErrTime})
	want := s.Report()
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Report
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if d := diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestReportEmpty tests that lists are there even if they are empty.
func TestReportEmpty(t *testing.T) {
	data, err := json.Marshal(new(Summary).Report())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "null") {
		t.Errorf("null in %s", data)
	}
}

func TestRowJSON(t *testing.T) {
	tests := []struct {
		row  Row[Failure]
		want string
	}{
		{Row[Failure]{}, `{"events":0}`},
		{Row[Failure]{Failure{Code: "A"}, Tally{Events: 2, Missed: 1}}, `{"code":"A","events":2,"missed":1}`},
	}
	for _, test := range tests {
		got, err := json.Marshal(test.row)
		if err != nil || string(got) != test.want {
			t.Errorf("got %s, %v, want %s", got, err, test.want)
		}
		var back Row[Failure]
		if err := json.Unmarshal(got, &back); err != nil || back != test.row {
			t.Errorf("got %v, %v, want %v", back, err, test.row)
		}
	}
}
