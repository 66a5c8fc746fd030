package main

import (
	"io"

	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/examples/internal/terminal"
)

// newProgress returns a progress on w for these inputs, which are nil if it is
// not known yet which they are.
func newProgress(w io.Writer, inputs []logs.Input) *terminal.Progress {
	if inputs == nil {
		return terminal.NewProgress(w, -1, -1)
	}
	return terminal.NewProgress(w, int64(len(inputs)), logs.Size(inputs))
}
