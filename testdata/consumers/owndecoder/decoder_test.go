package owndecoder_test

import (
	"strings"
	"testing"
	"time"

	"example.com/owndecoder"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/tlslogtest"
)

func TestDecoder(t *testing.T) {
	tlslogtest.TestDecoder(t, owndecoder.NewDecoder, tlslogtest.Samples[owndecoder.Record]{
		Separator: "\n",
		Footer:    "\n",
		Records: []tlslogtest.Sample[owndecoder.Record]{
			{Text: "2026-09-23T07:11:27Z TLSv1.3 ok", Record: owndecoder.Record{Time: time.Date(2026, 9, 23, 7, 11, 27, 0, time.UTC), Protocol: "TLSv1.3", OK: true}},
			{Text: "2026-09-23T09:11:28+02:00 TLSv1.2 turned-down", Record: owndecoder.Record{Time: time.Date(2026, 9, 23, 7, 11, 28, 0, time.UTC), Protocol: "TLSv1.2"}},
			{Text: "§yesterday TLSv1.2 ok", Record: owndecoder.Record{Protocol: "TLSv1.2", OK: true}, Field: "time", Err: tlslog.ErrTime},
			{Text: "2026-09-23T07:11:27Z", Err: tlslog.ErrFieldCount},
		},
		// A line without an end is not whole, even if all of its values are.
		Whole: func(start string) bool { return start == "" || strings.HasSuffix(start, "\n") },
	})
}
