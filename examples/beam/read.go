package main

import (
	"context"
	"errors"
	"io"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// read emits the summary of a file, and as JSON what of it could not be read.
// Its error is for a file that cannot be fetched: the runner tries again.
func read(ctx context.Context, name string, emit func(*posture.Summary), bury func(string)) error {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer fs.Close()
	file, err := fs.OpenRead(ctx, name)
	if err != nil {
		return err
	}
	defer file.Close()
	s := new(posture.Summary)
	if err := add(s, name, file, func(l deadLetter) { bury(l.json()) }); err != nil {
		return err
	}
	emit(s)
	return nil
}

// add adds the events of a log to a summary, and what could not be read of it,
// which it gives to bury as well. Its error is that of the reader; the summary
// then has a part of the log. It counts as the program tlsreport does: of a
// damaged record what could be read, if anything, and nothing of other logs.
func add(s *posture.Summary, name string, r io.Reader, bury func(deadLetter)) error {
	file := &remembering{r: r}
	d := awstls.NewDecoder(file)
	foreign := make(map[error]*tlslog.ParseError) // the first of each kind
	for e, err := range d.All() {
		perr, damaged := errors.AsType[*tlslog.ParseError](err)
		switch {
		case err == nil:
			s.Add(e)
			continue
		case file.err != nil && !damaged:
			return file.err
		case errors.Is(err, tlslog.ErrForeign):
			foreign[perr.Err] = perr
			continue
		}
		s.AddError(name, err)
		bury(letterOf(name, err))
		if damaged && perr.Field != "" {
			s.Add(e)
		}
	}
	for kind, n := range d.Skipped() {
		l := deadLetter{Input: name, Cause: kind.Error(), Records: n}
		if first, ok := foreign[kind]; ok {
			l = letterOf(name, first)
			l.Records = n
		}
		bury(l)
	}
	return nil
}

// A remembering reader remembers the error that ended it, to tell it from
// damage in what was read.
type remembering struct {
	r   io.Reader
	err error // nil at the end of the file
}

func (r *remembering) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if err != nil && err != io.EOF {
		r.err = err
	}
	return n, err
}
