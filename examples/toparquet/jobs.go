package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/examples/internal/logs"
)

// errChanged is the error for a file of which an earlier state is in the lake.
var errChanged = errors.New("it has changed since it was put into the lake, and is passed over")

// A job is an input that is to be read. Path and stamp are empty if it is no
// regular file, and can be read once only.
type job struct {
	logs.Input
	real   string // path
	stamp  stamp
	failed bool // it could not be read, left nothing, and was reported
}

// jobs returns what is to be read, and how many inputs are in the lake already.
// Files of the lake itself are no inputs.
//
// The jobs are in the order of the times in their names, as far as they have
// one, so that events of one day come together and get into few files.
func (l *lake) jobs(inputs []logs.Input, complain func(error)) (jobs []job, passed int) {
	within := l.root + string(filepath.Separator)
	named := make(map[string]bool)
	for _, in := range inputs {
		if info, err := os.Stat(in.Path); err == nil && !info.Mode().IsRegular() {
			in.Path = ""
		}
		if in.Path == "" {
			jobs = append(jobs, job{Input: in})
			continue
		}
		path, err := realPath(in.Path)
		if strings.HasPrefix(path, within) {
			continue
		}
		var s stamp
		if err == nil {
			s, err = stampOf(path)
		}
		switch old, done := l.done[s.Path]; {
		case err != nil:
			complain(fmt.Errorf("%s: %w", in.Name, err))
		case done && old.stamp != s:
			complain(fmt.Errorf("%s: %w", in.Name, errChanged))
		case done:
			passed++
		case !named[s.Path]:
			named[s.Path] = true
			in.Size = s.Size
			jobs = append(jobs, job{Input: in, real: path, stamp: s})
		}
	}
	slices.SortStableFunc(jobs, func(a, b job) int {
		return awstls.SourceOfKey(filepath.ToSlash(a.Path)).Time.Compare(awstls.SourceOfKey(filepath.ToSlash(b.Path)).Time)
	})
	return jobs, passed
}
