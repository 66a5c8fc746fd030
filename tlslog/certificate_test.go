package tlslog_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

func TestValidity(t *testing.T) {
	end := time.Date(2125, 5, 12, 23, 28, 21, 0, time.UTC)
	v := tlslog.Validity{NotBefore: end.AddDate(-100, 0, 0), NotAfter: end}
	tests := []struct {
		at      time.Time
		expired bool
		within  bool // an hour
	}{
		{end.Add(-2 * time.Hour), false, false},
		{end.Add(-time.Hour), false, false},
		{end.Add(-time.Hour + time.Second), false, true},
		{end, false, true},
		{end.Add(time.Second), true, true},
	}
	for _, tt := range tests {
		if got := v.Expired(tt.at); got != tt.expired {
			t.Errorf("Expired(%v) = %v", tt.at, got)
		}
		if got := v.ExpiresWithin(time.Hour, tt.at); got != tt.within {
			t.Errorf("ExpiresWithin(1h, %v) = %v", tt.at, got)
		}
	}
	var none tlslog.Validity
	if !none.IsZero() || none.Expired(end) || none.ExpiresWithin(time.Hour, end) || v.IsZero() {
		t.Error("the zero Validity expires")
	}
}

func ExampleValidity_ExpiresWithin() {
	v := tlslog.Validity{
		NotBefore: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:  time.Date(2026, 12, 31, 23, 59, 59, 0, time.UTC),
	}
	now := time.Date(2026, 12, 10, 0, 0, 0, 0, time.UTC)
	fmt.Println(v.Expired(now), v.ExpiresWithin(30*24*time.Hour, now))
	// Output: false true
}
