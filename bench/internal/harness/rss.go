package harness

import (
	"os"
	"strconv"
	"strings"
)

// peakRSS returns the peak of the resident memory of this process in bytes, or
// 0 where the system has no /proc.
//
// It is not the maxrss of getrusage: that is at least what the parent had when
// it started the process, because it survives the exec.
func peakRSS() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	line, _, _ := strings.Cut(rest, "\n")
	kb, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(line, "kB")), 10, 64)
	if err != nil {
		return 0
	}
	return kb << 10
}
