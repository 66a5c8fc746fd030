package tlslog_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

func TestParseErrorMessage(t *testing.T) {
	tests := []struct {
		err  tlslog.ParseError
		want string
	}{
		{
			tlslog.ParseError{Format: "alb", Record: 3, Line: 4, Offset: 517, Field: "client_ip", Err: tlslog.ErrAddress},
			"alb: record 3, line 4, byte 517: client_ip: malformed IP address",
		},
		{
			tlslog.ParseError{Format: "cloudtrail", Record: 1, Line: 1, Err: tlslog.ErrTooLong},
			"cloudtrail: record 1, line 1, byte 0: record exceeds the size limit",
		},
		{tlslog.ParseError{}, "record 0"},
		{tlslog.ParseError{Format: "alb parquet", Record: 7, Field: "time", Err: tlslog.ErrTime}, "alb parquet: record 7: time: malformed time"},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func ExampleParseError() {
	var err error = &tlslog.ParseError{Format: "alb", Record: 3, Line: 4, Offset: 517, Field: "client_ip", Err: tlslog.ErrAddress}
	fmt.Println(errors.Is(err, tlslog.ErrAddress))
	if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
		fmt.Println(perr.Field, "of record", perr.Record)
	}
	// Output:
	// true
	// client_ip of record 3
}
