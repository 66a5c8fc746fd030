package main

import (
	"embed"
	"io/fs"
)

//go:generate go run ../internal/samplelogs testdata/sample

//go:embed testdata/sample
var sample embed.FS

// sampleLogs returns what the program reports on when it is given nothing.
func sampleLogs() fs.FS {
	logs, err := fs.Sub(sample, "testdata/sample")
	if err != nil {
		panic(err) // the path is a constant
	}
	return logs
}
