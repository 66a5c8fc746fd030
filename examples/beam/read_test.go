package main

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/awstls/awstls/tlslog/posture"
)

const (
	sound     = `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_01` + "\n"
	badField  = `2026-09-23T07:11:27.691358Z 192.0.2.x 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_02` + "\n"
	badRecord = `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 confidential` + "\n"
	flow      = `{"firewall_name":"f","event_timestamp":"1","event":{"timestamp":"2026-09-23T07:11:27.691358+0000","event_type":"netflow","netflow":{"pkts":1}}}` + "\n"
	unknown   = `{"confidential":true}` + "\n"
	testFile  = "Enable ConnectionLog for ELB: app/shop/6d0ecf831eec9f09 at 2026-09-23T07:11:27Z\n"
)

func TestAdd(t *testing.T) {
	for _, tt := range []struct {
		name, log string
		events    int64 // in the summary
		problems  int64
		letters   []deadLetter
	}{
		{"empty", "", 0, 0, nil},
		{"sound", sound + sound, 2, 0, nil},
		{"damaged field: the rest counts", sound + badField + sound, 3, 1, []deadLetter{
			{Format: "alb", Record: 2, Line: 2, Offset: int64(len(sound)) + 28, Field: "client_ip", Cause: "malformed IP address", Records: 1},
		}},
		{"damaged record: nothing is left to count", sound + badRecord + sound, 2, 1, []deadLetter{
			{Format: "alb", Record: 2, Line: 2, Offset: int64(len(sound)), Cause: "wrong number of fields", Records: 1},
		}},
		{"cut", `{"Records":[`, 0, 1, []deadLetter{{Cause: "awstls: line 1, byte 12: unexpected EOF"}}},
		{"cut gzip", zip(sound)[:40], 0, 1, []deadLetter{{Cause: "awstls: line 1, byte 0: unexpected EOF"}}},
		{"unknown, once for all", unknown + sound + unknown + unknown, 1, 0, []deadLetter{
			{Format: "awstls", Record: 1, Line: 1, Cause: "not a record of this log: it is not recognised", Records: 3},
		}},
		{"flows", flow + flow, 0, 0, []deadLetter{
			{Cause: "not a record of this log: it is a flow record", Records: 2},
		}},
		{"test file", testFile, 0, 0, []deadLetter{
			{Cause: "not a record of this log: it is a test file", Records: 1},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var letters []deadLetter
			var s posture.Summary
			err := add(&s, "log", strings.NewReader(tt.log), func(l deadLetter) {
				if strings.Contains(l.json(), "confidential") {
					t.Errorf("a letter quotes the log: %s", l.json())
				}
				letters = append(letters, l)
			})
			if err != nil {
				t.Fatal(err)
			}
			for i := range tt.letters {
				tt.letters[i].Input = "log"
			}
			if d := cmp.Diff(tt.letters, letters); d != "" {
				t.Errorf("letters (-want +got):\n%s", d)
			}
			if n := s.Total().Events; n != tt.events {
				t.Errorf("%d events, want %d", n, tt.events)
			}
			if n := s.Problems().Events; n != tt.problems {
				t.Errorf("%d problems, want %d", n, tt.problems)
			}
		})
	}
}

// TestAddFetch checks that a file that cannot be fetched is not taken for
// a damaged one: the next attempt may succeed.
func TestAddFetch(t *testing.T) {
	errReset := errors.New("connection reset")
	for _, want := range []error{errReset, io.ErrUnexpectedEOF} {
		for _, start := range []string{"", sound, sound + badField[:50], zip(sound)[:40]} {
			r := io.MultiReader(strings.NewReader(start), iotest.ErrReader(want))
			if err := add(new(posture.Summary), "log", r, func(deadLetter) {}); !errors.Is(err, want) {
				t.Errorf("%q, then %v: %v", start, want, err)
			}
		}
	}
}

func TestLetterJSON(t *testing.T) {
	l := deadLetter{Input: "s3://logs/a", Format: "alb", Record: 2, Line: 3, Offset: 4, Field: "time", Cause: "malformed time", Records: 1}
	const want = `{"input":"s3://logs/a","format":"alb","record":2,"line":3,"offset":4,"field":"time","cause":"malformed time","records":1}`
	if got := l.json(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
