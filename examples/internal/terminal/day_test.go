package terminal

import (
	"testing"
	"time"
)

func TestDay(t *testing.T) {
	at := time.Date(2026, 9, 23, 23, 30, 0, 0, time.FixedZone("west", -3600))
	if got := Day(at); got != "2026-09-24" {
		t.Error(got)
	}
	if got := Day(time.Time{}); got != "" {
		t.Error(got)
	}
}
