//go:build !unix

package harness

import (
	"os"
	"time"
)

var started = time.Now()

// cpuTime returns the time that has passed, for want of a better.
func cpuTime() time.Duration { return time.Since(started) }

// load returns the contents of a file.
func load(file string) ([]byte, error) { return os.ReadFile(file) }
