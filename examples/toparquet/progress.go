package main

import (
	"io"

	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/examples/internal/terminal"
)

// newProgress returns a progress on w for these jobs.
func newProgress(w io.Writer, jobs []job) *terminal.Progress {
	inputs := make([]logs.Input, len(jobs))
	for i, j := range jobs {
		inputs[i] = j.Input
	}
	return terminal.NewProgress(w, int64(len(jobs)), logs.Size(inputs))
}
